"""A subtitle file laid out anew: read, recompose, ready to write. What ``turncue convert`` and ``check --fix`` do."""

from __future__ import annotations

from dataclasses import replace

from turncue import formats
from turncue.check import recompose, shown_cues, with_shown_labels
from turncue.check.label_style import label_style
from turncue.compose import LayoutOptions
from turncue.formats import Source
from turncue.pipeline import Options, Result, profile_of
from turncue.reading import captions_from
from turncue.text.language import detect_language

__all__ = ["language_of", "reformat"]


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
