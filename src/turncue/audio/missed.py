"""Speech that a recogniser passed over: stretches without words in which voice activity hears speech."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from turncue.audio.activity import FRAME, detector, probability_of
from turncue.audio.decode import Samples
from turncue.audio.params import MISSED_GAP, MISSED_LEAD, MISSED_SPEECH, RATE
from turncue.model import Word

__all__ = ["missed"]

_WINDOW = MISSED_SPEECH // FRAME


def missed(words: Sequence[Word], samples: Samples) -> list[tuple[int, int]]:
    """Start and end in ms of the stretches of a chunk that hold speech and no words; none without a detector.

    Whisper leaves out what comes after music or applause, up to the end of its window: a stretch begins where speech
    is steady.
    """
    length = len(samples) * 1000 // RATE
    ends = [0, *(w.end for w in words)]
    starts = [*(w.start for w in words), length]
    gaps = [(a, b) for a, b in zip(ends, starts, strict=True) if b - a >= MISSED_GAP]
    if not gaps or detector() == "level":  # the level alone takes music for speech
        return []
    sums = np.concatenate([[0], np.cumsum(probability_of(samples) > 0.5)])
    out = []
    for a, b in gaps:
        here = sums[a // FRAME : b // FRAME]
        steady = np.flatnonzero(here[_WINDOW:] - here[:-_WINDOW] >= 0.6 * _WINDOW)
        if len(steady):
            out.append((max(a + int(steady[0]) * FRAME - MISSED_LEAD, a), b))
    return out
