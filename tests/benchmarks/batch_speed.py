"""Batch against a shell loop, with one and two processes: recordings an hour, words a second, memory, same bytes.

Seconds of the processor stand beside those of the clock: they stay right on a machine that does other work too.

::

    python tests/benchmarks/batch_speed.py --count 2000 --loop 30
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from workflows.recordings import contents, write_talks  # noqa: E402


def _memory(pid: int) -> int:
    """Resident memory of a process and its children in MB."""
    pages = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                if int(entry.name) == pid or int(fields[1]) == pid:
                    pages += int(fields[21])
            except (OSError, IndexError):
                continue
    return pages * resource.getpagesize() // (1 << 20)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def batch(folder: Path, out: Path, jobs: int) -> tuple[float, float, list[int]]:
    """Seconds by the clock and of the processor, and the memory in MB each half second."""
    command = [sys.executable, "-m", "turncue", "batch", str(folder), "--out-dir", str(out), "--jobs", str(jobs), "-q"]
    begun, used = time.perf_counter(), _processor()
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, stdout=subprocess.DEVNULL)
    memory: list[int] = []
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.5):
            memory.append(_memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = process.wait()
    seconds = time.perf_counter() - begun
    ended.set()
    watcher.join()
    if code:
        raise SystemExit(f"batch ended with {code}")
    return seconds, _processor() - used, memory


def loop(folder: Path, out: Path, count: int) -> tuple[float, float]:
    """Seconds by the clock and of the processor of a shell loop over the first talks."""
    out.mkdir()
    begun, used = time.perf_counter(), _processor()
    for transcript in sorted(folder.rglob("*.md"))[:count]:
        captions = transcript.with_suffix(".en.srt")
        target = out / f"{transcript.stem}.srt"
        command = [sys.executable, "-m", "turncue", "align", str(transcript), str(captions), "-o", str(target), "-q"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun, _processor() - used


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--turns", type=int, default=12)
    parser.add_argument("--loop", type=int, default=30)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        folder = write_talks(base / "in", given.count, turns=given.turns)
        words = sum(len(p.read_text(encoding="utf-8").split()) for p in folder.rglob("*.md"))
        each, used = (seconds / given.loop for seconds in loop(folder, base / "loop", given.loop))
        print(
            f"{given.count} talks, {words} words; shell loop: {each:.3f} s a talk, processor {used:.3f} s", flush=True
        )
        made = {}
        for jobs in (1, 2):
            seconds, busy, memory = batch(folder, base / f"jobs{jobs}", jobs)
            made[jobs] = contents(base / f"jobs{jobs}")
            later = memory[len(memory) // 4 :] or [0]
            print(
                f"--jobs {jobs}: {seconds:.1f} s, {given.count / seconds * 3600:,.0f} recordings an hour, "
                f"{words / seconds:,.0f} words/s, {each * given.count / seconds:.1f} times the loop (processor: "
                f"{used * given.count / busy:.1f} times, {busy / given.count * 1000:.1f} ms a talk), "
                f"memory {memory[len(memory) // 4] if memory else 0} to {max(later)} MB",
                flush=True,
            )
        print("same bytes:", made[1] == made[2] and len(made[1]) == given.count)


if __name__ == "__main__":
    main()
