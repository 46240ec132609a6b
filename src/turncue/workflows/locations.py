"""Files by path or URL: read, write whole or not at all, list.

A location is a path or a URL (``https://…``, ``file://…``, ``s3://bucket/…``, ``memory://…``; see ``turncue.urls``).
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import posixpath
import tempfile
from collections.abc import Iterator
from pathlib import Path

from turncue.errors import OutputExists, ReadError, WriteError
from turncue.remote import file_system, store_url, url_exists
from turncue.urls import is_url, local_path, url_name

__all__ = [
    "NamedBytes",
    "base_name",
    "content_digest",
    "file_digest",
    "folder_of",
    "is_url",
    "joined",
    "listed",
    "location_exists",
    "read_content",
    "remove_partial_files",
    "write_content",
]

_PARTIAL = ".turncue-part"
_CHUNK = 1 << 20  # bytes


class NamedBytes(io.BytesIO):
    """The content of a file with its name, as the readers take an open file."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name


def read_content(location: str, what: str) -> bytes:
    """The bytes of a file; ``what`` says in an error which file it is. Raises ``ReadError``."""
    from turncue.files import bytes_of

    data, _ = bytes_of(location, what)
    return data if isinstance(data, bytes) else data.encode("utf-8")


def location_exists(location: str) -> bool:
    """Whether a file of that name exists."""
    path = local_path(location) or location
    return url_exists(path) if is_url(path) else os.path.lexists(path)


def write_content(location: str, data: bytes, *, overwrite: bool = False) -> None:
    """Write a whole file or nothing. Raises ``OutputExists`` unless ``overwrite``, and ``WriteError``.

    A local file is written beside its place and then takes the name, so that a killed process leaves no half file. The
    folder is made where it does not exist. Object stores show an object when it is whole.
    """
    place = local_path(location) or location
    if is_url(place):
        store_url(place, data, overwrite=overwrite)
        return
    try:
        _write_path(Path(place), data, overwrite=overwrite)
    except FileExistsError as error:
        raise OutputExists(location) from error
    except OSError as error:
        raise WriteError(f"{location}: cannot be written: {error.strerror or error}.") from error


def _write_path(target: Path, data: bytes, *, overwrite: bool) -> None:
    if not overwrite and os.path.lexists(target):
        raise FileExistsError(os.fspath(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:60]}.", suffix=_PARTIAL)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(partial, 0o666 & ~umask)
        if not overwrite and _linked(partial, target):  # two workers may have the same target: the second one fails
            os.unlink(partial)
        else:
            os.replace(partial, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(partial)
        raise


def _linked(partial: str, target: Path) -> bool:
    """Whether the file has got its name by a link; raises ``FileExistsError`` when the name is taken."""
    try:
        os.link(partial, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        return False
    return True


def remove_partial_files(folder: str) -> int:
    """Remove what a killed process left half written in a folder; returns how many files."""
    count = 0
    if is_url(folder) or not os.path.isdir(folder):
        return count
    for entry in os.scandir(folder):
        if entry.name.endswith(_PARTIAL) and entry.name.startswith("."):
            with contextlib.suppress(OSError):
                os.unlink(entry.path)
                count += 1
    return count


def listed(folder: str) -> Iterator[str]:
    """The files in a folder and those below it, in order of name; hidden ones are left out. Raises ``ReadError``."""
    if is_url(folder):
        system, path = file_system(folder)
        for name in sorted(system.find(path)):
            if not posixpath.basename(name).startswith("."):
                yield str(system.unstrip_protocol(name))
        return
    if not os.path.isdir(folder):
        raise ReadError("there is no such folder.", folder, hint="Name a folder, files, or a pattern in quotes.")
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(place, name) for name in sorted(names) if not name.startswith("."))


def joined(folder: str, name: str) -> str:
    """The location of a file in a folder; a name that is absolute or a URL stands for itself."""
    if is_url(name):
        return name
    return posixpath.join(folder, name) if is_url(folder) else os.path.join(folder, name)


def folder_of(location: str) -> str:
    """The folder of a file ("" for the working folder)."""
    return posixpath.dirname(location) if is_url(location) else os.path.dirname(location)


def base_name(location: str) -> str:
    """The last part of a location."""
    return url_name(location) if is_url(location) else os.path.basename(location)


def content_digest(data: bytes) -> str:
    """SHA-256 of a content, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def file_digest(location: str) -> str | None:
    """SHA-256 of a file, read in pieces; None for a file that does not exist."""
    place = local_path(location) or location
    if is_url(place):
        return content_digest(read_content(place, "output")) if location_exists(place) else None
    digest = hashlib.sha256()
    try:
        with Path(place).open("rb") as file:
            while piece := file.read(_CHUNK):
                digest.update(piece)
    except OSError:
        return None
    return digest.hexdigest()
