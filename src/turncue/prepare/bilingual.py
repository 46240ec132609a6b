"""Texts that hold everything in two languages, one line under the other: only one of the two is used.

In captions each line has the cue's whole time, so that words of both would divide it between them; in a transcript one
of the two was never spoken. Either way half of one side would match nothing of the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TypeVar

from turncue.model import Captions, Cue, Event, Mark, Stamp, Transcript, Turn
from turncue.prepare import params
from turncue.text.language import base_language, common_words, detect_language, latin, letters_of
from turncue.text.tokens import tokenize

__all__ = ["in_one_language"]


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

    def warning(self, text: str, option: str) -> str:
        """The sentence for the user; ``text`` begins it, ``option`` takes the other language."""
        other = next(tag for tag in self.tags if tag != self.kept)
        return (
            f"{text} {self.tags[0]} and {self.tags[1]} together: their {len(self.rest)} lines in {other} are not used; "
            f"{option} {other} takes those"
        )


def in_one_language(
    transcript: Transcript, captions: Captions, *, language: str | None = None, captions_language: str | None = None
) -> tuple[Transcript, Captions, tuple[str, ...]]:
    """Both sides with the lines of one of their languages, and warnings about it.

    Two languages are recognised where three in ten of the turns, or of the cues (or times, where each language has cues
    of its own), hold two lines or more, and the first lines, taken together, are in another language than the last. Of
    a transcript the lines in ``language`` are kept, or in the transcript's own language tag, or in the first of the
    two, and turns that are in the other alone; of captions those in ``captions_language``, or in the transcript's
    language, or in the first. Nothing is left out where the other side has both, one after the other, and nothing of
    captions with word times.
    """
    paragraphs, places = _paragraphs(transcript.turns), _places(captions.cues)
    transcript_tags, caption_tags = _languages(paragraphs), _languages(places)
    turns = cues = None
    if transcript_tags:
        turns = _choose(paragraphs, transcript_tags, language or transcript.language, whole=True)
    if caption_tags:
        spoken = language or (turns.kept if turns else detect_language("\n".join(t.text for t in transcript.turns)))
        cues = _choose(places, caption_tags, captions_language or spoken, whole=False)
    if not (turns and cues):
        turns = None if turns and _has_both(captions.cues, turns) else turns
        cues = None if cues and _has_both(transcript.turns, cues) else cues
    warnings: tuple[str, ...] = ()
    if turns:
        transcript = _kept_turns(transcript, turns)
        warnings += (turns.warning("the transcript has", "--language"),)
    if cues:
        captions = _kept_cues(captions, cues)
        warnings += (cues.warning("the captions show", "--captions-language"),)
    return transcript, captions, warnings


def _kept_turns(transcript: Transcript, choice: _Choice) -> Transcript:
    turns = tuple(_turn(transcript.turns[k], lines) for k, lines in sorted(choice.lines.items()))
    return replace(transcript, turns=turns, language=choice.kept)


def _kept_cues(captions: Captions, choice: _Choice) -> Captions:
    cues = tuple(_cue(captions.cues[k], lines) for k, lines in sorted(choice.lines.items()))
    return replace(captions, cues=cues, language=choice.kept)


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
    if len(double) < max(params.LEAST_DOUBLE, params.LEAST_DOUBLE_SHARE * len(places)):
        return None
    pairs = set()
    for half in (double[::2], double[1::2]):
        first, last = (detect_language("\n".join(lines[k].text for lines in half)) for k in (0, -1))
        if first is None or last is None or base_language(first) == base_language(last):
            return None
        pairs.add((first, last))
    return pairs.pop() if len(pairs) == 1 else None


def _of(lines: Sequence[_Line], tags: tuple[str, str], kept: str) -> Sequence[_Line]:
    """Those of the lines of one place that are in one of the two languages; a short line alone may be in both."""
    if len(lines) == 1 and len(lines[0].text) < params.SHORT_LINE:
        return lines
    letters = [_letters(tags[0], line.text) - _letters(tags[1], line.text) for line in lines]
    if any(letters):  # two scripts
        return [x for x, more in zip(lines, letters, strict=True) if more == 0 or (more > 0) == (kept == tags[0])]
    # two languages in one script: by their order, one after the other or in turn, and by their commonest words
    half = len(lines) // 2
    ways = (lines[:half], lines[half:]), (lines[::2], lines[1::2])
    scores = [_word_score(one, tags) - _word_score(other, tags) for one, other in ways]
    if len(lines) % 2 or (len(lines) > 2 and max(scores) <= 0):
        return lines
    one, other = ways[scores.index(max(scores))]
    return one if kept == tags[0] else other


def _word_score(lines: Sequence[_Line], tags: tuple[str, str]) -> int:
    """How many more common words of the first of two languages than of the second the lines have."""
    text = "\n".join(line.text for line in lines)
    return common_words(tags[0], text) - common_words(tags[1], text)


def _letters(tag: str, text: str) -> int:
    """How much of a text is in a language's script; Latin letters count least, for names stand in every other."""
    base = base_language(tag)
    if base in ("zh", "yue", "ja", "ko"):
        return letters_of(tag, text) * params.DENSE_SCRIPT
    return letters_of(tag, text) * (1 if latin(tag) else params.OTHER_SCRIPT)


def _has_both(side: Sequence[Cue] | Sequence[Turn], choice: _Choice) -> bool:
    """Whether the other side has most of the words in either language: then both were spoken, one after the other."""
    known = {key for part in side for key in tokenize(part.text).keys}
    for lines in ([line for own in choice.lines.values() for line in own], choice.rest):
        words = [key for line in lines for key in tokenize(line.text).keys]
        if sum(word in known for word in words) <= params.BOTH_SPOKEN * len(words):
            return False
    return True


_Placed = TypeVar("_Placed", Mark, Event, Stamp)


def _in_lines(things: Sequence[_Placed], lines: Sequence[_Line]) -> tuple[_Placed, ...]:
    """What is in these lines, at its place in them; what is at the end of one stays with it."""
    kept, at = [], 0
    for line in lines:
        kept += [replace(x, at=at + x.at - line.begin) for x in things if line.begin <= x.at <= line.finish]
        at += len(line.text) + 1
    return tuple(kept)


def _cue(cue: Cue, lines: Sequence[_Line]) -> Cue:
    return replace(cue, text="\n".join(x.text for x in lines), marks=_in_lines(cue.marks, lines))


def _turn(turn: Turn, lines: Sequence[_Line]) -> Turn:
    text = "\n".join(x.text for x in lines)
    return replace(turn, text=text, events=_in_lines(turn.events, lines), stamps=_in_lines(turn.stamps, lines))
