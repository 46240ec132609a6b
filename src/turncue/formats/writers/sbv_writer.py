"""YouTube SBV (``.sbv``)::

0:00:01.000,0:00:02.500
Ann: Good morning.
"""

from __future__ import annotations

from turncue import clock
from turncue.formats.base import WriteOptions, encoded
from turncue.formats.cues.cue_helpers import printable_lines
from turncue.model import Document, Subtitle

__all__ = ["write"]


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """SBV of a document: LF, a blank line after every subtitle. Labels come before their lines."""
    rows = [f"{_time(s.start)},{_time(s.end)}\n{body}\n" for s in document.subtitles if (body := _body(s))]
    return encoded("\n".join(rows) + ("\n" if rows else ""))


def _time(ms: int) -> str:
    return clock.vtt(ms).removeprefix("0")


def _body(subtitle: Subtitle) -> str:
    rows = zip(subtitle.labels, subtitle.lines, strict=True)
    return "\n".join(x for label, line in rows for x in printable_lines(label + line))
