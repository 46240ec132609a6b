"""How long the whole way takes, and how much memory: read, align, compose, write.

    python tests/benchmarks/speed.py [WORDS ...]

Made-up talks (``synthetic.py``) with 15 % recognition errors, an SRT of eight words a cue, each run in a process of
its own, the quickest of three. Processor seconds, for they tell more than a clock on a shared machine; ``work`` is the
whole way without Python's start and imports. Not a test: the goals are 10,000 words under 0.6 s of work, 30,000 under
2 s, 100,000 under 8 s, and time and memory that grow with the words.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import common
import synthetic

STEPS = ("read", "align", "time", "compose", "done")


def one(folder: Path) -> None:
    """The child: align the files of a folder and print seconds by step."""
    marks: dict[str, float] = {}

    def note(part: float, step: str) -> None:
        marks[step] = time.process_time()

    begun = time.process_time()
    from turncue import align

    result = align(folder / "talk.md", folder / "talk.srt", progress=note)
    composed = time.process_time()
    result.write(folder / "out.vtt", overwrite=True)
    result.write(folder / "out.json", overwrite=True)
    times = [begun, *(marks[s] for s in STEPS), time.process_time()]
    names = ("import", "read", "align", "time", "compose", "write")
    steps = {name: b - a for name, a, b in zip(names, times, times[1:], strict=False)}
    print(json.dumps({"steps": steps, "all": composed - begun, "subtitles": len(result.subtitles)}))


def whole(words: int, work: Path) -> tuple[list[str], float]:
    """A row of the table and the processor seconds."""
    job = synthetic.job("speed", words, 0.15)
    (work / "talk.md").write_text(synthetic.as_markdown(job.said), encoding="utf-8")
    (work / "talk.srt").write_text(synthetic.as_srt(job.heard), encoding="utf-8")
    runs = [common.measured([sys.executable, __file__, "--one", str(work)], limit=300, work=work) for _ in range(3)]
    done = min(runs, key=lambda run: (run.code, run.cpu))
    if done.code:
        return [f"{words:,}", *["-"] * 10, f"exit {done.code}: {done.error[:60]}"], float("nan")
    steps = json.loads(done.out.splitlines()[-1])["steps"]
    work_seconds = sum(steps.values()) - steps["import"]
    cells = [f"{seconds:.2f}" for seconds in (done.cpu, done.wall, work_seconds, *steps.values())]
    return [f"{words:,}", *cells[:2], f"{done.mb:.0f}", *cells[2:], ""], done.cpu


def quickest(command: list[str], work: Path) -> float:
    """The least wall seconds of five runs."""
    runs = [common.measured(command, limit=30, work=work) for _ in range(5)]
    assert not any(r.code for r in runs), runs[0].error
    return min(r.wall for r in runs)


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        one(Path(sys.argv[2]))
        return
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its bytecode
    sizes = [int(a) for a in sys.argv[1:]] or [10_000, 30_000, 100_000]
    rows = [["words", "cpu s", "wall s", "MB", "work", "import", "read", "align", "time", "compose", "write", ""]]
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            row, cpu = whole(size, Path(folder))
            rows.append(row)
            seconds.append(cpu)
        print(common.table(rows))
        ratio = seconds[-1] / seconds[0]
        print(
            f"\n{sizes[-1]:,} words take {ratio:.1f} times as long as {sizes[0]:,} ({sizes[-1] / sizes[0]:.0f} times)"
        )
        for title, code in (("python -c pass", "pass"), ("import turncue", "import turncue")):
            wall = quickest([sys.executable, "-c", code], Path(folder))
            print(f"{title}: {1000 * wall:.0f} ms")
        wall = quickest([sys.executable, "-m", "turncue", "--version"], Path(folder))
        print(f"turncue --version: {1000 * wall:.0f} ms")


if __name__ == "__main__":
    main()
