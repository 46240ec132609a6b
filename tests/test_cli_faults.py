"""What a command line can do wrong: a clear error, its exit code, no traceback, nothing left behind, no input lost."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import turncue
from turncue import WriteError, formats
from turncue.cli.app import run

Capture = pytest.CaptureFixture[str]
ZH_TRANSCRIPT = "**林：** 你們每一個都會去撿回來嗎？\n\n**陳：** 大部分都會。去年我們收回了七成。\n"
ZH_CAPTIONS = (
    "1\n00:00:01,000 --> 00:00:03,000\n你們每一個都會去撿回來嗎？\n\n"
    "2\n00:00:03,500 --> 00:00:06,000\n大部分都會。去年我們收回了七成。\n\n"
)
ALIGN = ["align", "talk.md", "talk.en.srt"]
DIGITS = "9" * 5000
LINUX = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")


def _shell(command: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    """A line of bash with ``turncue`` in it."""
    script = f'turncue() {{ "{sys.executable}" -m turncue "$@"; }}\nset -o pipefail\n{command}'
    source = str(Path(turncue.__file__).parent.parent)
    return subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        cwd=cwd,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": source, **env},
    )


# ---------------------------------------------------------------- values that cannot be


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["-o", f"{'a' * 300}.srt"], 1, "File name too long"),
        (["-o", f"{'名' * 100}.srt"], 1, "File name too long"),
        (["--learn", "a" * 300], 1, "File name too long"),
        (["--language", "../../x"], 2, "a language tag such as en"),
        (["-o", "a.srt", "--captions-language", "a/b"], 2, "a language tag such as en"),
        (["-o", "a.srt", "--pin", f"{DIGITS}=0:01"], 2, "give it as TURN=TIME"),
        (["-o", "a.srt", "--pin", f"1={DIGITS}"], 2, "give it as TURN=TIME"),
        (["-o", "a.srt", "--max-lines", DIGITS], 2, "--max-lines"),
        (["-o", "a.srt", "--min-score", DIGITS], 2, "--min-score"),
        (["-o", "a.srt", "--max-chars", "nan"], 2, "--max-chars"),
        (["-o", "a.srt", "--max-cps", "inf"], 2, "max_cps"),
        (["-o", "a.srt", "--encoding", "nosuch"], 1, "no encoding named 'nosuch'"),
        (["-o", "a.srt", "--shots", "talk.md"], 1, "talk.md:3: this is no time"),
        (["-o", "a.srt", "--shots", "nothere"], 1, "nothere: cannot be read (shots)"),
        (["-o", "a.srt", "--glossary", "nothere"], 1, "nothere"),
        (["-o", "a.srt", "--rename", "=x"], 2, "OLD=NEW"),
        (["-o", "talk.md/a.srt"], 1, "there is no folder"),
        (["-o", "sub.srt"], 1, "this is a folder"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_a_clear_error_and_nothing_left(
    talk: Path, capsys: Capture, arguments: list[str], code: int, message: str
) -> None:
    (talk / "sub.srt").mkdir()
    before = sorted(os.listdir())
    assert run([*ALIGN, *arguments]) == code
    out, err = capsys.readouterr()
    assert message in err
    assert len(err) < 1000
    assert out == ""
    assert sorted(os.listdir()) == before


# ---------------------------------------------------------------- inputs and outputs


def _links(folder: Path) -> None:
    os.symlink("talk.en.srt", folder / "symbolic.srt")
    os.link(folder / "talk.en.srt", folder / "hard.srt")
    os.symlink(folder, folder / "folder")


@pytest.mark.skipif(os.name == "nt", reason="links")
@pytest.mark.parametrize("name", ["talk.en.srt", "./talk.en.srt", "symbolic.srt", "hard.srt", "folder/talk.en.srt"])
@pytest.mark.parametrize("flag", ["-o", "--learn"])
def test_an_input_is_never_written_over(talk: Path, capsys: Capture, name: str, flag: str) -> None:
    _links(talk)
    before = Path("talk.en.srt").read_bytes()
    assert run([*ALIGN, "-o", "new.srt", flag, name, "--overwrite"]) == 2
    assert "this is the captions; an input is never written over" in capsys.readouterr().err
    assert Path("talk.en.srt").read_bytes() == before
    assert not Path("new.srt").exists()


@pytest.mark.parametrize("second", ["a.srt", "./a.srt", "sub/../a.srt"])
def test_one_output_twice_is_a_usage_error(talk: Path, capsys: Capture, second: str) -> None:
    (talk / "sub").mkdir()
    assert run([*ALIGN, "-o", "a.srt", "-o", second, "--overwrite"]) == 2
    assert "the same file is given twice; nothing was written" in capsys.readouterr().err
    assert not Path("a.srt").exists()


def test_a_missing_library_is_found_before_the_work(
    talk: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> bytes:
        raise WriteError("to write this, a library is needed. Install it: pip install 'turncue[formats]'.")

    rows = tuple(replace(row, write=missing) if row.name == "ass" else row for row in formats.FORMATS)
    monkeypatch.setattr(formats, "FORMATS", rows)
    monkeypatch.setattr("turncue.pipeline.align", None)
    assert run([*ALIGN, "-o", "a.srt", "-o", "a.ass"]) == 1
    assert "pip install 'turncue[formats]'" in capsys.readouterr().err
    assert not Path("a.srt").exists()


# ---------------------------------------------------------------- streams


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "shift_jis"])
def test_a_narrow_terminal_gets_the_file_as_it_is(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "zh.md").write_text(ZH_TRANSCRIPT, encoding="utf-8")
    (tmp_path / "zh.srt").write_text(ZH_CAPTIONS, encoding="utf-8")
    for target in ("-o -", "--json -o 名.srt"):
        done = _shell(f"turncue align zh.md zh.srt {target}", tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert done.returncode == 0, done.stderr
        assert ("名.srt" if "json" in target else "你們每一個都會") in done.stdout.decode("utf-8")
    done = _shell("turncue align zh.md zh.srt -o 二.srt", tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr


@LINUX
@pytest.mark.parametrize(
    "arguments",
    [
        "align talk.md talk.en.srt -o -",
        "align talk.md talk.en.srt --json -o x.srt",
        "formats",
        "align --help",
        "profiles",
    ],
)
def test_a_full_standard_output_is_an_error(talk: Path, arguments: str) -> None:
    done = _shell(f"turncue {arguments} > /dev/full", talk)
    assert done.returncode == 1
    assert b"standard output: cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="bash")
@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        ("turncue align talk.md talk.en.srt -o - >&-", 1, b"standard output is closed"),
        ("turncue align talk.md talk.en.srt -o a.srt >&-", 0, b"4 subtitles"),
        ("turncue align talk.md talk.en.srt -o a.srt 2>&-", 0, b""),
        ("turncue align talk.md - -o - <&-", 1, b"standard input is closed (captions)"),
        ("turncue check - <&-", 1, b"standard input is closed"),
        ("turncue convert - a.vtt <&-", 1, b"standard input is closed"),
    ],
)
def test_closed_streams(talk: Path, command: str, code: int, message: bytes) -> None:
    done = _shell(command, talk)
    assert done.returncode == code
    assert message in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="bash")
def test_a_reader_that_goes_away_is_no_traceback(talk: Path) -> None:
    done = _shell("turncue formats > >(exec <&-); sleep 0.2; turncue profiles --json | true", talk)
    assert done.returncode in (0, 1)
    assert done.stderr == b""


def test_an_interrupt_is_130(talk: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("turncue.pipeline.align", interrupted)
    assert run([*ALIGN, "-o", "a.srt"]) == 130
    assert capsys.readouterr().err == "interrupted\n"
    assert not Path("a.srt").exists()


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals")
@pytest.mark.parametrize(("patience", "drawn"), [(60, False), (0.2, True)])
def test_progress_on_a_terminal(talk: Path, patience: float, drawn: bool) -> None:
    import pty

    code = (
        "import sys, time, turncue.pipeline as p, turncue.cli.terminal as t\n"
        f"old, t._PATIENCE = p.align, {patience}\n"
        "def slow(*a, progress, **k):\n"
        "    progress(0.6, 'time'); time.sleep(0.4); return old(*a, progress=progress, **k)\n"
        "p.align = slow\n"
        "from turncue.cli.app import run\n"
        "sys.exit(run(['align', 'talk.md', 'talk.en.srt', '-o', 'a.srt']))\n"
    )
    reader, writer = pty.openpty()
    source = str(Path(turncue.__file__).parent.parent)
    environment = {**os.environ, "PYTHONPATH": source}
    done = subprocess.run(
        [sys.executable, "-c", code], stderr=writer, stdout=subprocess.DEVNULL, cwd=talk, env=environment, check=False
    )
    os.close(writer)
    text = os.read(reader, 100_000).decode()
    os.close(reader)
    assert done.returncode == 0
    assert ("[##############..........] time, " in text) == drawn
    assert text.startswith("4 subtitles") != drawn
    assert ("\r\x1b[K4 subtitles" in text) == drawn


def test_no_progress_without_a_terminal(talk: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("turncue.cli.terminal._PATIENCE", 0.0)
    assert run([*ALIGN, "-o", "a.srt"]) == 0
    assert "\r" not in capsys.readouterr().err
