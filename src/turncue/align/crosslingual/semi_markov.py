"""The semi-Markov programme: every clause takes a run of heard words, in order.

Between clauses heard words may be left over (the transcript lacks them), and a clause may take none (the captions
lack it). ``viterbi`` finds the best way through a corridor, ``posterior`` how sure each clause's place is.
Scores are in nats; positions are boundaries between heard words, 0 to the number of words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

__all__ = ["Costs", "Lattice", "Posterior", "posterior", "viterbi"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Costs:
    """Prices in nats.

    ``skip`` + ``word`` for each heard word left over, at most ``skip_most`` more; ``absent`` + ``unit`` for each
    unit of text that no heard word answers. ``edge``: at most this for what is left before the first and after
    the last clause.
    """

    skip: float = 5.0
    word: float = 0.03
    skip_most: float = 6.0
    absent: float = 5.0
    unit: float = 0.12
    edge: float = 2.0


@dataclass(frozen=True, slots=True)
class Lattice:
    """What the programme runs on.

    ``low``/``high``: first and last boundary open to each clause, never decreasing; ``words(i, a, b)``: the scores of
    heard words a to b for clause i; ``expected``: heard words per clause; ``size``: units per clause;
    ``kinds``: row of ``bonus`` for each clause; ``bonus[kind, boundary]``: for beginning there; ``total``: heard words.
    """

    low: Ints
    high: Ints
    words: Callable[[int, int, int], Floats]
    expected: Floats
    size: Floats
    kinds: Sequence[int]
    bonus: Floats
    leave: Floats
    total: int
    costs: Costs


@lru_cache(maxsize=4096)
def _length(quarters: int) -> Floats:
    """Log prior of taking 1, 2, … words when ``quarters``/4 are expected: a bell with a heavy tail."""
    mean = quarters / 4
    most = int(2.6 * mean + 8)
    k = np.arange(1, most + 1)
    bell = -((k - mean) ** 2) / (2 * (0.24 * mean + 1.2) ** 2)
    tail = -3.0 - np.abs(k - mean) / (0.3 * mean + 1.5)
    return np.asarray(np.logaddexp(bell, tail))


def _prior(lattice: Lattice, i: int) -> Floats:
    return _length(max(1, round(float(lattice.expected[i]) * 4)))


def viterbi(lattice: Lattice) -> tuple[Ints, Ints, float]:
    """First word and end of each clause on the best way (equal where it is absent), and its score."""
    n, c = len(lattice.low), lattice.costs
    base = int(lattice.low[0]) if n else 0
    width = int(lattice.high[0]) - base + 1 if n else 1
    taken = -np.minimum(c.word * (base + np.arange(width)), c.edge)
    missing = np.full(width, NEVER)
    trace: list[tuple[int, Ints, npt.NDArray[np.int16], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]] = []
    for i in range(n):
        low, high = int(lattice.low[i]), int(lattice.high[i])
        state = np.maximum(taken, missing)
        begin, origin = _skip(state, lattice.leave[base : base + len(state)], base, low, high, c)
        from_missing = missing > taken
        kept = _shift(missing, base, low, high)
        opened = begin - c.absent
        goes_on = kept > opened
        new_missing = np.maximum(kept, opened) - c.unit * lattice.size[i]
        cum = np.concatenate(([0.0], np.cumsum(lattice.words(i, low, high))))
        prior = _prior(lattice, i)
        entry = begin + lattice.bonus[lattice.kinds[i], low : high + 1] - cum
        padded = np.concatenate((np.full(len(prior), NEVER), entry))
        view = np.lib.stride_tricks.sliding_window_view(padded[:-1], len(prior))
        grid = view + prior[::-1]
        pick = grid.argmax(1)
        new_taken = cum + np.take_along_axis(grid, pick[:, None], 1)[:, 0]
        trace.append((low, origin, (len(prior) - pick).astype(np.int16), goes_on, from_missing))
        taken, missing, base = new_taken, new_missing, low
    return _walk(trace, taken, missing, base, lattice)


def _shift(values: Floats, base: int, low: int, high: int) -> Floats:
    """Values on boundaries from ``base`` read on boundaries low to high; impossible outside."""
    out = np.full(high - low + 1, NEVER)
    a, b = max(low, base), min(high, base + len(values) - 1)
    if b >= a:
        out[a - low : b - low + 1] = values[a - base : b - base + 1]
    return out


def _skip(state: Floats, leave: Floats, base: int, low: int, high: int, c: Costs) -> tuple[Floats, Ints]:
    """Best score to begin at each boundary of the new window, with words left over or not, and from where."""
    index = np.arange(len(state))
    best = _shift(state, base, low, high)
    origin = np.arange(low, high + 1)
    reach = np.minimum(np.arange(low, high + 1) - base, len(state) - 1)
    for slope, most in ((c.word, 0.0), (0.0, c.skip_most)):
        sloped = state + leave + slope * index
        run = np.maximum.accumulate(sloped)
        where = np.maximum.accumulate(np.where(sloped >= run, index, 0))
        value = run[reach] - slope * (np.arange(low, high + 1) - base) - c.skip - most
        better = value > best
        best = np.where(better, value, best)
        origin = np.where(better, where[reach] + base, origin)
    return best, origin


def _walk(
    trace: list[tuple[int, Ints, npt.NDArray[np.int16], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]],
    taken: Floats,
    missing: Floats,
    base: int,
    lattice: Lattice,
) -> tuple[Ints, Ints, float]:
    n = len(trace)
    first, last = np.zeros(n, np.int64), np.zeros(n, np.int64)
    if not n:
        return first, last, 0.0
    rest = lattice.total - base - np.arange(len(taken))
    final = np.maximum(taken, missing) - np.minimum(lattice.costs.word * rest, lattice.costs.edge)
    at = int(final.argmax())
    score = float(final[at])
    gone = bool(missing[at] > taken[at])
    here = base + at
    for i in range(n - 1, -1, -1):
        low, origin, steps, goes_on, from_missing = trace[i]
        base_before = trace[i - 1][0] if i else int(lattice.low[0])
        if gone:
            first[i] = last[i] = here
            if goes_on[here - low]:
                continue
        else:
            last[i] = here
            here -= int(steps[here - low])
            first[i] = here
        here = int(origin[here - low])
        gone = bool(from_missing[here - base_before]) if i else False
    return first, last, score


@dataclass(frozen=True, slots=True)
class Posterior:
    """For each clause the probability of every place: ``start[i][k]`` that it begins at ``low[i] + k``, ``end[i][k]``
    that it ends there, ``absent[i]`` that nothing answers it (the three are consistent: start sums to 1 - absent)."""

    low: Ints
    start: list[Floats]
    end: list[Floats]
    absent: Floats


def posterior(lattice: Lattice, heat: float) -> Posterior:
    """Forward-backward over the corridor. ``heat`` below 1 flattens: neighbouring words are not independent."""
    n, c = len(lattice.low), lattice.costs
    low, high = lattice.low, lattice.high
    entry: list[Floats] = []
    leave: list[Floats] = []
    kernels: list[Floats] = []
    for i in range(n):
        a, b = int(low[i]), int(high[i])
        cum = heat * np.concatenate(([0.0], np.cumsum(lattice.words(i, a, b))))
        mid = (cum.max() + cum.min()) / 2
        entry.append(np.exp(np.clip(heat * lattice.bonus[lattice.kinds[i], a : b + 1] - cum + mid, -600, 600)))
        leave.append(np.exp(np.clip(cum - mid, -600, 600)))
        kernels.append(np.exp(heat * _prior(lattice, i)))
    absent = np.exp(-heat * c.absent)
    thin = np.exp(-heat * c.unit * lattice.size)
    spread = _Spread(c, lattice.leave, heat)
    starts, takens, missings = _forward(lattice, entry, leave, kernels, absent, thin, spread)
    return _backward(lattice, entry, leave, kernels, absent, thin, spread, (starts, takens, missings))


class _Spread:
    """Sums over heard words left over, forwards or backwards between two windows."""

    def __init__(self, costs: Costs, leave: Floats, heat: float) -> None:
        self.costs, self.heat = costs, heat
        self.gate = np.exp(heat * leave)
        self.kernel = np.zeros(0)

    def _upto(self, size: int) -> Floats:
        if len(self.kernel) < size:
            c = self.costs
            away = np.arange(max(size, 512))
            self.kernel = np.exp(-self.heat * (c.skip + np.minimum(c.word * away, c.skip_most)))
            self.kernel[0] = 0.0
        return self.kernel[:size]

    def forward(self, values: Floats, base: int, low: int, high: int) -> Floats:
        """Values on boundaries from ``base`` carried to boundaries low to high."""
        gate = self.gate[base : base + len(values)]
        full = np.convolve(values * gate, self._upto(high - base + 1))
        return full[low - base : high - base + 1] + _zero_shift(values, base, low, high)

    def backward(self, values: Floats, low: int, base: int, upper: int) -> Floats:
        """Values on boundaries from ``low`` carried back to boundaries base to upper."""
        high = low + len(values) - 1
        full = np.convolve(values[::-1], self._upto(high - base + 1))[: high - base + 1][::-1]
        gate = self.gate[base : upper + 1]
        return full[: upper - base + 1] * gate + _zero_shift(values, low, base, upper)


def _forward(
    lattice: Lattice,
    entry: list[Floats],
    leave: list[Floats],
    kernels: list[Floats],
    absent: float,
    thin: Floats,
    spread: _Spread,
) -> tuple[list[Floats], list[Floats], list[Floats]]:
    starts: list[Floats] = []
    takens: list[Floats] = []
    missings: list[Floats] = []
    c = lattice.costs
    base = int(lattice.low[0]) if len(lattice.low) else 0
    width = int(lattice.high[0]) - base + 1 if len(lattice.low) else 1
    taken = np.exp(-spread.heat * np.minimum(c.word * (base + np.arange(width)), c.edge))
    missing = np.zeros(width)
    for i in range(len(lattice.low)):
        low, high = int(lattice.low[i]), int(lattice.high[i])
        begin = spread.forward(taken + missing, base, low, high)
        kept = _zero_shift(missing, base, low, high)
        size = high - low + 1
        new = np.concatenate(([0.0], np.convolve(begin * entry[i], kernels[i])))[:size] * leave[i]
        missing = (begin * absent + kept) * thin[i]
        scale = max(float(new.max()), float(missing.max()), 1e-300)
        starts.append(begin / scale)
        taken, missing, base = new / scale, missing / scale, low
        takens.append(taken)
        missings.append(missing)
    return starts, takens, missings


def _zero_shift(values: Floats, base: int, low: int, high: int) -> Floats:
    out = np.zeros(high - low + 1)
    a, b = max(low, base), min(high, base + len(values) - 1)
    if b >= a:
        out[a - low : b - low + 1] = values[a - base : b - base + 1]
    return out


def _backward(
    lattice: Lattice,
    entry: list[Floats],
    leave: list[Floats],
    kernels: list[Floats],
    absent: float,
    thin: Floats,
    spread: _Spread,
    forward: tuple[list[Floats], list[Floats], list[Floats]],
) -> Posterior:
    n, c = len(lattice.low), lattice.costs
    starts, takens, missings = forward
    start: list[Floats] = [np.zeros(0)] * n
    end: list[Floats] = [np.zeros(0)] * n
    gone = np.zeros(n)
    after = np.zeros(0)
    after_missing = np.zeros(0)
    for i in range(n - 1, -1, -1):
        low, high = int(lattice.low[i]), int(lattice.high[i])
        if i == n - 1:
            rest = lattice.total - low - np.arange(high - low + 1)
            after = np.exp(-spread.heat * np.minimum(c.word * rest, c.edge))
            after_missing = after.copy()
        size = high - low + 1
        inner = (after * leave[i])[::-1]
        through = np.concatenate(([0.0], np.convolve(inner, kernels[i])))[:size][::-1] * entry[i]
        start[i] = starts[i] * through
        end[i] = takens[i] * after
        lost = float((missings[i] * after_missing).sum())
        total = float(end[i].sum()) + lost
        gone[i] = lost / total if total > 0 else 1.0
        for part in (start, end):
            mass = float(part[i].sum())
            part[i] = part[i] * ((1 - gone[i]) / mass) if mass > 0 else part[i]
        if i:
            base, upper = int(lattice.low[i - 1]), int(lattice.high[i - 1])
            back = spread.backward(through + absent * thin[i] * after_missing, low, base, upper)
            more = _zero_shift(thin[i] * after_missing, low, base, upper)
            scale = max(float(back.max()), float(more.max()), 1e-300)
            after, after_missing = back / scale, (back + more) / scale
    return Posterior(lattice.low, start, end, gone)
