"""The commands check, convert and profiles, and a user's own profiles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from readers import captions_of

from turncue.cli.app import run
from turncue.errors import ReadError, UsageError
from turncue.settings import find_profile, user_profiles

BAD = """1
00:00:01,000 --> 00:00:09,000
Ann: We looked at the river for an hour, and then it was
time to go back to the old house.

2
00:00:09,020 --> 00:00:11,000
Ben: Nobody spoke of it.

3
00:00:13,000 --> 00:00:15,500
Ann: And the
bridge was gone.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("bad.srt").write_text(BAD, encoding="utf-8")
    return tmp_path


def test_check_tells_and_ends_with_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "bad.srt"]) == 1
    told = capsys.readouterr().out
    assert "bad.srt: " in told
    for rule in ("line-too-long", "too-long", "gap-too-small", "bad-break"):
        assert rule in told
    assert "the | bridge" in told


def test_check_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "bad.srt", "missing.srt", "--json", "--rule", "line-too-long"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["ok"] is False
    (row,) = data["files"][0]["findings"]
    assert (row["rule"], row["cue"], row["line"], row["measured"], row["limit"]) == ("line-too-long", 1, 2, "56", "42")
    assert "215758617" in row["source"] or "Subtitle Edit" in row["source"]
    assert data["files"][1]["error"] == "ReadError"


def test_fix_writes_a_new_file_that_is_clean(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "bad.srt", "--fix", "good.srt"]) == 0
    assert Path("bad.srt").read_text(encoding="utf-8") == BAD
    capsys.readouterr()
    assert run(["check", "good.srt"]) == 0
    assert "nothing found (netflix, en)" in capsys.readouterr().out
    old = captions_of(BAD, "x.srt")
    new = captions_of(Path("good.srt").read_text(encoding="utf-8"), "x.srt")
    assert " ".join(c.text for c in old.cues).split() == " ".join(c.text for c in new.cues).split()
    assert run(["check", "bad.srt", "--fix", "good.srt"]) != 0  # nothing is written over
    assert "--overwrite" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "bad.srt", "--rule", "nosuch"], "there is no such rule"),
        (["check", "bad.srt", "bad.srt", "--fix", "x.srt"], "one FILE at a time"),
        (["check", "bad.srt", "--profile", "netflx"], "netflix"),
        (["convert", "bad.srt", "bad.srt", "--overwrite"], "never written over"),
        (["check", "bad.srt", "--fix", "bad.srt", "--overwrite"], "never written over"),
        (["convert", "bad.srt", "x.srt", "--events", "tlh"], "bracketed"),
    ],
)
def test_wrong_use(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert run(arguments) == 2
    assert said in capsys.readouterr().err


def test_a_missing_folder_is_a_failed_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "bad.srt", "nowhere/x.srt"]) == 1
    assert "there is no folder" in capsys.readouterr().err


def test_convert_to_another_profile_and_format(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "bad.srt", "out.vtt", "--profile", "tiktok", "--colors", "--quiet"]) == 0
    assert capsys.readouterr().out == "out.vtt\n"
    text = Path("out.vtt").read_text(encoding="utf-8")
    assert '::cue(v[voice="Ben"])' in text
    captions = captions_of(text, "out.vtt")
    assert all(len(line) <= 24 for c in captions.cues for line in c.text.split("\n"))
    assert {c.speaker for c in captions.cues} == {"Ann", "Ben"}
    assert run(["convert", "bad.srt", "out.vtt"]) == 1
    assert "exists already" in capsys.readouterr().err


def test_convert_keeps_the_files_way_with_names(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("in.srt").write_text(BAD.replace("Ann: ", "[Ann] ").replace("Ben: ", "[Ben] "), encoding="utf-8")
    assert run(["convert", "in.srt", "-", "--quiet"]) == 0
    assert "[Ben] Nobody spoke of it." in capsys.readouterr().out
    assert run(["convert", "in.srt", "-", "--quiet", "--speaker-style", "caps"]) == 0
    assert "BEN: Nobody spoke of it." in capsys.readouterr().out


def test_shots_from_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("shots.txt").write_text("# cuts\n8.9\n00:00:12.900\n", encoding="utf-8")
    assert run(["convert", "bad.srt", "-", "--quiet", "--shots", "shots.txt"]) == 0
    assert "00:00:12,900 -->" in capsys.readouterr().out
    Path("shots.txt").write_text("soon\n", encoding="utf-8")
    assert run(["convert", "bad.srt", "-", "--shots", "shots.txt"]) == 1
    assert "shots.txt:1: this is no time" in capsys.readouterr().err


def test_profiles_are_listed_with_their_sources(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("turncue.toml").write_text('[profiles.mine]\nuse = "netflix"\n[profiles.mine.general]\nmax_chars = 30\n')
    assert run(["profiles"]) == 0
    told = capsys.readouterr().out
    assert {"netflix", "bbc", "tiktok", "mine"} <= {line.split()[0] for line in told.splitlines()}
    assert run(["profiles", "netflix", "--language", "ja"]) == 0
    told = capsys.readouterr().out
    assert "13 full-width" in told
    assert run(["profiles", "mine", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["max_chars"] == 30


def test_own_profiles(folder: Path) -> None:
    Path("pyproject.toml").write_text(
        '[tool.turncue.profiles.a]\nuse = "bbc"\n[tool.turncue.profiles.a.general]\nmax_cps = 12\n'
    )
    Path("turncue.toml").write_text('[profiles.b]\nuse = "netflix"\n[profiles.b.zh]\nmax_chars = 18\n')
    assert set(user_profiles()) == {"a", "b"}
    assert (find_profile("a", "en").max_cps, find_profile("a", "en").max_chars) == (12, 37)
    assert (find_profile("b", "zh-TW").max_chars, find_profile("b", "zh-TW").max_cps) == (18, 9)
    assert find_profile("b", "en").max_chars == 42
    Path("own.toml").write_text('use = "ted"\n[general]\nmax_lines = 1\n')
    assert (find_profile("own.toml").name, find_profile("own.toml").max_lines) == ("own", 1)
    with pytest.raises(UsageError, match="Your own: a, b"):
        find_profile("nosuch")
    Path("turncue.toml").write_text("profiles = 3\n")
    with pytest.raises(UsageError, match="must hold tables"):
        user_profiles()
    Path("turncue.toml").write_text("[profiles\n")
    with pytest.raises(ReadError, match="not TOML"):
        user_profiles()


def test_chevrons_without_names_stay(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cues = ("00:00:01,000 --> 00:00:03,000\n>> Are you coming?", "00:00:04,000 --> 00:00:06,000\n>> In a minute.")
    Path("in.srt").write_text("\n\n".join(f"{n}\n{c}" for n, c in enumerate(cues, 1)), encoding="utf-8")
    assert run(["convert", "in.srt", "-", "--quiet"]) == 0
    assert capsys.readouterr().out.count(">> ") == 2
