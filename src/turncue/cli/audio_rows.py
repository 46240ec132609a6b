"""The rows of the commands that read sound, and the options they make."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from turncue.cli.rows import Row

if TYPE_CHECKING:
    from turncue.audio import AudioOptions

__all__ = ["AUDIO_ROWS", "WORDS", "audio_options"]

AUDIO = "Audio"

MODEL = Row(
    "model",
    "Folder of a Whisper model (CTranslate2); a model's name lets faster-whisper fetch it. Without it: the embedded "
    "recogniser, which knows English.",
    flags=("--model",),
    panel=AUDIO,
    metavar="PATH",
)
TRACK = Row(
    "track", "Audio track: its number from 1, or its language.", flags=("--track",), panel=AUDIO, metavar="NUMBER|LANG"
)
SPEECH = Row(
    "audio_language",
    "Language of the speech, where it is not that of the text.",
    flags=("--audio-language",),
    panel=AUDIO,
    metavar="LANG",
    complete="languages",
)
NO_CACHE = Row("no_cache", "Recognise again; keep nothing for the next run.", bool, ("--no-cache",), False, AUDIO)
WORDS = Row(
    "words",
    "Words recognised by another tool (Whisper JSON, CTM …), instead of recognising.",
    flags=("--words",),
    panel=AUDIO,
    metavar="FILE",
    complete="files",
)
AUDIO_ROWS = (MODEL, TRACK, SPEECH, NO_CACHE)


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
