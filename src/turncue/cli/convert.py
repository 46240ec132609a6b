"""``turncue convert``: subtitles composed again for a profile."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from turncue.cli.outputs import check_targets
from turncue.cli.rows import OVERWRITE, QUIET, Command, argument, option
from turncue.cli.terminal import note, say, standard_input, write_document
from turncue.cli.values import options_of

__all__ = ["COMMAND"]

_ROWS = (
    argument("source", "Subtitles or captions; - is standard input.", "IN"),
    argument("target", "File to write; the suffix is the format; - is standard output (SRT).", "OUT"),
    option("events"),
    OVERWRITE,
    option("speakers"),
    option("speaker_style", default=None, help="How the name is printed; without it as in IN."),
    *map(option, ("speaker_form", "colors", "vtt_labels")),
    *map(option, ("profile", "max_chars", "max_lines", "max_cps", "dialogue", "line_ends", "bidi_marks", "shots")),
    option("language", help="Language of the subtitles, where detection errs."),
    option("encoding", help="Encoding of IN, where detection errs.", panel="Languages"),
    QUIET,
)


def _run(given: SimpleNamespace) -> int:
    inputs = {"input": given.source, "file of shots": given.shots}
    check_targets([given.target], given.overwrite, {k: v for k, v in inputs.items() if v and v != "-"})
    options = options_of(given)

    from turncue.files import write_bytes
    from turncue.formats import format_for
    from turncue.reading import read_source
    from turncue.reformat import reformat

    file = standard_input("subtitles") if given.source == "-" else given.source
    source = read_source(file, "subtitles", given.encoding)
    result = reformat(source, replace(options, encoding=None), keep_style=given.speaker_style is None)
    content = result.render_bytes("srt" if given.target == "-" else format_for(given.target))
    if given.target == "-":
        write_document(content)
    else:
        write_bytes(given.target, content, overwrite=given.overwrite)
        say(given.target)
    if not given.quiet:
        language = result.document.language or "any language"
        note(f"{len(result.subtitles)} subtitles ({given.profile}, {language})")
    return 0


COMMAND = Command(
    "convert",
    "Compose the subtitles IN again for a profile and write OUT. No word changes.",
    _ROWS,
    _run,
    ("turncue convert talk.srt small.vtt --profile tiktok",),
)
