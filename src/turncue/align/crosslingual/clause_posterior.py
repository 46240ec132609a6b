"""Where each clause begins by probability, and how confident that is."""

from __future__ import annotations

import numpy as np

from turncue.align.crosslingual import params
from turncue.align.crosslingual.clause_result import ClauseSpans
from turncue.align.crosslingual.forward_backward import Posterior
from turncue.arrays import Floats, Ints

__all__ = ["confidence", "likeliest_spans"]


def _mass(chance: Floats, times: Ints, reach: int) -> Floats:
    """Probability within ``reach`` ms of each place."""
    total = np.concatenate(([0.0], np.cumsum(chance)))
    a = np.searchsorted(times, times - reach, "left")
    b = np.searchsorted(times, times + reach, "right")
    return np.asarray(total[b] - total[a])


def likeliest_spans(spans: ClauseSpans, posterior: Posterior, longest: Ints, starts: Ints, end: int) -> ClauseSpans:
    """The likeliest start of each clause that has a place; stops follow. Spans stay in order and never overlap.

    ``longest``: the most caption tokens each clause takes; where a start moves farther than that, over a hole, the stop
    moves with it. ``starts`` are the starts of the caption tokens, ``end`` the end of the last one, in ms.
    """
    first, stop = spans.first.copy(), spans.stop.copy()
    times = np.append(starts, end)
    m = len(starts)
    reached = 0
    for i in range(len(first)):
        if stop[i] <= first[i] or reached >= m:
            first[i] = stop[i] = max(int(first[i]), reached)
            continue
        low, chance = int(posterior.low[i]), posterior.start[i]
        here = times[low : low + len(chance)]
        mass = _mass(chance, here, params.SAME_PLACE_MS) + chance
        mass[: max(0, reached - low)] = -1.0
        at = min(max(low + int(mass.argmax()), reached), m - 1)
        size = int(stop[i] - first[i])
        first[i], stop[i] = at, max(int(stop[i]), at + 1)
        if stop[i] - at > longest[i]:
            stop[i] = at + size
        reached = at + 1
    after = np.minimum.accumulate(np.append(first, m)[::-1])[::-1][1:]
    first = np.minimum(first, after)  # a clause without a place stands before what follows it
    return ClauseSpans(first, np.maximum(np.minimum(stop, after), first))


def confidence(spans: ClauseSpans, posterior: Posterior, starts: Ints) -> Floats:
    """How likely each start is right to a second, 0 to 1; for an absent clause, that it is absent.

    ``starts`` are the starts of the caption tokens, in ms.
    """
    times = np.append(starts, starts[-1:] + 1000)
    out = np.zeros(len(spans.first))
    for i, (first, stop) in enumerate(zip(spans.first.tolist(), spans.stop.tolist(), strict=True)):
        if stop <= first:
            out[i] = posterior.absent[i]
            continue
        low, chance = int(posterior.low[i]), posterior.start[i]
        here = times[low : low + len(chance)]
        out[i] = float(chance[np.abs(here - times[first]) <= params.CONFIDENT_MS].sum())
    return np.clip(out, 0.0, 1.0)
