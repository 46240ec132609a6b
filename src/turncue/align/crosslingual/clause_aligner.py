"""The passes: a corridor, the programme, learning, again; then how sure each place is.

1. Corridor: chunks of transcript against blocks of captions, learning a table on the way. Where little is known
   beforehand a second start runs evenly through the captions; the one with the better programme stays.
2. The programme (``hsmm``) in the corridor; then twice: learn the table, the ratio of lengths, what each kind of
   place is worth, how often words are left over, and run it again close to where it was.
3. Forward-backward: places by their probability, and a confidence for each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from turncue.align.crosslingual import clause_boundaries, clause_posterior
from turncue.align.crosslingual.clause_pair import Pair, prepare
from turncue.align.crosslingual.clause_result import ClauseLink, Heard, MovedPassage, SentenceAlignment, Spoken
from turncue.align.crosslingual.clauses import SENTENCE, Clause, cut
from turncue.align.crosslingual.reordered import joined, moved
from turncue.align.crosslingual.search_band import around, coarse
from turncue.align.crosslingual.semi_markov import Costs, Lattice, posterior, viterbi
from turncue.align.crosslingual.translation_table import Sparse
from turncue.lexicons.lexicon import Lexicon
from turncue.text.match_keys import unspaced

__all__ = ["align_sentences"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Spans = tuple[Ints, Ints]
Progress = Callable[[float], None]

# heard words for one unit of transcript: what to start from when the two sides' lengths do not tell
_WORDS, _CHARACTERS = 0.62, 1.0
# under this share of heard words with any known answer the start is tried in two ways
_KNOWN = 0.25
# nats: less than one plain word of agreement
_STRAY = 1.5
_HABIT = np.array([0.55, 0.8, 0.8, 0.8])


@dataclass(frozen=True, slots=True)
class _Lessons:
    """What a pass taught the next: the scores of clauses, expected words, bonuses, prices."""

    emission: Sparse
    expected: Floats
    bonus: Floats
    inside: Floats
    costs: Costs


def align_sentences(
    spoken: Spoken, heard: Heard, *, lexicon: Lexicon | None = None, progress: Progress | None = None
) -> SentenceAlignment:
    """Lay each clause of a transcript on the caption words that say the same, in another language or other words.

    Without ``lexicon`` the words shipped with turncue are used; ``Lexicon.empty()`` keeps them out. ``progress`` is
    called with the share done, 0 to 1. Every clause of every turn gets one link, in order; a clause that no caption
    answers has an empty one. Judge ``support`` before trusting the result: any two texts can be laid on each other.
    """
    clauses = cut(spoken.turns)
    full = np.flatnonzero([c.size > 0 for c in clauses])
    if not len(full) or not len(heard.words):
        blank = tuple(ClauseLink(c.turn, c.begin, c.finish, 0, 0, 0.0, 0.0) for c in clauses)
        return SentenceAlignment(blank, 0.0, 0.0, Lexicon())
    parts = [clauses[i] for i in full]
    pair = prepare([spoken.turns[c.turn][c.begin : c.finish] for c in parts], parts, spoken.language, heard, lexicon)
    run = _Run(pair, parts, heard)
    spans, lessons = run.passes(progress or (lambda _: None))
    first, last, confidence = run.places(spans, lessons)
    return _answer(clauses, full, run, (first, last), confidence, lessons)


class _Run:
    """One pair on its way through the passes."""

    def __init__(self, pair: Pair, clauses: list[Clause], heard: Heard) -> None:
        self.pair, self.heard = pair, heard
        self.size = np.array([c.size for c in clauses])
        self.turns = np.array([c.turn for c in clauses], np.int64)
        self.kinds = np.array([c.kind for c in clauses], np.int64)
        self.total = len(heard.words)

    def passes(self, progress: Progress) -> tuple[Spans, _Lessons]:
        """All passes of the programme: the spans and what the last of them ran on."""
        way, *others = [(ratio, straight) for ratio in self._ratios() for straight in (False, True)]
        spans, score = self._start(*way)
        progress(0.3)
        if self.pair.known < _KNOWN:
            for ratio, straight in others:
                other, other_score = self._start(ratio, straight)
                if other_score > score:
                    spans, score = other, other_score
        progress(0.5)
        for widen, done in ((12, 0.65), (5, 0.85)):
            lessons = self._lessons(spans, widen)
            low, high = around(*spans, 80, self.total)
            first, last, _ = viterbi(self._lattice(lessons, low, high))
            spans = first, last
            progress(done)
        return spans, lessons

    def _ratios(self) -> tuple[float, ...]:
        """How many heard words a unit of transcript may stand for, the likeliest first.

        Where both sides seem to cover the same, their lengths tell more than the languages do. Where they do not, one
        of them covers more, or the language is written shorter or longer than most.
        """
        usual = _CHARACTERS if unspaced(self.pair.target) else _WORDS
        whole = self.total / float(self.size.sum())
        return (whole,) if 0.75 < whole / usual < 1.33 else (usual, whole)

    def _start(self, ratio: float, straight: bool) -> tuple[Spans, float]:
        """Corridor and first pass."""
        expected = self.size * ratio
        emission = self.pair.emission(self.pair.table)
        # a long talk teaches enough from nearer by
        near = 30 if self.total < 20_000 else 20
        for widen in (near + 20 if straight else near, near, 0):
            way = coarse(emission, self.pair.lookup, expected, self.pair.chance, straight=straight and widen > 0)
            if widen:
                emission = self.pair.emission(self.pair.with_learnt((way.first, way.last), widen))
        nothing = np.zeros(self.total + 1)
        plain = _Lessons(emission, expected, clause_boundaries.bonuses(self.pair.place), nothing, Costs())
        first, last, score = viterbi(self._lattice(plain, way.low, way.high))
        return (first, last), score

    def _lessons(self, spans: Spans, widen: int) -> _Lessons:
        """Everything the next pass can take from the one before."""
        first, last = spans
        present = last > first
        place = self.pair.place
        worth = clause_boundaries.learnt(place, self.kinds, first, present)
        habit = clause_boundaries.habits(self.pair.form, first, present)
        return _Lessons(
            emission=self.pair.emission(self.pair.with_learnt(spans, widen)),
            expected=self._expected(first, last, present),
            bonus=clause_boundaries.bonuses(place, worth) + _HABIT[:, None] * habit,
            inside=clause_boundaries.inside(place, first, last),
            costs=_prices(first[present], last[present]),
        )

    def _expected(self, first: Ints, last: Ints, present: npt.NDArray[np.bool_]) -> Floats:
        """Heard words for each clause by the median ratio of the clauses in hand, weighted by length."""
        if present.sum() < 8:
            return self.size * (_CHARACTERS if unspaced(self.pair.target) else _WORDS)
        ratio = (last - first)[present] / self.size[present]
        order = np.argsort(ratio)
        weight = np.cumsum(self.size[present][order])
        middle = float(ratio[order][np.searchsorted(weight, weight[-1] / 2)])
        return self.size * min(max(middle, 0.3), 3.0)

    def _lattice(self, lessons: _Lessons, low: Ints, high: Ints) -> Lattice:
        return Lattice(
            low=low,
            high=high,
            words=self.pair.scorer(lessons.emission, lessons.inside),
            expected=lessons.expected,
            size=self.size,
            kinds=self.kinds.tolist(),
            bonus=lessons.bonus - lessons.inside,
            leave=lessons.bonus[SENTENCE],
            total=self.total,
            costs=lessons.costs,
        )

    def places(self, spans: Spans, lessons: _Lessons) -> tuple[Ints, Ints, Floats]:
        """Final spans and confidences, by the probability of each place near the best way."""
        low, high = around(*spans, 40, self.total)
        sure = posterior(self._lattice(lessons, low, high), clause_posterior.HEAT)
        first, last = clause_posterior.pick(spans, sure, self.heard.starts, int(self.heard.ends[-1]))
        return first, last, clause_posterior.confidence((first, last), sure, self.heard.starts)

    def strays(self, first: Ints, last: Ints, gains: Floats) -> npt.NDArray[np.bool_]:
        """Clauses of turns that were mostly not heard and keep words that say nothing of them.

        The best of a long turn's many clauses fits a few words somewhat better than one would: by the log of their
        number.
        """
        present = last > first
        turns = int(self.turns.max()) + 1
        heard = np.bincount(self.turns, self.size * present, turns) / np.bincount(self.turns, self.size, turns).clip(1)
        by_chance = np.log(np.bincount(self.turns, minlength=turns).clip(1))
        stray = (heard < 0.5) & (np.bincount(self.turns, gains, turns) < _STRAY + by_chance)
        return np.asarray(stray[self.turns] & present)

    def support_of_each(self, first: Ints, last: Ints, emission: Sparse) -> Floats:
        """Lexical score per heard word of each span, above what the clause scores anywhere."""
        words = self.pair.scorer(emission)
        out = np.zeros(len(first))
        for i in np.flatnonzero(last > first):
            out[i] = words(int(i), int(first[i]), int(last[i])).mean()
        return out

    def evidence(self, first: Ints, last: Ints) -> Floats:
        """Lexical score of each clause in its span.

        Tables are learnt from one half of the clauses and tried on the other, so that learning cannot flatter.
        """
        odd = np.arange(len(first)) % 2 == 1
        out = np.zeros(len(first))
        for tested in (odd, ~odd):
            taught = self.pair.with_learnt((first, np.where(tested, first, last)), 3)
            spans = first, np.where(tested, last, first)
            out += self.support_of_each(*spans, self.pair.emission(taught)) * (spans[1] - spans[0])
        return out

    def support(self, first: Ints, last: Ints, lessons: _Lessons, gains: Floats) -> float:
        """Support per heard word beyond what clauses of elsewhere reach in the same places.

        What choosing the best among many places gains by chance is measured with the clauses exchanged, and taken
        off ``gains``, the evidence.
        """
        return float(gains.sum()) / max(1, int((last - first).sum())) - self._by_chance(first, last, lessons)

    def _by_chance(self, first: Ints, last: Ints, lessons: _Lessons) -> float:
        """Support per heard word when each clause stands for one half a transcript away."""
        order = np.roll(np.arange(len(first)), len(first) // 2)
        words = self.pair.scorer(lessons.emission, lessons.inside)
        low, high = around(first, last, 40, self.total)
        lattice = replace(self._lattice(lessons, low, high), words=lambda i, a, b: words(int(order[i]), a, b))
        first, last, _ = viterbi(lattice)
        plain = self.pair.scorer(lessons.emission)
        gained = sum(
            float(plain(int(order[i]), int(first[i]), int(last[i])).sum()) for i in np.flatnonzero(last > first)
        )
        return gained / max(1, int((last - first).sum()))


def _prices(first: Ints, last: Ints) -> Costs:
    """What it costs to leave heard words over, by how often the pass before did; ``Costs()`` is the prior."""
    usual = Costs()
    left = first[1:] - last[:-1]
    times, words, n = int((left > 0).sum()), int(left.sum()), len(left)
    skip = -np.log((times + 2) / (n + 2 * np.exp(usual.skip)))
    word = (times + 3) / (words + 3 / usual.word)
    return replace(usual, skip=float(np.clip(skip, 1.5, usual.skip + 1)), word=float(np.clip(word, 0.005, 0.1)))


def _answer(
    clauses: list[Clause], full: Ints, run: _Run, spans: Spans, confidence: Floats, lessons: _Lessons
) -> SentenceAlignment:
    """Links for all clauses, those without a word in them included."""
    first, last = spans
    gains = run.evidence(first, last)
    stray = run.strays(first, last, gains)
    last[stray], gains[stray], confidence[stray] = first[stray], 0.0, 0.5
    support = run.support(first, last, lessons, gains)
    passages = moved(run.pair, run.turns, run.size, lessons.expected, spans, gains)
    for one in passages:  # what is heard elsewhere does not answer here
        last[one.begin : one.finish] = first[one.begin : one.finish]
        confidence[one.begin : one.finish] = 1.0
    score = run.support_of_each(first, last, lessons.emission)
    row = dict(zip(full.tolist(), range(len(full)), strict=True))
    links: list[ClauseLink] = []
    reached = 0
    for i, c in enumerate(clauses):
        k = row.get(i)
        if k is None:
            links.append(ClauseLink(c.turn, c.begin, c.finish, reached, reached, 0.0, 0.0))
            continue
        links.append(
            ClauseLink(c.turn, c.begin, c.finish, int(first[k]), int(last[k]), float(score[k]), float(confidence[k]))
        )
        reached = int(last[k])
    coverage = float(run.size[last > first].sum() / run.size.sum())
    told = tuple(
        MovedPassage(int(run.turns[p.begin]), int(run.turns[p.finish - 1]), p.first)
        for p in joined(passages, run.turns)
    )
    return SentenceAlignment(tuple(links), support, coverage, _learnt(run.pair, spans), told)


def _learnt(pair: Pair, spans: Spans) -> Lexicon:
    """The table that the final spans teach, as a lexicon of its own."""
    table = pair.learn(spans, 3)
    rows = np.repeat(np.arange(pair.shape[0]), np.diff(table.start))
    pairs: dict[str, dict[str, float]] = {}
    for row, col, value in zip(rows.tolist(), table.cols.tolist(), table.vals.tolist(), strict=True):
        pairs.setdefault(pair.spoken_keys[row], {})[pair.heard_keys[col]] = round(min(value, 1.0), 4)
    return Lexicon(pair.source, pair.target, pairs)
