"""The passes: a band, the semi-Markov model, learning, the model again.

1. Band: chunks of transcript against blocks of captions, learning a table on the way. Where little is known beforehand
   a second start runs evenly through the captions; the one with the better path stays.
2. The model in the band; then twice: learn the table, the ratio of lengths, the gain of each kind of boundary, how
   often tokens are left over, and run it again close to where it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from turncue.align.crosslingual import clause_boundaries, params
from turncue.align.crosslingual.clause_result import ClauseSpans
from turncue.align.crosslingual.clauses import SENTENCE, ClauseColumns
from turncue.align.crosslingual.keyed_pair import KeyedPair
from turncue.align.crosslingual.search_band import SearchBand, band_around, coarse_band, coarse_score
from turncue.align.crosslingual.semi_markov import Costs, Lattice, viterbi
from turncue.align.crosslingual.sound_notes import Notes
from turncue.align.crosslingual.translation_table import Sparse
from turncue.arrays import Floats, Ints
from turncue.text.match_keys import unspaced

__all__ = ["ClauseProblem", "PassModel", "Progress", "hopeless", "lattice_of", "run_passes"]

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class ClauseProblem:
    """What is aligned: the keys of both sides, the clauses as columns, and the notes of sounds on both sides."""

    keyed: KeyedPair
    clauses: ClauseColumns
    notes: Notes

    @property
    def total(self) -> int:
        """How many caption tokens there are."""
        return len(self.keyed.tokens)


@dataclass(frozen=True, slots=True)
class PassModel:
    """What a pass runs on, learnt from the pass before.

    ``emission``: scores of clauses for caption keys; ``expected``: caption tokens for each clause; ``bonus``: the gain
    of beginning at each boundary by kind of clause; ``inside``: the gain of each boundary inside a clause; ``costs``.
    """

    emission: Sparse
    expected: Floats
    bonus: Floats
    inside: Floats
    costs: Costs


def run_passes(problem: ClauseProblem, progress: Progress) -> tuple[ClauseSpans, PassModel]:
    """All passes: the spans, and the model that the last of them ran on."""
    start, *others = [(ratio, straight) for ratio in _ratios(problem) for straight in (False, True)]
    spans, score = _first_pass(problem, *start)
    progress(params.PROGRESS[0])
    if problem.keyed.known < params.LEAST_KNOWN:
        for ratio, straight in others:
            other, other_score = _first_pass(problem, ratio, straight)
            if other_score > score:
                spans, score = other, other_score
    progress(params.PROGRESS[1])
    for widen, done in zip(params.LATER_WIDTHS, params.PROGRESS[2:], strict=True):
        model = _learnt_model(problem, spans, widen)
        spans, _ = viterbi(lattice_of(problem, model, band_around(spans, params.PASS_MARGIN, problem.total)))
        progress(done)
    return spans, model


def lattice_of(problem: ClauseProblem, model: PassModel, band: SearchBand) -> Lattice:
    """The lattice of all clauses in a band."""
    bonus, kinds = model.bonus - model.inside, problem.clauses.kind
    return Lattice(
        low=band.low,
        high=band.high,
        words=problem.keyed.scorer(model.emission, model.inside),
        expected=model.expected,
        size=problem.clauses.size,
        kinds=(kinds + len(bonus) * problem.notes.before).tolist(),
        bonus=np.concatenate((bonus, bonus + problem.notes.gain)),
        leave=model.bonus[SENTENCE],
        total=problem.total,
        costs=replace(model.costs, hole=model.costs.hole * 2),
    )


def hopeless(problem: ClauseProblem) -> bool:
    """Whether two long texts cannot belong together, so that all passes would only take time.

    One side has hardly anything of the other's length; or both are in one language, and the captions in their order
    answer the transcript no better than the captions from their end to their beginning.
    """
    keyed, units = problem.keyed, float(problem.clauses.size.sum())
    expected = problem.clauses.size * _ratios(problem)[0]
    if max(problem.total, units * _usual_ratio(problem)) < params.LONG_TEXT:
        return False
    share = problem.total / (units * _usual_ratio(problem))
    if not params.LEAST_PART <= share <= 1 / params.LEAST_PART:
        return True
    if keyed.source != keyed.target:
        return False
    emission, keys = keyed.emission(keyed.table), len(keyed.chance)
    forward, backward = (coarse_score(emission, x, expected, keys) for x in (keyed.lookup, keyed.lookup[:, ::-1]))
    return forward - backward < params.LEAST_IN_ORDER


def _usual_ratio(problem: ClauseProblem) -> float:
    return params.CHARACTERS_PER_UNIT if unspaced(problem.keyed.target) else params.WORDS_PER_UNIT


def _ratios(problem: ClauseProblem) -> tuple[float, ...]:
    """How many caption tokens a unit of transcript may stand for, the likeliest first.

    Where both sides seem to cover the same, their lengths tell more than the languages do. Where they do not, one of
    them covers more, or the language is written shorter or longer than most.
    """
    usual = _usual_ratio(problem)
    whole = problem.total / float(problem.clauses.size.sum())
    return (whole,) if params.LEAST_USUAL < whole / usual < params.MOST_USUAL else (usual, whole)


def _first_pass(problem: ClauseProblem, ratio: float, straight: bool) -> tuple[ClauseSpans, float]:
    """The band, and the first pass in it: spans and score."""
    keyed = problem.keyed
    expected = problem.clauses.size * ratio
    emission = keyed.emission(keyed.table)
    # a long recording teaches enough from nearer by
    near = params.NEAR if problem.total < params.LONG_RECORDING else params.NEAR_LONG
    for widen in (near + params.NEAR_EVEN if straight else near, near, 0):
        band = coarse_band(emission, keyed.lookup, expected, len(keyed.chance), straight=straight and widen > 0)
        if widen:
            emission = keyed.emission(keyed.with_learnt(band.spans, widen))
    bonus = clause_boundaries.begin_gains(keyed.place)
    plain = PassModel(emission, expected, bonus, keyed.torn, Costs())
    return viterbi(lattice_of(problem, plain, band))


def _learnt_model(problem: ClauseProblem, spans: ClauseSpans, widen: int) -> PassModel:
    """Everything the next pass can learn from the one before."""
    keyed = problem.keyed
    gains = clause_boundaries.learnt_gains(keyed.place, problem.clauses.kind, spans)
    by_word = clause_boundaries.word_gains(keyed.form, spans)
    return PassModel(
        emission=keyed.emission(keyed.with_learnt(spans, widen)),
        expected=_expected(problem, spans),
        bonus=clause_boundaries.begin_gains(keyed.place, gains) + params.WORD_HABIT[:, None] * by_word,
        inside=clause_boundaries.inside_gains(keyed.place, spans) + keyed.torn,
        costs=_costs(spans, problem.clauses.kind),
    )


def _expected(problem: ClauseProblem, spans: ClauseSpans) -> Floats:
    """Caption tokens for each clause by the median ratio of the linked clauses, weighted by length."""
    size, present = problem.clauses.size, spans.present
    if present.sum() < params.LEAST_CLAUSES:
        return size * _usual_ratio(problem)
    ratio = spans.size[present] / size[present]
    order = np.argsort(ratio)
    weight = np.cumsum(size[present][order])
    middle = float(ratio[order][np.searchsorted(weight, weight[-1] / 2)])
    return size * min(max(middle, params.LEAST_PER_UNIT), params.MOST_PER_UNIT)


def _costs(spans: ClauseSpans, kinds: Ints) -> Costs:
    """What it costs to leave caption tokens over, by how often the pass before did; ``Costs()`` is the prior.

    A few words left over and a hole in the transcript are two things, each with its own frequency: that somebody's
    "um" is missing now and then makes it no likelier that minutes are. ``kinds``: the kind of each clause.
    """
    usual = Costs()
    present = spans.present
    left, kind = spans.first[present][1:] - spans.stop[present][:-1], kinds[present][1:]
    short = left[(left > 0) & (left < params.HOLE_TOKENS)]
    times, words, n = len(short), int(short.sum()), len(left)
    share = (times + params.SKIP_COUNT) / (n + params.SKIP_COUNT / params.SKIP_SHARE)
    ends = (times + params.SKIP_COUNT) / (words + params.SKIP_COUNT / params.SKIP_WORD_COST)
    holes = np.bincount(kind[left >= params.HOLE_TOKENS], minlength=len(usual.hole))
    prior = np.array(params.HOLE_SHARE)
    chance = (holes + params.HOLE_COUNT) / (np.bincount(kind, minlength=len(prior)) + params.HOLE_COUNT / prior)
    hole = np.log(params.HOLE_LENGTHS) - np.log(chance)
    return replace(usual, skip=float(-np.log(share * ends)), word=float(ends), hole=tuple(hole.tolist()))
