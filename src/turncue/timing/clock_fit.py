"""How the transcript's time stamps relate to the captions' clock.

Time stamps come from another clock more often than not: a recording that began earlier, a film that runs at 25 frames
a second instead of 23.976, a cut. The relation is fitted to the turns with a certain place; then it says where the
others may be.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from turncue import clock
from turncue.arrays import Floats, quantile
from turncue.prepare import params

__all__ = ["ClockFit", "fit_clock"]

_RATES = {
    "25/23.976": 25 / 23.976,
    "23.976/25": 23.976 / 25,
    "25/24": 25 / 24,
    "24/25": 24 / 25,
    "24/23.976": 24 / 23.976,
    "23.976/24": 23.976 / 24,
}


@dataclass(frozen=True, slots=True)
class ClockFit:
    """How the transcript's time stamps relate to the captions' clock.

    A time stamp of x ms means ``rate * x + offset`` before ``jump_at`` (x ms; None without one) and ``rate * x +
    after`` from there on. ``spread`` is the median distance in ms that is left; ``message`` what to tell
    the user, "" when the clocks agree.
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
        return self.spread <= params.USELESS_MS

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
    if len(stamps) < params.LEAST_TIMESTAMPS:
        return None
    offset, spread = _spread(placed - stamps)
    best = ClockFit(1.0, offset, spread)
    reach = float(stamps.max() - stamps.min())
    for name, rate in _RATES.items():
        middle, left = _spread(placed - rate * stamps)
        if abs(rate - 1) * reach > 3000 and left < 0.4 * best.spread:
            message = (
                f"the transcript's time stamps run at another frame rate ({name}), {_off(middle)} the captions at 0"
            )
            best = ClockFit(rate, middle, left, message=message)
    if best.rate == 1.0:
        best = _with_jump(stamps, placed, best)
    if best.spread > params.USELESS_MS:
        message = f"the transcript's time stamps do not fit the captions (they scatter by {best.spread / 1000:.0f} s)"
        return ClockFit(best.rate, best.offset, best.spread, message=message + "; they were not used")
    if not best.message and abs(best.offset) > params.SAME_CLOCK_MS:
        message = f"the transcript's time stamps are {_off(best.offset)} the captions throughout"
        return ClockFit(1.0, best.offset, best.spread, message=message)
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
        if abs(after - before) < 2 * params.SAME_CLOCK_MS:
            continue
        left = np.concatenate((rest[:k] - before, rest[k:] - after))
        mean, known = float(np.abs(left).mean()), float(np.abs(rest - plain.offset).mean())
        limit = 0.4 * known if best is plain else best.spread
        if mean < limit:
            message = (
                f"at {clock.vtt(round(x[k]))} of the transcript's time stamps the captions jump by "
                f"{(after - before) / 1000:+.1f} s: a cut"
            )
            best = ClockFit(1.0, before, mean, float(x[k]), after, message)
    return best
