"""Passages that the captions have in another place than the transcript.

The programme lays clauses in order: of two passages that changed places one finds nothing, or is squeezed among
strangers. What is left over on both sides, clauses without evidence where they lie and heard words that nobody
answers, is laid on each other once more, wherever they are. A passage is one that moved when it fits there about as
well as the rest of the talk fits in its own place, and when others stand between there and where it should be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from turncue.align.crosslingual.clause_pair import Pair
from turncue.align.crosslingual.search_band import coarse
from turncue.align.crosslingual.semi_markov import Costs, Lattice, viterbi
from turncue.align.crosslingual.translation_table import Sparse

__all__ = ["Passage", "joined", "moved"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_PIECE = 60.0  # units: a longer turn is judged in pieces
_WEAK = 0.35  # a piece with less than this part of the usual evidence is not where it belongs, or was not heard
_FIT = 0.6  # and with this part of it, a passage is
_LEAST = 20.0  # units: what is shorter may fit anywhere
_NATS = 30.0  # and so may what has less evidence in all
_MORE = 15.0  # nats of evidence beyond what the passage finds among words that surely answer others
_APART = 40  # heard words: one passage has no larger hole


@dataclass(frozen=True, slots=True)
class Passage:
    """Clauses ``[begin, finish)``, which heard words ``[first, last)`` answer."""

    begin: int
    finish: int
    first: int
    last: int


def moved(
    pair: Pair, turns: Ints, size: Floats, expected: Floats, spans: tuple[Ints, Ints], gains: Floats
) -> list[Passage]:
    """The passages out of order, in the transcript's order.

    ``turns`` and ``size``: turn and units of each clause; ``expected``: heard words for each; ``gains``: the evidence
    each has in its span, in nats, by a table that was learnt from others.
    """
    first, last = spans
    rate, weak = _weak(turns, size, gains)
    left = np.ones(len(pair.heard) + 1, bool)
    for i in np.flatnonzero(~weak & (last > first)).tolist():
        left[first[i] : last[i]] = False
    words = np.flatnonzero(left[:-1])
    if rate <= 0 or size[weak].sum() < _LEAST or not len(words):
        return []
    table = pair.with_learnt((first, np.where(weak, first, last)), 3)
    strong = ~weak & (last > first)
    taken = np.flatnonzero(~left[:-1])
    found: list[Passage] = []
    for a, b in _runs(weak):
        if size[a:b].sum() < _LEAST:
            continue
        place, score = _laid(pair, np.arange(a, b), words, table, size, expected)
        for x, y in _together(score, place[:, 0], size[a:b], rate):
            got, whole = float(score[x:y].sum()), float(size[a + x : a + y].sum())
            if whole < _LEAST or got < max(_NATS, _FIT * rate * whole):
                continue
            one = Passage(a + x, a + y, int(place[x:y, 0].min()), int(place[x:y, 1].max()))
            if not _crosses(one, int(np.median(place[x:y, 0])), strong, spans, size):
                continue
            rows = np.arange(one.begin, one.finish)
            other, chance = _laid(pair, rows, taken, table, size, expected)
            best = max(float(chance[k:n].sum()) for k, n in _together(chance, other[:, 0], size[rows], rate))
            if got >= best + _MORE:
                found.append(one)
    return found


def _weak(turns: Ints, size: Floats, gains: Floats) -> tuple[float, Flags]:
    """The usual evidence of a unit, and the clauses of pieces that have far less."""
    spent = np.cumsum(size) - size
    begun = np.concatenate(([0], np.flatnonzero(np.diff(turns)) + 1))
    since = spent - spent[begun][np.searchsorted(begun, np.arange(len(turns)), "right") - 1]
    key = turns * 100_000 + (since // _PIECE).astype(np.int64)
    piece = np.unique(key, return_inverse=True)[1]
    whole, got = np.bincount(piece, size), np.bincount(piece, gains)
    telling = whole >= 8.0
    if not telling.any():
        return 0.0, np.zeros(len(turns), bool)
    order = np.argsort((got / whole)[telling])
    reach = np.cumsum(whole[telling][order])
    rate = float((got / whole)[telling][order][np.searchsorted(reach, reach[-1] / 2)])
    weak = got < _WEAK * rate * whole
    # a remark between two weak pieces tells nothing: "thank you" fits anywhere
    beside = np.concatenate(([True], weak[:-1])) & np.concatenate((weak[1:], [True]))
    return rate, (weak | (beside & ~telling))[piece]


def _runs(flags: Flags) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _laid(pair: Pair, rows: Ints, words: Ints, table: Sparse, size: Floats, expected: Floats) -> tuple[Ints, Floats]:
    """Where some clauses lie among some of the heard words (rows of first word and end), and the evidence of each."""
    part = pair.part(rows, words)
    total = len(words)
    emission = part.emission(table)
    way = coarse(emission, part.lookup, expected[rows], pair.chance)
    scores = part.scorer(emission)
    lattice = Lattice(
        low=way.low,
        high=way.high,
        words=scores,
        expected=expected[rows],
        size=size[rows],
        kinds=[0] * len(rows),
        bonus=np.zeros((1, total + 1)),
        leave=np.zeros(total + 1),
        total=total,
        costs=Costs(),
    )
    first, last, _ = viterbi(lattice)
    got = [float(scores(i, a, b).sum()) for i, (a, b) in enumerate(zip(first.tolist(), last.tolist(), strict=True))]
    begin = words[np.minimum(first, total - 1)]
    return np.stack((begin, begin + last - first), 1), np.array(got)


def _together(score: Floats, place: Ints, size: Floats, rate: float) -> Iterator[tuple[int, int]]:
    """In each stretch of the captions the run of clauses that fits best."""
    torn = np.flatnonzero(np.abs(np.diff(place)) > _APART + 2 * size[:-1]) + 1
    for a, b in pairwise([0, *torn.tolist(), len(score)]):
        total = np.concatenate(([0.0], np.cumsum(score[a:b] - 0.5 * _FIT * rate * size[a:b])))
        y = int((total - np.minimum.accumulate(total)).argmax())
        yield a + int(total[: y + 1].argmin()), a + y


def _crosses(one: Passage, middle: int, strong: Flags, spans: tuple[Ints, Ints], size: Floats) -> bool:
    """Whether what surely has its place stands between a passage about ``middle`` and where it should be."""
    first, last = spans
    index = np.arange(len(first))
    before = strong & (index < one.begin) & (first >= middle)
    after = strong & (index >= one.finish) & (last <= middle)
    return float(size[before | after].sum()) >= _LEAST


def joined(passages: list[Passage], turns: Ints) -> list[Passage]:
    """Passages that follow each other on both sides, as one: a remark between two that moved has moved with them."""
    out: list[Passage] = []
    for one in passages:
        if out:
            before = out[-1]
            between = one.first - before.last
            if turns[one.begin] - turns[before.finish - 1] <= 3 and 0 <= between <= 3 * _APART:
                out[-1] = Passage(before.begin, one.finish, before.first, one.last)
                continue
        out.append(one)
    return out
