"""How probable each frame rate is, by where the words of each cue lie: whether another rate can be ruled out.

Words inside a cue err together (people pause, a turn is quick), so each cue is one witness, however many words agree.
Short captions, or captions whose words agree at one end only, do not tell a frame rate from an offset: that is decided
by the probability of the rates, not by the length.
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from turncue.arrays import Flags, Floats, Ints, quantile
from turncue.audio.params import (
    ACROSS_SWITCH,
    DRIFT,
    DRIFT_SCALE,
    DRIFT_SPAN,
    KNOWN_RATES,
    MOVED_SHARE,
    NEAR,
    NEAR_MOST,
    OFFSETS,
    RATE_DOUBT,
    RATE_HARM,
    RATE_POINTS,
    RATE_PRIOR,
    RATE_REACH,
    SCATTER,
    SCATTER_GROWTH,
    SCATTER_PRIOR,
    SPREAD_GROWTH,
)
from turncue.audio.piecewise import change_price
from turncue.audio.sync_result import Piece, SyncRefused, SyncResult, rate_name
from turncue.audio.word_columns import WordColumns
from turncue.model import Captions

__all__ = ["RateInDoubt", "RateOdds", "Witnesses", "check_rate", "log_probability", "one_piece", "rate_odds"]


@dataclass(frozen=True, slots=True)
class RateOdds:
    """The candidate ``rates``, the first one as fitted; the ``probability`` of each; ``moves[k]`` is by how many ms
    rate k puts cues elsewhere than the fitted rate does: 85 % of them by less; from ``harm`` on that counts. ``cues``
    are the witnesses."""

    rates: tuple[float, ...]
    probability: Floats
    moves: Floats
    cues: int
    harm: float = RATE_HARM

    @property
    def best(self) -> float:
        """The most probable rate."""
        return self.rates[int(self.probability.argmax())]

    @property
    def _harmful(self) -> Flags:
        return np.asarray(self.moves > self.harm, dtype=bool)

    @property
    def doubt(self) -> float:
        """The probability of the rates that would put a cue elsewhere."""
        return float(self.probability[self._harmful].sum())

    @property
    def rival(self) -> float:
        """The most probable of the rates that would put a cue elsewhere; the fitted one where there is none."""
        return self.rates[int(np.where(self._harmful, self.probability, 0.0).argmax())]

    @property
    def worst(self) -> float:
        """By how many ms ``rival`` would move a cue."""
        return float(self.moves[self.rates.index(self.rival)])


@dataclass(frozen=True, slots=True)
class Witnesses:
    """A witness a cue: its ``time`` in the captions and its ``place`` in the reference (ms), its ``piece``, and how
    exact it is (``spread``, 1 at the beginning of a cue)."""

    time: Floats
    place: Floats
    piece: Ints
    spread: Floats


class RateInDoubt(SyncRefused):
    """The words agree on an offset (``result``) and leave the frame rate open."""

    def __init__(self, score: float, threshold: float, cause: str, result: SyncResult) -> None:
        super().__init__(score, threshold, cause, "A better recogniser (--model FOLDER, --words FILE) may.")
        self.result = result


def check_rate(odds: RateOdds, captions: Captions, result: SyncResult) -> None:
    """Raises ``RateInDoubt`` where another rate that would move a cue is too probable."""
    if odds.doubt <= RATE_DOUBT:
        return
    span = (captions.cues[-1].start - captions.cues[0].start) / 1000
    cause = (
        f"The words of {odds.cues} cues over {span:.0f} s do not tell a rate of {odds.rates[0]:.4g} from one of "
        f"{odds.rival:.4g}{rate_name(odds.rival)}: the probability of another rate, with which cues would be up to "
        f"{odds.worst / 1000:.1f} s elsewhere, is {odds.doubt:.2f}."
    )
    raise RateInDoubt(1 - odds.doubt, 1 - RATE_DOUBT, cause, result)


def rate_odds(pieces: Sequence[Piece], columns: WordColumns) -> RateOdds:
    """The probability of each known rate, and of the fitted one, for pieces with offsets of their own."""
    points = _witnesses(pieces, columns)
    fitted = np.array([p.rate for p in pieces])
    others = [r for r in KNOWN_RATES if np.abs(fitted - r).max() > 1e-6]
    candidates = [fitted, *(np.full(len(pieces), r) for r in others)]
    logs = np.array([_with_drift(points, c, len(pieces)) + math.log(_prior(float(c[0]))) for c in candidates])
    weight = np.exp(logs - logs.max())
    moves = [_move(points, pieces, columns, c) for c in candidates]
    return RateOdds((float(fitted[0]), *others), weight / weight.sum(), np.array(moves), len(points.time))


def log_probability(points: Witnesses, rates: Floats, weight: float = 1.0) -> float:
    """Log of the probability (but for a constant) of the rates of the pieces, whatever the pieces' offsets are.

    ``weight``: how many independent witnesses each is worth.
    """
    return weight * _log_evidence(points, rates, len(rates)) + float(np.log(_prior(float(rates[0]))))


def _with_drift(points: Witnesses, rates: Floats, pieces: int) -> float:
    """``_log_evidence`` where the witnesses may drift together over their span, as a recogniser's times do."""
    span = float(np.ptp(points.time)) if len(points.time) else 0.0
    if span <= 0 or span > DRIFT_SPAN:
        return _log_evidence(points, rates, pieces)
    drift = np.array(DRIFT)
    weight = np.exp(-np.abs(drift) / DRIFT_SCALE)
    logs = [_log_evidence(points, rates + d / span, pieces) for d in drift.tolist()]
    return float(np.logaddexp.reduce(np.array(logs) + np.log(weight / weight.sum())))


