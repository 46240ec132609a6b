"""The functions of the package: what ``import turncue`` offers, with every option by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Unpack

from turncue import pipeline
from turncue.files import Input
from turncue.inputs import CaptionsInput, TranscriptInput, captions_of, parse_source, transcript_of
from turncue.model import Captions, Transcript
from turncue.options import OptionNames, Options, with_options
from turncue.result import Result

__all__ = ["align", "parse_captions", "parse_transcript", "read", "read_captions", "read_transcript"]


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
    list of segments, faster-whisper's segments. Options go by name (``speakers="every"``; the fields of ``Options``),
    over ``options`` where both are given. ``progress(part, step)`` is called with 0 to 1 and the name of the step.

    Raises ``ReadError`` for an input that cannot be understood, ``UsageError`` for an option without meaning,
    ``AlignError`` when the two do not belong together.
    """
    chosen = with_options(options, named)
    return pipeline.align(
        transcript_of(transcript, chosen), captions_of(captions, chosen), options=chosen, progress=progress
    )


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
