"""The command line as a process: streams, pipes, exit codes, shell completion."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from gardeners import CAPTIONS


def _process(*arguments: str, stdin: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "turncue", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )


def test_process_splits_its_streams(talk: Path) -> None:
    done = _process("align", "talk.md", "talk.en.srt", "-o", "a.srt", cwd=talk)
    assert done.returncode == 0
    assert done.stdout == "a.srt\n"
    assert "4 turns" in done.stderr


def test_process_in_a_pipe(talk: Path) -> None:
    done = _process("align", "talk.md", "-", "-o", "-", stdin=CAPTIONS, cwd=talk)
    assert done.returncode == 0
    assert done.stdout.startswith("1\n00:00:01,000 --> ")
    assert "turns" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("align", "talk.md", "nothere.srt"), 1),
        (("algn",), 2),
        (("align", "talk.md", "talk.en.srt", "--nosuch"), 2),
        (("align", "talk.md", "other.srt"), 3),
    ],
)
def test_process_exit_codes(talk: Path, arguments: tuple[str, ...], code: int) -> None:
    before = sorted(os.listdir(talk))
    done = _process(*arguments, cwd=talk)
    assert done.returncode == code
    assert done.stdout == ""
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(os.listdir(talk)) == before


def test_process_without_click(talk: Path) -> None:
    # newer typer carries its own click; nobody installs the other one for us
    code = "import sys; sys.modules['click'] = None; from turncue.cli.app import run; sys.exit(run(['algn']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    if "typer" in done.stderr and "No module named 'click'" in done.stderr:
        pytest.skip("this typer stands on click")
    assert done.returncode == 2, done.stderr


def test_shell_completion_knows_the_options() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "turncue"],
        env={
            **os.environ,
            "_TURNCUE_COMPLETE": "complete_bash",
            "COMP_WORDS": "turncue align --speak",
            "COMP_CWORD": "2",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert {"--speakers", "--speaker-style"} <= set(done.stdout.split())


def test_a_subtitle_stream_is_not_mixed_with_anything(talk: Path) -> None:
    done = _process("align", "talk.md", "talk.en.srt", "-o", "-", "-o", "a.vtt", cwd=talk)
    assert done.returncode == 0
    assert "a.vtt" not in done.stdout
