"""Word starts moved to where the sound sets in, after a pause only.

Recognisers place the first word after a pause too early, into the pause. A word that begins in quiet sound starts where
the level rises; it never passes its own end or a neighbour.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from turncue.audio import params
from turncue.audio.chunks import levels
from turncue.audio.decode import Samples
from turncue.audio.params import ONSET_RISE, ONSET_SHARE
from turncue.model import Word

__all__ = ["sharpened"]


def sharpened(words: Sequence[Word], samples: Samples, lead: int) -> list[Word]:
    """Words of a chunk with ``lead`` ms added to their starts, and starts in a pause moved to the onset.

    Times in ms from the beginning of the samples. Order is kept; no word becomes shorter than 20 ms.
    """
    if not words:
        return []
    loud = levels(samples)
    floor = float(np.percentile(loud, 10)) if len(loud) else -100.0
    top = float(np.percentile(loud, 95)) if len(loud) else 0.0
    threshold = floor + max(ONSET_RISE, ONSET_SHARE * (top - floor))
    out: list[Word] = []
    before = -1000
    for word in words:
        start, end = word.start + lead, max(word.end, word.start + lead + params.ONSETS_FRAME)
        if word.start - before >= params.ONSETS_PAUSE or not out or end - start > 700:
            start = _onset(loud, threshold, start, end)
        start = max(min(start, end - params.ONSETS_FRAME), out[-1].start if out else 0, 0)
        out.append(Word(word.text, start, end, word.confidence))
        before = word.end
    return out


def _onset(loud: np.ndarray[tuple[int], np.dtype[np.float64]], threshold: float, start: int, end: int) -> int:
    """The first loud frame from ``start`` to ``end``; ``start`` where it is loud there already, or nowhere."""
    first, last = max(start // params.ONSETS_FRAME, 0), min(end // params.ONSETS_FRAME, len(loud))
    high = np.flatnonzero(loud[first:last] >= threshold)
    return start if not len(high) or high[0] == 0 else (first + int(high[0])) * params.ONSETS_FRAME
