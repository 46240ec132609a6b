"""Any file that tells who spoke when, or what was said when, as one side of a score.

RTTM, STM and CTM have their own readers here, for a score needs what captions cannot hold (segments without words,
spans that are excluded). So has our JSON, for its turns and words are known better than its cues tell. Everything else
is read as captions.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from turncue import clock, formats
from turncue.errors import FormatUnknown, ReadError
from turncue.formats import sniff
from turncue.formats.nist import ctm, rttm, stm
from turncue.model import Captions, Cue, Word
from turncue.score.score_input import Segment, Side, Spoken, line_segments, side_of_captions

__all__ = ["read_side"]

_FORMATS = "Understood: our JSON, WebVTT, SubRip, RTTM, STM, CTM, YouTube json3, Whisper JSON."


def read_side(text: str, source: str | None = None, *, recording: str | None = None) -> Side:
    """Read a file of any format as a side, times in ms; ``recording`` picks one of those in an RTTM, STM or CTM file.

    Raises ``FormatUnknown`` when no format fits, ``ReadError`` when the text cannot be read.
    """
    head = text.removeprefix("\ufeff")[: sniff.HEAD]
    if rttm.sniff(head):
        return rttm.read_side(text, source, recording=recording)
    if stm.sniff(head):
        return _side_of_stm(text, source, recording)
    if ctm.sniff(head):
        return side_of_captions(ctm.captions_of(text, source, recording=recording))
    if recording is not None:
        raise ReadError("--recording is for RTTM, STM and CTM; this file is none of them.", source)
    try:
        row = formats.detect(text, source)
    except FormatUnknown as error:
        raise FormatUnknown(error.problem, error.path, error.line, error.excerpt, _FORMATS) from None
    return (
        _side_of_result(text, source) if row.name == "result" else side_of_captions(formats.read_captions(text, source))
    )


def _side_of_stm(text: str, source: str | None, recording: str | None) -> Side:
    utterances = stm.read_utterances(text, source, recording=recording)
    spoken = [u for u in utterances if u.text]
    side = side_of_captions(Captions(tuple(Cue(u.start, u.end, u.text, u.speaker) for u in spoken)))
    return replace(side, unscored=tuple((u.start, u.end) for u in utterances if u.ignored))


# ---------------------------------------------------------------- our JSON


def _side_of_result(text: str, source: str | None) -> Side:
    formats.by_name("result").read_captions(text, source)  # type: ignore[misc]  # raises for what is no sound result
    data = json.loads(text.removeprefix("\ufeff"))
    turns = [_turn(row, number, source) for number, row in enumerate(data.get("turns") or [])]
    words = sorted((w for row in data.get("words") or [] if (w := _word(row)) is not None), key=lambda w: w.start)
    segments = [s for row in data["cues"] for s in _segments(row)]
    if not words and not turns:
        return side_of_captions(formats.read_captions(text, source))
    cues = side_of_captions(formats.read_captions(text, source)).words if not words else ()
    return Side(
        segments=tuple(segments),
        turns=tuple(turns),
        words=tuple(words) or cues,
        stamped=bool(words),
        text="\n".join(t.text for t in turns if t.start is not None),
    )


def _ms(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1e7:
        return None
    return clock.from_seconds(value)


def _name(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _turn(row: Any, number: int, source: str | None) -> Spoken:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ReadError(f"turn {number} has no text.", source, excerpt=json.dumps(row, ensure_ascii=False)[:80])
    start, end = _ms(row.get("start")), _ms(row.get("end"))
    return Spoken(_name(row.get("speaker")), row["text"], None if row.get("status") == "absent" else start, end)


def _word(row: Any) -> Word | None:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return None
    start, end = _ms(row.get("start")), _ms(row.get("end"))
    return None if start is None or end is None or end < start else Word(row["text"], start, end)


def _segments(row: dict[str, Any]) -> list[Segment]:
    # the row was read as a cue before, so that its times and lines are sound
    lines = [str(line) for line in row["lines"]]
    speakers = row.get("speakers")
    names = [_name(s) for s in speakers] if isinstance(speakers, list) else []
    names = [*names, *[None] * len(lines)][: len(lines)]
    return line_segments(clock.from_seconds(row["start"]), clock.from_seconds(row["end"]), lines, names)
