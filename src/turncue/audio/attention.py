"""Words at their onset by a model's attention: known text with rough times, in any language that the model knows.

A Whisper model that is given the text looks, for every piece of it, at a part of the sound; where it looks on to the
next piece, that piece begins. It is given some 20 s at a time, with words more on either side, so that the first and
last words have neighbours. It looks on early: before the sound of a word is over, and through a whole pause. So starts
are moved on by a share of the time that words take here, and behind a pause to where the sound sets in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np

from turncue.arrays import Floats, Ints
from turncue.audio import params
from turncue.audio.chunks import levels
from turncue.audio.decode import Block, Samples
from turncue.audio.onsets import past_pauses
from turncue.audio.params import RATE
from turncue.audio.word_times import WordTimes, WordWindow, in_order

__all__ = ["Attention", "align_by_attention"]


class Attention(Protocol):
    """A model that finds the parts of a known text in a piece of sound."""

    @property
    def longest(self) -> int:
        """ms of the longest piece of sound."""
        ...

    def starts(self, parts: Sequence[str], samples: Samples) -> tuple[Ints, Floats] | None:
        """The start of each part in ms from the first sample, in order, and how probable the model finds the part.

        None where the text is too long for the model.
        """
        ...


def align_by_attention(
    parts: Sequence[str], rough: WordTimes, read: Callable[[int, int], Block], attention: Attention
) -> WordTimes:
    """Times of words in the sound, from rough times (ms, in order).

    ``parts`` are the words as they are written, with the space before and the marks behind them; ``read`` gives the
    sound between two times. Times stay in order. A word that would move by more than 1.2 s keeps its time, and so do
    all of a window whose text is not what the model hears.
    """
    start, end, measured = rough.start.copy(), rough.end.copy(), np.zeros(len(parts), dtype=bool)
    pending = list(_windows(rough, attention.longest))[::-1]
    while pending:
        window = pending.pop()
        block = read(*_span(window, rough, attention.longest))
        if len(block.samples) < RATE // 4:
            continue
        result = attention.starts(parts[window.left : window.right], block.samples)
        if result is None:  # more text than the model takes
            pending += _halves(window, len(parts))[::-1]
        elif float(np.median(result[1])) >= params.ATTENTION_AUDIBLE:
            begins, ends = _times(result[0], block)
            own = np.arange(window.first, window.last)
            own = own[np.abs(begins[own - window.left] - rough.start[own]) <= params.FORCED_MOST_MOVE]
            start[own], end[own], measured[own] = begins[own - window.left], ends[own - window.left], True
    return in_order(WordTimes(start, end, measured), rough.start) if len(parts) else rough


def _times(starts: Ints, block: Block) -> tuple[Ints, Ints]:
    """Starts and ends on the recording's clock, the model's haste taken out."""
    length = len(block.samples) * 1000 // RATE
    begins, ends = past_pauses(starts + _lead(starts), levels(block.samples), length)
    return begins + block.start, ends + block.start


def _lead(starts: Ints) -> Ints:
    """ms by which the model is early: a share of the time from word to word around each."""
    if len(starts) < 2:
        return np.zeros(len(starts), dtype=np.int64)
    step = np.minimum(np.diff(starts), params.ATTENTION_STEP)
    around = (np.append(step[:1], step) + np.append(step, step[-1:])) / 2
    return np.asarray(np.rint(params.ATTENTION_LEAD * around), dtype=np.int64)


def _span(window: WordWindow, rough: WordTimes, longest: int) -> tuple[int, int]:
    low = max(int(rough.start[window.left]) - params.ATTENTION_PAD, 0)
    return low, min(int(rough.end[window.left : window.right].max()) + params.ATTENTION_PAD, low + longest)


def _halves(window: WordWindow, count: int) -> list[WordWindow]:
    """A window in two; nothing of one with a single word."""
    middle = (window.first + window.last) // 2
    if window.last - window.first < 2:
        return []
    cuts = ((window.first, middle), (middle, window.last))
    return [WordWindow(a, b, max(a - 1, 0), min(b + 1, count)) for a, b in cuts]


def _windows(rough: WordTimes, longest: int) -> Iterator[WordWindow]:
    """Windows of words, cut at pauses where there are any, with words around them."""
    start, end = rough.start, rough.end
    count, first = len(start), 0
    room = longest - 2 * params.ATTENTION_PAD
    while first < count:
        last = first + 1
        while last < count and end[last] - start[first] <= params.ATTENTION_PIECE and not _apart(start, end, last):
            last += 1
        if last < count and not _apart(start, end, last):
            last = _cut(start, end, first, last)
        left, right = first, last
        while left > max(first - params.ATTENTION_CONTEXT, 0) and not _apart(start, end, left):
            if end[last - 1] - start[left - 1] > room:
                break
            left -= 1
        while right < min(last + params.ATTENTION_CONTEXT, count) and not _apart(start, end, right):
            if end[right] - start[left] > room:
                break
            right += 1
        yield WordWindow(first, last, left, right)
        first = last


def _apart(start: Ints, end: Ints, k: int) -> bool:
    """Whether a word stands so far behind the one before that they are no neighbours."""
    return bool(start[k] - end[k - 1] > params.ATTENTION_APART)


def _cut(start: Ints, end: Ints, first: int, last: int) -> int:
    """Where a window of words ends: before the longest pause in its later part, if one is plain."""
    enough = start[first] + 0.4 * params.ATTENTION_PIECE
    gaps = [(int(start[k] - end[k - 1]), k) for k in range(first + 1, last + 1) if start[k] > enough]
    longest, at = max(gaps, default=(0, last))
    return at if longest >= params.FORCED_PAUSE else last
