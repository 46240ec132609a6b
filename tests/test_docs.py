"""README and CONTRIBUTING say what is so: their code runs, their excerpts and tables are real.

``pytest tests/test_docs.py --update-golden`` writes README's table of formats, excerpts and messages anew.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from documents import blocks, commands

import turncue
from turncue import formats
from turncue.cli.app import all_commands, run
from turncue.formats import Format

README = ROOT / "README.md"
NUMBER = re.compile(r"\d+\.\d+")


_FENCES = re.compile(r"^```(sh|python|toml|console)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SET_UP = ("python3 -m venv", ". .venv/bin/activate")


def _steps() -> list[tuple[str, str]]:
    """README's blocks from top to bottom: commands line by line, Python block by block."""
    steps: list[tuple[str, str]] = []
    for kind, body in _FENCES.findall(README.read_text(encoding="utf-8")):
        if kind == "sh":
            steps += [(kind, line) for line in body.splitlines() if line and not line.startswith(_SET_UP)]
        else:
            steps.append((kind, body))
    return steps


def test_readme_can_be_followed_from_top_to_bottom(tmp_path: Path) -> None:
    """In a folder that is empty but for the code: what a step needs, a step before it has made."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")  # "get the code"; .ci/run does the set-up for real
    environment = {**os.environ, "PYTHONPATH": str(Path(turncue.__file__).parent.parent), "PYTHONUTF8": "1"}
    command = f'turncue() {{ {shlex.quote(sys.executable)} -m turncue "$@"; }}\n'
    steps = _steps()
    assert {kind for kind, _ in steps} == {"sh", "python", "toml", "console"}
    for kind, text in steps:
        if kind == "toml":
            (tmp_path / "turncue.toml").write_text(text, encoding="utf-8")
            continue
        if kind == "console" or ".opus" in text:
            continue  # test_console_blocks_say_what_is_said; tests/audio/test_readme_sound.py, where the extra is
        arguments = [sys.executable, "-c", text] if kind == "python" else ["bash", "-c", command + text]
        done = subprocess.run(
            arguments, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, env=environment, check=False
        )
        findings = text.startswith("turncue check") and done.returncode == 1 and not done.stderr
        assert done.returncode == 0 or findings, f"{text}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        for name in _OUTPUTS.findall(text.partition("#")[0]):
            assert (tmp_path / name).stat().st_size > 1000, f"{text} wrote no {name}"
    assert "PRIYA NAIR" in (tmp_path / "talk.srt").read_text(encoding="utf-8")


_OUTPUTS = re.compile(r"(?:-o|>|--fix) ([\w.]+\.(?:srt|vtt|json))")


def test_readme_is_in_order() -> None:
    heads = re.findall(r"^## (.+)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert heads == [
        "Install",
        "First command",
        "When to use it",
        "Command line",
        "Python",
        "Formats",
        "Errors",
        "Accuracy",
        "Limits",
        "Glossary",
        "Licence",
    ]


def test_readme_is_short() -> None:
    """The table of formats, a row for each, aside."""
    text = README.read_text(encoding="utf-8")
    assert len(text.replace(_table(), "").splitlines()) <= 330


def test_set_up_commands_stand_there_one_line_each() -> None:
    lines = [
        line for block in blocks(README, "sh") for line in block.splitlines() if line.startswith("python3 -m venv")
    ]
    assert len(lines) == 2
    install, test = lines
    assert "pip install ." in install
    assert "turncue align samples/" in install
    assert "pip install '.[test]'" in test
    assert "-m pytest" in test


def test_console_blocks_say_what_is_said(
    samples: Path, capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config
) -> None:
    found = blocks(README, "console")
    assert found
    for block in found:
        fresh = ""
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, told = part.partition("\n")
            assert run([*shlex.split(command)[1:], "--quiet"]) != 0
            captured = capsys.readouterr()
            assert captured.out == ""
            # figures change as the engine does; the words are what is documented
            said, plain = NUMBER.sub("0", captured.err), NUMBER.sub("0", told)
            same = said.startswith(plain[:-2]) if told.endswith("…\n") else said == plain
            fresh += f"$ {command}\n{told if same else captured.err}"
        if pytestconfig.getoption("--update-golden"):
            README.write_text(README.read_text(encoding="utf-8").replace(block, fresh), encoding="utf-8")
        else:
            assert block == fresh, "pytest tests/test_docs.py --update-golden writes it anew"


EXCERPT = re.compile(r'(<!-- (\S+) from "([^"]+)" to "([^"]+)" -->\n```\w+\n)(.*?)(?=^```$)', re.DOTALL | re.MULTILINE)


def _excerpt(found: re.Match[str]) -> str:
    """The marked excerpt as it should stand: whole paragraphs, from the first text's to the last's."""
    _, name, first, last, _ = found.groups()
    paragraphs = (ROOT / name).read_text(encoding="utf-8").split("\n\n")
    begin = next(k for k, p in enumerate(paragraphs) if first in p)
    end = next(k for k, p in enumerate(paragraphs) if k >= begin and last in p)
    return found[1] + "\n\n".join(paragraphs[begin : end + 1]) + "\n"


def test_excerpts_are_from_the_samples(pytestconfig: pytest.Config) -> None:
    text = README.read_text(encoding="utf-8")
    assert len(EXCERPT.findall(text)) == 4
    fresh = EXCERPT.sub(_excerpt, text)
    if pytestconfig.getoption("--update-golden"):
        README.write_text(fresh, encoding="utf-8")
        return
    assert text == fresh, "pytest tests/test_docs.py --update-golden writes the excerpts anew"


def test_options_named_in_the_readme_exist() -> None:
    known = {flag for command in all_commands() for row in command.rows for flag in row.flags}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README.read_text(encoding="utf-8")))
    others = {"--help", "--install-completion"} | set(
        "--write-subs --write-auto-subs --sub-langs --sub-format --skip-download".split()
    )
    assert named - known <= others


def _table() -> str:
    """README's table: a row for each format."""

    def cells(row: Format) -> tuple[str, ...]:
        suffixes = " ".join(f"`{x}`" for x in row.suffixes)
        reads = ("yes" if x else "" for x in (row.read_transcript, row.read_captions, row.read_reference))
        written = f"yes, without {', '.join(row.losses)}" if row.losses else "yes, whole"
        return (row.title, suffixes, *reads, written if row.write else "")

    rows = [cells(row) for row in formats.FORMATS if row.suffixes]
    head = ("format", "suffixes", "transcript", "captions", "reference", "written")
    return "\n".join(f"| {' | '.join(row)} |".replace("  ", " ") for row in (head, ("---",) * len(head), *rows))


