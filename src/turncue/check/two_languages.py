"""Subtitles with two languages, as ``--text both`` writes them: which lines are in which.

Each language has lines, a width and a reading speed of its own; a reader reads one of the two. Languages are told apart
by their scripts: Han, Kana, Hangul and the scripts without spaces on one side, all others on the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from turncue.check.finding import ShownCue
from turncue.check.params import LEAST_PAIRED, PAIRED_SHARE
from turncue.text.language import detect_language
from turncue.text.script_ranges import DENSE_LETTERS

__all__ = ["lines_by_language", "second_language"]

_DENSE = re.compile(f"[{DENSE_LETTERS}]")


def second_language(cues: Sequence[ShownCue], language: str | None) -> str | None:
    """The BCP 47 tag of the other language in a file whose main one is ``language``; None where there is one only.

    A file has two where most subtitles hold lines of one script above lines of another.
    """
    filled = [c for c in cues if c.texts]
    paired = sum(_is_paired(_classes(c)) for c in filled)
    if paired < LEAST_PAIRED or paired < PAIRED_SHARE * len(filled):
        return None
    _, other = lines_by_language(cues, language)
    return detect_language("\n".join(x for c in other for x in c.texts))


def lines_by_language(
    cues: Sequence[ShownCue], language: str | None
) -> tuple[tuple[ShownCue, ...], tuple[ShownCue, ...]]:
    """The subtitles with the lines of ``language`` only, and with the other lines only; one for each on both sides."""
    if language is None:
        language = detect_language("\n".join(x for c in cues for x in c.texts))
    dense = (language or "").split("-")[0] in ("zh", "ja", "ko", "th", "lo", "km", "my", "yue")
    main = tuple(_with_lines(c, [k for k, d in enumerate(_classes(c)) if d is dense]) for c in cues)
    other = tuple(_with_lines(c, [k for k, d in enumerate(_classes(c)) if d is not dense]) for c in cues)
    return main, other


def _with_lines(cue: ShownCue, which: Sequence[int]) -> ShownCue:
    return replace(
        cue,
        lines=tuple(cue.lines[k] for k in which),
        labels=tuple(cue.labels[k] for k in which),
        speakers=tuple(cue.speakers[k] for k in which),
    )


def _classes(cue: ShownCue) -> list[bool]:
    """For each line whether it holds letters of a dense script: Chinese text holds Latin names, English hardly Han.

    A line that is a label alone goes with the line after it.
    """
    classes: list[bool] = []
    for line, label in zip(reversed(cue.lines), reversed(cue.labels), strict=True):
        text = line[len(label) :]
        if any(map(str.isalpha, text)) or not classes:
            classes.append(_DENSE.search(text) is not None)
        else:
            classes.append(classes[-1])
    return classes[::-1]


def _is_paired(classes: Sequence[bool]) -> bool:
    """Whether lines of one class stand above lines of the other."""
    return sum(a != b for a, b in pairwise(classes)) == 1
