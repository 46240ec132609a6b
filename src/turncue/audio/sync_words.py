"""Captions against recognised words: the offset, the rate and the cuts that bring equal words together."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from turncue.arrays import Flags, quantile
from turncue.audio.contradiction import check_elsewhere, check_margins, margins, standing
from turncue.audio.interleaved import interleaved
from turncue.audio.matching import TimedTokens, word_tokens
from turncue.audio.params import (
    EVIDENCE,
    FREE_GAIN,
    JOINED_SHARE,
    KEEP,
    KNOWN_RATES,
    LEAST_SHARE,
    LEAST_WORDS,
    PEAK,
    PEAK_RATIO,
    RATE_GAIN,
    RATE_SHARE,
    UNPROVED_CUES,
    UNPROVED_SHARE,
)
from turncue.audio.piecewise import best_path, evidence_of
from turncue.audio.rate_evidence import check_rate, one_piece, rate_odds
from turncue.audio.sync_result import Piece, SyncRefused, SyncResult, clock_of, described, rate_name
from turncue.audio.word_columns import (
    WordColumns,
    agreeing,
    chance_of,
    columns_of,
    covered_cues,
    covered_words,
    surprise,
    votes_of,
)
from turncue.audio.word_pieces import Fit, refined, supported
from turncue.model import Captions, Word

__all__ = ["sync_to_tokens", "sync_to_words"]


def sync_to_words(captions: Captions, words: Sequence[Word]) -> SyncResult:
    """The map that brings the captions' words to the recognised words of the same language.

    ``words`` may be samples of the recording. Raises ``SyncRefused`` without enough evidence.
    """
    return sync_to_tokens(captions, word_tokens(words))


def sync_to_tokens(captions: Captions, reference: TimedTokens) -> SyncResult:
    """``sync_to_words`` for tokens with times, of words or of other captions."""
    columns = columns_of(captions, reference)
    if not len(columns.pairs):
        cause = f"None of {len(columns.words)} recognised words is in the captions."
        raise SyncRefused(0.0, 1.0, cause, "Is it the same recording and language?")
    fit = _best_fit(columns)
    pieces = supported(fit, columns, captions)
    odds = rate_odds(pieces, columns)
    if odds.best != fit.rate and len({p.rate for p in pieces}) == 1:
        fit = _fit(columns, odds.best)
        pieces = supported(fit, columns, captions)
        odds = rate_odds(pieces, columns)
    joined = one_piece(pieces, columns)
    if joined is not None:
        joined = refined(joined, columns)
        _check_joined(joined, pieces, columns)
        fit, pieces = _fit(columns, joined.rate), [joined]
        odds = rate_odds(pieces, columns)
    margin = margins(pieces, columns, fit.rate)
    check = pieces
    pieces = interleaved(pieces, columns, captions)
    result = _judged(pieces, columns, captions, fit, standing(margin))
    check_elsewhere(pieces, columns, captions, fit.rate)
    check_margins(check, margin)
    check_rate(odds, captions, result)
    largest = max(abs(p.shift(t)) for p in pieces for t in _ends(p, captions))
    if largest < KEEP:
        message = f"in time already: no cue is off by more than {largest / 1000:.2f} s"
        return replace(result, moved=False, messages=(message, *result.messages))
    return replace(result, messages=(*described(result.pieces, captions), *result.messages))


def _check_joined(joined: Piece, pieces: Sequence[Piece], columns: WordColumns) -> None:
    """Raises ``SyncRefused`` where one piece explains the cues' places better and the words worse than several do."""
    share = _agreement([joined], columns) / max(_agreement(pieces, columns), 1)
    if share < JOINED_SHARE:
        cause = (
            f"The words leave open whether the times change at {clock_of(pieces[1].begin)} or run at another rate "
            f"({joined.rate:.4g}{rate_name(joined.rate)}), which explains {share:.0%} of the words."
        )
        raise SyncRefused(share, JOINED_SHARE, cause, "A better recogniser (--model FOLDER, --words FILE) may tell.")


def _agreement(pieces: Sequence[Piece], columns: WordColumns) -> int:
    """How many words agree with pieces."""
    return sum(len(agreeing(p, columns)[0]) for p in pieces)


def _ends(piece: Piece, captions: Captions) -> tuple[int, int]:
    return captions.cues[piece.first].start, captions.cues[piece.last - 1].start


def _fit(columns: WordColumns, rate: float) -> Fit:
    votes = votes_of(columns, rate)
    evidence = evidence_of(votes, len(columns.starts))
    return Fit(rate, best_path(evidence, columns.gaps), evidence)


