"""Times written into the transcript: pins that must hold, and stamps that are evidence.

Stamps come from another clock more often than not: a recording that began earlier, a film run at 25 frames instead of
23.976, a cut. How they lie to the captions is found out from the turns that were placed for sure; then they say where
the others may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from turncue import clock
from turncue.arrays import Floats, Ints, quantile
from turncue.errors import UsageError
from turncue.model import Transcript
from turncue.prepare.caption_times import HeardTimes
from turncue.prepare.token_columns import TranscriptTokens

__all__ = ["ClockFit", "Pin", "fit_clock", "pins_of", "soft_stamps"]


_RATES = {
    "25/23.976": 25 / 23.976,
    "23.976/25": 23.976 / 25,
    "25/24": 25 / 24,
    "24/25": 24 / 25,
    "24/23.976": 24 / 23.976,
    "23.976/24": 23.976 / 24,
}
_FEW = 6  # stamps: below this nothing is said of their clock
_SAME = 1500.0  # ms: stamps that lie closer than this run on the captions' clock
_USELESS = 5000.0  # ms: stamps that scatter more than this are no evidence


@dataclass(frozen=True, slots=True)
class Pin:
    """Transcript token ``token`` is said at ``time`` ms, and caption token ``heard`` is the first from then on."""

    token: int
    heard: int
    time: int


def _token_at(said: TranscriptTokens, turn: int, at: int) -> int | None:
    """The first token of a turn from a character on."""
    a, b = np.searchsorted(said.turn, [turn, turn + 1])
    k = int(a + np.searchsorted(said.begin[a:b], at))
    return k if k < b else None


def pins_of(
    transcript: Transcript, said: TranscriptTokens, times: HeardTimes, extra: Sequence[tuple[int, int]] = ()
) -> list[Pin]:
    """The pins of a transcript (``[[00:12:34.5]]``) and ``extra`` ones, as (turn from 1, ms).

    Raises UsageError for a turn that is not there, and where pins run backwards.
    """
    wanted: dict[int, int] = {}
    for k, turn in enumerate(transcript.turns):
        for stamp in turn.stamps:
            token = _token_at(said, k, stamp.at) if stamp.hard else None
            if token is not None:
                wanted[token] = stamp.time
    for number, time in extra:
        if not 1 <= number <= len(transcript.turns):
            raise UsageError(f"--pin {number}: there are turns 1 to {len(transcript.turns)}.")
        token = _token_at(said, number - 1, 0)
        if token is not None:
            wanted[token] = time
    pins = [Pin(t, int(np.searchsorted(times.start, ms)), ms) for t, ms in sorted(wanted.items())]
    for one, other in pairwise(pins):
        if other.time <= one.time:
            first, second = int(said.turn[one.token]) + 1, int(said.turn[other.token]) + 1
            raise UsageError(
                f"pins run backwards: turn {first} is pinned to {clock.vtt(one.time)}, "
                f"turn {second} after it to {clock.vtt(other.time)}. Correct or remove one."
            )
    return pins


def soft_stamps(transcript: Transcript, said: TranscriptTokens) -> tuple[Ints, Floats]:
    """Tokens with a time that is evidence, and that time in ms; in order of the tokens."""
    found: dict[int, int] = {}
    for k, turn in enumerate(transcript.turns):
        stamps = [(s.at, s.time) for s in turn.stamps if not s.hard]
        if turn.start is not None:
            stamps.append((0, turn.start))
        for at, time in stamps:
            token = _token_at(said, k, at)
            if token is not None:
                found[token] = time
    tokens = sorted(found)
    return np.array(tokens, dtype=np.int64), np.array([found[t] for t in tokens], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class ClockFit:
    """How the transcript's stamps lie to the captions' clock.

    A stamp of x ms means ``rate * x + offset`` before ``jump_at`` (x ms; None without one) and ``rate * x + after``
    from there on. ``spread`` is the median distance in ms that is left; ``message`` what to tell the user, "" when
    the clocks agree.
    """

    rate: float
    offset: float
    spread: float
    jump_at: float | None = None
    after: float = 0.0
    message: str = ""

    @property
    def useful(self) -> bool:
        """Whether the stamps lie close enough to the captions to be evidence."""
        return self.spread <= _USELESS

    def at(self, stamps: Floats) -> Floats:
        """Stamps in ms on the captions' clock."""
        offset = np.full(len(stamps), self.offset)
        if self.jump_at is not None:
            offset[stamps >= self.jump_at] = self.after
        moved: Floats = self.rate * stamps + offset
        return moved


def _spread(rest: Floats) -> tuple[float, float]:
    middle = quantile(rest, 0.5)
    return middle, quantile(np.abs(rest - middle), 0.5)


def fit_clock(stamps: Floats, placed: Floats) -> ClockFit | None:
    """Find constant offset, frame rate or one jump between stamps and the times of surely placed words, in ms.

    None when there are too few to say. A fit whose ``spread`` is over five seconds is no evidence.
    """
    if len(stamps) < _FEW:
        return None
    offset, spread = _spread(placed - stamps)
    best = ClockFit(1.0, offset, spread)
    reach = float(stamps.max() - stamps.min())
    for name, rate in _RATES.items():
        middle, left = _spread(placed - rate * stamps)
        if abs(rate - 1) * reach > 3000 and left < 0.4 * best.spread:
            told = f"the transcript's time stamps run at another frame rate ({name}), {_off(middle)} the captions at 0"
            best = ClockFit(rate, middle, left, message=told)
    if best.rate == 1.0:
        best = _with_jump(stamps, placed, best)
    if best.spread > _USELESS:
        told = f"the transcript's time stamps do not fit the captions (they scatter by {best.spread / 1000:.0f} s)"
        return ClockFit(best.rate, best.offset, best.spread, message=told + "; they were not used")
    if not best.message and abs(best.offset) > _SAME:
        told = f"the transcript's time stamps are {_off(best.offset)} the captions throughout"
        return ClockFit(1.0, best.offset, best.spread, message=told)
    return best


def _off(offset: float) -> str:
    return f"{abs(offset) / 1000:.1f} s {'later' if offset < 0 else 'earlier'} than"


def _with_jump(stamps: Floats, placed: Floats, plain: ClockFit) -> ClockFit:
    """The fit with one jump in it, where that explains far more."""
    order = np.argsort(stamps)
    x, rest = stamps[order], (placed - stamps)[order]
    best = plain
    for k in range(3, len(x) - 2):
        before, after = float(np.median(rest[:k])), float(np.median(rest[k:]))
        if abs(after - before) < 2 * _SAME:
            continue
        left = np.concatenate((rest[:k] - before, rest[k:] - after))
        mean, known = float(np.abs(left).mean()), float(np.abs(rest - plain.offset).mean())
        limit = 0.4 * known if best is plain else best.spread
        if mean < limit:
            told = (
                f"at {clock.vtt(round(x[k]))} of the transcript's time stamps the captions jump by "
                f"{(after - before) / 1000:+.1f} s: a cut"
            )
            best = ClockFit(1.0, before, mean, float(x[k]), after, told)
    return best
