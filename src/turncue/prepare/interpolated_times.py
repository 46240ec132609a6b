"""Captions whose times nobody heard: spread evenly over the text between two marks.

Some captioning tools know the time of a minute, or of a whole paragraph, and share it out over the text by length. It
shows: from cue to cue a character (or a word) takes the same time to the millisecond, as nobody speaks. Inside such a
run the true time wanders from the given one like a Brownian bridge that is tied at the run's two ends. How far was
measured by spreading the measured times of 50 recordings in the same way, between marks 15 to 120 s apart: whatever
the distance, the error's square is half a second times ``d1 * d2 / (d1 + d2)``, d1 and d2 the seconds to the two ends.

A single caption is such a run too: it says when it begins and ends, and nothing of what lies between. There turncue
knows more, where sentences end and turns begin, and the error's square is 0.3 s times the same: measured by joining
the captions of 30 recordings to blocks of 6 to 40 s.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erf, sqrt

import numpy as np

from turncue.arrays import Floats
from turncue.model import Captions
from turncue.prepare.token_columns import CaptionTokens

__all__ = ["IN_CUE", "bridge", "even_runs", "even_warning", "even_worth", "tied_worth"]

Run = tuple[int, int]

_WANDER = 0.5  # s
IN_CUE = 0.3
"""The same inside a caption, in s."""
_LEAST = 30_000  # ms: in shorter runs most places are within a second
_FEWEST, _LENGTHS = 6, 3  # cues of a run, and how many different lengths they must have at least to show anything
_SAME = 0.005  # two rates that differ by less, beside the rounding of times, are one
_ROUNDING = 2.0  # ms, on a cue's length


def even_runs(captions: Captions, heard: CaptionTokens) -> tuple[Run, ...]:
    """The stretches [start, end) in ms, of half a minute or more, whose times are spread evenly over the text.

    ``heard`` are the captions' tokens.
    """
    if any(cue.words for cue in captions.cues):
        return ()
    start = np.array([cue.start for cue in captions.cues], dtype=np.float64)
    end = np.array([cue.end for cue in captions.cues], dtype=np.float64)
    if len(start) < _FEWEST or end[-1] - start[0] < _LEAST:
        return ()
    best: tuple[Run, ...] = ()
    characters = [len(cue.text) for cue in captions.cues]
    words = np.bincount(heard.cue, minlength=len(captions.cues))
    for lengths in (characters, [n + 1 for n in characters], words):
        runs = _runs(start, end, np.array(lengths, dtype=np.float64))
        best = max(best, runs, key=_total)
    return best


def _runs(start: Floats, end: Floats, length: Floats) -> tuple[Run, ...]:
    """The runs by one measure of how long a cue's text is."""
    lasts = np.maximum(end - start, 1.0)
    rate = lasts / np.maximum(length, 0.1)
    joined = np.abs(start[1:] - end[:-1]) <= _ROUNDING
    near = np.abs(np.log(rate[1:] / rate[:-1])) <= _SAME + _ROUNDING / np.minimum(lasts[1:], lasts[:-1])
    steady = np.concatenate(([False], joined & near, [False]))
    edges = np.flatnonzero(steady[1:] != steady[:-1]).reshape(-1, 2)
    return tuple(
        (int(start[a]), int(end[b]))
        for a, b in edges.tolist()
        if end[b] - start[a] >= _LEAST and b - a + 1 >= _FEWEST and len(set(length[a : b + 1].tolist())) >= _LENGTHS
    )


def _total(runs: Sequence[Run]) -> int:
    return sum(b - a for a, b in runs)


def even_worth(runs: Sequence[Run], at: int) -> float:
    """The chance, 0 to 1, that a time ``at`` (ms) inside a run is within a second of the truth; 1 outside all runs."""
    for a, b in runs:
        if a < at < b:
            return tied_worth(bridge(at - a, b - at), _WANDER)
    return 1.0


def bridge(before: float, after: float) -> float:
    """How free a time is that is known so many ms before and after, in s: 0 at either end, most in the middle."""
    return before * after / (before + after) / 1000.0 if before > 0 and after > 0 else 0.0


def tied_worth(free: float, wander: float) -> float:
    """The chance, 0 to 1, that a time so ``free`` (``bridge``) is within a second of the truth."""
    return erf(1.0 / sqrt(2.0 * wander * free)) if free > 0 else 1.0


def even_warning(runs: Sequence[Run], captions: Captions) -> tuple[str, ...]:
    """What the user is told of such captions."""
    if not runs:
        return ()
    whole = captions.cues[-1].end - captions.cues[0].start
    longest = max(b - a for a, b in runs) / 1000.0
    off = 2.0 * sqrt(_WANDER * longest / 4.0)  # two standard deviations in the middle of the run
    return (
        f"{_total(runs) / max(whole, 1):.0%} of the captions' time is spread evenly over the text, not heard "
        f"(in runs of up to {longest:.0f} s): turns that begin there may be off by {max(off, 1.0):.0f} s",
    )
