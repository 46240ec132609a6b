"""Forced alignment against the recogniser: a word that both know, at two times, keeps the recogniser's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from turncue.audio.params import TRUSTED_MOVE
from turncue.timing import MEASURED, SOUND, UNPLACED, Timing
from turncue.timing.enforce_monotonic import enforce_monotonic

__all__ = ["trusted"]


def trusted(before: Timing, after: Timing) -> Timing:
    """``after``, but for the words that forced alignment took away from where the recogniser has the same word.

    ``before`` has the recogniser's times. Forced alignment gives every word a time, that of a word that was not spoken
    too, at the cost of its neighbours: around a word that it took away, up to the next words on which both agree,
    nothing of it is believed.
    """
    known = before.source == MEASURED
    apart = np.abs(after.start - before.start)
    wrong = np.flatnonzero(known & (apart > TRUSTED_MOVE))
    if not len(wrong):
        return after
    agreed = np.flatnonzero(known & (apart <= TRUSTED_MOVE))
    place = np.searchsorted(agreed, wrong)
    padded = np.concatenate([[-1], agreed, [len(known)]])
    back = np.zeros(len(known), dtype=bool)
    for low, high in set(zip(padded[place].tolist(), padded[place + 1].tolist(), strict=True)):
        back[low + 1 : high] = True
    start = np.where(back, before.start, after.start)
    end = np.where(back, before.end, after.end)
    source = np.where(back, before.source, after.source)
    on = np.flatnonzero(source != UNPLACED)
    weight = np.where(source[on] == SOUND, 8.0, np.where(source[on] == MEASURED, 4.0, 1.0))
    least = np.ones(len(on), dtype=np.int64)
    start[on], end[on] = enforce_monotonic(start[on].astype(float), end[on].astype(float), least, weight)
    return replace(after, start=start, end=end, source=source)
