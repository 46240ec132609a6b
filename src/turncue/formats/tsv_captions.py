"""Rows with times: tables with a head line, parted by tabs, commas or semicolons, and the labels of Audacity::

    start	end	text                 1.000000	2.500000	Good morning.
    1000	2500	Good morning.        2.500000	4.100000	Morning!

Whisper writes ms, others seconds, clock times or frames. Audacity writes no head line, and seconds with six decimals. A
column ``speaker`` in the head names who speaks; ``duration`` stands for an end.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from turncue.errors import ReadError
from turncue.formats import params
from turncue.formats.cues.file_clock import FileClock
from turncue.formats.cues.repair import split_lines
from turncue.formats.cues.timed_text import TimedText, captions_from_lines, checked_time
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_audacity", "read_captions", "read_csv", "sniff_audacity", "sniff_csv", "sniff_tsv"]

_START = re.compile(r"(?:.*[ _])?(?:start|begin|from|in)(?:[ _(\[].*|time|ms)?")
_END = re.compile(r"(?:.*[ _])?(?:end|stop|to|out)(?:[ _(\[].*|time|ms)?")
_LASTING = re.compile(r"(?:duration|dur|length|lasting)\b.*|duration_.*")
_TEXTS = ("text", "body", "transcript", "content", "subtitle", "caption", "words", "sentence")
_SPEAKERS = ("speaker", "name", "who", "speaker name", "speaker_name")
_NAME = re.compile(r"[\w ().\[\]/#-]{0,60}")
_MILLISECONDS = re.compile(r".*[_ (\[]m(?:illi)?s(?:ec(?:ond)?s?)?[)\]]?")
_CLOCK = re.compile(r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,:;]\d{1,3})?")
_ROW = re.compile(r"(\d{1,9}(?:[.,]\d{1,9})?)\t(\d{1,9}(?:[.,]\d{1,9})?)\t(.*)")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a table has what: indexes of columns, None for those it has not. ``lasting``: the end is a duration."""

    start: int
    end: int
    text: int
    speaker: int | None
    lasting: bool
    milliseconds: bool


def _columns(head: Sequence[str]) -> _Columns | None:
    """The columns by the names in a head line; None where it names no times or no text."""
    names = [cell.strip().strip('"').lower() for cell in head]
    start = next((k for k, c in enumerate(names) if _START.fullmatch(c)), None)
    end = next((k for k, c in enumerate(names) if _END.fullmatch(c)), None)
    lasting = next((k for k, c in enumerate(names) if _LASTING.fullmatch(c)), None)
    stop = lasting if end is None else end
    text = next((names.index(c) for c in _TEXTS if c in names), len(names) - 1)
    if start is None or stop is None or text in (start, stop) or not all(map(_NAME.fullmatch, names)):
        return None
    speaker = next((names.index(c) for c in _SPEAKERS if c in names), None)
    return _Columns(start, stop, text, speaker, end is None, bool(_MILLISECONDS.fullmatch(names[start])))


def _columns_by_cells(rows: Sequence[Sequence[str]]) -> _Columns | None:
    """The columns of a table whose head is in other words, by what the rows below it hold: two clock times that run on,
    names that come again, and the longest text. None where they do not show it."""
    width = len(rows[0]) if rows else 0
    below = rows[1 : params.TSV_CAPTIONS_SAMPLE]
    body = [row for row in below if len(row) >= width]
    if width < 3 or len(body) < max(2, 0.8 * len(below)) or any(_CLOCK.search(cell) for cell in rows[0]):
        return None
    columns = [[row[k].strip() for row in body] for k in range(width)]
    times = [k for k, cells in enumerate(columns) if all(_CLOCK.fullmatch(cell) for cell in cells)]
    rest = [k for k in range(width) if k not in times and not all(cell.isdecimal() for cell in columns[k])]
    if len(times) != 2 or not rest:
        return None
    text = max(rest, key=lambda k: sum(map(len, columns[k])))
    names = [k for k in rest if k != text and 2 * len(set(columns[k])) <= len(body) and all(columns[k])]
    return _Columns(times[0], times[1], text, names[0] if names else None, lasting=False, milliseconds=False)


def _first_rows(source: Source, delimiter: str) -> list[list[str]]:
    lines = [line for line in split_lines(source.head.lstrip()) if line.strip()][: params.TSV_CAPTIONS_SAMPLE]
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return []


def _first_line(source: Source) -> str:
    return source.head.lstrip().replace("\r", "\n").split("\n", 1)[0][:2000]


def sniff_tsv(source: Source) -> float:
    """How surely (0 to 1) a text is a table of captions with tabs and a head line."""
    head = _first_line(source)
    if "\t" not in head:
        return 0.0
    return 0.95 if _columns(head.split("\t")) or _columns_by_cells(_first_rows(source, "\t")) else 0.0


