"""``turncue batch``: one bad file never the end of the rest, nothing lost, nothing done twice, nothing overwritten."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from turncue.cli.app import run

from .recordings import contents, talk, write_talks


def _report(folder: Path) -> dict[str, object]:
    report: dict[str, object] = json.loads((folder / "turncue-batch" / "report.json").read_text(encoding="utf-8"))
    return report


def _batch(*arguments: object) -> int:
    return run(["batch", *map(str, arguments), "--quiet"])


def test_two_hundred_recordings_and_a_few_bad_ones(tmp_path: Path) -> None:
    talks = write_talks(tmp_path / "in", 200, turns=3)
    (talks / "part0" / "talk0000.en.srt").write_text("no captions", encoding="utf-8")
    (talks / "part1" / "talk0001.md").write_text("\n\n", encoding="utf-8")
    (talks / "part2" / "talk0002.en.srt").write_text(talk(77)[1], encoding="utf-8")
    (talks / "part0" / "talk0003.en.srt").write_bytes(b"")
    out = tmp_path / "out"
    assert _batch(talks, "--out-dir", out, "--jobs", 2) == 1
    report = _report(out)
    assert (report["items"], report["done"]) == (200, 196)
    assert len(contents(out)) == 196
    rows = report["recordings"]
    assert isinstance(rows, list)
    assert [r["status"] for r in rows[:4]] == ["failed", "failed", "failed", "refused"]
    confidences = [r["confidence"] for r in rows[4:]]
    assert confidences == sorted(confidences)
    with (out / "turncue-batch" / "report.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 200
    one_by_one = tmp_path / "one"
    assert _batch(talks, "--out-dir", one_by_one, "--jobs", 1) == 1
    assert contents(out) == contents(one_by_one)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_talks(tmp_path / "in", 4)


def test_beside_the_captions_no_input_is_overwritten(folder: Path) -> None:
    before = contents(folder)
    assert _batch(folder) == 0
    assert _batch(folder) == 0
    after = contents(folder)
    assert {k: after[k] for k in before} == before
    assert set(after) - set(before) == {k.replace(".en.srt", ".speakers.en.srt") for k in before}


def test_nothing_is_done_twice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["batch", "in", "--out-dir", "out", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["written"] == 4
    times = {p: p.stat().st_mtime_ns for p in Path("out").rglob("*.srt")}
    assert run(["batch", "in", "--out-dir", "out", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["written"], said["unchanged"], said["done"]) == (0, 4, 4)
    assert times == {p: p.stat().st_mtime_ns for p in Path("out").rglob("*.srt")}


def test_a_changed_input_a_lost_output_and_other_options_are_done_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def written(*more: str) -> int:
        assert run(["batch", "in", "--out-dir", "out", "--json", *more]) == 0
        return int(json.loads(capsys.readouterr().out)["written"])

    assert written() == 4
    source = folder / "part0" / "talk0000.md"
    source.write_text(source.read_text(encoding="utf-8") + "\n**Ann Lee:** One more word.\n", encoding="utf-8")
    assert written() == 1
    Path("out/part1/talk0001.en.srt").unlink()
    assert written() == 1
    whole = Path("out/part1/talk0001.en.srt").read_bytes()
    Path("out/part1/talk0001.en.srt").write_bytes(whole[:100])  # half written
    assert written() == 1
    assert Path("out/part1/talk0001.en.srt").read_bytes() == whole
    assert written("--speakers", "every") == 4
    assert written("--speakers", "every", "--force") == 4


def test_a_file_changed_by_hand_is_kept(folder: Path) -> None:
    assert _batch("in", "--out-dir", "out") == 0
    mine = Path("out/part0/talk0000.en.srt")
    mine.write_text("mine", encoding="utf-8")
    assert _batch("in", "--out-dir", "out") == 1
    assert mine.read_text(encoding="utf-8") == "mine"
    assert "changed after" in str(_report(Path("out")))
    assert _batch("in", "--out-dir", "out", "--overwrite", "--retry-failed") == 0
    assert mine.read_text(encoding="utf-8") != "mine"


def test_a_file_of_somebody_else_is_kept(folder: Path) -> None:
    Path("out/part0").mkdir(parents=True)
    Path("out/part0/talk0000.en.srt").write_text("theirs", encoding="utf-8")
    assert _batch("in", "--out-dir", "out") == 1
    assert Path("out/part0/talk0000.en.srt").read_text(encoding="utf-8") == "theirs"
    assert len(contents(Path("out"))) == 4


def test_failed_ones_are_tried_again_when_asked_or_when_their_files_change(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    captions = folder / "part0" / "talk0000.en.srt"
    good = captions.read_bytes()
    captions.write_bytes(b"nothing")
    arguments = ["batch", "in", "--out-dir", "out"]
    assert run([*arguments, "--quiet"]) == 1
    rows = _report(Path("out"))["recordings"]
    assert isinstance(rows, list)
    assert rows[0]["attempts"] == 1
    assert run([*arguments, "--quiet"]) == 1
    assert _report(Path("out"))["recordings"] == rows
    assert run([*arguments, "--quiet", "--retry-failed"]) == 1
    again = _report(Path("out"))["recordings"]
    assert isinstance(again, list)
    assert again[0]["attempts"] == 2
    captions.write_bytes(good)
    assert run([*arguments, "--quiet"]) == 0
    capsys.readouterr()


def test_a_dry_run_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "alone.md").write_text("**Ann:** Hello.", encoding="utf-8")
    before = sorted(Path().rglob("*"))
    assert run(["batch", "in", "--dry-run"]) == 0
    assert sorted(Path().rglob("*")) == before
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("in/part0/talk0000.md + in/part0/talk0000.en.srt -> ")
    assert lines[-1] == "left over: in/alone.md: no captions of this name"


@pytest.mark.parametrize(
    "arguments", [[], ["in", "--manifest", "m.csv"], ["in", "-f", "nosuch"], ["in", "--jobs", "0"]]
)
def test_usage(folder: Path, arguments: list[str]) -> None:
    assert run(["batch", *arguments]) == 2


def test_an_empty_folder_is_an_error_that_says_what_is_needed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["batch", str(tmp_path)]) == 1
    assert "talk.md" in capsys.readouterr().err


def test_a_manifest_names_files_and_options(folder: Path) -> None:
    Path("m.csv").write_text(
        "transcript,captions,out,speakers,name\n"
        "in/part0/talk0000.md,in/part0/talk0000.en.srt,a.srt;a.vtt,every,first\n"
        "in/part1/talk0001.md,in/part1/talk0001.en.srt,b.srt,,\n",
        encoding="utf-8",
    )
    assert _batch("--manifest", "m.csv") == 0
    assert Path("a.vtt").exists()
    every, change = (Path(x).read_text(encoding="utf-8").count(":") for x in ("a.srt", "b.srt"))
    assert every > change
    Path("m.jsonl").write_text(
        json.dumps({"transcript": "in/part0/talk0000.md", "captions": "in/part0/talk0000.en.srt", "out": ["c.srt"]}),
        encoding="utf-8",
    )
    assert _batch("--manifest", "m.jsonl") == 0
    assert Path("c.srt").exists()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("name,captions\na,b\n", "m.csv:1"),
        ("transcript,captions,speakers\na.md,b.srt,evry\n", "m.csv:2"),
        ("transcript,captions,nosuch\na.md,b.srt,1\n", "m.csv:2"),
        ("transcript,captions,out\na.md,b.srt,x.nosuch\n", "m.csv:2"),
        ("transcript,captions\na.md,\n", "m.csv:2"),
    ],
)
def test_a_wrong_manifest_names_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str, where: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("m.csv").write_text(text, encoding="utf-8")
    assert run(["batch", "--manifest", "m.csv"]) == 1
    assert where in capsys.readouterr().err


def test_two_batches_do_not_share_a_ledger(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from turncue.workflows.ledger import Ledger

    Path("out/turncue-batch").mkdir(parents=True)
    with Ledger("out/turncue-batch/ledger.sqlite"):
        assert run(["batch", "in", "--out-dir", "out"]) == 1
    assert "another turncue" in capsys.readouterr().err


def test_a_broken_ledger_is_an_error(folder: Path) -> None:
    Path("out/turncue-batch").mkdir(parents=True)
    Path("out/turncue-batch/ledger.sqlite").write_bytes(b"no ledger at all, but long enough to be looked at" * 50)
    assert run(["batch", "in", "--out-dir", "out"]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="names are bytes on other systems only")
def test_names_of_all_kinds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    transcript, captions = talk(1)
    names = ["new\nline", "quo'te\"", "sp  ace", "=formula", "ünï [abc123]", "歡迎", "-dash", "a" * 200]
    Path("in").mkdir()
    for name in names:
        Path("in", f"{name}.md").write_text(transcript, encoding="utf-8")
        Path("in", f"{name}.en.srt").write_text(captions, encoding="utf-8")
    bad = os.fsdecode(b"\xff\xfe")
    Path("in", f"{bad}.md").write_text(transcript, encoding="utf-8")
    Path("in", f"{bad}.en.srt").write_text(captions, encoding="utf-8")
    assert _batch("in", "--out-dir", "out") == 0
    assert {p.name.removesuffix(".en.srt") for p in Path("out").glob("*.srt")} == set(names)
    assert run(["batch", "in", "--dry-run"]) == 0


def test_a_language_in_a_header_is_no_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    transcript, captions = talk(1)
    Path("in").mkdir()
    Path("in/talk.md").write_text(transcript, encoding="utf-8")
    body = captions.replace(",", ".")
    Path("in/talk.vtt").write_text(f"WEBVTT\nLanguage: ../../evil\n\n{body}", encoding="utf-8")
    _batch("in", "--out-dir", "out/deep")
    assert not list(tmp_path.glob("*evil*"))
    assert {p.parent for p in tmp_path.rglob("*.srt")} <= {tmp_path / "out" / "deep"}


def test_a_dry_run_knows_what_was_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["batch", "in", "--dry-run"]) == 0
    before = capsys.readouterr().out
    assert _batch("in") == 0
    capsys.readouterr()
    assert run(["batch", "in", "--dry-run"]) == 0
    assert capsys.readouterr().out == before


def test_a_result_beside_the_captions_is_no_captions(folder: Path) -> None:
    assert _batch("in", "-f", "json") == 0
    before = contents(folder, ".json")
    shutil.rmtree(folder / "turncue-batch")
    assert _batch("in", "-f", "vtt") == 0
    assert contents(folder, ".json").items() >= {k: v for k, v in before.items() if "turncue-batch" not in k}.items()
    rows = _report(folder)["recordings"]
    assert isinstance(rows, list)
    assert all(row["captions"].endswith(".srt") for row in rows)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_progress_is_for_terminals_only(folder: Path) -> None:
    import pty

    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "turncue", "batch", "in", "--out-dir", "out"]
    done = subprocess.run(command, cwd=folder.parent, stdout=subprocess.PIPE, stderr=terminal, check=True)
    os.close(terminal)
    shown = os.read(main, 100_000).decode()
    os.close(main)
    assert "/4" in shown
    assert "words/s" in shown
    assert done.stdout == b"out/turncue-batch/report.json\n"
    plain = subprocess.run([*command, "--force"], cwd=folder.parent, capture_output=True, check=True)
    assert b"\x1b" not in plain.stderr
    assert b"words/s" not in plain.stderr


def test_a_folder_that_cannot_be_written_is_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("file").write_text("", encoding="utf-8")
    assert run(["batch", "in", "--state", "file/x"]) == 1
    assert "--state" in capsys.readouterr().err


# ---------------------------------------------------------------- killed


def _start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "turncue", "batch", "in", "--quiet", *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@pytest.mark.parametrize(("beside", "moments"), [(False, 20), (True, 8)], ids=["other-folder", "beside"])
def test_killed_at_random_moments_and_resumed(tmp_path: Path, beside: bool, moments: int) -> None:
    write_talks(tmp_path / "in", 60, turns=3)
    write_talks(tmp_path / "whole" / "in", 60, turns=3)
    place = [] if beside else ["--out-dir", "out"]
    whole = _start(tmp_path / "whole", *place, "--jobs", "2")
    assert whole.wait(120) == 0
    rng = random.Random(17)
    kills = 0
    for _ in range(moments):
        process = _start(tmp_path, *place, "--jobs", str(rng.choice((1, 2))))
        try:
            process.wait(rng.uniform(0.15, 1.3))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            kills += 1
        process.wait()
    assert kills
    last = _start(tmp_path, *place)
    assert last.wait(120) == 0
    made = contents(tmp_path / ("in" if beside else "out"))
    assert made == contents(tmp_path / "whole" / ("in" if beside else "out"))
    assert not list(tmp_path.rglob("*turncue-part*"))
    assert len(_report(tmp_path / ("in" if beside else "out"))["recordings"]) == 60  # type: ignore[arg-type]


def test_interrupted_by_ctrl_c(tmp_path: Path) -> None:
    write_talks(tmp_path / "in", 120)
    process = _start(tmp_path, "--out-dir", "out", "--jobs", "1")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and len(list((tmp_path / "out").rglob("*.srt"))) < 3:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) in (130, 0)
    assert _start(tmp_path, "--out-dir", "out").wait(120) == 0
    assert len(contents(tmp_path / "out")) == 120
