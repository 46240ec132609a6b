"""Word starts moved to where the sound sets in, after a pause only.

Recognisers place the first word after a pause too early, into the pause, or right behind the word before it. A word
that begins in quiet sound starts where the level rises; one with a pause in it starts after the pause, where more of
its sound is. It never passes its own end or a neighbour.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from turncue.arrays import Floats, Ints
from turncue.audio import params
from turncue.audio.chunks import levels
from turncue.audio.decode import Samples
from turncue.audio.params import ONSET_RISE, ONSET_SHARE
from turncue.model import Word

__all__ = ["past_pauses", "sharpened"]


def sharpened(words: Sequence[Word], samples: Samples, lead: int) -> list[Word]:
    """Words of a chunk with ``lead`` ms added to their starts, and starts in a pause moved to the onset.

    Times in ms from the beginning of the samples. Order is kept; no word becomes shorter than 20 ms.
    """
    if not words:
        return []
    loud = levels(samples)
    threshold = _threshold(loud)
    out: list[Word] = []
    before = -1000
    for word in words:
        start, end = word.start + lead, max(word.end, word.start + lead + params.ONSETS_FRAME)
        if word.start - before >= params.ONSETS_PAUSE or not out or end - start > 700:
            start = _onset(loud, threshold, start, end)
        start = _after_pause(loud >= threshold, start, end)
        start = max(min(start, end - params.ONSETS_FRAME), out[-1].start if out else 0, 0)
        out.append(Word(word.text, start, end, word.confidence))
        before = word.end
    return out


def past_pauses(start: Ints, loud: Floats, length: int) -> tuple[Ints, Ints]:
    """Starts of words that follow each other, moved past the pauses that they were placed in, and the words' ends.

    Each word is taken to reach to the next one, the last to ``length``. Where it begins in quiet sound, or with the
    short rest of the word before and a pause, its own sound begins behind that. It ends with its last loud sound.
    ``loud`` are the levels of the sound, times are ms from its beginning.
    """
    high = loud >= _threshold(loud)
    begins, ends = start.copy(), np.append(start[1:], length)
    for k in range(len(start)):
        first, last = int(start[k]) // params.ONSETS_FRAME, int(ends[k]) // params.ONSETS_FRAME
        here = high[first:last]
        turns = np.flatnonzero(np.diff(here.astype(np.int8), prepend=1, append=1))  # to quiet and back to loud
        for low, back in zip(turns[0::2].tolist(), turns[1::2].tolist(), strict=True):
            early = low * params.ONSETS_FRAME <= params.ONSETS_REST
            pause = low == 0 or (back - low) * params.ONSETS_FRAME >= params.ONSETS_PAUSE
            if early and pause and back < len(here):
                begins[k] = (first + back) * params.ONSETS_FRAME
        sound = np.flatnonzero(here)
        if len(sound):
            ends[k] = min(int(ends[k]), (first + int(sound[-1]) + 1) * params.ONSETS_FRAME)
    return begins, np.maximum(ends, begins + params.ONSETS_FRAME)


def _threshold(loud: Floats) -> float:
    """The level in dB from which on sound counts as speech here."""
    floor = float(np.percentile(loud, 10)) if len(loud) else -100.0
    top = float(np.percentile(loud, 95)) if len(loud) else 0.0
    return floor + max(ONSET_RISE, ONSET_SHARE * (top - floor))


def _onset(loud: Floats, threshold: float, start: int, end: int) -> int:
    """The first loud frame from ``start`` to ``end``; ``start`` where it is loud there already, or nowhere."""
    first, last = max(start // params.ONSETS_FRAME, 0), min(end // params.ONSETS_FRAME, len(loud))
    high = np.flatnonzero(loud[first:last] >= threshold)
    return start if not len(high) or high[0] == 0 else (first + int(high[0])) * params.ONSETS_FRAME


def _after_pause(high: np.ndarray[tuple[int], np.dtype[np.bool_]], start: int, end: int) -> int:
    """The end of the last pause inside a word, where more of the word's sound lies behind it than before it.

    What lies before it is the end of another word. The closure of a stop is shorter than such a pause.
    """
    first, last = max(start // params.ONSETS_FRAME, 0), min(-(-end // params.ONSETS_FRAME), len(high))
    here = high[first:last]
    loud = np.flatnonzero(here)
    if not len(loud):
        return start
    edges = np.concatenate([[-1], loud])
    pauses = np.flatnonzero(np.diff(edges) > params.ONSETS_SILENCE // params.ONSETS_FRAME)
    if not len(pauses):
        return start
    onset = int(loud[pauses[-1]])
    before = int(here[:onset].sum())
    return (first + onset) * params.ONSETS_FRAME if len(loud) - before > before else start