def sniff_csv(source: Source) -> float:
    """How surely (0 to 1) a text is a table of captions with commas, semicolons or bars and a head line."""
    head = _first_line(source)
    if "\t" in head:
        return 0.0
    delimiter = _delimiter(head)
    return 0.96 if _columns(head.split(delimiter)) or _columns_by_cells(_first_rows(source, delimiter)) else 0.0


def _delimiter(head: str) -> str:
    return max(",;|", key=head.count)


def sniff_audacity(source: Source) -> float:
    """How surely (0 to 1) a text is a label track of Audacity."""
    lines = [line for line in split_lines(source.head)[:50] if line.strip() and not line.startswith("\\\t")]
    rows = sum(bool(_ROW.fullmatch(line)) for line in lines[: max(1, len(lines) - 1)])
    return 0.9 if rows and rows >= 0.95 * max(1, len(lines) - 1) else 0.0


def read_captions(source: Source) -> Captions:
    """Read a table with tabs and a head line; whole numbers are ms, decimals seconds, ``h:mm:ss`` clock times.

    Raises ``ReadError`` for rows without times and for times that make no sense in the unit.
    """
    rows = [line.split("\t") for line in split_lines(source.text.replace("\x00", "\ufffd")) if line.strip()]
    return _from_table(rows, source, "tsv")


def read_csv(source: Source) -> Captions:
    """As ``read_captions``, of a table with commas, semicolons or bars. Raises ``ReadError``."""
    lines = split_lines(source.text.replace("\x00", "\ufffd").lstrip())
    try:
        rows = [row for row in csv.reader(lines, delimiter=_delimiter(lines[0])) if any(map(str.strip, row))]
    except csv.Error as e:
        raise ReadError(f"not read as a table: {e}.", source.name) from e
    return _from_table(rows, source, "csv-captions")


def _from_table(rows: list[list[str]], source: Source, format: str) -> Captions:
    at = (_columns(rows[0]) or _columns_by_cells(rows)) if rows else None
    if at is None or len(rows) < 2:
        raise ReadError("no row with a start, an end and a text in it.", source.name)
    width = max(at.start, at.end, at.text)
    full = [_whole(row, at, len(rows[0])) for row in rows[1:] if len(row) > width]
    times = FileClock.of(row[k].strip() for row in full for k in (at.start, at.end) if ":" in row[k] or ";" in row[k])
    whole = all(re.fullmatch(r"\s*\d*\s*", row[k]) for row in full for k in (at.start, at.end))
    unit = 1.0 if whole or at.milliseconds else 1000.0
    spans: list[tuple[float, float, str, str | None]] = []
    for row in full:
        start, end = (_value(row[k], unit, times) for k in (at.start, at.end))
        if start is not None and end is not None:
            speaker = row[at.speaker].strip() or None if at.speaker is not None and at.speaker < len(row) else None
            spans.append((start, start + end if at.lasting else end, row[at.text], speaker))
    _check_unit(spans, source)
    lines = [
        TimedText(checked_time(a, source), checked_time(b, source) if b > a else None, t, s, markup=True)
        for a, b, t, s in spans
    ]
    return captions_from_lines(lines, source, format, repairs=times.repairs)


def _whole(row: list[str], at: _Columns, width: int) -> list[str]:
    """The row with its last column whole, where that is the text and a comma in it has cut it."""
    if len(row) <= width or at.text != width - 1:
        return row
    return [*row[: at.text], ",".join(row[at.text :])]


def _value(cell: str, unit: float, times: FileClock) -> float | None:
    """A time or a duration of a cell in ms, None for what is neither."""
    plain = cell.strip().replace(",", ".")
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", plain):
        return float(plain) * unit
    clocked = times.ms(plain)
    return None if clocked is None else float(clocked)


def _check_unit(spans: list[tuple[float, float, str, str | None]], source: Source) -> None:
    if not spans:
        raise ReadError("no row with a start, an end and a text in it.", source.name, 2)
    middle = median(b - a for a, b, *_ in spans)
    if not params.TSV_CAPTIONS_DURATIONS[0] <= middle <= params.TSV_CAPTIONS_DURATIONS[1]:
        problem = f"the median row lasts {middle:g} ms, which no caption does."
        raise ReadError(problem, source.name, hint="Whole numbers are read as ms, decimals as seconds.")


def read_audacity(source: Source) -> Captions:
    """Read Audacity's labels: seconds, and a text. Raises ``ReadError``."""
    spans: list[tuple[float, float, str, str | None]] = []
    for line in split_lines(source.text.replace("\x00", "\ufffd")):
        if m := _ROW.fullmatch(line):
            start, end = (float(m[k].replace(",", ".")) * 1000 for k in (1, 2))
            spans.append((start, end, m[3], None))
    if any(b > a for a, b, *_ in spans) or not spans:  # else all labels are points
        _check_unit([s for s in spans if s[1] > s[0]], source)
    lines = [TimedText(checked_time(a, source), checked_time(b, source) if b > a else None, t) for a, b, t, _ in spans]
    return captions_from_lines(lines, source, "audacity")
