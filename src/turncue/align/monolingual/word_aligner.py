"""The word engine: transcript and captions in one language.

First a global edit alignment of the normalized tokens (rapidfuzz, bit-parallel Levenshtein after Hyyrö 2003)
is nearly free. Then what it gets wrong: chance matches (``match_filter``), and misheard words in the gaps
(``gap_aligner``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from turncue.align import params
from turncue.align.alignment import Alignment, LinkRow, alignment_of
from turncue.align.monolingual.gap_aligner import align_gap
from turncue.align.monolingual.match_filter import match_gain, probable_matches
from turncue.arrays import Flags, Floats, Ints

__all__ = ["align_words"]


def _ids(a: Sequence[str], b: Sequence[str]) -> tuple[Ints, Ints]:
    table: dict[str, int] = {}
    return (
        np.array([table.setdefault(k, len(table)) for k in a], dtype=np.int64),
        np.array([table.setdefault(k, len(table)) for k in b], dtype=np.int64),
    )


def _equal_pairs(a: Ints, b: Ints) -> tuple[Ints, Ints]:
    """Indices of the words that a minimal edit alignment holds equal.

    The inputs are cut at anchors first where one side runs apart from the other, and where they are long.
    """
    left: list[Ints] = []
    right: list[Ints] = []
    for x0, x1, y0, y1 in _partition(a, b):
        for op in Levenshtein.opcodes(a[x0:x1].tolist(), b[y0:y1].tolist()):
            if op.tag == "equal":
                left.append(np.arange(x0 + op.src_start, x0 + op.src_end))
                right.append(np.arange(y0 + op.dest_start, y0 + op.dest_end))
    if not left:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(left), np.concatenate(right)


def _partition(a: Ints, b: Ints) -> list[tuple[int, int, int, int]]:
    """The inputs cut into parts [x0, x1) of ``a`` against [y0, y1) of ``b``.

    They are cut on both sides of what only one of them has: where both have much that the other lacks, a minimal edit
    alignment runs beside the true correspondence, for it gains more by chance matches along the wrong diagonal than it
    pays. Long inputs are cut now and then as well, so that time and memory stay near-linear.
    """
    long = len(a) > params.WHOLE or len(b) > params.WHOLE
    cuts = [(0, 0)]
    last = (0, 0)
    for x, y in _anchors(a, b):
        far = x - cuts[-1][0] >= params.STRETCH or y - cuts[-1][1] >= params.STRETCH
        if abs((x - last[0]) - (y - last[1])) > params.APART:
            cuts += [last, (x, y)]
        elif long and far:
            cuts.append((x, y))
        last = (x, y)
    if abs((len(a) - last[0]) - (len(b) - last[1])) > params.APART:
        cuts.append(last)
    cuts.append((len(a), len(b)))
    return [(x0, x1, y0, y1) for (x0, y0), (x1, y1) in pairwise(cuts) if x1 > x0 and y1 > y0]


def _anchors(a: Ints, b: Ints) -> list[tuple[int, int]]:
    """Places where a run of ``params.SEED`` words stands once on both sides: the longest chain that rises on both.

    A place counts only where others on nearly the same diagonal stand close by, so that a chance phrase cuts nothing.
    """
    ha, hb = _hashes(a), _hashes(b)
    ua, ia, na = np.unique(ha, return_index=True, return_counts=True)
    ub, ib, nb = np.unique(hb, return_index=True, return_counts=True)
    _, ka, kb = np.intersect1d(ua[na == 1], ub[nb == 1], assume_unique=True, return_indices=True)
    i, j = ia[na == 1][ka], ib[nb == 1][kb]
    order = np.argsort(i)
    i, j = i[order], j[order]
    chain = _rising(j)
    i, j = i[chain], j[chain]
    steady = np.zeros(len(i), dtype=bool)
    if len(i) > 4:
        near = (i[4:] - i[:-4] < 200) & (np.abs((i[4:] - i[:-4]) - (j[4:] - j[:-4])) < 20)
        steady[2:-2] = near
    return list(zip(i[steady].tolist(), j[steady].tolist(), strict=True))


def _hashes(a: Ints) -> NDArray[np.uint64]:
    """A hash of every run of ``params.SEED`` words."""
    h = np.zeros(max(len(a) - params.SEED + 1, 0), dtype=np.uint64)
    for k in range(params.SEED):
        h = h * np.uint64(0x9E3779B97F4A7C15) + a[k : k + len(h)].astype(np.uint64) + np.uint64(1)
    return h


def _rising(j: Ints) -> Ints:
    """Indices of a longest strictly rising subsequence (patience sorting)."""
    tails: list[int] = []
    last: list[int] = []
    before = np.full(len(j), -1, dtype=np.int64)
    for k, value in enumerate(j.tolist()):
        p = bisect_left(tails, value)
        if p == len(tails):
            tails.append(value)
            last.append(k)
        else:
            tails[p] = value
            last[p] = k
        before[k] = last[p - 1] if p else -1
    chain = []
    k = last[-1] if last else -1
    while k >= 0:
        chain.append(k)
        k = int(before[k])
    return np.array(chain[::-1], dtype=np.int64)


def _peel(i: Ints, j: Ints, n: int, m: int) -> Flags:
    """Which pairs to keep when those beside an uneven gap are open to choice again.

    A minimal edit alignment does not care where in a gap a word is matched. Beside every uneven gap (one whose
    two sides differ by ``HOLE`` words or more) pairs are dropped until ``SOLID`` in a row stand on one diagonal; the
    gap's dynamic programme, which does care, then decides about them.
    """
    keep = np.ones(len(i), dtype=bool)
    if not len(i):
        return keep
    di, dj = np.diff(i, prepend=-1, append=n), np.diff(j, prepend=-1, append=m)
    joined = (di[1:-1] == 1) & (dj[1:-1] == 1)
    run = np.concatenate(([0], np.cumsum(~joined)))
    length = np.bincount(run)[run]
    for k in np.flatnonzero(np.abs(di - dj) >= params.HOLE).tolist():
        for side in (range(k - 1, max(k - 1 - params.PEEL, -1), -1), range(k, min(k + params.PEEL, len(i)))):
            for x in side:
                if length[x] >= params.SOLID:
                    break
                keep[x] = False
    return keep


def _in_gap(a: Sequence[str], b: Sequence[str], gain: Floats) -> list[LinkRow]:
    n, m = len(a), len(b)
    if n * m <= params.MOST_CELLS:
        return align_gap(a, b, gain)
    x, y = min(n, params.FLANK), min(m, 4 * params.FLANK)
    head = align_gap(a[:x], b[:y], gain[:y])
    t, c = (head[-1][1], head[-1][3]) if head else (0, 0)
    x, y = min(n - t, params.FLANK), min(m - c, 4 * params.FLANK)
    tail = align_gap(a[n - x :], b[m - y :], gain[m - y :])
    return head + [(p + n - x, q + n - x, r + m - y, s + m - y, v) for p, q, r, s, v in tail]


def align_words(transcript: Sequence[str], captions: Sequence[str]) -> Alignment:
    """Align two sequences of normalized tokens of one language.

    Empty tokens match nothing. The links are in order; each token is in one link at most.
    """
    n, m = len(transcript), len(captions)
    if not n or not m:
        return alignment_of([], (n, m))
    a, b = _ids(transcript, captions)
    i, j = _equal_pairs(a, b)
    gain = match_gain(a, b)
    keep = probable_matches(i, j, gain[a[i]], (n, m))
    i, j = i[keep], j[keep]
    keep = _peel(i, j, n, m)
    i, j = i[keep], j[keep]
    gain_b = gain[b]
    rows: list[LinkRow] = []
    t, c = 0, 0
    for x, y in zip([*i.tolist(), n], [*j.tolist(), m], strict=True):
        if x > t and y > c:
            rows += [
                (p + t, q + t, r + c, s + c, v)
                for p, q, r, s, v in _in_gap(transcript[t:x], captions[c:y], gain_b[c:y])
            ]
        if x < n:
            rows.append((x, x + 1, y, y + 1, 1.0))
        t, c = x + 1, y + 1
    return alignment_of(_probable(rows, gain_b, (n, m)), (n, m))


def _probable(rows: list[LinkRow], gain_b: Floats, sizes: tuple[int, int]) -> list[LinkRow]:
    """The rows without what the gaps' programme scattered by chance."""
    if not rows:
        return rows
    table = np.array([r[:4] for r in rows], dtype=np.int64)
    scores = np.array([r[4] for r in rows])
    gain = np.maximum(gain_b[table[:, 2]] * (scores - params.BASE_SIMILARITY) / (1.0 - params.BASE_SIMILARITY), 0.1)
    keep = probable_matches(table[:, 0], table[:, 2], gain, sizes)
    return [row for row, kept in zip(rows, keep.tolist(), strict=True) if kept]
