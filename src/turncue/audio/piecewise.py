"""Which offset each cue has: a dynamic programme over evidence.

Evidence is a table: for each cue and each offset on a grid how much speaks for it, in nats. The best path changes its
offset as seldom as the evidence allows; each change costs. What the evidence is made of (words, speech activity) does
not matter here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from turncue.arrays import Floats, Ints
from turncue.audio import params
from turncue.audio.params import BIN, SWITCH, SWITCH_GROWTH

__all__ = ["Evidence", "Path", "Votes", "best_path", "change_price", "evidence_of", "without"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """``gain[c, k]``: nats for cue c at ``offsets[k]`` (ms, ascending); ``peak`` is the best sum of one offset, and
    ``rival`` the best sum of one more than 2 s from it."""

    offsets: Floats
    gain: Floats
    peak: float
    rival: float


@dataclass(frozen=True, slots=True)
class Path:
    """The offset of each cue in ms (on the grid), and the sum of the gains less the cost of changes, in nats."""

    offset: Floats
    score: float


@dataclass(frozen=True, slots=True)
class Votes:
    """Vote k says that ``cue[k]`` has ``offset[k]`` (ms), give or take ``spread[k]`` (ms), with ``gain[k]`` nats."""

    cue: Ints
    offset: Floats
    spread: Floats
    gain: Floats


def evidence_of(votes: Votes, cues: int) -> Evidence:
    """The table of evidence from single votes for ``cues`` cues. A vote falls off linearly to nothing at its spread."""
    if not len(votes.offset):
        return Evidence(np.zeros(1), np.zeros((cues, 1)), 0.0, 0.0)
    reach = int(votes.spread.max() / BIN) + 1
    grid = np.floor(votes.offset / BIN).astype(np.int64)
    low = int(grid.min()) - reach
    total = np.zeros(int(grid.max()) - low + reach + 2)
    steps = [(step, _at(votes, grid + step)) for step in range(-reach, reach + 1)]
    for step, gain in steps:
        total += np.bincount(grid - low + step, gain, minlength=len(total))
    best = _candidates(total)
    place = np.full(len(total), -1, dtype=np.int64)
    place[best] = np.arange(len(best))
    table = np.zeros((cues, len(best)))
    for step, gain in steps:
        here = place[grid - low + step]
        kept = (here >= 0) & (gain > 0)
        cell = votes.cue[kept] * len(best) + here[kept]
        table += np.bincount(cell, gain[kept], minlength=table.size).reshape(table.shape)
    peak = int(total.argmax())
    far = np.abs(np.arange(len(total)) - peak) > 2000 / BIN
    rival = float(total[far].max()) if far.any() else 0.0
    return Evidence((best + low).astype(np.float64) * BIN, table, float(total[peak]), rival)


def _at(votes: Votes, bins: Ints) -> Floats:
    """What each vote gives to a grid place."""
    fall = np.maximum(1.0 - np.abs(votes.offset - bins * BIN) / votes.spread, 0.0)
    return np.asarray(votes.gain * fall, dtype=np.float64)


def without(evidence: Evidence, first: int, last: int, offset: float) -> Evidence:
    """The evidence with an offset (and its near ones) made a bad choice for cues ``[first, last)``."""
    gain = evidence.gain.copy()
    near = np.abs(evidence.offsets - offset) <= params.PIECEWISE_FORBIDDEN_REACH
    gain[first:last, near] = -params.PIECEWISE_FORBIDDEN_COST
    return replace(evidence, gain=gain)


def _candidates(total: Floats) -> Ints:
    """The bins worth trying: the best local maxima, in order."""
    padded = np.concatenate([[0.0], total, [0.0]])
    peaks = np.flatnonzero((total > 0) & (total >= padded[:-2]) & (total >= padded[2:]))
    order = peaks[np.argsort(-total[peaks], kind="stable")[: params.PIECEWISE_CANDIDATES]]
    return np.sort(order) if len(order) else np.zeros(1, dtype=np.int64)


def change_price(jump: Floats | float, switch: float) -> Floats:
    """Nats that a change of the offset by ``jump`` ms costs."""
    return np.asarray(switch + SWITCH_GROWTH * np.log2(1.0 + np.abs(jump) / 1000.0), dtype=np.float64)


def best_path(evidence: Evidence, gaps: Floats, switch: float = SWITCH) -> Path:
    """The path with the best score. ``gaps[c]`` is the time in ms between cue c and the one before it.

    Viterbi. A change costs ``switch`` and more the larger it is; it is cheaper between cues that are apart.
    """
    cues, count = evidence.gain.shape
    jump = np.abs(evidence.offsets[:, None] - evidence.offsets[None, :])
    price = change_price(jump, switch)
    np.fill_diagonal(price, 0.0)
    cheaper = params.PIECEWISE_GAP_HELP * np.clip(gaps / params.PIECEWISE_GAP, 0.0, 1.0)
    value = evidence.gain[0].copy() if cues else np.zeros(count)
    origin = np.zeros((cues, count), dtype=np.int32)
    columns = np.arange(count)
    for c in range(1, cues):
        change = value[:, None] - price
        best = change.argmax(axis=0)
        reached = change[best, columns] + np.where(best == columns, 0.0, cheaper[c])
        stay = value >= reached
        origin[c] = np.where(stay, columns, best)
        value = np.where(stay, value, reached) + evidence.gain[c]
    at = int(value.argmax())
    score = float(value[at])
    path = np.zeros(cues, dtype=np.int64)
    for c in range(cues - 1, -1, -1):
        path[c] = at
        at = int(origin[c, at])
    return Path(evidence.offsets[path], score)
