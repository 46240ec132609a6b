"""Where in the silence words without captions go.

A recogniser misses words between two people, whole turns, half a minute. What it missed was spoken in the silence
beside what it wrote: a turn's end goes on after its match, a beginning comes before it, whole turns lie between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from turncue.arrays import Floats
from turncue.prepare.token_columns import CaptionTokens
from turncue.timing import params
from turncue.timing.partition_gap import GapParts, Span

__all__ = ["SilentRun", "beside_match", "in_silence", "with_silence_beside"]


@dataclass(frozen=True, slots=True)
class SilentRun:
    """Parts [first, stop) of a gap for which no caption word is left, and the silence [begin, end) ms for them."""

    parts: GapParts
    first: int
    stop: int
    begin: float
    end: float

    @property
    def tail(self) -> bool:
        """Whether the first part ends a turn that has a match before."""
        return self.parts.is_tail(self.first)

    @property
    def head(self) -> bool:
        """Whether the last part begins a turn that has a match after."""
        return self.parts.is_head(self.stop - 1)

    @property
    def whole(self) -> range:
        """The parts that are whole turns."""
        return range(self.first + self.tail, self.stop - self.head)

    @property
    def length(self) -> float:
        """The silence in ms."""
        return max(self.end - self.begin, 0.0)


def in_silence(run: SilentRun, *, pausing: float, tokens: int) -> list[tuple[int, float, float]]:
    """Where in the silence the parts go: (part, begin, end) in ms.

    A tail goes forward from the run's begin, a head back from its end, whole turns lie between with even pauses.
    Nobody needs more than ``pausing`` times a part's duration. Whole turns that cannot be spoken in the silence there
    is get no place, unless they are short enough, all together, to have been drowned out. None can have been spoken
    where the turns on both its sides were not recorded. The transcript has ``tokens`` tokens.
    """
    durations = run.parts.durations
    absent = _without_place(run, tokens)
    rest = [k for k in range(run.first, run.stop) if k not in absent and run.parts.parts[k][1] > run.parts.parts[k][0]]
    total = sum(durations[k] for k in rest)
    if not rest:
        return []
    pace = min(pausing, run.length / total) if total else 1.0
    loose = [k for k in rest if k in run.whole]
    pauses = len(loose) + 1 if loose else 1
    step = (run.length - pace * total) / pauses
    tail = run.tail and rest[0] == run.first
    at = run.begin if tail or not (run.tail or run.head or loose) else run.begin + step
    places = []
    for k in rest:
        requested = run.parts.requested[k]
        if requested is not None and at <= requested <= run.end - pace * durations[k]:
            at = requested
        elif k == run.stop - 1 and run.head:
            at = run.end - pace * durations[k]
        places.append((k, at, at + pace * durations[k]))
        at = min(at + pace * durations[k] + step, run.end - pace * sum(durations[x] for x in rest if x > k))
    return places


def _without_place(run: SilentRun, tokens: int) -> set[int]:
    """The parts that cannot have been spoken in this silence."""
    durations, parts = run.parts.durations, run.parts.parts
    numbers = range(run.first, run.stop)
    absent = set[int]()
    if sum(durations[k] for k in numbers) * params.FASTEST > run.length:
        absent = {
            k for k in numbers if durations[k] > (params.DROWNED_OUT_MS if k in run.whole else params.LONG_BLOCK_MS)
        }
        left = [k for k in run.whole if k not in absent]
        together = sum(durations[k] for k in left)
        if together > params.DROWNED_OUT_MS and together * params.FASTEST > run.length:
            absent.update(left)
    if absent:
        first = run.first if parts[run.first][0] == 0 else min(absent)
        last = run.stop if parts[run.stop - 1][1] == tokens else max(absent)
        absent.update(k for k in run.whole if first <= k <= last)
    return absent


def beside_match(parts: GapParts, k: int, duration: float, pieces: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """The pieces of silence that part k is spoken in; a turn's end or beginning stands beside its match.

    ``duration`` ms is all the time the part takes.
    """
    begins, ends = pieces
    if parts.is_head(k):
        return np.array([max(float(begins[0]), parts.gap.end - duration)]), np.array([parts.gap.end])
    if parts.is_tail(k):
        return np.array([parts.gap.begin]), np.array([min(float(ends[-1]), parts.gap.begin + duration)])
    return pieces


def with_silence_beside(
    parts: GapParts, spans: Sequence[Span | None], k: int, captions: CaptionTokens, ends_before: Sequence[float | None]
) -> tuple[Floats, Floats]:
    """Begins and ends in ms of the pieces of time part k is spoken in: its span's tokens, and silence beside them.

    A recogniser that wrote "we" of a whole sentence missed the rest: what nobody can have said in the time of the
    span's tokens was said in the silence before or after them, and in a hurry. A turn's end goes on after its match, a
    beginning comes before it. ``ends_before`` are the ends of the parts before, None where they have no place yet.
    """
    span, duration = spans[k], parts.durations[k]
    assert span is not None
    begins, ends = captions.start[slice(*span)], captions.end[slice(*span)]
    lack = params.HURRIED * duration - float((ends - begins).sum())
    if lack < (params.HURRIED - params.FASTEST) * duration:
        return begins, ends
    before = after = 0.0
    if not parts.is_tail(k):
        free = _free_from(parts, spans, k, captions, ends_before)
        before = max(float(begins[0]) - free - params.BREATH_MS, 0.0)
    if not parts.is_head(k):
        after = max(_free_until(parts, spans, k, captions) - float(ends[-1]) - params.BREATH_MS, 0.0)
    take = min(lack - min(lack / 2, after), before)
    give = min(lack - take, after)
    return np.append(begins[0] - take, [*begins, ends[-1]]), np.append(begins[0], [*ends, ends[-1] + give])


def _free_from(
    parts: GapParts, spans: Sequence[Span | None], k: int, captions: CaptionTokens, ends_before: Sequence[float | None]
) -> float:
    """From when on, in ms, the silence before part k is free; never where another part waits for a place in it."""
    for j in reversed(range(k)):
        (a, b), span = parts.parts[j], spans[j]
        if span is not None:
            end = ends_before[j]
            return end if b > a and end is not None else float(captions.end[span[1] - 1])
        if b > a:
            return np.inf
    return parts.gap.begin


def _free_until(parts: GapParts, spans: Sequence[Span | None], k: int, captions: CaptionTokens) -> float:
    """Until when, in ms, the silence after part k is free; never where another part waits for a place in it."""
    for j in range(k + 1, len(parts)):
        (a, b), span = parts.parts[j], spans[j]
        if span is not None:
            return float(captions.start[span[0]])
        if b > a:
            return -np.inf
    return parts.gap.end
