"""The path of offsets as pieces with exact offsets and rates, each with evidence of its own and in order."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from turncue.arrays import Floats, quantile
from turncue.audio import params
from turncue.audio.params import (
    BIN,
    KNOWN_RATES,
    PIECE_EVIDENCE,
)
from turncue.audio.piecewise import Evidence, Path, best_path, without
from turncue.audio.sync_result import Piece
from turncue.audio.word_columns import WordColumns, agreeing, nats_of
from turncue.model import Captions

__all__ = ["Fit", "refined", "supported"]


@dataclass(frozen=True, slots=True)
class Fit:
    """One rate with its best path, and how many offsets the search looked at."""

    rate: float
    path: Path
    evidence: Evidence


def supported(fit: Fit, columns: WordColumns, captions: Captions) -> list[Piece]:
    """The pieces of the best path on which each piece has evidence of its own and none goes back before another.

    What fails is ruled out and the path taken anew. All pieces have one rate: captions were made for one frame rate.
    """
    pieces = _supported(fit, columns, captions)
    if len({p.rate for p in pieces}) == 1:
        return pieces
    middle = [float(columns.starts[(p.first + p.last) // 2]) for p in pieces]
    alike = [
        replace(p, rate=fit.rate, offset=p.offset + (p.rate - fit.rate) * t)
        for p, t in zip(pieces, middle, strict=True)
    ]
    return [refined(p, columns) for p in alike]


def _supported(fit: Fit, columns: WordColumns, captions: Captions) -> list[Piece]:
    pieces = _merged(_pieces(fit, columns, captions))
    unchanged = fit.evidence
    for _ in range(params.WORD_PIECES_ROUNDS):
        if len(pieces) < 2:
            break
        nats = [nats_of(p, columns, captions) for p in pieces]
        weak = int(np.argmin(nats))
        bad = [pieces[weak]] if nats[weak] < PIECE_EVIDENCE else _out_of_order(pieces, nats, columns)
        if not bad:
            return pieces
        for piece in bad:
            fit = _ruled_out(fit, piece, columns)
        pieces = _merged(_pieces(fit, columns, captions))
    if len(pieces) == 1:
        return pieces
    # no chain of pieces stands: the one offset that most of all words support, not that of the best piece
    offset = float(unchanged.offsets[int(unchanged.gain.sum(axis=0).argmax())])
    return [_exact(Piece(0, len(captions.cues), captions.cues[0].start, fit.rate, offset), columns)]


def _ruled_out(fit: Fit, piece: Piece, columns: WordColumns) -> Fit:
    evidence = without(fit.evidence, piece.first, piece.last, piece.offset)
    return replace(fit, evidence=evidence, path=best_path(evidence, columns.gaps))


def _out_of_order(pieces: Sequence[Piece], nats: Sequence[float], columns: WordColumns) -> list[Piece]:
    """The pieces outside the chain with most evidence in which no piece goes back before an earlier one."""
    best: list[tuple[float, list[int]]] = []
    for k, piece in enumerate(pieces):
        chains = [best[i] for i in range(k) if not _crossing(pieces[i], piece, columns)]
        value, chain = max(chains, key=lambda c: c[0], default=(0.0, []))
        best.append((value + nats[k], [*chain, k]))
    kept = set(max(best, key=lambda c: c[0])[1])
    return [p for k, p in enumerate(pieces) if k not in kept]


def _crossing(one: Piece, two: Piece, columns: WordColumns) -> bool:
    """Whether words that agree with the second piece lie before words that agree with the first, in the recording."""
    times = []
    for piece in (one, two):
        chosen, _ = agreeing(piece, columns)
        times.append(columns.words.start[columns.pairs.word[chosen]])
    if not len(times[0]) or not len(times[1]):
        return False
    return quantile(times[0], 0.9) > quantile(times[1], 0.1)


def _pieces(fit: Fit, columns: WordColumns, captions: Captions) -> list[Piece]:
    """The path's pieces with their exact offsets."""
    edges = [0, *(np.flatnonzero(np.diff(fit.path.offset)) + 1).tolist(), len(columns.starts)]
    out = []
    for first, last in itertools.pairwise(edges):
        piece = Piece(first, last, captions.cues[first].start, fit.rate, float(fit.path.offset[first]))
        out.append(_exact(piece, columns))
    return out


def refined(piece: Piece, columns: WordColumns) -> Piece:
    """A piece with the offset that its agreeing words have."""
    for _ in range(3):
        chosen, rest = agreeing(piece, columns)
        if not len(chosen):
            return piece
        caption, word = columns.pairs.caption[chosen], columns.pairs.word[chosen]
        firsts = columns.captions.first[caption] & columns.words.first[word]
        firsts &= np.abs(rest) <= 2 * quantile(np.abs(rest), 0.5) + 100
        inside = columns.captions.inside[caption] - columns.words.inside[word]
        move = (
            quantile(rest[firsts], 0.5) if int(firsts.sum()) >= params.WORD_PIECES_FIRSTS else _at_start(inside, rest)
        )
        piece = replace(piece, offset=piece.offset + move)
    return piece


def _exact(piece: Piece, columns: WordColumns) -> Piece:
    """A piece with the offset (and the slope, where the words show one) that its agreeing words have."""
    piece = refined(piece, columns)
    chosen, rest = agreeing(piece, columns)
    if not len(chosen):
        return piece
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
    step = max(len(inside) // params.WORD_PIECES_LINE, 1)
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
    if abs(drift) < params.WORD_PIECES_DRIFT * 1000 or abs(drift) < 3 * noise:
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
