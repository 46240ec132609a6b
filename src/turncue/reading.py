"""From a path, an open file or bytes to captions and transcripts: decoding, detection of the format, labels.

Decoding is done once, here. A binary format is recognised by its first bytes before anything is decoded.
"""

from __future__ import annotations

from itertools import pairwise

from turncue import formats
from turncue.encodings import BROKEN_UTF8, OTHER_ENCODING, decode, holds_text
from turncue.errors import FormatUnknown, ReadError, TurncueError
from turncue.files import Input, bytes_of, is_empty, text_of
from turncue.formats.cues.timed_text import TimedText, captions_from_lines, guessed_end
from turncue.formats.source import Source
from turncue.formats.unreadable import refuse_unreadable
from turncue.model import Captions, Repair, Transcript
from turncue.options import Options
from turncue.transcripts.caption_labels import with_labels_as_marks
from turncue.transcripts.swapped import swapped_error

__all__ = [
    "captions_from",
    "parse_captions",
    "parse_transcript",
    "read_captions",
    "read_glossary",
    "read_source",
    "read_transcript",
    "reading_warnings",
]


def read_source(source: Input | Source, what: str, encoding: str | None = None) -> Source:
    """The content of a file, decoded unless its format is binary; ``what`` says in an error which file it is.

    Raises ``ReadError`` for a file that does not exist, cannot be read or is empty, ``EncodingError`` for bytes that
    are text in no encoding.
    """
    if isinstance(source, Source):
        return source
    data, name = bytes_of(source, what)
    if is_empty(data):
        raise ReadError(f"the file is empty ({what}).", name, hint="Was it saved, or the right one named?")
    if isinstance(data, str):
        return Source.of_text(data, name)
    raw = Source(data, name)
    if formats.detect_binary(raw) is not None:
        return raw
    refuse_unreadable(raw, what)
    if encoding is None and not holds_text(data):
        raise FormatUnknown(
            f"this holds no text and is of no kind that turncue knows; it cannot be read as {what}.",
            name,
            hint="If it is sound or video, turncue transcribe takes it, and align in place of the captions.",
        )
    decoded = decode(data, encoding=encoding, source=name)
    return Source(b"", name, decoded.text, decoded.encoding, decoded.repairs)


def captions_from(source: Source) -> Captions:
    """Captions of any format, with the names that stand in the text of cues as marks.

    Raises ``FormatUnknown`` when no format fits, ``ReadError`` when the detected format cannot read the source.
    """
    try:
        return with_labels_as_marks(formats.read_captions(source))
    except FormatUnknown as error:
        if (timed := _from_timed_transcript(source)) is not None:
            return timed
        raise swapped_error(source, error) from None


def _from_timed_transcript(source: Source) -> Captions | None:
    """Captions of a transcript whose turns all have their time, each up to the next one; None for any other."""
    try:
        turns = formats.read_transcript(source).turns
    except TurncueError:
        return None
    starts = [turn.start for turn in turns if turn.start is not None]
    if len(starts) < 2 or len(starts) < len(turns) or any(a >= b for a, b in pairwise(starts)):
        return None
    last = guessed_end(starts[-1], None, len(turns[-1].text))
    lines = (
        TimedText(start, end, turn.text, turn.speaker)
        for start, end, turn in zip(starts, [*starts[1:], last], turns, strict=True)
    )
    stated = Repair(0, "timed transcript", f"{len(turns)} turns", "each ends where the next begins")
    return captions_from_lines(lines, source, "timed transcript", repairs=(*source.repairs, stated))


def read_captions(source: Input | Source | Captions, *, options: Options | None = None) -> Captions:
    """Read captions: a path, an open file, bytes, or captions that were read before.

    Raises ``ReadError`` (and its subclasses) with path, line and the next step.
    """
    if isinstance(source, Captions):
        return source
    chosen = options or Options()
    return captions_from(read_source(source, "captions", chosen.captions_encoding))


def read_transcript(source: Input | Source | Transcript, *, options: Options | None = None) -> Transcript:
    """Read a transcript: a path, an open file, bytes, or one that was read before.

    Raises ``ReadError`` (and its subclasses) with path, line and the next step.
    """
    if isinstance(source, Transcript):
        return source
    chosen = options or Options()
    return formats.read_transcript(read_source(source, "transcript", chosen.encoding), chosen.transcript)


def parse_captions(text: str, *, name: str | None = None) -> Captions:
    """Captions from text in memory; the suffix of ``name`` decides between formats that fit alike."""
    return captions_from(Source.of_text(text, name))


def parse_transcript(text: str, *, name: str | None = None, options: Options | None = None) -> Transcript:
    """A transcript from text in memory; the suffix of ``name`` decides between formats that fit alike."""
    return formats.read_transcript(Source.of_text(text, name), (options or Options()).transcript)


_REPORTED = {
    OTHER_ENCODING: "not UTF-8, {replacement}",
    BROKEN_UTF8: "{original} are not UTF-8, {replacement}",
    "frames in times": "its times count frames, {replacement}; convert them if the rate is another",
    "missing frame rate": "no frame rate is stated, {replacement}; convert it if the rate is another",
    "unit of times": "the unit of its times is not stated, {replacement}",
    "missing start": "its results state no start, {replacement}",
    "programme start": "its programme begins at {original}, {replacement}",
    "timed transcript": "a transcript with times, {replacement} (are the two files swapped?)",
    "other languages left out": "several languages: {original} left out, {replacement} read",
}


def reading_warnings(value: Captions | Transcript) -> tuple[str, ...]:
    """Sentences for the user about repairs that may be wrong: the encoding, an assumed frame rate or unit."""
    what = "captions" if isinstance(value, Captions) else "transcript"
    rows = [r for r in value.repairs if r.rule in _REPORTED]
    return tuple(
        f"{what}: {_REPORTED[r.rule].replace('{original}', r.original).replace('{replacement}', r.replacement)}."
        for r in rows
    )


def read_glossary(source: Input) -> tuple[tuple[str, ...], ...]:
    """Read a glossary: a line is an entry, its phrases parted by ``|`` count as equal; ``#`` begins a comment.

    A line with one phrase keeps that phrase together. Raises ``ReadError``.
    """
    text, name = text_of(source, "glossary", None)
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.split("#", 1)[0].strip()
        if not entry:
            continue
        phrases = tuple(p.strip() for p in entry.replace(";", "|").split("|"))
        if not all(phrases):
            raise ReadError("a phrase is empty.", name, number, line, "Write it as: one spelling | another spelling.")
        rows.append(phrases)
    return tuple(rows)
