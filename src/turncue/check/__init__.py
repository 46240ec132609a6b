"""Subtitles checked against a profile: what breaks it, where, by how much, and what would correct it."""

from __future__ import annotations

from collections.abc import Sequence

from turncue.check.finding import RULES, Finding, ShownCue
from turncue.check.recompose import recompose, turns_of_cues, with_shown_labels
from turncue.check.rules import check_cues
from turncue.check.shown_cues import shown_cue, shown_cues
from turncue.check.two_languages import second_language
from turncue.compose import Profile
from turncue.formats.source import Source

__all__ = [
    "RULES",
    "Finding",
    "ShownCue",
    "check_cues",
    "check_shown",
    "check_source",
    "check_text",
    "recompose",
    "second_language",
    "shown_cue",
    "shown_cues",
    "turns_of_cues",
    "with_shown_labels",
]


def check_text(text: str, source: str | None = None, *, profile: Profile, language: str | None = None) -> list[Finding]:
    """As ``check_source``, of text in memory; ``source`` is the file's name."""
    return check_source(Source.of_text(text, source), profile=profile, language=language)


def check_source(source: Source, *, profile: Profile, language: str | None = None) -> list[Finding]:
    """Everything in a subtitle file that breaks the profile, in order of time.

    ``language`` is a BCP 47 tag, for word lists and dashes. Raises ``FormatUnknown`` or ``ReadError`` for what is no
    subtitle file.
    """
    return check_shown(*shown_cues(source), profile=profile, language=language)


def check_shown(
    cues: Sequence[ShownCue],
    in_file: Sequence[Finding],
    *,
    profile: Profile,
    language: str | None,
    second: tuple[Profile, str] | None = None,
) -> list[Finding]:
    """As ``check_source``, of what ``shown_cues`` gives.

    ``second``: profile and tag of the other language where each subtitle holds two (``second_language``).
    """
    every = [*in_file, *check_cues(cues, profile=profile, language=language, second=second)]
    return sorted(every, key=lambda f: (f.start, f.cue))
