"""Files by URL: ``http`` and ``https`` by the standard library, ``file`` as a path, ``s3`` and the like by fsspec.

fsspec comes with the extra ``workflows``; for S3 it needs s3fs. A download has limits of size and of time; a redirect
leads to another http address only, never to a file, and not from https to http.
"""

from __future__ import annotations

import contextlib
import http.client
import posixpath
import time
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from turncue._version import __version__
from turncue.errors import OutputExists, ReadError, UsageError, WriteError
from turncue.urls import is_http, shown

__all__ = ["LARGEST", "fetch_url", "file_system", "store_url", "url_exists"]

LARGEST = 500_000_000
"""Bytes of a file that is fetched."""
_PATIENCE = 30  # seconds without any answer
_LONGEST = 600  # seconds for a whole file
_PIECE = 1 << 18
_NO_FILE = "there is no such file"


def file_system(location: str) -> tuple[Any, str]:
    """fsspec's file system of a URL, and the path in it. Raises ``UsageError`` when a package is missing."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise UsageError(f"{location}: URLs need fsspec. Install it: pip install 'turncue[workflows]'.") from error
    try:
        system, path = url_to_fs(location)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{location}: {error}.") from error
    return system, path


def fetch_url(location: str, what: str, largest: int = LARGEST) -> bytes:
    """The content of a file; ``what`` says in an error which file it is. Raises ``ReadError``, ``UsageError``."""
    if is_http(location):
        return _downloaded(location, what, largest)
    system, path = file_system(location)
    too_large = ReadError(f"larger than {largest:,} bytes ({what}).", location)
    try:
        size = system.info(path).get("size")
        if isinstance(size, int) and size > largest:
            raise too_large
        content: bytes = system.cat_file(path)
    except FileNotFoundError:
        raise ReadError(f"{_NO_FILE} ({what}).", location, hint="Check the name and the folder.") from None
    except ReadError:
        raise
    except Exception as error:  # each file system has errors of its own
        raise ReadError(f"cannot be read ({what}): {error}.", location) from error
    return content


class _Redirects(HTTPRedirectHandler):
    """Redirects to other http addresses."""

    max_redirections = 5

    def redirect_request(self, req: Request, *rest: Any) -> Request | None:
        scheme = urlsplit(rest[-1]).scheme.lower()  # the last one is the new address
        if scheme not in ("http", "https") or (req.type == "https" and scheme == "http"):
            raise URLError(f"it leads to {scheme}:, which is refused")
        return super().redirect_request(req, *rest)


def _opened(location: str, method: str = "GET") -> Any:
    opener = OpenerDirector()
    for handler in (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor, _Redirects):
        opener.add_handler(handler())
    request = Request(location, headers={"User-Agent": f"turncue/{__version__}"}, method=method)
    return opener.open(request, timeout=_PATIENCE)


def _downloaded(location: str, what: str, largest: int) -> bytes:
    name = shown(location)
    if "@" in location.partition("://")[2].partition("/")[0]:
        raise UsageError(f"{name}: a user and a password in a URL are not used. Fetch the file another way.")
    try:
        with contextlib.closing(_opened(location)) as answer:
            return _content(answer, name, what, largest)
    except HTTPError as error:
        error.close()
        if error.code in (404, 410):
            raise ReadError(f"{_NO_FILE} ({what}).", name, hint="Check the address.") from None
        reason = "the redirect is refused" if 300 <= error.code < 400 else f"the server answers {error.code}"
        raise ReadError(f"cannot be fetched ({what}): {reason} ({error.reason}).", name) from None
    except TimeoutError:
        raise ReadError(f"cannot be fetched ({what}): no answer within {_PATIENCE} s.", name) from None
    except URLError as error:
        reason = str(getattr(error.reason, "strerror", None) or error.reason)
        raise ReadError(f"cannot be fetched ({what}): {reason}.", name) from None
    except (http.client.HTTPException, OSError, ValueError) as error:
        raise ReadError(f"cannot be fetched ({what}): {str(error)[:200] or type(error).__name__}.", name) from error


def _content(answer: Any, name: str, what: str, largest: int) -> bytes:
    """The whole body. Raises ``ReadError`` for one that is too large, too slow, or ends too early."""
    stated = answer.headers.get("Content-Length", "")
    pieces: list[bytes] = []
    size, begun = 0, time.monotonic()
    while True:
        if size > largest or (stated.isdigit() and int(stated) > largest):
            raise ReadError(f"larger than {largest:,} bytes ({what}).", name)
        piece = answer.read1(_PIECE)
        if not piece:
            break
        pieces.append(piece)
        size += len(piece)
        if time.monotonic() - begun > _LONGEST:
            raise ReadError(f"cannot be fetched ({what}): it takes longer than {_LONGEST} s.", name)
    if stated.isdigit() and size < int(stated):
        raise ReadError(f"cannot be fetched ({what}): it ends after {size:,} of {int(stated):,} bytes.", name)
    return b"".join(pieces)


def url_exists(location: str) -> bool:
    """Whether a file of that name is there. Raises ``WriteError`` where that cannot be found out."""
    try:
        if not is_http(location):
            system, path = file_system(location)
            return bool(system.exists(path))
        with contextlib.closing(_opened(location, "HEAD")):
            return True
    except HTTPError as error:
        error.close()
        return error.code == 405
    except UsageError:
        raise
    except Exception as error:  # each file system has errors of its own
        raise WriteError(f"{shown(location)}: cannot be reached: {error}.") from error


def store_url(location: str, data: bytes, *, overwrite: bool = False) -> None:
    """Write a whole file. Raises ``OutputExists`` unless ``overwrite``, ``UsageError`` for http, ``WriteError``."""
    if is_http(location):
        raise UsageError(f"{shown(location)}: nothing is written over HTTP. Name a path, or a store such as s3://.")
    system, path = file_system(location)
    try:
        if not overwrite and system.exists(path):
            raise OutputExists(location)
        if path.startswith("/"):  # object stores have no folders, and a bucket is not made for a mistyped name
            system.makedirs(posixpath.dirname(path), exist_ok=True)
        system.pipe_file(path, data)
    except OutputExists:
        raise
    except Exception as error:  # each file system has errors of its own
        reason = str(error) or type(error).__name__
        raise WriteError(f"{location}: cannot be written: {reason.removesuffix('.')}.") from error
