"""JSON, JSON lines and YAML that say who spoke: lists of segments, turns or words, whatever their keys are called.

Every list of objects in the file is looked at; the one with a text and a speaker in most of its objects is read. Words
with a speaker each are joined. Keys are known by their meaning (``speaker``, ``speaker_label``, ``name``; ``text``,
``body``, ``transcript``), so that WhisperX, AssemblyAI, Deepgram, AWS, Rev.ai, Speechmatics, podcast JSON and home-made
lists are one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from turncue.errors import ReadError
from turncue.formats.base import TranscriptOptions
from turncue.formats.source import Source
from turncue.model import Transcript
from turncue.transcripts import params
from turncue.transcripts.documents.columns import time_of, unit_of
from turncue.transcripts.documents.entries import Entry, transcript_of
from turncue.transcripts.readings import read_plain
from turncue.transcripts.turn_builder import Origin

__all__ = ["fenced_json", "read_json_turns", "read_yaml_turns", "sniff_json_turns", "sniff_yaml_turns"]

_TEXT_KEYS = (
    "text", "body", "transcript", "content", "utterance", "sentence", "caption", "line", "message", "display",
    "payload",
    "speech", "said", "dialogue", "punctuated_word", "word", "value", "words", "內容", "内容", "文本", "text_content",
    "displaytext",
    "statement",
)  # fmt: skip
_SPEAKER_KEYS = (
    "speaker", "speaker_name", "speakername", "speaker_label", "speakerlabel", "speaker_id", "speakerid",
    "speakertag", "name",
    "who", "author", "participant", "voice", "character", "user", "role", "from", "channel", "agent", "person",
    "displayname",
    "sender", "說話人", "说话人", "発言者", "話者",
)  # fmt: skip
_START_KEYS = (
    "start", "starttime", "start_time", "begin", "from", "t0", "ts", "time", "timestamp", "startoffset",
    "start_ms", "offset",
    "startms", "start_timestamp", "start_sec", "timecode", "in", "offsetmilliseconds", "offsetinticks", "begin_time",
)  # fmt: skip
_END_KEYS = (
    "end", "endtime", "end_time", "to", "t1", "end_ts", "endoffset", "end_ms", "endms", "end_timestamp",
    "end_sec", "out", "stop",
    "finish_time",
)  # fmt: skip
_SIDES = ("microphone", "mic", "system", "speaker", "me", "them", "local", "remote", "input", "output")
_MARK = re.compile(r'"(?:[^"\\]|\\.){1,40}"\s*:')
_SPEAKER_MARK = re.compile(
    r'(?i)"(?:speaker(?:_?(?:name|label|id|tag))?|name|who|author|participant|monologues|voice|character|role|說話人|说话人|話者)"\s*:'
)
_PAIR = re.compile(r'\[\s*\[\s*"(?:[^"\\]|\\.){1,60}"\s*,\s*"')
_STRINGS = re.compile(r'\[\s*"[^"\\\n]{1,80}[:：]\s?')
_FENCE = re.compile(r"(?m)^[ \t]*```[\w+.-]*[ \t]*\n(?P<json>\s*[\[{][^`]*)^[ \t]*```[ \t]*$")
_YAML_ROW = re.compile(r"(?m)^\s*-\s+(?:\{|[\w\"']{1,30}\s*:)")
_YAML_SPEAKER = re.compile(r"(?mi)^\s*(?:-\s+)?[\"']?(?:speaker(?:_name)?|name|who)[\"']?\s*:\s*\S")
_YAML_TEXT = re.compile(r"(?mi)^\s*(?:-\s+)?[\"']?(?:text|body|content|line|says?)[\"']?\s*:")
_NO_SPACE = re.compile(r"^[.,?!;:…。，？！；：、)\]}%’”]")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def sniff_json_turns(source: Source) -> float:
    """How surely (0 to 1) this is JSON or JSON lines with text and speakers."""
    head = source.head.lstrip()
    if fenced_json(source.text) is not None:
        return 0.97
    if head[:1] == "[" and (_PAIR.match(head) or _STRINGS.match(head)):
        return 0.9
    if head[:1] not in ("{", "[") or not _MARK.search(head):
        return 0.0
    if re.search(r'"engine"\s*:', head[:2000]) and re.search(r'"version"\s*:', head[:2000]):
        return 0.9 if '"turns"' in source.text else 0.0
    return 0.9 if _SPEAKER_MARK.search(source.text[:400_000]) else 0.35


def sniff_yaml_turns(source: Source) -> float:
    """How surely (0 to 1) this is a YAML list of turns."""
    head = source.head
    if head.lstrip()[:1] in ("{", "[", "<") or not _YAML_ROW.search(head):
        return 0.0
    both = len(_YAML_SPEAKER.findall(head)) > 1 and len(_YAML_TEXT.findall(head)) > 1
    return 0.93 if both else 0.0


def read_json_turns(source: Source, options: TranscriptOptions) -> Transcript:
    """Read JSON or JSON lines. Raises ReadError for what is neither, or holds no text."""
    return _transcript(_load(source), Origin("json", source.name), options)


def read_yaml_turns(source: Source, options: TranscriptOptions) -> Transcript:
    """Read YAML. Raises ReadError for broken YAML or without the library."""
    try:
        import yaml
    except ImportError as error:
        raise ReadError(
            "PyYAML is needed to read YAML.", source.name, hint="Install it: pip install 'turncue[formats]'."
        ) from error
    text = source.text
    if re.search(r"(?m)(?:^|[\s\[{,])\*[\w-]+\s*(?:$|[,\]}])", text) and re.search(r"(?:^|\s)&[\w-]+", text):
        raise ReadError("this YAML uses anchors (&name, *name), which are not read.", source.name)
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        raise ReadError("this is no valid YAML.", source.name, None if line is None else line + 1) from error
    return _transcript(data, Origin("yaml", source.name), options)


def fenced_json(text: str) -> str | None:
    """The JSON of a text whose only block of code is JSON with speakers, as chat models give it; else None."""
    if text.count("```") != 2:
        return None
    match = _FENCE.search(text)
    inside = match["json"] if match is not None else ""
    if 2 * len(inside) < len(text) or not (_SPEAKER_MARK.search(inside) or _PAIR.match(inside)):
        return None
    return inside


def _load(source: Source) -> Any:
    text = fenced_json(source.text) or source.text
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ReadError("this JSON is nested too deeply.", source.name) from error
    except ValueError as error:
        rows = []
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                try:
                    rows.append(json.loads(line))
                except (ValueError, RecursionError):
                    raise ReadError(f"not JSON: {error}.", source.name, number, line) from error
        return rows


def _transcript(data: Any, origin: Origin, options: TranscriptOptions) -> Transcript:
    names = _speaker_names(data)
    candidates = [e for rows in _lists(data) if (e := _entries(rows, names))]
    candidates += [e for mapping in _maps(data) if (e := _from_map(mapping))]
    whole = "" if candidates else _whole_text(data)
    if whole:
        return replace(read_plain(whole, origin.source, options), format=origin.format)
    if not candidates:
        raise ReadError(
            "no list in this file has a text in its objects.",
            origin.source,
            hint='Write it as [{"speaker": …, "start": seconds, "text": …}, …].',
        )
    best = max(candidates, key=_rank)
    return transcript_of(best, origin, options)


def _whole_text(data: Any) -> str:
    """The transcript as one text: the strings of a list, or the longest string with line breaks; "" if none."""
    if isinstance(data, list) and data and all(isinstance(v, str) for v in data):
        return "\n".join(v.replace("\n", " ") for v in data)
    values = [v for v in data.values() if isinstance(v, str | list)] if isinstance(data, dict) else []
    lists = [t for v in values if isinstance(v, list) and (t := _whole_text(v))]
    return max([*lists, *(v for v in values if isinstance(v, str) and "\n" in v.strip())], key=len, default="")


def _rank(entries: Sequence[Entry]) -> tuple[int, int, float]:
    """Of several lists the one with speakers and the most words, in the longest pieces."""
    named = sum(1 for e in entries if e.speaker)
    words = sum(len(e.text) for e in entries)
    return int(named > 0.5 * len(entries)), words // 20, words / len(entries)


def _lists(data: Any) -> Iterator[list[dict[str, Any]]]:
    """Every list of objects in the value, by breadth."""
    waiting: list[tuple[Any, int]] = [(data, 0)]
    for seen, (value, depth) in enumerate(waiting):
        if seen > params.JSON_TURNS_MOST or depth > params.JSON_TURNS_DEEP:
            return
        if isinstance(value, list):
            rows = [v for v in value if isinstance(v, dict)]
            if rows:
                yield rows
            waiting += [(v, depth + 1) for v in value if isinstance(v, dict | list)]
        elif isinstance(value, dict):
            waiting += [(v, depth + 1) for v in value.values() if isinstance(v, dict | list)]


def _maps(data: Any) -> Iterator[list[dict[str, Any]]]:
    """Lists of one-key objects: ``[{"Nora": "text"}, …]``; pairs: ``[["Nora", "text"], …]``."""
    if isinstance(data, dict):
        data = next((v for v in data.values() if isinstance(v, list)), [])
    if isinstance(data, list) and len(data) > 1:
        if all(isinstance(v, dict) and len(v) == 1 for v in data):
            yield list(data)
        elif all(isinstance(v, list) and len(v) == 2 and all(isinstance(x, str) for x in v) for v in data):
            yield [{v[0]: v[1]} for v in data]


def _from_map(rows: Sequence[Mapping[str, Any]]) -> list[Entry]:
    pairs = [next(iter(row.items())) for row in rows]
    if not all(isinstance(text, str) for _, text in pairs) or len({str(k) for k, _ in pairs}) >= len(pairs):
        return []
    return [Entry(str(name), text) for name, text in pairs]


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """The keys in small letters without separators."""
    return {re.sub(r"[-\s]", "_", str(key).lower()): value for key, value in row.items()}


def _pick(row: Mapping[str, Any], keys: Sequence[str]) -> Any:
    for key in keys:
        value = row.get(key, row.get(key.replace("_", "")))
        if value not in (None, "", []):
            return value
    return None


def _speaker_names(data: Any) -> dict[str, str]:
    """Names of speakers by their number or id, where the file has such a table."""
    if not isinstance(data, dict):
        return {}
    table = _pick(_flat(data), ("speakers", "participants", "speaker_names", "speaker_map"))
    names: dict[str, str] = {}
    if isinstance(table, dict):
        for key, value in table.items():
            name = (
                value
                if isinstance(value, str)
                else _pick(_flat(value), ("name", "label"))
                if isinstance(value, dict)
                else None
            )
            if isinstance(name, str):
                names[str(key)] = name
    elif isinstance(table, list):
        for number, value in enumerate(table):
            if isinstance(value, dict):
                row = _flat(value)
                name, key = _pick(row, ("name", "display_name", "label")), _pick(row, ("id", "speaker_id", "key"))
                if isinstance(name, str):
                    names[str(number if key is None else key)] = name
    return names


def _entries(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[Entry]:
    """The entries of a list of objects; [] where most have no text."""
    made: list[tuple[Any, str, Any, Any, bool]] = []
    for raw in rows:
        row = _flat(raw)
        text, is_word = _text_of(row)
        if text is None:
            continue
        who = _pick(row, _SPEAKER_KEYS) or (row["source"] if row.get("source") in _SIDES else None)
        if who is None and isinstance(row.get("alternatives"), list) and row["alternatives"]:
            first = row["alternatives"][0]
            who = _pick(_flat(first), _SPEAKER_KEYS) if isinstance(first, dict) else None
        if isinstance(who, dict):
            who = _pick(_flat(who), ("name", "display_name", "label", "id"))
        made.append((who, text, _first_time(row), _pick(row, _END_KEYS), is_word))
    if len(made) < max(1, len(rows) // 2):
        return []
    unit = _unit(made)
    entries = [
        Entry(_name(who, names), text, _time(start, unit), _time(end, unit)) for who, text, start, end, _ in made
    ]
    words = sum(1 for *_, is_word in made if is_word)
    return _joined(entries) if words > len(made) // 2 else entries


def _first_time(row: Mapping[str, Any]) -> Any:
    """When an object starts: by its own key, else by that of its first word; a time may stand in an object."""
    start = _pick(row, _START_KEYS)
    words = row.get("words")
    if start is None and isinstance(words, list) and words and isinstance(words[0], dict):
        start = _pick(_flat(words[0]), _START_KEYS)
    return start.get("relative") if isinstance(start, dict) else start


def _text_of(row: Mapping[str, Any]) -> tuple[str | None, bool]:
    """The text of an object, and whether it is one word."""
    for key in _TEXT_KEYS:
        value = row.get(key)
        if isinstance(value, dict):
            inner, is_word = _text_of(_flat({k: v for k, v in value.items() if isinstance(v, str)}))
            if inner is not None:
                return inner, is_word
        if isinstance(value, str) and value.strip():
            return value, key in ("word", "punctuated_word", "value") or (
                key in ("text", "content") and " " not in value.strip()
            )
    for key in ("sentences", "words"):  # the pieces of a turn
        if isinstance(row.get(key), list):
            parts = [s.get("text") or s.get("word") or "" for s in row[key] if isinstance(s, dict)]
            whole = " ".join(p.strip() for p in parts if isinstance(p, str) and p.strip())
            if whole:
                return whole, False
    if isinstance(row.get("elements"), list):  # Rev.ai: words and the marks between them
        return "".join(
            str(e.get("value", "")) if e.get("type") == "punct" else f" {e.get('value', '')}"
            for e in row["elements"]
            if isinstance(e, dict)
        ), False
    alternatives = row.get("alternatives") or row.get("nbest")
    if isinstance(alternatives, list) and alternatives and isinstance(alternatives[0], dict):
        first = _flat(alternatives[0])
        value = first.get("content") or first.get("display") or first.get("transcript")
        return (
            (value, row.get("type") in ("pronunciation", "punctuation", "word"))
            if isinstance(value, str)
            else (None, False)
        )
    return None, False


def _name(who: Any, names: Mapping[str, str]) -> str | None:
    if who is None or isinstance(who, bool | list | dict):
        return None
    shown = names.get(str(who), str(who))
    return f"Speaker {shown}" if isinstance(who, int | float) and shown == str(who) else shown


def _unit(rows: Sequence[tuple[Any, str, Any, Any, bool]]) -> float:
    plain = [
        (float(s), len(text)) for _, text, s, _, _ in rows if isinstance(s, int | float) and not isinstance(s, bool)
    ]
    if plain and plain[-1][0] > 1e9:
        return 1e-7
    return unit_of([s for s, _ in plain], [n for _, n in plain])


def _time(value: Any, unit: float) -> int | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return round(value * 1000 * unit) if abs(value) < 1e15 else None
    if isinstance(value, str):
        return time_of(value.strip().removesuffix("s"), 1.0) if len(value) < 40 else None
    return None


def _joined(words: Sequence[Entry]) -> list[Entry]:
    """Words as one entry for each run of a speaker; a mark sticks to the word before it, whoever is named."""
    runs: list[tuple[Entry, list[str]]] = []
    dense = False
    for word in words:
        text = word.text.strip()
        mark = bool(_NO_SPACE.match(text))
        if runs and (mark or word.speaker == runs[-1][0].speaker):
            tight = mark or (dense and bool(_DENSE.match(text)))
            runs[-1][1].append(text if tight else f" {text}")
        else:
            runs.append((word, [text]))
        dense = bool(_DENSE.match(text[-1:]))
    return [Entry(first.speaker, "".join(parts), first.start) for first, parts in runs]
