"""Telling true stretches of equal words from chance.

A global edit alignment pays nothing for matching a stray "the" inside a stretch that has no counterpart, so it
scatters such matches over every hole (research: 264 s off). Matches are therefore grouped into islands, each
island is scored as log odds of "these texts correspond here" against "words met by chance", and an island must be
worth more than the number of places where it could as well have lain. The threshold thus rises by itself with the
size of the hole around, and is nothing where the texts run side by side.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from turncue.arrays import Floats, Ints

__all__ = ["keep_islands", "match_worth"]


_MISMATCH = 1.2  # nats lost for each word that ought to match and does not (about 30 % errors are expected)
_DRIFT = 0.5  # nats lost for each word that only one side has
_BREAK = 10  # a step of more words than this on either side begins a new island
_SURE = 3.0  # nats beyond the number of places: one false island in twenty at most


def match_worth(keys_a: Ints, keys_b: Ints) -> Floats:
    """Nats that an equal pair of each key brings: log of 0.8 over the key's share of all words; at least 0.3."""
    size = int(max(keys_a.max(initial=-1), keys_b.max(initial=-1))) + 1
    counts = np.bincount(keys_a, minlength=size) + np.bincount(keys_b, minlength=size)
    share = (counts + 1) / (len(keys_a) + len(keys_b) + 1)
    worth: Floats = np.maximum(np.log(0.8 / share), 0.3)
    return worth


def _trim(worth: Floats, cost: Floats) -> tuple[int, int]:
    """The best stretch [first, last) of an island: the one whose pairs' worth less the steps' cost is largest.

    ``cost[k]`` is the price of the step from pair k-1 to pair k (Kadane's maximum subarray).
    """
    best, best_span = 0.0, (0, 0)
    run, begin = 0.0, 0
    for k, (w, c) in enumerate(zip(worth.tolist(), cost.tolist(), strict=True)):
        if run - c <= 0:
            run, begin = w, k
        else:
            run += w - c
        if run > best:
            best, best_span = run, (begin, k + 1)
    return best_span


def keep_islands(i: Ints, j: Ints, worth: Floats, n: int, m: int) -> NDArray[np.bool_]:
    """Which of the matched pairs (i[k], j[k]), in order, are to be believed.

    ``worth[k]`` is the pair's worth in nats; n and m are the lengths of the two sides.
    """
    keep = np.zeros(len(i), dtype=bool)
    if not len(i):
        return keep
    di, dj = np.diff(i, prepend=i[0] - 1), np.diff(j, prepend=j[0] - 1)
    common, drift = np.minimum(di, dj) - 1, np.abs(di - dj)
    cost = _MISMATCH * common + _DRIFT * drift
    cuts = np.flatnonzero(np.maximum(di, dj) > _BREAK)
    edges = [0, *cuts[cuts > 0].tolist(), len(i)]
    first, last, score = [], [], []
    for a, b in pairwise(edges):
        step = cost[a:b].copy()
        step[0] = 0.0
        if step.max(initial=0.0) <= 0.0 or worth[a:b].min() > step.max():
            x, y = 0, b - a  # nothing to trim
        else:
            x, y = _trim(worth[a:b], step)
        first.append(a + x)
        last.append(a + y)
        score.append(float(worth[a + x : a + y].sum() - step[x + 1 : y].sum()))
    head, tail, value = np.array(first), np.array(last), np.array(score)
    alive = tail > head
    while alive.any():
        h, t = head[alive], tail[alive]
        # room around each island: how many places it could as well have lain at
        before_i = np.concatenate(([-1], i[t[:-1] - 1]))
        before_j = np.concatenate(([-1], j[t[:-1] - 1]))
        after_i = np.concatenate((i[h[1:]], [n]))
        after_j = np.concatenate((j[h[1:]], [m]))
        room_before = np.abs((i[h] - before_i) - (j[h] - before_j))
        room_after = np.abs((after_i - i[t - 1]) - (after_j - j[t - 1]))
        slack = np.minimum(room_before, room_after)
        weak = value[alive] < np.where(slack > 2, np.log(slack + 1.0) + _SURE, 0.0)
        if not weak.any():
            break
        alive[np.flatnonzero(alive)[weak]] = False
    for a, b in zip(head[alive].tolist(), tail[alive].tolist(), strict=True):
        keep[a:b] = True
    return keep
