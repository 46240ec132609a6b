"""The line scanner under the SubRip and WebVTT readers: where each cue stands, and every repair on the way.

The libraries that parse these formats read dirty files wrong without a word (a six-digit fraction becomes eight
minutes, a cue without a blank line before it becomes text of its neighbour). So this pass goes first: it finds
the timing lines, reads their times by the rules of ``turncue.clock``, decides which lines are text, and the
formats write its cues out canonically for the library to parse.

A timing line is ``time --> time [settings]``; also understood: ``->``, ``→``, full-width signs, missing hours or
fraction, fractions of 1 to 9 digits (decimals), blanks around the separators, fields over 59 (they carry).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

from turncue import clock
from turncue.errors import ReadError
from turncue.model import Repair

__all__ = ["Dialect", "RawCue", "scan", "split_lines"]

Dialect = Literal["srt", "vtt"]


_TOGETHER = 2000  # ms: cues that begin so close to each other belong to people talking at once
_ENDLESS = 60_000  # ms: no cue lasts so long


class RawCue(NamedTuple):
    """A cue with its markup still in it: ``lines`` are not blank, ``line`` is the timing line's number from 1."""

    line: int
    start: int
    end: int
    lines: tuple[str, ...]
    id: str | None = None
    settings: str = ""


class _Timing(NamedTuple):
    at: int  # index of the line
    start: int | None  # None: a timing line that cannot be read; its block is dropped
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
_SKIPPED_BLOCK = re.compile(r"(?:NOTE(?:[ \t]|$)|(?:STYLE|REGION)[ \t]*$)")

_LONGEST_GUESS = 7000  # ms; a guessed end is never later than this after its start


def split_lines(text: str) -> list[str]:
    """The lines of a text, parted by CR, LF or CRLF only (not by U+2028 and its kin)."""
    return (text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text).split("\n")


def scan(text: str, source: str | None, dialect: Dialect) -> tuple[list[RawCue], list[Repair]]:
    """Find all cues of a SubRip or WebVTT text, in order of start.

    Raises ``ReadError`` when there is no cue that can be read.
    """
    text = text.removeprefix("\ufeff").replace("\x00", "\ufffd")
    lines = split_lines(text)
    repairs: list[Repair] = []
    timings = _timings(lines, _has_odd_arrow(text), dialect, repairs)
    found = _blocks(lines, timings, dialect, repairs)
    if not found:
        raise _no_cues(lines, source, dialect)
    return _in_order(_mended(found, repairs), repairs), repairs


def _no_cues(lines: list[str], source: str | None, dialect: Dialect) -> ReadError:
    at = next((i for i, line in enumerate(lines) if _HAS_ARROW.search(line)), None)
    if at is None:
        at = next((i for i, line in enumerate(lines) if line.strip() and not line.startswith("WEBVTT")), 0)
    name = "SubRip" if dialect == "srt" else "WebVTT"
    return ReadError(
        f"no {name} cue in it can be read.",
        source,
        at + 1,
        lines[at].strip(),
        "A cue has a line such as '00:00:01,000 --> 00:00:02,500' above its text.",
    )


# ---------------------------------------------------------------- timing lines


def _has_odd_arrow(text: str) -> bool:
    # plain searches: one pattern for all of it takes longer than the rest of the scan
    return text.count("->") != text.count("-->") or any(arrow in text for arrow in _ODD_ARROWS)


def _timings(lines: list[str], odd: bool, dialect: Dialect, repairs: list[Repair]) -> list[_Timing]:
    found: list[_Timing] = []
    for at, line in enumerate(lines):
        if "-->" in line or (odd and _HAS_ARROW.search(line)):
            timing = _clean_timing(at, line, dialect) or _dirty_timing(at, line, dialect, repairs)
            if timing:
                found.append(timing)
    return found


def _clean_timing(at: int, line: str, dialect: Dialect) -> _Timing | None:
    m = _CLEAN.fullmatch(line)
    if not m:
        return None
    h1, m1, s1, point, f1, h2, m2, s2, f2, settings = m.groups()
    if (point == ",") != (dialect == "srt") or (dialect == "srt" and not (h1 and h2)):
        return None
    start = ((int(h1 or 0) * 60 + int(m1)) * 60 + int(s1)) * 1000 + int(f1)
    end = ((int(h2 or 0) * 60 + int(m2)) * 60 + int(s2)) * 1000 + int(f2)
    return _Timing(at, start, end, (settings or "").strip())