def test_table_of_formats_is_the_table(pytestconfig: pytest.Config) -> None:
    text = README.read_text(encoding="utf-8")
    head, _, rest = text.partition("<!-- formats -->\n")
    old, sign, tail = rest.partition("\n<!-- /formats -->")
    assert sign
    if pytestconfig.getoption("--update-golden"):
        README.write_text(f"{head}<!-- formats -->\n{_table()}{sign}{tail}", encoding="utf-8")
        old = _table()
    assert old == _table(), "pytest tests/test_docs.py --update-golden writes it anew"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "samples/README.md"])
def test_links_inside_the_project_lead_somewhere(name: str) -> None:
    path = ROOT / name
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (path.parent / target).exists(), target


def test_files_named_in_contributing_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for name in re.findall(r"`((?:tests|samples|\.ci)/[\w./]+)`", text):
        assert (ROOT / name).exists(), name


def test_version_is_in_the_changelog() -> None:
    from turncue import __version__

    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_samples_have_commands() -> None:
    for path in (ROOT / "samples").glob("*/README.md"):
        assert commands(path), path


def test_modules_named_in_contributing_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:src/turncue/)?([\w/]+(?:\.py|/))`", text))
    assert len(named) > 40
    for name in named - {"samples/"}:
        assert (ROOT / "src" / "turncue" / name).exists() or (ROOT / name).exists() or name in _ELSEWHERE, name


_ELSEWHERE = set("accuracy.py damage_words.py cross.py damage.py passages.py quality.py speed.py long.py".split()) | {
    "same_output.py", "peers/run.py", "peers/checkers.py", "peers/editor.py", "cues/", "asr/", "nist/", "app.py",
    "arguments.py", "convert.py", "check.py", "params.py",
}  # fmt: skip
