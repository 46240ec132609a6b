"""Bytes in, bytes out: whole files or none, nothing left behind, one line for whatever the system refuses."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import turncue
from turncue import files
from turncue.cli.app import run
from turncue.errors import OutputExists, ReadError, UsageError, WriteError
from turncue.files import bytes_of, check_outputs, write_bytes, write_stream, write_text
from turncue.model import Captions, Cue

TALK = "Ann: The ferry left the northern harbour.\n\nBen: It was late by an hour.\n"
CAPTIONS = (
    "1\n00:00:01,000 --> 00:00:03,000\nThe ferry left the northern harbour.\n\n"
    "2\n00:00:03,000 --> 00:00:05,000\nIt was late by an hour.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "talk.srt").write_text(CAPTIONS, encoding="utf-8")
    return tmp_path


def _names(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


def _failed(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert run(arguments) in (1, 2)
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "Traceback" not in error
    return error


# ---------------------------------------------------------------- writing


def test_a_file_is_whole_and_new_ones_follow_the_umask(folder: Path) -> None:
    before = os.umask(0o027)
    try:
        write_bytes("a.srt", b"x")
    finally:
        os.umask(before)
    assert (folder / "a.srt").read_bytes() == b"x"
    assert stat.S_IMODE((folder / "a.srt").stat().st_mode) == 0o640
    with pytest.raises(OutputExists):
        write_bytes("a.srt", b"y")


def test_overwriting_keeps_permissions_and_links(folder: Path) -> None:
    (folder / "real").mkdir()
    target = folder / "real" / "a.srt"
    target.write_bytes(b"old")
    target.chmod(0o600)
    (folder / "link.srt").symlink_to(target)
    write_bytes("link.srt", b"new", overwrite=True)
    assert (folder / "link.srt").is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_broken_link_is_no_free_name(folder: Path) -> None:
    (folder / "link.srt").symlink_to(folder / "gone.srt")
    with pytest.raises(OutputExists):
        write_bytes("link.srt", b"new")
    write_bytes("link.srt", b"new", overwrite=True)
    assert (folder / "gone.srt").read_bytes() == b"new"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), UnicodeError("x")])
def test_whatever_happens_no_temporary_file_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    (folder / "a.srt").write_bytes(b"old")
    before = _names(folder)

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(files.os, "replace", fail)
    with pytest.raises((WriteError, type(error))):
        write_bytes("a.srt", b"new", overwrite=True)
    assert _names(folder) == before
    assert (folder / "a.srt").read_bytes() == b"old"


def test_a_lone_surrogate_is_written_as_something_else(folder: Path) -> None:
    write_text("a.tsv", "a\ud800b")
    assert (folder / "a.tsv").read_bytes() == b"a?b"
    cue = Cue(1000, 3000, "The ferry \ud800 left the northern harbour.")
    result = turncue.align("talk.txt", Captions((cue, Cue(3000, 5000, "It was late \udfff by an hour."))))
    for name in ("srt", "vtt", "result", "ass"):
        assert "harbour" in result.render(name)


@pytest.mark.parametrize("escape", [r"\ud800", r"\udfff", r"\ud800 \udc00", r"\ud83d\ude00\ud83d"])
@pytest.mark.parametrize("extra", [["--text", "captions"], ["--text", "both"], []])
def test_lone_surrogates_in_json_captions(
    folder: Path, escape: str, extra: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        f'{{"start": 1.0, "end": 3.0, "text": "The ferry {escape} left the northern harbour."}}',
        '{"start": 3.0, "end": 5.0, "text": "It was late by an hour."}',
    )
    (folder / "talk.json").write_text('{"segments": [' + ",".join(rows) + "]}", encoding="utf-8")
    assert run(["align", "talk.txt", "talk.json", "-o", "out.srt", "-o", "out.json", *extra, "--quiet"]) == 0
    assert "northern harbour" in (folder / "out.srt").read_text(encoding="utf-8").replace("\n", " ")
    assert not [n for n in _names(folder) if n.startswith(".")]


def test_an_encoding_that_gives_surrogates(folder: Path) -> None:
    (folder / "odd.srt").write_text(CAPTIONS.replace("ferry", r"ferry \ud800"), encoding="utf-8")
    arguments = ["align", "talk.txt", "odd.srt", "--captions-encoding", "unicode_escape", "--text", "captions"]
    assert run([*arguments, "-o", "out.srt", "--quiet"]) == 0


# ---------------------------------------------------------------- names and places that the system refuses


@pytest.mark.parametrize(
    "name", ["n" * 300 + ".srt", "no/such/folder/out.srt", "talk.srt/out.srt", "a\0b.srt", "d/" * 3000 + "x.srt"]
)
def test_outputs_that_cannot_be(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = _names(folder)
    _failed(["align", "talk.txt", "talk.srt", "-o", name], capsys)
    _failed(["convert", "talk.srt", name], capsys)
    assert _names(folder) == before
    with pytest.raises(WriteError):
        write_bytes(name, b"x")


def test_a_name_of_the_longest_length_is_written(folder: Path) -> None:
    name = "n" * 251 + ".srt"
    assert run(["convert", "talk.srt", name, "--quiet"]) == 0
    assert (folder / name).stat().st_size


@pytest.mark.parametrize("name", ["n" * 300, "a\0b", "no/such", "talk.srt/x", "."])
def test_inputs_that_cannot_be(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ReadError):
        bytes_of(name, "captions")
    _failed(["align", "talk.txt", name, "-o", "out.srt"], capsys)
    _failed(["align", name, "talk.srt", "-o", "out.srt"], capsys)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may search every folder")
def test_a_folder_without_permission(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "shut").mkdir()
    (folder / "shut").chmod(0)
    try:
        _failed(["align", "talk.txt", "talk.srt", "-o", "shut/out.srt"], capsys)
        _failed(["align", "talk.txt", "shut/talk.srt", "-o", "out.srt"], capsys)
    finally:
        (folder / "shut").chmod(0o755)


def test_closed_and_broken_streams() -> None:
    closed = io.BytesIO(b"x")
    closed.close()
    with pytest.raises(ReadError):
        bytes_of(closed, "captions")
    with pytest.raises(ReadError):
        bytes_of(io.TextIOWrapper(io.BytesIO(b"\xff\xfe\xfa"), encoding="utf-8"), "captions")
    with pytest.raises(WriteError):
        write_stream(closed, b"x")


def _shell(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    script = f'turncue() {{ {sys.executable} -m turncue "$@"; }}\n{command}'
    return subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, timeout=60, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("end", ["> /dev/full", ">&-", "< /dev/null > /dev/full"])
def test_standard_output_that_takes_nothing(folder: Path, end: str) -> None:
    done = _shell(f"turncue align talk.txt talk.srt -o - --quiet {end}", folder)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"standard output" in done.stderr


def test_standard_output_is_utf8_whatever_the_terminal(folder: Path) -> None:
    (folder / "talk.txt").write_text(TALK.replace("late", "遲到"), encoding="utf-8")
    done = _shell("PYTHONIOENCODING=cp1252 turncue align talk.txt talk.srt -o - --quiet", folder)
    assert done.returncode == 0, done.stderr
    assert "遲到" in done.stdout.decode("utf-8")


def test_standard_input_that_is_closed(folder: Path) -> None:
    done = _shell("turncue align talk.txt - -o out.srt <&-", folder)
    assert done.returncode in (1, 2)
    assert b"Traceback" not in done.stderr


# ---------------------------------------------------------------- inputs are never outputs


@pytest.mark.parametrize("name", ["talk.srt", "./talk.srt", "hard.srt", "soft.srt"])
def test_an_input_is_never_overwritten(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "hard.srt").hardlink_to(folder / "talk.srt")
    (folder / "soft.srt").symlink_to(folder / "talk.srt")
    assert run(["align", "talk.txt", "talk.srt", "-o", name, "--overwrite"]) == 2
    assert "never written over" in capsys.readouterr().err
    assert run(["convert", "talk.srt", name, "--overwrite"]) == 2
    assert run(["check", "talk.srt", "--fix", name, "--overwrite"]) == 2
    assert (folder / "talk.srt").read_text(encoding="utf-8") == CAPTIONS


def test_an_output_is_named_once(folder: Path) -> None:
    assert run(["align", "talk.txt", "talk.srt", "-o", "a.srt", "-o", "./a.srt"]) == 2
    assert not (folder / "a.srt").exists()
    check_outputs(["a.srt", "b.srt"], ["talk.srt"])
    with pytest.raises(UsageError):
        check_outputs(["a.srt"], ["a.srt"])
