"""Files that are no transcript: named for what they are, with the command that would help."""

from __future__ import annotations

from typing import NoReturn

from turncue.errors import ReadError
from turncue.formats.base import TranscriptOptions
from turncue.formats.source import Source

__all__ = ["MAGIC", "kind_of", "refuse", "refuse_captions", "sniff_refused"]

_MEDIA = "turncue transcribe {name} makes captions of it; align needs a transcript with who spoke first"
_ARCHIVE = "Unpack it, and give the transcript in it"
_PICTURE = "A picture holds no text. Give the transcript as text"
_KINDS: tuple[tuple[int, bytes, str, str], ...] = (
    (4, b"ftyp", "a video or audio file (MP4)", _MEDIA),
    (0, b"\x1aE\xdf\xa3", "a video file (Matroska or WebM)", _MEDIA),
    (0, b"OggS", "an audio file (Ogg)", _MEDIA),
    (0, b"fLaC", "an audio file (FLAC)", _MEDIA),
    (0, b"ID3\x03", "an audio file (MP3)", _MEDIA),
    (0, b"ID3\x04", "an audio file (MP3)", _MEDIA),
    (0, b"ID3\x02", "an audio file (MP3)", _MEDIA),
    (0, b"\xff\xfb", "an audio file (MP3)", _MEDIA),
    (0, b"\xff\xf3", "an audio file (MP3)", _MEDIA),
    (0, b"\xff\xf1", "an audio file (AAC)", _MEDIA),
    (8, b"WAVE", "an audio file (WAV)", _MEDIA),
    (8, b"AVI ", "a video file (AVI)", _MEDIA),
    (0, b"\x00\x00\x01\xba", "a video file (MPEG)", _MEDIA),
    (0, b"FLV", "a video file (FLV)", _MEDIA),
    (0, b"0&\xb2u\x8ef\xcf\x11", "a video or audio file (Windows Media)", _MEDIA),
    (0, b"\x89PNG", "a picture (PNG)", _PICTURE),
    (0, b"\xff\xd8\xff", "a picture (JPEG)", _PICTURE),
    (0, b"GIF8", "a picture (GIF)", _PICTURE),
    (8, b"WEBP", "a picture (WebP)", _PICTURE),
    (0, b"II*\x00", "a picture (TIFF)", _PICTURE),
    (0, b"\x1f\x8b", "a gzip archive", _ARCHIVE),
    (0, b"BZh", "a bzip2 archive", _ARCHIVE),
    (0, b"\xfd7zXZ", "an xz archive", _ARCHIVE),
    (0, b"7z\xbc\xaf'\x1c", "a 7z archive", _ARCHIVE),
    (0, b"Rar!", "a RAR archive", _ARCHIVE),
    (257, b"ustar", "a tar archive", _ARCHIVE),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file (.doc, .xls)",
    "Save it as .docx, .xlsx or text"),
    (0, b"SQLite format 3", "a database", "Export the transcript as text or CSV"),
    (0, b"\x7fELF", "a program", "Give a transcript"),
    (0, b"PK\x03\x04",
    "a zip file, and neither a Word (DOCX), OpenDocument nor Excel document, or a broken one", _ARCHIVE),
    (0, b"PK\x05\x06", "an empty zip file", _ARCHIVE),
)  # fmt: skip
MAGIC: tuple[tuple[int, bytes], ...] = tuple((at, mark) for at, mark, _, _ in _KINDS)
"""Where the bytes stand by which these files are known."""


def kind_of(source: Source) -> tuple[str, str] | None:
    """What a file is, and what would help, where it is none to read."""
    for at, mark, name, hint in _KINDS:
        if source.data.startswith(mark, at):
            return name, hint.format(name=source.name or "FILE")
    return None


def sniff_refused(source: Source) -> float:
    """Low, so that every reader goes first; 0 for what is not known."""
    return 0.31 if kind_of(source) else 0.0


def _refusal(source: Source, what: str) -> ReadError:
    name, hint = kind_of(source) or ("a binary file", "Give text")
    return ReadError(f"this is {name}, not {what}.", source.name, hint=f"{hint}.")


def refuse(source: Source, options: TranscriptOptions) -> NoReturn:
    """Refuse a file given as a transcript by its name. Raises ReadError always."""
    raise _refusal(source, "a transcript")


def refuse_captions(source: Source) -> NoReturn:
    """Refuse a file given as captions by its name. Raises ReadError always."""
    raise _refusal(source, "captions")
