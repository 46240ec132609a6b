"""Passages that the captions have in another place than the transcript.

The model aligns clauses in order: of two passages that changed places one finds nothing, or takes a few words of
others. What is left over on both sides, clauses without evidence where they are and caption tokens that answer nothing,
is aligned once more, wherever it is. A passage is reordered when it fits there about as well as the rest of the
transcript fits in its own place, and when other clauses stand between there and where it should be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from turncue.align.crosslingual import params
from turncue.align.crosslingual.clause_passes import ClauseProblem
from turncue.align.crosslingual.clause_result import ClauseSpans
from turncue.align.crosslingual.clauses import ClauseColumns
from turncue.align.crosslingual.search_band import coarse_band
from turncue.align.crosslingual.semi_markov import Costs, Lattice, viterbi
from turncue.align.crosslingual.translation_table import Sparse
from turncue.arrays import Flags, Floats, Ints

__all__ = ["ClauseEvidence", "ClausePassage", "joined", "reordered_passages"]


@dataclass(frozen=True, slots=True)
class ClausePassage:
    """Clauses ``[begin, finish)``, which caption tokens ``[first, stop)`` answer."""

    begin: int
    finish: int
    first: int
    stop: int


@dataclass(frozen=True, slots=True)
class ClauseEvidence:
    """An alignment and its evidence.

    ``expected``: caption tokens for each clause; ``gains``: the evidence of each clause in its span, in nats, by a
    table that was learnt from others.
    """

    problem: ClauseProblem
    expected: Floats
    spans: ClauseSpans
    gains: Floats


def reordered_passages(known: ClauseEvidence) -> list[ClausePassage]:
    """The passages out of order, in the transcript's order."""
    size = known.problem.clauses.size
    rate, weak = _weak(known.problem.clauses, known.gains)
    strong = ~weak & known.spans.present
    free = np.ones(known.problem.total, bool)
    for i in np.flatnonzero(strong).tolist():
        free[known.spans.first[i] : known.spans.stop[i]] = False
    tokens, taken = np.flatnonzero(free), np.flatnonzero(~free)
    if rate <= 0 or size[weak].sum() < params.LEAST_PASSAGE or not len(tokens):
        return []
    table = known.problem.keyed.with_learnt(known.spans.where(~weak), params.LAST_WIDTH)
    result: list[ClausePassage] = []
    for a, b in _runs(weak):
        if size[a:b].sum() < params.LEAST_PASSAGE:
            continue
        place, score = _aligned(known, table, np.arange(a, b), tokens)
        for x, y in _best_runs(score, place.first, size[a:b], rate):
            gain, whole = float(score[x:y].sum()), float(size[a + x : a + y].sum())
            if whole < params.LEAST_PASSAGE or gain < max(params.LEAST_EVIDENCE, params.FIT * rate * whole):
                continue
            one = ClausePassage(a + x, a + y, int(place.first[x:y].min()), int(place.stop[x:y].max()))
            if not _crosses(known, one, int(np.median(place.first[x:y])), strong):
                continue
            rows = np.arange(one.begin, one.finish)
            other, chance = _aligned(known, table, rows, taken)
            best = max(float(chance[k:n].sum()) for k, n in _best_runs(chance, other.first, size[rows], rate))
            if gain >= best + params.MORE_EVIDENCE:
                result.append(one)
    return result


def _weak(clauses: ClauseColumns, gains: Floats) -> tuple[float, Flags]:
    """The usual evidence of a unit, and the clauses of pieces that have far less."""
    turn, size = clauses.turn, clauses.size
    before = np.cumsum(size) - size
    begun = np.concatenate(([0], np.flatnonzero(np.diff(turn)) + 1))
    since = before - before[begun][np.searchsorted(begun, np.arange(len(turn)), "right") - 1]
    key = turn * 100_000 + (since // params.PIECE).astype(np.int64)
    piece = np.unique(key, return_inverse=True)[1]
    whole, gain = np.bincount(piece, size), np.bincount(piece, gains)
    long = whole >= params.LEAST_PIECE
    if not long.any():
        return 0.0, np.zeros(len(turn), bool)
    order = np.argsort((gain / whole)[long])
    reach = np.cumsum(whole[long][order])
    rate = float((gain / whole)[long][order][np.searchsorted(reach, reach[-1] / 2)])
    weak = gain < params.WEAK * rate * whole
    # a remark between two weak pieces tells nothing: "thank you" fits anywhere
    beside = np.concatenate(([True], weak[:-1])) & np.concatenate((weak[1:], [True]))
    return rate, (weak | (beside & ~long))[piece]


def _runs(flags: Flags) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _aligned(known: ClauseEvidence, table: Sparse, rows: Ints, tokens: Ints) -> tuple[ClauseSpans, Floats]:
    """Where some clauses are among some of the caption tokens, and the evidence of each."""
    part = known.problem.keyed.part(rows, tokens)
    total = len(tokens)
    emission = part.emission(table)
    expected = known.expected[rows]
    band = coarse_band(emission, part.lookup, expected, len(part.chance))
    scores = part.scorer(emission)
    lattice = Lattice(
        low=band.low,
        high=band.high,
        words=scores,
        expected=expected,
        size=known.problem.clauses.size[rows],
        kinds=[0] * len(rows),
        bonus=np.zeros((1, total + 1)),
        leave=np.zeros(total + 1),
        total=total,
        costs=Costs(hole=(params.PASSAGE_HOLE_COST,)),
    )
    spans, _ = viterbi(lattice)
    ends = zip(spans.first.tolist(), spans.stop.tolist(), strict=True)
    gains = [float(scores(i, a, b).sum()) for i, (a, b) in enumerate(ends)]
    begin = tokens[np.minimum(spans.first, total - 1)]
    return ClauseSpans(begin, begin + spans.stop - spans.first), np.array(gains)


def _best_runs(score: Floats, first: Ints, size: Floats, rate: float) -> Iterator[tuple[int, int]]:
    """In each part of the captions the run of clauses that fits best."""
    gaps = np.flatnonzero(np.abs(np.diff(first)) > params.APART + 2 * size[:-1]) + 1
    for a, b in pairwise([0, *gaps.tolist(), len(score)]):
        total = np.concatenate(([0.0], np.cumsum(score[a:b] - 0.5 * params.FIT * rate * size[a:b])))
        y = int((total - np.minimum.accumulate(total)).argmax())
        yield a + int(total[: y + 1].argmin()), a + y


def _crosses(known: ClauseEvidence, one: ClausePassage, middle: int, strong: Flags) -> bool:
    """Whether what surely has its place stands between a passage about ``middle`` and where it should be."""
    spans, size = known.spans, known.problem.clauses.size
    index = np.arange(len(size))
    before = strong & (index < one.begin) & (spans.first >= middle)
    after = strong & (index >= one.finish) & (spans.stop <= middle)
    return float(size[before | after].sum()) >= params.LEAST_PASSAGE


def joined(passages: Sequence[ClausePassage], turns: Ints) -> list[ClausePassage]:
    """Passages that follow each other on both sides, as one: a remark between two of them belongs to them.

    ``turns``: the turn of each clause.
    """
    out: list[ClausePassage] = []
    for one in passages:
        if out:
            before = out[-1]
            between = one.first - before.stop
            near = turns[one.begin] - turns[before.finish - 1] <= params.JOIN_TURNS
            if near and 0 <= between <= params.JOIN_GAPS * params.APART:
                out[-1] = ClausePassage(before.begin, one.finish, before.first, one.stop)
                continue
        out.append(one)
    return out
