"""Sound as an input of ``align``: recognised in place of captions, or the clock that captions are brought to."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from turncue.audio.activity import speech_probability
from turncue.audio.recogniser import AudioOptions, NoRecogniser
from turncue.audio.recognition import captions_from_media, spoken_bias
from turncue.audio.sync_across import Matcher
from turncue.audio.synchronize import sync
from turncue.audio.trusted import trusted
from turncue.audio.word_onsets import with_onsets
from turncue.errors import AlignError
from turncue.model import Captions, Transcript
from turncue.options import Options
from turncue.prepare.pair import Pair
from turncue.timing import Timing

__all__ = ["audio_options", "on_media_clock", "placed_by_sound", "recognised_captions"]


def audio_options(options: Options, *, precise: bool = False) -> AudioOptions:
    """The choices about sound among all options."""
    return AudioOptions(
        model=options.model,
        track=options.track,
        language=options.audio_language,
        cache=not options.no_cache,
        precise=precise,
    )


def recognised_captions(
    media: str | os.PathLike[str],
    transcript: Transcript,
    options: Options,
    progress: Callable[[float, str], None],
) -> Captions:
    """The speech of a media file as captions; the embedded recogniser expects the transcript's words.

    Raises ``ReadError`` for a file without usable sound or words, ``NoRecogniser``, ``ExtraMissing``.
    """
    chosen = audio_options(options, precise=True)
    return captions_from_media(media, replace(chosen, bias=spoken_bias(transcript, chosen)), progress)


def on_media_clock(
    captions: Captions, media: str | os.PathLike[str], options: Options, matcher: Matcher
) -> tuple[Captions, tuple[str, ...]]:
    """Captions on the clock of a media file, and a sentence where they were moved or could not be checked.

    Captions that were recognised in the file itself have its clock. Raises ``ReadError`` for media without usable
    sound, ``ExtraMissing``.
    """
    if captions.source is not None and _same_file(captions.source, media):
        return captions, ()
    chosen = audio_options(options)
    named = replace(captions, language=options.captions_language or captions.language)
    try:
        result = sync(named, media, chosen, matcher)
    except (AlignError, NoRecogniser) as error:  # refused, or nothing in common across languages
        return captions, (f"the captions' times were not compared with the sound: {error}",)
    if not result.moved:
        return captions, ()
    matched, words = sum(p.matched for p in result.pieces), sum(p.words for p in result.pieces)
    changes = "; ".join(result.messages)
    return result.applied(captions), (
        f"the captions were brought to the clock of the sound: {changes} ({matched} of {words} agree, "
        f"confidence {result.confidence:.2f})",
    )


def placed_by_sound(timing: Timing, pair: Pair, media: str | os.PathLike[str], options: Options) -> Timing:
    """A timing whose words have their onsets in the sound; see ``with_onsets``.

    Where the captions are the recogniser's words of the same sound, forced alignment is checked against them.
    """
    chosen = audio_options(options)
    placed = with_onsets(timing, pair, media, chosen)
    own = pair.captions.source is not None and _same_file(pair.captions.source, media)
    if not own or np.array_equal(placed.start, timing.start):
        return placed
    return trusted(timing, placed, speech_probability(media, chosen.track))


def _same_file(one: str, two: str | os.PathLike[str]) -> bool:
    return Path(one).absolute() == Path(two).absolute()
