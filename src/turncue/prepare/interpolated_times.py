"""Captions whose times were not measured: distributed evenly over the text between two known times.

Some captioning tools know the time of a minute, or of a whole paragraph, and divide it over the text by length. It can
be seen: from cue to cue a character (or a word) takes the same time to the millisecond, as nobody speaks. Inside such a
run the true time wanders from the given one like a Brownian bridge that is fixed at the run's two ends: the square of
the error is a constant (``params.WANDER_S``) times ``d1 * d2 / (d1 + d2)``, d1 and d2 the seconds to the two ends.

A single caption is such a run too: it tells when it begins and ends, and nothing of what is between. There turncue
knows more, where sentences end and turns begin, and the constant is smaller (``params.WANDER_IN_CUE_S``).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erf, sqrt

import numpy as np

from turncue.arrays import Floats
from turncue.model import Captions
from turncue.prepare import params
from turncue.prepare.token_columns import CaptionTokens

__all__ = [
    "Run",
    "bridge_freedom",
    "interpolated_runs",
    "interpolated_warning",
    "probability_in_runs",
    "probability_within_second",
]

Run = tuple[int, int]
"""Start and end in ms, half-open."""


def interpolated_runs(captions: Captions, tokens: CaptionTokens) -> tuple[Run, ...]:
    """The runs, of half a minute or more, whose times are distributed evenly over the text.

    ``tokens`` are the captions' tokens.
    """
    if any(cue.words for cue in captions.cues):
        return ()
    start = np.array([cue.start for cue in captions.cues], dtype=np.float64)
    end = np.array([cue.end for cue in captions.cues], dtype=np.float64)
    if len(start) < params.LEAST_CUES or end[-1] - start[0] < params.LEAST_RUN_MS:
        return ()
    best: tuple[Run, ...] = ()
    characters = [len(cue.text) for cue in captions.cues]
    words = np.bincount(tokens.cue, minlength=len(captions.cues))
    for lengths in (characters, [n + 1 for n in characters], words):
        runs = _runs(start, end, np.array(lengths, dtype=np.float64))
        best = max(best, runs, key=_total)
    return best


def _runs(start: Floats, end: Floats, length: Floats) -> tuple[Run, ...]:
    """The runs by one measure of how long a cue's text is."""
    duration = np.maximum(end - start, 1.0)
    rate = duration / np.maximum(length, 0.1)
    adjacent = np.abs(start[1:] - end[:-1]) <= params.ROUNDING_MS
    rounding = params.ROUNDING_MS / np.minimum(duration[1:], duration[:-1])
    near = np.abs(np.log(rate[1:] / rate[:-1])) <= params.SAME_RATE + rounding
    steady = np.concatenate(([False], adjacent & near, [False]))
    edges = np.flatnonzero(steady[1:] != steady[:-1]).reshape(-1, 2)
    return tuple(
        (int(start[a]), int(end[b]))
        for a, b in edges.tolist()
        if end[b] - start[a] >= params.LEAST_RUN_MS
        and b - a + 1 >= params.LEAST_CUES
        and len(set(length[a : b + 1].tolist())) >= params.LEAST_LENGTHS
    )


def _total(runs: Sequence[Run]) -> int:
    return sum(b - a for a, b in runs)


def probability_in_runs(runs: Sequence[Run], at: int) -> float:
    """The probability, 0 to 1, that a time ``at`` (ms) inside a run is within a second of the truth; 1 outside."""
    for a, b in runs:
        if a < at < b:
            return probability_within_second(bridge_freedom(at - a, b - at), params.WANDER_S)
    return 1.0


def bridge_freedom(before: float, after: float) -> float:
    """How free a time is between two known ones, so many ms before and after it, in s.

    It is 0 at either end and highest in the middle.
    """
    return before * after / (before + after) / 1000.0 if before > 0 and after > 0 else 0.0


def probability_within_second(freedom: float, wander: float) -> float:
    """The probability, 0 to 1, that a time of this ``bridge_freedom`` (s) is within a second of the truth.

    ``wander`` (s): the square of the error for each second of freedom.
    """
    return erf(1.0 / sqrt(2.0 * wander * freedom)) if freedom > 0 else 1.0


def interpolated_warning(runs: Sequence[Run], captions: Captions) -> tuple[str, ...]:
    """The warning for captions with such runs; none without."""
    if not runs:
        return ()
    whole = captions.cues[-1].end - captions.cues[0].start
    longest = max(b - a for a, b in runs) / 1000.0
    off = 2.0 * sqrt(params.WANDER_S * longest / 4.0)  # two standard deviations in the middle of the run
    return (
        f"{_total(runs) / max(whole, 1):.0%} of the captions' time is interpolated evenly over the text, not measured "
        f"(in runs of up to {longest:.0f} s): turns that begin there may be off by {max(off, 1.0):.0f} s",
    )
