"""Captions against voice activity, for languages that no recogniser at hand knows.

A cue should have more speech inside than just before and after it. The same programme as for words finds the offsets;
the gate asks for a peak far above all other offsets.
"""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass, replace

import numpy as np

from turncue.arrays import Floats, quantile
from turncue.audio import params
from turncue.audio.activity import FRAME, speech_probability
from turncue.audio.params import (
    ACTIVITY_GAIN,
    ACTIVITY_LEAST_CUES,
    ACTIVITY_LEAST_LENGTH,
    ACTIVITY_MARGIN,
    ACTIVITY_PEAK,
    ACTIVITY_REACH,
    ACTIVITY_SWITCH,
    KEEP,
    KNOWN_RATES,
)
from turncue.audio.piecewise import Evidence, best_path
from turncue.audio.recogniser import AudioOptions
from turncue.audio.sync_result import Piece, SyncRefused, SyncResult, described
from turncue.model import Captions

__all__ = ["sync_to_activity", "sync_to_probability"]


@dataclass(frozen=True, slots=True)
class _Peak:
    """The best offset of one rate: its height over the middle of all offsets, in standard deviations, and over the
    best offset more than 1.5 s away."""

    rate: float
    evidence: Evidence
    height: float
    margin: float
    score: float


_HINT = "A recogniser that knows the language (--model FOLDER, --words FILE) gives more evidence."


def sync_to_activity(captions: Captions, media: str | os.PathLike[str], options: AudioOptions) -> SyncResult:
    """The map that puts cues where speech is. Raises ``SyncRefused`` without a clear peak."""
    return sync_to_probability(captions, speech_probability(media, options.track))


def sync_to_probability(captions: Captions, speech: Floats) -> SyncResult:
    """``sync_to_activity`` on the probability of speech in each 10 ms."""
    starts = np.array([c.start for c in captions.cues], dtype=np.float64)
    ends = np.array([max(c.end, c.start + 200) for c in captions.cues], dtype=np.float64)
    if len(starts) < ACTIVITY_LEAST_CUES:
        cause = f"Voice activity alone needs {ACTIVITY_LEAST_CUES} cues; there are {len(starts)}."
        raise SyncRefused(len(starts) / ACTIVITY_LEAST_CUES, 1.0, cause, _HINT)
    if len(speech) * FRAME < max(ACTIVITY_LEAST_LENGTH, 0.85 * (ends[-1] - starts[0])):
        cause = f"The recording has {len(speech) * FRAME / 1000:.0f} s, too few for voice activity alone."
        raise SyncRefused(len(speech) * FRAME / max(ACTIVITY_LEAST_LENGTH, ends[-1] - starts[0]), 1.0, cause, _HINT)
    sums = np.concatenate([[0.0], np.cumsum(speech)])
    peaks = [_peak(rate, starts, ends, sums) for rate in KNOWN_RATES]
    plain = peaks[0]
    best = max(peaks, key=lambda p: p.score)
    if best.score < plain.score * 1.15 + 3.0:
        best = plain
    gaps = np.concatenate([[0.0], np.maximum(starts[1:] - ends[:-1], 0.0)])
    path = best_path(best.evidence, gaps, ACTIVITY_SWITCH)
    edges = [0, *(np.flatnonzero(np.diff(path.offset)) + 1).tolist(), len(starts)]
    pieces = [
        _exact(Piece(a, b, captions.cues[a].start, best.rate, float(path.offset[a])), starts, ends, sums)
        for a, b in itertools.pairwise(edges)
    ]
    height = best.height if len(pieces) == 1 else _height(path.score, best)
    score = min(height / ACTIVITY_PEAK, best.margin / ACTIVITY_MARGIN if len(pieces) == 1 else height / ACTIVITY_PEAK)
    if score < 1.0:
        cause = f"The cues fit the voice activity no better here than elsewhere (peak {height:.1f} sd)."
        raise SyncRefused(score, 1.0, cause, _HINT)
    largest = max(abs(p.shift(t)) for p in pieces for t in (starts[p.first], starts[p.last - 1]))
    result = SyncResult(tuple(pieces), "speech", min(0.9, score / 2), True, (), described(pieces, captions))
    if largest < KEEP:
        return replace(result, moved=False, messages=(f"in time already, to {largest / 1000:.2f} s",))
    return result


def _height(score: float, peak: _Peak) -> float:
    totals = peak.evidence.gain.sum(axis=0)
    return peak.height * (score / max(float(totals.max()), 1e-9))


def _between(sums: Floats, begin: Floats, end: Floats) -> Floats:
    """The mean probability of speech between times (ms); what lies outside the recording counts as silence."""
    last = len(sums) - 1
    a = np.clip(np.round(begin / FRAME).astype(np.int64), 0, last)
    b = np.clip(np.round(end / FRAME).astype(np.int64), 0, last)
    return np.asarray((sums[b] - sums[a]) / np.maximum((end - begin) / FRAME, 1.0), dtype=np.float64)


def _contrast(starts: Floats, ends: Floats, sums: Floats) -> Floats:
    """Per cue: speech inside less speech in its flanks, -1 to 1. The beginning of a cue counts more than its end."""
    inside = _between(sums, starts, ends)
    onset = _between(sums, starts, starts + params.SYNC_ACTIVITY_FLANK)
    before = _between(sums, starts - params.SYNC_ACTIVITY_FLANK, starts)
    after = _between(sums, ends, ends + params.SYNC_ACTIVITY_FLANK)
    return np.asarray(0.5 * (inside - 0.5 * before - 0.5 * after) + 0.5 * (onset - before), dtype=np.float64)


def _peak(rate: float, starts: Floats, ends: Floats, sums: Floats) -> _Peak:
    offsets = np.arange(
        -ACTIVITY_REACH, ACTIVITY_REACH + params.SYNC_ACTIVITY_STEP, params.SYNC_ACTIVITY_STEP, dtype=np.float64
    )
    table = np.stack([_contrast(rate * starts + o, rate * ends + o, sums) for o in offsets], axis=1) * ACTIVITY_GAIN
    total = table.sum(axis=0)
    middle = quantile(total, 0.5)
    spread = max(1.4826 * quantile(np.abs(total - middle), 0.5), 1e-6)
    top = int(total.argmax())
    far = np.abs(offsets - offsets[top]) > 1500
    margin = float(total[top] - total[far].max()) / spread
    peaks = np.flatnonzero((total[1:-1] >= total[:-2]) & (total[1:-1] >= total[2:])) + 1
    kept = np.sort(peaks[np.argsort(-total[peaks])[:120]]) if len(peaks) else np.array([top])
    evidence = Evidence(offsets[kept], table[:, kept], float(total[top]), float(total[far].max()))
    return _Peak(rate, evidence, float(total[top] - middle) / spread, margin, float(total[top]))


def _exact(piece: Piece, starts: Floats, ends: Floats, sums: Floats) -> Piece:
    """A piece with its offset to 10 ms, and how many of its cues fit."""
    mine = slice(piece.first, piece.last)
    tries = piece.offset + np.arange(-300, 301, params.SYNC_ACTIVITY_FINE)
    one, two = piece.rate * starts[mine], piece.rate * ends[mine]
    values = [float(_contrast(one + o, two + o, sums).sum()) for o in tries]
    offset = float(tries[int(np.argmax(values))])
    fits = int((_contrast(one + offset, two + offset, sums) > 0.2).sum())
    return replace(piece, offset=offset, matched=fits, words=piece.last - piece.first)
