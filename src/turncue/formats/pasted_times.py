"""Times and text as a page, a program or a terminal shows them, copied and pasted (``.txt``)::

    0:01                     0:01 Good morning.              [00:01.000 --> 00:02.500]  Good morning.
    Good morning.            0:05 Morning! How are you?      00:00:02:12 - 00:00:04:05
    0:05                                                     Ann Lee
    Morning! How are you?                                    Morning! How are you?

A page may put the time in words behind it ("1 minute, 5 seconds"); these are left out. Where lines have two times, only
those begin a cue. Text before the first time is left out, and reported; numbers above the times, which
count the cues, are no text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from turncue import clock
from turncue.errors import ReadError
from turncue.formats import params
from turncue.formats.cues.file_clock import FileClock
from turncue.formats.cues.repair import split_lines
from turncue.formats.cues.timed_text import TimedText, captions_from_lines
from turncue.formats.source import Source
from turncue.model import Captions, Repair

__all__ = ["read_captions", "sniff"]

_TIME = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d"
_SPELLED = r"(?:\d+ (?:hours?|minutes?|seconds?)(?:, | and )?)+"
_LINE = re.compile(
    rf"\s*[\[(]?({_TIME})[\])]?(?:{_SPELLED})?(?:\s*[-–—:]?\s+(.*)|[:=]?([^\W\d_].*)|\s*)", re.DOTALL | re.IGNORECASE
)
_IN_WORDS = re.compile(_SPELLED, re.IGNORECASE)
_EXACT = r"((?:\d{1,4}[:;])?\d{1,4}[:;]\d\d(?:[.,:;]\d{1,9})?|\d{1,6}(?:[.,]\d{1,9})?\s?s)"
_RANGE = re.compile(
    rf"\s*[\[(]?\s*{_EXACT}(?:\s*(?:-{{1,2}}>|[-–—→,;|]|to)\s*|[ \t]+){_EXACT}\s*[\])]?(?:\s*[-–—:|,;]?\s+(.*)|\s*)",
    re.DOTALL,
)


class _Row(NamedTuple):
    """The times of a line and the text behind them; ``end`` is "" on a line with one time."""

    start: str
    end: str
    text: str


def _row(line: str, *, ranges: bool) -> _Row | None:
    if len(line) >= params.PASTED_LONGEST_LINE or not (m := (_RANGE if ranges else _LINE).fullmatch(line)):
        return None
    return _Row(m[1], m[2], (m[3] or "").strip()) if ranges else _Row(m[1], "", (m[2] or m[3] or "").strip())


def _rises(rows: list[_Row]) -> bool:
    times = [t for row in rows if (t := clock.parse(row.start.replace(";", ":"))) is not None]
    return len(times) >= 2 and all(a <= b for a, b in pairwise(times))


def sniff(source: Source) -> float:
    """How surely (0 to 1) a text is pasted: many lines are times, or begin with one, and the times rise."""
    lines = [line for line in split_lines(source.head)[:200] if line.strip() and not _IN_WORDS.fullmatch(line.strip())]
    spans = [row for line in lines if (row := _row(line, ranges=True)) is not None]
    if _rises(spans) and len(spans) >= params.PASTED_LEAST_RANGES * len(lines):
        return 0.65
    single = [row for line in lines if (row := _row(line, ranges=False)) is not None]
    return 0.6 if _rises(single) and len(single) >= params.PASTED_LEAST_TIMES * len(lines) else 0.0


def _without_numbers(
    before: list[str], timed: list[tuple[_Row, list[str]]]
) -> tuple[list[str], list[tuple[_Row, list[str]]]]:
    """The text without the numbers that stand above the times, where every time has one and they count up."""
    above = [before, *(text for _, text in timed[:-1])]
    numbers = [
        int(text[-1]) if text[-1:] and text[-1].isdecimal() and (len(text) > 1 or not k) else None
        for k, text in enumerate(above)
    ]
    first = next((n for n in numbers[1:] if n is not None), None)
    if first is None or numbers[1:] != list(range(first, first + len(numbers) - 1)):
        return before, timed
    if numbers[0] == first - 1:
        before = before[:-1]
    return before, [*((row, text[:-1]) for row, text in timed[:-1]), timed[-1]]


def read_captions(source: Source) -> Captions:
    """Read pasted times and lines, times in ms; without a second time a line ends where the next begins.

    Raises ``ReadError`` when there is no time.
    """
    lines = split_lines(source.text.replace("\x00", "\ufffd"))
    ranges = sum(_row(line, ranges=True) is not None for line in lines) >= 2
    before: list[str] = []
    timed: list[tuple[_Row, list[str]]] = []
    for line in lines:
        if (row := _row(line, ranges=ranges)) is not None:
            timed.append((row, [row.text] if row.text else []))
        elif line.strip() and not _IN_WORDS.fullmatch(line.strip()):
            (timed[-1][1] if timed else before).append(line.strip())
    before, timed = _without_numbers(before, timed)
    times = FileClock.of(time for row, _ in timed for time in (row.start, row.end) if time)
    rows = [
        TimedText(start, times.ms(row.end) if row.end else None, "\n".join(text))
        for row, text in timed
        if (start := times.ms(row.start)) is not None
    ]
    if not rows:
        raise ReadError("no line with a time such as 0:12 in it.", source.name)
    dropped = [Repair(1, "text before the first cue dropped", line, "") for line in before]
    return captions_from_lines(rows, source, "pasted", repairs=(*dropped, *times.repairs))
