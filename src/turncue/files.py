"""The ends: the one place that opens files.

Readers take a path, an open file, or a value that is read already. Writers write a whole file or nothing.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import IO

from turncue import formats
from turncue.errors import FormatUnknown, OutputExists, ReadError, WriteError
from turncue.model import Captions, Transcript
from turncue.options import Options

__all__ = [
    "Source",
    "bytes_of",
    "format_for",
    "read_captions",
    "read_glossary",
    "read_transcript",
    "text_of",
    "writable",
    "write_text",
]

Source = str | os.PathLike[str] | IO[str] | IO[bytes]


def writable() -> str:
    """The formats that can be written, for a message."""
    return ", ".join(f"{r.name} ({' '.join(r.suffixes)})" for r in formats.FORMATS if r.write is not None)


def format_for(path: str | os.PathLike[str]) -> str:
    """The name of the format to write a file of this name in. Raises ``FormatUnknown``."""
    row = formats.by_suffix(os.fspath(path), writing=True)
    if row is None:
        raise FormatUnknown("no format to write has this suffix.", os.fspath(path), hint=f"Choose: {writable()}.")
    return row.name


def bytes_of(source: Source, what: str) -> tuple[bytes | str, str | None]:
    """The content of a path or an open file, and its name."""
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        try:
            return Path(path).read_bytes(), path
        except FileNotFoundError:
            raise ReadError(f"there is no such file ({what}).", path, hint="Check the name and the folder.") from None
        except IsADirectoryError:
            raise ReadError(f"this is a folder, not a file ({what}).", path, hint="Name a file in it.") from None
        except OSError as error:
            raise ReadError(f"cannot be read ({what}): {error.strerror}.", path) from error
    name = getattr(source, "name", None)
    return source.read(), name if isinstance(name, str) else None


def text_of(source: Source, what: str, encoding: str | None) -> tuple[str, str | None]:
    """The text of a file and its name; ``what`` says in an error which file it is.

    Raises ``ReadError`` for one that is not there, cannot be read or is empty, ``EncodingError`` for what is no text.
    """
    from turncue.encodings import decode

    data, name = bytes_of(source, what)
    text = data if isinstance(data, str) else decode(data, encoding=encoding, source=name)[0]
    if not text.strip("\ufeff \t\r\n\0"):
        raise ReadError(f"the file is empty ({what}).", name, hint="Was it saved, or the right one named?")
    return text, name


def read_transcript(source: Source | Transcript, *, options: Options | None = None) -> Transcript:
    """Read a transcript: a path, an open file, or one that is read already.

    Raises ``ReadError`` (and its kinds) with path, line and the next step.
    """
    chosen = options or Options()
    if isinstance(source, Transcript):
        return source
    text, name = text_of(source, "transcript", chosen.encoding)
    return formats.read_transcript(text, name, chosen.transcript)


def read_captions(source: Source | Captions, *, options: Options | None = None) -> Captions:
    """Read captions: a path, an open file, or ones that are read already.

    Raises ``ReadError`` (and its kinds) with path, line and the next step.
    """
    chosen = options or Options()
    if isinstance(source, Captions):
        return source
    text, name = text_of(source, "captions", chosen.captions_encoding)
    return formats.read_captions(text, name)


def read_glossary(source: Source) -> tuple[tuple[str, ...], ...]:
    """Read a glossary: a line an entry, its phrases parted by ``|`` count as equal; ``#`` begins a comment.

    A line with one phrase keeps that phrase together. Raises ``ReadError``.
    """
    text, name = text_of(source, "glossary", None)
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.split("#", 1)[0].strip()
        if not said:
            continue
        phrases = tuple(p.strip() for p in said.replace(";", "|").split("|"))
        if not all(phrases):
            raise ReadError("a phrase is empty.", name, number, line, "Write it as: one spelling | another spelling.")
        rows.append(phrases)
    return tuple(rows)


def write_text(path: str | os.PathLike[str], text: str, *, overwrite: bool = False) -> None:
    """Write a whole file or nothing: to a temporary file beside it, then renamed. UTF-8, LF.

    Raises ``OutputExists`` unless ``overwrite``, ``WriteError`` when the folder does not take it.
    """
    target = Path(path)
    if target.exists() and not overwrite:
        raise OutputExists(os.fspath(path))
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, target)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise WriteError(f"{os.fspath(path)}: cannot be written: {error.strerror or error}.") from error
