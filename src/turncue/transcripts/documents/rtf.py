"""Rich text (RTF), by striprtf: its plain text, read as any other."""

from __future__ import annotations

from dataclasses import replace

from turncue.errors import ReadError
from turncue.formats.base import TranscriptOptions
from turncue.formats.source import Source
from turncue.model import Transcript
from turncue.transcripts.readings import read_plain

__all__ = ["read_rtf", "sniff_rtf"]


def sniff_rtf(source: Source) -> float:
    """1 for rich text, else 0."""
    return 1.0 if source.head.lstrip().startswith("{\\rtf") else 0.0


def read_rtf(source: Source, options: TranscriptOptions) -> Transcript:
    """Read rich text. Raises ReadError for broken text or without the library, UsageError as ``read_plain`` does."""
    try:
        from striprtf import striprtf
    except ImportError as error:
        raise ReadError(
            "striprtf is needed to read RTF.", source.name, hint="Install it: pip install 'turncue[formats]'."
        ) from error
    try:
        text = str(striprtf.rtf_to_text(source.text, errors="replace"))
    except (ValueError, LookupError, RecursionError, UnicodeError) as error:
        raise ReadError(f"this RTF is broken: {error}.", source.name, hint="Save it as plain text.") from error
    lines = [line.strip() for line in text.replace("\x00", "").split("\n")]
    # a paragraph of RTF is a line here; one without text between them parts them anyway
    made = read_plain("\n\n".join(line for line in lines if line), source.name, options)
    return replace(made, format="rtf", turns=tuple(replace(t, line=None) for t in made.turns))
