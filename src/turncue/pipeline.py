"""The whole way: read, prepare, align, time, judge, compose.

Each step is a pure function from one frozen value to the next. Files are opened in ``turncue.files`` only.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from turncue.align.engine import select_and_align
from turncue.errors import AlignError, UsageError
from turncue.files import Input, write_text
from turncue.formats import FORMATS, format_for
from turncue.model import Captions, Document, Transcript
from turncue.options import Options
from turncue.prepare.pair import prepare
from turncue.quality import judge
from turncue.reading import read_captions, read_glossary, read_transcript
from turncue.result import Result
from turncue.subtitles import profile_of, subtitles_of
from turncue.timing import time_words
from turncue.transcripts.choice import choose_reading

if TYPE_CHECKING:
    from turncue.audio.sync_across import Placed

__all__ = [
    "Options",
    "Result",
    "align",
    "format_for",
    "placements",
    "profile_of",
    "read_captions",
    "read_glossary",
    "read_transcript",
    "recognisable",
    "write_text",
]

Progress = Callable[[float, str], None]


def align(
    transcript: Input | Transcript,
    captions: Input | Captions,
    *,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Result:
    """Align a transcript with speaker turns with timed captions, and compose subtitles.

    Both may be a path, an open file, or a value read before; in place of captions the path of sound or video may
    stand, which is recognised. With ``options.media`` captions whose clock is off are brought to the recording's.
    ``progress(part, step)`` is called with 0 to 1 and the name of the step.

    Raises ``ReadError`` for a file that cannot be understood, ``UsageError`` for options without meaning,
    ``AlignError`` when the two do not belong together.
    """
    options = options or Options()
    report_progress = progress or (lambda part, step: None)
    report_progress(0.0, "read")
    transcript = read_transcript(transcript, options=options)
    recording = recognisable(captions)
    voiced = options.voices or bool(options.voice_model)
    sound = options.media or recording
    if voiced and sound is None:
        raise UsageError("--voices compares voices in the sound: give it with --media FILE.")
    captions, notes = _timed(captions, recording, transcript, options, report_progress)
    transcript = choose_reading((transcript, *transcript.alternatives), captions)
    report_progress(0.2, "align")
    pair = prepare(transcript, captions, options)
    try:
        result = select_and_align(pair, options)
    except AlignError as error:
        raise error if recording is None else _unlike_sound(error, options) from None
    report_progress(0.6, "time")
    timing = time_words(pair, result)
    if options.media is not None:
        from turncue.audio.media_input import placed_by_sound  # the libraries of sound are an extra

        timing = placed_by_sound(timing, pair, options.media, options)
    timing = replace(timing, warnings=(*notes, *timing.warnings)) if notes else timing
    turns, report = judge(pair, result, timing)
    if voiced and sound is not None:
        from turncue.audio.voices import voice_warnings

        advice = voice_warnings(turns, sound, options.voice_model, options.track)
        report = replace(report, warnings=(*report.warnings, *advice))
    report_progress(0.8, "compose")
    subtitles, language = subtitles_of(pair, result, timing, turns, options)
    report_progress(1.0, "done")
    document = Document(subtitles, turns, report, language, pair.captions.language, transcript.metadata)
    return Result(document, options, result.lexicon)


def _unlike_sound(error: AlignError, options: Options) -> AlignError:
    """The refusal of a transcript that has not the words recognised in the sound, with what to do."""
    hint = "The captions are what the model heard: check that both are of one recording, or give a larger model."
    if options.model is None:
        hint = (
            "The captions are what the embedded recogniser heard, which knows English only: for any other speech give "
            "a Whisper model with --model FOLDER. Else check that both are of one recording."
        )
    return AlignError(error.score, error.threshold, error.cause, hint)


def _timed(
    captions: Input | Captions, recording: str | None, transcript: Transcript, options: Options, progress: Progress
) -> tuple[Captions, tuple[str, ...]]:
    """The captions, on the clock of ``options.media`` where that is given, and sentences on what was done to them.

    A ``recording`` in place of captions is recognised.
    """
    if recording is None and options.media is None:
        return read_captions(captions, options=options), ()
    from turncue.audio.media_input import on_media_clock, recognised_captions  # the libraries of sound are an extra

    if recording is not None:
        return recognised_captions(recording, transcript, options, progress), ()
    read = read_captions(captions, options=options)
    return (read, ()) if options.media is None else on_media_clock(read, options.media, options, placements)


def media_path(captions: object) -> str | None:
    """The path of what may be sound or video: captions by their suffix never are."""
    if not isinstance(captions, str | os.PathLike):
        return None
    path = os.fspath(captions)
    return None if not isinstance(path, str) or path.lower().endswith(_TEXTS) else path


def recognisable(captions: object) -> str | None:
    """The path of sound or video that stands in place of captions; None for captions.

    The libraries of sound are loaded for what may be one only.
    """
    path = media_path(captions)
    if path is None:
        return None
    from turncue.audio.recognition import is_media

    return path if is_media(path) else None


_TEXTS = tuple(suffix for row in FORMATS for suffix in row.suffixes)


def placements(transcript: Transcript, captions: Captions) -> Sequence[Placed]:
    """Which turn starts when in captions of any language: the engine as ``turncue.audio.sync`` needs it.

    Raises ``AlignError`` when the two do not belong together.
    """
    from turncue.audio.sync_across import Placed

    result = align(transcript, captions)
    return [
        Placed(t.index, t.start, t.confidence) for t in result.turns if t.status == "aligned" and t.start is not None
    ]
