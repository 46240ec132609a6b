"""Passages of the captions that the transcript lacks: an advertisement, a question cut out, the rest of a recording."""

from __future__ import annotations

import numpy as np

from turncue import clock
from turncue.align.alignment import Alignment
from turncue.prepare.token_columns import CaptionTokens
from turncue.quality import params

__all__ = ["unused_passages", "unused_warning"]


def unused_passages(tokens: CaptionTokens, alignment: Alignment) -> list[tuple[int, int]]:
    """The passages as (start, end) in ms, in order, each of at least ``params.UNUSED_MS``.

    Between two links the captions hold many words more than the transcript does; words that were misheard stand on
    both sides.
    """
    first = np.append(alignment.caption_first, alignment.caption_size)
    stop = np.append(0, alignment.caption_stop)
    own = np.append(alignment.transcript_first, alignment.transcript_size) - np.append(0, alignment.transcript_stop)
    events = np.append(0, np.cumsum(tokens.is_event))
    words = first - stop - (events[first] - events[stop])
    passages = []
    for k in np.flatnonzero((words > 0) & (own < params.UNUSED_SHARE * words)).tolist():
        start, end = int(tokens.start[stop[k]]), int(tokens.end[first[k] - 1])
        if end - start >= params.UNUSED_MS:
            passages.append((start, end))
    return passages


def unused_warning(tokens: CaptionTokens, alignment: Alignment) -> tuple[str, ...]:
    """A sentence on the passages that get no subtitles; none where there are none."""
    passages = unused_passages(tokens, alignment)
    if not passages:
        return ()
    total = sum(b - a for a, b in passages)
    longest = sorted(sorted(passages, key=lambda p: p[0] - p[1])[: params.SHOWN_PASSAGES])
    places = ", ".join(f"{clock.vtt(a)[:8]} to {clock.vtt(b)[:8]}" for a, b in longest)
    more = " and others" if len(passages) > len(longest) else ""
    return (
        f"{_length(total)} of the captions are not in the transcript and get no subtitles ({places}{more}); "
        "--text captions or --text both shows them",
    )


def _length(ms: int) -> str:
    """A length as minutes and seconds, as a sentence has it."""
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
