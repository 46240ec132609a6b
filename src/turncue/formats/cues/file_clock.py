"""How the times of one file count: with fractions, or with frames in the last field (``00:00:01:12``).

Whether the last field of two digits counts frames or hundredths no single time shows; the whole file does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from turncue import clock
from turncue.formats import params
from turncue.model import Repair

__all__ = ["FileClock"]

_FRAMES = re.compile(r"(\d{1,4}[:;][0-5]?\d[:;][0-5]?\d)[:;.](\d\d)")
_SEMICOLON = str.maketrans(";", ":")


@dataclass(frozen=True, slots=True)
class FileClock:
    """Reads the times of one file. ``rate``: frames a second, 0 where the times have no frames."""

    rate: int = 0

    @classmethod
    def of(cls, times: Iterable[str]) -> FileClock:
        """The clock of a file with these times: frames where every time has four fields and colons."""
        fields = [_FRAMES.fullmatch(time.strip()) for time in times]
        if not fields or any(m is None or m[0][-3] == "." for m in fields):
            return cls()
        highest = max(int(m[2]) for m in fields if m is not None)
        return cls(next((rate for rate in params.TIMING_LINE_RATES if highest < rate), 0))

    def ms(self, time: str) -> int | None:
        """A time in ms, None for what is none."""
        m = _FRAMES.fullmatch(time.strip()) if self.rate else None
        if m is None:
            return clock.parse(time.translate(_SEMICOLON))
        whole = clock.parse(m[1].translate(_SEMICOLON))
        return None if whole is None else whole + (int(m[2]) * 2000 // self.rate + 1) // 2

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What a user must know of the rate: it is assumed."""
        stated = f"read at {self.rate} frames a second"
        return (Repair(0, "frames in times", "hh:mm:ss:ff", stated),) if self.rate else ()
