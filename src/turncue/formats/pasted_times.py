"""Times and text as a video page shows them, copied and pasted (``.txt``)::

    0:01                     0:01 Good morning.
    Good morning.            0:05 Morning! How are you?
    0:05
    Morning! How are you?

A page may put the time in words behind it ("1 minute, 5 seconds"); that line is left out.
"""

from __future__ import annotations

import re
from itertools import pairwise

from turncue import clock
from turncue.errors import ReadError
from turncue.formats.cues.repair import split_lines
from turncue.formats.cues.timed_text import TimedText, captions_from_lines
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_captions", "sniff"]

_TIME = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d"
_LINE = re.compile(rf"\s*[\[(]?({_TIME})[\])]?(?:\s*[-–—:]?\s+(.*)|([^\W\d_].*)|\s*)", re.DOTALL)
_IN_WORDS = re.compile(r"(?i)(?:\d+ (?:hours?|minutes?|seconds?)(?:, | and )?)+")


def sniff(source: Source) -> float:
    """How surely (0 to 1) a text is pasted from a video page: most lines are a time, or begin with one."""
    lines = [line for line in split_lines(source.head)[:200] if line.strip()]
    timed = [m[1] for line in lines if len(line) < 2000 and (m := _LINE.fullmatch(line))]
    times = [t for text in timed if (t := clock.parse(text)) is not None]
    if len(times) < 2 or len(times) < 0.45 * len(lines) or any(a > b for a, b in pairwise(times)):
        return 0.0
    return 0.6


def read_captions(source: Source) -> Captions:
    """Read pasted times and lines, times in ms; a line ends where the next begins. Raises ``ReadError``."""
    rows: list[tuple[int, list[str]]] = []
    for line in split_lines(source.text.replace("\x00", "\ufffd")):
        m = _LINE.fullmatch(line) if len(line) < 100_000 else None
        time = clock.parse(m[1]) if m else None
        if m is not None and time is not None:
            rows.append((time, [rest] if (rest := (m[2] or m[3] or "").strip()) else []))
        elif rows and line.strip() and not _IN_WORDS.fullmatch(line.strip()):
            rows[-1][1].append(line.strip())
    if not rows:
        raise ReadError("no line with a time such as 0:12 in it.", source.name)
    return captions_from_lines((TimedText(t, None, "\n".join(lines)) for t, lines in rows), source, "pasted")
