"""The whole way of the clause engine: clauses, keys, passes, probabilities, support, passages in another order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from turncue.align.crosslingual import params
from turncue.align.crosslingual.clause_passes import (
    ClauseProblem,
    PassModel,
    Progress,
    hopeless,
    lattice_of,
    run_passes,
)
from turncue.align.crosslingual.clause_posterior import confidence, likeliest_spans
from turncue.align.crosslingual.clause_result import ClauseAlignment, ClauseLink, ClauseSpans
from turncue.align.crosslingual.clause_support import evidence, isolated_clauses, support, support_of_each
from turncue.align.crosslingual.clauses import Clause, columns_of, cut
from turncue.align.crosslingual.forward_backward import posterior
from turncue.align.crosslingual.keyed_pair import KeyedPair, keyed_pair
from turncue.align.crosslingual.reordered_clauses import ClauseEvidence, joined, reordered_passages
from turncue.align.crosslingual.search_band import band_around
from turncue.align.crosslingual.semi_markov import length_prior
from turncue.align.crosslingual.sound_notes import notes_of, spoken_tokens
from turncue.align.engine_result import ReorderedPassage
from turncue.arrays import Floats
from turncue.lexicons.lexicon import Lexicon
from turncue.prepare.pair import Pair
from turncue.prepare.token_columns import CaptionTokens
from turncue.text.events import mask_events

__all__ = ["align_clauses"]


def align_clauses(pair: Pair, lexicon: Lexicon | None = None, *, progress: Progress | None = None) -> ClauseAlignment:
    """Align each clause of a transcript with the caption tokens that mean the same, in another language or wording.

    Without ``lexicon`` the words shipped with turncue are used; ``Lexicon.empty()`` keeps them out. ``progress`` is
    called with the share done, 0 to 1. Every clause of every turn gets one link, in order; a clause that no caption
    answers has an empty one. Check ``support`` before the result is used: any two texts can be aligned somehow.
    """
    turns = [mask_events(t.text, t.events) for t in pair.transcript.turns]
    clauses = cut(turns)
    parts = [c for c in clauses if c.size > 0]
    spoken = spoken_tokens(pair.caption_tokens)
    if not parts or not len(spoken):
        return _blank(clauses)
    columns = columns_of(parts)
    texts = [turns[c.turn][c.begin : c.finish] for c in parts]
    notes = notes_of(pair.transcript.turns, parts, pair.caption_tokens)
    problem = ClauseProblem(keyed_pair(pair, texts, columns.size, lexicon), columns, notes)
    if hopeless(problem):
        return _blank(clauses)
    spans, model = run_passes(problem, progress or (lambda _: None))
    spans, confident = _places(spoken, problem, spans, model)
    return _with_notes(_result(clauses, problem, model, spans, confident), pair.caption_tokens)


def _blank(clauses: Sequence[Clause]) -> ClauseAlignment:
    """No clause has an answer."""
    links = tuple(ClauseLink(c.turn, c.begin, c.finish, 0, 0, 0.0, 0.0) for c in clauses)
    return ClauseAlignment(links, 0.0, 0.0, Lexicon())


def _with_notes(result: ClauseAlignment, tokens: CaptionTokens) -> ClauseAlignment:
    """The result, which counts caption tokens without notes of sounds, with the numbers of ``tokens``."""
    keep = np.flatnonzero(~tokens.is_event)
    if len(keep) == len(tokens):
        return result
    first = np.append(keep, len(tokens)).tolist()
    links = tuple(
        replace(x, first=first[x.first], stop=first[x.stop - 1] + 1 if x.stop > x.first else first[x.first])
        for x in result.links
    )
    reordered = tuple(replace(p, caption_token=first[p.caption_token]) for p in result.reordered)
    return replace(result, links=links, reordered=reordered)


def _places(
    tokens: CaptionTokens, problem: ClauseProblem, spans: ClauseSpans, model: PassModel
) -> tuple[ClauseSpans, Floats]:
    """Final spans and confidences, by the probability of each place near the best path."""
    band = band_around(spans, params.POSTERIOR_MARGIN, problem.total)
    lattice = lattice_of(problem, model, band)
    chance = posterior(lattice, params.TEMPERATURE_SCALE)
    longest = np.array([len(length_prior(lattice, i)) for i in range(len(lattice))], np.int64)
    starts = tokens.start.astype(np.int64)
    spans = likeliest_spans(spans, chance, longest, starts, int(tokens.end[-1]))
    return spans, confidence(spans, chance, starts)


def _result(
    clauses: Sequence[Clause], problem: ClauseProblem, model: PassModel, placed: ClauseSpans, confident: Floats
) -> ClauseAlignment:
    """Links for all clauses, those without a word in them included."""
    turn, size = problem.clauses.turn, problem.clauses.size
    gains = evidence(problem, placed)
    isolated = isolated_clauses(problem, placed, gains)
    spans, gains = placed.where(~isolated), np.where(isolated, 0.0, gains)
    confident = np.where(isolated, params.ISOLATED_CONFIDENCE, confident)
    total = support(problem, spans, model, gains)
    passages = reordered_passages(ClauseEvidence(problem, model.expected, spans, gains))
    elsewhere = np.zeros(len(turn), bool)
    for one in passages:  # what occurs elsewhere does not answer here
        elsewhere[one.begin : one.finish] = True
    spans, confident = spans.where(~elsewhere), np.where(elsewhere, 1.0, confident)
    score = support_of_each(problem, spans, model.emission)
    links: list[ClauseLink] = []
    reached, k = 0, 0
    for c in clauses:
        if not c.size > 0:
            links.append(ClauseLink(c.turn, c.begin, c.finish, reached, reached, 0.0, 0.0))
            continue
        first, reached = int(spans.first[k]), int(spans.stop[k])
        links.append(ClauseLink(c.turn, c.begin, c.finish, first, reached, float(score[k]), float(confident[k])))
        k += 1
    reordered = tuple(
        ReorderedPassage(int(turn[p.begin]), int(turn[p.finish - 1]), p.first) for p in joined(passages, turn)
    )
    coverage = float(size[spans.present].sum() / size.sum())
    return ClauseAlignment(tuple(links), total, coverage, _learnt(problem.keyed, spans), reordered)


def _learnt(keyed: KeyedPair, spans: ClauseSpans) -> Lexicon:
    """The table that the final spans teach, as a lexicon of its own."""
    table = keyed.learn(spans, params.LAST_WIDTH)
    rows = np.repeat(np.arange(keyed.shape[0]), np.diff(table.start))
    pairs: dict[str, dict[str, float]] = {}
    for row, col, value in zip(rows.tolist(), table.cols.tolist(), table.vals.tolist(), strict=True):
        pairs.setdefault(keyed.transcript_keys[row], {})[keyed.caption_keys[col]] = round(min(value, 1.0), 4)
    return Lexicon(keyed.source, keyed.target, pairs)
