"""Reading the commands and the code out of Markdown files."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(path: Path, language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    return [m[2] for m in _FENCE.finditer(path.read_text(encoding="utf-8")) if m[1] == language]


def commands(path: Path) -> list[list[str]]:
    """The arguments of every ``turncue …`` line in the ``sh`` blocks; a comment at the line's end is left out."""
    lines = [line for block in blocks(path, "sh") for line in block.replace("\\\n", " ").splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("turncue ")]
