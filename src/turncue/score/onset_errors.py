"""Errors of times, kept whole so that they can be pooled."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

__all__ = ["Errors"]


@dataclass(frozen=True, slots=True)
class Errors:
    """How far times are off: ``offsets`` are result minus reference in ms, sorted; ``missing`` have no time at all.

    ``looked_up`` of the offsets come from the first word's time, for the result has no such turn.
    """

    offsets: tuple[int, ...] = ()
    missing: int = 0
    looked_up: int = 0

    def __len__(self) -> int:
        return len(self.offsets) + self.missing

    @property
    def sizes(self) -> list[int]:
        """The errors without their sign in ms, in order of size."""
        return sorted(map(abs, self.offsets))

    def quantile(self, share: float, *, missing: bool = True) -> float | None:
        """The error in ms that ``share`` (0 to 1) do not exceed, linear between neighbours.

        What is missing counts as infinitely far off (unless ``missing`` is false); None where that is reached, and
        where there is nothing.
        """
        sizes = self.sizes
        count = len(self) if missing else len(sizes)
        if not count:
            return None
        place = share * (count - 1)
        low = int(place)
        high = low if place == low else low + 1
        if high >= len(sizes):
            return None
        return sizes[low] + (sizes[high] - sizes[low]) * (place - low)

    def within(self, limit: int, *, missing: bool = True) -> float:
        """Share (0 to 1) not more than ``limit`` ms off; missing ones count as wrong unless ``missing`` is false."""
        count = len(self) if missing else len(self.offsets)
        return bisect_right(self.sizes, limit) / count if count else 0.0

    @property
    def bias(self) -> float | None:
        """Median of the signed errors in ms: above 0 the result is late."""
        n = len(self.offsets)
        return (self.offsets[(n - 1) // 2] + self.offsets[n // 2]) / 2 if n else None

    def __add__(self, other: Errors) -> Errors:
        return Errors(
            tuple(sorted(self.offsets + other.offsets)),
            self.missing + other.missing,
            self.looked_up + other.looked_up,
        )
