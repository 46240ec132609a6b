"""Media whose headers lie: every command ends soon, with a result or a plain error, never with a traceback."""

from __future__ import annotations

import struct
import time
from pathlib import Path

import numpy as np
import pytest

from turncue.audio.activity import speech_probability
from turncue.audio.decode import blocks, probe
from turncue.cli.app import run
from turncue.errors import ReadError

pytest.importorskip("av", reason="the extra [audio] (PyAV) is not installed")
pytest.importorskip("pocketsphinx", reason="the extra [audio] (pocketsphinx) is not installed")

LONGEST = 30.0  # seconds of processor time for one second of sound
CAPTIONS = "".join(f"{k}\n00:00:{k:02d},000 --> 00:00:{k:02d},900\nline number {k} of it all\n\n" for k in range(1, 9))


def _wav(channels: int = 1, rate: int = 16_000, stated: int | None = None, seconds: float = 1.0) -> bytes:
    """A WAV file of noise; ``stated`` is the number of bytes that the header promises."""
    count = int(seconds * 16_000) * channels
    data = np.random.default_rng(4).normal(0, 2000, count).astype("<i2").tobytes()
    promised = min(len(data) if stated is None else stated, 0xFFFFFFFF)
    form = struct.pack("<HHIIHH", 1, channels, rate, rate * channels * 2 & 0xFFFFFFFF, channels * 2, 16)
    body = b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", promised) + data
    return b"RIFF" + struct.pack("<I", min(promised + 36, 0xFFFFFFFF)) + b"WAVE" + body


HOSTILE = {
    "48 channels": _wav(48),
    "0 channels": _wav(1).replace(struct.pack("<HH", 1, 1), struct.pack("<HH", 1, 0), 1),
    "0 Hz": _wav(1, 0),
    "4 GHz": _wav(1, 0xFFFFFFFF),
    "a header of 20 hours": _wav(1, 16_000, 20 * 3600 * 32_000),
    "a header of 0 bytes": _wav(1, 16_000, 0),
    "a header of 4 GB": _wav(1, 16_000, 0xFFFFFFFF),
    "cut after the header": _wav()[:44],
    "cut inside the header": _wav()[:30],
    "cut inside a sample": _wav()[:1001],
    "one sample": _wav(seconds=1 / 16_000),
}


@pytest.fixture(params=list(HOSTILE))
def media(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "talk.wav"
    path.write_bytes(HOSTILE[request.param])
    return path


@pytest.mark.parametrize("command", ["sync", "transcribe", "align"])
def test_commands_end_soon_with_a_plain_error(
    media: Path, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TURNCUE_CACHE", str(media.parent / "cache"))
    captions = media.parent / "talk.srt"
    captions.write_text(CAPTIONS, encoding="utf-8")
    transcript = media.parent / "talk.md"
    transcript.write_text("**Ann:** line number one of the talk\n\n**Ben:** line number two of it\n", encoding="utf-8")
    arguments = {
        "sync": ["sync", str(captions), str(media)],
        "transcribe": ["transcribe", str(media)],
        "align": ["align", str(transcript), str(media), "-o", str(media.parent / "out.srt")],
    }[command]
    began = time.process_time()
    code = run(arguments)
    said = capsys.readouterr().err
    assert code in (0, 1, 3)
    assert "Traceback" not in said
    assert "internal error" not in said
    assert code == 0 or said.strip()
    assert time.process_time() - began < LONGEST


def test_sound_is_never_longer_than_what_is_there(media: Path) -> None:
    """Whatever the header promises, memory and time go with the samples of the file."""
    try:
        length = sum(len(b.samples) for b in blocks(media))
        speech = speech_probability(media)
    except ReadError:
        return
    assert length <= 50 * 16_000
    assert len(speech) <= 5000


def test_a_duration_is_stated_or_not_known(media: Path) -> None:
    try:
        duration = probe(media).duration
    except ReadError:
        return
    assert duration is None or duration > 0
