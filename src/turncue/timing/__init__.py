"""From links to times: a start, an end and a source for every transcript word.

A matched word takes its partner's time. What stands between matches shares out the speech heard there, not the wall
clock. A turn's first words go back from its first match, never across the pause before them. Nothing overlaps,
nothing runs backwards, and no word is faster than speech can be: what has no room is not placed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from turncue.align.alignment import Alignment
from turncue.arrays import Floats, Ints
from turncue.model import Captions
from turncue.prepare.anchors import Pin
from turncue.prepare.caption_times import HeardTimes, heard_times
from turncue.prepare.token_columns import CaptionTokens, TranscriptTokens
from turncue.text.tokens import is_dense
from turncue.timing.enforce_monotonic import settle
from turncue.timing.interpolate import CUE, ESTIMATED, MEASURED, UNPLACED, Missing, place_words

__all__ = [
    "CUE",
    "ESTIMATED",
    "MEASURED",
    "UNPLACED",
    "HeardTimes",
    "Missing",
    "WordTimes",
    "heard_times",
    "time_words",
]


_LEAST_WORD, _LEAST_SYLLABLE = 60, 40  # ms: the shortest a word or a syllable is given
_FIRM = np.array([8.0, 4.0, 1.0])  # how firmly a start holds: measured, placed in its cue, estimated
_PINNED = 1e9


@dataclass(frozen=True, slots=True)
class WordTimes:
    """Times of the transcript's tokens in whole ms; meaningless where ``source`` is ``UNPLACED``.

    Placed tokens are in order, do not overlap, and have ``end > start``. ``linked`` is the score of each token's link.
    """

    start: Ints
    end: Ints
    source: Ints
    linked: Floats


def time_words(
    said: TranscriptTokens,
    heard: CaptionTokens,
    captions: Captions,
    links: Alignment,
    *,
    pins: Sequence[Pin] = (),
    wishes: Mapping[int, float] | None = None,
    missing: Missing | None = None,
) -> tuple[WordTimes, HeardTimes]:
    """Times for the transcript's tokens, and those of the captions' tokens they rest on.

    ``pins`` hold to the millisecond; ``wishes`` are times in ms that other evidence asks for a token; ``missing`` are
    turns that the engine did not find.
    """
    first = np.append(True, said.turn[1:] != said.turn[:-1])
    changes = links.c0[first[links.t0]] if len(links) else None
    times = heard_times(captions, heard, changes=changes)
    duration = float(max((c.end for c in captions.cues), default=0))
    placed = place_words(said, heard, times, links, duration=duration, wishes=wishes, missing=missing)
    firm = np.where(placed.source == UNPLACED, 0.0, _FIRM[np.minimum(placed.source, ESTIMATED)])
    for pin in pins:
        placed.start[pin.token] = pin.time
        placed.end[pin.token] = np.nanmax([placed.end[pin.token], pin.time + 1.0])
        placed.source[pin.token] = min(placed.source[pin.token], ESTIMATED)
        firm[pin.token] = _PINNED
    on = np.flatnonzero(placed.source != UNPLACED)
    least = np.array([_LEAST_SYLLABLE if is_dense(said.keys[k]) else _LEAST_WORD for k in on.tolist()], dtype=np.int64)
    start, end = np.zeros(len(said), dtype=np.int64), np.zeros(len(said), dtype=np.int64)
    start[on], end[on] = settle(placed.start[on], placed.end[on], least, firm[on])
    return WordTimes(start, end, placed.source, placed.linked), times
