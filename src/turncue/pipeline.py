"""The whole way: read, prepare, align, time, judge, compose.

Each step is a pure function from one frozen value to the next. Files are opened in ``turncue.files`` only.
"""

from __future__ import annotations

from collections.abc import Callable

from turncue.align.engine import select_and_align
from turncue.files import Input, write_text
from turncue.formats import format_for
from turncue.model import Captions, Document, Transcript
from turncue.options import Options
from turncue.prepare.pair import prepare
from turncue.quality import judge
from turncue.reading import read_captions, read_glossary, read_transcript
from turncue.result import Result
from turncue.subtitles import profile_of, subtitles_of
from turncue.timing import time_words
from turncue.transcripts.choice import choose_reading

__all__ = [
    "Options",
    "Result",
    "align",
    "format_for",
    "profile_of",
    "read_captions",
    "read_glossary",
    "read_transcript",
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

    Both may be a path, an open file, or a value read before. ``progress(part, step)`` is called with 0 to 1 and the
    name of the step.

    Raises ``ReadError`` for a file that cannot be understood, ``UsageError`` for options without meaning,
    ``AlignError`` when the two do not belong together.
    """
    options = options or Options()
    report_progress = progress or (lambda part, step: None)
    report_progress(0.0, "read")
    transcript, captions = read_transcript(transcript, options=options), read_captions(captions, options=options)
    transcript = choose_reading((transcript, *transcript.alternatives), captions)
    report_progress(0.2, "align")
    pair = prepare(transcript, captions, options)
    result = select_and_align(pair, options)
    report_progress(0.6, "time")
    timing = time_words(pair, result)
    turns, report = judge(pair, result, timing)
    report_progress(0.8, "compose")
    subtitles, language = subtitles_of(pair, result, timing, turns, options)
    report_progress(1.0, "done")
    document = Document(subtitles, turns, report, language, pair.captions.language, transcript.metadata)
    return Result(document, options, result.lexicon)
