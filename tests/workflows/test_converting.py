"""``turncue convert`` between formats: nothing is lost in silence, and word times stay where the format has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import turncue
from turncue.cli.app import run
from turncue.formats.writers.writer_rows import WRITERS

from .recordings import talk


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    transcript, captions = talk(5, turns=8)
    result = turncue.align(turncue.parse_transcript(transcript), turncue.parse_captions(captions))
    for name in ("talk.json", "talk.vtt", "talk.srt", "talk.segments.json"):
        result.write(name)
    return tmp_path


@pytest.mark.parametrize("source", ["talk.json", "talk.vtt", "talk.srt", "talk.segments.json"])
@pytest.mark.parametrize("suffix", sorted({w.suffixes[0] for w in WRITERS}))
def test_every_pair_is_written_with_every_word(folder: Path, source: str, suffix: str) -> None:
    target = f"out{suffix}"
    assert run(["convert", source, target, "--quiet"]) == 0
    data = Path(target).read_bytes()
    if suffix in (".docx", ".rttm"):
        assert data
        return
    text = data.decode("utf-8").lower()
    text = text if suffix.endswith(".json") else re.sub(r"<[^>]*>|\{[^}]*\}|\\n", " ", text)
    spoken = {word for turn in turncue.read("talk.srt").cues for word in re.findall(r"[a-z]{4,}", turn.text.lower())}
    assert spoken <= set(re.findall(r"[a-z]{4,}", text))


@pytest.mark.parametrize("source", ["talk.json", "talk.segments.json"])
def test_word_times_stay(folder: Path, source: str) -> None:
    for name in ("a.ctm", "a.karaoke.vtt", "a.words.lrc", "a.segments.json"):
        assert run(["convert", source, name, "--quiet"]) == 0
    words = turncue.read("talk.segments.json")
    starts = sorted(w.start for cue in words.cues for w in cue.words)
    ctm = [round(float(line.split()[2]) * 1000) for line in Path("a.ctm").read_text(encoding="utf-8").splitlines()]
    assert ctm == starts
    stamps = re.findall(r"<\d\d:\d\d\.\d\d>", Path("a.words.lrc").read_text(encoding="utf-8"))
    assert len(stamps) == len(starts)
    assert len(re.findall(r"<00:\d\d:\d\d\.\d{3}>", Path("a.karaoke.vtt").read_text(encoding="utf-8"))) > 0.6 * len(
        starts
    )


def test_what_is_lost_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "talk.json", "a.srt"]) == 0
    assert "cannot carry: who speaks (but as text), times of words, confidence" in capsys.readouterr().err
    assert run(["convert", "talk.srt", "b.vtt"]) == 0
    assert "cannot carry" not in capsys.readouterr().err
