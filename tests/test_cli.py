"""The command line: exit codes, what goes to which stream, files whole or not at all."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from gardeners import CAPTIONS, TRANSCRIPT

import turncue
from turncue.cli.app import run
from turncue.cli.outputs import default_target


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Standard input to be filled: ``stdin.text(...)``."""

    def text(content: str) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content.encode())))

    return SimpleNamespace(text=text)


Capture = pytest.CaptureFixture[str]

# ---------------------------------------------------------------- 0: written


def test_writes_and_names_what_it_wrote(talk: Path, capsys: Capture) -> None:
    assert run(["align", "talk.md", "talk.en.srt", "-o", "a.srt", "-o", "a.vtt", "-o", "a.json"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == ["a.srt", "a.vtt", "a.json"]
    assert "4 turns (4 aligned" in err
    assert "Ben Ode: It was the neighbour's goat." in Path("a.srt").read_text(encoding="utf-8")
    assert "<v Ben Ode>" in Path("a.vtt").read_text(encoding="utf-8")
    assert [t["speaker"] for t in json.loads(Path("a.json").read_text(encoding="utf-8"))["turns"]] == [
        "Ann Lee",
        "Ben Ode",
        "Ann Lee",
        "Ben Ode",
    ]


def test_default_name_is_beside_the_captions(talk: Path, capsys: Capture) -> None:
    folder = talk / "subs"
    folder.mkdir()
    (talk / "talk.en.srt").rename(folder / "talk.srt")
    assert run(["align", "talk.md", "subs/talk.srt"]) == 0
    assert capsys.readouterr().out.strip() == os.path.join("subs", "talk.en.srt")
    assert (folder / "talk.en.srt").exists()


def test_default_name_is_never_that_of_an_input(talk: Path, capsys: Capture) -> None:
    before = Path("talk.en.srt").read_bytes()
    assert run(["align", "talk.md", "talk.en.srt"]) == 0
    assert Path("talk.en.srt").read_bytes() == before
    assert capsys.readouterr().out.strip() == "talk.speakers.en.srt"  # and not talk.en.en.srt


def test_default_name_is_never_one_that_exists(talk: Path, capsys: Capture) -> None:
    Path("talk.speakers.en.srt").write_text("mine", encoding="utf-8")
    assert run(["align", "talk.md", "talk.en.srt"]) == 1
    assert "talk.speakers.en.srt: exists already" in capsys.readouterr().err
    assert Path("talk.speakers.en.srt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("captions", "languages", "made"),
    [
        ("talk.srt", ("en", "en"), "talk.en.srt"),
        ("talk.en.vtt", ("en", "en"), "talk.en.srt"),
        ("talk.en.vtt", ("zh-Hant", "en"), "talk.zh-Hant.srt"),
        ("talk.raw.srt", ("en", "en"), "talk.raw.en.srt"),
        ("talk.srt", (None, None), "talk.und.srt"),
        ("talk.srt", ("../../x", None), "talk.und.srt"),
        ("a/b.c/talk", ("en", "en"), "a/b.c/talk.en.srt"),
        ("-", ("en", "en"), "-"),
    ],
)
def test_default_names(captions: str, languages: tuple[str | None, str | None], made: str) -> None:
    assert default_target(captions, languages, {}) == made.replace("/", os.sep)


def test_quiet_says_nothing_on_stderr(talk: Path, capsys: Capture) -> None:
    assert run(["align", "talk.md", "talk.en.srt", "-o", "a.srt", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_captions_from_stdin_subtitles_to_stdout(talk: Path, stdin: SimpleNamespace, capsys: Capture) -> None:
    stdin.text(CAPTIONS)
    assert run(["align", "talk.md", "-", "-o", "-"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("1\n00:00:01,000 --> ")
    assert out.endswith("\n\n")
    assert "4 turns" in err


def test_captions_from_stdin_go_to_stdout_without_o(talk: Path, stdin: SimpleNamespace, capsys: Capture) -> None:
    stdin.text(CAPTIONS)
    assert run(["align", "talk.md", "-"]) == 0
    assert capsys.readouterr().out.startswith("1\n00:00:01,000 --> ")


def test_transcript_from_stdin(talk: Path, stdin: SimpleNamespace, capsys: Capture) -> None:
    stdin.text(TRANSCRIPT)
    assert run(["align", "-", "talk.en.srt", "-o", "-"]) == 0
    assert "Ann Lee: " in capsys.readouterr().out


def test_file_and_stdout_at_once_give_the_same(talk: Path, capsys: Capture) -> None:
    assert run(["align", "talk.md", "talk.en.srt", "-o", "-", "-o", "a.srt", "--json"]) == 2
    capsys.readouterr()
    assert run(["align", "talk.md", "talk.en.srt", "-o", "a.srt"]) == 0
    capsys.readouterr()
    assert run(["align", "talk.md", "talk.en.srt", "-o", "-"]) == 0
    assert capsys.readouterr().out == Path("a.srt").read_text(encoding="utf-8")


def test_overwrite_writes_over(talk: Path) -> None:
    Path("a.srt").write_text("old", encoding="utf-8")
    assert run(["align", "talk.md", "talk.en.srt", "-o", "a.srt", "--overwrite"]) == 0
    assert Path("a.srt").read_text(encoding="utf-8") != "old"


def test_rename_renames(talk: Path, capsys: Capture) -> None:
    assert run(["align", "talk.md", "talk.en.srt", "-o", "-", "--rename", "Ben Ode=Benjamin"]) == 0
    out = capsys.readouterr().out
    assert "Benjamin: " in out
    assert "Ben Ode" not in out


@pytest.mark.parametrize(
    ("flags", "found"),
    [
        (["--speakers", "none"], "It was the neighbour's goat."),
        (["--speaker-style", "brackets"], "[Ben Ode] It"),
        (["--speaker-style", "caps"], "BEN ODE: It"),
        (["--text", "captions"], "Ben Ode: It was the neighbour's goat."),
    ],
)
def test_flags_reach_the_library(talk: Path, capsys: Capture, flags: list[str], found: str) -> None:
    assert run(["align", "talk.md", "talk.en.srt", "-o", "-", *flags]) == 0
    assert found in " ".join(capsys.readouterr().out.split())


def test_version(capsys: Capture) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"turncue {turncue.__version__}\n"


def test_formats_lists_every_format(capsys: Capture) -> None:
    from turncue.formats import FORMATS

    assert run(["formats"]) == 0
    out = capsys.readouterr().out
    assert all(row.title in out for row in FORMATS if row.suffixes)


def test_help_shows_examples(capsys: Capture) -> None:
    assert run(["align", "--help"]) == 0
    assert "turncue align talk.md" in " ".join(capsys.readouterr().out.split())


# ---------------------------------------------------------------- 1: an input failed, or an output


def test_missing_file(talk: Path, capsys: Capture) -> None:
    assert run(["align", "talk.md", "nothere.srt", "-o", "a.srt"]) == 1
    assert "nothere.srt: there is no such file (captions)" in capsys.readouterr().err
    assert not Path("a.srt").exists()


def test_folder_for_a_file(talk: Path, capsys: Capture) -> None:
    assert run(["align", "talk.md", ".", "-o", "a.srt"]) == 1
    assert "a folder, not a file" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b" \n\n", b"\xef\xbb\xbf", b"\0\0\0\0"])
def test_empty_file(talk: Path, capsys: Capture, content: bytes) -> None:
    Path("empty.srt").write_bytes(content)
    assert run(["align", "talk.md", "empty.srt", "-o", "a.srt"]) == 1
    assert "empty" in capsys.readouterr().err


def test_no_format_fits(talk: Path, capsys: Capture) -> None:
    Path("prose.srt").write_text("Once there was a goat.\n" * 5, encoding="utf-8")
    assert run(["align", "talk.md", "prose.srt", "-o", "a.srt"]) == 1
    err = capsys.readouterr().err
    assert "prose.srt:1" in err
    assert "no format fits its content" in err


def test_never_overwrites_unasked(talk: Path, capsys: Capture) -> None:
    Path("a.srt").write_text("mine", encoding="utf-8")
    assert run(["align", "talk.md", "talk.en.srt", "-o", "b.srt", "-o", "a.srt"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "a.srt: exists already; nothing was written" in err
    assert Path("a.srt").read_text(encoding="utf-8") == "mine"
    assert not Path("b.srt").exists()


def test_a_missing_folder_fails_before_the_work(talk: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("turncue.pipeline.align", None)
    assert run(["align", "talk.md", "talk.en.srt", "-o", "no/such/folder/a.srt"]) == 1
    assert "there is no folder 'no/such/folder'" in capsys.readouterr().err


def test_an_unknown_suffix_is_a_usage_error_with_the_formats(talk: Path, capsys: Capture) -> None:
    assert run(["align", "talk.md", "talk.en.srt", "-o", "a.xyz"]) == 2
    assert "srt (.srt)" in capsys.readouterr().err


def test_failed_write_leaves_no_file(talk: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    monkeypatch.setattr(os, "link", full)
    before = sorted(os.listdir())
    assert run(["align", "talk.md", "talk.en.srt", "-o", "a.srt"]) == 1
    assert "a.srt: cannot be written: No space left on device" in capsys.readouterr().err
    assert sorted(os.listdir()) == before


# ---------------------------------------------------------------- 2: usage


@pytest.mark.parametrize(
    "arguments",
    [
        ["align"],
        ["align", "talk.md"],
        ["algn", "talk.md", "talk.en.srt"],
        ["align", "talk.md", "talk.en.srt", "--spekers", "every"],
        ["align", "talk.md", "talk.en.srt", "--speakers", "sometimes"],
        ["align", "talk.md", "talk.en.srt", "--min-score", "2"],
        ["align", "talk.md", "talk.en.srt", "--rename", "Ben"],
        ["align", "talk.md", "talk.en.srt", "--profile", "nosuch"],
        ["align", "talk.md", "talk.en.srt", "-o", "a.xyz"],
        ["align", "talk.md", "talk.en.srt", "-o", "a.srt", "-o", "./a.srt"],
        ["align", "talk.md", "talk.en.srt", "-o", "a.srt", "--language", "../../x"],
        ["align", "talk.md", "talk.en.srt", "-o", "a.srt", "--speakers-only", "Nobody Here"],
        ["align", "talk.md", "talk.en.srt", "-o", "-", "-o", "-"],
        ["align", "talk.md", "talk.en.srt", "-o", "-", "--json"],
        ["align", "talk.md", "talk.en.srt", "--section", "No such heading", "-o", "a.srt"],
        ["align", "-", "-"],
        ["--nosuch"],
    ],
    ids=" ".join,
)
def test_usage_errors(talk: Path, capsys: Capture, arguments: list[str]) -> None:
    before = sorted(os.listdir())
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.strip()
    assert "Traceback" not in err
    assert sorted(os.listdir()) == before


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--profile", "netfilx"], "netflix"),
        (["--speaker-stile", "caps"], "--speaker-style"),
    ],
)
def test_a_near_name_is_offered(talk: Path, capsys: Capture, arguments: list[str], hint: str) -> None:
    assert run(["align", "talk.md", "talk.en.srt", "-o", "a.srt", *arguments]) == 2
    assert hint in capsys.readouterr().err


def test_a_misspelt_command_is_guessed(capsys: Capture) -> None:
    assert run(["algn"]) == 2
    assert "align" in capsys.readouterr().err


# ---------------------------------------------------------------- 3: they do not fit together


def test_refuses_what_does_not_fit(talk: Path, capsys: Capture) -> None:
    assert run(["align", "talk.md", "other.srt", "-o", "a.srt"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "score 0." in err
    assert "needed 0." in err
    assert not Path("a.srt").exists()


def test_min_score_is_the_users(talk: Path) -> None:
    assert run(["align", "talk.md", "talk.en.srt", "-o", "a.srt", "--min-score", "1"]) in (0, 3)
    changed = CAPTIONS.replace("frost", "frosting").replace("carefully", "twice")
    Path("changed.srt").write_text(changed, encoding="utf-8")
    assert run(["align", "talk.md", "changed.srt", "-o", "b.srt", "--min-score", "0.99"]) == 3
    assert not Path("b.srt").exists()
    assert run(["align", "talk.md", "changed.srt", "-o", "b.srt", "--min-score", "0.5"]) == 0


# ---------------------------------------------------------------- --json: one document, whatever happens


def test_json_on_success(talk: Path, capsys: Capture) -> None:
    assert run(["align", "talk.md", "talk.en.srt", "-o", "a.srt", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["version"] == 1
    assert found["ok"] is True
    assert found["written"] == ["a.srt"]
    assert (found["turns"], found["aligned"], found["absent"]) == (4, 4, 0)
    assert 0.9 <= found["score"] <= 1


def test_json_on_refusal(talk: Path, capsys: Capture) -> None:
    assert run(["align", "talk.md", "other.srt", "-o", "a.srt", "--json"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert (found["version"], found["ok"], found["error"]) == (1, False, "AlignError")
    assert found["score"] < found["threshold"]


def test_json_on_an_unreadable_input(talk: Path, capsys: Capture) -> None:
    assert run(["align", "talk.md", "nothere.srt", "-o", "a.srt", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["ok"], found["error"]) == (False, "ReadError")
    assert "nothere.srt" in found["message"]


def test_json_on_an_output_that_exists(talk: Path, capsys: Capture) -> None:
    Path("a.srt").write_text("mine", encoding="utf-8")
    assert run(["align", "talk.md", "talk.en.srt", "-o", "a.srt", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["ok"], found["error"]) == (False, "OutputExists")