def _dirty_timing(at: int, line: str, dialect: Dialect, repairs: list[Repair]) -> _Timing | None:
    plain = unicodedata.normalize("NFKC", line).translate(_FULL_WIDTH).replace("\ufeff", "")
    m = _TIMING.fullmatch(plain)
    start = _time(m[1]) if m else None
    if m is None or start is None:
        return _unreadable(at, line, plain, repairs)
    end = _time(m[3]) if m[3] else None
    rules = {rule for part in (m[1], m[3]) if part for rule in _deviations(part, dialect)}
    if m[2] != "-->":
        rules.add("arrow")
    if plain != line.replace("\ufeff", ""):
        rules.add("full-width signs")
    became = f"{clock.srt(max(start, 0))} --> {clock.srt(max(end or 0, 0)) if end is not None else '?'}"
    repairs.extend(Repair(at + 1, rule, line.strip(), became) for rule in sorted(rules))
    settings = m[4].strip() if end is not None else ""
    return _Timing(at, max(start, 0), None if end is None else max(end, 0), settings.replace("-->", "->"))


def _unreadable(at: int, line: str, plain: str, repairs: list[Repair]) -> _Timing | None:
    if not _LOOKS_TIMED.search(plain):
        return None  # an arrow in somebody's text
    before = re.split(r"-->|->|→", plain, maxsplit=1)[0].strip()
    if len(before) > 20 or sum(map(str.isalpha, before)) > 3:
        return None  # words and an arrow: text too
    repairs.append(Repair(at + 1, "unreadable time, cue dropped", line.strip(), ""))
    return _Timing(at, None, None, "")


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


# ---------------------------------------------------------------- blocks


class _Block(NamedTuple):
    timing: _Timing
    id: str | None
    lines: tuple[str, ...]


def _blocks(lines: list[str], timings: list[_Timing], dialect: Dialect, repairs: list[Repair]) -> list[_Block]:
    if not timings:
        return []
    heads: list[tuple[int, str | None]] = []
    last: str | None = None
    floor = 0
    for number, timing in enumerate(timings):
        head = _head(lines, timing.at, floor, dialect, first=number == 0, last=last)
        heads.append(head)
        last, floor = head[1], timing.at + 1
    if dialect == "srt":
        _note_junk(lines, heads[0][0], repairs)
    found = []
    for timing, (_, name), stop in zip(timings, heads, [*(h for h, _ in heads[1:]), len(lines)], strict=True):
        body = _body(lines, timing.at + 1, stop, dialect, repairs)
        if timing.start is not None:
            found.append(_Block(timing, name, body))
        elif body:
            repairs.append(Repair(timing.at + 2, "text without time dropped", " ".join(body)[:200], ""))
    return found


def _head(
    lines: list[str], at: int, floor: int, dialect: Dialect, *, first: bool, last: str | None
) -> tuple[int, str | None]:
    """Where the cue whose timing stands at ``at`` begins, and its number or identifier.

    A number is the cue's own when it stands alone above the timing; after a line of text only where the file
    numbers its cues, so that text such as "42" stays text.
    """
    if at - 1 < floor:
        return at, None
    above = lines[at - 1].strip()
    parted = at - 2 < floor or not lines[at - 2].strip()
    if above:
        numbered = above.replace("\ufeff", "").isdecimal()
        if numbered and ((parted and at - 2 >= floor) or first or last is not None):
            return at - 1, above.replace("\ufeff", "")
        if dialect == "vtt" and lines[at - 1] and parted and (at - 2 >= floor):
            return at - 1, above
        return at, None
    back = at - 1
    while back >= floor and not lines[back].strip():
        back -= 1
    # a number with blank lines below it: only when it is the one that is due
    if back >= floor and lines[back].strip().isdecimal() and (back == floor or not lines[back - 1].strip()):
        due = int(last) + 1 if last is not None and last.isdecimal() else (1 if first else None)
        if due is not None and int(lines[back]) == due:
            return back, lines[back].strip()
    return at, None


