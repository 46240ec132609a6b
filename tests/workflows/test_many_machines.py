"""Many machines: a Dask cluster of separate processes with one killed in mid-run; inputs and outputs by URL."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

from turncue.cli.app import run

from .recordings import contents, write_talks


def test_urls_of_a_file_system_in_memory(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")
    memory = fsspec.filesystem("memory")
    talks = write_talks(tmp_path / "in", 6)
    for path in sorted(talks.rglob("*.*")):
        memory.pipe_file(f"/talks/{path.relative_to(talks)}", path.read_bytes())
    arguments = [
        "batch",
        "memory://talks",
        "--out-dir",
        "memory://subs",
        "--jobs",
        "1",
        "--state",
        str(tmp_path / "state"),
    ]
    assert run([*arguments, "--quiet"]) == 0
    assert run(["batch", str(talks), "--out-dir", str(tmp_path / "out"), "--quiet"]) == 0
    made = {Path(name).name: memory.cat_file(name) for name in memory.find("/subs")}
    assert made == {Path(name).name: data for name, data in contents(tmp_path / "out").items()}
    report = json.loads((tmp_path / "state" / "report.json").read_text(encoding="utf-8"))
    assert report["done"] == 6
    assert run([*arguments, "--quiet"]) == 0


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


def test_an_object_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("s3fs", reason="s3fs is not installed")
    pytest.importorskip("moto.server", reason="moto is not installed")
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        url = f"http://127.0.0.1:{port}"
        for name, value in {
            "AWS_ACCESS_KEY_ID": "x",
            "AWS_SECRET_ACCESS_KEY": "x",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": url,
            "AWS_EC2_METADATA_DISABLED": "true",
        }.items():
            monkeypatch.setenv(name, value)
        _wait_for(port)
        talks = write_talks(tmp_path / "in", 9)
        script = (
            "import s3fs, sys, pathlib\n"
            "fs = s3fs.S3FileSystem(); fs.mkdir('talks'); fs.mkdir('subs')\n"
            "root = pathlib.Path(sys.argv[1])\n"
            "for p in root.rglob('*.*'): fs.pipe_file(f'talks/{p.relative_to(root)}', p.read_bytes())\n"
        )
        subprocess.run([sys.executable, "-c", script, str(talks)], check=True, timeout=120)
        command = [sys.executable, "-m", "turncue", "batch", "s3://talks", "--out-dir", "s3://subs", "--jobs", "2"]
        done = subprocess.run(
            [*command, "--state", str(tmp_path / "state"), "--json"], capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["written"] == 9
        script = (
            "import s3fs, json\nfs = s3fs.S3FileSystem()\n"
            "print(json.dumps({n.split('/')[-1]: fs.cat_file(n).decode() for n in fs.find('subs')}))"
        )
        listed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
        assert run(["batch", str(talks), "--out-dir", str(tmp_path / "out"), "--quiet"]) == 0
        local = {Path(name).name: data.decode() for name, data in contents(tmp_path / "out").items()}
        assert json.loads(listed.stdout) == local
        _align_in_the_store(tmp_path)
    finally:
        server.kill()
        server.wait()


def _align_in_the_store(folder: Path) -> None:
    """``align`` with inputs and outputs in the store: not over what is there, never over an input."""
    pair = ("s3://talks/part0/talk0000.md", "s3://talks/part0/talk0000.en.srt")

    def align(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "turncue", "align", *arguments, "--quiet"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stderr

    assert align(*pair, "-o", "s3://subs/one.srt", "-o", "one.srt")[0] == 0
    assert align(*pair, "-o", "s3://subs/one.srt")[0] == 1
    assert align(*pair, "-o", "s3://subs/one.srt", "--overwrite")[0] == 0
    assert align(*pair, "-o", pair[1], "--overwrite")[0] == 2
    code, error = align("s3://talks/nothere.md", pair[1], "-o", "x.srt")
    assert code == 1
    assert "no such file" in error
    assert align(pair[0], pair[1], "-o", "s3://nosuchbucket/x.srt")[0] == 1
    (made,) = {p.read_bytes() for p in (folder / "out").rglob("talk0000.en.srt")}
    assert (folder / "one.srt").read_bytes() == made


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and three workers, each a process of its own; their address and the workers."""
    pytest.importorskip("distributed", reason="distributed is not installed")
    port = _free_port()
    address = f"tcp://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "DASK_DISTRIBUTED__WORKER__MEMORY__TARGET": "False",
        "DASK_TEMPORARY_DIRECTORY": str(tmp_path / "dask"),
    }

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, env=environment, cwd=tmp_path, start_new_session=True, **quiet)  # type: ignore[call-overload,no-any-return]

    scheduler = start("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    _wait_for(port)
    options = ("--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0")
    workers = [start("dask_worker", address, *options) for _ in range(3)]
    yield address, workers
    for process in (*workers, scheduler):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_dask_cluster_with_a_killed_worker(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, workers = cluster
    write_talks(tmp_path / "in", 150, turns=12)
    command = [sys.executable, "-m", "turncue", "batch", "in", "--out-dir", "out", "--dask", address, "--json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    batch = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and len(list((tmp_path / "out").rglob("*.srt"))) < 20 and batch.poll() is None:
        time.sleep(0.05)
    assert batch.poll() is None, "the batch ended before a worker could be killed"
    os.killpg(workers[0].pid, signal.SIGKILL)
    output, _ = batch.communicate(timeout=300)
    report = json.loads(output)
    assert batch.returncode == 0, report
    assert (report["items"], report["done"], report["written"]) == (150, 150, 150)
    assert run(["batch", str(tmp_path / "in"), "--out-dir", str(tmp_path / "one"), "--jobs", "1", "--quiet"]) == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "one")


def test_no_scheduler_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="distributed is not installed")
    from turncue.workflows import dask_executor

    monkeypatch.setattr(dask_executor, "_PATIENCE", 0.5)
    write_talks(tmp_path / "in", 1)
    arguments = ["batch", str(tmp_path / "in"), "--out-dir", str(tmp_path / "out"), "--quiet"]
    assert run([*arguments, "--dask", f"tcp://127.0.0.1:{_free_port()}"]) == 1
    assert run([*arguments, "--dask", "nonsense://x"]) == 2
