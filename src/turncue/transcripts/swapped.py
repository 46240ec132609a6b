"""Arguments in the wrong order: a transcript given where captions are expected."""

from __future__ import annotations

from turncue import formats
from turncue.errors import FormatUnknown
from turncue.formats.source import Source

__all__ = ["swapped_error"]


def swapped_error(source: Source, error: FormatUnknown) -> FormatUnknown:
    """The error for captions that no format fits: where the file is a transcript, it says so."""
    try:
        row = formats.detect(source, "transcript")
    except FormatUnknown:
        return error
    if row.read_captions is not None:
        return error
    return FormatUnknown(
        f"these are no captions but a transcript ({row.title}): are the two files swapped?",
        source.name,
        error.line,
        error.excerpt,
        "Give them in this order: turncue align TRANSCRIPT CAPTIONS.",
    )
