"""When each piece of a turn is spoken."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from turncue.compose.params import FAR, OWN_TIME, SOUND, WAIT
from turncue.model import TimedWord
from turncue.text.breaks import Pieces

__all__ = ["PieceTimes", "piece_times"]


@dataclass(frozen=True, slots=True)
class PieceTimes:
    """Begin and end of each piece in ms. ``starts`` has one more: when the next turn begins, or ``FAR``.

    Starts never fall. ``apart``: pieces before which a subtitle must end, since a note of sound that has its own time
    begins or ends there.
    """

    starts: list[int]
    ends: list[int]
    apart: tuple[int, ...] = ()


def piece_times(
    p: Pieces, words: Sequence[TimedWord], until: int | None = None, sounds: Sequence[tuple[int, int]] = ()
) -> PieceTimes:
    """Times for the pieces of a turn, from its words' times.

    A piece without a word of its own (an event, punctuation) lies between its neighbours; a piece that is part of a
    longer word takes its share of it. ``until``: the next turn's start. ``sounds``: the spans of the events in the
    text; those in a silence get their time in it.
    """
    starts: list[int] = []
    ends: list[int] = []
    estimated: list[bool] = []
    w, count = 0, len(words)
    time = words[0].start
    for begin, end in zip(p.begins, p.ends, strict=True):
        while w < count and words[w].finish <= begin:
            w += 1
        k = w
        while k < count and words[k].begin < end:
            k += 1
        estimated.append(k == w or words[w].source == "estimated")
        if k == w:  # no word here
            starts.append(time)
            ends.append(max(time, words[w].start if w < count else time))
        else:
            starts.append(max(time, _inside(words[w], begin)))
            ends.append(max(starts[-1], _inside(words[k - 1], end, last=True)))
        time = ends[-1]
    starts.append(max(until, starts[-1]) if until is not None else FAR)
    times = PieceTimes(starts, ends)
    return _with_sounds(p, times, sounds, estimated) if sounds else times


def _with_sounds(
    p: Pieces, times: PieceTimes, sounds: Sequence[tuple[int, int]], estimated: Sequence[bool]
) -> PieceTimes:
    """The times with notes of sound that stand in a silence moved into it; a note with a known time keeps its start."""
    starts, ends = list(times.starts), list(times.ends)
    loud = {k for begin, finish in sounds for k in range(bisect_left(p.begins, begin), bisect_left(p.begins, finish))}
    apart: list[int] = []
    for a in sorted(k for k in loud if k and k - 1 not in loud):
        b = next(k for k in range(a, len(ends) + 1) if k not in loud)
        silent = ends[a - 1]
        if starts[b] - silent < OWN_TIME:
            continue
        first = silent + min(WAIT, (starts[b] - silent) // 4) if estimated[a] else starts[a]
        stop = min(starts[b], first + SOUND if estimated[a] else max(first + SOUND, ends[b - 1]))
        for k in range(a, b):
            starts[k] = first + (stop - first) * (k - a) // (b - a)
            ends[k] = first + (stop - first) * (k - a + 1) // (b - a)
        apart += [a, b]
    return PieceTimes(starts, ends, tuple(dict.fromkeys(apart)))


def _inside(word: TimedWord, at: int, *, last: bool = False) -> int:
    """The time of an offset inside a word (its start or end for offsets outside)."""
    if not last and at <= word.begin:
        return word.start
    if last and at >= word.finish:
        return word.end
    share = (at - word.begin) / (word.finish - word.begin)
    return round(word.start + share * (word.end - word.start))
