"""The semi-Markov model: every clause takes a run of caption tokens, in order.

Between clauses caption tokens may be left over (the transcript lacks them), and a clause may take none (the captions
lack it). ``viterbi`` finds the best path through a band; ``forward_backward`` gives the probability of each place.
Scores are in nats; positions are boundaries between caption tokens, 0 to the number of tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from turncue.align.crosslingual import params
from turncue.align.crosslingual.clause_result import ClauseSpans
from turncue.arrays import Flags, Floats, Ints

__all__ = ["Costs", "Lattice", "Window", "length_prior", "on_window", "viterbi"]


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs in nats.

    ``skip`` for a run of caption tokens left over, and ``word`` for each of them, or, if that is less, ``hole`` for a
    run of any length; ``hole`` has a cost for each kind of the clause behind the run. ``absent`` for a run of clauses
    that no caption token answers, and ``unit`` for each of their units. ``edge``: at most this for what is left before
    the first and after the last clause, and for a run of clauses at the transcript's beginning or end, beside ``unit``:
    titles are not spoken, and recordings begin late and stop early.
    """

    skip: float = params.SKIP_COST
    word: float = params.SKIP_WORD_COST
    hole: tuple[float, ...] = params.HOLE_COST
    absent: float = params.ABSENT_COST
    unit: float = params.ABSENT_UNIT_COST
    edge: float = params.EDGE_COST


@dataclass(frozen=True, slots=True)
class Window:
    """The boundaries ``low`` to ``high``, both included."""

    low: int
    high: int

    @property
    def size(self) -> int:
        """How many boundaries."""
        return self.high - self.low + 1


