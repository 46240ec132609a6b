"""Where in the silence go words that nobody heard.

A recogniser misses words between two people, whole turns, half a minute. What it missed was said in the silence beside
what it heard: a turn's end goes on after its match, a beginning comes before it, whole turns lie between.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from turncue.arrays import Floats
from turncue.prepare.caption_times import HeardTimes
from turncue.timing.partition_gap import Gap, Span

__all__ = ["FASTEST", "LONG_BLOCK", "beside_match", "in_silence", "spilt"]

Part = tuple[int, int]

FASTEST = 0.3  # nobody says a stretch of words in less than this part of its ordinary length
LONG_BLOCK = 10_000.0  # ms of words inside a turn that must find room, or are not in the recording
_HURRIED, _BREATH = 0.55, 300.0  # the part of its length that spilt speech takes; ms of silence it leaves
_SHORT = 3000.0  # ms: turns this short together may be drowned out; they are squeezed in rather than given up


def in_silence(
    parts: Sequence[Part],
    wants: Sequence[float],
    asked: Sequence[float | None],
    lo: float,
    hi: float,
    *,
    sticks: tuple[bool, bool],
    pausing: float,
    words: int,
) -> list[tuple[int, float, float]]:
    """Where in the silence [lo, hi) ms parts go for which no caption word is left: (part, begin, end) in ms.

    A tail goes forward from ``lo``, a head back from ``hi``, whole turns lie between with even pauses; ``sticks`` says
    whether the first part is a tail and the last a head. Nobody needs more than ``pausing`` times what a part wants.
    Whole turns that cannot be said in the room there is get no place, unless they are short enough, all together, to
    have been drowned out. None can have been where the turns on both its sides were not recorded. The transcript has
    ``words`` tokens.
    """
    room = max(hi - lo, 0.0)
    whole = range(int(sticks[0]), len(parts) - int(sticks[1]))
    gone = set[int]()
    if sum(wants) * FASTEST > room:
        gone = {k for k, want in enumerate(wants) if want > (_SHORT if k in whole else LONG_BLOCK)}
        left = [k for k in whole if k not in gone]
        together = sum(wants[k] for k in left)
        if together > _SHORT and together * FASTEST > room:
            gone.update(left)
    if gone:
        first = 0 if parts[0][0] == 0 else min(gone)
        last = len(parts) if parts[-1][1] == words else max(gone)
        gone.update(k for k in whole if first <= k <= last)
    rest = [k for k in range(len(parts)) if k not in gone and parts[k][1] > parts[k][0]]
    total = sum(wants[k] for k in rest)
    if not rest:
        return []
    pace = min(pausing, room / total) if total else 1.0
    loose = [k for k in rest if k in whole]
    pauses = len(loose) + 1 if loose else 1
    step = (room - pace * total) / pauses
    tail = bool(sticks[0]) and rest[0] == 0
    at = lo if tail or not (sticks[0] or sticks[1] or loose) else lo + step
    found = []
    for k in rest:
        wish = asked[k]
        if wish is not None and at <= wish <= hi - pace * wants[k]:
            at = wish
        elif k == len(parts) - 1 and sticks[1]:
            at = hi - pace * wants[k]
        found.append((k, at, at + pace * wants[k]))
        at = min(at + pace * wants[k] + step, hi - pace * sum(wants[x] for x in rest if x > k))
    return found


def beside_match(gap: Gap, k: int, count: int, want: float, pieces: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """The pieces of silence that part k of ``count`` is said in; a turn's end or beginning stands beside its match.

    ``want`` ms is all the time the part takes.
    """
    begins, ends = pieces
    if gap.head and k == count - 1:
        return np.array([max(float(begins[0]), gap.hi - want)]), np.array([gap.hi])
    if gap.tail and k == 0:
        return np.array([gap.lo]), np.array([min(float(ends[-1]), gap.lo + want)])
    return pieces


def spilt(
    gap: Gap,
    k: int,
    parts: Sequence[Part],
    spans: Sequence[Span | None],
    want: float,
    times: HeardTimes,
    end: Floats,
) -> tuple[Floats, Floats]:
    """Begins and ends in ms of the pieces of time part k is said in: its span's tokens, and silence beside them.

    A recogniser that wrote down "we" of a whole sentence missed the rest: what nobody can have said in the time of the
    span's tokens was said in the silence before or after them, and in a hurry. A turn's end goes on after its match, a
    beginning comes before it.
    """
    span = spans[k]
    assert span is not None
    begins, ends = times.start[slice(*span)], times.end[slice(*span)]
    lack = _HURRIED * want - float((ends - begins).sum())
    if lack < (_HURRIED - FASTEST) * want:
        return begins, ends
    before = after = 0.0
    if k or not gap.tail:
        before = max(float(begins[0]) - _free_from(gap, k, parts, spans, times, end) - _BREATH, 0.0)
    if k + 1 < len(parts) or not gap.head:
        after = max(_free_until(gap, k, parts, spans, times) - float(ends[-1]) - _BREATH, 0.0)
    take = min(lack - min(lack / 2, after), before)
    give = min(lack - take, after)
    return np.append(begins[0] - take, [*begins, ends[-1]]), np.append(begins[0], [*ends, ends[-1] + give])


def _free_from(
    gap: Gap, k: int, parts: Sequence[Part], spans: Sequence[Span | None], times: HeardTimes, end: Floats
) -> float:
    """From when on, in ms, the silence before part k is free; never where another part waits for a place in it."""
    for j in reversed(range(k)):
        (a, b), span = parts[j], spans[j]
        if span is not None:
            return float(end[b - 1]) if b > a else float(times.end[span[1] - 1])
        if b > a:
            return np.inf
    return gap.lo


def _free_until(gap: Gap, k: int, parts: Sequence[Part], spans: Sequence[Span | None], times: HeardTimes) -> float:
    """Until when, in ms, the silence after part k is free; never where another part waits for a place in it."""
    for j in range(k + 1, len(parts)):
        (a, b), span = parts[j], spans[j]
        if span is not None:
            return float(times.start[span[0]])
        if b > a:
            return -np.inf
    return gap.hi
