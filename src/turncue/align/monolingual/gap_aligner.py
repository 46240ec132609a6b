"""Alignment of what exact matching left over: misheard names, split and joined words, stray equal words.

A dynamic programme with affine gaps (Gotoh 1982) over the similarity matrix of the two leftover runs. Opening a gap
costs, going on hardly does, so words stay together instead of scattering over a gap. One token may answer two
on the other side ("can not" / "cannot").
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from turncue.align import params
from turncue.align.alignment import LinkRow

__all__ = ["align_gap"]


def _similarity(a: Sequence[str], b: Sequence[str]) -> NDArray[np.float32]:
    """Similarity 0 to 1 of every pair: share of common characters in order (normalised Indel)."""
    return cdist(a, b, scorer=Indel.normalized_similarity, dtype=np.float32)


def _gain(sim: NDArray[np.float32], weight: NDArray[np.float64], short: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Nats for pairing: the word's gain when equal, less the less similar; a loss where they are different words."""
    gain = weight[None, :] * (sim - params.BASE_SIMILARITY) / (1.0 - params.BASE_SIMILARITY)
    gain[(sim < params.LEAST_SIMILARITY) | (short & (sim < 1.0))] = params.UNLIKE_LOSS
    return gain


def align_gap(a: Sequence[str], b: Sequence[str], gain_b: NDArray[np.float64]) -> list[LinkRow]:
    """Links between two leftover runs of tokens, counted from each run's beginning.

    ``gain_b`` is what an equal pair with each token of ``b`` gains, in nats. Cost: len(a) rows of len(b) in numpy.
    """
    n, m = len(a), len(b)
    if not n or not m:
        return []
    if n == m == 1:  # half of all gaps
        score = Indel.normalized_similarity(a[0], b[0])
        same = score >= params.LEAST_SIMILARITY and (min(len(a[0]), len(b[0])) >= params.LEAST_LENGTH or score == 1.0)
        return [(0, 1, 0, 1, score)] if same else []
    sim = _similarity(a, b)
    short_a = np.array([len(k) < params.LEAST_LENGTH for k in a])
    short_b = np.array([len(k) < params.LEAST_LENGTH for k in b])
    one = _gain(sim, gain_b, short_a[:, None] | short_b[None, :])
    pairs: dict[str, NDArray[np.float64]] = {}
    if n > 1:
        two = _similarity([x + y for x, y in pairwise(a)], b)
        both = (two >= params.JOINED_SIMILARITY) & (
            two > np.maximum(sim[:-1], sim[1:])
        )  # neither word alone is as good
        pairs["2:1"] = np.where(both, gain_b[None, :] * two, -np.inf)
    if m > 1:
        two = _similarity(a, [x + y for x, y in pairwise(b)])
        both = (two >= params.JOINED_SIMILARITY) & (two > np.maximum(sim[:, :-1], sim[:, 1:]))
        pairs["1:2"] = np.where(both, (gain_b[:-1] + gain_b[1:])[None, :] / 2 * two, -np.inf)
    back = _fill(one, pairs.get("2:1"), pairs.get("1:2"))
    return _trace(back, sim)


def _fill(
    one: NDArray[np.float64], join: NDArray[np.float64] | None, split: NDArray[np.float64] | None
) -> tuple[NDArray[np.int8], NDArray[np.int8], bool]:
    """Forward pass.

    Returns where each cell's "paired" and "skipped" state came from, and whether the last cell is paired.
    """
    n, m = one.shape
    ninf = -1e18
    opening = params.GAP_OPEN + params.GAP_CHOICE * float(np.log(max(n, m)))
    columns = np.arange(m + 1)
    pair = np.full((n + 1, m + 1), ninf)  # best score ending with a pair at (i, j)
    skip = np.full((n + 1, m + 1), ninf)  # best score ending inside a gap, on either side
    pair[0, 0] = 0.0
    skip[0, 1:] = -opening - params.GAP_EXTEND * columns[1:]
    how = np.zeros((n + 1, m + 1), dtype=np.int8)  # 1 pair, 2 two-to-one, 3 one-to-two; +4 when from skip
    gap = np.zeros(
        (n + 1, m + 1), dtype=np.int8
    )  # 1 down from skip, 2 down from pair, 3 along from skip, 4 along from pair
    gap[0, 1:] = 3
    gap[0, 1:2] = 4
    for i in range(1, n + 1):
        best_prev = np.maximum(pair[i - 1], skip[i - 1])
        from_skip = skip[i - 1] > pair[i - 1]
        pair[i, 1:] = best_prev[:-1] + one[i - 1]
        how[i, 1:] = 1 + 4 * from_skip[:-1]
        if split is not None:
            value = best_prev[:-2] + split[i - 1]
            better = value > pair[i, 2:]
            pair[i, 2:][better] = value[better]
            how[i, 2:][better] = (3 + 4 * from_skip[:-2])[better]
        if join is not None and i > 1:
            best_two = np.maximum(pair[i - 2], skip[i - 2])
            value = best_two[:-1] + join[i - 2]
            better = value > pair[i, 1:]
            pair[i, 1:][better] = value[better]
            how[i, 1:][better] = (2 + 4 * (skip[i - 2] > pair[i - 2])[:-1])[better]
        down_skip, down_pair = skip[i - 1] - params.GAP_EXTEND, pair[i - 1] - opening - params.GAP_EXTEND
        down = np.maximum(down_skip, down_pair)
        # along the row: the best of all earlier cells less the way; a running maximum does it
        base = np.maximum(down, pair[i] - opening) + params.GAP_EXTEND * columns
        reach = np.maximum.accumulate(base)
        along = np.full(m + 1, ninf)
        along[1:] = reach[:-1] - params.GAP_EXTEND * columns[1:]
        takes_along = along > down
        skip[i] = np.where(takes_along, along, down)
        gap[i] = np.where(down_skip >= down_pair, 1, 2)
        step_from_pair = np.zeros(m + 1, dtype=bool)
        step_from_pair[1:] = pair[i, :-1] - opening >= skip[i, :-1]
        gap[i][takes_along] = np.where(step_from_pair[takes_along], 4, 3)
    return how, gap, bool(pair[n, m] >= skip[n, m])


def _trace(back: tuple[NDArray[np.int8], NDArray[np.int8], bool], sim: NDArray[np.float32]) -> list[LinkRow]:
    """Walk back from the last cell and keep the pairs that are similar."""
    how, gap, paired = back
    i, j = how.shape[0] - 1, how.shape[1] - 1
    rows: list[LinkRow] = []
    while i > 0 or j > 0:
        if paired and i > 0 and j > 0:
            code = int(how[i, j])
            paired, code = code < 4, code % 4
            if code == 2:
                rows.append((i - 2, i, j - 1, j, 0.9))
                i, j = i - 2, j - 1
            elif code == 3:
                rows.append((i - 1, i, j - 2, j, 0.9))
                i, j = i - 1, j - 2
            else:
                if sim[i - 1, j - 1] >= params.LEAST_SIMILARITY:
                    rows.append((i - 1, i, j - 1, j, float(sim[i - 1, j - 1])))
                i, j = i - 1, j - 1
        else:
            code = int(gap[i, j])
            paired = code in (2, 4)
            if code in (1, 2):
                i -= 1
            else:
                j -= 1
    rows.reverse()
    return rows
