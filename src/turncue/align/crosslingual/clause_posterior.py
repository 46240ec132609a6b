"""Where each clause begins by probability, and how sure that is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from turncue.align.crosslingual.semi_markov import Posterior

__all__ = ["HEAT", "confidence", "pick"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

HEAT = 0.6
"""Neighbouring words do not testify independently: scores are scaled by this before they become probabilities."""

_NEAR = 500  # ms: places this close count as one when the likeliest is chosen


def _mass(chance: Floats, times: Ints, reach: int) -> Floats:
    """Probability within ``reach`` ms of each place."""
    total = np.concatenate(([0.0], np.cumsum(chance)))
    a = np.searchsorted(times, times - reach, "left")
    b = np.searchsorted(times, times + reach, "right")
    return np.asarray(total[b] - total[a])


def pick(spans: tuple[Ints, Ints], sure: Posterior, starts: Ints, end: int) -> tuple[Ints, Ints]:
    """The likeliest start of each clause that has a place; ends follow. Spans stay in order and never overlap."""
    first, last = spans[0].copy(), spans[1].copy()
    times = np.append(starts, end)
    m = len(starts)
    reached = 0
    for i in range(len(first)):
        if last[i] <= first[i] or reached >= m:
            first[i] = last[i] = max(int(first[i]), reached)
            continue
        low, chance = int(sure.low[i]), sure.start[i]
        here = times[low : low + len(chance)]
        mass = _mass(chance, here, _NEAR) + chance
        mass[: max(0, reached - low)] = -1.0
        at = min(max(low + int(mass.argmax()), reached), m - 1)
        first[i], last[i] = at, max(int(last[i]), at + 1)
        reached = at + 1
    after = np.minimum.accumulate(np.append(first, m)[::-1])[::-1][1:]
    first = np.minimum(first, after)  # a clause without a place stands before what follows it
    last = np.maximum(np.minimum(last, after), first)
    return first, last


def confidence(spans: tuple[Ints, Ints], sure: Posterior, starts: Ints) -> Floats:
    """How likely each start is right to a second; for an absent clause, that it is absent."""
    first, last = spans
    times = np.append(starts, starts[-1:] + 1000)
    out = np.zeros(len(first))
    for i in range(len(first)):
        if last[i] <= first[i]:
            out[i] = sure.absent[i]
            continue
        low, chance = int(sure.low[i]), sure.start[i]
        here = times[low : low + len(chance)]
        out[i] = float(chance[np.abs(here - times[first[i]]) <= 1000].sum())
    return np.clip(out, 0.0, 1.0)
