"""The transcript as Markdown with times: a product of its own, and read again by turncue::

**Ann Lee** [00:00:01]: The roses came up late this year.
"""

from __future__ import annotations

import re

from turncue.formats.base import WriteOptions, encoded
from turncue.formats.writers.spoken import SpokenTurn, plain, spoken_turns, without_controls
from turncue.model import Document

__all__ = ["short_time", "write", "write_text_transcript"]

_MARKS = re.compile(r"([\\`*_\[\]<>]|&(?=#?\w{1,40};))")
_LINE_BEGIN = re.compile(r"^(\s*)([#+-]|=+$|\d+(?=[.)]))", re.MULTILINE)


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """Markdown of all turns, a paragraph each; a turn that is absent from the captions has no time."""
    title = next((plain(v) for k, v in document.metadata.items() if k.lower() == "title"), "")
    out = [f"# {_escaped(title)}\n"] if title else []
    out += [_turn(turn) for turn in spoken_turns(document, absent=True) if plain(turn.text)]
    return encoded("\n".join(out))


def write_text_transcript(document: Document, options: WriteOptions | None = None) -> bytes:
    """The same as plain text: no headings, no marks."""
    rows = [_plain_turn(turn) for turn in spoken_turns(document, absent=True) if plain(turn.text)]
    return encoded("\n".join(rows))


def _plain_turn(turn: SpokenTurn) -> str:
    time = "" if turn.start is None else f"[{short_time(turn.start)}] "
    name = f"{plain(turn.speaker)}: " if turn.speaker and plain(turn.speaker) else ""
    return time + name + "\n".join(p.strip() for p in without_controls(turn.text).split("\n") if p.strip()) + "\n"


def short_time(ms: int) -> str:
    """``00:01:02``, rounded down as players show it."""
    seconds = ms // 1000
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _turn(turn: SpokenTurn) -> str:
    time = "" if turn.start is None else f"[{short_time(turn.start)}] "
    name = f"**{_escaped(plain(turn.speaker))}:** " if turn.speaker and plain(turn.speaker) else ""
    paragraphs = [p for p in without_controls(turn.text).split("\n") if p.strip()]
    return "\n\n".join([f"{time}{name}{_escaped(paragraphs[0])}", *map(_escaped, paragraphs[1:])]) + "\n"


def _escaped(text: str) -> str:
    """A text whose marks are no Markdown."""
    return _LINE_BEGIN.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text.strip()))
