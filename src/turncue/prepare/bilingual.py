"""Texts that say everything in two languages, the one line under the other: only one of them is used.

In captions each line has the cue's whole time, so words of both would share it out between them; in a transcript one of
the two was never said. Either way half of one side would be in nothing of the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TypeVar

from turncue.model import Captions, Cue, Event, Mark, Stamp, Transcript, Turn
from turncue.text.language import base_language, common_words, detect_language, latin, letters_of
from turncue.text.tokens import tokenize

__all__ = ["in_one_language"]

_FEW = 10  # places with two lines: below this nothing is known of them
_SHORT = 8  # characters: a name, an "OK"
_LEAST = 0.3  # share of a text's places that hold both
_SAID = 0.5  # share of the words of the lines in hand that the other side has as well: then both were said


@dataclass(frozen=True, slots=True)
class _Line:
    """Characters ``[begin, finish)`` of the cue or turn ``owner``."""

    owner: int
    begin: int
    finish: int
    text: str


@dataclass(frozen=True, slots=True)
class _Choice:
    """What is kept of a text in two languages ``tags``, by cue or turn, and the lines that are not."""

    tags: tuple[str, str]
    kept: str
    lines: Mapping[int, Sequence[_Line]]
    rest: Sequence[_Line]

    def told(self, what: str, verb: str, option: str) -> str:
        other = next(tag for tag in self.tags if tag != self.kept)
        return (
            f"the {what} {verb} {self.tags[0]} and {self.tags[1]} together: their {len(self.rest)} lines in {other} "
            f"are not used; {option} {other} takes those"
        )


def in_one_language(
    transcript: Transcript, captions: Captions, *, language: str | None = None, captions_language: str | None = None
) -> tuple[Transcript, Captions, tuple[str, ...]]:
    """Both sides with the lines of one of their languages, and what the user is told of it.

    Two languages are seen where three in ten of the turns, or of the cues (or times, where each language has cues of
    its own), hold two lines or more, and the first lines, taken together, are in another language than the last. Of a
    transcript the lines in ``language`` are kept, or in the one it says it is in, or in the first, and turns that are
    in the other alone; of captions those in ``captions_language``, or in the transcript's, or in the first. Nothing is
    left out where the other side has both, one after the other, and nothing of captions with word stamps.
    """
    paragraphs, places = _paragraphs(transcript.turns), _places(captions.cues)
    said_in, heard_in = _languages(paragraphs), _languages(places)
    said = heard = None
    if said_in:
        said = _choose(paragraphs, said_in, language or transcript.language, whole=True)
    if heard_in:
        spoken = language or (said.kept if said else detect_language("\n".join(t.text for t in transcript.turns)))
        heard = _choose(places, heard_in, captions_language or spoken, whole=False)
    if not (said and heard):
        said = None if said and _has_both(captions.cues, said) else said
        heard = None if heard and _has_both(transcript.turns, heard) else heard
    told: tuple[str, ...] = ()
    if said:
        turns = tuple(_turn(transcript.turns[k], lines) for k, lines in sorted(said.lines.items()))
        transcript = replace(transcript, turns=turns, language=said.kept)
        told += (said.told("transcript", "has", "--language"),)
    if heard:
        cues = tuple(_cue(captions.cues[k], lines) for k, lines in sorted(heard.lines.items()))
        captions = replace(captions, cues=cues, language=heard.kept)
        told += (heard.told("captions", "show", "--captions-language"),)
    return transcript, captions, told


def _lines(owner: int, text: str) -> list[_Line]:
    edges = [-1, *(at for at, char in enumerate(text) if char == "\n"), len(text)]
    return [_Line(owner, a + 1, b, text[a + 1 : b]) for a, b in pairwise(edges) if text[a + 1 : b].strip()]


def _paragraphs(turns: Sequence[Turn]) -> list[list[_Line]]:
    """The lines of each turn, and of those after it that carry the same name again."""
    groups = groupby(enumerate(turns), key=lambda row: row[0] if row[1].speaker is None else row[1].speaker)
    return [[line for k, turn in group for line in _lines(k, turn.text)] for _, group in groups]


def _places(cues: Sequence[Cue]) -> list[list[_Line]]:
    """The lines that are shown together, by time."""
    if any(c.words for c in cues):
        return []
    groups = groupby(enumerate(cues), key=lambda row: (row[1].start, row[1].end))
    return [[line for k, cue in group for line in _lines(k, cue.text)] for _, group in groups]


def _choose(places: Sequence[Sequence[_Line]], tags: tuple[str, str], language: str | None, *, whole: bool) -> _Choice:
    """What to keep of two languages; ``whole``: a place without the one keeps the other."""
    kept = tags[1] if base_language(language) == base_language(tags[1]) else tags[0]
    own: dict[int, list[_Line]] = {}
    rest: list[_Line] = []
    for lines in places:
        mine = _of(lines, tags, kept) or (lines if whole else [])
        rest += [line for line in lines if line not in mine]
        for line in mine:
            own.setdefault(line.owner, []).append(line)
    return _Choice(tags, kept, own, rest)


def _languages(places: Sequence[Sequence[_Line]]) -> tuple[str, str] | None:
    """The languages of the first and the last lines, None where they are one; each half of the text must say so."""
    double = [lines for lines in places if len(lines) > 1]
    if len(double) < max(_FEW, _LEAST * len(places)):
        return None
    found = set()
    for half in (double[::2], double[1::2]):
        first, last = (detect_language("\n".join(lines[k].text for lines in half)) for k in (0, -1))
        if first is None or last is None or base_language(first) == base_language(last):
            return None
        found.add((first, last))
    return found.pop() if len(found) == 1 else None


def _of(lines: Sequence[_Line], tags: tuple[str, str], kept: str) -> Sequence[_Line]:
    """Those of the lines of one place that are in one of the two languages; a short line alone may be in both."""
    if len(lines) == 1 and len(lines[0].text) < _SHORT:
        return lines
    first = [_letters(tags[0], line.text) - _letters(tags[1], line.text) for line in lines]
    if any(first):  # two scripts
        return [x for x, more in zip(lines, first, strict=True) if more == 0 or (more > 0) == (kept == tags[0])]
    # two languages in one script: by their order, one after the other or in turn, and by their commonest words
    half = len(lines) // 2
    ways = (lines[:half], lines[half:]), (lines[::2], lines[1::2])
    worth = [_worth(one, tags) - _worth(other, tags) for one, other in ways]
    if len(lines) % 2 or (len(lines) > 2 and max(worth) <= 0):
        return lines
    one, other = ways[worth.index(max(worth))]
    return one if kept == tags[0] else other


def _worth(lines: Sequence[_Line], tags: tuple[str, str]) -> int:
    """By how many words the lines speak for the first of two languages."""
    text = "\n".join(line.text for line in lines)
    return common_words(tags[0], text) - common_words(tags[1], text)


def _letters(tag: str, text: str) -> int:
    """How much of a text is in a language's script; Latin letters count least, for names stand in every other."""
    base = base_language(tag)
    return letters_of(tag, text) * (4 if base in ("zh", "yue", "ja", "ko") else 1 if latin(tag) else 2)


