"""Names in brackets of any kind or on a line of their own, in the text of cues: turned into marks of a speaker.

::

    (Nora Field)          - [Nora Field] Good morning.          <Nora Field> Good morning.          Nora Field
    Good morning.         - [Tomas Reed] Morning!                                                   Good morning.

Brackets hold notes of sound and manner as well (``[Music]``, ``[whispers]``). Which brackets are names is decided over
the whole file: names come back, stand before words, and stand in a good part of the cues.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from turncue.formats import params
from turncue.formats.cues.params import NAME_REPEATS, NAMED_SHARE, OWN_LINE_SHARE
from turncue.model import Cue, Mark, Word
from turncue.text.casing import is_small
from turncue.text.events import find_events

__all__ = ["with_bracketed_names"]

_OPENING = re.compile(r"[\[(（【［<{]")
_BRACKETED = re.compile(
    r"^(?P<lead>[ \t]*[-–—]?[ \t]*)[\[(（【［<{](?P<name>[^\[\]()（）【】［］<>{}\n]{1,40})[\])）】］>}]"
    r"(?P<sign>[ \t]*[:：]?)[ \t]*(?P<rest>.*)$"
)
_OWN_LINE = re.compile(
    r"[ \t]*[-–—]?[ \t]*(?P<name>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*| \d{1,2}){0,3})[ \t]*[:：]?[ \t]*"
)
_NUMBERED = re.compile(r"(?i)(?:speaker|spk|person|sprecher|speaker_|說話人|说话人|發言人|发言人)[ _:]*[0-9A-Z]{1,3}")


class _Candidate(NamedTuple):
    """A line that may begin with a name: cue, offset of the line, of its end without the rest, name, words behind."""

    cue: int
    at: int
    end: int
    name: str
    followed: bool


def with_bracketed_names(cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """The cues with bracketed names as marks; as they are where speakers are known or brackets are no names."""
    if any(c.speaker or (c.marks and any(m.speaker for m in c.marks)) for c in cues):
        return cues
    spoken = sum(bool(c.text) for c in cues)
    chosen = _names_in_brackets(list(_bracketed(cues)), spoken)
    if not chosen:
        alone = list(_own_lines(cues))
        chosen = _names_on_lines(alone, spoken) or _names_in_capitals(alone, cues)
    if not chosen:
        return cues
    by_cue: dict[int, list[_Candidate]] = {}
    for candidate in chosen:
        by_cue.setdefault(candidate.cue, []).append(candidate)
    return tuple(_marked(cue, by_cue[k]) if k in by_cue else cue for k, cue in enumerate(cues))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


# ---------------------------------------------------------------- brackets


def _bracketed(cues: Sequence[Cue]) -> Iterator[_Candidate]:
    for k, cue in enumerate(cues):
        if not _OPENING.search(cue.text):
            continue
        for at, line in _lines(cue.text):
            if len(line) > 2000 or not (m := _BRACKETED.match(line)) or not _may_name(m["name"]):
                continue
            behind = cue.text[at + len(line) + 1 :].split("\n", 1)[0]
            followed = bool(m["rest"].strip()) or (bool(behind.strip()) and not _BRACKETED.match(behind))
            yield _Candidate(k, at, at + m.start("rest"), m["name"].strip(), followed)


def _may_name(text: str) -> bool:
    name = text.strip()
    if name != text or not name or is_small(name[0]) or len(name.split()) > params.BRACKETED_NAMES_LONGEST_NAME:
        return False
    if _NUMBERED.fullmatch(name):
        return True
    return (
        name[0].isalpha()
        and name[-1] not in "!?…,;:♪"
        and not find_events(f"({name})")
        and not re.search(r"\d\d", name)
    )


def _names_in_brackets(candidates: list[_Candidate], spoken: int) -> list[_Candidate]:
    counts = Counter(c.name.casefold() for c in candidates)
    if len(candidates) < 2 or sum(c.followed for c in candidates) < 0.8 * len(candidates):
        return []
    plain = all(len(c.name.split()) > 1 or _NUMBERED.fullmatch(c.name) for c in candidates)
    repeats = len(candidates) / len(counts)
    share = len({c.cue for c in candidates}) / max(1, spoken)
    if share >= NAMED_SHARE and (repeats >= NAME_REPEATS or (plain and repeats > 1) or len(candidates) <= 3):
        return candidates if len(counts) > 1 or plain else []
    # names that stand where the speaker changes only: full names that come back
    return candidates if plain and repeats >= NAME_REPEATS and len(counts) > 1 else []


# ---------------------------------------------------------------- lines of their own


def _own_lines(cues: Sequence[Cue]) -> Iterator[_Candidate]:
    for k, cue in enumerate(cues):
        if "\n" not in cue.text:
            continue
        changes = {0, *(m.at for m in cue.marks)}
        for at, line in _lines(cue.text):
            if at not in changes or len(line) > 60 or not (m := _OWN_LINE.fullmatch(line)):
                continue
            end = at + len(line) + 1
            if end < len(cue.text) and _may_name(m["name"]) and all(not is_small(w[0]) for w in m["name"].split()):
                yield _Candidate(k, at, end, m["name"], followed=True)


def _names_on_lines(candidates: list[_Candidate], spoken: int) -> list[_Candidate]:
    counts = Counter(c.name.casefold() for c in candidates)
    several = len({c.cue for c in candidates})
    if len(candidates) < 4 or len(counts) < 2 or several < OWN_LINE_SHARE * spoken:
        return []
    return candidates if len(candidates) / len(counts) >= NAME_REPEATS else []


def _names_in_capitals(candidates: list[_Candidate], cues: Sequence[Cue]) -> list[_Candidate]:
    """Names in capitals in a text that is not, which stand where the speaker changes only, and come back."""
    named = [c for c in candidates if c.name.isupper() and not cues[c.cue].text[c.end :].isupper()]
    counts = Counter(c.name for c in named)
    if len(counts) < 2 or len(named) < NAME_REPEATS * len(counts) or min(counts.values()) < 2:
        return []
    return named


# ---------------------------------------------------------------- marks


def _marked(cue: Cue, candidates: Iterable[_Candidate]) -> Cue:
    """A cue with its labels cut out and a mark in the place of each."""
    text, last = "", 0
    marks: list[Mark] = []
    removed: list[str] = []
    ordered = list(candidates)
    places = [m.at for m in cue.marks]  # in order
    for number, c in enumerate(ordered):
        text += cue.text[last : c.at]
        before = cue.marks[bisect_left(places, last) : bisect_left(places, c.at)]
        marks += [Mark(m.at - last + len(text) - (c.at - last), m.speaker) for m in before]
        marks.append(Mark(len(text), c.name))
        end = c.end + (cue.text[c.end : c.end + 1] == "\n")
        removed += cue.text[c.at : end].split()
        last = end
        if number + 1 == len(ordered):
            marks += [Mark(len(text) + m.at - end, m.speaker) for m in cue.marks[bisect_right(places, end) :]]
    text += cue.text[last:]
    kept = tuple(m for m in marks if m.at < len(text.rstrip()))
    speaker = next((m.speaker for m in kept if m.at == 0), cue.speaker)
    return replace(cue, text=text.rstrip(), speaker=speaker, marks=kept, words=_without(cue.words, removed))


def _without(words: tuple[Word, ...], removed: list[str]) -> tuple[Word, ...]:
    """The words of a cue without those of its labels."""
    left = deque(removed)
    kept = []
    for word in words:
        if left and word.text.strip() == left[0]:
            left.popleft()
        else:
            kept.append(word)
    return tuple(kept)
