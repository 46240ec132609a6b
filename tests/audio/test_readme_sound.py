"""README's commands with sound run as they stand there; skipped, with the reason, where the extra is missing."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from conftest import ROOT

from turncue.cli.app import run

pytest.importorskip("av", reason="README's commands with sound need turncue[audio]: PyAV is not installed")
pytest.importorskip("pocketsphinx", reason="README's commands with sound need turncue[audio]: no pocketsphinx")

COMMANDS = re.findall(r"^turncue (.*\.opus.*)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_commands_with_sound_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [c.split()[0] for c in COMMANDS] == ["align", "sync", "sync"]
    shutil.copytree(ROOT / "samples" / "panel", tmp_path / "samples" / "panel")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TURNCUE_CACHE", str(tmp_path / "cache"))
    for command in COMMANDS:
        assert run(shlex.split(command, comments=True)) == 0
    assert "in time already" in capsys.readouterr().err
    assert (tmp_path / "sound.srt").read_text(encoding="utf-8").count("PRIYA NAIR") >= 5
    assert len((tmp_path / "snapped.srt").read_text(encoding="utf-8")) > 1000
    assert not list(tmp_path.glob("samples/panel/*synced*"))
