"""Times of words found in the sound: what the two ways to find them share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from turncue.arrays import Flags, Ints
from turncue.timing import UNPLACED, Timing
from turncue.timing.enforce_monotonic import enforce_monotonic

__all__ = ["WordTimes", "WordWindow", "in_order", "monotonic"]


@dataclass(frozen=True, slots=True)
class WordTimes:
    """Start and end of each word in ms, and whether it was found in the sound."""

    start: Ints
    end: Ints
    measured: Flags


@dataclass(frozen=True, slots=True)
class WordWindow:
    """Words that are aligned at once: ``[first, last)`` are wanted, ``[left, right)`` are aligned."""

    first: int
    last: int
    left: int
    right: int


def in_order(times: WordTimes, rough: Ints) -> WordTimes:
    """Times in order: what goes back before an earlier word takes its place after it."""
    start, measured = times.start, times.measured
    first = np.maximum.accumulate(start)
    late = np.where(measured, first, np.maximum.accumulate(np.where(measured, start, np.minimum(start, rough))))
    one = np.maximum.accumulate(np.maximum(first, late))
    following = np.append(one[1:], one[-1:] + 10_000)
    two = np.maximum(np.minimum(np.maximum(times.end, one + 20), np.maximum(following, one + 1)), one + 1)
    return WordTimes(one, two, measured)


def monotonic(timing: Timing, firmness: Mapping[int, float]) -> Timing:
    """A timing whose placed tokens are in order and last 1 ms at least.

    ``firmness``: how firm a time is by its source; 1 for any other.
    """
    on = np.flatnonzero(timing.source != UNPLACED)
    firm = np.array([firmness.get(source, 1.0) for source in timing.source[on].tolist()], dtype=np.float64)
    start, end, least = timing.start.copy(), timing.end.copy(), np.ones(len(on), dtype=np.int64)
    start[on], end[on] = enforce_monotonic(start[on].astype(float), end[on].astype(float), least, firm)
    return replace(timing, start=start, end=end)
