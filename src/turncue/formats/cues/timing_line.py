"""Timing lines of SubRip and WebVTT: ``time --> time [settings]``.

Also understood: ``->``, ``→``, full-width signs, missing hours or fraction, fractions of 1 to 9 digits (decimals),
blanks around the separators, fields over 59 (they carry). Every deviation gives a repair.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from turncue import clock
from turncue.formats.base import Dialect
from turncue.model import Repair

__all__ = ["Timing", "has_arrow", "timing_lines"]


class Timing(NamedTuple):
    """A timing line: ``at`` is the index of the line, times in ms.

    ``start`` is None for a timing line that cannot be read (its text is dropped), ``end`` where it is missing.
    """

    at: int
    start: int | None
    end: int | None
    settings: str


_CLEAN = re.compile(
    r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)([.,])(\d{3}) --> (?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\4(\d{3})(?:[ \t]+(.*))?",
    re.ASCII,
)
_TIME = r"(-?\s?\d{1,4}(?:\s?[:.,]\s?\d{1,9}){1,3})"
_ARROW = r"(-{1,3}\s?>|=+>|→)"
_TIMING = re.compile(rf"\s*{_TIME}\s*{_ARROW}\s*(?:{_TIME}(?![\d:]))?(.*)", re.DOTALL)
_HAS_ARROW = re.compile(r"[-=–—−]\s?>|→|＞")
_ODD_ARROWS = ("→", "＞", "=>", "- >", "–>", "—>", "−>", "– >", "— >")
_LOOKS_TIMED = re.compile(r"\d\s?[:.,]\s?\d.*(?:-->|->|→)|(?:-->|->|→).*\d\s?[:.,]\s?\d")
_FULL_WIDTH = str.maketrans({"。": ".", "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-"})

_LONGEST = 400  # characters; a timing line with settings is shorter, and so the patterns stay cheap


def has_arrow(line: str) -> bool:
    """Whether a line has an arrow of any kind."""
    return _HAS_ARROW.search(line) is not None


def timing_lines(lines: Iterable[str], text: str, dialect: Dialect) -> tuple[list[Timing], list[Repair]]:
    """The timing lines among ``lines`` (those of ``text``) in order, and what was repaired in them."""
    odd = _has_odd_arrow(text)
    timings: list[Timing] = []
    repairs: list[Repair] = []
    for at, line in enumerate(lines):
        if "-->" in line or (odd and _HAS_ARROW.search(line)):
            timing = _clean_timing(at, line, dialect)
            if timing is None:
                timing, mended = _dirty_timing(at, line, dialect)
                repairs += mended
            if timing is not None:
                timings.append(timing)
    return timings, repairs


def _has_odd_arrow(text: str) -> bool:
    # plain searches: one pattern for all of it takes longer than the rest of the scan
    return text.count("->") != text.count("-->") or any(arrow in text for arrow in _ODD_ARROWS)


def _clean_timing(at: int, line: str, dialect: Dialect) -> Timing | None:
    m = _CLEAN.fullmatch(line)
    if not m:
        return None
    h1, m1, s1, point, f1, h2, m2, s2, f2, settings = m.groups()
    if (point == ",") != (dialect == "srt") or (dialect == "srt" and not (h1 and h2)):
        return None
    start = ((int(h1 or 0) * 60 + int(m1)) * 60 + int(s1)) * 1000 + int(f1)
    end = ((int(h2 or 0) * 60 + int(m2)) * 60 + int(s2)) * 1000 + int(f2)
    return Timing(at, start, end, settings.strip().replace("-->", "->") if settings else "")


def _dirty_timing(at: int, line: str, dialect: Dialect) -> tuple[Timing | None, list[Repair]]:
    if len(line) > _LONGEST:
        return None, []
    plain = unicodedata.normalize("NFKC", line).translate(_FULL_WIDTH).replace("\ufeff", "")
    m = _TIMING.fullmatch(plain)
    start = _time(m[1]) if m else None
    if m is None or start is None:
        return _unreadable(at, line, plain)
    end = _time(m[3]) if m[3] else None
    rules = {rule for part in (m[1], m[3]) if part for rule in _deviations(part, dialect)}
    if m[2] != "-->":
        rules.add("arrow")
    if plain != line.replace("\ufeff", ""):
        rules.add("full-width signs")
    became = f"{clock.srt(max(start, 0))} --> {clock.srt(max(end or 0, 0)) if end is not None else '?'}"
    settings = m[4].strip() if end is not None else ""
    timing = Timing(at, max(start, 0), None if end is None else max(end, 0), settings.replace("-->", "->"))
    return timing, [Repair(at + 1, rule, line.strip(), became) for rule in sorted(rules)]


def _unreadable(at: int, line: str, plain: str) -> tuple[Timing | None, list[Repair]]:
    if not _LOOKS_TIMED.search(plain):
        return None, []  # an arrow in somebody's text
    before = re.split(r"-->|->|→", plain, maxsplit=1)[0].strip()
    if len(before) > 20 or sum(map(str.isalpha, before)) > 3:
        return None, []  # words and an arrow: text too
    return Timing(at, None, None, ""), [Repair(at + 1, "unreadable time, cue dropped", line.strip(), "")]


def _time(text: str) -> int | None:
    """A time in ms; below zero when it has a minus."""
    plain = re.sub(r"\s", "", text)
    sign = -1 if plain.startswith("-") else 1
    plain = plain.lstrip("-")
    value = clock.parse(plain)
    if value is None and len(fields := re.split(r"[:.,]", plain)) == 4:
        value = clock.parse(":".join(fields))
    return None if value is None else sign * value


def _deviations(text: str, dialect: Dialect) -> list[str]:
    """The rules by which a time differs from ``hh:mm:ss,mmm`` (``[hh:]mm:ss.mmm`` in WebVTT)."""
    plain = re.sub(r"\s", "", text).lstrip("-")
    m = re.fullmatch(r"(?:(\d+):)?(\d+):(\d{1,2})(?:([.,:])(\d+))?", plain)
    rules = ["negative time"] if "-" in text else []
    if not m:
        return [*rules, "time fields"]
    hours, minutes, secs, point, fraction = m.groups()
    if hours is None and dialect == "srt":
        rules.append("missing hours")
    if fraction is None:
        rules.append("missing fraction")
    elif len(fraction) != 3:
        rules.append("fraction length")
    if point and point != ("," if dialect == "srt" else "."):
        rules.append("decimal sign")
    if int(secs) > 59 or (int(minutes) > 59 and (hours is not None or dialect == "vtt")):
        rules.append("fields over 59")
    return rules
