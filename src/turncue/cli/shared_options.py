"""What may be chosen on the command line, shared by the commands."""

from __future__ import annotations

from enum import Enum, StrEnum
from pathlib import Path

from turncue import clock
from turncue.errors import ReadError, UsageError

__all__ = ["Dialogue", "Form", "LineEnds", "Style", "When", "read_shots"]


class When(StrEnum):
    change = "change"
    every = "every"
    none = "none"


class Style(StrEnum):
    colon = "colon"
    brackets = "brackets"
    caps = "caps"
    dash = "dash"
    chevrons = "chevrons"
    line = "line"


class Form(StrEnum):
    full = "full"
    first = "first"
    initials = "initials"
    role = "role"
    full_then_first = "full-then-first"


class Dialogue(Enum):  # "split" is a method of str
    merge = "merge"
    split = "split"


class LineEnds(StrEnum):
    keep = "keep"
    drop = "drop"


def read_shots(path: str | None) -> tuple[int, ...]:
    """Changes of shot from a text file, one a line: seconds (``12.5``) or a time (``00:01:02.500``); in ms."""
    if path is None:
        return ()
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot be read (shots): {error}.", path) from error
    shots = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        time = clock.parse(said)
        if time is None:
            try:
                time = clock.from_seconds(float(said))
            except ValueError:
                raise ReadError("this is no time.", path, number, said, "Write seconds or hh:mm:ss.mmm.") from None
        if time < 0:
            raise UsageError(f"{path}:{number}: a change of shot before the beginning: {said}.")
        shots.append(time)
    return tuple(sorted(set(shots)))
