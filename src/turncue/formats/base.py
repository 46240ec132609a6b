"""What a format is: one row of the table ``turncue.formats.FORMATS``.

A new format is one file in this package (read and write side by side, the grammar in its docstring), one row in the
table and one test file. Readers take a ``Source`` and give the values of ``turncue.model``; writers give bytes. Both
are pure functions; files are opened in ``turncue.files`` only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from turncue.formats.source import Source
from turncue.model import Captions, Document, Transcript, Word

__all__ = [
    "Dialect",
    "Format",
    "Reference",
    "ReferenceTurn",
    "SpeakerSegment",
    "TranscriptOptions",
    "WriteOptions",
    "encoded",
]

Dialect = Literal["srt", "vtt"]
"""The two dialects of the cue scanner (``turncue.formats.cues``)."""


@dataclass(frozen=True, slots=True)
class TranscriptOptions:
    """What the user states about a transcript where the rules would err.

    ``section``: read turns only below the heading with this text (or its number from 1).
    ``speakers_only``: only these names begin a turn. ``rename``: (old, new) pairs applied to speaker names.
    """

    section: str | None = None
    speakers_only: tuple[str, ...] = ()
    rename: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """Choices of a writer. ``visible_labels``: print the speaker's label also where the format has its own
    place for the name (no browser prints a WebVTT voice). ``colours``: a colour for every speaker (ASS always has
    them). ``bidi_marks``: marks around right-to-left lines, for players that know no direction."""

    visible_labels: bool = False
    colours: bool = False
    bidi_marks: bool = False


# ---------------------------------------------------------------- references: who spoke when, for scoring


@dataclass(frozen=True, slots=True)
class SpeakerSegment:
    """Somebody speaks in ``[start, end)`` ms; ``speaker`` is None where the file does not name the person."""

    start: int
    end: int
    speaker: str | None


@dataclass(frozen=True, slots=True)
class ReferenceTurn:
    """A turn of a reference: who, what, and its time in ms (None: not in the recording)."""

    speaker: str | None
    text: str
    start: int | None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """What a file states about a recording beyond captions.

    ``segments`` and ``words`` are in order of start. ``unscored`` are spans in ms that are excluded from scoring.
    A reader fills what its format has and leaves the rest empty.
    """

    captions: Captions | None = None
    segments: tuple[SpeakerSegment, ...] = ()
    turns: tuple[ReferenceTurn, ...] = ()
    words: tuple[Word, ...] = ()
    unscored: tuple[tuple[int, int], ...] = ()


# ---------------------------------------------------------------- the row


@dataclass(frozen=True, slots=True)
class Format:
    """One format: everything that the package knows about it.

    ``sniff(source)`` states from the first some thousand characters how surely (0 to 1) this is the format; for a
    binary format (one with ``magic``: (offset, bytes) pairs of which one must match) from the bytes. Readers raise
    ``ReadError``: ``read_captions(source)``, ``read_transcript(source, options)``, and ``read_reference(source,
    recording)`` for what scoring needs beyond captions; ``recordings`` where a file may hold several recordings.
    ``write(document, options)`` gives the file's bytes. ``write_suffixes`` are those it is written with, where not
    every suffix it is read with. ``losses`` names what a writer cannot carry: "speaker",
    "words" (their times), "confidence", "turns", "lines" (a format of turns: no subtitles), "end", "text", "marks"
    (those that mean something else there).
    ``keeps_labels``: names stand in the text of cues. ``dialect``: the cue scanner's
    dialect where the format is read by it. ``extra``: the pip extra that brings the library the format needs.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    sniff: Callable[[Source], float]
    magic: tuple[tuple[int, bytes], ...] = ()
    read_captions: Callable[[Source], Captions] | None = None
    read_transcript: Callable[[Source, TranscriptOptions], Transcript] | None = None
    read_reference: Callable[[Source, str | None], Reference] | None = None
    recordings: bool = False
    write: Callable[[Document, WriteOptions], bytes] | None = None
    write_suffixes: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    keeps_labels: bool = False
    dialect: Dialect | None = None
    extra: str | None = None


def encoded(text: str) -> bytes:
    """The text of a file as UTF-8; a lone surrogate, which UTF-8 cannot hold, becomes U+FFFD."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")
