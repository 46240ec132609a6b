"""What was understood of a transcript, as rows of a table: for a person to see before trusting it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from turncue import clock
from turncue.model import Transcript, Turn
from turncue.text.tokens import tokenize
from turncue.transcripts import params

__all__ = ["Row", "describe_transcript"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``part`` (document, speaker, turn, metadata, warning), ``name`` and what is told of it."""

    part: str
    name: str
    detail: str


def describe_transcript(transcript: Transcript, *, turns: int = 3) -> list[Row]:
    """The rows of a transcript: format, language, counts, speakers, the first ``turns`` turns, metadata, warnings.

    Speakers come in order of first appearance; warnings tell what was left out and why.
    """
    timed = [t for t in transcript.turns if t.start is not None]
    stamps = sum(len(t.stamps) for t in transcript.turns)
    rows = [
        Row("document", "format", transcript.format or "unknown"),
        Row("document", "language", transcript.language or "not stated"),
        Row("document", "turns", f"{len(transcript.turns)}, {len(timed)} with a time{_span(timed)}"),
        Row("document", "speakers", str(len(transcript.speakers)) if transcript.speakers else "none: nobody is named"),
    ]
    if stamps:
        rows.append(Row("document", "time stamps", f"{stamps} inside the turns"))
    if transcript.alternatives:
        rows.append(Row("document", "other readings", f"{len(transcript.alternatives)}; the captions decide"))
    rows += [_speaker(name, transcript.turns) for name in (*transcript.speakers, None)]
    for number, turn in enumerate(transcript.turns[:turns], 1):
        where = f" (line {turn.line})" if turn.line else ""
        rows.append(Row("turn", f"{number}{where}", f"{turn.speaker or 'nobody'}: {_short(turn.text)}"))
    rows += [Row("metadata", key, _short(value)) for key, value in transcript.metadata.items()]
    rows += [Row("repair", r.rule, f"line {r.line}: {_short(r.original)}") for r in transcript.repairs]
    rows += [Row("warning", "", note) for note in transcript.notes]
    return [row for row in rows if row.detail]


def _span(timed: Sequence[Turn]) -> str:
    starts = [t.start for t in timed if t.start is not None]
    return f", {clock.vtt(min(starts))} to {clock.vtt(max(starts))}" if starts else ""


def _speaker(name: str | None, turns: Sequence[Turn]) -> Row:
    mine = [t for t in turns if t.speaker == name]
    if not mine:
        return Row("speaker", name or "", "")
    words = sum(len(tokenize(t.text).keys) for t in mine)
    roles = ", ".join(dict.fromkeys(t.role for t in mine if t.role))
    first = f", first in line {mine[0].line}" if mine[0].line else ""
    detail = f"{len(mine)} turn{'s' if len(mine) > 1 else ''}, {words} words{first}{f', {roles}' if roles else ''}"
    return Row("speaker", name or "(nobody)", detail)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= params.DESCRIBE_SHOWN else line[: params.DESCRIBE_SHOWN - 1] + "…"