def _best_fit(columns: WordColumns) -> Fit:
    """The fit whose rate is best; another rate than 1 must be better by a margin, an unknown one by a larger margin."""
    plain = _fit(columns, 1.0)
    best = max((_fit(columns, r) for r in KNOWN_RATES[1:]), key=lambda f: f.path.score)
    best = best if best.path.score > plain.path.score + _margin(plain, RATE_GAIN) else plain
    free = _free_rate(best, columns)
    return free if free is not None and free.path.score > best.path.score + _margin(best, FREE_GAIN) else best


def _margin(fit: Fit, least: float) -> float:
    """By how many nats another rate must be better: words are no independent witnesses."""
    return least + RATE_SHARE * fit.path.score


def _free_rate(fit: Fit, columns: WordColumns) -> Fit | None:
    """The fit at the rate that a steady change of offsets over the cues suggests; None where there is none."""
    change = np.flatnonzero(np.diff(fit.path.offset)) + 1
    if len(change) < 3:
        return None
    edges = np.concatenate([[0], change, [len(columns.starts)]])
    middle = np.array([columns.starts[a:b].mean() for a, b in itertools.pairwise(edges)])
    offset = fit.path.offset[edges[:-1]]
    i, j = np.triu_indices(len(middle), 1)
    slope = quantile((offset[j] - offset[i]) / np.maximum(middle[j] - middle[i], 1.0), 0.5)
    return _fit(columns, fit.rate + slope) if 0.0005 < abs(slope) < 0.15 else None


def _judged(pieces: Sequence[Piece], columns: WordColumns, captions: Captions, fit: Fit, standing: float) -> SyncResult:
    """The result with the evidence counted. Raises ``SyncRefused`` where it is too little.

    ``standing``: how far the pieces stand above other places, 1 or more where that is evidence by itself.
    """
    counted: list[Piece] = []
    matched_cues = np.zeros(len(captions.cues), dtype=bool)
    matched, inside, chance = 0, 0, 0.0
    for piece in pieces:
        chosen, rest = agreeing(piece, columns)
        matched_cues[columns.captions.cue[columns.pairs.caption[chosen]]] = True
        covered = covered_words(piece, columns, captions)
        spread = quantile(np.abs(rest), 0.5) if len(rest) else 0.0
        times = columns.words.start[columns.pairs.word[chosen]]
        shown = (int(times.min()), int(times.max())) if len(times) else (0, 0)
        counted.append(replace(piece, matched=len(chosen), words=int(covered.sum()), spread=spread, shown=shown))
        matched += len(chosen)
        inside += int(covered.sum())
        chance += chance_of(piece, columns, captions)
    changes = len({p.offset for p in pieces}) - 1
    tried = math.log(max(len(fit.evidence.offsets), 2) * len(KNOWN_RATES)) + 2 * math.log(10) * changes
    nats = surprise(matched, chance)
    share = matched / max(inside, 1)
    peak = fit.evidence.peak / max(fit.evidence.rival, 1.0) / PEAK_RATIO if fit.evidence.peak >= PEAK else 0.0
    score = min(max(nats / (EVIDENCE + tried), peak, standing), matched / LEAST_WORDS, share / LEAST_SHARE)
    if score < 1.0:
        cause = f"{matched} of {inside} recognised words agree with the captions (by chance: {chance:.0f})."
        raise SyncRefused(score, 1.0, cause, "Is it the same recording and language?")
    spoken_cues = covered_cues(pieces, columns, captions)
    unmatched = tuple(np.flatnonzero(spoken_cues & ~matched_cues).tolist())
    confidence = min(1.0, 1.0 - math.exp(-score)) * min(1.0, 0.5 + share)
    return SyncResult(tuple(counted), "words", confidence, True, unmatched, _unproved(matched_cues, captions))


def _unproved(matched: Flags, captions: Captions) -> tuple[str, ...]:
    """A sentence on the longest run of cues of which no word was recognised, where it is a large part of them."""
    edges = np.flatnonzero(np.diff(np.concatenate(([True], matched, [True])).astype(np.int8)))
    runs = edges.reshape(-1, 2)
    if not len(runs):
        return ()
    first, last = runs[int((runs[:, 1] - runs[:, 0]).argmax())].tolist()
    if last - first < max(UNPROVED_CUES, UNPROVED_SHARE * len(matched)):
        return ()
    begin, end = clock_of(captions.cues[first].start), clock_of(captions.cues[last - 1].end)
    return (
        f"no word of {last - first} cues, {begin} to {end}, was recognised: their times rest on the cues beside "
        "them, look at them",
    )
