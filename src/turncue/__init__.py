"""turncue: subtitles that say who speaks.

Aligns a transcript with speaker turns (who speaks) with timed captions (when)::

    result = turncue.align("talk.md", "talk.en.vtt", speakers="every")
    result.write("talk.srt")
    for turn in result.turns:
        print(turn.speaker, turn.start, turn.confidence)

Times are integer milliseconds. Every error raised on purpose is a ``TurncueError``.
"""

from __future__ import annotations

import sys
from types import ModuleType

from turncue._version import __version__

TYPE_CHECKING = False  # typing takes longer to load than all the rest of "turncue --version"
if TYPE_CHECKING:
    from turncue.api import align, parse_captions, parse_transcript, read, read_captions, read_transcript, sync
    from turncue.audio.sync_result import SyncRefused, SyncResult
    from turncue.errors import (
        AlignError,
        EncodingError,
        FormatCannot,
        FormatUnknown,
        OutputExists,
        ReadError,
        TurncueError,
        UsageError,
        WriteError,
    )
    from turncue.model import Captions, Cue, Report, Subtitle, TimedTurn, TimedWord, Transcript, Turn, Word
    from turncue.options import Options
    from turncue.result import Result, SpokenWord

__all__ = [
    "AlignError",
    "Captions",
    "Cue",
    "EncodingError",
    "FormatCannot",
    "FormatUnknown",
    "Options",
    "OutputExists",
    "ReadError",
    "Report",
    "Result",
    "SpokenWord",
    "Subtitle",
    "SyncRefused",
    "SyncResult",
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
    "parse_captions",
    "parse_transcript",
    "read",
    "read_captions",
    "read_transcript",
    "sync",
]

_NAMES = {
    "turncue.api": "align parse_captions parse_transcript read read_captions read_transcript sync",
    "turncue.audio.sync_result": "SyncRefused SyncResult",
    "turncue.errors": "AlignError EncodingError FormatCannot FormatUnknown OutputExists ReadError TurncueError "
    "UsageError WriteError",
    "turncue.model": "Captions Cue Report Subtitle TimedTurn TimedWord Transcript Turn Word",
    "turncue.options": "Options",
    "turncue.result": "Result SpokenWord",
}
_MODULE_OF = {name: module for module, names in _NAMES.items() for name in names.split()}


class _Package(ModuleType):
    """Keeps ``turncue.align`` the function: Python would put the package of that name there once it is imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _MODULE_OF and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    # a name is imported when it is used, so that "import turncue" stays quick
    if name in _MODULE_OF:
        from importlib import import_module

        value = getattr(import_module(_MODULE_OF[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
