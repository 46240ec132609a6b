"""What a URL is and what it names. Fetching and storing stand in ``turncue.remote``, loaded when it is used."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

from turncue.errors import UsageError

__all__ = ["is_http", "is_url", "local_path", "shown", "url_name"]


def is_url(location: str) -> bool:
    """Whether a location is a URL and not a path."""
    scheme, sign, _ = location.partition("://")
    return bool(sign) and scheme.replace("+", "").isalnum() and len(scheme) > 1


def is_http(location: str) -> bool:
    """Whether a location is reached by HTTP."""
    return location.lower().startswith(("http://", "https://"))


def local_path(location: str) -> str | None:
    """The path of a ``file`` URL; None for another one. Raises ``UsageError`` for one of another machine."""
    if not location.lower().startswith("file://"):
        return None
    parts = urlsplit(location)
    if parts.netloc.lower() not in ("", "localhost"):
        raise UsageError(f"{location}: names a file of another machine. Write file:///path.")
    from urllib.request import url2pathname

    return url2pathname(parts.path)


def url_name(location: str) -> str:
    """The name of the file that a URL leads to, without what follows a question mark."""
    path = _path(location) if is_http(location) else location
    return posixpath.basename(path.rstrip("/"))


def shown(location: str) -> str:
    """A URL as messages show it: without a password or a signature."""
    if not is_http(location):
        return location
    try:
        parts = urlsplit(location)
    except ValueError:  # brackets that hold no address
        return location.partition("?")[0].rpartition("@")[2]
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _path(location: str) -> str:
    try:
        return unquote(urlsplit(location).path)
    except ValueError:
        return location
