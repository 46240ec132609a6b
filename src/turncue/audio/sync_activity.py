"""Captions against voice activity, for languages that no recogniser at hand knows.

The cues are put where speech is. The same programme as for words finds the offsets; the gate asks that the whole, and
each piece of it, stands above chance and above every other rate and offset.
"""

from __future__ import annotations

import itertools
import os
from dataclasses import replace

import numpy as np

from turncue.arrays import Floats
from turncue.audio import params
from turncue.audio.activity import FRAME, speech_probability
from turncue.audio.activity_score import Spans, Standing, contrast, peaks_of, standing
from turncue.audio.params import (
    ACTIVITY_FITS,
    ACTIVITY_GAIN,
    ACTIVITY_LEAST_CUES,
    ACTIVITY_MARGIN,
    ACTIVITY_PEAK,
    ACTIVITY_SWITCH,
    KEEP,
    KNOWN_RATES,
)
from turncue.audio.piecewise import Evidence, best_path, without
from turncue.audio.recogniser import AudioOptions
from turncue.audio.sync_result import Piece, SyncRefused, SyncResult, described
from turncue.model import Captions

__all__ = ["sync_to_activity", "sync_to_probability"]

_HINT = "A recogniser that knows the language (--model FOLDER, --words FILE) gives more evidence."


def sync_to_activity(captions: Captions, media: str | os.PathLike[str], options: AudioOptions) -> SyncResult:
    """The map that puts cues where speech is. Raises ``SyncRefused`` without a clear peak."""
    return sync_to_probability(captions, speech_probability(media, options.track))


def sync_to_probability(captions: Captions, speech: Floats) -> SyncResult:
    """``sync_to_activity`` on the probability of speech in each 10 ms."""
    count = len(captions.cues)
    if count < ACTIVITY_LEAST_CUES:
        cause = f"Voice activity alone needs {ACTIVITY_LEAST_CUES} cues; there are {count}."
        raise SyncRefused(count / ACTIVITY_LEAST_CUES, 1.0, cause, _HINT)
    starts = np.array([c.start for c in captions.cues], dtype=np.float64)
    spans = Spans(starts, np.array([max(c.end, c.start + 200) for c in captions.cues], dtype=np.float64))
    if len(speech) * FRAME < 0.5 * (spans.end[-1] - starts[0]):
        cause = f"The captions are {(spans.end[-1] - starts[0]) / 1000:.0f} s long, the recording less than half of it."
        raise SyncRefused(len(speech) * FRAME / (spans.end[-1] - starts[0]), 1.0, cause, _HINT)
    whole = standing(spans, speech, KNOWN_RATES)
    sums = np.concatenate([[0.0], np.cumsum(speech)])
    pieces = _cut(captions, spans, speech, whole.rate)
    parts = [standing(spans.part(p.first, p.last), speech, (whole.rate,)) for p in pieces]
    if len(pieces) == 1:
        pieces, parts = [replace(pieces[0], offset=whole.offset)], [whole]
    pieces = [_exact(p, spans, sums) for p in pieces]
    fits = sum(p.matched for p in pieces) / count
    score = min(fits / ACTIVITY_FITS, *map(_strength, parts), _halves(pieces, spans, speech))
    if score < 1.0:
        cause = (
            f"The cues fit the voice activity {parts[0].height:.1f} sd better than by chance and {parts[0].margin:.1f} "
            f"better than elsewhere (needed: {ACTIVITY_PEAK:.1f} and {ACTIVITY_MARGIN:.1f}); {fits:.0%} begin with it."
        )
        raise SyncRefused(score, 1.0, cause, _HINT)
    largest = max(abs(p.shift(t)) for p in pieces for t in (starts[p.first], starts[p.last - 1]))
    result = SyncResult(tuple(pieces), "speech", min(0.9, score / 2), True, (), described(pieces, captions))
    if largest < KEEP:
        return replace(result, moved=False, messages=(f"in time already, to {largest / 1000:.2f} s",))
    return result


def _strength(one: Standing) -> float:
    return min(one.height / ACTIVITY_PEAK, one.margin / ACTIVITY_MARGIN)


def _cut(captions: Captions, spans: Spans, speech: Floats, rate: float) -> list[Piece]:
    """The pieces of the best path over the offsets that stand out for some run of cues.

    Each of several pieces stands above chance by itself: the weakest is ruled out until that is so.
    """
    evidence = _evidence(spans, speech, rate)
    gaps = np.concatenate([[0.0], np.maximum(spans.start[1:] - spans.end[:-1], 0.0)])
    for _ in range(params.WORD_PIECES_ROUNDS):
        offset = best_path(evidence, gaps, ACTIVITY_SWITCH).offset
        edges = [0, *(np.flatnonzero(np.diff(offset)) + 1).tolist(), len(offset)]
        pieces = [Piece(a, b, captions.cues[a].start, rate, float(offset[a])) for a, b in itertools.pairwise(edges)]
        if len(pieces) == 1:
            return pieces
        strengths = [_strength(standing(spans.part(p.first, p.last), speech, (rate,))) for p in pieces]
        weak = int(np.argmin(strengths))
        if strengths[weak] >= 1.0:
            return pieces
        evidence = without(evidence, pieces[weak].first, pieces[weak].last, pieces[weak].offset)
    return [Piece(0, len(captions.cues), captions.cues[0].start, rate, 0.0)]


def _evidence(spans: Spans, speech: Floats, rate: float) -> Evidence:
    """The gain of each cue at the offsets that stand out for all cues or for a run of them."""
    count = len(spans.start)
    step = max(count // (2 * params.ACTIVITY_WINDOWS), min(params.ACTIVITY_WINDOW, count // 2) // 2)
    windows = [spans.part(a, a + 2 * step) for a in range(0, max(count - step, 1), step)]
    offsets = np.unique(
        np.concatenate([peaks_of(part, speech, rate, params.ACTIVITY_WINDOW_PEAKS) for part in (spans, *windows)])
    )
    sums = np.concatenate([[0.0], np.cumsum(speech)])
    scaled = Spans(rate * spans.start, rate * spans.end)
    gain = ACTIVITY_GAIN * np.stack([contrast(scaled, o, sums) for o in offsets.tolist()], axis=1)
    return Evidence(offsets, gain, 0.0, 0.0)


def _halves(pieces: list[Piece], spans: Spans, speech: Floats) -> float:
    """1 where no half of a piece fits clearly better at another offset than at the piece's own; else less."""
    worst = 1.0
    for piece in pieces:
        middle = (piece.first + piece.last) // 2
        for first, last in ((piece.first, middle), (middle, piece.last)):
            if last - first >= ACTIVITY_LEAST_CUES:
                half = standing(spans.part(first, last), speech, (piece.rate,))
                if _strength(half) >= 1.0 and abs(half.offset - piece.offset) > params.ACTIVITY_NEAR:
                    worst = 0.5
    return worst


def _exact(piece: Piece, spans: Spans, sums: Floats) -> Piece:
    """A piece with its offset to 10 ms, and how many of its cues fit."""
    mine = spans.part(piece.first, piece.last)
    scaled = Spans(piece.rate * mine.start, piece.rate * mine.end)
    tries = piece.offset + np.arange(-300, 301, params.SYNC_ACTIVITY_FINE)
    values = [float(contrast(scaled, o, sums).sum()) for o in tries.tolist()]
    offset = float(tries[int(np.argmax(values))])
    fits = int((contrast(scaled, offset, sums) > 0.2).sum())
    return replace(piece, offset=offset, matched=fits, words=piece.last - piece.first)
