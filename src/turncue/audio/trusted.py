"""Forced alignment against the recogniser: where they differ, voice activity decides."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from turncue.arrays import Flags, Floats, Ints
from turncue.audio.activity import speech_onsets
from turncue.audio.params import TRUSTED_MOVE, TRUSTED_NEAR
from turncue.audio.word_times import monotonic
from turncue.timing import MEASURED, SOUND, Timing

__all__ = ["trusted"]


def trusted(before: Timing, after: Timing, speech: Floats) -> Timing:
    """``after``, but for the words that forced alignment took away from where the recogniser has the same word.

    ``before`` has the recogniser's times, ``speech`` is the probability of speech. Forced alignment gives every word a
    time, that of a word that was not spoken too, at the cost of its neighbours. Around a word that it took away, and
    not to an onset of voice activity, nothing of it is believed up to the next words on which both agree.
    """
    known = before.source == MEASURED
    onset = _near_onset(after.start, speech) & ~_near_onset(before.start, speech)
    agreed = (np.abs(after.start - before.start) <= TRUSTED_MOVE) | onset
    wrong = np.flatnonzero(known & ~agreed)
    if not len(wrong):
        return after
    firm = np.flatnonzero(known & agreed)
    place = np.searchsorted(firm, wrong)
    edges = np.concatenate([[-1], firm, [len(known)]])
    back = np.zeros(len(known), dtype=bool)
    for low, high in set(zip(edges[place].tolist(), edges[place + 1].tolist(), strict=True)):
        back[low + 1 : high] = True
    start = np.where(back, before.start, after.start)
    end = np.where(back, before.end, after.end)
    source = np.where(back, before.source, after.source)
    return monotonic(replace(after, start=start, end=end, source=source), {SOUND: 8.0, MEASURED: 4.0})


def _near_onset(times: Ints, speech: Floats) -> Flags:
    """Whether voice activity sets in near each time."""
    onsets = speech_onsets(speech)
    if not len(onsets):
        return np.zeros(len(times), dtype=bool)
    after = np.minimum(np.searchsorted(onsets, times), len(onsets) - 1)
    near = np.minimum(np.abs(onsets[after] - times), np.abs(onsets[np.maximum(after - 1, 0)] - times))
    return np.asarray(near <= TRUSTED_NEAR, dtype=bool)
