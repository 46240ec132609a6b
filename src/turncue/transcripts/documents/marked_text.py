"""Paragraphs of a word processor or a web page as Markdown, which the readers of text then read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from turncue.errors import ReadError
from turncue.formats.base import TranscriptOptions
from turncue.model import Transcript
from turncue.transcripts.documents.columns import entries_of, find_columns
from turncue.transcripts.documents.entries import transcript_of
from turncue.transcripts.readings import read_markdown
from turncue.transcripts.turn_builder import Origin

__all__ = ["Paragraph", "Run", "read_marked"]

_SPECIAL = re.compile(r"([\\*_`<])")
_LEADING = re.compile(r"^(\s*)([#>+|-]|\d+[.)])(?=\s)")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs; ``level`` of a heading, ``item`` of a list; ``row``: the cells of a table's row instead.

    ``tight``: it follows the one before without a gap.
    """

    runs: tuple[Run, ...] = ()
    level: int = 0
    item: bool = False
    row: tuple[str, ...] = ()
    tight: bool = False


def read_marked(paragraphs: Sequence[Paragraph], origin: Origin, options: TranscriptOptions) -> Transcript:
    """The transcript of a document's paragraphs; a table with columns of speakers is read as one.

    Raises ReadError when nothing in it can be a turn, UsageError as ``read_markdown`` does.
    """
    rows = [p.row for p in paragraphs if p.row]
    text_size = sum(len(r.text) for p in paragraphs for r in p.runs)
    columns = find_columns(rows) if rows else None
    if columns is not None and sum(len(c) for row in rows for c in row) > text_size:
        return transcript_of(entries_of(rows, columns), origin, options)
    text = "\n".join(_lines(paragraphs))
    if not text.strip():
        raise ReadError(
            "this document holds no text.", origin.source, hint="Is the text a picture? Then it cannot be read."
        )
    made = read_markdown(text, origin.source, options)
    turns = tuple(replace(t, line=None) for t in made.turns)
    return replace(made, turns=turns, format=origin.format, metadata={**dict(made.metadata), **dict(origin.metadata)})


def _lines(paragraphs: Iterable[Paragraph]) -> Iterable[str]:
    for p in paragraphs:
        text = " | ".join(_SPECIAL.sub(r"\\\1", c) for c in p.row) if p.row else _marked(p.runs)
        if not text.strip():
            continue
        for number, line in enumerate(text.split("\n")):
            if not line.strip():
                continue
            if not number and not p.tight:
                yield ""
            mark = "#" * p.level + " " if p.level else "- " if p.item and not number else ""
            yield mark + (line if mark else _LEADING.sub(r"\1\\\2", line) if line[:1] in "#>+|" else line)


def _marked(runs: Sequence[Run]) -> str:
    """Runs as inline Markdown: neighbours of one look are one, white space stands outside the marks."""
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last is not None and (not run.text.strip() or (last.bold, last.italic) == (run.bold, run.italic)):
            merged[-1] = replace(last, text=last.text + run.text)
        else:
            merged.append(run)
    whole = len([r for r in merged if r.text.strip()]) == 1
    out = ""
    for run in merged:
        bare = run.text.strip()
        mark = ("**" if run.bold else "") + ("*" if run.italic else "")
        shown = _SPECIAL.sub(r"\\\1", run.text)
        if bare and mark and "\n" not in bare and not (whole and len(bare) > 80):
            inner = _SPECIAL.sub(r"\\\1", bare)
            at = run.text.find(bare)
            shown = f"{run.text[:at]}{mark}{inner}{mark[::-1]}{run.text[at + len(bare) :]}"
        out += shown
    return out.replace("\r", "")
