"""How well cues fit voice activity at every offset, and which (rate, offset) pairs stand out.

A cue has more speech inside than just before and after it: a kernel for each cue, all cues as one signal, correlated
with the probability of speech. The same signal turned around the recording (a circular correlation) says how well cues
with this rhythm fit speech of this kind by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from turncue.arrays import Floats, Ints, quantile
from turncue.audio import params
from turncue.audio.activity import FRAME
from turncue.audio.params import ACTIVITY_NEAR, ACTIVITY_RATE_PRICE, ACTIVITY_REACH

__all__ = ["Spans", "Standing", "contrast", "peaks_of", "standing"]

_FLANK = params.SYNC_ACTIVITY_FLANK


@dataclass(frozen=True, slots=True)
class Spans:
    """Starts and ends of cues in ms."""

    start: Floats
    end: Floats

    def part(self, first: int, last: int) -> Spans:
        """The cues ``[first, last)``."""
        return Spans(self.start[first:last], self.end[first:last])


@dataclass(frozen=True, slots=True)
class Standing:
    """The best rate and offset: its ``height`` over chance in standard deviations, and its ``margin`` over the best
    other that would put cues elsewhere."""

    rate: float
    offset: float
    height: float
    margin: float


def contrast(spans: Spans, offset: float, sums: Floats) -> Floats:
    """Per cue: speech inside less speech in its flanks, -1 to 1. The beginning of a cue counts more than its end.

    ``sums`` are the sums of the probability of speech up to each 10 ms; outside the recording is silence.
    """
    start, end = spans.start + offset, spans.end + offset
    inside = _between(sums, start, end)
    onset = _between(sums, start, start + _FLANK)
    before = _between(sums, start - _FLANK, start)
    after = _between(sums, end, end + _FLANK)
    return np.asarray(0.5 * (inside - 0.5 * before - 0.5 * after) + 0.5 * (onset - before), dtype=np.float64)


def _between(sums: Floats, begin: Floats, end: Floats) -> Floats:
    last = len(sums) - 1
    a = np.clip(np.round(begin / FRAME).astype(np.int64), 0, last)
    b = np.clip(np.round(end / FRAME).astype(np.int64), 0, last)
    return np.asarray((sums[b] - sums[a]) / np.maximum((end - begin) / FRAME, 1.0), dtype=np.float64)


def standing(spans: Spans, speech: Floats, rates: Sequence[float]) -> Standing:
    """The best of all rates and offsets, and how far it stands above chance and above the others.

    Another rate than the first costs a little, because there are many of them.
    """
    heights: list[Floats] = []
    offsets: list[Floats] = []
    of_rate: list[Floats] = []
    for rate in rates:
        grid, score = _scores(spans, speech, rate)
        top = _tops(score, params.ACTIVITY_PEAKS)
        heights.append(score[top] - (0.0 if rate == rates[0] else ACTIVITY_RATE_PRICE))
        offsets.append(grid[top])
        of_rate.append(np.full(len(top), rate))
    height, offset, rate_of = np.concatenate(heights), np.concatenate(offsets), np.concatenate(of_rate)
    best = int(height.argmax())
    moves = (rate_of - rate_of[best])[:, None] * spans.start[None, :] + (offset - offset[best])[:, None]
    elsewhere = np.quantile(np.abs(moves), 0.85, axis=1) > ACTIVITY_NEAR
    margin = float(height[best] - height[elsewhere].max()) if elsewhere.any() else float(height[best])
    return Standing(float(rate_of[best]), float(offset[best]), float(height[best]), margin)


def peaks_of(spans: Spans, speech: Floats, rate: float, most: int) -> Floats:
    """The offsets (ms) of the highest peaks of one rate."""
    grid, score = _scores(spans, speech, rate)
    return grid[_tops(score, most)]


def _tops(score: Floats, most: int) -> Ints:
    """The places of the highest local maxima, in order."""
    inner = np.flatnonzero((score[1:-1] >= score[:-2]) & (score[1:-1] > score[2:])) + 1
    tops = inner if len(inner) else np.array([int(score.argmax())])
    return np.sort(tops[np.argsort(-score[tops], kind="stable")[:most]])


def _scores(spans: Spans, speech: Floats, rate: float) -> tuple[Floats, Floats]:
    """Offsets in ms, and for each how far the cues' sum stands above chance, in standard deviations."""
    scaled = Spans(rate * spans.start, rate * spans.end)
    base = float(scaled.start.min()) - 2 * _FLANK
    kernel = _kernel(Spans(scaled.start - base, scaled.end - base))
    first = round(base / FRAME)
    low, high = round(-ACTIVITY_REACH / FRAME), round(ACTIVITY_REACH / FRAME)
    size = 1 << (len(kernel) + len(speech)).bit_length()
    turned = np.fft.irfft(np.fft.rfft(speech, size) * np.conj(np.fft.rfft(kernel, size)), size)
    grid = np.arange(low, high + 1)
    place = grid + first
    inside = (place > -len(kernel)) & (place < len(speech))
    total = np.where(inside, turned[place % size], 0.0)
    around = np.bincount(np.arange(len(kernel)) % len(speech), kernel, minlength=len(speech))
    chance = np.fft.irfft(np.fft.rfft(speech) * np.conj(np.fft.rfft(around)), len(speech))
    middle = quantile(chance, 0.5)
    spread = max(1.4826 * quantile(np.abs(chance - middle), 0.5), 0.5 * float(chance.std()), 1e-6)
    return grid.astype(np.float64) * FRAME, (total - float(chance.mean())) / spread


def _kernel(spans: Spans) -> Floats:
    """The cues as one signal in steps of 10 ms whose product with speech is the sum of the cues' contrasts."""
    size = round(float(spans.end.max() + 2 * _FLANK) / FRAME) + 1
    edges = np.zeros(size + 1)
    parts = (
        (spans.start, spans.end, 0.5),
        (spans.start, spans.start + _FLANK, 0.5),
        (spans.start - _FLANK, spans.start, -0.75),
        (spans.end, spans.end + _FLANK, -0.25),
    )
    for begin, end, weight in parts:
        a = np.round(begin / FRAME).astype(np.int64)
        b = np.maximum(np.round(end / FRAME).astype(np.int64), a + 1)
        share = weight / (b - a)
        edges += np.bincount(a, share, minlength=size + 1) - np.bincount(b, share, minlength=size + 1)
    return np.asarray(np.cumsum(edges[:-1]), dtype=np.float64)
