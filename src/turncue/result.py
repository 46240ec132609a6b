"""The result of an alignment: the subtitles, the turns with their times, the report, and how to write them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from turncue import formats
from turncue.errors import FormatUnknown
from turncue.files import format_for, writable, write_text
from turncue.model import Document, Report, Subtitle, TimedTurn
from turncue.options import Options

if TYPE_CHECKING:
    from turncue.lexicons.lexicon import Lexicon

__all__ = ["Result"]


@dataclass(frozen=True, slots=True)
class Result:
    """What ``align`` gives: the subtitles and everything known about them.

    ``learnt`` are the word pairs learnt on the way, where the two are in different languages.
    """

    document: Document
    options: Options
    learnt: Lexicon | None = None

    @property
    def turns(self) -> tuple[TimedTurn, ...]:
        """The transcript's turns with start, end, confidence and status."""
        return self.document.turns

    @property
    def subtitles(self) -> tuple[Subtitle, ...]:
        """The subtitles in order."""
        return self.document.subtitles

    @property
    def report(self) -> Report:
        """Score, coverage, counts and warnings."""
        return self.document.report

    def render(self, format: str) -> str:
        """The text of a file in the format of that name: ``srt``, ``vtt``, ``result``.

        Raises ``FormatUnknown`` for a name that is none, ``FormatCannot`` for one that cannot be written.
        """
        row = formats.by_name(format)
        if row.write is None:
            raise FormatUnknown(f"{row.title} cannot be written.", hint=f"Formats to write: {writable()}.")
        return row.write(self.document, self.options.writing)

    def write(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
        """Write a file; the suffix picks the format. Nothing is left behind when it fails.

        Raises ``OutputExists`` when the file is there and ``overwrite`` is not given, ``FormatUnknown`` for an unknown
        suffix, ``WriteError`` when the file cannot be written.
        """
        write_text(path, self.render(format_for(path)), overwrite=overwrite)
