"""What the benchmark scripts share: where data is, and children whose time and memory are measured."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from turncue.model import Cue

ROOT = Path(__file__).resolve().parents[2]


def data_dir(given: str | None = None) -> Path | None:
    """The folder of evaluation data: as given, ``TURNCUE_DATA``, or beside the checkout; None when there is none."""
    for place in (given, os.environ.get("TURNCUE_DATA"), str(ROOT.parent / "shared" / "data")):
        if place and Path(place).is_dir():
            return Path(place)
    return None


def scorer(data: Path | None) -> Any:
    """The data's own scoring script as a module; None when it is not there."""
    path = data.parent / "tools" / "score.py" if data else None
    if path is None or not path.exists():
        return None
    spec = importlib.util.spec_from_file_location("data_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases(data: Path, sets: Collection[str] | None = None) -> list[tuple[str, str, Path, dict[str, Any]]]:
    """(set, case, folder, gold) of every case."""
    return [
        (path.parts[-3], path.parts[-2], path.parent, json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(data.glob("*/*/gold.json"))
        if not sets or path.parts[-3] in sets
    ]


def kind_of(gold: dict[str, Any], variant: str) -> str:
    """same, same-noisy, paraphrase or cross: what one variant of a case's captions is."""
    kind: str = (gold.get("variant_info") or {}).get(variant, {}).get("kind", gold["kind"])
    return kind


def variants(
    data: Path, sets: Collection[str] | None = None, kinds: Collection[str] | None = None
) -> Iterator[tuple[str, str, str, Path, dict[str, Any]]]:
    """(set, case, variant, folder, gold) of every variant, of these kinds where any are given."""
    for name, case, folder, gold in cases(data, sets):
        for variant in gold["variants"]:
            if not kinds or kind_of(gold, variant) in kinds:
                yield name, case, variant, folder, gold


def shifted(cue: Cue, ms: int) -> Cue:
    """A caption and its words so many ms later."""
    words = tuple(replace(w, start=w.start + ms, end=w.end + ms) for w in cue.words)
    return replace(cue, start=cue.start + ms, end=cue.end + ms, words=words)


@dataclass
class Measured:
    """How a child ended: ``code`` 124 when it was stopped for time; times in s, memory in MB."""

    code: int
    wall: float
    cpu: float
    mb: float
    out: str
    error: str


def measured(command: list[str], *, limit: float, work: Path) -> Measured:
    """Run a command to its end or the time limit; it and its children are stopped then."""
    begun = time.monotonic()
    with open(work / "out", "wb") as out, open(work / "err", "wb") as err:
        try:
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True)
        except OSError as error:
            return Measured(127, 0, 0, 0, "", str(error))
        late: list[bool] = []

        def stop() -> None:
            late.append(True)
            os.killpg(child.pid, signal.SIGKILL)

        timer = threading.Timer(limit, stop)
        timer.start()
        peaks = [0.0]
        done = threading.Event()
        watch = threading.Thread(target=_watch, args=(child.pid, done, peaks))
        watch.start()
        _, status, used = os.wait4(child.pid, 0)
        timer.cancel()
        done.set()
        watch.join()
        child.returncode = os.waitstatus_to_exitcode(status)
    text = (work / "out").read_text(encoding="utf-8", errors="replace")
    last = [line for line in (work / "err").read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return Measured(
        124 if late else child.returncode,
        time.monotonic() - begun,
        used.ru_utime + used.ru_stime,
        peaks[0] or used.ru_maxrss / 1024,
        text,
        last[-1].strip() if last else "",
    )


def _watch(pid: int, done: threading.Event, peaks: list[float]) -> None:
    """Keep the peak memory of a process. What ``wait4`` tells is no less than what we ourselves have (Linux counts the
    moment between fork and exec), so the kernel's own high-water mark is asked again and again."""
    while not done.wait(0.02):
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            return
        if (at := status.find("VmHWM:")) >= 0:
            peaks[0] = max(peaks[0], int(status[at + 6 :].split(None, 1)[0]) / 1024)


def quantile(values: list[float], share: float) -> float:
    """Linear between neighbours; nan for nothing."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    if ordered[low] == ordered[high]:
        return ordered[low]
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def table(rows: list[list[str]]) -> str:
    """Rows of cells as text in columns, the first row above a rule; the first and last column to the left."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = [
        "  ".join(
            c.ljust(w) if k in (0, len(row) - 1) else c.rjust(w)
            for k, (c, w) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])
