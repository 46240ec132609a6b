"""Two turncue commands over every pair there is: do they write the same bytes?

    python tests/benchmarks/same_output.py OLD NEW [--data FOLDER] [--keep FOLDER] [--only TEXT] [--jobs N]

OLD and NEW are commands, such as ``/tmp/old/bin/turncue`` or ``"python -m turncue"``. Both run over all commands of
samples/*/README.md, with their options, and over all variants of the recordings, where there are any (``--data``, else
``$TURNCUE_DATA``, else ../shared/data beside the checkout).
SubRip, WebVTT and JSON are compared byte for byte; so are exit codes. What differs is listed: the file, the first line
that differs, and for JSON the fields that do. Exit code 0: no difference; 1: differences.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from common import data_dir, variants  # noqa: E402
from documents import commands  # noqa: E402

SUFFIXES = (".srt", ".vtt", ".json")


@dataclass(frozen=True)
class Case:
    """One command line without its outputs; ``name`` says which. ``folder`` is where it runs."""

    name: str
    arguments: tuple[str, ...]
    folder: Path | None = None


@dataclass
class Run:
    """What one command wrote."""

    code: int
    files: dict[str, bytes] = field(default_factory=dict)
    seconds: float = 0.0
    errors: str = ""


def sample_cases() -> Iterator[Case]:
    """The commands of the samples, each writing all three formats."""
    for folder in sorted((ROOT / "samples").iterdir()):
        if not (folder / "README.md").exists():
            continue
        for number, arguments in enumerate(commands(folder / "README.md"), 1):
            plain = list(arguments)
            while "-o" in plain:
                at = plain.index("-o")
                del plain[at : at + 2]
            yield Case(f"samples/{folder.name} #{number}", tuple(plain), folder)


def data_cases(data: Path) -> Iterator[Case]:
    """Every variant of every recording."""
    for name, case, variant, folder, _ in variants(data):
        transcript = next(folder.glob("transcript.*"))
        captions = next(folder.glob(f"captions.{variant}.*"))
        yield Case(f"{name}/{case}.{variant}", ("align", str(transcript), str(captions)))


def run(command: str, case: Case, keep: Path | None) -> Run:
    """Run one case; its outputs are read and, with ``keep``, stay there."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = keep / case.name.replace("/", "_").replace(" ", "_") if keep else Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        outputs = [str(folder / f"out{suffix}") for suffix in SUFFIXES]
        line = [*shlex.split(command), *case.arguments]
        line += [part for output in outputs for part in ("-o", output)]
        begun = time.perf_counter()
        done = subprocess.run(
            [*line, "--overwrite"], capture_output=True, text=True, encoding="utf-8", cwd=case.folder, check=False
        )
        files = {Path(o).suffix: Path(o).read_bytes() for o in outputs if Path(o).exists()}
        return Run(done.returncode, files, time.perf_counter() - begun, done.stderr)


def differences(old: Run, new: Run) -> list[str]:
    """What differs between two runs of one case, a line for each."""
    if old.code != new.code:
        last = (new.errors.strip().splitlines() or [""])[-1]
        return [f"exit code {old.code} -> {new.code}: {last[:160]}"]
    lines = []
    for suffix in SUFFIXES:
        before, after = old.files.get(suffix), new.files.get(suffix)
        if before != after:
            lines.append(f"{suffix}: {_first(suffix, before or b'', after or b'')}")
    return lines


def _first(suffix: str, before: bytes, after: bytes) -> str:
    """The first difference of two files; of JSON, the fields and how many values differ in each."""
    if suffix == ".json":
        try:
            return _fields(json.loads(before), json.loads(after))
        except ValueError:
            pass
    rows = zip_longest(before.decode("utf-8", "replace").splitlines(), after.decode("utf-8", "replace").splitlines())
    for number, (one, other) in enumerate(rows, 1):
        if one != other:
            return f"line {number}: {one!r} -> {other!r}"
    return "line ends"


def _fields(before: dict[str, Any], after: dict[str, Any]) -> str:
    parts = []
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        if one == other:
            continue
        if isinstance(one, list) and isinstance(other, list):
            pairs = [(a, b) for a, b in zip_longest(one, other) if a != b]
            parts.append(
                f"{key}: {len(pairs)} of {max(len(one), len(other))}, first {pairs[0][0]!r} -> {pairs[0][1]!r}"
            )
        else:
            parts.append(f"{key}: {one!r} -> {other!r}")
    return "; ".join(parts)[:600] or "the order of fields or the form of numbers"


def main() -> int:
    """Run, compare, list."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--data", help="the folder of recordings")
    parser.add_argument("--keep", type=Path, help="leave the outputs in this folder, under old/ and new/")
    parser.add_argument("--only", default="", help="only cases with this text in their name")
    parser.add_argument("--jobs", type=int, default=1, help="cases at once; times mean little with more than one")
    given = parser.parse_args()
    data = data_dir(given.data)
    cases = [*sample_cases(), *(data_cases(data) if data else ())]
    cases = [case for case in cases if given.only in case.name]
    keep = {side: given.keep / side if given.keep else None for side in ("old", "new")}

    def both(case: Case) -> tuple[Case, Run, Run]:
        return case, run(given.old, case, keep["old"]), run(given.new, case, keep["new"])

    files = changed = 0
    seconds = [0.0, 0.0]
    with ThreadPoolExecutor(given.jobs) as pool:
        for case, old, new in pool.map(both, cases):
            seconds = [seconds[0] + old.seconds, seconds[1] + new.seconds]
            files += len(old.files)
            lines = differences(old, new)
            changed += bool(lines)
            for line in lines:
                print(f"{case.name}: {line}", flush=True)
    print(f"{len(cases)} cases, {files} files; {changed} cases differ; {seconds[0]:.0f} s -> {seconds[1]:.0f} s")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
