"""The rows of the commands that read sound."""

from __future__ import annotations

from turncue.cli.rows import Row, option

__all__ = ["AUDIO_ROWS", "WORDS"]

WORDS = Row(
    "words",
    "Words recognised by another tool (Whisper JSON, CTM …), instead of recognising.",
    flags=("--words",),
    panel="Audio",
    metavar="FILE",
    complete="files",
)
AUDIO_ROWS = tuple(map(option, ("model", "track", "audio_language", "no_cache")))