@dataclass(frozen=True, slots=True)
class Lattice:
    """What the model runs on.

    ``low``/``high``: first and last boundary open to each clause, never decreasing; ``words(i, a, b)``: the scores of
    caption tokens [a, b) for clause i; ``expected``: caption tokens per clause; ``size``: units per clause; ``kinds``:
    the row of ``bonus`` for each clause; ``bonus[kind, boundary]``: the gain of a beginning there; ``leave[boundary]``:
    the gain of leaving tokens over from there; ``total``: how many caption tokens there are.
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

    def __len__(self) -> int:
        return len(self.low)

    def window(self, i: int) -> Window:
        """The boundaries open to clause ``i``."""
        return Window(int(self.low[i]), int(self.high[i]))


@lru_cache(maxsize=4096)
def _length(quarters: int) -> Floats:
    """Log prior of taking 1, 2, … words when ``quarters``/4 are expected: a bell with a heavy tail."""
    mean = quarters / 4
    most = int(params.LONGEST_RUN * mean + params.LONGEST_MORE)
    k = np.arange(1, most + 1)
    bell = -((k - mean) ** 2) / (2 * (params.BELL_SHARE * mean + params.BELL_WORDS) ** 2)
    tail = -params.TAIL_COST - np.abs(k - mean) / (params.TAIL_SHARE * mean + params.TAIL_WORDS)
    return np.asarray(np.logaddexp(bell, tail))


def length_prior(lattice: Lattice, i: int) -> Floats:
    """Log prior of clause ``i`` taking 1, 2, … caption tokens."""
    return _length(max(1, round(float(lattice.expected[i]) * 4)))


@dataclass(frozen=True, slots=True)
class _Step:
    """What the way back needs to know of one clause, for each boundary from ``low`` on.

    ``origin``: from which boundary the path came to a beginning here; ``taken``: how many tokens the clause takes when
    it ends here; ``goes_on``: whether an absent clause continues a run of absent ones; ``from_absent``, on the window
    before: whether the clause before was absent.
    """

    low: int
    origin: Ints
    taken: NDArray[np.int16]
    goes_on: Flags
    from_absent: Flags


@dataclass(frozen=True, slots=True)
class _State:
    """The best scores on the boundaries from ``base`` on: where the last clause is linked, and where it is absent."""

    linked: Floats
    absent: Floats
    base: int

    @property
    def best(self) -> Floats:
        return np.maximum(self.linked, self.absent)


def viterbi(lattice: Lattice) -> tuple[ClauseSpans, float]:
    """The spans of all clauses on the best path, and its score."""
    costs = lattice.costs
    base = int(lattice.low[0]) if len(lattice) else 0
    width = int(lattice.high[0]) - base + 1 if len(lattice) else 1
    before = -np.minimum(costs.word * (base + np.arange(width)), costs.edge)
    state = _State(before, np.full(width, params.IMPOSSIBLE), base)
    steps: list[_Step] = []
    for i in range(len(lattice)):
        step, state = _advance(lattice, i, state)
        steps.append(step)
    return _walk(steps, state, lattice)


def _advance(lattice: Lattice, i: int, state: _State) -> tuple[_Step, _State]:
    """The best scores after clause ``i``."""
    costs, window = lattice.costs, lattice.window(i)
    best = state.best
    leave = lattice.leave[state.base : state.base + len(best)]
    skip = costs.skip, costs.word, costs.hole[lattice.kinds[i]]
    begin, origin = _skip(best, leave, (state.base, window), skip)
    kept = on_window(state.absent, state.base, window, params.IMPOSSIBLE)
    opened = begin - (costs.absent if i else costs.edge)
    absent = np.maximum(kept, opened) - costs.unit * lattice.size[i]
    total = np.concatenate(([0.0], np.cumsum(lattice.words(i, window.low, window.high))))
    prior = length_prior(lattice, i)
    entry = begin + lattice.bonus[lattice.kinds[i], window.low : window.high + 1] - total
    padded = np.concatenate((np.full(len(prior), params.IMPOSSIBLE), entry))
    view = np.lib.stride_tricks.sliding_window_view(padded[:-1], len(prior))
    grid = view + prior[::-1]
    pick = grid.argmax(1)
    linked = total + np.take_along_axis(grid, pick[:, None], 1)[:, 0]
    taken = (len(prior) - pick).astype(np.int16)
    step = _Step(window.low, origin, taken, kept > opened, state.absent > state.linked)
    return step, _State(linked, absent, window.low)


def on_window(values: Floats, base: int, window: Window, outside: float) -> Floats:
    """Values on boundaries from ``base`` on, read on those of ``window``; ``outside`` where there is none."""
    out = np.full(window.size, outside)
    a, b = max(window.low, base), min(window.high, base + len(values) - 1)
    if b >= a:
        out[a - window.low : b - window.low + 1] = values[a - base : b - base + 1]
    return out


def _skip(
    state: Floats, leave: Floats, window: tuple[int, Window], costs: tuple[float, float, float]
) -> tuple[Floats, Ints]:
    """Best score to begin at each boundary of the window, with tokens left over or not, and from which boundary.

    ``state`` and ``leave`` are the scores on boundaries from the first of ``window`` on, and the gains of leaving
    there; ``costs``: of a run, of each of its tokens, and of a run of any length.
    """
    base, to = window
    run, word, hole = costs
    index = np.arange(len(state))
    best = on_window(state, base, to, params.IMPOSSIBLE)
    here = np.arange(to.low, to.high + 1)
    origin = here
    reach = np.minimum(here - base, len(state) - 1)
    for slope, cost in ((word, run), (0.0, hole)):
        sloped = state + leave + slope * index
        most = np.maximum.accumulate(sloped)
        where = np.maximum.accumulate(np.where(sloped >= most, index, 0))
        value = most[reach] - slope * (here - base) - cost
        better = value > best
        best = np.where(better, value, best)
        origin = np.where(better, where[reach] + base, origin)
    return best, origin


def _walk(steps: Sequence[_Step], state: _State, lattice: Lattice) -> tuple[ClauseSpans, float]:
    """The best path from its end back to its beginning."""
    n = len(steps)
    first, stop = np.zeros(n, np.int64), np.zeros(n, np.int64)
    if not n:
        return ClauseSpans(first, stop), 0.0
    rest = lattice.total - state.base - np.arange(len(state.linked))
    state = replace(state, absent=state.absent + lattice.costs.absent - lattice.costs.edge)
    final = state.best - np.minimum(lattice.costs.word * rest, lattice.costs.edge)
    at = int(final.argmax())
    score = float(final[at])
    gone = bool(state.absent[at] > state.linked[at])
    here = state.base + at
    for i in range(n - 1, -1, -1):
        step = steps[i]
        base_before = steps[i - 1].low if i else int(lattice.low[0])
        if gone:
            first[i] = stop[i] = here
            if step.goes_on[here - step.low]:
                continue
        else:
            stop[i] = here
            here -= int(step.taken[here - step.low])
            first[i] = here
        here = int(step.origin[here - step.low])
        gone = bool(step.from_absent[here - base_before]) if i else False
    return ClauseSpans(first, stop), score
