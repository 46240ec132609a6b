"""A stream of sound in chunks for a recogniser: cut in pauses, never longer than it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from turncue.arrays import Floats
from turncue.audio import params
from turncue.audio.decode import Block, Samples
from turncue.audio.params import RATE

__all__ = ["chunks", "levels"]

_FRAME = RATE // 50  # 20 ms


def levels(samples: Samples) -> Floats:
    """The level of every 20 ms in dB below full scale, -100 for digital silence."""
    count = len(samples) // _FRAME
    frames = samples[: count * _FRAME].reshape(count, _FRAME).astype(np.float64) / 32768
    return np.asarray(10 * np.log10((frames**2).mean(axis=1) + 1e-10), dtype=np.float64)


def chunks(blocks: Iterable[Block], longest: int) -> Iterator[Block]:
    """Blocks joined and cut anew, each at most ``longest`` ms, at the quietest 0.2 s near its end."""
    size = longest * RATE // 1000
    start, held = 0, np.zeros(0, dtype=np.int16)
    for block in blocks:
        if not len(held):
            start = block.start
        held = np.concatenate([held, block.samples])
        while len(held) >= size:
            cut = _quietest(held[:size])
            yield Block(start, held[:cut])
            start, held = start + cut * 1000 // RATE, held[cut:]
    if len(held):
        yield Block(start, held)


def _quietest(samples: Samples) -> int:
    """The sample in the middle of the quietest pause near the end."""
    loud = levels(samples)
    first = int(len(loud) * (1 - params.CHUNKS_SEARCH))
    power = 10 ** (loud[first:] / 10)
    if len(power) <= params.CHUNKS_QUIET:
        return len(samples)
    smooth = np.convolve(power, np.ones(params.CHUNKS_QUIET), "valid")
    return (first + int(smooth.argmin()) + params.CHUNKS_QUIET // 2) * _FRAME
