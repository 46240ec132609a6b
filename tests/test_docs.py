"""README and CONTRIBUTING say what is so: their code runs, their excerpts and tables are real.

``pytest tests/test_docs.py --update-golden`` writes README's table of formats, excerpts and messages anew.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import ROOT
from documents import blocks, commands

from turncue.cli.app import all_commands, run
from turncue.formats import FORMATS

README = ROOT / "README.md"
NUMBER = re.compile(r"\d+\.\d+")


def test_python_blocks_run(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = blocks(README, "python")
    assert len(found) >= 2
    for block in found:
        exec(compile(block, str(README), "exec"), {})
    printed = capsys.readouterr().out
    assert "PRIYA NAIR" in printed
    assert "because:" in printed
    assert Path("talk.srt").exists()


def test_commands_run(samples: Path) -> None:
    found = [arguments for arguments in commands(README) if "<" not in arguments]
    assert len(found) >= 6
    for arguments in found:
        plain = arguments[0] != "align"
        # check ends with 1 when it finds something
        assert run([*arguments, *([] if plain else ["--quiet"])]) in ((0, 1) if arguments[0] == "check" else (0,))
        for flag, name in pairwise(arguments):
            if flag == "-o":
                assert Path(name).stat().st_size > 1000


def test_pipes_run(samples: Path) -> None:
    lines = [line for block in blocks(README, "sh") for line in block.splitlines() if " < " in line]
    assert lines
    for line in lines:
        script = f'turncue() {{ {shlex.quote(sys.executable)} -m turncue "$@"; }}\n{line}'
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        assert Path(line.split(" > ")[1]).stat().st_size > 1000


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
    assert len(EXCERPT.findall(text)) == 5
    fresh = EXCERPT.sub(_excerpt, text)
    if pytestconfig.getoption("--update-golden"):
        README.write_text(fresh, encoding="utf-8")
        return
    assert text == fresh, "pytest tests/test_docs.py --update-golden writes the excerpts anew"


def test_options_named_in_the_readme_exist() -> None:
    known = {flag for command in all_commands() for row in command.rows for flag in row.flags}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README.read_text(encoding="utf-8")))
    others = {"--help", "--version", "--install-completion"} | {"--write-auto-subs", "--sub-langs", "--skip-download"}
    assert named - known <= others


def _table() -> str:
    rows = [
        "| format | suffixes | transcript | captions | reference | write | a file of it cannot carry |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in FORMATS:
        cells = (
            f"{row.title} (`{row.name}`)",
            " ".join(f"`{s}`" for s in row.suffixes),
            "yes" if row.read_transcript else "",
            "yes" if row.read_captions else "",
            "yes" if row.read_reference else "",
            "yes" if row.write else "",
            ", ".join(row.losses) if row.write else "",
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


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
