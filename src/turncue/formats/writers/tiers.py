"""Turns and words as tiers of intervals, one tier a speaker, as Praat and ELAN have them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from turncue.formats.writers.spoken import plain, spoken_turns
from turncue.model import Document

__all__ = ["Interval", "Tier", "speaker_tiers"]


class Interval(NamedTuple):
    """``[start, end)`` in ms with a text."""

    start: int
    end: int
    text: str


class Tier(NamedTuple):
    """The turns of a speaker and their words, each in order and without overlaps."""

    speaker: str
    turns: tuple[Interval, ...]
    words: tuple[Interval, ...]


def speaker_tiers(document: Document) -> tuple[Tier, ...]:
    """A tier for each speaker, in order of appearance; turns without a name are those of ``speaker``."""
    turns = spoken_turns(document)
    names = list(dict.fromkeys(turn.speaker for turn in turns))
    tiers = []
    taken: set[str] = set()
    for name in names:
        own = [turn for turn in turns if turn.speaker == name]
        title = plain(name or "") or "speaker"
        while title in taken:
            title += "_"
        taken.add(title)
        texts = (Interval(turn.start or 0, turn.end or 0, plain(turn.text)) for turn in own)
        words = (Interval(p.start, p.end, plain(p.text)) for turn in own for p in turn.pieces)
        tiers.append(Tier(title, _apart(texts), _apart(words)))
    return tuple(tiers)


def _apart(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Intervals in order, each ending where the next begins at the latest; empty ones are left out."""
    made: list[Interval] = []
    for start, end, text in sorted(intervals):
        if made and start < made[-1].end:
            made[-1] = made[-1]._replace(end=start)
            if made[-1].end <= made[-1].start:
                last = made.pop()
                text = f"{last.text} {text}"
        if end > start and text:
            made.append(Interval(start, end, text))
    return tuple(made)
