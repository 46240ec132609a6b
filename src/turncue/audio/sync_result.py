"""What sync finds: pieces of captions, each with one rate and offset, its evidence, and sentences for the user."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from turncue.audio.params import KEEP, KNOWN_RATES
from turncue.errors import AlignError
from turncue.model import Captions, Cue

__all__ = ["Piece", "SyncRefused", "SyncResult", "clock_of", "described", "rate_name"]


class SyncRefused(AlignError):
    """Captions and reference have too little in common to set times by; the numbers are in the message."""

    def message(self) -> str:
        return f"not synced: evidence {self.score:.2f}, needed {self.threshold:.2f}. {self.cause} {self.hint}".rstrip()


@dataclass(frozen=True, slots=True)
class Piece:
    """Cues ``[first, last)``: new time = ``rate`` x old time + ``offset`` (ms). ``begin`` is the first cue's old time.

    ``matched`` of ``words`` recognised words in it agree within 0.6 s (``spread``: the median distance in ms from the
    offset); for speech activity, ``matched`` and ``words`` count cues. ``shown`` are the times in the recording of the
    first and the last of the words that agree.
    """

    first: int
    last: int
    begin: int
    rate: float
    offset: float
    matched: int = 0
    words: int = 0
    spread: float = 0.0
    shown: tuple[int, int] = (0, 0)

    def time(self, old: float) -> int:
        """The new time of an old one, in ms."""
        return round(self.rate * old + self.offset)

    def shift(self, old: float) -> float:
        """By how much a time moves, in ms."""
        return self.rate * old + self.offset - old


@dataclass(frozen=True, slots=True)
class SyncResult:
    """Pieces in order, covering all cues. ``evidence``: what they rest on. ``confidence`` 0 to 1.

    ``moved`` is False where the captions fit as they are: then the map is the identity. ``unmatched`` are cues by index
    that have no counterpart. ``messages`` are sentences for the user. ``cue_times`` are the new start and end of each
    cue, where cues were moved one by one.
    """

    pieces: tuple[Piece, ...]
    evidence: Literal["words", "captions", "speech"]
    confidence: float
    moved: bool
    unmatched: tuple[int, ...] = ()
    messages: tuple[str, ...] = ()
    cue_times: tuple[tuple[int, int], ...] = ()

    def time(self, old: int) -> int:
        """The new time of an old one in ms, never negative. Before the first cue the first piece holds."""
        if not self.moved:
            return old
        piece = self.pieces[0]
        for other in self.pieces:
            if other.begin <= old:
                piece = other
        return max(piece.time(old), 0)

    def spans(self, captions: Captions) -> dict[tuple[int, int], tuple[int, int]]:
        """The new start and end by the old ones, of cues that were moved one by one."""
        return {(c.start, c.end): new for c, new in zip(captions.cues, self.cue_times, strict=False)}

    def applied(self, captions: Captions) -> Captions:
        """The captions with new times, in order of start."""
        if not self.moved:
            return captions
        return replace(captions, cues=tuple(sorted(self.moved_cues(captions), key=lambda c: c.start)))

    def moved_cues(self, captions: Captions) -> list[Cue]:
        """The cues with new times, in their old order."""
        if not self.moved:
            return list(captions.cues)
        cues = [self._cue(cue, piece) for piece in self.pieces for cue in captions.cues[piece.first : piece.last]]
        if not self.cue_times:
            return cues
        return [replace(c, start=a, end=b) for c, (a, b) in zip(cues, self.cue_times, strict=True)]

    @staticmethod
    def _cue(cue: Cue, piece: Piece) -> Cue:
        start, end = max(piece.time(cue.start), 0), max(piece.time(cue.end), 0)
        words = tuple(replace(w, start=max(piece.time(w.start), 0), end=max(piece.time(w.end), 0)) for w in cue.words)
        return replace(cue, start=start, end=end, words=words)


def described(pieces: Sequence[Piece], captions: Captions) -> tuple[str, ...]:
    """Sentences that say how the captions' times were wrong."""
    rates = {p.rate for p in pieces}
    rate = pieces[0].rate
    out: list[str] = []
    if len(rates) == 1 and rate != 1.0:
        word = "slow" if rate < 1 else "fast"
        out.append(f"the captions run {abs(rate - 1):.2%} too {word}{rate_name(rate)}")
    same: dict[float, list[Piece]] = {}
    for piece in pieces:
        same.setdefault(piece.offset, []).append(piece)
    for piece, *more in same.values():  # cues that overlap may take turns between two pieces
        shift = piece.shift(captions.cues[piece.first].start)
        count = sum(p.last - p.first for p in (piece, *more))
        which = f"all {count} cues are" if len(same) == 1 else f"{count} cues from {clock_of(piece.begin)} on are"
        if count == 1:
            which = f"1 cue at {clock_of(piece.begin)} is"
        if rate != 1.0 and len(pieces) == 1:
            at_end = piece.shift(captions.cues[piece.last - 1].start)
            out.append(f"the first cue is {_amount(shift)}, the last {_amount(at_end)}")
        else:
            out.append(f"{which} {_amount(shift)}")
    return tuple(out)


def _amount(shift: float) -> str:
    if abs(shift) < KEEP:
        return "in time"
    return f"{abs(shift) / 1000:.1f} s {'early' if shift > 0 else 'late'}"


def rate_name(rate: float) -> str:
    """The frame rates that give this rate, in brackets; nothing for a rate that no two frame rates give."""
    for known, name in zip(KNOWN_RATES, _RATE_NAMES, strict=True):
        if abs(rate - known) < 1e-6 and name:
            return f" ({name} frames a second)"
    return ""


_RATE_NAMES = (
    "", "25 instead of 23.976", "23.976 instead of 25", "24 instead of 23.976", "23.976 instead of 24",
    "25 instead of 24", "24 instead of 25", "30 instead of 25", "25 instead of 30", "29.97 instead of 25",
    "25 instead of 29.97",
)  # fmt: skip


def clock_of(ms: float) -> str:
    """A time for a message: minutes and seconds, hours where there are any."""
    seconds = int(ms // 1000)
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
