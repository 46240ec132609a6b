"""Captions that show two languages at once, the one line under the other: only one of them is listened to.

Each line has the cue's whole time, so words of both shared it out between them, and half of what is heard would be in
no transcript.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from turncue.model import Captions, Cue
from turncue.text.language import base_language, detect_language, letters_of

__all__ = ["in_one_language"]

_FEW = 10  # places with two lines: below this nothing is known of them
_SHORT = 8  # characters: a name, an "OK"
_LEAST = 0.3  # share of a file's places that show both


@dataclass(frozen=True, slots=True)
class _Line:
    cue: int
    begin: int
    finish: int
    text: str


def in_one_language(captions: Captions, language: str | None) -> tuple[Captions, tuple[str, ...]]:
    """The captions with the lines of one of their languages, and what the user is told of it.

    Two languages are seen where three in ten of the cues (or of the times, where each language has cues of its own)
    show two lines or more, and the first lines, taken together, are in another language than the last. The lines in
    ``language`` are kept, those in the first of the two where it is neither. Captions with word stamps are given back
    as they are.
    """
    places = _places(captions.cues)
    double = [lines for lines in places if len(lines) > 1]
    if len(double) < max(_FEW, _LEAST * len(places)):
        return captions, ()
    tags = _languages(double)
    if tags is None:
        return captions, ()
    wanted = base_language(language)
    kept, other = tags[::-1] if wanted == base_language(tags[1]) else tags
    left_out = 0
    texts: dict[int, list[_Line]] = {}
    for lines in places:
        own = _of(lines, tags, kept)
        left_out += len(lines) - len(own)
        for line in own:
            texts.setdefault(line.cue, []).append(line)
    cues = tuple(_with(captions.cues[k], lines) for k, lines in sorted(texts.items()))
    told = f"the captions show {tags[0]} and {tags[1]} together: their {left_out} lines in {other} are not used"
    return replace(captions, cues=cues, language=kept), (f"{told}; --captions-language {other} takes those",)


def _places(cues: Sequence[Cue]) -> list[list[_Line]]:
    """The lines that are shown together, by time."""
    if any(c.words for c in cues):
        return []
    places = []
    for _, group in groupby(enumerate(cues), key=lambda row: (row[1].start, row[1].end)):
        lines = []
        for k, cue in group:
            edges = [-1, *(at for at, char in enumerate(cue.text) if char == "\n"), len(cue.text)]
            lines += [
                _Line(k, a + 1, b, cue.text[a + 1 : b]) for a, b in pairwise(edges) if cue.text[a + 1 : b].strip()
            ]
        places.append(lines)
    return places


def _languages(double: Sequence[Sequence[_Line]]) -> tuple[str, str] | None:
    """The languages of the first and the last lines, None where they are one; each half of the file must say so."""
    found = set()
    for half in (double[::2], double[1::2]):
        first, last = (detect_language("\n".join(lines[k].text for lines in half)) for k in (0, -1))
        if first is None or last is None or base_language(first) == base_language(last):
            return None
        found.add((first, last))
    return found.pop() if len(found) == 1 else None


def _of(lines: Sequence[_Line], tags: tuple[str, str], kept: str) -> Sequence[_Line]:
    """Those of the lines shown together that are in one of the two languages; a short line alone may be in both."""
    if len(lines) == 1 and len(lines[0].text) < _SHORT:
        return lines
    first = [letters_of(tags[0], line.text) - letters_of(tags[1], line.text) for line in lines]
    if any(first):  # two scripts
        return [x for x, more in zip(lines, first, strict=True) if more == 0 or (more > 0) == (kept == tags[0])]
    if len(lines) % 2:
        return lines
    half = len(lines) // 2  # two languages in one script: by their place
    return lines[:half] if kept == tags[0] else lines[half:]


def _with(cue: Cue, lines: Sequence[_Line]) -> Cue:
    """The cue with these of its lines."""
    texts, marks, at = [], [], 0
    for line in lines:
        marks += [replace(m, at=at + m.at - line.begin) for m in cue.marks if line.begin <= m.at < line.finish]
        texts.append(line.text)
        at += len(line.text) + 1
    return replace(cue, text="\n".join(texts), marks=tuple(marks))
