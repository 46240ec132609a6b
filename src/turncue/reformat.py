"""A subtitle file checked, as it is, or laid out anew: ``turncue check``, ``convert`` and ``check --fix``."""

from __future__ import annotations

from dataclasses import dataclass, replace

from turncue import formats
from turncue.check import (
    Finding,
    check_cues,
    check_shown,
    recompose,
    second_language,
    shown_cue,
    shown_cues,
    with_shown_labels,
)
from turncue.check.label_style import label_style
from turncue.compose import LayoutOptions, Profile
from turncue.errors import UsageError
from turncue.formats import Source
from turncue.model import Document, Subtitle
from turncue.pipeline import Options, Result, profile_of
from turncue.reading import captions_from
from turncue.text.language import detect_language

__all__ = ["CheckedFile", "as_it_is", "check_file", "check_result", "language_of", "reformat"]


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What a check of a subtitle file gives: the findings, by which profile and in which languages, of how many.

    ``second``: the other language of subtitles that hold two.
    """

    findings: tuple[Finding, ...]
    profile: Profile
    language: str | None
    second: str | None
    subtitles: int


def check_file(source: Source, options: Options) -> CheckedFile:
    """A subtitle file held to the profile of ``options`` for each of its languages.

    Raises ``ReadError`` (and its kinds) for a file that cannot be understood.
    """
    language = language_of(source, options.language)
    cues, in_file = shown_cues(source)
    other = second_language(cues, language)
    profile = profile_of(options, language)
    second = (profile_of(options, other), other) if other else None
    findings = check_shown(cues, in_file, profile=profile, language=language, second=second)
    return CheckedFile(tuple(findings), profile, language, other, len(cues))


def check_result(result: Result) -> list[Finding]:
    """What breaks the profile in a result's subtitles, in order of time, as ``check_file`` finds it in their file."""
    options, document = result.options, result.document
    both = options.text == "both" and document.captions_language
    return check_cues(
        [shown_cue(k, s) for k, s in enumerate(document.subtitles, 1)],
        profile=profile_of(options, document.language),
        language=document.language,
        second=(profile_of(options, both), both) if both else None,
    )


def as_it_is(source: Source, options: Options) -> Result:
    """The subtitles of a file with their times, lines, labels and speakers; no cue is cut, joined or moved.

    A name holds until the next one. Where the file prints no labels, the speaker's name is one where it changes, for
    formats that have no other place for it. Raises ``ReadError`` (and its kinds) for a file that cannot be understood.
    """
    cues, _ = shown_cues(source)
    labelled = any(label for cue in cues for label in cue.labels)
    made: list[Subtitle] = []
    last: str | None = None
    for cue in cues:
        rows: list[tuple[str, str | None, str]] = []
        for line, label, speaker in zip(cue.lines, cue.labels, cue.speakers, strict=True):
            name = speaker or (last if labelled and not label else None)
            printed = (label if name else "") if labelled else f"{name}: " if name and name != last else ""
            # a dash or >> names nobody: it is text, which every format keeps
            rows.append((line[len(label) :] if name else line, name, printed))
            last = name
        if any(line.strip() for line in cue.lines):
            lines, speakers, labels = zip(*rows, strict=True)
            made.append(Subtitle(cue.start, cue.end, lines, speakers, labels, ()))
    language = language_of(source, options.language)
    return Result(Document(tuple(made), language=language, captions_language=language), options)


def language_of(source: Source, requested: str | None) -> str | None:
    """The language a subtitle file is in: as requested, as its header tells, or as its words look."""
    if requested:
        return requested
    captions = captions_from(source)
    return captions.language or detect_language("\n".join(c.text for c in captions.cues))


def reformat(source: Source, options: Options, *, keep_style: bool = True) -> Result:
    """Subtitles of a file laid out anew as ``options`` say. ``keep_style``: print names as the file does.

    Raises ``ReadError`` (and its kinds) for a file that cannot be understood, ``UsageError`` for options without
    meaning.
    """
    captions = captions_from(source)
    language = language_of(source, options.language)
    chosen = options
    cues, _ = shown_cues(source)
    if other := second_language(cues, language):
        raise UsageError(
            f"{source.name}: each subtitle holds two languages ({language}, {other}); only one can be laid out anew. "
            "Make the subtitles again: turncue align --text both."
        )
    captions = with_shown_labels(captions, cues)
    row = formats.detect(source)
    labelled = any(label for cue in cues for label in cue.labels)
    if keep_style and labelled:
        style = label_style(cues)
        one_line = style == "line" and profile_of(options, language).max_lines == 1
        chosen = replace(options, speaker_style="colon" if one_line else style)
        chosen = replace(chosen, vtt_labels=options.vtt_labels or "speaker" not in row.losses)
    layout = LayoutOptions(profile_of(chosen, language), chosen.labels, language, chosen.shots)
    document = recompose(captions, layout, events=chosen.events if chosen.events not in ("keep", "drop") else None)
    return Result(document, chosen)
