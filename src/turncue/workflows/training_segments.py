"""Segments for training: turns that are certain enough, cut at pauses where they are too long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from turncue.errors import UsageError
from turncue.formats.writers.spoken import Piece, SpokenTurn, plain, spoken_turns
from turncue.model import Document
from turncue.text.events import find_events, mask_events

__all__ = ["Segment", "SegmentOptions", "segments_of"]


@dataclass(frozen=True, slots=True)
class SegmentOptions:
    """``min_confidence`` (0 to 1) of a turn; ``longest`` and ``shortest`` length of a segment in ms; ``padding`` in ms
    on both sides, never into the neighbour's words."""

    min_confidence: float = 0.8
    longest: int = 30_000
    shortest: int = 300
    padding: int = 100

    def __post_init__(self) -> None:
        if not 0 <= self.min_confidence <= 1:
            raise UsageError(f"--min-confidence is {self.min_confidence}; it can be 0 to 1.")
        if not 0 < self.shortest < self.longest:
            raise UsageError("the longest segment must be longer than the shortest.")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a recording, ``[start, end)`` in ms, with its text and the times of its words."""

    id: str
    recording: str
    start: int
    end: int
    speaker: str
    text: str
    confidence: float
    language: str | None
    words: tuple[Piece, ...]

    @property
    def duration(self) -> int:
        """Length in ms."""
        return self.end - self.start


def segments_of(document: Document, recording: str, options: SegmentOptions) -> tuple[tuple[Segment, ...], int]:
    """The segments of a recording in order, and how many turns were left out.

    A turn is left out when it was not matched (``estimated``, ``absent``), when its confidence is below the limit, or
    when it has no word times.
    """
    turns = spoken_turns(document, absent=True)
    good = [t for t in turns if t.status == "aligned" and t.pieces and t.confidence >= options.min_confidence]
    parts = [(turn, pieces) for turn in good for pieces in _cut(turn.pieces, options)]
    parts.sort(key=lambda part: part[1][0].start)
    every = sorted((p.start, p.end) for turn in turns for p in turn.pieces)
    made = []
    for number, (turn, pieces) in enumerate(parts):
        start, end = _padded(pieces[0].start, pieces[-1].end, every, options.padding)
        made.append(_segment(turn, pieces, (start, end), f"{recording}-{number:05d}", (recording, document.language)))
    long_enough = tuple(s for s in made if s.duration >= options.shortest and s.text)
    return long_enough, len(turns) - len(good)


def _segment(
    turn: SpokenTurn, pieces: Sequence[Piece], span: tuple[int, int], name: str, about: tuple[str, str | None]
) -> Segment:
    recording, language = about
    pieces = [replace(piece, text=_spoken(piece.text)) for piece in pieces]
    text = plain("".join(piece.text for piece in pieces))
    confidence = sum(piece.confidence for piece in pieces) / len(pieces)
    speaker = plain(turn.speaker or "") or "speaker"
    return Segment(name, recording, *span, speaker, text, min(confidence, turn.confidence), language, tuple(pieces))


def _spoken(text: str) -> str:
    """The text without notes of sounds, which nobody says."""
    return mask_events(text, find_events(text))


def _cut(pieces: Sequence[Piece], options: SegmentOptions) -> Iterator[Sequence[Piece]]:
    """Pieces in parts no longer than the limit, cut at the longest pauses; sentence ends count as half a second."""
    if pieces[-1].end - pieces[0].start <= options.longest or len(pieces) < 2:
        yield pieces
        return
    middle = (pieces[0].start + pieces[-1].end) / 2
    span = pieces[-1].end - pieces[0].start

    def gain(k: int) -> float:
        pause = max(0, pieces[k].start - pieces[k - 1].end)
        sentence = 500 if re.search(r"[.!?。！？…]['\"”’」』]?\s*$", pieces[k - 1].text) else 0
        return pause + sentence - 1000 * abs(pieces[k].start - middle) / span

    best = max(range(1, len(pieces)), key=gain)
    yield from _cut(pieces[:best], options)
    yield from _cut(pieces[best:], options)


def _padded(start: int, end: int, every: Sequence[tuple[int, int]], padding: int) -> tuple[int, int]:
    before = max((e for _, e in every if e <= start), default=0)
    after = min((s for s, _ in every if s >= end), default=end + padding)
    return max(start - padding, min(before, start), 0), min(end + padding, max(after, end))


def total_ms(segments: Iterable[Segment]) -> int:
    """The length of all segments in ms."""
    return sum(segment.duration for segment in segments)
