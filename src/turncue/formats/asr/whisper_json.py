"""Recognisers' JSON with segments or words: Whisper and its relatives, and lists of captions from everywhere.

- openai-whisper, faster-whisper, stable-ts: ``{"segments": [{"start", "end", "text", "words": [{"word", "start",
  "end", "probability"}]}]}`` in seconds, or the bare list of segments
- WhisperX: the same, words may lack their times, ``speaker`` on segments and words
- whisper.cpp: ``{"transcription": [{"offsets": {"from", "to"}, "text", "tokens", "speaker"}]}`` in ms
- ``{"words": [{"text" or "word", "start", "end", "confidence", "speaker"}]}`` in seconds or ms
- ``[{"text", "start", "duration"}]`` of youtube-transcript-api and its like; times also as strings; ends may be missing
- ``[[1.0, 2.5, "Good morning."]]``: rows of start, end and text
- the same rows deeper in other objects, or each in an object of its own; ``speakers: [{"id", "name"}]`` gives names

Whether a list counts seconds or ms shows in its median word, which lasts 0.05 to 1.5 s; where neither reading gives
that, the file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from turncue.errors import ReadError
from turncue.formats.asr.recognized import (
    Segment,
    Word,
    captions_from_segments,
    name_of,
    number_of,
    rows_of,
    segments_of_words,
    share_of,
    spelled,
    time_of,
)
from turncue.formats.json_text import load_json_values
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["language_of", "read_captions", "word_of"]

_START = (
    "start",
    "startTime",
    "start_time",
    "begin",
    "from",
    "startMs",
    "start_ms",
    "tStartMs",
    "startTimeMs",
    "offsetMs",
    "offset",
    "time_begin",
)
_MILLISECONDS = ("startMs", "start_ms", "tStartMs", "startTimeMs", "offsetMs")
_END = ("end", "endTime", "end_time", "to", "stop", "endMs", "end_ms", "endTimeMs", "time_end")
_DURATION = ("duration", "dur", "durationMs", "duration_ms", "dDurationMs")
_TEXT = ("text", "body", "content", "transcript", "sentence", "caption", "line", "utf8", "segment", "transcription")
_LISTS = (
    "segments",
    "words",
    "word_segments",
    "captions",
    "cues",
    "subtitles",
    "sentences",
    "utterances",
    "chunks",
    "snippets",
    "sentence_info",
)
_SPEAKER = (
    "speaker_name",
    "speakerName",
    "speaker",
    "speaker_label",
    "speaker_id",
    "speakerId",
    "spk",
    "participant",
    "name",
)
_DEEPEST = 20  # objects around a list
_TOKEN = re.compile(r"\[_.{0,30}\]|<\|.{0,30}\|>")


def read_captions(source: Source) -> Captions:
    """Read a recogniser's JSON, in order of start, times in ms. Raises ``ReadError``, also for an unclear unit."""
    values = load_json_values(source)
    data = values[0] if len(values) == 1 else values
    segments, unit = _segments(data, source.name)
    return captions_from_segments(segments, source, "whisper", language=language_of(data), unit=unit)


def language_of(data: Any) -> str | None:
    """The language that a recogniser's JSON states, as a BCP 47 tag."""
    tag = data.get("language", data.get("language_code")) if isinstance(data, dict) else None
    if tag is None and isinstance(data, dict) and isinstance(data.get("result"), dict):
        tag = data["result"].get("language")
    return tag if isinstance(tag, str) and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", tag) else None


# ---------------------------------------------------------------- the shapes


def _segments(data: Any, name: str | None) -> tuple[list[Segment], float | None]:
    """The segments, and the unit in ms where the shape itself states it."""
    if isinstance(data, dict):
        if rows := rows_of(data.get("transcription")):
            return _from_cpp(rows), 1.0
        speakers = rows_of(data.get("speakers"))
        for rows in ([r for r in speakers if _text(r)], *(rows_of(data.get(key)) for key in _LISTS)):
            if rows:
                return _from_rows(rows, _names(speakers))
    if isinstance(data, list) and data and all(isinstance(row, dict) for row in data):
        if all(isinstance(row.get("segments"), list) for row in data):
            return [s for row in data for s in _from_segments(rows_of(row["segments"]), {})], None
        if any(_first(row, _START) is not None for row in data[:20]):
            return _from_rows(data, {})
    if rows := rows_of([_from_list(row) for row in data]) if isinstance(data, list) else []:
        return _from_rows(rows, {})
    if rows := _buried(data):
        return _from_rows(rows, {})
    raise ReadError(
        "no recogniser's JSON: there is no list 'segments', 'transcription' or 'words'.",
        name,
        hint="Whisper, faster-whisper, WhisperX, whisper.cpp and {'words': [...]} are understood.",
    )


def _from_rows(rows: list[dict[str, Any]], names: dict[str, str]) -> tuple[list[Segment], float | None]:
    unit = _stated_unit(rows)
    return (segments_of_words(map(word_of, rows), unit) if _are_words(rows) else _from_segments(rows, names)), unit


def _names(speakers: list[dict[str, Any]]) -> dict[str, str]:
    """The names of speakers by their ids, of a list of both."""
    named = ((name_of(row.get("id")), name_of(row.get("name"))) for row in speakers)
    return {i: name for i, name in named if i and name}


def _from_list(row: Any) -> dict[str, Any] | None:
    """``[1.0, 2.5, "Good morning."]`` as an object."""
    if not isinstance(row, list) or not 3 <= len(row) <= 4 or not isinstance(row[2], str):
        return None
    start, end = number_of(row[0]), number_of(row[1])
    return None if start is None or end is None else {"start": start, "end": end, "text": row[2], "speaker": row[3:]}


