"""Times of words found in the sound: what the two ways to find them give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from turncue.arrays import Flags, Ints

__all__ = ["WordTimes", "in_order"]


@dataclass(frozen=True, slots=True)
class WordTimes:
    """Start and end of each word in ms, and whether it was found in the sound."""

    start: Ints
    end: Ints
    measured: Flags


def in_order(times: WordTimes, rough: Ints) -> WordTimes:
    """Times in order: what goes back before an earlier word takes its place after it."""
    start, measured = times.start, times.measured
    first = np.maximum.accumulate(start)
    late = np.where(measured, first, np.maximum.accumulate(np.where(measured, start, np.minimum(start, rough))))
    one = np.maximum.accumulate(np.maximum(first, late))
    following = np.append(one[1:], one[-1:] + 10_000)
    two = np.maximum(np.minimum(np.maximum(times.end, one + 20), np.maximum(following, one + 1)), one + 1)
    return WordTimes(one, two, measured)
