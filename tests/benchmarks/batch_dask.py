"""Generated recordings through a Dask cluster of separate processes, one killed in mid-run, and one by one: same bytes.

::

    python tests/benchmarks/batch_dask.py --count 2000
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from workflows.recordings import contents, write_talks  # noqa: E402

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def _port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


def _start(folder: Path, module: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments, "--no-dashboard"]
    null = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=null, stderr=null, start_new_session=True)


def _batch(folder: Path, *arguments: str) -> tuple[float, dict[str, object]]:
    command = [sys.executable, "-m", "turncue", "batch", "in", "--json", "-q", *arguments]
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    return time.perf_counter() - begun, json.loads(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        write_talks(base / "in", given.count, turns=8)
        port = _port()
        address = f"tcp://127.0.0.1:{port}"
        scheduler = _start(base, "dask_scheduler", "--host", "127.0.0.1", "--port", str(port))
        options = ("--nworkers", "1", "--nthreads", "1", "--no-nanny", "--memory-limit", "0")
        workers = [_start(base, "dask_worker", address, *options) for _ in range(given.workers)]
        try:
            time.sleep(8)
            null = subprocess.DEVNULL
            killer = subprocess.Popen(
                [sys.executable, "-c", _KILL, str(base / "out"), str(given.count // 4), str(workers[0].pid)],
                stdout=null,
            )
            seconds, report = _batch(base, "--out-dir", "out", "--dask", address)
            killer.wait()
            print(f"{given.workers} workers, one killed: {seconds:.1f} s, {given.count / seconds * 3600:,.0f} an hour")
            print({key: report[key] for key in ("items", "done", "failed", "written")}, flush=True)
        finally:
            for process in (*workers, scheduler):
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        print("killed in mid-run:", killer.returncode == 0)
        seconds, _ = _batch(base, "--out-dir", "one", "--jobs", "1")
        print(f"one by one: {seconds:.1f} s; same bytes: {contents(base / 'out') == contents(base / 'one')}")


_KILL = """
import os, pathlib, signal, sys, time
folder, count, pid = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
for _ in range(6000):
    if sum(1 for _ in folder.rglob("*.srt")) >= count:
        os.killpg(pid, signal.SIGKILL)
        sys.exit(0)
    time.sleep(0.1)
sys.exit(1)
"""


if __name__ == "__main__":
    main()
