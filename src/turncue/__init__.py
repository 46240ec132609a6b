"""turncue: subtitles that say who speaks.

Lays a transcript with speaker turns (who said what) on timed captions (when it was heard)::

    result = turncue.align("talk.md", "talk.en.vtt")
    result.write("talk.srt")
    for turn in result.turns:
        print(turn.speaker, turn.start, turn.confidence)

Times are integer milliseconds. Every error raised on purpose is a ``TurncueError``.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from turncue._version import __version__
from turncue.errors import (
    AlignError,
    EncodingError,
    FormatUnknown,
    OutputExists,
    ReadError,
    TurncueError,
    UsageError,
    WriteError,
)
from turncue.model import Captions, Cue, Report, Subtitle, TimedTurn, TimedWord, Transcript, Turn, Word

if TYPE_CHECKING:
    from turncue.pipeline import Options, Result, align, read_captions, read_transcript

__all__ = [
    "AlignError",
    "Captions",
    "Cue",
    "EncodingError",
    "FormatUnknown",
    "Options",
    "OutputExists",
    "ReadError",
    "Report",
    "Result",
    "Subtitle",
    "TimedTurn",
    "TimedWord",
    "Transcript",
    "Turn",
    "TurncueError",
    "UsageError",
    "Word",
    "WriteError",
    "__version__",
    "align",
    "read_captions",
    "read_transcript",
]

_LATER = ("Options", "Result", "align", "read_captions", "read_transcript")


class _Package(ModuleType):
    """Keeps ``turncue.align`` the function: Python would put the folder of that name there once it is imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _LATER and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    # what needs numpy and rapidfuzz is imported when it is asked for: "import turncue" stays quick
    if name in _LATER:
        pipeline = importlib.import_module("turncue.pipeline")
        for later in _LATER:
            globals()[later] = getattr(pipeline, later)
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
