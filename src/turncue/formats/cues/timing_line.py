"""Timing lines of SubRip and WebVTT: ``time --> time [settings]``.

Also understood: ``->``, ``→``, full-width signs, missing hours or fraction, fractions of 1 to 9 digits (decimals),
blanks around the separators, fields over 59 (they carry), frames in the place of the fraction (``00:00:01:12``). Every
deviation gives a repair.

A time with an arrow may also be text (``12:30 → 13:00 every day``). A line that is not clear counts as a timing line
only where one is expected: at the beginning, behind a blank line, or under the number of its cue.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from turncue import clock
from turncue.formats import params
from turncue.formats.base import Dialect
from turncue.model import Repair

__all__ = ["FRAMES", "Timing", "has_arrow", "timing_lines"]


FRAMES = "frames in times"
"""The rule of a repair: the last fields of times count frames."""


class Timing(NamedTuple):
    """A timing line: ``at`` is the index of the line, times in ms.

    ``start`` is None for a timing line that cannot be read (its text is dropped), ``end`` where it is missing.
    """

    at: int
    start: int | None
    end: int | None
    settings: str


_CLEAN = re.compile(
    r"(?:(\d{2,10}):)?([0-5]\d):([0-5]\d)([.,])(\d{3}) --> (?:(\d{2,10}):)?([0-5]\d):([0-5]\d)\4(\d{3})(?:[ \t]+(.*))?",
    re.ASCII,
)
_TIME = r"(-?\s?\d{1,10}(?:\s?[:.,;]\s?\d{1,9}){1,3})"
_ARROW = r"(-{1,3}\s?>|=+>|→)"
_TIMING = re.compile(rf"\s*{_TIME}\s*{_ARROW}\s*(?:{_TIME}(?![\d:]))?(.*)", re.DOTALL)
_FULL_TIME = r"-?[\d\s]{1,12}[:.][\d\s:.]{1,12}[.,:]\s?\d{1,9}"
_CLEAR = re.compile(rf"\s*{_FULL_TIME}\s*-->\s*{_FULL_TIME}(?:\s.*)?", re.DOTALL)
_HAS_ARROW = re.compile(r"[-=–—−]\s?>|→|＞")
_ODD_ARROWS = ("→", "＞", "=>", "- >", "–>", "—>", "−>", "– >", "— >")
_LOOKS_TIMED = re.compile(r"\d\s?[:.,]\s?\d.*(?:-->|->|→)|(?:-->|->|→).*\d\s?[:.,]\s?\d")
_FULL_WIDTH = str.maketrans({"。": ".", "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-"})
_SETTING = re.compile(r"[A-Za-z]\w*\s?[:=]\s?\S+|-+>|\{\\[^{}]*\}")
_ODD_SPACE = re.compile(r"[^\S \t\f\r\n]")
_FRACTION = re.compile(r"\d[.,]\d")
_FRAMES = re.compile(r"\d{1,2}:[0-5]\d:[0-5]\d[:;](\d\d)(?!\d)", re.ASCII)
_DECIMALS = re.compile(r"\d{1,2}:[0-5]\d:[0-5]\d(?:[.,]\d|:(?:\d{3}|\d(?!\d)))", re.ASCII)


def has_arrow(line: str) -> bool:
    """Whether a line has an arrow of any kind."""
    return _HAS_ARROW.search(line) is not None


def timing_lines(lines: Sequence[str], text: str, dialect: Dialect) -> tuple[list[Timing], list[Repair]]:
    """The timing lines among ``lines`` (those of ``text``) in order, and what was repaired in them."""
    odd = _has_odd_arrow(text)
    timings: list[Timing] = []
    repairs: list[Repair] = []
    rate, seen = 0, False  # frames a second, once a frame was met
    clean = False
    for at, line in enumerate(lines):
        if "-->" not in line and not (odd and _HAS_ARROW.search(line)):
            continue
        timing = _clean_timing(at, line, dialect)
        clean = clean or timing is not None
        if timing is None and len(line) <= params.TIMING_LINE_LONGEST:
            plain = unicodedata.normalize("NFKC", line).translate(_FULL_WIDTH).replace("\ufeff", "")
            wide = plain != line.replace("\ufeff", "")
            clear = _CLEAR.fullmatch(plain) is not None
            if not clear and not _expected(lines, at, dialect):
                continue
            if not clear and clean and "-->" not in plain and not _FRACTION.search(plain):
                continue  # "12:30 → 13:00" among clean timing lines
            if _FRAMES.search(plain):
                rate, seen = (rate if seen else _frame_rate(lines)), True
                plain = _without_frames(plain, rate) if rate else plain
            timing, mended = _dirty_timing(at, line, plain, dialect, wide=wide)
            repairs += mended
        if timing is not None:
            timings.append(timing)
    if dialect == "vtt":  # WebVTT allows no arrow elsewhere, and drops what stands around it
        taken = {timing.at for timing in timings}
        repairs += [
            Repair(at + 1, "arrow that is no timing line", line.strip()[:200], "kept as text")
            for at, line in enumerate(lines)
            if "-->" in line and at not in taken
        ]
    if rate:
        repairs.insert(0, Repair(0, FRAMES, "hh:mm:ss:ff", f"read at {rate} frames a second"))
    return timings, repairs


def _expected(lines: Sequence[str], at: int, dialect: Dialect) -> bool:
    """Whether a timing line may stand here: at the beginning, behind a blank line, or under the number of a cue."""
    if at == 0 or not (above := lines[at - 1].strip()):
        return True
    if above.replace("\ufeff", "").isdecimal() or above.startswith("WEBVTT"):
        return True
    return dialect == "vtt" and (at == 1 or not lines[at - 2].strip())  # under the identifier of a cue


def _frame_rate(lines: Iterable[str]) -> int:
    """The frames a second of a file that counts them, 0 for one whose last field is a fraction."""
    timed = [line for line in lines if len(line) <= params.TIMING_LINE_LONGEST and _HAS_ARROW.search(line)]
    if any(_DECIMALS.search(line) for line in timed):
        return 0
    highest = max((int(f) for line in timed for f in _FRAMES.findall(line)), default=0)
    return next((rate for rate in params.TIMING_LINE_RATES if highest < rate), 0)


def _without_frames(plain: str, rate: int) -> str:
    """The line with frames as thousandths of a second."""
    return _FRAMES.sub(lambda m: f"{m[0][:-3]},{int(m[1]) * 1000 // rate:03d}", plain)


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


def _dirty_timing(
    at: int, line: str, plain: str, dialect: Dialect, *, wide: bool
) -> tuple[Timing | None, list[Repair]]:
    m = _TIMING.fullmatch(plain)
    start = _time(m[1]) if m else None
    if m is None or start is None:
        return _unreadable(at, line, plain)
    end = _time(m[3]) if m[3] else None
    rest = m[4].strip()
    if m[2] != "-->" and rest and not _SETTING.match(rest):
        return None, []  # words follow: a time of day in somebody's text
    rules = {rule for part in (m[1], m[3]) if part for rule in _deviations(part, dialect)}
    if m[2] != "-->":
        rules.add("arrow")
    if _ODD_SPACE.search(line):
        rules.add("white space")
    if wide:
        rules.add("full-width signs")
    became = f"{clock.srt(max(start, 0))} --> {clock.srt(max(end or 0, 0)) if end is not None else '?'}"
    settings = rest if end is not None else ""
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
    if value is None and (long := re.fullmatch(r"(\d{5,10}):(\d\d:\d\d[.,]\d+)", plain)):
        value = int(long[1]) * 3_600_000 + (clock.parse(long[2]) or 0)
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
