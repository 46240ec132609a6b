"""The headings of a transcript with their times: a heading has the time of the text that follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from turncue.files import Input
from turncue.formats.source import Source
from turncue.formats.writers.spoken import SpokenTurn, plain, spoken_turns
from turncue.model import Document
from turncue.reading import read_source

__all__ = ["Heading", "headings_of"]

_COMPARED = 30  # letters that a block and a turn must share
_LABEL = 80  # letters of a block that may stand before the turn's text: the speaker's name, his role, a time


class Heading(NamedTuple):
    """A heading; ``start`` in ms is None where the text that follows it is in no turn with a time."""

    title: str
    start: int | None


class _Titled(NamedTuple):
    """A heading and the text that follows it, letters and digits only."""

    title: str
    text: str


def headings_of(source: Input, document: Document, encoding: str | None = None) -> tuple[Heading, ...]:
    """The headings of a transcript (Markdown, web page, Word) that text follows, with times from the document.

    Of headings that follow each other without text between them the last counts; one that is a speaker's name is a
    label. Raises ``ReadError`` for a file that cannot be read.
    """
    turns = spoken_turns(document)
    names = frozenset(_letters(turn.speaker) for turn in turns if turn.speaker)
    texts = [_letters(turn.text) for turn in turns]
    made: list[Heading] = []
    at = 0
    for row in _titled(read_source(source, "transcript", encoding), names):
        start = None
        for k in range(at, len(turns)):
            offset = _place(row.text, texts[k])
            if offset is not None:
                at, start = k, _time(turns[k], offset)
                break
        made.append(Heading(row.title, start))
    return tuple(made)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _place(block: str, turn: str) -> int | None:
    """At which letter of a turn a block begins; None where the block is elsewhere."""
    if not block or not turn:
        return None
    begin = block.find(turn[:_COMPARED])
    if 0 <= begin <= _LABEL and (len(turn) >= _COMPARED or block.endswith(turn)):
        return 0
    offset = turn.find(block[:_COMPARED])
    return offset if offset >= 0 and len(block) >= _COMPARED else None


def _time(turn: SpokenTurn, offset: int) -> int | None:
    """The time of the word that holds the letter at ``offset``."""
    passed = 0
    for piece in turn.pieces:
        passed += len(_letters(piece.text))
        if passed > offset:
            return piece.start
    return turn.start


def _titled(source: Source, names: frozenset[str]) -> Iterator[_Titled]:
    rows = [row for row in _blocks(source) if not (row[0] and _letters(row[1]) in names)]
    for (level, title), (following, text) in pairwise([*rows, (0, "")]):
        if level and not following and _letters(text) and plain(title):
            yield _Titled(plain(title), _letters(text))


def _blocks(source: Source) -> Iterator[tuple[int, str]]:
    """(level of a heading or 0, text) of each paragraph."""
    from turncue.transcripts.documents.docx import paragraphs_of_docx, sniff_docx
    from turncue.transcripts.documents.html_pages import paragraphs_of_html, sniff_html
    from turncue.transcripts.markdown import markdown_blocks

    if sniff_docx(source):
        paragraphs = paragraphs_of_docx(source)
    elif source.data:  # another binary document: its headings are not known
        return
    elif sniff_html(source) > 0.5:
        paragraphs = paragraphs_of_html(source.text)[0]
    else:
        yield from ((b.level if b.kind == "heading" else 0, b.text) for b in markdown_blocks(source.text))
        return
    yield from ((p.level, "".join(run.text for run in p.runs) or " ".join(p.row)) for p in paragraphs)
