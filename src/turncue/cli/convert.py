"""``turncue convert``: subtitles in another format, cue by cue, or composed again for a profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

from turncue.cli.outputs import check_targets
from turncue.cli.rows import OVERWRITE, QUIET, Command, argument, option
from turncue.cli.terminal import note, say, standard_input, write_document
from turncue.cli.values import options_of

if TYPE_CHECKING:
    from turncue.formats import Source

__all__ = ["COMMAND"]

_ROWS = (
    argument("source", "Subtitles or captions; - is standard input.", "IN"),
    argument("target", "File to write; the suffix is the format; - is standard output (SRT).", "OUT"),
    option("events"),
    OVERWRITE,
    option("speakers"),
    option("speaker_style", default=None, help="How the name is printed; without it as in IN."),
    *map(option, ("speaker_form", "colors", "vtt_labels")),
    option("profile", default=None, help="Compose the subtitles again by these rules (turncue profiles)."),
    *map(option, ("max_chars", "max_lines", "max_cps", "dialogue", "line_ends", "bidi_marks", "shots")),
    option("language", help="Language of the subtitles, where detection errs."),
    option("encoding", help="Encoding of IN, where detection errs.", panel="Languages"),
    QUIET,
)


_LAYOUT = frozenset(
    "profile max_chars max_lines max_cps dialogue line_ends shots events speakers speaker_style speaker_form".split()
)
"""Options that change cues or labels: with none of them every cue stays as it is."""


def _is_laid_out(given: SimpleNamespace) -> bool:
    return any(getattr(given, row.name) != row.default for row in _ROWS if row.name in _LAYOUT)


def _run(given: SimpleNamespace) -> int:
    inputs = {"input": given.source, "file of shots": given.shots}
    check_targets([given.target], given.overwrite, {k: v for k, v in inputs.items() if v and v != "-"})
    options = options_of(given)

    from turncue.files import write_bytes
    from turncue.formats import by_name, format_for
    from turncue.reading import read_source
    from turncue.reformat import as_it_is, reformat
    from turncue.result import Result
    from turncue.workflows.finished import document_of_file

    file = standard_input("subtitles") if given.source == "-" else given.source
    source = read_source(file, "subtitles", given.encoding)
    row = by_name("srt" if given.target == "-" else format_for(given.target))
    if row.name != "result" and ("lines" in row.losses or "words" not in row.losses):
        # a format of turns or of words: they are taken as they are, for laying out anew loses the times of words
        document = document_of_file(source)
        result = Result(replace(document, language=options.language or document.language), options)
    elif not _is_laid_out(given):
        result = as_it_is(source, replace(options, encoding=None))
        if row.name == "result":
            turns = document_of_file(source).turns or reformat(source, replace(options, encoding=None)).turns
            result = Result(replace(result.document, turns=turns), options)
    else:
        result = reformat(source, replace(options, encoding=None), keep_style=given.speaker_style is None)
    content = result.render_bytes(row.name)
    if given.target == "-":
        write_document(content)
    else:
        write_bytes(given.target, content, overwrite=given.overwrite)
        say(given.target)
    if not given.quiet:
        language = result.document.language or "any language"
        how = (given.profile or options.profile) if _is_laid_out(given) else "every cue as it is"
        note(f"{len(result.subtitles)} subtitles ({how}, {language})")
        if lost := _lost(source, row.losses):
            note(f"{row.title} cannot carry: {', '.join(lost)}")
    return 0


def _lost(source: Source, losses: Sequence[str]) -> list[str]:
    """What the input has and the format cannot carry."""
    from turncue.workflows.finished import document_of_file

    document = document_of_file(source)
    has = {
        "speaker": any(name for s in document.subtitles for name in s.speakers),
        "words": any(len(turn.words) > 1 for turn in document.turns),
        "confidence": any(turn.confidence != 1 for turn in document.turns),
    }
    words = {"speaker": "who speaks (but as text)", "words": "times of words", "confidence": "confidence"}
    return [words[name] for name in losses if has.get(name)]


COMMAND = Command(
    "convert",
    "Write the subtitles IN as OUT, every cue as it is; with --profile they are composed again. No word changes.",
    _ROWS,
    _run,
    ("turncue convert talk.vtt talk.srt", "turncue convert talk.srt small.vtt --profile tiktok"),
)
