"""Captions against recognised words: the offset, the rate and the cuts that bring equal words together."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from turncue.arrays import Flags, Floats, Ints, quantile
from turncue.audio.matching import Pairs, TimedTokens, caption_tokens, pairs_of, word_tokens
from turncue.audio.params import (
    BIN,
    EVIDENCE,
    FREE_GAIN,
    KEEP,
    KNOWN_RATES,
    LEAST_PIECE_WORDS,
    LEAST_SHARE,
    LEAST_WORDS,
    NEAR,
    NEAR_MOST,
    PEAK,
    PEAK_RATIO,
    PIECE_EVIDENCE,
    RATE_GAIN,
    RATE_SHARE,
    SPREAD,
    SPREAD_GROWTH,
    SPREAD_MOST,
)
from turncue.audio.piecewise import Evidence, Path, Votes, best_path, evidence_of, without
from turncue.audio.sync_result import Piece, SyncRefused, SyncResult, described
from turncue.model import Captions, Word

__all__ = ["sync_to_tokens", "sync_to_words"]

_LINE = 200  # words at most that the pace inside cues is estimated from
_ROUNDS = 12  # pieces at most that are ruled out one after another
_FIRSTS = 6  # words at the beginning of cues, from which on the offset rests on those alone
_DRIFT = 0.3  # s over a piece, from which on a slope that the words show is followed


@dataclass(frozen=True, slots=True)
class _Fit:
    """One rate with its best path, and how many offsets the search looked at."""

    rate: float
    path: Path
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Columns:
    """Both sides as tokens and pairs; ``starts`` and ``gaps`` of the cues in ms."""

    captions: TimedTokens
    words: TimedTokens
    pairs: Pairs
    starts: Floats
    gaps: Floats


def sync_to_words(captions: Captions, words: Sequence[Word]) -> SyncResult:
    """The map that brings the captions' words to the recognised words of the same language.

    ``words`` may be samples of the recording. Raises ``SyncRefused`` without enough evidence.
    """
    return sync_to_tokens(captions, word_tokens(words))


def sync_to_tokens(captions: Captions, reference: TimedTokens) -> SyncResult:
    """``sync_to_words`` for tokens with times, of words or of other captions."""
    columns = _columns(captions, reference)
    if not len(columns.pairs):
        cause = f"None of {len(columns.words)} recognised words is in the captions."
        raise SyncRefused(0.0, 1.0, cause, "Is it the same recording and language?")
    fit = _best_fit(columns)
    pieces = _supported(fit, columns, captions)
    result = _judged(pieces, columns, captions, fit)
    largest = max(abs(p.shift(t)) for p in pieces for t in _ends(p, captions))
    if largest < KEEP:
        message = f"in time already: no cue is off by more than {largest / 1000:.2f} s"
        return replace(result, moved=False, messages=(message,))
    return result


def _ends(piece: Piece, captions: Captions) -> tuple[int, int]:
    return captions.cues[piece.first].start, captions.cues[piece.last - 1].start


def _columns(captions: Captions, right: TimedTokens) -> _Columns:
    left = caption_tokens(captions)
    starts = np.array([c.start for c in captions.cues], dtype=np.float64)
    ends = np.array([c.end for c in captions.cues], dtype=np.float64)
    gaps = np.concatenate([[0.0], np.maximum(starts[1:] - ends[:-1], 0.0)]) if len(starts) else starts
    return _Columns(left, right, pairs_of(left, right), starts, gaps)


def _fit(columns: _Columns, rate: float) -> _Fit:
    pairs = columns.pairs
    offset = columns.words.start[pairs.word] - rate * columns.captions.start[pairs.caption]
    inside = columns.captions.inside[pairs.caption] + columns.words.inside[pairs.word]
    spread = np.minimum(SPREAD + SPREAD_GROWTH * inside, SPREAD_MOST)
    votes = Votes(columns.captions.cue[pairs.caption], offset, spread, pairs.gain * np.sqrt(SPREAD / spread))
    evidence = evidence_of(votes, len(columns.starts))
    return _Fit(rate, best_path(evidence, columns.gaps), evidence)


def _best_fit(columns: _Columns) -> _Fit:
    """The fit whose rate is best; another rate than 1 must be better by a margin, an unknown one by a larger margin."""
    plain = _fit(columns, 1.0)
    best = max((_fit(columns, r) for r in KNOWN_RATES[1:]), key=lambda f: f.path.score)
    best = best if best.path.score > plain.path.score + _margin(plain, RATE_GAIN) else plain
    free = _free_rate(best, columns)
    return free if free is not None and free.path.score > best.path.score + _margin(best, FREE_GAIN) else best


def _margin(fit: _Fit, least: float) -> float:
    """By how many nats another rate must be better: words are no independent witnesses."""
    return least + RATE_SHARE * fit.path.score


def _free_rate(fit: _Fit, columns: _Columns) -> _Fit | None:
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


def _pieces(fit: _Fit, columns: _Columns, captions: Captions) -> list[Piece]:
    """The path's pieces with their exact offsets."""
    edges = [0, *(np.flatnonzero(np.diff(fit.path.offset)) + 1).tolist(), len(columns.starts)]
    out = []
    for first, last in itertools.pairwise(edges):
        piece = Piece(first, last, captions.cues[first].start, fit.rate, float(fit.path.offset[first]))
        out.append(_exact(piece, columns))
    return out


