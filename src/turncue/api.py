"""The functions of the package: what ``import turncue`` offers, with every option by its name."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from turncue import pipeline
from turncue.errors import UsageError
from turncue.files import Input
from turncue.inputs import CaptionsInput, TranscriptInput, captions_of, parse_source, transcript_of
from turncue.model import Captions, Transcript
from turncue.options import OptionNames, Options, with_options
from turncue.result import Result

if TYPE_CHECKING:
    from turncue.audio.sync_result import SyncResult

__all__ = ["align", "parse_captions", "parse_transcript", "read", "read_captions", "read_transcript", "sync"]


def align(
    transcript: TranscriptInput,
    captions: CaptionsInput,
    *,
    options: Options | None = None,
    progress: Callable[[float, str], None] | None = None,
    **named: Unpack[OptionNames],
) -> Result:
    """Align a transcript with speaker turns with timed captions, and compose subtitles.

    ``transcript``: a path, an open file, a ``Transcript``, or a list of turns: (speaker, text) pairs, dicts, ``Turn``.
    ``captions``: a path, an open file, ``Captions``, a list of cues, or a recogniser's result: Whisper's dict or its
    list of segments, faster-whisper's segments; or the path of the sound or video itself (``turncue[audio]``). Options
    go by name (``speakers="every"``; the fields of ``Options``), over ``options`` where both are given.
    ``progress(part, step)`` is called with 0 to 1 and the name of the step.

    Raises ``ReadError`` for an input that cannot be understood, ``UsageError`` for an option without meaning,
    ``AlignError`` when the two do not belong together.
    """
    chosen = with_options(options, named)
    sound = pipeline.recognisable(captions)
    timed = captions_of(captions, chosen) if sound is None else sound
    return pipeline.align(transcript_of(transcript, chosen), timed, options=chosen, progress=progress)


def sync(
    captions: CaptionsInput,
    reference: CaptionsInput,
    *,
    snap: bool = False,
    options: Options | None = None,
    **named: Unpack[OptionNames],
) -> SyncResult:
    """Find what is wrong with captions' times: offset, frame rate, cuts.

    ``reference`` has the right times: the path of sound or video (``turncue[audio]``), or captions of the same
    recording in any language. Options as in ``align``; of use are ``model``, ``track``, ``audio_language``,
    ``no_cache``, ``captions_language`` and ``captions_encoding``. The result has ``moved`` (False where the captions
    fit as they are), ``pieces`` (cues with their rate, offset in ms and evidence), ``messages`` for people,
    ``confidence`` from 0 to 1; ``time(ms)`` is the new time of an old one and ``applied(captions)`` the captions with
    new times::

        captions = turncue.read_captions("talk.srt")
        fixed = turncue.sync(captions, "talk.mp4").applied(captions)

    With ``snap`` each cue's start is also moved to where its first word sets in, where that is firm in the sound.

    Raises ``SyncRefused``, an ``AlignError``, without enough evidence, with the number; ``ReadError``, ``UsageError``.
    """
    from turncue.audio.media_input import audio_options
    from turncue.audio.recognition import is_media
    from turncue.audio.synchronize import snap as snap_to_sound
    from turncue.audio.synchronize import sync as sync_to_sound
    from turncue.audio.synchronize import sync_to_captions

    chosen = with_options(options, named)
    moving = captions_of(captions, chosen)
    if chosen.captions_language:
        moving = replace(moving, language=chosen.captions_language)
    if isinstance(reference, str | os.PathLike) and is_media(reference):
        result = sync_to_sound(moving, reference, audio_options(chosen), pipeline.placements)
        return snap_to_sound(result, moving, reference, audio_options(chosen)) if snap else result
    if snap:
        raise UsageError("snap moves cues to words in the sound; the reference is captions.")
    fixed = captions_of(reference, with_options(chosen, {"captions_encoding": None}))
    if chosen.audio_language:
        fixed = replace(fixed, language=chosen.audio_language)
    return sync_to_captions(moving, fixed, pipeline.placements)


def read_transcript(
    source: TranscriptInput, *, options: Options | None = None, **named: Unpack[OptionNames]
) -> Transcript:
    """Read a transcript in any form that ``align`` accepts.

    Raises ``ReadError`` (and its kinds) with path, line and the next step.
    """
    return transcript_of(source, with_options(options, named))


def read_captions(source: CaptionsInput, *, options: Options | None = None, **named: Unpack[OptionNames]) -> Captions:
    """Read captions in any form that ``align`` accepts.

    Raises ``ReadError`` (and its kinds) with path, line and the next step.
    """
    return captions_of(source, with_options(options, named))


def read(source: Input, *, encoding: str | None = None) -> Captions:
    """Read any file of subtitles or captions, told from its content: SubRip, WebVTT, JSON and the others.

    Raises ``ReadError`` (and its kinds) with path, line and the next step.
    """
    return captions_of(source, Options(captions_encoding=encoding))


def parse_transcript(
    content: str | bytes, /, *, options: Options | None = None, **named: Unpack[OptionNames]
) -> Transcript:
    """The transcript that a text, or the bytes of a file, holds. Raises ``ReadError`` (and its kinds)."""
    return transcript_of(parse_source(content), with_options(options, named))


def parse_captions(
    content: str | bytes, /, *, options: Options | None = None, **named: Unpack[OptionNames]
) -> Captions:
    """The captions that a text, or the bytes of a file, holds. Raises ``ReadError`` (and its kinds)."""
    return captions_of(parse_source(content), with_options(options, named))
