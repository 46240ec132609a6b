"""The rows of the commands that read sound, and the options they make."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from turncue.cli.rows import Row, option

if TYPE_CHECKING:
    from turncue.audio import AudioOptions

__all__ = ["AUDIO_ROWS", "WORDS", "audio_options"]

WORDS = Row(
    "words",
    "Words recognised by another tool (Whisper JSON, CTM …), instead of recognising.",
    flags=("--words",),
    panel="Audio",
    metavar="FILE",
    complete="files",
)
AUDIO_ROWS = tuple(map(option, ("model", "track", "audio_language", "no_cache")))


def audio_options(given: SimpleNamespace, *, precise: bool = False) -> AudioOptions:
    """The choices about sound from the rows above."""
    from turncue.audio import AudioOptions

    return AudioOptions(
        model=given.model,
        track=given.track,
        language=given.audio_language,
        cache=not given.no_cache,
        precise=precise,
    )
