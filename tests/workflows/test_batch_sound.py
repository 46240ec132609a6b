"""``turncue batch`` with sound for captions: real recordings, made by the project, and the real recogniser."""

from __future__ import annotations

import json
import shutil
import subprocess
import wave
from importlib.util import find_spec
from pathlib import Path

import pytest
import speech
from conftest import ROOT

from turncue.cli import batch
from turncue.cli.app import run

from .recordings import contents, write_talks

needs_recogniser = pytest.mark.skipif(find_spec("pocketsphinx") is None, reason="the extra audio is not installed")
TEXTS = (
    ("Ann Lee", "Good evening and welcome to the market hall. Tonight we have one question."),
    ("Ben Ode", "Thank you very much. The river was high and the bridge was closed all winter."),
    ("Ann Lee", "Did the captain find the lantern in the garden?"),
)
TRANSCRIPT = "\n\n".join(f"**{name}:** {text}" for name, text in TEXTS) + "\n"


def _speak(path: Path) -> list[int]:
    """The texts as a recording, with half a second between them; the onsets in ms."""
    import numpy as np

    parts, onsets, at = [], [], 0
    for k, (_, text) in enumerate(TEXTS):
        silence = np.zeros(speech.RATE // 2, np.int16)
        samples = np.concatenate([silence, speech.spoken(text, speech.VOICES[k % 2])])
        onsets.append(round((at + len(silence)) * 1000 / speech.RATE))
        parts.append(samples)
        at += len(samples)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(speech.RATE)
        file.writeframes(np.concatenate(parts).tobytes())
    return onsets


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


@needs_recogniser
@pytest.mark.skipif(not speech.available(), reason="espeak-ng is not installed")
def test_spoken_recordings_are_aligned_as_align_does_it(folder: Path) -> None:
    Path("in").mkdir()
    onsets = _speak(Path("in/talk.wav"))
    Path("in/talk.md").write_text(TRANSCRIPT, encoding="utf-8")
    if shutil.which("ffmpeg"):
        video = ["-f", "lavfi", "-i", "color=black:s=64x36:r=5", "-i", "in/talk.wav", "-shortest", "-c:v", "mpeg4"]
        subprocess.run(["ffmpeg", "-v", "error", *video, "in/film.mkv"], check=True, stdin=subprocess.DEVNULL)
        Path("in/film.md").write_text(TRANSCRIPT, encoding="utf-8")
    assert run(["batch", "in", "--out-dir", "out", "-f", "srt,json", "--jobs", "2", "--quiet"]) == 0
    assert run(["align", "in/talk.md", "in/talk.wav", "-o", "a.srt", "--quiet"]) == 0
    made = contents(Path("out"))
    assert made["talk.en.srt"] == Path("a.srt").read_bytes()
    turns = json.loads(Path("out/talk.en.json").read_text(encoding="utf-8"))["turns"]
    assert [t["speaker"] for t in turns] == [name for name, _ in TEXTS]
    assert all(abs(t["start"] * 1000 - onset) < 500 for t, onset in zip(turns, onsets, strict=True))
    if shutil.which("ffmpeg"):
        assert "film.en.srt" in made
    before = Path("out/talk.en.srt").stat().st_mtime_ns
    assert run(["batch", "in", "--out-dir", "out", "-f", "srt,json", "--quiet"]) == 0
    assert Path("out/talk.en.srt").stat().st_mtime_ns == before


@needs_recogniser
@pytest.mark.skipif(speech.available(), reason="the recordings above are shorter")
def test_the_sample_with_its_sound(folder: Path) -> None:
    sample = ROOT / "samples" / "panel"
    Path("in").mkdir()
    shutil.copy(sample / "talk.opus", "in/talk.opus")
    shutil.copy(sample / "transcript.txt", "in/talk_transcript.txt")
    assert run(["batch", "in", "--out-dir", "out", "-f", "json", "--quiet"]) == 0
    (name,) = contents(Path("out"), ".en.json")
    turns = json.loads((Path("out") / name).read_text(encoding="utf-8"))["turns"]
    assert sum(t["status"] == "aligned" for t in turns) >= 0.9 * len(turns)
    starts = [t["start"] for t in turns if t["start"] is not None]
    assert starts == sorted(starts)


@needs_recogniser
def test_media_without_sound_or_whole_content_fails_alone(folder: Path) -> None:
    write_talks(folder / "in", 2)
    Path("in/broken.mp4").write_bytes(b"no media at all")
    Path("in/broken.md").write_text(TRANSCRIPT, encoding="utf-8")
    if shutil.which("ffmpeg"):
        silent = ["-f", "lavfi", "-i", "color=black:s=64x36:r=5:d=2", "-c:v", "mpeg4", "in/silent.mp4"]
        subprocess.run(["ffmpeg", "-v", "error", *silent], check=True, stdin=subprocess.DEVNULL)
        Path("in/silent.md").write_text(TRANSCRIPT, encoding="utf-8")
    assert run(["batch", "in", "--out-dir", "out", "--quiet"]) == 1
    report = json.loads(Path("out/turncue-batch/report.json").read_text(encoding="utf-8"))
    assert report["done"] == 2
    assert all(row["error"] for row in report["recordings"] if row["status"] != "done")
    assert "internal error" not in json.dumps(report)


def test_without_the_extra_media_are_left_over(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: object) -> None:
    write_talks(folder / "in", 1)
    Path("in/film.mp4").write_bytes(b"x")
    Path("in/film.md").write_text(TRANSCRIPT, encoding="utf-8")
    monkeypatch.setattr(batch, "_sound", lambda: False)
    assert run(["batch", "in", "--dry-run"]) == 0
    shown = capsys.readouterr().out  # type: ignore[attr-defined]
    assert "turncue[audio]" in shown
