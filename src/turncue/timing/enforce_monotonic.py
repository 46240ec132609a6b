"""From desired times to times that hold: whole milliseconds, in order, every word long enough to be spoken."""

from __future__ import annotations

import numpy as np

from turncue.arrays import Floats, Ints

__all__ = ["enforce_monotonic"]


def enforce_monotonic(start: Floats, end: Floats, least: Ints, weight: Floats) -> tuple[Ints, Ints]:
    """Move starts as little as possible so that each word lasts at least ``least`` ms and none runs backwards.

    All arrays are of one length and in order. Isotonic regression by pooling adjacent violators (Ayer et al. 1955) on
    the starts less the time that the words before need; ``weight`` says how firmly each start holds. Starts are >= 0.
    """
    n = len(start)
    if not n:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    needed = np.concatenate(([0], np.cumsum(least[:-1])))
    desired = np.maximum(start, 0.0) - needed
    if (np.diff(desired) < 0).any():
        desired = _pool(desired, weight)
    first = np.maximum(np.floor(desired + 0.5), 0.0).astype(np.int64) + needed
    following = np.append(first[1:], np.iinfo(np.int64).max)
    last = np.maximum(np.floor(end + 0.5).astype(np.int64), first + least)
    return first, np.minimum(last, following)


def _pool(desired: Floats, weight: Floats) -> Floats:
    means: list[float] = []
    weights: list[float] = []
    sizes: list[int] = []
    for value, w in zip(desired.tolist(), weight.tolist(), strict=True):
        size = 1
        while means and means[-1] > value:
            total = weights[-1] + w
            value = (means.pop() * weights.pop() + value * w) / total
            w = total
            size += sizes.pop()
        means.append(value)
        weights.append(w)
        sizes.append(size)
    return np.repeat(np.array(means), np.array(sizes))
