"""Rows with times parted by tabs: Whisper's TSV, and the labels of Audacity::

    start	end	text                 1.000000	2.500000	Good morning.
    1000	2500	Good morning.        2.500000	4.100000	Morning!

Whisper writes a head line and ms, Audacity neither: seconds with six decimals. A column ``speaker`` in the head names
who speaks.
"""

from __future__ import annotations

import re
from statistics import median

from turncue import clock
from turncue.errors import ReadError
from turncue.formats import params
from turncue.formats.cues.repair import split_lines
from turncue.formats.cues.timed_text import TimedText, captions_from_lines, checked_time
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_audacity", "read_captions", "sniff_audacity", "sniff_tsv"]

_HEAD = re.compile(r"(?i)(?:\w+\t)*(?:start|begin|from)\w*\t(?:end|stop|to)\w*(?:\t[\w ]+)+\s*")
_ROW = re.compile(r"(\d{1,9}(?:[.,]\d{1,9})?)\t(\d{1,9}(?:[.,]\d{1,9})?)\t(.*)")


def sniff_tsv(source: Source) -> float:
    """How surely (0 to 1) a text is a table of captions with tabs and a head line."""
    return 0.95 if _HEAD.fullmatch(source.head.lstrip().split("\n", 1)[0]) else 0.0


def sniff_audacity(source: Source) -> float:
    """How surely (0 to 1) a text is a label track of Audacity."""
    lines = [line for line in split_lines(source.head)[:50] if line.strip() and not line.startswith("\\\t")]
    rows = sum(bool(_ROW.fullmatch(line)) for line in lines[: max(1, len(lines) - 1)])
    return 0.9 if rows and rows >= 0.95 * max(1, len(lines) - 1) else 0.0


def _time(text: str) -> float | None:
    plain = text.strip().replace(",", ".")
    try:
        return float(plain) if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", plain) else None
    except ValueError:
        return None


def read_captions(source: Source) -> Captions:
    """Read a table with a head line; whole numbers are ms, decimals seconds, ``h:mm:ss`` clock times.

    Raises ``ReadError`` for rows without times and for times that make no sense in the unit.
    """
    rows = [line.split("\t") for line in split_lines(source.text.replace("\x00", "\ufffd")) if line.strip()]
    if len(rows) < 2:
        raise ReadError("no row with a start, an end and a text in it.", source.name)
    head = [cell.strip().lower() for cell in rows[0]]
    column = {name: k for k, name in enumerate(head)}
    start_at = next((k for k, c in enumerate(head) if c.startswith(("start", "begin", "from"))), 0)
    end_at = next((k for k, c in enumerate(head) if c.startswith(("end", "stop", "to"))), 1)
    text_at = next((column[c] for c in ("text", "body", "transcript", "content") if c in column), len(head) - 1)
    speaker_at = next((column[c] for c in ("speaker", "name", "who") if c in column), None)
    unit = 1.0 if all("." not in r[start_at] for r in rows[1:] if len(r) > start_at) else 1000.0
    spans: list[tuple[float, float, str, str | None]] = []
    for row in rows[1:]:
        if len(row) <= max(start_at, end_at, text_at):
            continue
        start, end = (_value(row[k], unit) for k in (start_at, end_at))
        if start is not None and end is not None:
            speaker = row[speaker_at].strip() or None if speaker_at is not None and speaker_at < len(row) else None
            spans.append((start, end, row[text_at], speaker))
    _check_unit(spans, source)
    lines = [TimedText(checked_time(a, source), checked_time(b, source), t, s, markup=True) for a, b, t, s in spans]
    return captions_from_lines(lines, source, "tsv")


def _value(cell: str, unit: float) -> float | None:
    if ":" in cell:
        clocked = clock.parse(cell)
        return None if clocked is None else float(clocked)
    value = _time(cell)
    return None if value is None else value * unit


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
    _check_unit([s for s in spans if s[1] > s[0]] or spans, source)
    lines = [TimedText(checked_time(a, source), checked_time(b, source) if b > a else None, t) for a, b, t, _ in spans]
    return captions_from_lines(lines, source, "audacity")
