"""Files that hold no text to read, named for what they are, with the next step.

Recognised by their first bytes, before anything is decoded.
"""

from __future__ import annotations

from turncue.errors import FormatUnknown
from turncue.formats import detect_binary
from turncue.formats.source import Source

__all__ = ["is_known", "is_sound", "refuse_unreadable"]

_SOUND = "turncue transcribe makes captions of it; turncue align takes it in place of the captions."
_PICTURE = "Recognise its text first (OCR) and save that."
_KINDS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF", "a PDF", "Save its text as .txt or .docx and give that."),
    (4, b"ftyp", "a video or audio file (MP4, MOV, M4A)", _SOUND),
    (4, b"moov", "a video or audio file (QuickTime)", _SOUND),
    (4, b"mdat", "a video or audio file (QuickTime)", _SOUND),
    (4, b"wide", "a video or audio file (QuickTime)", _SOUND),
    (0, b"\x1aE\xdf\xa3", "a video file (Matroska, WebM)", _SOUND),
    (8, b"WAVE", "an audio file (WAV)", _SOUND),
    (8, b"AVI ", "a video file (AVI)", _SOUND),
    (0, b"OggS", "an audio file (Ogg)", _SOUND),
    (0, b"ID3", "an audio file (MP3)", _SOUND),
    (0, b"\xff\xfb", "an audio file (MP3)", _SOUND),
    (0, b"\xff\xf3", "an audio file (MP3)", _SOUND),
    (0, b"\xff\xfa", "an audio file (MP3)", _SOUND),
    (0, b"\xff\xf2", "an audio file (MP3)", _SOUND),
    (0, b"\xff\xf1", "an audio file (AAC)", _SOUND),
    (0, b"\xff\xf9", "an audio file (AAC)", _SOUND),
    (0, b"fLaC", "an audio file (FLAC)", _SOUND),
    (0, b"FLV\x01", "a video file (Flash)", _SOUND),
    (0, b"\x00\x00\x01\xba", "a video file (MPEG)", _SOUND),
    (0, b"\x06\x0e+4\x02\x05\x01\x01", "a video file (MXF)", _SOUND),
    (0, b"FORM", "an audio file (AIFF)", _SOUND),
    (0, b"caff", "an audio file (CAF)", _SOUND),
    (0, b".snd", "an audio file (AU)", _SOUND),
    (0, b"wvpk", "an audio file (WavPack)", _SOUND),
    (0, b"0&\xb2u\x8ef\xcf\x11", "a video or audio file (WMV, WMA)", _SOUND),
    (0, b"\x89PNG", "a picture (PNG)", _PICTURE),
    (0, b"\xff\xd8\xff", "a picture (JPEG)", _PICTURE),
    (0, b"GIF8", "a picture (GIF)", _PICTURE),
    (0, b"II*\x00", "a picture (TIFF)", _PICTURE),
    (8, b"WEBP", "a picture (WebP)", _PICTURE),
    (0, b"PG\x00", "a file of subtitles as pictures (Blu-ray, PGS)", _PICTURE),
    (0, b"# VobSub index", "the index of subtitles as pictures (VobSub)", _PICTURE),
    (0, b"\x00\x00\x01\xbb", "a file of subtitles as pictures (VobSub)", _PICTURE),
    (0, b"#EXTM3U", "a playlist (M3U8)", "Download what it lists (yt-dlp does), and give that."),
    (0, b"\x1f\x8b", "a packed file (gzip)", "Unpack it and give what is in it."),
    (0, b"BZh", "a packed file (bzip2)", "Unpack it and give what is in it."),
    (0, b"\xfd7zXZ", "a packed file (xz)", "Unpack it and give what is in it."),
    (0, b"(\xb5/\xfd", "a packed file (zstd)", "Unpack it and give what is in it."),
    (257, b"ustar", "an archive (tar)", "Unpack it and give the file in it."),
    (0, b"Rar!", "an archive (RAR)", "Unpack it and give the file in it."),
    (0, b"7z\xbc\xaf", "an archive (7-Zip)", "Unpack it and give the file in it."),
    (
        0,
        b"PK\x03\x04",
        "a zip archive that is no document turncue reads",
        "If it is a Word file (.docx), save it anew.",
    ),
    (0, b"PK\x05\x06", "an empty zip archive", "Give the file itself."),
    (0, b"\xd0\xcf\x11\xe0", "an old Word or Office file (.doc)", "Save it as .docx or .txt."),
    (0, b"SQLite format 3", "a database (SQLite)", "Export its text."),
    (0, b"\x7fELF", "a program", "Give a text file."),
    (0, b"MZ\x90", "a program", "Give a text file."),
)


def refuse_unreadable(source: Source, what: str) -> None:
    """Raise ``FormatUnknown`` for a file of sound, pictures, packed data and the like; ``what`` it was given as."""
    row = _row_of(source.data)
    if row is not None:
        kind, hint = row
        raise FormatUnknown(f"this is {kind}, which cannot be read as {what}.", source.name, hint=hint)


def is_sound(data: bytes) -> bool:
    """Whether a file's first bytes are those of sound or video."""
    row = _row_of(data)
    return row is not None and row[1] is _SOUND


def is_known(source: Source) -> bool:
    """Whether a file is of a kind that is named, or of a binary format that is read."""
    return _row_of(source.data) is not None or detect_binary(source) is not None


def _row_of(data: bytes) -> tuple[str, str] | None:
    """What a file is by its first bytes, and what to do with it."""
    return next(((kind, hint) for at, mark, kind, hint in _KINDS if data.startswith(mark, at)), None)
