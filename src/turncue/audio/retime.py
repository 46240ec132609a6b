"""New times written into a subtitle file as it is: nothing but the time stamps changes.

For formats whose times stand in plain text lines (SubRip, WebVTT, ASS, SBV). Other formats are read and written anew.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping

from turncue.errors import UsageError

__all__ = ["RETIMED", "retimed"]

RETIMED = ("srt", "vtt", "ass", "ssa", "sbv")
"""Formats by suffix whose files keep everything but their times."""

_STAMP = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2})([.,])(\d{1,3})")
_ARROW = re.compile(r"^[ \t]*(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}[ \t]*-+>")
_SBV = re.compile(r"^(?:\d+:)?\d{1,2}:\d{2}\.\d{1,3},(?:\d+:)?\d{1,2}:\d{2}\.\d{1,3}[ \t]*$")
_DIALOGUE = re.compile(r"^(?:Dialogue|Comment):[^,]*,[^,]*,[^,]*,")
_INSIDE = re.compile(r"<(?:\d+:)?\d{2}:\d{2}\.\d{3}>")

Spans = Mapping[tuple[int, int], tuple[int, int]]
"""New start and end by the old ones."""


def retimed(text: str, suffix: str, time: Callable[[int], int], spans: Spans | None = None) -> str:
    """The file's text with every time stamp moved by ``time`` (old ms to new ms), those of a cue by ``spans`` first.

    Raises ``UsageError`` for a format that is not in ``RETIMED``.
    """
    kind = suffix.lower().lstrip(".")
    if kind not in RETIMED:
        raise UsageError(f"times cannot be written into a .{kind} file; name another format with -o.")
    return "".join(_line(line, kind, time, spans or {}) for line in text.splitlines(keepends=True))


def _line(line: str, kind: str, time: Callable[[int], int], spans: Spans) -> str:
    def moved(match: re.Match[str]) -> str:
        return _written(match, time(_ms(match)))

    def placed(part: str) -> str:
        """A part of the line with the two times of a cue."""
        old = [_ms(m) for m in itertools.islice(_STAMP.finditer(part), 2)]
        new = iter(spans.get((old[0], old[-1])) or map(time, old)) if old else iter(())
        return _STAMP.sub(lambda m: _written(m, next(new)), part, count=len(old))

    if kind in ("ass", "ssa"):
        head = _DIALOGUE.match(line)
        return line if head is None else placed(head[0]) + line[head.end() :]
    if kind == "sbv":
        return placed(line) if _SBV.match(line) else line
    if _ARROW.match(line):
        return placed(line)
    if kind == "vtt":  # word times stand inside the text
        return _INSIDE.sub(lambda m: _STAMP.sub(moved, m[0]), line)
    return line


def _ms(match: re.Match[str]) -> int:
    hours, minutes, seconds, _, part = match.groups()
    return (int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)) * 1000 + int(part.ljust(3, "0"))


def _written(match: re.Match[str], ms: int) -> str:
    """A time in the form of the stamp that it replaces: as many digits, the same marks."""
    hours, minutes, _, mark, part = match.groups()
    unit = 10 ** (3 - len(part))
    ms = round(max(ms, 0) / unit) * unit
    rest, thousandths = divmod(ms, 1000)
    rest, s = divmod(rest, 60)
    h, m = divmod(rest, 60)
    head = "" if hours is None and not h else f"{h:0{len(hours or '00')}d}:"
    return f"{head}{m:0{max(len(minutes), 2)}d}:{s:02d}{mark}{thousandths // unit:0{len(part)}d}"
