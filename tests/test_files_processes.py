"""Writing seen from outside: processes that are killed, full disks, folders without permission, writers at once."""

from __future__ import annotations

import os
import platform
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

import pytest

from turncue import files
from turncue.errors import TurncueError, WriteError

SRC = Path(__file__).resolve().parents[1] / "src"
CAPTIONS = "1\n00:00:01,000 --> 00:00:03,000\nThe ferry left the northern harbour.\n"
WRITE = """
import sys
from turncue.files import write_bytes
from turncue.errors import TurncueError
name, letter, size, count, how = sys.argv[1:]
for _ in range(int(count)):
    try:
        write_bytes(name, letter.encode() * int(size), overwrite=how == "over")
    except TurncueError as error:
        print(type(error).__name__, flush=True)
print("done", flush=True)
"""


def _start(name: Path, letter: str, size: int, count: int, how: str = "over") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITE, str(name), letter, str(size), str(count), how]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(SRC)}, stdout=subprocess.PIPE, text=True)


def _names(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


def _turncue(arguments: list[str], folder: Path, limit: int | None = None) -> tuple[int, str]:
    def child() -> None:
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-m", "turncue", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        preexec_fn=child,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="kills processes in the middle of a write")
def test_a_killed_writer_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    target, size = tmp_path / "out.srt", 20_000_000
    target.write_bytes(b"o" * 1000)
    dice = random.Random(1)
    for k in range(12):
        letter = "ab"[k % 2]
        with _start(target, letter, size, 1000) as writer:
            while writer.poll() is None and target.read_bytes()[:1] != letter.encode():
                time.sleep(0.02)  # until it is in its loop
            time.sleep(dice.uniform(0, 0.05))
            writer.send_signal(signal.SIGKILL)
        data = target.read_bytes()
        assert data == letter.encode() * size
        left = _names(tmp_path) - {"out.srt"}
        assert len(left) <= 1
        with _start(target, "n", 10, 1) as after:
            after.wait(60)
        assert _names(tmp_path) == {"out.srt"}
        assert target.read_bytes() == b"n" * 10


@pytest.mark.skipif(sys.platform != "linux", reason="files without a name are Linux's")
def test_a_killed_writer_of_a_new_file_leaves_nothing(tmp_path: Path) -> None:
    dice = random.Random(2)
    for k in range(6):
        target = tmp_path / f"{k}.srt"
        with _start(target, "a", 60_000_000, 1, "new") as writer:
            time.sleep(dice.uniform(0.05, 0.4))
            writer.send_signal(signal.SIGKILL)
        assert not target.exists() or target.read_bytes() == b"a" * 60_000_000
        target.unlink(missing_ok=True)
        assert _names(tmp_path) == set()


def test_what_a_killed_process_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    here = f"{zlib.crc32(platform.node().encode()):08x}"
    (tmp_path / f".a.srt.{gone.pid}-{here}01234567.part").write_bytes(b"x")
    kept = {
        f".a.srt.{os.getpid()}-{here}01234567.part",
        f".a.srt.{gone.pid}-{'0' * 8}01234567.part",  # of another machine that shares the folder
        ".a.srt.part",
        "a.part",
        ".b.12-xyz.part",
        f".d.{gone.pid}-0123.part",
    }
    for name in kept:
        (tmp_path / name).write_bytes(b"x")
    files.write_bytes(tmp_path / "new.srt", b"y")
    assert _names(tmp_path) == kept | {"new.srt"}


def test_two_writers_at_once(tmp_path: Path) -> None:
    target, size = tmp_path / "out.srt", 3_000_000
    with _start(target, "a", size, 60) as one, _start(target, "b", size, 60) as two:
        while one.poll() is None or two.poll() is None:
            if target.exists():
                data = target.read_bytes()
                assert data in (b"a" * size, b"b" * size)
        assert one.communicate()[0] == two.communicate()[0] == "done\n"
    assert _names(tmp_path) == {"out.srt"}


@pytest.mark.skipif(sys.platform != "linux", reason="files without a name are Linux's")
def test_of_two_writers_of_a_new_file_one_is_refused(tmp_path: Path) -> None:
    for k in range(5):
        target = tmp_path / f"{k}.srt"
        with _start(target, "a", 5_000_000, 1, "new") as one, _start(target, "b", 5_000_000, 1, "new") as two:
            printed = sorted((one.communicate()[0], two.communicate()[0]))
        assert printed == ["OutputExists\ndone\n", "done\n"]
        assert target.read_bytes() in (b"a" * 5_000_000, b"b" * 5_000_000)
    assert len(_names(tmp_path)) == 5


@pytest.mark.parametrize("there", [True, False])
def test_a_full_disk(tmp_path: Path, there: bool) -> None:
    cues = "".join(
        f"{k}\n00:{k // 60:02}:{k % 60:02},000 --> 00:{k // 60:02}:{k % 60:02},900\nWord {k}.\n\n" for k in range(3000)
    )
    (tmp_path / "in.srt").write_text(cues, encoding="utf-8")
    if there:
        (tmp_path / "out.vtt").write_text("old", encoding="utf-8")
    before = _names(tmp_path)
    code, error = _turncue(["convert", "in.srt", "out.vtt", "--overwrite"], tmp_path, limit=20_000)
    assert code == 1
    assert "cannot be written" in error
    assert "Traceback" not in error
    assert _names(tmp_path) == before
    if there:
        assert (tmp_path / "out.vtt").read_text(encoding="utf-8") == "old"


def _as_nobody(folder: Path, name: str) -> str:
    """What another user's process that writes a file gets for an error, "" for none."""
    read, write = os.pipe()
    process = os.fork()
    if process == 0:
        message = ""
        try:
            if os.getuid() == 0:  # root may write everywhere
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            files.write_bytes(folder / name, b"new", overwrite=True)
        except TurncueError as error:
            message = str(error)
        except BaseException as error:
            message = f"a traceback: {error!r}"
        os.write(write, message.encode())
        os._exit(0)
    os.close(write)
    os.waitpid(process, 0)
    with os.fdopen(read, "rb") as pipe:
        return pipe.read().decode()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="users and forks are of Unix")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_folder_that_cannot_be_written_to() -> None:
    with tempfile.TemporaryDirectory() as made:  # below /tmp, where every user may go
        folder = Path(made)
        (folder / "out.vtt").write_text("old", encoding="utf-8")
        folder.chmod(0o555)
        for name in ("out.vtt", "new.vtt"):
            assert "cannot be written: Permission denied" in _as_nobody(folder, name)
        assert (folder / "out.vtt").read_text(encoding="utf-8") == "old"
        assert _names(folder) == {"out.vtt"}
        folder.chmod(0o755)


@pytest.mark.parametrize("there", [True, False])
def test_a_full_file_system(tmp_path: Path, there: bool) -> None:
    """A real one, where this process may mount it."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)]
    done = subprocess.run(mount, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this process may not mount a file system")
    try:
        target = tmp_path / "out.srt"
        if there:
            target.write_bytes(b"old")
        for _ in range(2):
            with pytest.raises(WriteError, match="No space left"):
                files.write_bytes(target, b"x" * 1_000_000, overwrite=True)
            assert _names(tmp_path) == ({"out.srt"} if there else set())
        files.write_bytes(target, b"x" * 10_000, overwrite=True)  # nothing keeps the space
        assert target.read_bytes() == b"x" * 10_000
    finally:
        subprocess.run(["umount", str(tmp_path)], check=False)
