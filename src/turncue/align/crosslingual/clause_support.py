"""How well the words support an alignment: for each clause, and for the whole pair beyond chance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from turncue.align.crosslingual import params
from turncue.align.crosslingual.clause_passes import ClauseProblem, PassModel, lattice_of
from turncue.align.crosslingual.clause_result import ClauseSpans
from turncue.align.crosslingual.search_band import band_around
from turncue.align.crosslingual.semi_markov import viterbi
from turncue.align.crosslingual.translation_table import Sparse
from turncue.arrays import Flags, Floats

__all__ = ["evidence", "isolated_clauses", "support", "support_of_each"]


def support_of_each(problem: ClauseProblem, spans: ClauseSpans, emission: Sparse) -> Floats:
    """Lexical score per caption token of each span, above what the clause scores anywhere, in nats."""
    words = problem.keyed.scorer(emission)
    out = np.zeros(len(spans.first))
    for i in np.flatnonzero(spans.present):
        out[i] = words(int(i), int(spans.first[i]), int(spans.stop[i])).mean()
    return out


def evidence(problem: ClauseProblem, spans: ClauseSpans) -> Floats:
    """Lexical score of each clause in its span, in nats.

    Tables are learnt from one half of the clauses and tested on the other, so that learning cannot flatter.
    """
    odd = np.arange(len(spans.first)) % 2 == 1
    out = np.zeros(len(spans.first))
    for tested in (odd, ~odd):
        emission = problem.keyed.emission(problem.keyed.with_learnt(spans.where(~tested), params.LAST_WIDTH))
        part = spans.where(tested)
        out += support_of_each(problem, part, emission) * part.size
    return out


def isolated_clauses(problem: ClauseProblem, spans: ClauseSpans, gains: Floats) -> Flags:
    """Linked clauses of turns that are mostly not linked, where the linked words are no evidence of the turn.

    The best of a long turn's many clauses fits a few words somewhat better than one would: by the log of their number.
    """
    turn, size = problem.clauses.turn, problem.clauses.size
    turns = int(turn.max()) + 1
    linked = np.bincount(turn, size * spans.present, turns) / np.bincount(turn, size, turns).clip(1)
    by_chance = np.log(np.bincount(turn, minlength=turns).clip(1))
    isolated = (linked < params.LEAST_LINKED) & (np.bincount(turn, gains, turns) < params.ISOLATED + by_chance)
    return np.asarray(isolated[turn] & spans.present)


def support(problem: ClauseProblem, spans: ClauseSpans, model: PassModel, gains: Floats) -> float:
    """Support per caption token beyond what clauses from elsewhere reach in the same places, in nats.

    ``gains`` is the evidence of each clause. What choosing the best among many places gains by chance is measured with
    the clauses exchanged, and taken off.
    """
    return float(gains.sum()) / max(1, int(spans.size.sum())) - _by_chance(problem, spans, model)


def _by_chance(problem: ClauseProblem, spans: ClauseSpans, model: PassModel) -> float:
    """Support per caption token when each clause stands for one half a transcript away."""
    order = np.roll(np.arange(len(spans.first)), len(spans.first) // 2)
    words = problem.keyed.scorer(model.emission, model.inside)
    # in a short transcript the neighbours' places are those of the exchanged clauses
    band = band_around(spans, params.POSTERIOR_MARGIN, problem.total, neighbours=0)
    lattice = lattice_of(problem, model, band)
    other, _ = viterbi(replace(lattice, words=lambda i, a, b: words(int(order[i]), a, b)))
    plain = problem.keyed.scorer(model.emission)
    gained = sum(
        float(plain(int(order[i]), int(other.first[i]), int(other.stop[i])).sum())
        for i in np.flatnonzero(other.present)
    )
    return gained / max(1, int(other.size.sum()))
