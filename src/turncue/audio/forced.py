"""Words at their onset: English words that are known, with rough times, are found in the sound by forced alignment.

pocketsphinx aligns a few seconds at a time. Each piece gets some words more on either side, so that its own first and
last words do not take in their neighbours. A piece that does not fit keeps the times it had.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from turncue.arrays import Ints
from turncue.audio.decode import Block, read_samples
from turncue.audio.params import (
    FORCED_CONTEXT,
    FORCED_FRAME,
    FORCED_MOST_MOVE,
    FORCED_PAUSE,
    FORCED_PIECE,
    FORCED_TRIES,
    RATE,
)
from turncue.audio.pronunciation import spoken_words
from turncue.audio.recogniser import AudioOptions
from turncue.audio.sphinx import dithered, quiet_decoder, write_dictionary
from turncue.audio.word_times import WordTimes, WordWindow, in_order

__all__ = ["align_words_to_sound"]


def align_words_to_sound(
    words: Sequence[str], start: Ints, end: Ints, media: str | os.PathLike[str], options: AudioOptions
) -> WordTimes:
    """Times of English words in the sound, from rough times (ms, in order).

    Times stay in order. A word that is not found, or would move by more than 1.2 s, keeps its time.
    """
    aligner = _Aligner(words)
    out_start, out_end = start.copy(), end.copy()
    measured = np.zeros(len(words), dtype=bool)
    for piece in _pieces(start, end):
        spans = _spans(aligner, piece, start, end, lambda low, high: read_samples(media, low, high, options.track))
        for k, (a, b) in spans.items():
            out_start[k], out_end[k], measured[k] = a, b, True
    return in_order(WordTimes(out_start, out_end, measured), start)


def _spans(
    aligner: _Aligner, piece: WordWindow, start: Ints, end: Ints, read: Callable[[int, int], Block]
) -> dict[int, tuple[int, int]]:
    """The spans of a piece's own words: tried with more and less around it, then in halves."""
    for context, pad in FORCED_TRIES:
        left, right = max(piece.left, piece.first - context), min(piece.right, piece.last + context)
        wide = replace(piece, left=left, right=right)
        low = max(int(start[left:right].min()) - pad, 0)
        spans = aligner.spans(wide, read(low, int(end[left:right].max()) + pad))
        kept = {
            k: span
            for k, span in spans.items()
            if piece.first <= k < piece.last and abs(span[0] - int(start[k])) <= FORCED_MOST_MOVE
        }
        if len(kept) >= 0.7 * (piece.last - piece.first):
            return kept
    if piece.last - piece.first < 4:
        return {}
    middle = (piece.first + piece.last) // 2
    halves = (
        WordWindow(piece.first, middle, max(piece.first - 3, 0), min(middle + 3, len(start))),
        WordWindow(middle, piece.last, max(middle - 3, 0), min(piece.last + 3, len(start))),
    )
    return _spans(aligner, halves[0], start, end, read) | _spans(aligner, halves[1], start, end, read)


def _pieces(start: Ints, end: Ints) -> Iterator[WordWindow]:
    """Pieces of at most 8 s, cut at pauses where there are any, with words around them."""
    count = len(start)
    first = 0
    while first < count:
        last = first + 1
        cut = 0
        while last < count and end[last] - start[first] <= FORCED_PIECE:
            if start[last] - end[last - 1] >= FORCED_PAUSE:
                cut = last
            last += 1
        if last < count and cut > first:
            last = cut
        left, right = max(first - FORCED_CONTEXT, 0), min(last + FORCED_CONTEXT, count)
        while left < first and start[first] - end[left] > 3000:
            left += 1
        while right > last and start[right - 1] - end[last - 1] > 3000:
            right -= 1
        yield WordWindow(first, last, left, right)
        first = last


class _Aligner:
    """A decoder that aligns some of the words with a block of sound."""

    def __init__(self, words: Sequence[str]) -> None:
        spelled = [spoken_words(w) for w in words]
        with tempfile.TemporaryDirectory() as folder:
            dictionary = Path(folder) / "words.dict"
            known = write_dictionary((w for parts in spelled for w in parts), dictionary)
            beams = {"lm": None, "beam": 1e-100, "pbeam": 1e-100, "wbeam": 1e-80}
            self._decoder: Any = quiet_decoder({"dict": str(dictionary), **beams} if known else beams)
        self._parts = [[w for w in parts if w in known] for parts in spelled]

    def spans(self, piece: WordWindow, block: Block) -> dict[int, tuple[int, int]]:
        """Start and end in ms of the piece's words by index; empty where the text does not fit the sound."""
        owners = [k for k in range(piece.left, piece.right) for _ in self._parts[k]]
        text = " ".join(w for k in range(piece.left, piece.right) for w in self._parts[k])
        if not owners or len(block.samples) < RATE // 4:
            return {}
        try:
            self._decoder.set_align_text(text)
            self._decoder.start_utt()
            self._decoder.process_raw(dithered(block.samples).tobytes(), full_utt=True)
            self._decoder.end_utt()
            rows = [s for s in self._decoder.seg() or () if s.word[0] not in "<[+("]
        except (RuntimeError, TypeError):
            return {}
        if len(rows) != len(owners):
            return {}
        spans: dict[int, tuple[int, int]] = {}
        for k, row in zip(owners, rows, strict=True):
            a = block.start + row.start_frame * 10 + FORCED_FRAME
            b = block.start + row.end_frame * 10 + 10 + FORCED_FRAME
            spans[k] = (spans[k][0] if k in spans else a, b)
        return spans
