"""An error as the command line gives it back: its exit code, and the JSON document of ``--json``."""

from __future__ import annotations

import json
from collections.abc import Callable

from turncue.cli.terminal import write_document
from turncue.errors import AlignError, TurncueError, UsageError

__all__ = ["as_json", "exit_code", "reporting"]


def exit_code(error: TurncueError) -> int:
    """2 for usage, 3 for a refusal, 1 for an input or an output that failed."""
    if isinstance(error, UsageError):
        return 2
    return 3 if isinstance(error, AlignError) else 1


def as_json(error: TurncueError) -> str:
    """The same envelope on failure as on success."""
    row: dict[str, object] = {"version": 1, "ok": False, "error": type(error).__name__, "message": str(error)}
    if isinstance(error, AlignError):
        row |= {"score": round(error.score, 4), "threshold": error.threshold}
    return json.dumps(row, ensure_ascii=False, indent=1) + "\n"


def reporting(work: Callable[[], None], *, json_report: bool) -> int:
    """Do the work; with ``json_report`` an error is written as JSON, without it passed on. Returns the exit code."""
    try:
        work()
    except TurncueError as error:
        if not json_report:
            raise
        write_document(as_json(error))
        return exit_code(error)
    return 0
