"""The quick way through a clean SubRip or WebVTT file: one pattern for a whole cue.

Most files have nothing to repair. Where every cue matches the strict form, in order of start, the result is the same as
that of the scanner (``repair``), at a third of its time and without a list of all lines. Of a file with few faults only
the parts around them go through the scanner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from turncue.formats import params
from turncue.formats.base import Dialect

__all__ = ["Part", "RawCue", "clean_cues", "clean_parts"]


class RawCue(NamedTuple):
    """A cue with its markup still in it: ``lines`` are not blank, ``line`` is the timing line's number from 1."""

    line: int
    start: int
    end: int
    lines: tuple[str, ...]
    id: str | None = None
    settings: str = ""


# possessive quantifiers: where a line does not fit, nothing is tried again in another way
_BODY = r"((?:[^\S\n]*+\S[^\n]*+\n)++)\n++"
_TIME = r"([0-5][0-9]):([0-5][0-9])"
_SRT = re.compile(
    rf"([0-9]{{1,12}})\n([0-9]{{2,}}):{_TIME},([0-9]{{3}}) --> ([0-9]{{2,}}):{_TIME},([0-9]{{3}})()\n{_BODY}"
)
_VTT = re.compile(
    rf"(?:((?!NOTE|STYLE|REGION)[^\S\n]*+\S[^\n]*+)\n)?(?:([0-9]{{2,}}):)?{_TIME}\.([0-9]{{3}}) --> "
    rf"(?:([0-9]{{2,}}):)?{_TIME}\.([0-9]{{3}})(?:[ \t]+([^\n]*\S))?[ \t]*\n{_BODY}"
)
_VTT_HEAD = re.compile(r"WEBVTT(?![^\n]*-->)[^\n]*+\n(?:(?![^\n]*-->)[^\S\n]*+\S[^\n]*+\n)*+\n++")
_RESUMES = 3  # so many clean cues in a row end a part that needs the scanner
_TIMED_ARROW = re.compile(r"-->|\d\s?(?:[-=–—−]\s?>|→|＞)")


class Part(NamedTuple):
    """A part of a text that needs the scanner: offsets, and the index of its first line.

    It begins with the blank line above a clean cue, or at the beginning of the file (``first``); ``last`` is the number
    or identifier of the cue before it.
    """

    begin: int
    end: int
    line: int
    first: bool
    last: str | None


def _cue(m: re.Match[str] | None, number: int) -> RawCue | None:
    """The cue of a match that begins on line ``number``; None where something in it needs the scanner."""
    if m is None:
        return None
    name, h1, m1, s1, f1, h2, m2, s2, f2, settings, body = m.groups()
    if len(h1 or "") > params.CLEAN_SCAN_LONGEST_HOURS or len(h2 or "") > params.CLEAN_SCAN_LONGEST_HOURS:
        return None
    if (">" in body or "→" in body or "＞" in body) and _TIMED_ARROW.search(body):
        return None
    if (settings and "-->" in settings) or (name and "-->" in name):
        return None
    start = ((int(h1 or 0) * 60 + int(m1)) * 60 + int(s1)) * 1000 + int(f1)
    end = ((int(h2 or 0) * 60 + int(m2)) * 60 + int(s2)) * 1000 + int(f2)
    return RawCue(number + (name is not None), start, end, tuple(body[:-1].split("\n")), name, settings or "")


def clean_cues(text: str, dialect: Dialect) -> list[RawCue] | None:
    """The cues of a clean text, in order of start; None where anything in it needs the scanner.

    ``text`` has LF line ends and no NUL.
    """
    parts = clean_parts(text, dialect, most=0)
    cues = [part for part in parts or () if isinstance(part, RawCue)]
    if parts is None or not cues or any(cue.end < cue.start for cue in cues):
        return None
    return None if any(b.start < a.start for a, b in pairwise(cues)) else cues


def clean_parts(text: str, dialect: Dialect, *, most: int | None = None) -> list[RawCue | Part] | None:
    """The clean cues of a text and the parts between them that need the scanner, in the order of the text.

    None for a text of which more than ``most`` characters (a fifth, unless stated) would need it. ``text`` has LF line
    ends and no NUL.
    """
    if "\ufeff" in text:
        return None
    text = text if text.endswith("\n\n") else text + "\n\n"
    left = len(text) // 5 if most is None else most
    match = (_SRT if dialect == "srt" else _VTT).match
    head = _VTT_HEAD.match(text) if dialect == "vtt" else None
    at = begun = head.end() if head else 0
    number = 1 + text.count("\n", 0, at)
    broken = dialect == "vtt" and head is None
    parts: list[RawCue | Part] = []
    while at < len(text):
        m = None if broken else match(text, at)
        cue = _cue(m, number)
        if cue is None or m is None:
            part = _part(text, dialect, (begun, at, number), parts)
            left -= part.end - part.begin
            if left < 0:
                return None
            if parts and isinstance(parts[-1], RawCue):
                parts.pop()  # it is the beginning of the part
            parts.append(part)
            begun = at = part.end
            number = part.line + 1 + text.count("\n", part.begin, part.end)
            broken = False
            continue
        parts.append(cue)
        number += text.count("\n", at, m.end())
        begun, at = at, m.end()
    return parts


def _part(text: str, dialect: Dialect, place: tuple[int, int, int], parts: Sequence[RawCue | Part]) -> Part:
    """The part from the last clean cue to where clean cues go on.

    ``place``: the offset of that cue, and the offset and the line (from 1) of what does not fit behind it.
    """
    begun, at, number = place
    last = parts[-1] if parts else None
    joined = isinstance(last, Part)  # two parts that touch: the second goes on where the first ended
    before = parts[-2] if len(parts) > 1 else None
    first = len(parts) < 2 and not joined
    begin = max(0, begun - 1) if isinstance(last, RawCue) or joined else 0
    match = (_SRT if dialect == "srt" else _VTT).match
    stop = text.find("\n\n", at)
    while stop >= 0:
        above = text[text.rfind("\n", 0, stop) + 1 : stop].strip()
        while stop < len(text) and text[stop] == "\n":
            stop += 1
        # a number with blank lines below it may be the next cue's
        resumed, count = stop, _RESUMES + 1 if above.isdecimal() else 0
        while count < _RESUMES and (m := match(text, resumed)) is not None and _cue(m, 0) is not None:
            resumed, count = m.end(), count + 1
        if count == _RESUMES:
            break
        stop = text.find("\n\n", stop)
    end = stop if stop >= 0 else len(text)
    name = before.id if isinstance(before, RawCue) else None
    return Part(begin, end, number - 1 - text.count("\n", begin, at), first, name)
