"""Frames and time codes (SMPTE ST 12-1): exact rates, drop-frame counting, a start other than zero."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from turncue.errors import UsageError

__all__ = ["FrameClock", "frame_clock"]

_NTSC = {"23.976": (24, 1001), "23.98": (24, 1001), "29.97": (30, 1001), "47.95": (48, 1001), "59.94": (60, 1001)}
_RATE = re.compile(r"(\d{1,3}(?:\.\d{1,3})?|\d{1,6}/\d{1,5})\s*(df|drop|ndf)?", re.IGNORECASE)
_TIME_CODE = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)([:;.])(\d{2,3})")


@dataclass(frozen=True, slots=True)
class FrameClock:
    """A frame rate. ``nominal`` is what a time code counts to in a second (30 for 29.97), ``drop`` whether it leaves
    out two (at 60: four) numbers a minute, ``start`` the number of the first frame."""

    rate: Fraction
    nominal: int
    drop: bool = False
    start: int = 0

    def frames(self, ms: int) -> int:
        """The frame nearest to a time in ms, counted from the begin of the media."""
        return int(Fraction(ms, 1000) * self.rate + Fraction(1, 2))

    def time_code(self, frame: int) -> str:
        """The time code of a frame (counted from the begin of the media), a semicolon before frames where it drops."""
        number = frame + self.start
        if self.drop:
            number += self._dropped(number)
        frames, nominal = number, self.nominal
        seconds, part = divmod(frames, nominal)
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours % 24:02d}:{minutes:02d}:{seconds:02d}{';' if self.drop else ':'}{part:02d}"

    def _dropped(self, frame: int) -> int:
        """How many numbers are left out up to a frame: none in each tenth minute."""
        left_out = self.nominal // 15
        minute = self.nominal * 60 - left_out
        ten_minutes = self.nominal * 600 - 9 * left_out
        tens, rest = divmod(frame, ten_minutes)
        return tens * 9 * left_out + (left_out * ((rest - left_out) // minute) if rest > left_out else 0)

    def number(self, time_code: str) -> int:
        """The number of the frame that a time code names. Raises ``UsageError``."""
        match = _TIME_CODE.fullmatch(time_code.strip())
        if match is None or int(match[5]) >= self.nominal:
            raise UsageError(
                f"{time_code!r} is no time code at {float(self.rate):g} frames a second: write 01:00:00:00."
            )
        minutes = int(match[1]) * 60 + int(match[2])
        number = (minutes * 60 + int(match[3])) * self.nominal + int(match[5])
        return number - (self.nominal // 15) * (minutes - minutes // 10) if self.drop else number


def frame_clock(rate: str, start: str = "") -> FrameClock:
    """A clock from a rate (``25``, ``23.976``, ``29.97df``, ``30000/1001``) and the time code of the first frame.

    Raises ``UsageError`` for a rate that is none, or one that cannot drop frames.
    """
    match = _RATE.fullmatch(rate.strip())
    if match is None:
        raise UsageError(f"frame rate {rate}: write a frame rate such as 25, 23.976, 29.97 or 29.97df.")
    number = match[1]
    if number in _NTSC:
        nominal, under = _NTSC[number]
        exact = Fraction(nominal * 1000, under)
    else:
        exact = Fraction(number) if "/" not in number or not number.endswith("/0") else Fraction(0)
        nominal = int(exact + Fraction(1, 2))
    if not 1 <= exact <= 240:
        raise UsageError(f"frame rate {rate}: it can be 1 to 240.")
    drop = (match[2] or "").lower() in ("df", "drop") or ";" in start
    if drop and (nominal not in (30, 60) or exact.denominator != 1001):
        raise UsageError(f"frame rate {rate}: only 29.97 and 59.94 drop frames.")
    clock = FrameClock(exact, nominal, drop)
    return FrameClock(exact, nominal, drop, clock.number(start)) if start else clock
