"""The rows of the commands that read sound, and the options they make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

from turncue.cli.rows import Row

if TYPE_CHECKING:
    from turncue.audio import AudioOptions
    from turncue.model import Captions
    from turncue.options import Options

__all__ = ["AUDIO_ROWS", "MODEL", "WORDS", "audio_options", "recognised_captions"]

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


def recognised_captions(
    given: SimpleNamespace, options: Options, progress: Callable[[float, str], None]
) -> str | Captions:
    """What ``align`` takes as captions: the file named, or what is recognised in it where it is sound or video."""
    name: str = given.captions
    if not _may_be_media(name):
        return name
    from turncue.audio import captions_from_media, is_media, spoken_bias

    if not is_media(name):
        return name
    chosen = audio_options(given, precise=True)
    if given.transcript != "-":
        from turncue.reading import read_transcript

        chosen = replace(chosen, bias=spoken_bias(read_transcript(given.transcript, options=options), chosen))
    return captions_from_media(name, chosen, progress)


def _may_be_media(name: str) -> bool:
    """Whether a look at the file is worth it: captions by their suffix are never sound."""
    return not name.lower().endswith((".srt", ".vtt", ".json", ".json3", ".ass", ".ssa", ".ttml", ".txt", ".md"))
