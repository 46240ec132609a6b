"""MicroDVD (``.sub``, ``.txt``)::

    {1}{1}25.000
    {25}{62}Good morning.|Morning!

Times are frames. The rate stands in the first line; without one 25 frames a second are assumed, and that is reported.
MPL2 is the same with square brackets and tenths of a second.
"""

from __future__ import annotations

import re

from turncue.errors import ReadError
from turncue.formats.cues.repair import split_lines
from turncue.formats.cues.timed_text import TimedText, captions_from_lines, checked_time
from turncue.formats.source import Source
from turncue.model import Captions, Repair

__all__ = ["ASSUMED_RATE", "read_captions"]

ASSUMED_RATE = 25.0
"""Frames a second of a file that states none."""

_LINE = re.compile(r"\s*(?:\{(\d{1,9})\}\{(\d{0,9})\}|\[(\d{1,9})\]\[(\d{0,9})\])(.*)")
_RATE = re.compile(r"\s*(\d{1,3}(?:[.,]\d{1,6})?)\s*")
_CODES = re.compile(r"\{[A-Za-z]:[^{}]*\}")


def read_captions(source: Source) -> Captions:
    """Read MicroDVD or MPL2, in order of start, times in ms. Raises ``ReadError``, also for an impossible rate."""
    rows = [
        (n, m)
        for n, line in enumerate(split_lines(source.text.replace("\x00", "\ufffd")), 1)
        if len(line) < 5000 and (m := _LINE.fullmatch(line))
    ]
    if not rows:
        raise ReadError("no line with two frames such as {25}{62} in it.", source.name)
    frames = rows[0][1][1] is not None
    rate, repairs = 10.0, []
    if frames:
        stated = _RATE.fullmatch(rows[0][1][5]) if rows[0][1][1] in ("0", "1") else None
        rate = float(stated[1].replace(",", ".")) if stated else ASSUMED_RATE
        if not 5 <= rate <= 240:
            raise ReadError(f"{rate:g} frames a second make no sense.", source.name, rows[0][0], rows[0][1][0])
        if stated:
            rows = rows[1:]
        else:
            repairs = [Repair(0, "missing frame rate", "frames", f"read at {ASSUMED_RATE:g} frames a second")]
    lines = []
    for number, m in rows:
        start, end = (m[1], m[2]) if m[1] is not None else (m[3], m[4])
        text = "\n".join(line.strip().removeprefix("/") for line in _CODES.sub("", m[5]).split("|"))
        stop = checked_time(int(end) * 1000 / rate, source, number) if end else None
        lines.append(TimedText(checked_time(int(start) * 1000 / rate, source, number), stop, text, markup=True))
    return captions_from_lines(lines, source, "microdvd", repairs=repairs)
