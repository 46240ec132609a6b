"""Each command and each snippet of the help pages is run."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from turncue.cli.app import COMMANDS, run
from turncue.cli.topics_command import TOPICS, topic_text

from .recordings import talk, write_talks


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    transcript, captions = talk(5, turns=8)
    Path("talk.md").write_text(transcript, encoding="utf-8")
    Path("talk.en.vtt").write_text("WEBVTT\n\n" + re.sub(r"(\d\d),(\d{3})", r"\1.\2", captions), encoding="utf-8")
    write_talks(tmp_path / "talks", 3)
    Path("talks.csv").write_text("transcript,captions,out\ntalk.md,talk.en.vtt,manifest.srt\n", encoding="utf-8")
    if shutil.which("ffmpeg"):
        source = ["-f", "lavfi", "-i", "color=black:s=64x36:r=5:d=40", "-f", "lavfi", "-i", "sine=d=40"]
        command = ["ffmpeg", "-v", "error", *source, "-c:v", "mpeg4", "talk.mp4"]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return tmp_path


def _commands(topic: str) -> list[list[str]]:
    lines = [line.strip() for line in topic_text(topic).splitlines() if line.startswith("    turncue ")]
    return [shlex.split(line)[1:] for line in lines]


@pytest.mark.parametrize("topic", TOPICS)
def test_commands_and_snippets_run(topic: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = topic_text(topic)
    for arguments in _commands(topic):
        assert arguments[0] in COMMANDS
        if any("<" in part for part in arguments):
            continue
        if arguments[0] == "mux" and not shutil.which("ffmpeg"):
            continue
        if arguments[0] == "serve":  # test_serve_jobs runs that page
            continue
        overwrite = ["--overwrite"] if Path("talk.json").exists() and arguments[0] == "align" else []
        assert run([*arguments, *overwrite]) in ((0, 1) if arguments[0] == "check" else (0,)), arguments
    for block in re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        if "to_otio" in block and find_spec("opentimelineio") is None:
            continue
        exec(compile(block, topic, "exec"), {})
    capsys.readouterr()


@pytest.mark.parametrize("topic", TOPICS)
def test_pages_fit_a_terminal(topic: str) -> None:
    text = topic_text(topic)
    assert text.startswith("# ")
    assert max(len(line) for line in text.splitlines() if not line.startswith("    ")) <= 120


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help"]) == 0
    assert all(topic in capsys.readouterr().out for topic in ("youtube",))
    assert run(["help", "editing"]) == 0
    assert "OpenTimelineIO" in capsys.readouterr().out
    assert run(["help", "align"]) == 0
    assert "turncue align" in capsys.readouterr().out
    assert run(["help", "edting"]) == 2
    assert "Did you mean 'editing'?" in capsys.readouterr().err


def test_help_is_light() -> None:
    code = "import sys; from turncue.cli.app import run; run(['help', 'data']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"numpy", "typer"} & {m.split(".")[0] for m in done.stdout.splitlines()[-1].split()}


def test_the_manual_page_is_read_by_man(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help", "--man"]) == 0
    page = capsys.readouterr().out
    assert all(f".SS turncue {name}" in page for name in COMMANDS)
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed")
    command = ["groff", "-k", "-man", "-Tutf8", "-ww"]
    done = subprocess.run(command, input=page, capture_output=True, text=True, check=True)
    assert not done.stderr
