"""Bytes in, bytes out: the one module that opens files for the rest of the package.

Readers take a path, an open file or the content itself. A writer writes a whole file or nothing: to a file without a
name, or a temporary one in the same folder, which then takes the name.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import secrets
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from turncue.encodings import decode
from turncue.errors import OutputExists, ReadError, UsageError, WriteError
from turncue.urls import is_url, local_path, url_name

__all__ = [
    "Input",
    "bytes_of",
    "check_outputs",
    "exists",
    "is_empty",
    "standard_input",
    "text_of",
    "write_bytes",
    "write_stream",
    "write_text",
]

Input = str | os.PathLike[str] | IO[str] | IO[bytes] | bytes
"""What can be read: the path or URL of a file, an open file (of text or bytes), or the bytes of one."""

_BLANK = b"\xef\xbb\xbf \t\r\n\0\xff\xfe"


def bytes_of(source: Input, what: str) -> tuple[bytes | str, str | None]:
    """The content of a path, a URL or an open file, and its name; ``what`` says in an error which file it is.

    Raises ``ReadError`` for a file that does not exist or cannot be read.
    """
    if isinstance(source, bytes):
        return source, None
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        place = local_path(path) or path
        if is_url(place):
            from turncue.remote import fetch_url

            return fetch_url(place, what), url_name(place)
        try:
            return Path(place).read_bytes(), path
        except IsADirectoryError:
            raise ReadError(f"this is a folder, not a file ({what}).", path, hint="Name a file in it.") from None
        except OSError as error:
            if error.errno == errno.ENOENT:
                hint = "Check the name and the folder."
                raise ReadError(f"there is no such file ({what}).", path, hint=hint) from None
            raise ReadError(f"cannot be read ({what}): {error.strerror or error}.", path) from error
        except ValueError as error:  # a NUL in the name
            raise ReadError(f"cannot be read ({what}): {error}.", repr(path)) from error
    given = getattr(source, "name", None)
    name = given if isinstance(given, str) else None
    try:
        return source.read(), name
    except (OSError, ValueError) as error:  # ValueError: closed, or text that is not in the stream's encoding
        raise ReadError(f"cannot be read ({what}): {error}.", name) from error


def standard_input() -> IO[bytes]:
    """Standard input as bytes. Raises ``ReadError`` where the process has none."""
    if sys.stdin is None or getattr(sys.stdin, "closed", False):
        raise ReadError("standard input (-) is closed.", hint="Name a file, or send one with '<'.")
    return sys.stdin.buffer


def is_empty(data: bytes | str) -> bool:
    """Whether a file holds nothing but blanks and a byte order mark."""
    head = data[:64]
    if isinstance(head, str):
        return not data.strip("\ufeff \t\r\n\0")  # type: ignore[arg-type]
    return not head.strip(_BLANK) and not data.strip(_BLANK)  # type: ignore[arg-type]


def text_of(source: Input, what: str, encoding: str | None) -> tuple[str, str | None]:
    """The text of a file and its name; ``what`` says in an error which file it is.

    Raises ``ReadError`` for a file that does not exist, cannot be read or is empty, ``EncodingError`` for bytes that
    are no text.
    """
    data, name = bytes_of(source, what)
    if is_empty(data):
        raise ReadError(f"the file is empty ({what}).", name, hint="Was it saved, or the right one named?")
    return (data if isinstance(data, str) else decode(data, encoding=encoding, source=name).text), name


def exists(path: str | os.PathLike[str]) -> bool:
    """Whether a file or folder of that name exists; False also for a name that no file can have."""
    try:
        return os.path.exists(path)
    except (OSError, ValueError):
        return False


def check_outputs(outputs: Iterable[str | os.PathLike[str]], inputs: Iterable[str | os.PathLike[str]]) -> None:
    """Raise ``UsageError`` when an output is one of the inputs, or when two outputs are the same file."""
    taken = {_identity(path): os.fspath(path) for path in inputs}
    written: set[object] = set()
    for path in outputs:
        key = _identity(path)
        if key in taken:
            name = os.fspath(path)
            raise UsageError(f"{name}: is an input ({taken[key]}); an input is never overwritten. Choose another name.")
        if key in written:
            raise UsageError(f"{os.fspath(path)}: is named twice as output. Name each file once.")
        written.add(key)


def _identity(path: str | os.PathLike[str]) -> object:
    """What two names of one file have in common."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return os.path.realpath(path) if "\0" not in os.fspath(path) else os.fspath(path)
    return (status.st_dev, status.st_ino)


def write_text(path: str | os.PathLike[str], text: str, *, overwrite: bool = False) -> None:
    """As ``write_bytes``, of a text in UTF-8; what UTF-8 cannot hold (a lone surrogate) becomes a question mark."""
    write_bytes(path, text.encode("utf-8", "replace"), overwrite=overwrite)


