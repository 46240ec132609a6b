"""The word engine: transcript and captions in one language.

Exactness first: a global edit alignment of the key sequences (rapidfuzz, bit-parallel Levenshtein after Hyyrö 2003)
is nearly free. Then what it gets wrong: chance matches in holes (``islands``), and misheard words in the gaps
(``gaps``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from turncue.align.alignment import Alignment, alignment_of
from turncue.align.monolingual.gap_aligner import align_gap
from turncue.align.monolingual.match_filter import keep_islands, match_worth
from turncue.arrays import Ints

__all__ = ["align_words"]

Row = tuple[int, int, int, int, float]

_CELLS = 2_000_000  # the largest gap aligned whole; of larger ones only the flanks
_FLANK = 120  # tokens of a flank
_HOLE, _SOLID, _PEEL = 3, 5, 25
# words: aligned whole up to; least length of a stretch; of an anchor; a step between anchors by which sides run apart
_WHOLE, _STRETCH, _SEED, _APART = 16_000, 4_000, 6, 30


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
    for x0, x1, y0, y1 in _stretches(a, b):
        for op in Levenshtein.opcodes(a[x0:x1].tolist(), b[y0:y1].tolist()):
            if op.tag == "equal":
                left.append(np.arange(x0 + op.src_start, x0 + op.src_end))
                right.append(np.arange(y0 + op.dest_start, y0 + op.dest_end))
    if not left:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(left), np.concatenate(right)


def _stretches(a: Ints, b: Ints) -> list[tuple[int, int, int, int]]:
    """The inputs cut into stretches [x0, x1) of ``a`` against [y0, y1) of ``b``.

    They are cut on both sides of what only one of them has: where both have much that the other lacks, a minimal edit
    alignment runs beside the true correspondence, for it gains more by chance matches along the wrong diagonal than it
    pays. Long inputs are cut now and then as well, so that time and memory stay near-linear.
    """
    long = len(a) > _WHOLE or len(b) > _WHOLE
    cuts = [(0, 0)]
    last = (0, 0)
    for x, y in _anchors(a, b):
        far = x - cuts[-1][0] >= _STRETCH or y - cuts[-1][1] >= _STRETCH
        if abs((x - last[0]) - (y - last[1])) > _APART:
            cuts += [last, (x, y)]
        elif long and far:
            cuts.append((x, y))
        last = (x, y)
    if abs((len(a) - last[0]) - (len(b) - last[1])) > _APART:
        cuts.append(last)
    cuts.append((len(a), len(b)))
    return [(x0, x1, y0, y1) for (x0, y0), (x1, y1) in pairwise(cuts) if x1 > x0 and y1 > y0]


def _anchors(a: Ints, b: Ints) -> list[tuple[int, int]]:
    """Places where a run of ``_SEED`` words stands once on both sides: the longest chain that rises on both.

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
    """A hash of every run of ``_SEED`` words."""
    h = np.zeros(max(len(a) - _SEED + 1, 0), dtype=np.uint64)
    for k in range(_SEED):
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


def _peel(i: Ints, j: Ints, n: int, m: int) -> NDArray[np.bool_]:
    """Which pairs to keep when those beside a hole are put up for choice again.

    A minimal edit alignment does not care where in a hole a word is matched. Beside every hole (a gap whose two sides
    differ by ``_HOLE`` words or more) pairs are let go until ``_SOLID`` in a row stand on one diagonal; the gap's
    dynamic programme, which does care, then decides about them.
    """
    keep = np.ones(len(i), dtype=bool)
    if not len(i):
        return keep
    di, dj = np.diff(i, prepend=-1, append=n), np.diff(j, prepend=-1, append=m)
    joined = (di[1:-1] == 1) & (dj[1:-1] == 1)
    run = np.concatenate(([0], np.cumsum(~joined)))
    length = np.bincount(run)[run]
    for k in np.flatnonzero(np.abs(di - dj) >= _HOLE).tolist():
        for side in (range(k - 1, max(k - 1 - _PEEL, -1), -1), range(k, min(k + _PEEL, len(i)))):
            for x in side:
                if length[x] >= _SOLID:
                    break
                keep[x] = False
    return keep


def _in_gap(a: Sequence[str], b: Sequence[str], worth: NDArray[np.float64]) -> list[Row]:
    n, m = len(a), len(b)
    if n * m <= _CELLS:
        return align_gap(a, b, worth)
    x, y = min(n, _FLANK), min(m, 4 * _FLANK)
    head = align_gap(a[:x], b[:y], worth[:y])
    t, c = (head[-1][1], head[-1][3]) if head else (0, 0)
    x, y = min(n - t, _FLANK), min(m - c, 4 * _FLANK)
    tail = align_gap(a[n - x :], b[m - y :], worth[m - y :])
    return head + [(p + n - x, q + n - x, r + m - y, s + m - y, v) for p, q, r, s, v in tail]


def align_words(transcript: Sequence[str], captions: Sequence[str]) -> Alignment:
    """Align two sequences of keys of one language.

    Empty keys match nothing. The links are in order; each token is in one link at most.
    """
    n, m = len(transcript), len(captions)
    if not n or not m:
        return alignment_of([], words=n, heard=m)
    a, b = _ids(transcript, captions)
    i, j = _equal_pairs(a, b)
    worth = match_worth(a, b)
    keep = keep_islands(i, j, worth[a[i]], n, m)
    i, j = i[keep], j[keep]
    keep = _peel(i, j, n, m)
    i, j = i[keep], j[keep]
    worth_b = worth[b]
    rows: list[Row] = []
    t, c = 0, 0
    for x, y in zip([*i.tolist(), n], [*j.tolist(), m], strict=True):
        if x > t and y > c:
            rows += [
                (p + t, q + t, r + c, s + c, v)
                for p, q, r, s, v in _in_gap(transcript[t:x], captions[c:y], worth_b[c:y])
            ]
        if x < n:
            rows.append((x, x + 1, y, y + 1, 1.0))
        t, c = x + 1, y + 1
    return alignment_of(_believable(rows, worth_b, n, m), words=n, heard=m)


def _believable(rows: list[Row], worth_b: NDArray[np.float64], n: int, m: int) -> list[Row]:
    """The rows without what the gaps' programme scattered over holes: it too must match something."""
    if not rows:
        return rows
    table = np.array([r[:4] for r in rows], dtype=np.int64)
    scores = np.array([r[4] for r in rows])
    worth = np.maximum(worth_b[table[:, 2]] * (scores - 0.4) / 0.6, 0.1)
    keep = keep_islands(table[:, 0], table[:, 2], worth, n, m)
    return [row for row, kept in zip(rows, keep.tolist(), strict=True) if kept]
