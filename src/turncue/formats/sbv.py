"""YouTube SBV (``.sbv``)::

    0:00:01.000,0:00:02.500
    Good morning.

A line with two times parted by a comma, then the lines of text, then a blank line.
"""

from __future__ import annotations

import re

from turncue import clock
from turncue.errors import ReadError
from turncue.formats.cues.repair import split_lines
from turncue.formats.cues.timed_text import TimedText, captions_from_lines
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_captions"]

_TIMING = re.compile(r"\s*(\d{1,4}:\d{1,2}:\d{1,2}[.]\d{1,6})\s*,\s*(\d{1,4}:\d{1,2}:\d{1,2}[.]\d{1,6})\s*")


def read_captions(source: Source) -> Captions:
    """Read SBV captions, in order of start, times in ms. Raises ``ReadError`` when no cue can be read."""
    lines = split_lines(source.text)
    at = [(k, m) for k, line in enumerate(lines) if "," in line and len(line) < 100 and (m := _TIMING.fullmatch(line))]
    if not at:
        raise ReadError("no SBV cue in it can be read.", source.name, 1, lines[0].strip())
    stops = [k for k, _ in at[1:]] + [len(lines)]
    cues = [
        TimedText(clock.parse(m[1]) or 0, clock.parse(m[2]), _text(lines[k + 1 : stop]), markup=True)
        for (k, m), stop in zip(at, stops, strict=True)
    ]
    return captions_from_lines(cues, source, "sbv")


def _text(lines: list[str]) -> str:
    return "\n".join(line for line in lines if line.strip()).replace("[br]", "\n").replace("\x00", "\ufffd")
