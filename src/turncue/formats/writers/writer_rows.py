"""The writers of this package as rows of the table of formats.

A format that is read has a row already: it gets its writer there. Formats that are written only get rows of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from turncue.formats.base import Format

__all__ = ["WRITERS", "Writer", "with_writers"]


@dataclass(frozen=True, slots=True)
class Writer:
    """A writer: the name of its format, a title and suffixes for a format that is not read, module and function."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    module: str
    losses: tuple[str, ...]
    function: str = "write"
    keeps_labels: bool = False
    extra: str | None = None


_SUBTITLES = ("words", "confidence", "turns")

WRITERS: tuple[Writer, ...] = (
    Writer("ttml", "TTML (IMSC 1.1 text)", (".ttml", ".dfxp", ".xml"), "ttml_writer", _SUBTITLES, keeps_labels=True),
    Writer("dapt", "DAPT script (TTML2)", (".dapt.ttml", ".dapt.xml", ".dapt"), "dapt_writer",
           ("lines", "words", "confidence")),
    Writer("sbv", "YouTube SBV", (".sbv",), "sbv_writer", ("speaker", *_SUBTITLES), keeps_labels=True),
    Writer("lrc", "LRC lyrics", (".lrc",), "lrc_writer", ("speaker", "end", *_SUBTITLES), keeps_labels=True),
    Writer("lrc-words", "LRC with word times", (".words.lrc",), "lrc_writer", ("speaker", "end", "confidence", "turns"),
           "write_words"),
    Writer("podcast", "Podcasting 2.0 JSON", (".podcast.json",), "podcast_writer", _SUBTITLES),
    Writer("whisper", "Whisper JSON and word lists", (".segments.json",), "whisper_writer", ("lines",)),
    Writer("textgrid", "Praat TextGrid", (".textgrid",), "textgrid_writer", ("lines", "confidence")),
    Writer("eaf", "ELAN annotation", (".eaf",), "eaf_writer", ("lines", "confidence")),
    Writer("ctm", "CTM, word times (NIST)", (".ctm",), "nist_writer", ("speaker", "lines", "turns", "marks"),
           "write_ctm"),
    Writer("stm", "STM, segment time marked (NIST)", (".stm",), "nist_writer",
           ("lines", "words", "confidence", "marks"), "write_stm"),
    Writer("rttm", "RTTM, who speaks when (NIST)", (".rttm",), "nist_writer", ("lines", "text", "confidence"),
           "write_rttm"),
    Writer("csv", "CSV table of turns", (".csv",), "table_writer", ("lines", "words"), "write_csv"),
    Writer("tsv", "Whisper TSV, tables with tabs", (".tsv",), "table_writer", ("lines", "words", "confidence"),
           "write_tsv"),
    Writer("markdown", "Markdown transcript", (".md", ".markdown"), "markdown_writer",
           ("lines", "words", "confidence")),
    Writer("text", "plain text transcript", (".txt", ".text"), "markdown_writer", ("lines", "words", "confidence"),
           "write_text_transcript"),
    Writer("html", "HTML transcript", (".html", ".htm"), "html_writer", ("lines", "words", "confidence")),
    Writer("docx", "Word transcript", (".docx",), "docx_writer", ("lines", "words", "confidence"), extra="workflows"),
    Writer("karaoke-vtt", "WebVTT with word times", (".karaoke.vtt",), "karaoke_vtt_writer", ("confidence", "turns"),
           keeps_labels=True),
    Writer("karaoke-ass", "ASS karaoke", (".karaoke.ass",), "karaoke_ass_writer", ("confidence", "turns"),
           keeps_labels=True),
)  # fmt: skip
"""All writers of this package."""


def with_writers(rows: Iterable[Format]) -> tuple[Format, ...]:
    """The rows with these writers: in the row of their name, else in one of their own at the end."""
    table = tuple(rows)
    by_name = {writer.name: writer for writer in WRITERS}
    made = [_completed(row, by_name[row.name]) if row.name in by_name else row for row in table]
    names = {row.name for row in table}
    return (*made, *(_row(writer) for writer in WRITERS if writer.name not in names))


def _completed(row: Format, writer: Writer) -> Format:
    if row.write is not None:
        return row
    suffixes = tuple(dict.fromkeys((*row.suffixes, *writer.suffixes)))
    return replace(row, suffixes=suffixes, write_suffixes=writer.suffixes, write=_later(writer), losses=writer.losses)


def _row(writer: Writer) -> Format:
    return Format(
        writer.name,
        writer.title,
        writer.suffixes,
        lambda source: 0.0,  # written only
        write=_later(writer),
        losses=writer.losses,
        keeps_labels=writer.keeps_labels,
        extra=writer.extra,
    )


def _later(writer: Writer) -> Any:
    """The writer's function; its module is imported on the first call."""

    def call(*args: Any) -> bytes:
        made: bytes = getattr(import_module(f"turncue.formats.writers.{writer.module}"), writer.function)(*args)
        return made

    call.__name__ = call.__qualname__ = f"{writer.module}.{writer.function}"
    return call
