"""Cue starts moved to where their first word sets in, where two witnesses in the sound agree on it.

The witnesses are forced alignment of the cues' words (English), the recogniser's word, and the onset of voice activity
after a pause. One alone is not believed: forced alignment places words that are not spoken, recognisers err by a word,
and voice activity sets in for anyone. A cue keeps its length and order, and does not run into cues it did not overlap.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz.distance import Levenshtein

from turncue.arrays import Floats, quantile
from turncue.audio.activity import speech_onsets
from turncue.audio.forced import align_words_to_sound
from turncue.audio.matching import caption_tokens, word_tokens
from turncue.audio.params import SNAP_AGREE, SNAP_LEAST, SNAP_PACE, SNAP_REACH
from turncue.audio.recogniser import AudioOptions
from turncue.audio.sync_result import SyncResult
from turncue.model import Captions, Word

__all__ = ["Starts", "forced_starts", "onset_starts", "recognised_starts", "snapped"]

Starts = Mapping[int, int]
"""Where the first word of a cue (by index) starts, in ms."""


def snapped(result: SyncResult, captions: Captions, witnesses: Sequence[Starts]) -> SyncResult:
    """A result with a time of its own for each cue; the first of two witnesses that agree gives it.

    ``captions`` have the times before the result is applied, the witnesses are on the clock of the sound.
    """
    cues = result.moved_cues(captions)
    given = [(c.start, c.end) for c in cues]
    wanted = {
        k: start
        for k, cue in enumerate(cues)
        if not cue.words and (start := _agreed([w[k] for w in witnesses if k in w], cue.start)) is not None
    }
    times = _in_order(given, wanted)
    moves = np.array([abs(new[0] - old[0]) for new, old in zip(times, given, strict=True)], dtype=np.float64)
    changed = moves[moves > 0]
    if not len(changed):
        none = f"none of {len(cues)} cue starts was moved to a word: nothing in the sound is firm enough"
        return replace(result, messages=(*result.messages, none))
    message = (
        f"{len(changed)} of {len(cues)} cue starts were moved to their first word, by {quantile(changed, 0.5):.0f} ms "
        f"(median), {changed.max():.0f} ms at most"
    )
    still = tuple(replace(p, rate=1.0, offset=0.0) for p in result.pieces)
    pieces = result.pieces if result.moved else still
    return replace(result, pieces=pieces, moved=True, cue_times=tuple(times), messages=(*result.messages, message))


def _agreed(starts: Sequence[int], old: int) -> int | None:
    """The first start of which a later one is near; None without two that agree, or for one too far away."""
    near = [s for s in starts if abs(s - old) <= SNAP_REACH]
    return next((a for a, b in itertools.combinations(near, 2) if abs(a - b) <= SNAP_AGREE), None)


def _in_order(given: Sequence[tuple[int, int]], wanted: Starts) -> list[tuple[int, int]]:
    """The times with the wanted starts, but for those that would leave a cue or its neighbour no room.

    A cue keeps its length where there is room for it; cues that touch still do, those that did not overlap do not.
    """
    kept = dict(wanted)
    tight = True
    while tight:
        starts = [kept.get(k, start) for k, (start, _) in enumerate(given)]
        tight = False
        for k, (one, two) in enumerate(itertools.pairwise(given)):
            least = min(SNAP_LEAST, two[0] - one[0], one[1] - one[0])
            if starts[k + 1] - starts[k] < least and (k in kept or k + 1 in kept):
                kept.pop(k, None)
                kept.pop(k + 1, None)
                tight = True
    out: list[tuple[int, int]] = []
    for k, (start, end) in enumerate(given):
        last = starts[k] + end - start
        if k + 1 < len(given) and end <= given[k + 1][0]:
            last = starts[k + 1] if end == given[k + 1][0] else min(last, starts[k + 1])
        out.append((starts[k], last))
    return out


def recognised_starts(captions: Captions, words: Sequence[Word]) -> Starts:
    """Where the recogniser has the first word of each cue, for captions on the clock of the sound."""
    left, right = caption_tokens(captions), word_tokens(words)
    out: dict[int, int] = {}
    for one, two, length in Levenshtein.opcodes(left.keys, right.keys).as_matching_blocks():
        for k in range(length):
            if left.first[one + k] and right.first[two + k]:
                out.setdefault(int(left.cue[one + k]), round(float(right.start[two + k])))
    return out


def onset_starts(captions: Captions, speech: Floats) -> Starts:
    """The onset of voice activity that is nearest to each cue's start, for captions on the clock of the sound."""
    onsets = speech_onsets(speech)
    if not len(onsets):
        return {}
    return {k: int(onsets[np.abs(onsets - c.start).argmin()]) for k, c in enumerate(captions.cues)}


def forced_starts(captions: Captions, media: str | os.PathLike[str], options: AudioOptions) -> Starts:
    """Where forced alignment finds the first word of each cue: English captions on the clock of English speech."""
    words: list[str] = []
    rows: list[tuple[float, float]] = []
    firsts: dict[int, int] = {}
    for index, cue in enumerate(captions.cues):
        firsts[len(words)] = index
        pace = min((cue.end - cue.start) / max(len(cue.text), 1), SNAP_PACE)
        at = 0
        for word in cue.text.split():
            words.append(word)
            rows.append((cue.start + at * pace, cue.start + (at + len(word)) * pace))
            at += len(word) + 1
    if not words:
        return {}
    table = np.array(rows)
    start = np.maximum.accumulate(table[:, 0]).astype(np.int64)
    times = align_words_to_sound(words, start, np.maximum(table[:, 1].astype(np.int64), start + 20), media, options)
    return {index: int(times.start[k]) for k, index in firsts.items() if k < len(words) and times.measured[k]}
