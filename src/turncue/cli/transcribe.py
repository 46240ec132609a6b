"""``turncue transcribe``: the words of a recording with their times."""

from __future__ import annotations

from types import SimpleNamespace

from turncue.cli.audio_rows import AUDIO_ROWS
from turncue.cli.outputs import check_place, check_targets
from turncue.cli.rows import OUTPUT, OVERWRITE, QUIET, Command, Row, argument
from turncue.cli.terminal import note, progress, say, write_document
from turncue.cli.values import options_of
from turncue.errors import UsageError

__all__ = ["COMMAND"]

_ROWS = (
    argument("media", "Sound or video: anything that ffmpeg reads."),
    Row(
        "out",
        "File to write: .json (words with times) or a subtitle format; - is standard output (JSON).",
        flags=("--out", "-o"),
        panel=OUTPUT,
        metavar="FILE",
        default="-",
    ),
    OVERWRITE,
    *AUDIO_ROWS,
    QUIET,
)


def _run(given: SimpleNamespace) -> int:
    as_words = given.out == "-" or given.out.lower().endswith(".json")
    if given.media == "-":
        raise UsageError("sound cannot come from standard input (-): it has to be searched. Name a file.")
    if as_words and given.out != "-":
        check_place(given.out, given.overwrite, {"media": given.media})
    elif not as_words:
        check_targets([given.out], given.overwrite, {"media": given.media})

    from turncue.audio.media_input import audio_options
    from turncue.audio.recognition import transcribed
    from turncue.files import write_bytes

    with progress(quiet=given.quiet) as moved:
        made = transcribed(given.media, audio_options(options_of(given), precise=True), moved)
    content = made.json.encode() if as_words else _subtitles(made.json, made.language, given.out)
    if given.out == "-":
        write_document(content)
    else:
        write_bytes(given.out, content, overwrite=given.overwrite)
        say(given.out)
    if not given.quiet:
        note(f"{made.words} words ({made.language or 'language not known'}), by {made.recogniser}")
        if made.recogniser == "sphinx" and not given.audio_language:
            note(
                "it knows English only and cannot tell other speech from it: for that give a model with --model FOLDER"
            )
    return 0


def _subtitles(json: str, language: str | None, target: str) -> bytes:
    from turncue.formats import format_for
    from turncue.formats.source import Source
    from turncue.options import Options
    from turncue.reformat import reformat

    result = reformat(Source.of_text(json, "words.json"), Options(language=language))
    return result.render_bytes(format_for(target))


COMMAND = Command(
    "transcribe",
    "Recognise the speech of MEDIA: words with times as JSON, or subtitles.",
    _ROWS,
    _run,
    ("turncue transcribe talk.mp4 -o words.json", "turncue transcribe talk.mp4 --model whisper-folder -o talk.srt"),
)
