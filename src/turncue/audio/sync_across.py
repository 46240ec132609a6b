"""Captions of one language brought to the clock of captions of another: by the engine that aligns across languages."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from turncue.arrays import Floats, Ints, quantile
from turncue.audio.params import (
    ACROSS_DOUBT,
    ACROSS_GAINS,
    ACROSS_HARM,
    ACROSS_LEAST,
    ACROSS_REACH,
    ACROSS_SHARE,
    ACROSS_SPREAD,
    ACROSS_SWITCH,
    ACROSS_WEIGHT,
    KEEP,
    KNOWN_RATES,
)
from turncue.audio.piecewise import Path, Votes, best_path, change_price, evidence_of
from turncue.audio.rate_evidence import RateOdds, Witnesses, check_rate, log_probability
from turncue.audio.sync_result import Piece, SyncRefused, SyncResult, described
from turncue.model import Captions, Transcript, Turn

__all__ = ["Matcher", "Placed", "sync_across"]


@dataclass(frozen=True, slots=True)
class Placed:
    """Turn ``index`` starts at ``start`` ms of the reference, with a ``confidence`` from 0 to 1."""

    index: int
    start: int
    confidence: float


Matcher = Callable[[Transcript, Captions], Sequence[Placed]]
"""Aligns a transcript with captions of any language; gives the turns that it places. Raises ``AlignError``."""


def sync_across(captions: Captions, reference: Captions, matcher: Matcher) -> SyncResult:
    """The map from the captions' clock to the reference's, by where each cue's text is placed in the reference.

    Each cue is a turn without a name. Raises ``SyncRefused`` (an ``AlignError``) without enough agreement.
    """
    cues = [k for k, c in enumerate(captions.cues) if c.text.strip()]
    turns = tuple(Turn(None, captions.cues[k].text.replace("\n", " ")) for k in cues)
    placed = matcher(Transcript(turns, language=captions.language), reference)
    if len(placed) < ACROSS_LEAST:
        raise SyncRefused(len(placed) / ACROSS_LEAST, 1.0, f"{len(placed)} cues are placed in the reference.")
    columns = _columns(captions, [replace(p, index=cues[p.index]) for p in placed])
    pieces, odds = _best(columns, captions)
    matched = sum(p.matched for p in pieces)
    share = matched / len(placed)
    if share < ACROSS_SHARE or matched < ACROSS_LEAST:
        cause = f"{matched} of {len(placed)} placed cues agree on the times."
        raise SyncRefused(share / ACROSS_SHARE, 1.0, cause, "Is it the same recording?")
    result = SyncResult(tuple(pieces), "captions", share, True, (), described(pieces, captions))
    check_rate(odds, captions, result)
    largest = max(abs(p.shift(captions.cues[k].start)) for p in pieces for k in (p.first, p.last - 1))
    if largest < 2 * KEEP:
        return replace(result, moved=False, messages=(f"in time already, to {largest / 1000:.2f} s",))
    return result


@dataclass(frozen=True, slots=True)
class _Columns:
    """The placed cues (``index``, ``position`` in the reference in ms, ``confidence``), the starts of all cues and the
    gaps before them."""

    index: Ints
    position: Floats
    confidence: Floats
    starts: Floats
    gaps: Floats

    @property
    def spread(self) -> Floats:
        """How much farther from its place a cue may be than one that is sure."""
        return 1.0 + ACROSS_DOUBT * (1.0 - self.confidence)

    def rest(self, rate: float) -> Floats:
        """The offset that each placed cue asks for."""
        return self.position - rate * self.starts[self.index]


def _columns(captions: Captions, placed: Sequence[Placed]) -> _Columns:
    starts = np.array([c.start for c in captions.cues], dtype=np.float64)
    ends = np.array([c.end for c in captions.cues], dtype=np.float64)
    return _Columns(
        np.array([p.index for p in placed], dtype=np.int64),
        np.array([p.start for p in placed], dtype=np.float64),
        np.array([p.confidence for p in placed], dtype=np.float64),
        starts,
        np.concatenate([[0.0], np.maximum(starts[1:] - ends[:-1], 0.0)]),
    )


def _path(columns: _Columns, rate: float, gain: float) -> Path:
    spread = np.full(len(columns.index), ACROSS_SPREAD)
    votes = Votes(columns.index, columns.rest(rate), spread, gain * columns.confidence)
    return best_path(evidence_of(votes, len(columns.starts)), columns.gaps, ACROSS_SWITCH)


def _best(columns: _Columns, captions: Captions) -> tuple[list[Piece], RateOdds]:
    """The pieces of the most probable rate, and how probable the others are, each with pieces of its own.

    A cut in a short recording looks like a rate to one piece, so no rate is judged by the pieces of another.
    """
    tries = itertools.product(KNOWN_RATES, ACROSS_GAINS)
    made = [_pieces(columns, captions, rate, gain) for rate, gain in tries]
    logs = np.array([_log_probability(columns, pieces) for pieces in made])
    weight = np.exp(logs - logs.max())
    best = int(weight.argmax())
    new = np.stack([_new_starts(columns, pieces) for pieces in made])
    moves = np.abs(new - new[best]).max(axis=1)
    order = [best, *(k for k in range(len(made)) if k != best)]
    rates = tuple(made[k][0].rate for k in order)
    return made[best], RateOdds(rates, weight[order] / weight.sum(), moves[order], len(columns.index), ACROSS_HARM)


def _log_probability(columns: _Columns, pieces: Sequence[Piece]) -> float:
    """Of a rate and its pieces: the witnesses' places, what is known beforehand, and the price of each change."""
    number = np.searchsorted([p.last for p in pieces], columns.index, side="right")
    witnesses = Witnesses(columns.starts[columns.index], columns.position, number, columns.spread)
    price = sum(change_price(a.time(b.begin) - b.time(b.begin), ACROSS_SWITCH) for a, b in itertools.pairwise(pieces))
    return log_probability(witnesses, np.array([p.rate for p in pieces]), ACROSS_WEIGHT) - float(price)