def _agreeing(piece: Piece, columns: _Columns) -> tuple[Ints, Floats]:
    """The pairs that agree with a piece (the nearest of each caption token), and their distances from it in ms."""
    pairs, left = columns.pairs, columns.captions
    cue = left.cue[pairs.caption]
    rest = columns.words.start[pairs.word] - piece.rate * left.start[pairs.caption] - piece.offset
    inside = left.inside[pairs.caption] + columns.words.inside[pairs.word]
    reach = np.minimum(NEAR + SPREAD_GROWTH * inside, NEAR_MOST)
    near = np.flatnonzero((cue >= piece.first) & (cue < piece.last) & (np.abs(rest) <= reach))
    order = near[np.lexsort((np.abs(rest[near]), pairs.caption[near]))]
    once = order[np.concatenate([[True], np.diff(pairs.caption[order]) > 0])] if len(order) else order
    order = once[np.lexsort((np.abs(rest[once]), pairs.word[once]))]
    once = order[np.concatenate([[True], np.diff(pairs.word[order]) > 0])] if len(order) else order
    return once, rest[once]


def _exact(piece: Piece, columns: _Columns) -> Piece:
    """A piece with the offset (and the slope, where the words show one) that its agreeing words have."""
    for _ in range(3):
        chosen, rest = _agreeing(piece, columns)
        if not len(chosen):
            return piece
        caption, word = columns.pairs.caption[chosen], columns.pairs.word[chosen]
        firsts = columns.captions.first[caption] & columns.words.first[word]
        firsts &= np.abs(rest) <= 2 * quantile(np.abs(rest), 0.5) + 100
        inside = columns.captions.inside[caption] - columns.words.inside[word]
        move = quantile(rest[firsts], 0.5) if int(firsts.sum()) >= _FIRSTS else _at_start(inside, rest)
        piece = replace(piece, offset=piece.offset + move)
    chosen, rest = _agreeing(piece, columns)
    caption, word = columns.pairs.caption[chosen], columns.pairs.word[chosen]
    inside = columns.captions.inside[caption] - columns.words.inside[word]
    return _steady(piece, columns.captions.start[caption], rest - _pace_error(inside, rest) * inside)


def _at_start(inside: Floats, rest: Floats) -> float:
    """The distance that the words would have at the beginning of their cues.

    Inside a cue words are placed at the usual pace; where people speak faster or slower, the distance grows with the
    place. A robust line through the distances (Theil and Sen) is read at the beginning.
    """
    level = rest - _pace_error(inside, rest) * inside
    order = np.argsort(level)
    weight = np.cumsum(1.0 / (500.0 + np.abs(inside[order])))
    return float(level[order][int(np.searchsorted(weight, weight[-1] / 2))])


