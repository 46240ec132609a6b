"""What a format is: one row of the table ``turncue.formats.FORMATS``.

A new format is one file in this folder (read and write side by side, the grammar in its docstring), one row in
the table and one test file. Readers and writers are pure functions between ``str`` and the nouns of
``turncue.model``; only ``turncue.pipeline`` touches files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from turncue.model import Captions, Document, Transcript

__all__ = ["Format", "TranscriptOptions", "WriteOptions"]


@dataclass(frozen=True, slots=True)
class TranscriptOptions:
    """What the user says about a transcript where the rules would err.

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


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    ``read_captions(text, source)`` and ``read_transcript(text, source, options)`` raise ``ReadError``;
    ``write(document, options)`` gives the file's text. ``sniff(text)`` tells from the first some thousand
    characters how surely (0 to 1) this is the format. ``losses`` names what a writer cannot carry:
    "speaker", "words", "confidence", "turns".
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    sniff: Callable[[str], float]
    read_captions: Callable[[str, str | None], Captions] | None = None
    read_transcript: Callable[[str, str | None, TranscriptOptions], Transcript] | None = None
    write: Callable[[Document, WriteOptions], str] | None = None
    losses: tuple[str, ...] = ()
