"""The work of one request, done in a process of its own: bytes in, an answer out. No file is opened."""

from __future__ import annotations

import gc
import json
import re
import signal
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from turncue.errors import AlignError, TurncueError, UsageError
from turncue.options import Options
from turncue.workflows.service_limits import Part

__all__ = ["Answer", "Request", "answer", "prepare_service_process"]

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
    """What to do: ``align``, ``convert`` or ``check``; the files by role; the suffix of the answer."""

    task: str
    files: dict[str, Part]
    options: Options
    format: str = "srt"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, content and its media type."""

    status: int
    content: bytes
    media_type: str = "application/json"


def prepare_service_process() -> None:
    """Set up a process of the service: Ctrl-C is for the server; everything is imported."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for module in ("turncue.check", "turncue.pipeline", "turncue.reformat"):
        import_module(module)
    gc.set_threshold(200_000, 20, 20)
    gc.freeze()


def answer(request: Request) -> Answer:
    """Do the work. Errors of the input become 422, of the request 400, each with the envelope of the command line."""
    try:
        return _done(request)
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


def _file(request: Request, role: str) -> Part:
    if role not in request.files:
        raise UsageError(f"the file {role!r} is missing.")
    return request.files[role]


def _done(request: Request) -> Answer:
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


def _checked(request: Request) -> Answer:
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
