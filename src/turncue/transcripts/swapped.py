"""Arguments in the wrong order: a transcript given where captions are expected."""

from __future__ import annotations

from turncue import formats
from turncue.errors import FormatUnknown, TurncueError
from turncue.formats.source import Source

__all__ = ["swapped_error"]


def swapped_error(source: Source, error: FormatUnknown) -> FormatUnknown:
    """The error for captions that no format fits: where the file is a transcript, it says so."""
    try:
        row = formats.detect(source, "transcript")
        names = formats.read_transcript(source).speakers if row.read_captions is None else ()
    except TurncueError:
        return error
    if not names:
        return error
    return FormatUnknown(
        f"these are no captions but a transcript ({row.title}): are the two files swapped?",
        source.name,
        error.line,
        error.excerpt,
        "Give them in this order: turncue align TRANSCRIPT CAPTIONS.",
    )
