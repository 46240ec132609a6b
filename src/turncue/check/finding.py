"""The findings of a check, and the rules with their sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["DASHES_AND_CHEVRONS", "RULES", "Finding", "ShownCue"]

DASHES_AND_CHEVRONS = "-–—‐‑―>＞ \u00a0"
"""What marks a change of speaker before a line, with or without a name."""

RULES: Mapping[str, str] = {
    "too-many-lines": "lines on screen: the profile's max_lines",
    "line-too-long": "characters on a line, label included: the profile's max_chars",
    "too-fast": "characters per second: the profile's max_cps",
    "too-short": "the profile's min_duration",
    "too-long": "the profile's max_duration",
    "gap-too-small": "the profile's min_gap",
    "gap-not-closed": "the profile's close_gaps_under: a short dark moment between two subtitles flickers",
    "overlap": "two subtitles at once cover each other: Netflix Timing Guidelines 360051554394",
    "out-of-order": "players show subtitles in the order of the file",
    "empty": "a subtitle without text: Subtitle Edit, fix common errors",
    "bad-break": "no line ends after an article, a preposition, a title or inside a name: Netflix, BBC 3.4, TED",
    "orphan-punctuation": "closing marks never begin a line, opening ones never end it: kinsoku, JIS X 4051",
    "unbalanced": "the profile's shape: bottom-heavy (Netflix) or one line at least half the other (TED)",
    "word-split": "a word is not cut in two: Netflix, BBC 3.4",
    "line-end-punctuation": "no comma or full stop at a line's end: Netflix Chinese 215986007, when the profile asks",
    "dash-style": "the dash before each of two speakers, by language: Netflix Timed Text Style Guides, Dual Speakers",
    "too-many-speakers": "at most two speakers in a subtitle: Netflix General Requirements 215758617",
}
"""Every rule's name, its limit, and its source."""


@dataclass(frozen=True, slots=True)
class ShownCue:
    """A subtitle as a file has it: ``number`` counts from 1 in the file's order, ``line`` is its line in the file.

    ``lines`` are as printed, markup out and labels in; ``labels`` gives for each the part at its beginning that is
    a label or a dash; ``speakers`` who says it, where the file names them. Times in ms.
    """

    number: int
    line: int
    start: int
    end: int
    lines: tuple[str, ...]
    labels: tuple[str, ...]
    speakers: tuple[str | None, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines without their labels; one that is nothing but a label is left out."""
        bare = (x[len(a) :].strip() for x, a in zip(self.lines, self.labels, strict=True))
        return tuple(x for x in bare if x)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that breaks a rule: which, where, the measured value and the limit as printed, and a way to correct it.

    ``cue`` counts from 1, ``line`` is the line in the file (0 where it has none), times in ms.
    """

    rule: str
    cue: int
    line: int
    start: int
    end: int
    measured: str
    limit: str
    fix: str
    text: str

    @property
    def source(self) -> str:
        """Where the rule comes from."""
        return RULES[self.rule]