def one_piece(pieces: Sequence[Piece], columns: WordColumns) -> Piece | None:
    """The one piece, at its most probable rate, that explains the places of the cues better than several pieces do.

    A change of the offset in a short recording looks like a rate, and cues that are each a bit off look like changes:
    however many words agree, each cue is one witness. None where the changes are more probable.
    """
    points = _witnesses(pieces, columns)
    if len(pieces) < 2 or len(np.unique(points.piece)) < len(pieces):
        return None
    price = sum(
        float(change_price(a.time(b.begin) - b.time(b.begin), ACROSS_SWITCH)) + math.log(OFFSETS)
        for a, b in itertools.pairwise(pieces)
    )
    several = log_probability(points, np.array([p.rate for p in pieces])) - price
    joined = replace(points, piece=np.zeros(len(points.piece), dtype=np.int64))
    logs = [log_probability(joined, np.array([rate])) for rate in KNOWN_RATES]
    best = int(np.argmax(logs))
    if logs[best] < several:
        return None
    rate = KNOWN_RATES[best]
    offset = quantile(points.place - rate * points.time, 0.5)
    return replace(pieces[0], last=pieces[-1].last, rate=rate, offset=offset)


def _prior(rate: float) -> float:
    return RATE_PRIOR if rate == 1.0 else (1 - RATE_PRIOR) / (len(KNOWN_RATES) - 1)


def _witnesses(pieces: Sequence[Piece], columns: WordColumns) -> Witnesses:
    rows: list[tuple[float, float, int, float]] = []
    for number, piece in enumerate(pieces):
        chain = _chain(piece, columns)
        caption, word = columns.pairs.caption[chain], columns.pairs.word[chain]
        cue = columns.captions.cue[caption]
        inside = columns.captions.inside[caption] + columns.words.inside[word]
        time, place = columns.captions.start[caption], columns.words.start[word]
        for c in np.unique(cue).tolist():
            mine = np.flatnonzero(cue == c)
            near = mine[inside[mine] <= inside[mine].min() + NEAR]
            rest = quantile(place[near] - piece.rate * time[near], 0.5)
            middle = float(time[near].mean())
            spread = 1.0 + SCATTER_GROWTH * float(inside[near].mean())
            rows.append((middle, piece.rate * middle + rest, number, spread))
    kept = rows[:: len(rows) // RATE_POINTS + 1]
    table = np.array(kept, dtype=np.float64).reshape(-1, 4)
    return Witnesses(table[:, 0], table[:, 1], table[:, 2].astype(np.int64), table[:, 3])


def _chain(piece: Piece, columns: WordColumns) -> Ints:
    """The longest chain of pairs in order on both sides, near enough to the piece for any of the usual rates."""
    pairs, left = columns.pairs, columns.captions
    inside = left.inside[pairs.caption] + columns.words.inside[pairs.word]
    time = left.start[pairs.caption]
    rest = columns.words.start[pairs.word] - piece.rate * time - piece.offset
    mine = (left.cue[pairs.caption] >= piece.first) & (left.cue[pairs.caption] < piece.last)
    if not mine.any():
        return np.zeros(0, dtype=np.int64)
    low, high = columns.starts[piece.first], columns.starts[piece.last - 1]
    reach = np.minimum(NEAR + SPREAD_GROWTH * inside, NEAR_MOST)
    reach = reach + np.minimum(0.045 * np.maximum(time - low, high - time), RATE_REACH)
    near = np.flatnonzero(mine & (np.abs(rest) <= reach))
    order = near[np.lexsort((-pairs.word[near], pairs.caption[near]))]
    return order[_increasing(pairs.word[order].tolist())]


def _increasing(values: Sequence[int]) -> list[int]:
    """The places of a longest strictly increasing sequence."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for k, value in enumerate(values):
        at = bisect.bisect_left(ends, value)
        ends[at : at + 1] = [value]
        places[at : at + 1] = [k]
        before.append(places[at - 1] if at else -1)
    out: list[int] = []
    k = places[-1] if places else -1
    while k >= 0:
        out.append(k)
        k = before[k]
    return out[::-1]


def _log_evidence(points: Witnesses, rates: Floats, pieces: int) -> float:
    """Log of the chance of the places, over all offsets of each piece and all scatters (Student's law, 4 degrees)."""
    total = np.log(np.array(SCATTER_PRIOR))
    scatter = np.array(SCATTER)[:, None, None]
    for number in range(pieces):
        mine = points.piece == number
        if not mine.any():
            continue
        rest = points.place[mine] - rates[number] * points.time[mine]
        offsets = quantile(rest, 0.5) + np.linspace(-1000.0, 1000.0, OFFSETS)
        size = scatter * points.spread[mine]
        z = (rest[None, None, :] - offsets[None, :, None]) / size
        logs = (-np.log(size) - 2.5 * np.log1p(z * z / 4)).sum(axis=2)
        total = total + np.logaddexp.reduce(logs, axis=1)
    return float(np.logaddexp.reduce(total))


def _move(points: Witnesses, pieces: Sequence[Piece], columns: WordColumns, rates: Floats) -> float:
    """By how many ms other rates, with the offsets that fit them best, move the cues: 85 % of them by less."""
    moves: list[float] = []
    for number, piece in enumerate(pieces):
        mine = points.piece == number
        starts = columns.starts[piece.first : piece.last]
        centre = quantile(points.time[mine], 0.5) if mine.any() else float(starts.mean())
        moves += np.abs((rates[number] - piece.rate) * (starts - centre)).tolist()
    return float(np.quantile(moves, MOVED_SHARE, method="higher"))
