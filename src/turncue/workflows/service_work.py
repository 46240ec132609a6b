"""The work of one request, done in a process of its own: bytes in, an answer out. No file is opened."""

from __future__ import annotations

import contextlib
import gc
import json
import re
import signal
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from turncue.errors import AlignError, TurncueError, UsageError
from turncue.options import Options
from turncue.workflows.service_limits import Part, parts_of_body, safe_options

__all__ = ["Answer", "Request", "answer", "failure", "prepare_service_process"]

_FORMAT = re.compile(r"[a-z0-9][a-z0-9.-]{0,30}")
_MEDIA_TYPES = {
    "json": "application/json",
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
    "ttml": "application/ttml+xml",
    "html": "text/plain",  # a page from a request is never shown as one
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Request:
    """What to do: ``align``, ``convert`` or ``check``; the body as it was sent, and its media type."""

    task: str
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class _Order:
    """A request that was understood: the files by role, the options, the suffix of the answer."""

    task: str
    files: Mapping[str, Part]
    options: Options
    format: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, content and its media type."""

    status: int
    content: bytes
    media_type: str = "application/json"


def prepare_service_process(memory: int) -> None:
    """Set up a process of the service: Ctrl-C is for the server; ``memory`` bytes at most; everything is imported."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ImportError, OSError, ValueError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    for module in ("turncue.check", "turncue.pipeline", "turncue.reformat"):
        import_module(module)
    gc.set_threshold(200_000, 20, 20)
    gc.freeze()


def answer(request: Request) -> Answer:
    """Do the work. Errors of the input become 422, of the request 400, each with the envelope of the command line."""
    try:
        files, fields = parts_of_body(request.content_type, request.body)
        order = _Order(request.task, files, safe_options(fields.get("options")), fields.get("format", "srt"))
        return _done(order)
    except UsageError as error:
        return failure(400, error)
    except TurncueError as error:
        return failure(422, error)
    except (MemoryError, RecursionError):
        return failure(422, TurncueError("the input is too large or too deep."))


def failure(status: int, error: TurncueError) -> Answer:
    """An error as JSON, in the form that ``turncue align --json`` has."""
    row: dict[str, Any] = {"version": 1, "ok": False, "error": type(error).__name__, "message": str(error)}
    if isinstance(error, AlignError):
        row |= {"score": round(error.score, 4), "threshold": error.threshold}
    return Answer(status, json.dumps(row, ensure_ascii=False).encode("utf-8", "replace"))


def _file(request: _Order, role: str) -> Part:
    if role not in request.files:
        raise UsageError(f"the file {role!r} is missing.")
    return request.files[role]


def _done(request: _Order) -> Answer:
    from turncue.workflows.locations import NamedBytes

    if request.task == "check":
        return _checked(request)
    if not _FORMAT.fullmatch(request.format):
        raise UsageError("format must be a suffix such as srt, vtt or json.")
    if request.task == "align":
        from turncue.pipeline import align

        transcript, captions = _file(request, "transcript"), _file(request, "captions")
        result = align(
            NamedBytes(transcript.data, transcript.name),
            NamedBytes(captions.data, captions.name),
            options=request.options,
        )
    else:
        from turncue.reading import read_source
        from turncue.reformat import reformat

        part = _file(request, "subtitles")
        source = read_source(NamedBytes(part.data, part.name), "subtitles", request.options.encoding)
        result = reformat(source, replace(request.options, encoding=None))
    media_type = _MEDIA_TYPES.get(request.format.rpartition(".")[2], "text/plain")
    return Answer(200, result.render_bytes(request.format), media_type)


def _checked(request: _Order) -> Answer:
    from turncue.reading import read_source
    from turncue.reformat import check_file
    from turncue.workflows.locations import NamedBytes

    part = _file(request, "subtitles")
    source = read_source(NamedBytes(part.data, part.name), "subtitles", request.options.encoding)
    checked = check_file(source, request.options)
    rows = [
        {
            "rule": f.rule,
            "cue": f.cue,
            "line": f.line,
            "start": f.start / 1000,
            "end": f.end / 1000,
            "measured": f.measured,
            "limit": f.limit,
            "fix": f.fix,
        }
        for f in checked.findings
    ]
    data = {
        "version": 1,
        "ok": not rows,
        "profile": checked.profile.name,
        "language": checked.language,
        "findings": rows,
    }
    return Answer(200, json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"))
