"""Links that the clock speaks against."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from turncue.align.alignment import Alignment
from turncue.prepare.caption_times import HeardTimes
from turncue.prepare.nominal_duration import nominal
from turncue.prepare.token_columns import EVENT, TranscriptTokens

__all__ = ["without_stragglers"]


_TORN = 2000.0  # ms of silence, over what is said meanwhile, that tear a sentence apart
_CROWDED = 2.0  # words that would have to be said this many times as fast as people speak need more room
_FEW, _MANY = 2, 5  # linked words on one side of a tear that are not trusted, beside so many on the other


def without_stragglers(said: TranscriptTokens, times: HeardTimes, links: Alignment) -> Alignment:
    """The links without the one or two words at a turn's beginning or end that a long silence parts from the rest.

    Nobody begins a sentence, falls silent for seconds and goes on: such a word was matched in what somebody else said.
    Where a note of sound answers one at the tear, the silence is told of. Where a sentence ends at it, the word may
    stand ("Yes. …"), unless the turns before it lack the room that the silence after it has.
    """
    if len(links) < 3 or links.engine != "words":
        return links
    turn = said.turn[links.t0]
    spent = np.concatenate(([0.0], np.cumsum(nominal(said.keys))))
    apart = times.start[links.c0[1:]] - times.end[links.c1[:-1] - 1]
    between = spent[links.t0[1:]] - spent[links.t1[:-1]]
    ends = np.concatenate(([0], np.cumsum(said.pause == 2)))
    closed = ends[links.t0[1:]] > ends[links.t1[:-1] - 1]  # a sentence ends after the first word or before the second
    note = np.fromiter((said.keys[t] == EVENT for t in links.t0.tolist()), dtype=bool, count=len(links))
    told = note[1:] | note[:-1]  # a note that both sides have tells why nobody speaks: (music), [in Hindi]
    torn = (apart > _TORN + 2.0 * between) & (turn[1:] == turn[:-1]) & ~told
    if not torn.any():
        return links
    keep = np.ones(len(links), dtype=bool)
    first = np.searchsorted(turn, turn)  # the first and one past the last link of each link's turn
    last = np.searchsorted(turn, turn, side="right")
    for k in np.flatnonzero(torn).tolist():
        before, after = k + 1 - int(first[k]), int(last[k]) - k - 1
        x = int(first[k])
        if closed[k] and not (x and between[x - 1] > max(_CROWDED * apart[x - 1], 0.0) + _TORN):
            continue
        if before <= _FEW and after >= _MANY:
            keep[first[k] : k + 1] = False
        elif after <= _FEW and before >= _MANY:
            keep[k + 1 : last[k]] = False
    return replace(
        links,
        t0=links.t0[keep],
        t1=links.t1[keep],
        c0=links.c0[keep],
        c1=links.c1[keep],
        scores=links.scores[keep],
    )
