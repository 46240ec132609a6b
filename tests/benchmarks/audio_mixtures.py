"""Noise, music, applause and silence made by numpy, mixed with recordings at a stated level."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from turncue.audio.decode import read_samples
from turncue.audio.params import RATE

Wave = NDArray[np.float64]
MIXTURES = (
    *((kind, level) for kind in ("noise", "music") for level in (20, 10, 5)),
    ("applause", 5),
    ("silence", 0),
)
"""Kinds with the level of the speech over them in dB."""
SILENCE = 20
"""Seconds at each end."""


def pink(count: int) -> Wave:
    """Noise whose power falls with the frequency."""
    white = np.fft.rfft(np.random.default_rng(1).normal(size=count))
    return np.fft.irfft(white / np.sqrt(np.maximum(np.arange(len(white)), 20.0)), count)


def music(count: int) -> Wave:
    """Chords of four notes with overtones, one in two seconds, and a beat twice a second."""
    t = np.arange(count) / RATE
    bar = (t // 2).astype(int) % 4
    roots = np.array([220.0, 174.6, 261.6, 196.0])[bar]
    out = np.zeros(count)
    for step in (1.0, 1.26, 1.5, 2.0):
        for overtone in (1, 2, 3):
            out += np.sin(2 * np.pi * roots * step * overtone * t) / overtone
    beat = np.random.default_rng(2).normal(size=count) * np.exp(-((t % 0.5) * 30))
    return out * (0.6 + 0.4 * np.exp(-(t % 2))) + 2 * beat


def applause(count: int) -> Wave:
    """Bursts of 5 s in every 15 s: hundreds of claps."""
    dice = np.random.default_rng(3)
    out = np.zeros(count)
    clap = dice.normal(size=400) * np.exp(-np.arange(400) / 80)
    for start in dice.integers(0, max(count - 400, 1), count // 80):
        if (start / RATE) % 15 < 5:
            out[start : start + 400] += clap * dice.uniform(0.3, 1)
    return out


def mixture(media: Path, target: Path, kind: str, level: int) -> int:
    """Write a recording mixed with something as WAV; how many ms of sound stand before it."""
    speech = read_samples(media, 0, 36_000_000, None).samples.astype(np.float64)
    lead = SILENCE if kind == "silence" else 0
    if kind == "silence":
        mixed = np.concatenate([np.zeros(lead * RATE), speech, np.zeros(lead * RATE)])
    else:
        other = {"noise": pink, "music": music, "applause": applause}[kind](len(speech))
        loud = np.abs(speech) > 0.02 * np.abs(speech).max()
        power = float((speech[loud] ** 2).mean())
        under = float((other[np.abs(other) > 0] ** 2).mean())
        mixed = speech + other * np.sqrt(power / under / 10 ** (level / 10))
    mixed *= min(1.0, 32_000 / max(float(np.abs(mixed).max()), 1.0))
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(mixed.astype(np.int16).tobytes())
    return lead * 1000
