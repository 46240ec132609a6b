"""Every command in samples/*/README.md gives, byte for byte, the expected files beside it.

``pytest tests/test_samples.py --update-golden`` writes them anew.
"""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import ROOT
from documents import commands

import turncue
from turncue.cli.app import run

CASES = sorted(p.parent.name for p in (ROOT / "samples").glob("*/README.md"))


def _outputs(arguments: list[str]) -> list[str]:
    return [value for flag, value in pairwise(arguments) if flag == "-o"]


@pytest.mark.parametrize("case", CASES)
def test_sample(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    folder = ROOT / "samples" / case
    for file in folder.iterdir():
        if not file.name.startswith("expected"):
            shutil.copy(file, tmp_path)
    monkeypatch.chdir(tmp_path)
    made = set()
    for arguments in commands(folder / "README.md"):
        assert run([*arguments, "--quiet"]) == 0, arguments
        for name in _outputs(arguments):
            golden = folder / name.replace("out", "expected", 1)
            made.add(golden.name)
            if pytestconfig.getoption("--update-golden"):
                shutil.copy(tmp_path / name, golden)
            assert golden.read_bytes() == (tmp_path / name).read_bytes(), f"{golden} differs from {' '.join(arguments)}"
    assert made == {p.name for p in folder.glob("expected*")}, "an expected file that no command makes"


def test_there_are_five_cases() -> None:
    assert len(CASES) >= 5


def test_the_announcer_of_the_chinese_interview_gets_no_subtitle(samples: Path) -> None:
    folder = samples / "zh-interview"
    result = turncue.align(folder / "transcript.md", folder / "captions.en.srt")
    captions = turncue.read_captions(folder / "captions.en.srt")
    first = next(c for c in captions.cues if c.text.startswith("Thank you. Good afternoon"))
    assert result.turns[0].start is not None
    # the announcer speaks for twenty seconds; "Thank you" across languages leaves a few of them open
    assert abs(result.turns[0].start - first.start) < 5000


def test_media_for_another_language_changes_nothing_and_says_so() -> None:
    """The words of a translation are not in the sound: ``media`` is not ignored in silence."""
    pytest.importorskip("av", reason="sound needs turncue[audio]: PyAV is not installed")
    pytest.importorskip("pocketsphinx", reason="sound needs turncue[audio]: no pocketsphinx")
    zh = ROOT / "samples" / "zh-interview"
    files = (zh / "transcript.md", zh / "captions.en.srt")
    plain = turncue.align(*files)
    with_sound = turncue.align(*files, media=str(ROOT / "samples" / "panel" / "talk.opus"))
    assert [t.words for t in with_sound.turns] == [t.words for t in plain.turns]
    assert [w for w in with_sound.report.warnings if "--media placed no word" in w]
    assert not [w for w in plain.report.warnings if "--media" in w]
