"""The coarse pass: which part of the captions a chunk of transcript can belong to at all.

Chunks of some clauses against blocks of twenty heard words. A chunk may stay near where the one before it leaves
off, or jump ahead for a fixed price, so that long parts missing on either side do not break the way. All cells that
lie on a way nearly as good as the best make the corridor, wide where the matter is open, narrow where it is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from turncue.align.crosslingual.translation_table import Sparse

__all__ = ["Corridor", "around", "coarse"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

BLOCK = 20
REACH = 3000  # heard words in which a lost stretch may be looked for again
CHUNK = 36.0  # expected heard words in a chunk
JUMP, STEP = 9.0, 1.2  # price of a jump ahead; of each block off the expected step


@dataclass(frozen=True, slots=True)
class Corridor:
    """First and last boundary open to each clause, and each clause's most likely span of heard words."""

    low: Ints
    high: Ints
    first: Ints
    last: Ints


def _mass(emission: Sparse, heard: Ints, groups: Ints, blocks: int, chance: Floats) -> Floats:
    """Score of each chunk in each block, above what the chunk scores anywhere."""
    count = int(groups[-1]) + 1
    dense = np.zeros(len(chance) + 1)
    edges = np.arange(0, heard.shape[1], BLOCK)
    out = np.zeros((count, blocks))
    for g in range(count):
        members = np.flatnonzero(groups == g) if count < 64 else np.arange(*np.searchsorted(groups, (g, g + 1)))
        used: list[Ints] = []
        for i in members:
            cols, vals = emission.row(int(i))
            dense[cols] = np.maximum(dense[cols], vals)
            used.append(cols)
        out[g] = np.add.reduceat(dense[heard].max(0), edges)
        for cols in used:
            dense[cols] = 0.0
    out -= out.mean(1, keepdims=True)
    return np.asarray(out - 0.5 * out.mean(0, keepdims=True))


def coarse(
    emission: Sparse, heard: Ints, expected: Floats, chance: Floats, *, slack: float = 14.0, straight: bool = False
) -> Corridor:
    """The corridor for all clauses. ``heard``: keys × heard words, the number of keys standing for none;
    ``expected``: heard words for each clause; ``slack``: nats a way may be worse than the best and still count;
    ``straight``: expect the transcript to run evenly through all captions (for a start without evidence)."""
    m = heard.shape[1]
    blocks = (m + BLOCK - 1) // BLOCK
    turn = (np.cumsum(expected) - expected / 2) // CHUNK
    groups = np.unique(turn, return_inverse=True)[1].astype(np.int64)
    steps = np.bincount(groups, expected) / BLOCK
    mass = _mass(emission, heard, groups, blocks, chance)
    width = np.clip(np.round(steps), 1, blocks).astype(int)
    for g in range(len(mass)):
        if width[g] > 1:
            mass[g] = np.convolve(mass[g], np.ones(width[g]), "same")
    if straight:
        centre = (np.cumsum(steps) - steps / 2) * blocks / steps.sum()
        away = np.abs(np.arange(blocks)[None, :] - centre[:, None]) / (0.08 * blocks + 4)
        mass -= 4 * np.minimum(away**2, 4)
    forward = _sweep(mass, steps)
    backward = _sweep(mass[::-1, ::-1], steps[::-1])[::-1, ::-1]
    both = forward + backward - mass
    best = both.max()
    return _spread(both >= best - slack, both, groups, steps, expected, m)


def _sweep(mass: Floats, steps: Floats) -> Floats:
    """Best score of a way that ends at each cell."""
    out = np.empty_like(mass)
    out[0] = mass[0]
    blocks = mass.shape[1]
    for g in range(1, len(mass)):
        before = out[g - 1]
        usual = (steps[g] + steps[g - 1]) / 2
        best = np.maximum.accumulate(before) - JUMP
        for d in range(int(usual * 2) + 3):
            price = STEP * abs(d - usual)
            if price >= JUMP or d >= blocks:
                break
            best[d:] = np.maximum(best[d:], before[: blocks - d] - price)
        out[g] = mass[g] + best
    return out


def _spread(
    open_: npt.NDArray[np.bool_], both: Floats, groups: Ints, steps: Floats, expected: Floats, m: int
) -> Corridor:
    """Cells to boundaries for each clause, with room for the chunk itself and a margin."""
    blocks = open_.shape[1]
    low_cell = open_.argmax(1)
    high_cell = blocks - 1 - open_[:, ::-1].argmax(1)
    pad = steps / 2 + 2.5
    low = np.maximum(np.floor((low_cell - pad) * BLOCK), 0).astype(np.int64)[groups]
    high = np.minimum(np.ceil((high_cell + 1 + pad) * BLOCK), m).astype(np.int64)[groups]
    centre = (both.argmax(1) + 0.5) * BLOCK
    total = np.bincount(groups, expected)
    inside = np.cumsum(expected) - (np.cumsum(total) - total)[groups]
    last = centre[groups] - total[groups] / 2 + inside
    first = np.clip(np.round(last - expected), 0, m).astype(np.int64)
    return Corridor(*_monotone(low, high), first, np.clip(np.round(last), 0, m).astype(np.int64))


def _monotone(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    low = np.minimum.accumulate(low[::-1])[::-1]
    return low, np.maximum.accumulate(high)


def around(first: Ints, last: Ints, margin: int, m: int) -> tuple[Ints, Ints]:
    """Boundaries within ``margin`` words of the given spans.

    Clauses that found no place may look for one in all the words left over between their neighbours.
    """
    present = last > first
    if present.any():
        index = np.arange(len(first))
        before = np.maximum.accumulate(np.where(present, index, -1))
        after = np.minimum.accumulate(np.where(present, index, len(first))[::-1])[::-1]
        left = np.where(before >= 0, last[before], 0)
        right = np.where(after < len(first), first[np.minimum(after, len(first) - 1)], m)
        near = ~present & (right - left <= REACH)
        first, last = np.where(near, left, first), np.where(near, right, last)
    return _monotone(np.maximum(first - margin, 0), np.minimum(last + margin, m))