def write_bytes(path: str | os.PathLike[str], data: bytes, *, overwrite: bool = False) -> None:
    """Write a whole file or nothing. A file that exists keeps its permissions, a symbolic link stays one.

    The name may be a URL, but not of http. Raises ``OutputExists`` unless ``overwrite``, ``WriteError`` when the file
    cannot be written.
    """
    if isinstance(path, str):
        path = local_path(path) or path
        if is_url(path):
            from turncue.remote import store_url

            store_url(path, data, overwrite=overwrite)
            return
    if os.path.lexists(path) and not overwrite:
        raise OutputExists(os.fspath(path))
    try:
        target = Path(os.path.realpath(path))
        status = os.stat(target) if exists(target) else None
        if status is not None and not stat.S_ISREG(status.st_mode):
            target.write_bytes(data)  # a device or a pipe has no content to keep whole
            return
        _write_whole(target, data, _mode(status), taken=status is not None and overwrite, overwrite=overwrite)
    except FileExistsError:  # another process was faster
        raise OutputExists(os.fspath(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise WriteError(f"{os.fspath(path)}: cannot be written: {reason}.") from error


def _mode(status: os.stat_result | None) -> int:
    if status is not None:
        return stat.S_IMODE(status.st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


_NODE = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
_HOST = f"{zlib.crc32(_NODE.encode('utf-8', 'replace')):08x}"
_LEFT = re.compile(rf"\..{{1,40}}\.(\d{{1,9}})-{_HOST}[0-9a-f]{{8}}\.part")
"""The name of a temporary file: the process that makes it stands in it, and this machine, since folders are shared."""


def _write_whole(target: Path, data: bytes, mode: int, *, taken: bool, overwrite: bool) -> None:
    """Write the file by way of one without a name where the system has such, else by way of a temporary one.

    A process that is killed leaves nothing of a file without a name. A temporary name exists while one file takes the
    place of another; what a killed process left of it the next writer in the folder removes. ``taken``: there is a
    file of that name.
    """
    _remove_left(target.parent)
    # a name of the longest length leaves no place for its own copy in the temporary name
    temporary = target.with_name(f".{target.name[:40]}.{os.getpid()}-{_HOST}{secrets.token_hex(4)}.part")
    with _unnamed(target.parent, data, mode) as link:
        try:
            if link is not None and not taken:
                with contextlib.suppress(*([FileExistsError] if overwrite else [])):
                    link(target.name)
                    return
            if link is not None:
                link(temporary.name)
            else:
                with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    file.write(data)
                os.chmod(temporary, mode)
                if not overwrite and os.path.lexists(target):
                    raise FileExistsError(errno.EEXIST, "exists", os.fspath(target))
            os.replace(temporary, target)
        except BaseException:  # an interrupt too leaves nothing behind
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise


@contextlib.contextmanager
def _unnamed(folder: Path, data: bytes, mode: int) -> Iterator[Callable[[str], None] | None]:
    """A function that gives a name to a file with this content, None where the system has no files without a name."""
    flag: int | None = getattr(os, "O_TMPFILE", None)
    if flag is None or not os.path.isdir("/proc/self/fd"):
        yield None
        return
    try:
        handle = os.open(folder, flag | os.O_WRONLY, 0o600)
    except OSError:  # a file system without them; what else is wrong the other way meets again
        yield None
        return
    with os.fdopen(handle, "wb", buffering=0) as file, _folder(folder) as directory:
        view = memoryview(data)
        while view:
            view = view[os.write(file.fileno(), view) :]
        os.fchmod(file.fileno(), mode)
        yield lambda name: os.link(f"/proc/self/fd/{file.fileno()}", name, dst_dir_fd=directory, follow_symlinks=True)


@contextlib.contextmanager
def _folder(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)


def _remove_left(folder: Path) -> None:
    """Remove the temporary files of this machine's processes that are gone."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") and (m := _LEFT.fullmatch(entry.name)) and not _runs(int(m[1])):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)


def _runs(process: int) -> bool:
    if os.name == "nt":  # there os.kill ends the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def write_stream(stream: IO[str] | IO[bytes], data: bytes) -> None:
    """Write bytes to an open stream such as standard output, whatever its encoding.

    Raises ``WriteError`` when the stream is closed or full; ``BrokenPipeError`` when its reader has gone away.
    """
    try:
        if isinstance(binary := getattr(stream, "buffer", None), io.BufferedIOBase | io.RawIOBase):
            stream.flush()
            binary.write(data)
            binary.flush()
        else:
            content: Any = data if "b" in getattr(stream, "mode", "") else data.decode("utf-8")
            stream.write(content)
            stream.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError, AttributeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise WriteError(f"standard output: cannot be written: {reason}.") from error
