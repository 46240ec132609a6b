"""What speaks against a result: cues whose words are heard elsewhere, and pieces that would fit elsewhere as well.

A word of the recording that agrees with a cue where the result puts it is explained and speaks for nothing else: a
chorus or a greeting that comes again is no contradiction.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from turncue.arrays import Flags, Floats, quantile
from turncue.audio.params import BIN, ELSEWHERE, ELSEWHERE_SHARE, NEAR, PEAK_RATIO, PIECE_MARGIN
from turncue.audio.piecewise import Votes, evidence_of
from turncue.audio.sync_result import Piece, SyncRefused, clock_of
from turncue.audio.word_columns import WordColumns, agreeing, votes_of
from turncue.model import Captions

__all__ = ["check_elsewhere", "check_margins", "contradicted", "gain_near", "margins", "standing"]

_HINT = "Are passages in another order, or is it another edit?"


def check_elsewhere(pieces: Sequence[Piece], columns: WordColumns, captions: Captions, rate: float) -> None:
    """Raises ``SyncRefused`` where the words of many cues are heard at other places."""
    elsewhere = contradicted(pieces, columns, rate)
    share = float(elsewhere.mean())
    if share >= ELSEWHERE_SHARE:
        first = captions.cues[int(elsewhere.argmax())].start
        cause = (
            f"The words of {int(elsewhere.sum())} of {len(elsewhere)} cues, the first at {clock_of(first)}, are heard "
            "at other places than the rest would put them."
        )
        raise SyncRefused(1 - share, 1 - ELSEWHERE_SHARE, cause, _HINT)


def standing(margins: Sequence[tuple[float, float]]) -> float:
    """How far the weakest piece stands above every other place: 1 where that is evidence by itself."""
    return float(min(min((own - other) / PIECE_MARGIN, own / max(other, 1.0) / PEAK_RATIO) for own, other in margins))


def check_margins(pieces: Sequence[Piece], margins: Sequence[tuple[float, float]]) -> None:
    """Raises ``SyncRefused`` where a piece fits another place about as well."""
    for piece, (own, other) in zip(pieces, margins, strict=True):
        if own - other < PIECE_MARGIN:
            cause = (
                f"{piece.last - piece.first} cues from {clock_of(piece.begin)} on fit one place in the recording "
                f"hardly better than another ({own:.0f} and {other:.0f} nats)."
            )
            raise SyncRefused(max(own - other, 0.0) / PIECE_MARGIN, 1.0, cause, "More cues or a better recogniser may.")


def contradicted(pieces: Sequence[Piece], columns: WordColumns, rate: float) -> Flags:
    """The cues that fit another offset clearly better than their own, alone or as a run of neighbours.

    Clearly is beyond what is likely by chance at one of so many offsets.
    """
    votes, own = votes_of(columns, rate), _offsets(pieces, columns.starts, rate)
    other = _kept(votes, ~_explained(pieces, columns)[columns.pairs.word])
    evidence = evidence_of(other, len(own))
    least = ELSEWHERE + math.log(1.0 + float(np.ptp(evidence.offsets)) / NEAR)
    more = evidence.gain - gain_near(votes, own)[:, None]
    more[np.abs(evidence.offsets[None, :] - own[:, None]) <= 2 * NEAR] = -np.inf
    out = np.zeros(len(own), dtype=bool)
    while True:
        first, last, value = _best_run(more)
        if value < least:
            return out
        out[first:last] = True
        more[first:last] = -np.inf


def margins(pieces: Sequence[Piece], columns: WordColumns, rate: float) -> list[tuple[float, float]]:
    """For each piece its nats, and those of the best other offset for all its cues."""
    votes, own = votes_of(columns, rate), _offsets(pieces, columns.starts, rate)
    out: list[tuple[float, float]] = []
    for piece in pieces:
        mine = (votes.cue >= piece.first) & (votes.cue < piece.last)
        others = [p for p in pieces if p is not piece]
        here = _gain_of_all(_kept(votes, mine), own)
        free = mine & ~_explained(others, columns)[columns.pairs.word]
        evidence = evidence_of(_kept(votes, free), len(own))
        far = np.abs(evidence.offsets - quantile(own[piece.first : piece.last], 0.5)) > 2 * NEAR
        total = evidence.gain.sum(axis=0)
        out.append((here, float(total[far].max()) if far.any() else 0.0))
    return out


def _kept(votes: Votes, which: Flags) -> Votes:
    return Votes(votes.cue[which], votes.offset[which], votes.spread[which], votes.gain[which])


def _explained(pieces: Sequence[Piece], columns: WordColumns) -> Flags:
    """The recognised words that agree with a piece."""
    out = np.zeros(len(columns.words), dtype=bool)
    for piece in pieces:
        out[columns.pairs.word[agreeing(piece, columns)[0]]] = True
    return out


def _offsets(pieces: Sequence[Piece], starts: Floats, rate: float) -> Floats:
    """The offset of each cue, for a map with ``rate``."""
    return np.concatenate([(p.rate - rate) * starts[p.first : p.last] + p.offset for p in pieces])


def gain_near(votes: Votes, offset: Floats) -> Floats:
    """Nats of each cue at its offset, or at one within NEAR of it: cues are not exact."""
    best = np.zeros(len(offset))
    for step in np.arange(-NEAR, NEAR + 1, BIN):
        best = np.maximum(best, np.bincount(votes.cue, _fallen(votes, offset, step), minlength=len(offset)))
    return best


def _gain_of_all(votes: Votes, offset: Floats) -> float:
    return max(float(_fallen(votes, offset, step).sum()) for step in (-BIN, 0.0, BIN))


def _fallen(votes: Votes, offset: Floats, step: float) -> Floats:
    apart = np.abs(votes.offset - offset[votes.cue] - step)
    return np.asarray(votes.gain * np.maximum(1.0 - apart / votes.spread, 0.0), dtype=np.float64)


def _best_run(more: Floats) -> tuple[int, int, float]:
    """The run of rows with the largest sum in one column."""
    count = more.shape[1]
    value, begin = np.zeros(count), np.zeros(count, dtype=np.int64)
    best = (0, 0, 0.0)
    for c, row in enumerate(more):
        fresh = value <= 0
        begin[fresh] = c
        value = np.where(fresh, 0.0, value) + row
        top = int(value.argmax())
        if value[top] > best[2]:
            best = (int(begin[top]), c + 1, float(value[top]))
    return best
