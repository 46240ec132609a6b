"""The result as JSON, version 1 (``.json``): turns, cues and words with times, and how good they are.

Times are seconds with three decimals; a turn that is not in the captions has null for both. Fields may be added in
later versions, none renamed::

    {"version": 1, "engine": "words", "score": 0.97, "coverage": 0.95,
     "language": {"transcript": "zh-Hant", "captions": "en"},
     "turns": [{"index", "speaker", "start", "end", "confidence", "status", "text", "reason"?, "role"?}],
     "cues":  [{"start", "end", "lines", "speakers", "turns", "confidence"}],
     "words": [{"text", "start", "end", "turn", "source", "confidence"}],
     "warnings": []}
"""

from __future__ import annotations

import json
from bisect import bisect_left
from json.encoder import encode_basestring
from typing import Any

from turncue import clock
from turncue.errors import ReadError
from turncue.formats.base import Reference, ReferenceTurn, WriteOptions, encoded
from turncue.formats.json_text import load_json
from turncue.formats.source import Source
from turncue.model import Captions, Cue, Document, Mark, Subtitle, TimedTurn, Word

__all__ = ["VERSION", "read_captions", "read_reference", "write"]

VERSION = 1


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """The document as JSON, version 1, one line per turn, cue and word, ending with LF."""
    report = document.report
    head = {
        "version": VERSION,
        "engine": report.engine,
        "score": round(report.score, 4),
        "coverage": round(report.coverage, 4),
        "language": {"transcript": document.language, "captions": document.captions_language},
    }
    lists: dict[str, list[Any]] = {
        "turns": [_turn(t) for t in document.turns],
        "cues": [_subtitle(s) for s in document.subtitles],
        "warnings": list(report.warnings),
    }
    rows = [f"{json.dumps(key)}: {_dumped(value)}" for key, value in head.items()]
    dumped = {key: [*map(_dumped, values)] for key, values in lists.items()}
    dumped["words"] = [w for t in document.turns for w in _words(t)]
    for key, values in dumped.items():
        body = ",\n  ".join(values)
        rows.append(f"{json.dumps(key)}: [\n  {body}\n ]" if values else f"{json.dumps(key)}: []")
    return encoded("{" + ",\n ".join(rows) + "}\n")


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _seconds(ms: int | None) -> float | None:
    return None if ms is None else clock.seconds(ms)


def _turn(turn: TimedTurn) -> dict[str, Any]:
    row: dict[str, Any] = {
        "index": turn.index,
        "speaker": turn.speaker,
        "start": _seconds(turn.start),
        "end": _seconds(turn.end),
        "confidence": round(turn.confidence, 4),
        "status": turn.status,
        "text": turn.text,
    }
    return row | ({"reason": turn.reason} if turn.reason else {}) | ({"role": turn.role} if turn.role else {})


def _subtitle(subtitle: Subtitle) -> dict[str, Any]:
    return {
        "start": _seconds(subtitle.start),
        "end": _seconds(subtitle.end),
        "lines": list(subtitle.lines),
        "speakers": list(subtitle.speakers),
        "turns": list(subtitle.turns),
        "confidence": round(subtitle.confidence, 4),
    }


def _words(turn: TimedTurn) -> list[str]:
    """The turn's words as JSON objects; there are many, so they are put together by hand."""
    return [
        f'{{"text": {encode_basestring(turn.text[w.begin : w.finish])}, "start": {clock.seconds(w.start)}, '
        f'"end": {clock.seconds(w.end)}, "turn": {turn.index}, "source": "{w.source}", '
        f'"confidence": {round(w.confidence, 4)}}}'
        for w in turn.words
    ]


# ---------------------------------------------------------------- reading it again


def read_captions(source: Source) -> Captions:
    """Read a result as captions, times in ms. Raises ``ReadError`` for another version or a broken row.

    Speakers of a cue's lines become its speaker and marks. A cue has words where the words that begin in its time
    are its text; where the cues show the captions' text instead of the transcript's, they are not.
    """
    data = _load(source)
    return _captions(data, _read_words(data.get("words")), source.name)


