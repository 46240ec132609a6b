"""WebVTT with a time stamp before every word (``.karaoke.vtt``): browsers color what is past (``::cue(:past)``)."""

from __future__ import annotations

import html
from itertools import groupby

from turncue import clock
from turncue.formats.base import WriteOptions, encoded
from turncue.formats.cues.cue_helpers import printable_lines
from turncue.formats.writers.spoken import TimedLine, plain, timed_lines
from turncue.model import Document

__all__ = ["write"]

_STYLE = "STYLE\n::cue(:past) { color: #ffff00 }\n::cue(:future) { color: #ffffff }\n"


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """WebVTT of a document; a stamp lies within its cue's time, and stamps rise. Lines without word times are plain."""
    visible = options is not None and options.visible_labels
    language = [f"NOTE\nLanguage: {document.language}\n"] if document.language else []
    blocks = ["WEBVTT\n", *language, _STYLE]
    for lines in timed_lines(document):
        body = _body(lines, visible=visible)
        if body:
            subtitle = lines[0].subtitle
            blocks.append(f"{clock.vtt(subtitle.start)} --> {clock.vtt(subtitle.end)}\n{body}\n")
    return encoded("\n".join(blocks))


def _body(lines: tuple[TimedLine, ...], *, visible: bool) -> str:
    out, last = [], -1
    for speaker, run in groupby(lines, key=lambda line: line.speaker):
        texts = []
        for line in run:
            text, last = _timed(line, last)
            label = html.escape(plain(line.label), quote=False) + " " if visible and plain(line.label) else ""
            if text:
                texts.append(label + text)
        if texts:
            name = html.escape(plain(speaker or ""), quote=False)
            out.append(f"<v {name}>" + "\n".join(texts) + "</v>" if name else "\n".join(texts))
    return "\n".join(out)


def _timed(line: TimedLine, last: int) -> tuple[str, int]:
    """The line with stamps that rise, and the last of them.

    What follows a stamp stands in ``<c>``: ``:past`` and ``:future`` apply to elements, not to bare text.
    """
    parts, begin, stamped = [], 0, False
    subtitle = line.subtitle

    def piece(end: int) -> str:
        text = _escaped(line.text[begin:end])
        return f"<c>{text}</c>" if stamped and text.strip() else text

    for offset, start, _ in line.words:
        stamp = max(start, subtitle.start)
        if stamp > max(last, subtitle.start) and stamp < subtitle.end:
            parts.append(piece(offset))
            parts.append(f"<{clock.vtt(stamp)}>")
            begin, last, stamped = offset, stamp, True
    parts.append(piece(len(line.text)))
    return "".join(parts).strip(), last


def _escaped(text: str) -> str:
    space = " " if text[-1:].isspace() else ""
    front = " " if text[:1].isspace() and text.strip() else ""
    return front + html.escape(" ".join(printable_lines(text)), quote=False) + space
