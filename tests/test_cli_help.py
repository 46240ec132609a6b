"""``--help`` at 80 columns, and what the shell completes."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from turncue.cli.app import COMMANDS, all_commands, run
from turncue.cli.help import Terminal, command_help

Capture = pytest.CaptureFixture[str]


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


@pytest.mark.parametrize("command", all_commands(), ids=lambda c: c.name)
def test_help_fits_80_columns_and_breaks_no_value(command: object) -> None:
    text = command_help(command, Terminal(80))  # type: ignore[arg-type]
    assert max(map(_width, text.splitlines())) <= 80
    words = set(text.replace(",", " ").replace(".", " ").split())
    for row in command.rows:  # type: ignore[attr-defined]
        assert set(row.choices) <= words
        if row.flags:
            assert any(f"{', '.join(row.flags)} {row.metavar}".strip() in line for line in text.splitlines())


def test_help_is_in_panels_with_examples_at_the_end(capsys: Capture) -> None:
    assert run(["align", "--help"]) == 0
    text = capsys.readouterr().out
    titles = [line.strip("╭─╮ ") for line in text.splitlines() if line.startswith("╭")]
    assert titles == [
        "Arguments",
        "Output",
        "Speakers",
        "Lines and reading",
        "Transcript",
        "Languages",
        "Times",
        "Audio",
        "Reports",
    ]
    assert text.rstrip().splitlines()[-1].strip().startswith("turncue align ")


def test_every_option_is_in_one_panel() -> None:
    align = next(c for c in all_commands() if c.name == "align")
    assert all(row.panel for row in align.rows if row.flags)


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help_of_all_names_every_command_and_exit_code(capsys: Capture, arguments: list[str]) -> None:
    assert run(arguments) == (0 if arguments else 2)
    text = capsys.readouterr().out
    assert all(f" {name} " in text for name in (*COMMANDS, "130"))


def test_help_without_the_characters_of_frames() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "turncue", "formats", "--help"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        timeout=60,
        check=True,
    )
    assert b"+- Reports -" in done.stdout
    assert b"\\u" not in done.stdout


def _completed(line: str, folder: Path) -> list[str]:
    words = line.split(" ")
    done = subprocess.run(
        [sys.executable, "-m", "turncue"],
        env={
            **os.environ,
            "_TURNCUE_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        timeout=60,
        check=False,
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("turncue al", {"align"}),
        ("turncue align --speaker-", {"--speaker-style", "--speaker-form"}),
        ("turncue align a b --profile net", {"netflix", "netflix-children", "netflix-sdh"}),
        ("turncue align a b --profile mi", {"mine"}),
        ("turncue align a b --speaker-style c", {"colon", "caps", "chevrons"}),
        ("turncue align a b --language zh", {"zh-Hant", "zh-Hans"}),
        ("turncue align a b --events b", {"bracketed", "bn"}),
        ("turncue convert a b --profile tik", {"tiktok"}),
        ("turncue check a --rule too-", {"too-fast", "too-short", "too-long", "too-many-lines"}),
        ("turncue profiles net", {"netflix", "netflix-children", "netflix-sdh"}),
    ],
)
def test_the_shell_offers(tmp_path: Path, line: str, offered: set[str]) -> None:
    (tmp_path / "turncue.toml").write_text('[profiles.mine]\nuse = "netflix"\n', encoding="utf-8")
    assert offered <= set(_completed(line, tmp_path))
