"""The probability of each clause's place: forward-backward on the lattice of ``semi_markov``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from turncue.align.crosslingual.semi_markov import Lattice, Window, length_prior, on_window
from turncue.arrays import Floats, Ints

__all__ = ["Posterior", "posterior"]


@dataclass(frozen=True, slots=True)
class Posterior:
    """For each clause the probability of every place.

    ``start[i][k]``: that clause i begins at boundary ``low[i] + k``; ``end[i][k]``: that it ends there; ``absent[i]``:
    that nothing answers it. The three are consistent: ``start[i]`` sums to 1 - ``absent[i]``.
    """

    low: Ints
    start: list[Floats]
    end: list[Floats]
    absent: Floats


def posterior(lattice: Lattice, scale: float) -> Posterior:
    """Forward-backward over the band. A ``scale`` below 1 flattens: neighbouring words are not independent."""
    weights = _weights(lattice, scale)
    return _backward(lattice, weights, _forward(lattice, weights))


class _Skips:
    """Sums over caption tokens left over, forwards or backwards between two windows."""

    def __init__(self, lattice: Lattice, scale: float) -> None:
        costs = lattice.costs
        self.gate = np.exp(scale * lattice.leave)
        # the longest way between two windows, from the lower edge of the one before
        reach = np.append(lattice.high[1:], lattice.high[-1:]) - lattice.low + 1 if len(lattice.low) else np.ones(1)
        away = np.arange(max(int(reach.max()), 512))
        short = costs.skip + costs.word * away
        self.kernels = [np.exp(-scale * np.minimum(short, hole)) * (away > 0) for hole in costs.hole]

    def forward(self, values: Floats, base: int, window: Window, kind: int) -> Floats:
        """Values on boundaries from ``base`` carried to those of ``window``, where a clause of ``kind`` begins."""
        gate = self.gate[base : base + len(values)]
        full = np.convolve(values * gate, self.kernels[kind][: window.high - base + 1])
        return full[window.low - base : window.high - base + 1] + on_window(values, base, window, 0.0)

    def backward(self, values: Floats, low: int, window: Window, kind: int) -> Floats:
        """Values on boundaries from ``low``, where a clause of ``kind`` begins, carried back to those of ``window``."""
        high, base, upper = low + len(values) - 1, window.low, window.high
        full = np.convolve(values[::-1], self.kernels[kind][: high - base + 1])[: high - base + 1][::-1]
        gate = self.gate[base : upper + 1]
        return full[: upper - base + 1] * gate + on_window(values, low, window, 0.0)


@dataclass(frozen=True, slots=True)
class _Weights:
    """The lattice as factors.

    For each clause ``entry`` (to begin at each boundary), ``leave`` (to end there) and ``lengths`` (to take so many
    tokens); ``absent``: for a run of absent clauses, ``absent_edge``: for one at the transcript's beginning or end;
    ``thin``: for each clause in it.
    """

    entry: list[Floats]
    leave: list[Floats]
    lengths: list[Floats]
    absent: float
    absent_edge: float
    thin: Floats
    skips: _Skips
    scale: float


def _weights(lattice: Lattice, scale: float) -> _Weights:
    entry: list[Floats] = []
    leave: list[Floats] = []
    lengths: list[Floats] = []
    for i in range(len(lattice)):
        w = lattice.window(i)
        total = scale * np.concatenate(([0.0], np.cumsum(lattice.words(i, w.low, w.high))))
        middle = (total.max() + total.min()) / 2
        bonus = scale * lattice.bonus[lattice.kinds[i], w.low : w.high + 1]
        entry.append(np.exp(np.clip(bonus - total + middle, -600, 600)))
        leave.append(np.exp(np.clip(total - middle, -600, 600)))
        lengths.append(np.exp(scale * length_prior(lattice, i)))
    absent, edge = np.exp(-scale * lattice.costs.absent), np.exp(-scale * lattice.costs.edge)
    thin = np.exp(-scale * lattice.costs.unit * lattice.size)
    return _Weights(entry, leave, lengths, absent, edge, thin, _Skips(lattice, scale), scale)


@dataclass(frozen=True, slots=True)
class _Forward:
    """Sums over all paths up to each clause: to its beginning, to its end where it is linked, and where absent."""

    starts: list[Floats]
    linked: list[Floats]
    absent: list[Floats]


def _forward(lattice: Lattice, weights: _Weights) -> _Forward:
    starts: list[Floats] = []
    linked_all: list[Floats] = []
    absent_all: list[Floats] = []
    costs = lattice.costs
    base = int(lattice.low[0]) if len(lattice) else 0
    width = int(lattice.high[0]) - base + 1 if len(lattice) else 1
    linked = np.exp(-weights.scale * np.minimum(costs.word * (base + np.arange(width)), costs.edge))
    absent = np.zeros(width)
    for i in range(len(lattice)):
        window = lattice.window(i)
        begin = weights.skips.forward(linked + absent, base, window, lattice.kinds[i])
        kept = on_window(absent, base, window, 0.0)
        new = np.concatenate(([0.0], np.convolve(begin * weights.entry[i], weights.lengths[i])))
        new = new[: window.size] * weights.leave[i]
        absent = (begin * (weights.absent if i else weights.absent_edge) + kept) * weights.thin[i]
        scale = max(float(new.max()), float(absent.max()), 1e-300)
        starts.append(begin / scale)
        linked, absent, base = new / scale, absent / scale, window.low
        linked_all.append(linked)
        absent_all.append(absent)
    return _Forward(starts, linked_all, absent_all)


def _backward(lattice: Lattice, weights: _Weights, forward: _Forward) -> Posterior:
    n, costs = len(lattice), lattice.costs
    start: list[Floats] = [np.zeros(0)] * n
    end: list[Floats] = [np.zeros(0)] * n
    gone = np.zeros(n)
    after = np.zeros(0)
    after_absent = np.zeros(0)
    for i in range(n - 1, -1, -1):
        window = lattice.window(i)
        if i == n - 1:
            rest = lattice.total - window.low - np.arange(window.size)
            after = np.exp(-weights.scale * np.minimum(costs.word * rest, costs.edge))
            after_absent = after * weights.absent_edge / weights.absent
        inner = (after * weights.leave[i])[::-1]
        through = np.concatenate(([0.0], np.convolve(inner, weights.lengths[i])))[: window.size][::-1]
        through = through * weights.entry[i]
        start[i] = forward.starts[i] * through
        end[i] = forward.linked[i] * after
        lost = float((forward.absent[i] * after_absent).sum())
        total = float(end[i].sum()) + lost
        gone[i] = lost / total if total > 0 else 1.0
        for part in (start, end):
            mass = float(part[i].sum())
            part[i] = part[i] * ((1 - gone[i]) / mass) if mass > 0 else part[i]
        if i:
            before = lattice.window(i - 1)
            goes_on = weights.thin[i] * after_absent
            entered = through + weights.absent * goes_on
            back = weights.skips.backward(entered, window.low, before, lattice.kinds[i])
            more = on_window(goes_on, window.low, before, 0.0)
            scale = max(float(back.max()), float(more.max()), 1e-300)
            after, after_absent = back / scale, (back + more) / scale
    return Posterior(lattice.low, start, end, gone)
