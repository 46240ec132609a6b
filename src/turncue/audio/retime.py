"""New times written into a subtitle file as it is: nothing but the time stamps changes.

For formats whose times stand in plain text lines (SubRip, WebVTT, ASS, SBV). Other formats are read and written anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from turncue.errors import UsageError

__all__ = ["RETIMED", "retimed"]

RETIMED = ("srt", "vtt", "ass", "ssa", "sbv")
"""Formats by suffix whose files keep everything but their times."""

_STAMP = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2})([.,])(\d{1,3})")
_ARROW = re.compile(r"^[ \t]*(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}[ \t]*-+>")
_SBV = re.compile(r"^(?:\d+:)?\d{1,2}:\d{2}\.\d{1,3},(?:\d+:)?\d{1,2}:\d{2}\.\d{1,3}[ \t]*$")
_DIALOGUE = re.compile(r"^(?:Dialogue|Comment):[^,]*,[^,]*,[^,]*,")
_INSIDE = re.compile(r"<(?:\d+:)?\d{2}:\d{2}\.\d{3}>")


def retimed(text: str, suffix: str, time: Callable[[int], int]) -> str:
    """The file's text with every time stamp moved by ``time`` (old ms to new ms).

    Raises ``UsageError`` for a format that is not in ``RETIMED``.
    """
    kind = suffix.lower().lstrip(".")
    if kind not in RETIMED:
        raise UsageError(f"times cannot be written into a .{kind} file; name another format with -o.")
    return "".join(_line(line, kind, time) for line in text.splitlines(keepends=True))


def _line(line: str, kind: str, time: Callable[[int], int]) -> str:
    def moved(match: re.Match[str]) -> str:
        return _written(match, time(_ms(match)))

    if kind in ("ass", "ssa"):
        head = _DIALOGUE.match(line)
        return line if head is None else _STAMP.sub(moved, head[0]) + line[head.end() :]
    if kind == "sbv":
        return _STAMP.sub(moved, line) if _SBV.match(line) else line
    if _ARROW.match(line):
        return _STAMP.sub(moved, line, count=2)
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