def _has_both(side: Sequence[Cue] | Sequence[Turn], choice: _Choice) -> bool:
    """Whether the other side has most of the words in either language: then both were said, one after the other."""
    known = {key for part in side for key in tokenize(part.text).keys}
    for lines in ([line for own in choice.lines.values() for line in own], choice.rest):
        words = [key for line in lines for key in tokenize(line.text).keys]
        if sum(word in known for word in words) <= _SAID * len(words):
            return False
    return True


_Placed = TypeVar("_Placed", Mark, Event, Stamp)


def _moved(things: Sequence[_Placed], lines: Sequence[_Line]) -> tuple[_Placed, ...]:
    """What stands in these lines, at its place in them; what stands at the end of one stays with it."""
    kept, at = [], 0
    for line in lines:
        kept += [replace(x, at=at + x.at - line.begin) for x in things if line.begin <= x.at <= line.finish]
        at += len(line.text) + 1
    return tuple(kept)


def _cue(cue: Cue, lines: Sequence[_Line]) -> Cue:
    return replace(cue, text="\n".join(x.text for x in lines), marks=_moved(cue.marks, lines))


def _turn(turn: Turn, lines: Sequence[_Line]) -> Turn:
    text = "\n".join(x.text for x in lines)
    return replace(turn, text=text, events=_moved(turn.events, lines), stamps=_moved(turn.stamps, lines))