def _stated_unit(rows: list[dict[str, Any]]) -> float | None:
    """1 (a ms) where the names of the keys say ms."""
    return 1.0 if any(key in rows[0] for key in _MILLISECONDS) else None


def _buried(data: Any) -> list[dict[str, Any]]:
    """The first list of timed texts in whatever objects are around it, those nearest to the surface first."""
    level = [data]
    for _ in range(_DEEPEST):
        for value in level:
            rows = [_unwrapped(row) for row in rows_of(value)]
            timed = sum(_first(r, _START) is not None and bool(_text(r) or word_of(r).text) for r in rows)
            if rows and timed > len(rows) / 2:
                return rows
        inner = [list(value.values()) if isinstance(value, dict) else value for value in level]
        level = [item for value in inner if isinstance(value, list) for item in value[:50]][:5000]
    return []


def _unwrapped(row: dict[str, Any]) -> dict[str, Any]:
    """The object itself: out of an object that holds it alone, with the times of its first instance."""
    while len(row) == 1 and isinstance(only := next(iter(row.values())), dict):
        row = only
    instance = next(iter(rows_of(row.get("instances"))), {})
    return {**instance, **row}


def _are_words(rows: list[dict[str, Any]]) -> bool:
    """Whether a list holds single words, each with an end."""
    if any("words" in row for row in rows):
        return False
    if all("word" in row or "punctuated_word" in row for row in rows):
        return True
    ended = all(_first(row, _END) is not None for row in rows)
    return ended and all(len(str(_text(row) or "").split()) <= 1 for row in rows)


def _first(row: dict[str, Any], keys: Iterable[str]) -> float | None:
    return next((t for k in keys if k in row and (t := time_of(row[k])) is not None), None)


def _text(row: dict[str, Any]) -> str | None:
    if (key := next((k for k in _TEXT if isinstance(row.get(k), str)), None)) is not None:
        return str(row[key])
    lines = row.get("lines")  # of aeneas
    if isinstance(lines, list) and lines and all(isinstance(line, str) for line in lines):
        return "\n".join(map(str, lines))
    runs = row["snippet"].get("runs") if isinstance(row.get("snippet"), dict) else None  # of a video page
    parts = [str(run["text"]) for run in rows_of(runs) if isinstance(run.get("text"), str)]
    return "".join(parts) or None


def word_of(row: dict[str, Any]) -> Word:
    """A word from an object with any of the usual keys."""
    text = next((row[k] for k in ("punctuated_word", "word", "text", "value") if isinstance(row.get(k), str)), "")
    start, end = _first(row, _START), _first(row, _END)
    if end is None and start is not None and (lasting := _first(row, _DURATION)) is not None:
        end = start + lasting
    given = next(
        (c for k in ("probability", "confidence", "score", "conf") if (c := share_of(row.get(k))) is not None), None
    )
    return Word(text, start, end, given, _who(row))


def _from_segments(rows: Iterable[dict[str, Any]], names: Mapping[str, str]) -> list[Segment]:
    segments = []
    for row in rows:
        words = tuple(w for w in map(word_of, rows_of(row.get("words"))) if w.text.strip())
        times = [t for w in words for t in (w.start, w.end) if t is not None]
        start, end = _first(row, _START), _first(row, _END)
        if start is None and isinstance(row.get("timestamp"), list) and len(row["timestamp"]) == 2:
            start, end = (time_of(t) for t in row["timestamp"])
        start = min(times, default=None) if start is None else start
        if end is None and start is not None and (lasting := _first(row, _DURATION)) is not None:
            end = start + lasting
        end = max(times, default=None) if end is None else end
        text = _text(row)
        if start is None or not (text is not None or words):
            continue
        speaker = _who(row)
        named = names.get(speaker, speaker) if speaker else None
        segments.append(Segment(start, None if end is None else max(start, end), text or "", named, words))
    return [s if s.text.strip() else replace(s, text=spelled(s.words)) for s in segments]


def _who(row: dict[str, Any]) -> str | None:
    """Who speaks: a name before a number, where a row has both."""
    return next((name for k in _SPEAKER if (name := name_of(row.get(k))) is not None), None)


def _from_cpp(rows: Iterable[dict[str, Any]]) -> list[Segment]:
    segments, turn = [], False
    for row in rows:
        offsets, text = row.get("offsets"), row.get("text")
        if not isinstance(offsets, dict) or not isinstance(text, str):
            continue
        start, end = time_of(offsets.get("from")), time_of(offsets.get("to"))
        if start is not None and end is not None:
            words = _cpp_words(row.get("tokens"))
            segments.append(Segment(start, max(start, end), text, name_of(row.get("speaker")), words, turn))
        turn = row.get("speaker_turn_next") is True
    return segments


def _cpp_words(tokens: Any) -> tuple[Word, ...]:
    """whisper.cpp gives tokens, parts of words; a word begins at a space, or at each token of unspaced script."""
    words: list[Word] = []
    for token in rows_of(tokens):
        offsets, text = token.get("offsets"), token.get("text")
        if not isinstance(offsets, dict) or not isinstance(text, str) or _TOKEN.fullmatch(text.strip()):
            continue
        start, end, confidence = time_of(offsets.get("from")), time_of(offsets.get("to")), share_of(token.get("p"))
        glued = words and not text[:1].isspace() and (text.isascii() or not text[:1].isalpha() or text[0] < "\u0e00")
        if glued:
            last = words[-1]
            words[-1] = replace(last, text=last.text + text, end=last.end if end is None else end)
        elif text.strip():
            words.append(Word(text, start, end, confidence, None))
    return tuple(words)
