"""The clause engine on a pair: across languages, and for another wording in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from turncue.align.alignment import Alignment, alignment_of
from turncue.align.crosslingual import params
from turncue.align.crosslingual.clause_aligner import align_clauses
from turncue.align.crosslingual.clause_result import ClauseAlignment
from turncue.align.crosslingual.sound_notes import with_note_links
from turncue.align.engine_result import ReorderedPassage, UnmatchedTurns
from turncue.arrays import Flags
from turncue.lexicons.lexicon import Lexicon
from turncue.prepare.pair import Pair

__all__ = ["CrossLingualResult", "align_crosslingual"]


@dataclass(frozen=True, slots=True)
class CrossLingualResult:
    """What the clause engine gives.

    ``probability``: for turns by index the probability, 0 to 1, that their start is right to about a second; turns
    without a place are not in it. ``support``: lexical support per caption token, in nats above chance. ``lexicon``:
    the word pairs learnt from this pair. ``unmatched``: turns that no caption answers, and turns that are wholly in a
    passage out of order. ``reordered``: the passages out of order, in the transcript's order.
    """

    alignment: Alignment
    probability: Mapping[int, float]
    support: float
    lexicon: Lexicon
    unmatched: UnmatchedTurns
    reordered: tuple[ReorderedPassage, ...] = ()


def align_crosslingual(
    pair: Pair, lexicon: Lexicon | None, *, progress: Callable[[float], None] | None = None
) -> CrossLingualResult:
    """Align every clause of the transcript with the caption tokens that mean the same.

    ``lexicon``: the word pairs to start from (``lexicons.combined``); None for those that turncue ships.
    ``progress`` is called with the share done, 0 to 1.
    """
    result = align_clauses(pair, lexicon, progress=progress)
    missing = _missing(result)
    passages = result.reordered
    elsewhere = frozenset(k for p in passages for k in range(p.first, p.last + 1) if k in missing)
    absent = frozenset(k for k, chance in missing.items() if chance >= params.ABSENT_CONFIDENCE) - elsewhere
    return CrossLingualResult(
        alignment=_alignment(pair, result),
        probability=_probability(result),
        support=result.support,
        lexicon=result.lexicon,
        unmatched=UnmatchedTurns(absent, elsewhere),
        reordered=passages,
    )


def _alignment(pair: Pair, result: ClauseAlignment) -> Alignment:
    """The links of clauses as runs of tokens on both sides."""
    tokens, captions = pair.transcript_tokens, pair.caption_tokens
    rows = []
    is_event, is_note = captions.is_event, tokens.is_event
    edges = tokens.turn_edges(int(tokens.turn.max(initial=-1)) + 1)
    for link in result.links:
        if link.first == link.stop:
            continue
        a, b = int(edges[link.turn]), int(edges[link.turn + 1])
        first, stop = (a + np.searchsorted(tokens.begin[a:b], [link.begin, link.finish])).tolist()
        if stop > first:
            score = np.clip(params.LINK_SCORE + params.LINK_GAIN * link.score, params.LEAST_LINK_SCORE, 1.0)
            rows.append((first, stop, *_without_events(is_event, link.first, link.stop), float(score)))
    return alignment_of(with_note_links(rows, is_note, is_event), (len(tokens), len(captions)), engine="sentences")


def _without_events(is_event: Flags, first: int, stop: int) -> tuple[int, int]:
    """The longest run of [first, stop) without a sound note: applause separates the speakers before and after it."""
    inside = np.flatnonzero(is_event[first:stop])
    if not len(inside) or len(inside) == stop - first:
        return first, stop
    edges = [first - 1, *(first + inside).tolist(), stop]
    begin, end = max(pairwise(edges), key=lambda run: run[1] - run[0])
    return begin + 1, end


def _probability(result: ClauseAlignment) -> dict[int, float]:
    """The confidence of each turn's first linked clause."""
    probability: dict[int, float] = {}
    for link in result.links:
        if link.first < link.stop:
            probability.setdefault(link.turn, link.confidence)
    return probability


def _missing(result: ClauseAlignment) -> dict[int, float]:
    """For each turn that no caption answers the probability of that: the least among its clauses."""
    here = {link.turn for link in result.links if link.first < link.stop}
    missing: dict[int, float] = {}
    for link in result.links:
        if link.turn not in here:
            missing[link.turn] = min(missing.get(link.turn, 1.0), link.confidence)
    return missing
