"""Subtitles that would flash, given time from their neighbours.

``turncue.compose.display_times`` starts every subtitle with its speech, or very close to it. Where two people speak at
once or answer within a syllable, that leaves some subtitles less than the profile's least duration. Around each of
them the starts are chosen anew, by dynamic programming over a few candidates: the subtitle may begin up to ``EARLY`` ms
before its speech and the next up to ``LATE`` ms after its own, as far as the neighbours can still be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from turncue.compose.params import (
    AROUND,
    COST_FLASH,
    COST_SHIFT_SECOND,
    COST_UNDER,
    COST_UNDER_MINIMUM,
    COST_UNREAD,
    EARLY,
    FLASH,
    INFINITE,
    LATE,
    SHIFT_STEP,
    SHORT_AFTER,
    SHORT_BEFORE,
)
from turncue.compose.profile import Profile

__all__ = ["with_room"]

End = Callable[[int, int, int | None], int]


def with_room(starts: Sequence[int], drafts: Sequence[tuple[int, float]], profile: Profile, end: End) -> list[int]:
    """The starts in ms, moved around subtitles that would show for less than the profile's least duration.

    ``drafts``: when the speech of each begins and how long it takes to read, in ms; ``end(k, start, following)``: when
    subtitle ``k`` ends if it begins at ``start`` and the next at ``following``. Starts rise before and after, by
    ``FLASH`` ms at least, or by the profile's least duration where that is less.
    """
    out = list(starts)
    for first, last in _windows(starts, profile, end):
        out[first:last] = _moved(range(first, last), out, drafts, profile, end)
    return _spread(out, min(FLASH, profile.min_duration))


def _windows(starts: Sequence[int], profile: Profile, end: End) -> Iterator[tuple[int, int]]:
    """Half-open runs of subtitles around those that are too short, in order, none overlapping."""
    n = len(starts)
    open_at: int | None = None
    until = 0
    for k, start in enumerate(starts):
        following = starts[k + 1] if k + 1 < n else None
        if end(k, start, following) - start >= profile.min_duration:
            continue
        if open_at is not None and k - SHORT_BEFORE > until:
            yield open_at, until
            open_at = None
        if open_at is None:
            open_at = max(until, k - SHORT_BEFORE, 0)
        until = min(n, k + SHORT_AFTER + 1)
    if open_at is not None:
        yield open_at, until


def _moved(
    window: range,
    starts: Sequence[int],
    drafts: Sequence[tuple[int, float]],
    profile: Profile,
    end: End,
) -> list[int]:
    """The cheapest starts of a window; what stands before and after it keeps its own."""
    following = starts[window.stop] if window.stop < len(starts) else None
    before = starts[window.start - 1] if window.start else None
    choices = [_candidates(starts[k], drafts[k][0], following) for k in window]
    cost = [0.0 if before is None else INFINITE] * len(choices[0])
    if before is not None:
        k = window.start - 1
        for x, start in enumerate(choices[0]):
            if start > before:
                cost[x] = _cost(before, end(k, before, start), drafts[k], profile)
    came: list[list[int]] = []
    for at, k in enumerate(window):
        nexts = choices[at + 1] if at + 1 < len(choices) else (following,)
        best, back = [INFINITE] * len(nexts), [0] * len(nexts)
        for y, then in enumerate(nexts):
            for x, start in enumerate(choices[at]):
                if cost[x] >= best[y] or (then is not None and then <= start):
                    continue
                value = cost[x] + _cost(start, end(k, start, then), drafts[k], profile)
                if value < best[y]:
                    best[y], back[y] = value, x
        came.append(back)
        cost = best
    if cost[0] == INFINITE:
        return list(starts[window.start : window.stop])
    way, x = [], 0
    for at in range(len(choices) - 1, -1, -1):
        x = came[at][x]
        way.append(choices[at][x])
    return way[::-1]


def _candidates(start: int, speech: int, following: int | None) -> list[int]:
    """Starts to try for a subtitle: its present one first, then some before and after its speech."""
    near = range(speech - EARLY, speech + LATE + 1, SHIFT_STEP)
    return list(dict.fromkeys([start, *(t for t in near if t >= 0 and (following is None or t < following))]))


def _cost(start: int, end: int, draft: tuple[int, float], profile: Profile) -> float:
    """How far a subtitle from ``start`` to ``end`` ms falls short of its limits and is off its speech."""
    speech, reading = draft
    lasts = max(1, end - start)
    cost = COST_SHIFT_SECOND * max(0, abs(start - speech) - AROUND) / 1000
    if lasts < profile.min_duration:
        cost += COST_UNDER + COST_UNDER_MINIMUM * (1.0 - lasts / profile.min_duration)
    if lasts < FLASH:
        cost += COST_FLASH * (2.0 - lasts / FLASH)
    if lasts < reading:
        cost += COST_UNREAD * min(1.0, reading / lasts - 1.0)
    return cost


def _spread(starts: Sequence[int], least: int) -> list[int]:
    """Rising starts moved so that any two are ``least`` ms apart, with the least sum of squared moves.

    Isotonic regression (pool adjacent violators) on ``starts[k] - k * least``: text that is timed far denser than
    anyone speaks shares out the time around it.
    """
    if all(b - a >= least for a, b in pairwise(starts)):
        return list(starts)
    pools: list[tuple[float, int]] = []  # mean and size
    for k, start in enumerate(starts):
        mean, size = float(start - k * least), 1
        while pools and pools[-1][0] > mean:
            before, count = pools.pop()
            mean, size = (mean * size + before * count) / (size + count), size + count
        pools.append((mean, size))
    level = [mean for mean, size in pools for _ in range(size)]
    return [max(0, round(x)) + k * least for k, x in enumerate(level)]