def read_reference(source: Source, recording: str | None = None) -> Reference:
    """Read a result as a reference: its turns and words besides its cues. Raises ``ReadError``."""
    data = _load(source)
    words = _read_words(data.get("words"))
    rows = data.get("turns") or []
    turns = [_read_turn(row, n, source.name) for n, row in enumerate(rows if isinstance(rows, list) else [])]
    return Reference(_captions(data, words, source.name), turns=tuple(turns), words=tuple(words))


def _load(source: Source) -> dict[str, Any]:
    data = load_json(source)
    if not isinstance(data, dict) or not isinstance(data.get("cues"), list):
        raise ReadError("no turncue result: there is no list 'cues'.", source.name)
    if data.get("version") != VERSION:
        raise ReadError(f"version {data.get('version')!r} of the result; this turncue reads {VERSION}.", source.name)
    return data


def _captions(data: dict[str, Any], words: list[Word], name: str | None) -> Captions:
    cues = [_read_cue(row, number, name) for number, row in enumerate(data["cues"])]
    if not any(cue.text for cue in cues):
        raise ReadError("there is no text in its cues.", name)
    cues.sort(key=lambda c: c.start)
    language = data.get("language")
    written = language.get("transcript") if isinstance(language, dict) else None
    starts = [w.start for w in words]
    placed = tuple(_with_words(cue, words, starts) for cue in cues)
    return Captions(placed, written if isinstance(written, str) else None, name, "result")


def _ms(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 3.6e9:
        return None
    return clock.from_seconds(value)


def _name(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _read_turn(row: Any, number: int, source: str | None) -> ReferenceTurn:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ReadError(f"turn {number} has no text.", source, excerpt=json.dumps(row, ensure_ascii=False)[:80])
    start, end = _ms(row.get("start")), _ms(row.get("end"))
    return ReferenceTurn(_name(row.get("speaker")), row["text"], None if row.get("status") == "absent" else start, end)


def _read_cue(row: Any, number: int, source: str | None) -> Cue:
    if isinstance(row, dict):
        start, end = _ms(row.get("start")), _ms(row.get("end"))
        lines, speakers = row.get("lines"), row.get("speakers") or []
        if start is not None and end is not None and start <= end and isinstance(lines, list) and lines:
            names = [*map(_name, speakers)] if isinstance(speakers, list) else []
            return _cue(start, end, list(map(str, lines)), [*names, *[None] * len(lines)])
    raise ReadError(f"cue {number} has no sound start, end and lines.", source, excerpt=str(row)[:80])


def _cue(start: int, end: int, lines: list[str], speakers: list[str | None]) -> Cue:
    marks, at = [], 0
    for i, line in enumerate(lines):
        if i and speakers[i] != speakers[i - 1]:
            marks.append(Mark(at, speakers[i]))
        at += len(line) + 1
    return Cue(start, end, "\n".join(lines), speakers[0], (), tuple(marks))


def _read_words(rows: Any) -> list[Word]:
    words = []
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get("text"), str):
            start, end, confidence = _ms(row.get("start")), _ms(row.get("end")), row.get("confidence")
            if start is not None and end is not None and start <= end:
                known = isinstance(confidence, (int, float))
                words.append(Word(row["text"], start, end, confidence if known else None))
    return sorted(words, key=lambda w: w.start)


def _with_words(cue: Cue, words: list[Word], starts: list[int]) -> Cue:
    inside = tuple(words[bisect_left(starts, cue.start) : bisect_left(starts, cue.end)])
    if not inside or "".join("".join(w.text.split()) for w in inside) != "".join(cue.text.split()):
        return cue
    return Cue(cue.start, cue.end, cue.text, cue.speaker, inside, cue.marks)