def _new_starts(columns: _Columns, pieces: Sequence[Piece]) -> Floats:
    return np.concatenate([p.rate * columns.starts[p.first : p.last] + p.offset for p in pieces])


def _change(offset: Floats, place: int, gaps: Floats) -> int:
    """Where an offset really changes: what is moved back has room before it, in a gap of the captions nearby."""
    back = offset[place - 1] - offset[place] - KEEP
    low, high = max(place - ACROSS_REACH, 1), min(place + ACROSS_REACH + 1, len(gaps))
    room = low + np.flatnonzero(gaps[low:high] >= back)
    return place if back <= KEEP or not len(room) else int(room[np.abs(room - place).argmin()])


def _pieces(columns: _Columns, captions: Captions, rate: float, gain: float) -> list[Piece]:
    """The pieces of the best path of a rate, a sure cue worth ``gain`` nats, with their exact offsets."""
    offset = _path(columns, rate, gain).offset
    changes = [_change(offset, k, columns.gaps) for k in (np.flatnonzero(np.diff(offset)) + 1).tolist()]
    edges = sorted({0, *changes, len(offset)})
    out: list[Piece] = []
    for first, last in itertools.pairwise(edges):
        mine = (columns.index >= first) & (columns.index < last)
        rest = columns.rest(rate)[mine]
        middle = (first + last) // 2  # the offset of a piece whose edges were moved
        near = np.abs(rest - offset[middle]) <= ACROSS_SPREAD
        exact = quantile(rest[near], 0.5) if near.any() else float(offset[middle])
        spread = quantile(np.abs(rest[near] - exact), 0.5) if near.any() else 0.0
        begin = captions.cues[first].start
        out.append(Piece(first, last, begin, rate, exact, int(near.sum()), int(mine.sum()), spread))
    return out