def _note_junk(lines: list[str], stop: int, repairs: list[Repair]) -> None:
    repairs.extend(
        Repair(number, "text before the first cue dropped", line.strip(), "")
        for number, line in enumerate(lines[:stop], 1)
        if line.strip()
    )


def _body(lines: list[str], begin: int, stop: int, dialect: Dialect, repairs: list[Repair]) -> tuple[str, ...]:
    """The text lines of a cue; blank lines inside are taken out, WebVTT comments and styles skipped."""
    while stop > begin and not lines[stop - 1].strip():
        stop -= 1
    segment = lines[begin:stop]
    if ("" not in segment and dialect == "vtt") or all(map(str.strip, segment)):
        return tuple(filter(str.strip, segment))
    kept: list[str] = []
    skipping = False
    gap = 0  # line number of a blank line that text may follow
    for at in range(begin, stop):
        line = lines[at]
        if not line.strip():
            if not line or dialect == "srt":
                gap = gap or at + 1
                skipping = skipping and bool(line)
            continue
        if dialect == "vtt" and gap and (skipping or _SKIPPED_BLOCK.match(line)):
            skipping = True
            gap = at + 1
            continue
        if gap:
            repairs.append(Repair(gap, "blank line inside a cue", "", line.strip()))
            gap = 0
        kept.append(line)
    return tuple(kept)


# ---------------------------------------------------------------- times that cannot be


def _mended(found: list[_Block], repairs: list[Repair]) -> list[RawCue]:
    """Cues with an end. A missing or reversed end is set from the next cue, for the start is what counts.

    Of a reversed pair the start is kept when it stands in order with its neighbours, else the end is taken as
    the start when that does, else the cue is dropped. Swapping would be as much of a guess and move the start.
    """
    cues = []
    for i, (timing, name, lines) in enumerate(found):
        start, end = timing.start or 0, timing.end
        if end is None or end < start:
            before = found[i - 1].timing.start or 0 if i else 0
            after = found[i + 1].timing.start if i + 1 < len(found) else None
            mended = _guess(start, end, before, after, sum(map(len, lines)))
            said = f"{clock.srt(start)} --> {clock.srt(end) if end is not None else '?'}"
            if mended is None:
                repairs.append(Repair(timing.at + 1, "end before start, cue dropped", said, ""))
                continue
            start, end = mended
            rule = "end before start" if timing.end is not None else "missing end"
            repairs.append(Repair(timing.at + 1, rule, said, f"{clock.srt(start)} --> {clock.srt(end)}"))
        cues.append(RawCue(timing.at + 1, start, end, lines, name, timing.settings))
    return cues


def _guess(start: int, end: int | None, before: int, after: int | None, length: int) -> tuple[int, int] | None:
    def fits(time: int) -> bool:
        return before <= time and (after is None or time <= after)

    if end is not None and not fits(start):
        if not fits(end):
            return None
        start = end
    latest = start + min(_LONGEST_GUESS, max(1000, 80 * length))
    return start, latest if after is None or after <= start else min(after, latest)


def _in_order(cues: list[RawCue], repairs: list[Repair]) -> list[RawCue]:
    """Cues in order of start.

    Where two people talk at once, a cue may begin a moment before the one written above it: such a cue keeps its
    place, since the order of writing is the order of the talk, and begins with the one above. A start that lies far
    before the cues above while the end fits behind them is a slip of the start. All else is sorted.
    """
    placed: list[RawCue] = []
    latest = 0
    for k, cue in enumerate(cues):
        moved = cue
        if placed and cue.start < latest:
            before = placed[-1]
            after = cues[k + 1].start if k + 1 < len(cues) else cue.end
            if latest - cue.start <= _TOGETHER and cue.end > before.start:
                moved = cue._replace(start=latest, end=max(cue.end, latest))
            elif cue.end - cue.start > _ENDLESS and before.end <= cue.end <= after + _TOGETHER:
                moved = cue._replace(start=before.end)
            became = clock.srt(moved.start) if moved is not cue else "sorted by start"
            repairs.append(Repair(cue.line, "out of order", clock.srt(cue.start), became))
        placed.append(moved)
        latest = max(latest, moved.start)
    return sorted(placed, key=lambda c: c.start)
