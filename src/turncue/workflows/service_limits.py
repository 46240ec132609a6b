"""What the HTTP service allows, and what it does with a request's words: no path, no file, no more than the limits."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Any

from turncue.errors import UsageError
from turncue.options import Options, with_options
from turncue.workflows.typed_options import typed_options

__all__ = ["Limits", "Part", "parts_of_body", "safe_options"]

_PROFILE = re.compile(r"[a-z0-9][a-z0-9-]{0,30}")
_CODEC = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,30}")
_MOST_PARTS = 12
_LONGEST_OPTION = 2000  # characters
_LONGEST_HEAD = 16_384  # bytes of the head of a part


@dataclass(frozen=True, slots=True)
class Limits:
    """What the service takes at most.

    ``body`` bytes of a request, ``waiting`` requests beside those at work, ``seconds`` of work, ``upload`` seconds
    for a request to arrive, ``jobs`` processes, ``memory`` bytes of requests and results that are kept at a time,
    ``keep`` seconds for which the result of a job stays, ``process_memory`` bytes of a process that works.
    """

    body: int = 20_000_000
    waiting: int = 32
    seconds: float = 120.0
    upload: float = 60.0
    jobs: int = 1
    memory: int = 256_000_000
    keep: float = 600.0
    process_memory: int = 4_000_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a request: its bytes, and a name that is only a hint for the format."""

    data: bytes
    name: str


def parts_of_body(content_type: str, body: bytes) -> tuple[Mapping[str, Part], Mapping[str, str]]:
    """Files and fields of ``multipart/form-data``, or of JSON (texts by name). Raises ``UsageError``."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        return _json_parts(body)
    if kind != "multipart/form-data":
        raise UsageError("send multipart/form-data or application/json.")
    rows = _form_parts(content_type, body)
    files: dict[str, Part] = {}
    fields: dict[str, str] = {}
    for head, data in rows:
        name = head.get_param("name", header="content-disposition")
        if not isinstance(name, str):
            raise UsageError("a part of the form has no name.")
        if head.get("content-transfer-encoding", "binary").strip().lower() not in ("binary", "8bit", "7bit"):
            raise UsageError(f"{_hint(name)}: send it as it is, without a transfer encoding.")
        if (given := head.get_filename()) is not None:
            files[name] = Part(data, _hint(given))
        else:
            fields[name] = data.decode("utf-8", "replace")
    return files, fields


def _form_parts(content_type: str, body: bytes) -> list[tuple[Message, bytes]]:
    """The parts of a form, each its head and its content (RFC 7578). Raises ``UsageError`` for one that is cut off."""
    head = Message()
    head["Content-Type"] = re.sub(r"[^\x20-\x7e]", "?", content_type)
    boundary = head.get_boundary()
    if not boundary:
        raise UsageError("the form has no boundary.")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode("latin-1", "replace"))
    if not 1 <= len(pieces) - 2 <= _MOST_PARTS or not pieces[-1].startswith(b"--"):
        raise UsageError(f"the form is cut off, or has not 1 to {_MOST_PARTS} parts.")
    parser = BytesHeaderParser(policy=policy.HTTP)
    parts: list[tuple[Message, bytes]] = []
    for piece in pieces[1:-1]:
        fields, blank, data = piece.partition(b"\r\n\r\n")
        if not blank or len(fields) > _LONGEST_HEAD:
            raise UsageError("a part of the form has no head.")
        parts.append((parser.parsebytes(fields.lstrip()), data))
    return parts


def _json_parts(body: bytes) -> tuple[Mapping[str, Part], Mapping[str, str]]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"not JSON: {str(error)[:100]}") from error
    if not isinstance(data, dict):
        raise UsageError("the JSON must be an object.")
    files: dict[str, Part] = {}
    fields: dict[str, str] = {}
    for name, value in data.items():
        if name in ("transcript", "captions", "subtitles"):
            if not isinstance(value, str):
                raise UsageError(f"{name} must be a text.")
            hint = data.get(f"{name}_name")
            files[name] = Part(value.encode("utf-8", "replace"), _hint(hint if isinstance(hint, str) else ""))
        elif name == "options" and isinstance(value, dict):
            fields[name] = json.dumps(value)
        elif isinstance(value, str | int | float | bool):
            fields[name] = str(value)
    return files, fields


def _hint(name: str) -> str:
    """The last part of a name without anything odd: it is printed and compared by suffix, never opened."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[^\w. ()\[\]-]", "_", last)[-100:] or "upload"


def safe_options(text: str | None) -> Options:
    """Options from JSON; none of them can name a file. Raises ``UsageError``."""
    if not text:
        return Options()
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError("options are not JSON.") from error
    if not isinstance(given, dict):
        raise UsageError("options must be a JSON object.")
    named = typed_options(given)
    for name, value in named.items():
        if name in ("lexicons", "embedder", "glossary"):
            raise UsageError(f"{name} is not offered by the service.")
        if not isinstance(value, str | int | float | bool | list | tuple) and value is not None:
            raise UsageError(f"{name} cannot be a {type(value).__name__}.")
        if isinstance(value, str) and len(value) > _LONGEST_OPTION:
            raise UsageError(f"{name} is too long.")
    if not _PROFILE.fullmatch(str(named.get("profile", "netflix"))):
        raise UsageError("profile must be the name of one that ships with turncue.")
    for name in ("encoding", "captions_encoding"):
        if named.get(name) is not None and not _CODEC.fullmatch(str(named[name])):
            raise UsageError(f"{name} is no name of an encoding.")
    _check_types(named)
    try:
        return with_options(None, named)
    except (TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"an option has a value of the wrong kind: {str(error)[:100]}") from error


_NUMBERS = {"max_chars", "max_cps", "max_lines", "min_score"}
_SWITCHES = {"colors", "vtt_labels", "bidi_marks"}


def _check_types(named: Mapping[str, Any]) -> None:
    """JSON has its own types: an option must have the one that the library checks by its annotations only."""
    for name, value in named.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if name in _NUMBERS:
            good = value is None or (number and 0 <= value <= 1e6)
        elif name in _SWITCHES:
            good = isinstance(value, bool)
        elif name in ("shots", "pins", "rename", "speakers_only"):
            good = isinstance(value, str) or (isinstance(value, list | tuple) and _plain_rows(name, value))
        else:
            good = value is None or isinstance(value, str)
        if not good:
            raise UsageError(f"{name} has a value of the wrong kind.")


def _plain_rows(name: str, rows: list[Any] | tuple[Any, ...]) -> bool:
    if name == "shots":
        return all(isinstance(x, int) and not isinstance(x, bool) and 0 <= x < 10**9 for x in rows)
    if name == "speakers_only":
        return all(isinstance(x, str) for x in rows)
    kind = str if name == "rename" else int
    return all(
        isinstance(row, list | tuple) and len(row) == 2 and all(isinstance(x, kind) for x in row) for row in rows
    )
