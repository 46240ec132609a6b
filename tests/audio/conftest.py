"""Sound for the tests: made here, cached for a session; no cache of recognised words outside the tests' folders."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import speech


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TURNCUE_CACHE", str(tmp_path_factory.getbasetemp() / "turncue-cache"))


@pytest.fixture(scope="session")
def tone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of a tone, a second of silence, a second of noise; a WAV file."""
    pytest.importorskip("av", reason="the extra [audio] (PyAV) is not installed")
    t = np.arange(3 * speech.RATE) / speech.RATE
    wave = (8000 * np.sin(2 * np.pi * 440 * t)).astype(np.int16)
    samples = np.concatenate([wave, speech.silence(1), speech.noise(1)])
    return speech.write_media(tmp_path_factory.mktemp("tone") / "tone.wav", samples)