def _pace_error(inside: Floats, rest: Floats) -> float:
    """How the distances of words grow with their place inside the cues (Theil and Sen), -0.3 to 0.3."""
    step = max(len(inside) // _LINE, 1)
    x, y = inside[::step], rest[::step]
    i, j = np.triu_indices(len(x), 1)
    apart = np.abs(x[j] - x[i]) > 500
    if int(apart.sum()) < 20:
        return 0.0
    return float(np.clip(quantile((y[j] - y[i])[apart] / (x[j] - x[i])[apart], 0.5), -0.3, 0.3))


def _steady(piece: Piece, times: Floats, rest: Floats) -> Piece:
    """A piece with its rate corrected where words at both of its ends show a drift.

    A rate that two frame rates give is taken where it is within the error; another needs a minute and more words.
    """
    span = float(times.max() - times.min()) if len(times) else 0.0
    if len(times) < 16 or span < 15_000:
        return piece
    head, tail = times < times.min() + span / 3, times > times.max() - span / 3
    if min(int(head.sum()), int(tail.sum())) < 5:
        return piece
    drift = quantile(rest[tail], 0.5) - quantile(rest[head], 0.5)
    scatter = [quantile(np.abs(rest[side] - quantile(rest[side], 0.5)), 0.5) + 20 for side in (head, tail)]
    noise = 1.86 * math.hypot(scatter[0] / math.sqrt(head.sum()), scatter[1] / math.sqrt(tail.sum()))
    if abs(drift) < _DRIFT * 1000 or abs(drift) < 3 * noise:
        return piece
    distance = quantile(times[tail], 0.5) - quantile(times[head], 0.5)
    rate = piece.rate + drift / distance
    known = min(KNOWN_RATES, key=lambda r: abs(r - rate))
    if abs(known - rate) * distance <= max(2 * noise, 150):
        rate = known
    elif len(times) < 30 or span < 60_000:
        return piece
    turned = rest + (piece.rate - rate) * times
    return replace(piece, rate=rate, offset=piece.offset + quantile(turned, 0.5))


def _merged(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours whose offsets differ by less than a grid step or two are one piece."""
    out: list[Piece] = []
    for piece in pieces:
        before = out[-1] if out else None
        if before is not None and abs(before.time(piece.begin) - piece.time(piece.begin)) < 2.5 * BIN:
            kept = before if before.last - before.first >= piece.last - piece.first else piece
            out[-1] = replace(kept, first=before.first, last=piece.last, begin=before.begin)
        else:
            out.append(piece)
    return out


def _supported(fit: _Fit, columns: _Columns, captions: Captions) -> list[Piece]:
    """The pieces of the best path on which each piece has evidence of its own and none goes back before another.

    What fails is ruled out and the path taken anew; of two pieces that contradict each other the one goes without which
    the path is better.
    """
    pieces = _merged(_pieces(fit, columns, captions))
    for _ in range(_ROUNDS):
        if len(pieces) < 2:
            break
        nats = [_nats(p, columns, captions) for p in pieces]
        weak = int(np.argmin(nats))
        if nats[weak] < PIECE_EVIDENCE:
            fit = _ruled_out(fit, pieces[weak], columns)
        else:
            pair = next((p for p in itertools.pairwise(pieces) if _crossing(*p, columns)), None)
            if pair is None:
                break
            fit = max((_ruled_out(fit, p, columns) for p in pair), key=lambda f: f.path.score)
        pieces = _merged(_pieces(fit, columns, captions))
    return (
        pieces
        if len(pieces) < 2 or min(_nats(p, columns, captions) for p in pieces) >= PIECE_EVIDENCE
        else [_whole(max(pieces, key=lambda p: _nats(p, columns, captions)), captions)]
    )


def _whole(piece: Piece, captions: Captions) -> Piece:
    return replace(piece, first=0, last=len(captions.cues), begin=captions.cues[0].start)


def _ruled_out(fit: _Fit, piece: Piece, columns: _Columns) -> _Fit:
    evidence = without(fit.evidence, piece.first, piece.last, piece.offset)
    return replace(fit, evidence=evidence, path=best_path(evidence, columns.gaps))


def _nats(piece: Piece, columns: _Columns, captions: Captions) -> float:
    """The evidence of a piece: how unlikely so many words in agreement are by chance; 0 for too few words."""
    matched = len(_agreeing(piece, columns)[0])
    return 0.0 if matched < LEAST_PIECE_WORDS else _surprise(matched, _chance(piece, columns, captions))


def _surprise(matched: int, chance: float) -> float:
    """Minus the log of the chance of so many, by Poisson's law (its leading terms)."""
    low = max(chance, 0.1)
    return matched * math.log(matched / low) - (matched - low) if matched > low else 0.0


def _crossing(one: Piece, two: Piece, columns: _Columns) -> bool:
    """Whether words that agree with the second piece lie before words that agree with the first, in the recording."""
    times = []
    for piece in (one, two):
        chosen, _ = _agreeing(piece, columns)
        times.append(columns.words.start[columns.pairs.word[chosen]])
    if not len(times[0]) or not len(times[1]):
        return False
    return quantile(times[0], 0.9) > quantile(times[1], 0.1)


# ---------------------------------------------------------------- is it enough?


def _judged(pieces: Sequence[Piece], columns: _Columns, captions: Captions, fit: _Fit) -> SyncResult:
    """The result with the evidence counted. Raises ``SyncRefused`` where it is too little."""
    counted: list[Piece] = []
    matched_cues = np.zeros(len(captions.cues), dtype=bool)
    matched, inside, chance = 0, 0, 0.0
    for piece in pieces:
        chosen, rest = _agreeing(piece, columns)
        matched_cues[columns.captions.cue[columns.pairs.caption[chosen]]] = True
        covered = _covered(piece, columns, captions)
        spread = quantile(np.abs(rest), 0.5) if len(rest) else 0.0
        times = columns.words.start[columns.pairs.word[chosen]]
        shown = (int(times.min()), int(times.max())) if len(times) else (0, 0)
        counted.append(replace(piece, matched=len(chosen), words=int(covered.sum()), spread=spread, shown=shown))
        matched += len(chosen)
        inside += int(covered.sum())
        chance += _chance(piece, columns, captions)
    tried = math.log(max(len(fit.evidence.offsets), 2) * len(KNOWN_RATES)) + 2 * math.log(10) * (len(pieces) - 1)
    nats = _surprise(matched, chance)
    share = matched / max(inside, 1)
    peak = fit.evidence.peak / max(fit.evidence.rival, 1.0) / PEAK_RATIO if fit.evidence.peak >= PEAK else 0.0
    score = min(max(nats / (EVIDENCE + tried), peak), matched / LEAST_WORDS, share / LEAST_SHARE)
    if score < 1.0:
        cause = f"{matched} of {inside} recognised words agree with the captions ({share:.0%}; by chance {chance:.0f} would)."
        raise SyncRefused(score, 1.0, cause, "Is it the same recording and language?")
    spoken_cues = _covered_cues(pieces, columns, captions)
    unmatched = tuple(np.flatnonzero(spoken_cues & ~matched_cues).tolist())
    confidence = min(1.0, 1.0 - math.exp(-score)) * min(1.0, 0.5 + share)
    return SyncResult(tuple(counted), "words", confidence, True, unmatched, described(counted, captions))


def _covered(piece: Piece, columns: _Columns, captions: Captions) -> Flags:
    """Which recognised words lie inside the piece's cues."""
    cues = captions.cues[piece.first : piece.last]
    begin = np.array([piece.time(c.start) for c in cues], dtype=np.float64) - NEAR
    end = np.maximum.accumulate(np.array([piece.time(c.end) for c in cues], dtype=np.float64) + NEAR)
    order = np.sort(begin)
    place = np.searchsorted(order, columns.words.start, side="right") - 1
    return np.asarray((place >= 0) & (columns.words.start <= end[np.maximum(place, 0)]), dtype=bool)


def _covered_cues(pieces: Sequence[Piece], columns: _Columns, captions: Captions) -> Flags:
    """Which cues have recognised words in their time."""
    out = np.zeros(len(captions.cues), dtype=bool)
    times = np.sort(columns.words.start)
    for piece in pieces:
        for index in range(piece.first, piece.last):
            cue = captions.cues[index]
            low, high = np.searchsorted(times, [piece.time(cue.start), piece.time(cue.end)])
            out[index] = high - low >= 2
    return out


def _chance(piece: Piece, columns: _Columns, captions: Captions) -> float:
    """How many of the piece's recognised words would agree with captions of which only the frequencies are the same."""
    covered = np.flatnonzero(_covered(piece, columns, captions)).tolist()
    keys = Counter(columns.captions.keys)
    span = max(float(np.sum(np.minimum(np.diff(np.sort(columns.captions.start)), 2000.0))), 1000.0)
    mine = (columns.captions.cue >= piece.first) & (columns.captions.cue < piece.last)
    reach = np.minimum(NEAR + SPREAD_GROWTH * columns.captions.inside[mine], NEAR_MOST)
    width = 2 * float(reach.mean()) if len(reach) else 2 * NEAR
    return sum(min(1.0, keys[columns.words.keys[j]] * width / span) for j in covered)
