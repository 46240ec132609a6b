"""Speech that the captions lack: where a recogniser fell silent while people went on talking.

Bad sound, music or a thick accent leave holes: half a minute without a caption, in which whole turns were said. Where
the transcript has far more to say between two matches than was heard there, the silence between holds the rest. It is
cut into pieces that turns can be given like words; the rest of the timing need not know.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from turncue.align.alignment import Alignment
from turncue.arrays import Floats, Ints
from turncue.prepare.caption_times import HeardTimes
from turncue.prepare.token_columns import CaptionTokens, TranscriptTokens

__all__ = ["UNHEARD", "with_unheard"]


UNHEARD = ""
"""The key of a piece of silence that may hold speech."""

_PIECE = 1000.0  # ms
_SILENT, _PAUSE = 3000.0, 500.0  # ms: a silence that may hold speech, and what of it on each side is an ordinary pause
_MORE, _MUCH = 1.5, 10_000.0  # times what was heard, and ms beside, that the transcript must have to say


def with_unheard(
    said: TranscriptTokens, heard: CaptionTokens, times: HeardTimes, links: Alignment, need: Floats
) -> tuple[CaptionTokens, HeardTimes, Alignment]:
    """The captions' side with pieces of silence put in where speech went unheard, and the links to it.

    ``need`` is how long each transcript token takes to say, in ms.
    """
    at, begin = _pieces(said, times, links, need)
    if not len(at):
        return heard, times, links
    side = CaptionTokens(
        keys=tuple(np.insert(np.array(heard.keys, dtype=object), at, UNHEARD).tolist()),
        cue=np.insert(heard.cue, at, -1),
        begin=np.insert(heard.begin, at, 0),
        finish=np.insert(heard.finish, at, 0),
        pause=np.insert(heard.pause, at, 0),
        mark=np.insert(heard.mark, at, False),
    )
    clock = HeardTimes(
        np.insert(times.start, at, begin),
        np.insert(times.end, at, begin + _PIECE),
        np.insert(times.measured, at, False),
    )
    moved = replace(
        links,
        c0=links.c0 + np.searchsorted(at, links.c0, side="right"),
        c1=links.c1 + np.searchsorted(at, links.c1 - 1, side="right"),
        heard=len(side),
    )
    return side, clock, moved


def _pieces(said: TranscriptTokens, times: HeardTimes, links: Alignment, need: Floats) -> tuple[Ints, Floats]:
    """Before which caption tokens pieces of silence stand, and when each begins."""
    spoken = np.concatenate(([0.0], np.cumsum(times.end - times.start)))
    wanted = np.concatenate(([0.0], np.cumsum(need)))
    more = wanted[links.t0[1:]] - wanted[links.t1[:-1]]
    less = spoken[links.c0[1:]] - spoken[links.c1[:-1]]
    changes = said.turn[links.t0[1:]] != said.turn[links.t1[:-1] - 1]
    at: list[int] = []
    begin: list[float] = []
    for k in np.flatnonzero(changes & (more > _MORE * less + _MUCH)).tolist():
        c, d = int(links.c1[k]), int(links.c0[k + 1]) + 1
        silence = times.start[c:d] - times.end[c - 1 : d - 1] - 2 * _PAUSE
        silence[silence < _SILENT - 2 * _PAUSE] = 0.0
        # as many pieces as are lacking, evenly over all silence: who falls silent when is not known
        share = min(1.0, float(more[k] - less[k]) / max(float(silence.sum()), 1.0))
        for j, room in enumerate(silence.tolist(), c):
            count = int(share * room / _PIECE)
            at += [j] * count
            begin += [float(times.end[j - 1]) + _PAUSE + (n + 0.5) * room / count - _PIECE / 2 for n in range(count)]
    return np.array(at, dtype=np.int64), np.array(begin)
