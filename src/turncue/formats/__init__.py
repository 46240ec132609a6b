"""Timed text and transcripts: one table of formats, and how the format of a file is detected.

The functions here read ``FORMATS`` when they are called, so that a row added at run time counts everywhere.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import PurePath
from typing import Literal

from turncue.errors import FormatUnknown, ReadError
from turncue.formats import sniff, table
from turncue.formats.base import Format, TranscriptOptions, WriteOptions
from turncue.formats.source import Source
from turncue.model import Captions, Transcript

__all__ = [
    "FORMATS",
    "Format",
    "Source",
    "TranscriptOptions",
    "WriteOptions",
    "by_name",
    "by_suffix",
    "detect",
    "detect_binary",
    "format_for",
    "read_captions",
    "read_transcript",
    "writable",
]

Wanted = Literal["captions", "transcript", "reference"]

FORMATS: tuple[Format, ...] = table.ROWS
"""All formats, in the order in which they are tried where two fit alike."""


def by_name(name: str) -> Format:
    """The format of that name (``srt``). Raises ``FormatUnknown``."""
    for row in FORMATS:
        if row.name == name.lower():
            return row
    names = ", ".join(row.name for row in FORMATS)
    raise FormatUnknown(f"there is no format {name!r}.", hint=f"Formats are: {names}.")


def by_suffix(name: str, *, writing: bool = False) -> Format | None:
    """The first format with the suffix of a file name (``talk.en.srt``, ``.srt``), None when there is none.

    A suffix of two parts (``.podcast.json``) goes before one of one part. With ``writing`` only formats that can be
    written count.
    """
    parts = PurePath(name.lower()).name.rsplit(".", 2)
    for suffix in (f".{parts[-2]}.{parts[-1]}" if len(parts) > 2 or name.startswith(".") else "", f".{parts[-1]}"):
        for row in FORMATS:
            if suffix in (_written_suffixes(row) if writing else row.suffixes):
                return row
    return None


def _written_suffixes(row: Format) -> tuple[str, ...]:
    return (row.write_suffixes or row.suffixes) if row.write is not None else ()


def writable() -> str:
    """The formats that can be written, for a message."""
    return ", ".join(f"{r.name} ({' '.join(_written_suffixes(r))})" for r in FORMATS if r.write is not None)


def format_for(path: str | os.PathLike[str]) -> str:
    """The name of the format to write a file of this name in. Raises ``FormatUnknown``."""
    row = by_suffix(os.fspath(path), writing=True)
    if row is None:
        raise FormatUnknown("no format to write has this suffix.", os.fspath(path), hint=f"Choose: {writable()}.")
    return row.name


def _reads(row: Format, wanted: Wanted) -> bool:
    if wanted == "transcript":
        return row.read_transcript is not None
    return row.read_captions is not None or (wanted == "reference" and row.read_reference is not None)


def detect_binary(source: Source) -> Format | None:
    """The binary format of a source by its bytes, None for text. Nothing needs to be decoded for it."""
    for row in FORMATS:
        if any(source.data.startswith(mark, at) for at, mark in row.magic) and row.sniff(source) >= sniff.LEAST:
            return row
    return None


def detect(source: Source, wanted: Wanted = "captions") -> Format:
    """The format of a source that is to be read as captions, as a transcript, or as a reference for scoring.

    The content decides; the suffix of the name decides between formats that fit nearly alike. Raises
    ``FormatUnknown`` when nothing fits.
    """
    best: tuple[float, Format] | None = None
    for row in FORMATS:
        if not _reads(row, wanted) or bool(row.magic) != (not source.text and bool(source.data)):
            continue
        score = row.sniff(source)
        if score > 0 and source.suffix in row.suffixes:
            score += sniff.SUFFIX_BONUS
        if score > 0 and (best is None or score > best[0]):
            best = (score, row)
    if best is not None and best[0] >= sniff.LEAST:
        return best[1]
    readable = [row.title for row in FORMATS if _reads(row, wanted)]
    first = next((line.strip() for line in source.head.splitlines() if line.strip()), "")
    raise FormatUnknown(
        "no format fits its content." if first else "the file is empty.",
        source.name,
        1,
        first,
        f"Understood: {', '.join(readable)}.",
    )


def read_captions(source: Source) -> Captions:
    """Read captions of any format as they stand in the file: names in the text of cues stay there.

    Raises ``FormatUnknown`` when no format fits, ``ReadError`` when the detected format cannot read the source.
    """
    read = detect(source).read_captions
    assert read is not None
    captions = read(source)
    if len(captions.cues) > 1 and max(c.end for c in captions.cues) == captions.cues[0].start:
        raise ReadError(
            f"all its {len(captions.cues)} cues have one time and no length.", source.name, hint="Export it with times."
        )
    return replace(captions, repairs=source.repairs + captions.repairs) if source.repairs else captions


def read_transcript(source: Source, options: TranscriptOptions | None = None) -> Transcript:
    """Read a transcript of any format.

    Raises ``FormatUnknown`` when no format fits, ``ReadError`` when the detected format cannot read the source,
    ``UsageError`` for options that name what the transcript does not have.
    """
    read = detect(source, "transcript").read_transcript
    assert read is not None
    made = read(source, options or TranscriptOptions())
    return replace(made, repairs=source.repairs + made.repairs) if source.repairs else made
