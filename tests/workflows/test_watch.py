"""``turncue watch``: what is dropped is done when it is whole; stopped at any time, started again."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from turncue.workflows.items import Item
from turncue.workflows.watched_folder import WatchState

from .recordings import contents, talk, write_talks

ITEM = Item("talk", "talk.md", "talk.srt", "talk")


def test_a_file_that_grows_is_not_read() -> None:
    state = WatchState().looked({"talk.md": (5, 1), "talk.srt": (1, 1)}, 0.0)
    assert state.ready([ITEM], 0.0, 3.0) == ()
    state = state.looked({"talk.md": (5, 1), "talk.srt": (9, 2)}, 4.0)
    assert state.ready([ITEM], 4.0, 3.0) == ()
    state = state.looked({"talk.md": (5, 1), "talk.srt": (9, 2)}, 7.0)
    assert state.ready([ITEM], 7.0, 3.0) == (ITEM,)


def test_an_item_is_done_once_until_its_files_change() -> None:
    files = {"talk.md": (5, 1), "talk.srt": (9, 1)}
    state = WatchState().looked(files, 0.0)
    state = state.with_tried(state.ready([ITEM], 9.0, 3.0))
    assert state.ready([ITEM], 9.0, 3.0) == ()
    state = state.looked({**files, "talk.md": (6, 2)}, 10.0).looked({**files, "talk.md": (6, 2)}, 20.0)
    assert state.ready([ITEM], 20.0, 3.0) == (ITEM,)


def test_a_missing_file_waits() -> None:
    assert WatchState().looked({"talk.md": (5, 1)}, 0.0).ready([ITEM], 9.0, 3.0) == ()


def _watch(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "turncue", "watch", "in", "--out-dir", "out", "--interval", "0.1", *arguments]
    return subprocess.Popen(
        [*command, "--quiet-time", "0.3"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _until(condition: object, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def test_dropped_files_are_done_and_a_stop_is_clean(tmp_path: Path) -> None:
    incoming = tmp_path / "in"
    incoming.mkdir()
    process = _watch(tmp_path)
    transcript, captions = talk(1)
    (incoming / "one.md").write_text(transcript, encoding="utf-8")
    with (incoming / "one.en.srt").open("w", encoding="utf-8") as slow:
        for part in range(0, len(captions), len(captions) // 6 + 1):
            slow.write(captions[part : part + len(captions) // 6 + 1])
            slow.flush()
            time.sleep(0.1)
    _until(lambda: (tmp_path / "out" / "one.en.srt").exists())
    (incoming / "bad.md").write_text(transcript, encoding="utf-8")
    (incoming / "bad.en.srt").write_text("nothing", encoding="utf-8")
    (incoming / "two.md").write_text(transcript, encoding="utf-8")
    (incoming / "two.en.srt").write_text(captions, encoding="utf-8")
    _until(lambda: (tmp_path / "out" / "two.en.srt").exists())
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert [os.path.basename(line) for line in out.splitlines()] == ["one.en.srt", "two.en.srt"]
    assert "failed: bad.md" in err
    assert "Traceback" not in err
    before = (tmp_path / "out" / "one.en.srt").stat().st_mtime_ns
    process = _watch(tmp_path)
    (incoming / "three.md").write_text(transcript, encoding="utf-8")
    (incoming / "three.en.srt").write_text(captions, encoding="utf-8")
    _until(lambda: (tmp_path / "out" / "three.en.srt").exists())
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    assert [os.path.basename(line) for line in out.splitlines()] == ["three.en.srt"]
    assert (tmp_path / "out" / "one.en.srt").stat().st_mtime_ns == before


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_at_random_moments_and_started_again(tmp_path: Path) -> None:
    write_talks(tmp_path / "in", 40, turns=3)
    whole = [sys.executable, "-m", "turncue", "batch", "in", "--out-dir", "whole", "--jobs", "1", "--quiet"]
    subprocess.run(whole, cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
    rng = random.Random(6)
    for k in range(8):
        process = _watch(tmp_path, "--jobs", str(1 + k % 2), "--quiet")
        time.sleep(rng.uniform(0.6, 1.6))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    done = len(contents(tmp_path / "out"))
    process = _watch(tmp_path, "--jobs", "2", "--quiet")
    _until(lambda: len(contents(tmp_path / "out")) == 40)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert err == ""
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
    assert len(set(out.splitlines())) == len(out.splitlines()) <= 40
    assert done == 0 or len(out.splitlines()) < 40
    assert not list(tmp_path.rglob("*turncue-part*"))


def test_what_watch_has_done_batch_does_not_do_again(tmp_path: Path) -> None:
    write_talks(tmp_path / "in", 3)
    process = _watch(tmp_path)
    _until(lambda: len(contents(tmp_path / "out")) == 3)
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    command = [sys.executable, "-m", "turncue", "batch", "in", "--out-dir", "out", "--json", "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout)["unchanged"] == 3
