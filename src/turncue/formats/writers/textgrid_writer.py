"""Praat TextGrid (``.TextGrid``), long form: for each speaker a tier of turns and a tier of words (``Ann - words``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from turncue.formats.base import WriteOptions, encoded
from turncue.formats.writers.tiers import Interval, speaker_tiers
from turncue.model import Document

__all__ = ["write"]


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """TextGrid of a document, times in seconds. Of two overlapping turns of a speaker the first ends earlier."""
    tiers = [
        (name, intervals)
        for tier in speaker_tiers(document)
        for name, intervals in ((tier.speaker, tier.turns), (f"{tier.speaker} - words", tier.words))
        if intervals
    ]
    end = max((i.end for _, intervals in tiers for i in intervals), default=0)
    end = max([end, *(s.end for s in document.subtitles), 1])
    out = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0", f"xmax = {_seconds(end)}"]
    out += ["tiers? <exists>", f"size = {len(tiers)}", "item []:"]
    for number, (name, intervals) in enumerate(tiers, 1):
        full = list(_filled(intervals, end))
        out += [f"    item [{number}]:", '        class = "IntervalTier"', f"        name = {_quoted(name)}"]
        out += ["        xmin = 0", f"        xmax = {_seconds(end)}", f"        intervals: size = {len(full)}"]
        for k, interval in enumerate(full, 1):
            out.append(f"        intervals [{k}]:")
            out.append(f"            xmin = {_seconds(interval.start)}")
            out.append(f"            xmax = {_seconds(interval.end)}")
            out.append(f"            text = {_quoted(interval.text)}")
    return encoded("\n".join(out) + "\n")


def _filled(intervals: Sequence[Interval], end: int) -> Iterator[Interval]:
    """The intervals with empty ones between them: a tier of Praat has no gaps."""
    at = 0
    for interval in intervals:
        if interval.start > at:
            yield Interval(at, interval.start, "")
        yield interval
        at = interval.end
    if at < end:
        yield Interval(at, end, "")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _seconds(ms: int) -> str:
    return f"{ms / 1000:g}" if ms % 1000 == 0 else f"{ms / 1000:.3f}"
