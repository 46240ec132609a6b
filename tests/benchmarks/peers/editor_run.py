"""Starts subtitleeditor with its limits set, and brings back what its Error Checking finds in files."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from turncue.compose import Profile

HERE = Path(__file__).resolve().parent
NEEDS = ("subtitleeditor", "xvfb-run", "xauth", "gcc", "pkg-config")
PACKAGES = "subtitleeditor xvfb xauth gcc pkg-config libgtk-3-dev"

CHECKERS = {
    "Overlapping": "overlap",
    "Minimum Gap between Subtitles": "gap-too-small",
    "Maximum Characters per Second": "too-fast",
    "Minimum Display Time": "too-short",
    "Maximum Characters per Line": "line-too-long",
    "Maximum Lines per Subtitle": "too-many-lines",
}
"""Titles in its dialog and our rules. Its seventh, a least number of characters per second, is none of a guide's."""

BATCH = 10  # files in one window
MOST = 5_000  # subtitles in a file; the time to open one grows with the square, 12,700 take over a minute
OPENING = 120  # s until it has opened them
QUIET = 10  # s from line to line, or else it hangs; a file takes well under one


class DoesNotRun(Exception):
    """The program, or its module, cannot be brought to run."""


@dataclass(slots=True)
class Checked:
    """What it says of a file: how many subtitles it has read, and its words by subtitle and rule.

    ``refused``: why it cannot read the file; ``hangs``: its checker of lines never ends, and was left out.
    """

    cues: int = 0
    found: dict[tuple[int, str], str] = field(default_factory=dict)
    refused: str = ""
    hangs: bool = False
    done: bool = False


def built(folder: Path) -> Path:
    """The module, compiled into a folder."""
    asked = ["pkg-config", "--cflags", "--libs", "gtk+-3.0"]
    flags = subprocess.run(asked, capture_output=True, text=True, check=False)
    if flags.returncode:
        raise DoesNotRun(f"GTK's headers are missing; apt-get install {PACKAGES}")
    module = folder / "editor.so"
    command = ["gcc", "-O1", "-shared", "-fPIC", "-o", str(module), str(HERE / "editor.c"), *flags.stdout.split()]
    subprocess.run(command, check=True)
    return module


def run(texts: Sequence[str], profile: Profile, module: Path) -> list[Checked]:
    """Its findings in SubRip files of these texts, with a profile's limits."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        names = [f"{n}.srt" for n in range(len(texts))]
        for name, text in zip(names, texts, strict=True):
            (work / name).write_text(text, encoding="utf-8")
        result: dict[str, Checked] = {}
        left, hung = names, list[str]()
        while left or hung:
            batch = (left or hung)[:BATCH]
            _configure(work, profile, lines=bool(left))
            found = {name: c for name, c in _session(batch, work, module).items() if c.done or c.refused or left}
            if not found:
                raise DoesNotRun(f"subtitleeditor gives no findings: {_last(work)}")
            for name, checked in found.items():
                if not (checked.done or checked.refused):
                    hung.append(name)
                elif name in hung:
                    hung.remove(name)
                    checked.hangs = True
                result[name] = checked
            left = [name for name in left if name not in found]
        return [result[name] for name in names]


def _last(work: Path) -> str:
    """The last line the program has said."""
    lines = (work / "messages").read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line for line in reversed(lines) if line.strip()), "it says nothing")


def _configure(work: Path, profile: Profile, *, lines: bool) -> None:
    """``lines``: whether it looks at their length."""
    limits = {
        "min-display": profile.min_duration,
        "min-gap-between-subtitles": profile.min_gap,
        "max-characters-per-second": profile.max_cps or 0,
        "min-characters-per-second": 0,
        "max-characters-per-line": int(profile.max_chars),
        "max-line-per-subtitle": profile.max_lines,
    }
    rows = ["[timing]", *(f"{name}={value}" for name, value in limits.items())]
    rows += ["[max-characters-per-line]", f"enabled={str(lines).lower()}", ""]
    folder = work / "subtitleeditor" / "default"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config").write_text("\n".join(rows), encoding="utf-8")


def _session(names: Sequence[str], work: Path, module: Path) -> dict[str, Checked]:
    """One start of the program: what it has written of these files until it ended or hung."""
    out = work / "findings"
    out.unlink(missing_ok=True)
    settings = {
        "HOME": str(work),
        "XDG_CONFIG_HOME": str(work),
        "LC_ALL": "C.UTF-8",
        "GTK_MODULES": str(module),
        "TURNCUE_FILES": str(len(names)),
        "TURNCUE_FINDINGS": str(out),
    }
    with open(work / "messages", "wb") as messages:
        child = subprocess.Popen(
            ["xvfb-run", "-a", "subtitleeditor", *(str(work / name) for name in names)],
            env=os.environ | settings,
            stdin=subprocess.DEVNULL,
            stdout=messages,
            stderr=messages,
            start_new_session=True,
        )
        size, since = 0, time.monotonic()
        while child.poll() is None and time.monotonic() - since < (QUIET if size else OPENING):
            time.sleep(0.05)
            if out.exists() and out.stat().st_size > size:
                size, since = out.stat().st_size, time.monotonic()
        if child.returncode is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    found: dict[str, Checked] = {}
    for name, kind, number, text in _rows(out):
        checked = found.setdefault(name, Checked())
        if kind == "cues":
            checked.cues = number
        elif kind == "refused":
            checked.refused = text
        elif kind == "done":
            checked.done = True
        else:
            checked.found[number, CHECKERS[kind]] = text
    return found


def _rows(out: Path) -> Iterator[tuple[str, str, int, str]]:
    """File, kind, number and text of every line."""
    if not out.exists():
        return
    for line in out.read_text(encoding="utf-8").splitlines():
        name, kind, number, text = line.split("\t")
        if kind == "refused":
            named = re.search(r'"([^"]+)"', text)  # the message, not the window, tells which file
            name = named[1] if named else name
        markup = re.search(r"<b>([^<]*)</b>$", text)
        yield name, re.sub(r" \(<b>.*", "", kind), int(number), markup[1] if markup else text
