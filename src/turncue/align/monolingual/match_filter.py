"""Which runs of equal words are more than chance.

A global edit alignment pays nothing for matching a stray "the" inside a stretch that has no counterpart, so it
scatters such matches over every gap. Matches are therefore grouped into runs; each run is scored as log odds of "these
texts correspond here" against "words met by chance", and must gain more than the log of the number of places where it
could stand as well. The threshold thus rises with the size of the gap around, and is nothing where the texts run side
by side.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from turncue.align import params
from turncue.arrays import Flags, Floats, Ints

__all__ = ["match_gain", "probable_matches"]


def match_gain(a: Ints, b: Ints) -> Floats:
    """Nats that an equal pair of each key brings: log of 0.8 over the key's share of all words; at least 0.3."""
    size = int(max(a.max(initial=-1), b.max(initial=-1))) + 1
    counts = np.bincount(a, minlength=size) + np.bincount(b, minlength=size)
    share = (counts + 1) / (len(a) + len(b) + 1)
    gain: Floats = np.maximum(np.log(params.MATCH_PROBABILITY / share), params.LEAST_MATCH_GAIN)
    return gain


def _trim(gain: Floats, cost: Floats) -> tuple[int, int]:
    """The best stretch [first, last) of a run: the one whose pairs' gain less the steps' cost is largest.

    ``cost[k]`` is the price of the step from pair k-1 to pair k (Kadane's maximum subarray).
    """
    best, best_span = 0.0, (0, 0)
    run, begin = 0.0, 0
    for k, (w, c) in enumerate(zip(gain.tolist(), cost.tolist(), strict=True)):
        if run - c <= 0:
            run, begin = w, k
        else:
            run += w - c
        if run > best:
            best, best_span = run, (begin, k + 1)
    return best_span


def probable_matches(i: Ints, j: Ints, gain: Floats, sizes: tuple[int, int]) -> Flags:
    """Which of the matched pairs (i[k], j[k]), in order, are more than chance.

    ``gain[k]`` is the pair's gain in nats, ``sizes`` are the lengths of the two sides.
    """
    n, m = sizes
    keep = np.zeros(len(i), dtype=bool)
    if not len(i):
        return keep
    di, dj = np.diff(i, prepend=i[0] - 1), np.diff(j, prepend=j[0] - 1)
    common, drift = np.minimum(di, dj) - 1, np.abs(di - dj)
    cost = params.MISMATCH_LOSS * common + params.DRIFT_LOSS * drift
    cuts = np.flatnonzero(np.maximum(di, dj) > params.NEW_RUN)
    edges = [0, *cuts[cuts > 0].tolist(), len(i)]
    first, last, score = [], [], []
    for a, b in pairwise(edges):
        step = cost[a:b].copy()
        step[0] = 0.0
        if step.max(initial=0.0) <= 0.0 or gain[a:b].min() > step.max():
            x, y = 0, b - a  # nothing to trim
        else:
            x, y = _trim(gain[a:b], step)
        first.append(a + x)
        last.append(a + y)
        score.append(float(gain[a + x : a + y].sum() - step[x + 1 : y].sum()))
    head, tail, value = np.array(first), np.array(last), np.array(score)
    alive = tail > head
    while alive.any():
        h, t = head[alive], tail[alive]
        # room around each run: how many places it could as well have lain at
        before_i = np.concatenate(([-1], i[t[:-1] - 1]))
        before_j = np.concatenate(([-1], j[t[:-1] - 1]))
        after_i = np.concatenate((i[h[1:]], [n]))
        after_j = np.concatenate((j[h[1:]], [m]))
        room_before = np.abs((i[h] - before_i) - (j[h] - before_j))
        room_after = np.abs((after_i - i[t - 1]) - (after_j - j[t - 1]))
        slack = np.minimum(room_before, room_after)
        weak = value[alive] < np.where(slack > 2, np.log(slack + 1.0) + params.RUN_MARGIN, 0.0)
        if not weak.any():
            break
        alive[np.flatnonzero(alive)[weak]] = False
    for a, b in zip(head[alive].tolist(), tail[alive].tolist(), strict=True):
        keep[a:b] = True
    return keep
