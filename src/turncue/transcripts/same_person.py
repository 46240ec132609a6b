"""Labels that shorten a name which the document gives in full: a first name, a family name, a title, initials.

“Duncan”, “Mr Pryce” and “D. Pryce” are Duncan Pryce where they deviate from what the document else calls him: once or
twice, against a full name given far more often, the only one that fits, and where nobody of the short name answers the
person of the full one (people do not answer themselves). So are they where the full name, with a role or without,
introduces him once and the family name alone stands everywhere behind it, as the press writes; and where several
people have their full names up to a place, more than once, and their short ones from there on. Each is reported with
its line, so that a wrong one is seen; a name given with ``--rename`` is taken as it is. Two names that are both in use
stay apart (``turncue.transcripts.similar_names`` reports them).
"""

from __future__ import annotations

import re
import shlex
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from turncue.model import Turn
from turncue.transcripts import params
from turncue.transcripts.names import fold, is_indexed, is_office

__all__ = ["full_names", "is_form_of", "with_full_names"]

_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor doctor sir dame lord lady madam mister president minister senator judge "
    "justice mayor councillor councilmember rev hon chancellor captain "
    "herr frau fr hr doktor m mme mlle monsieur madame maître señor señora señorita sr sra srta don doña d dña "
    "signor signora sig dott bay bayan hanım bey sayın г-н г-жа господин госпожа д-р проф товарищ "
    "السيد السيدة الدكتور الدكتورة الأستاذ الأستاذة श्री श्रीमती डॉ".split()
)
_WORD = re.compile(r"[^\s()（）\[\]［］]+")
_BRACKETED = re.compile(r"\s*[(（\[［].*")
_HONORIFIC = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff])(?:さん|様|氏|君|先生|女士|小姐|同志)$")


def full_names(turns: Sequence[Turn]) -> dict[str, str]:
    """The names that shorten another speaker's name, with that name."""
    names = list(dict.fromkeys(t.speaker for t in turns if t.speaker))
    places: dict[str, list[int]] = defaultdict(list)
    for at, turn in enumerate(turns):
        if turn.speaker:
            places[turn.speaker].append(at)
    parts = {name: _parts(name) for name in names}
    fits: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, words in parts.items():
        for short in _short_forms(words):
            fits[short].append(name)
    neighbours = _neighbours(turns)
    made: dict[str, str] = {}
    later: dict[str, str] = {}
    for name in names:
        if is_office(name) or is_indexed(name):
            continue
        full = [o for o in fits.get(parts[name], ()) if o != name and _longer(o, name)]
        if len(full) != 1 or is_indexed(full[0]) or (name, full[0]) in neighbours:
            continue
        mine, theirs = places[name], places[full[0]]
        rare = len(mine) <= params.SAME_PERSON_RARE and len(theirs) >= params.SAME_PERSON_TIMES * len(mine)
        introduced = len(theirs) == 1 and theirs[0] < mine[0] and parts[name] == parts[full[0]][-1:]
        if introduced or (rare and _near(mine, theirs)):
            made[name] = full[0]
        if theirs[-1] < mine[0]:
            later[name] = full[0]
    # where full names are given once, to introduce, what a person is called in the rest is his name, too
    changed = sum(1 for full in later.values() if len(places[full]) > 1)
    return {**later, **made} if changed > 1 else made


def is_form_of(name: str, full: str) -> bool:
    """Whether a name is a short form of a full one: a first or a family name, initials, one without a title."""
    return _parts(name) in _short_forms(_parts(full))


def with_full_names(turns: Sequence[Turn], place: str = "") -> tuple[list[Turn], list[str]]:
    """The turns with each person under one name, and a message for each name that was taken for another.

    ``place`` is what a message begins with, with ``{line}`` for the line of the first such label.
    """
    full = full_names(turns)
    if not full:
        return list(turns), []
    counts = Counter(t.speaker for t in turns)
    people = {other: _without_role(other) for other in full.values()}
    lines = {t.speaker: t.line for t in reversed(turns)}
    messages = []
    for name, other in full.items():
        line = lines.get(name)
        where = place.format(line=line) if line else ""
        times = f"{counts[name]} turn{'s' if counts[name] > 1 else ''}"
        option = shlex.quote(f"{name}={name} 2")
        messages.append(
            f"{where}“{name}” ({times}) is taken for {people[other][0]}; if not, tell them apart with --rename {option}"
        )
    return [_named(t, full.get(t.speaker, t.speaker), people) if t.speaker else t for t in turns], messages


def _named(turn: Turn, name: str, people: Mapping[str, tuple[str, str | None]]) -> Turn:
    """The turn under a name, which loses a role behind a comma where it is one of ``people``."""
    shown, role = people.get(name, (name, None))
    own = role if turn.speaker == name else None  # a short name says nothing of a role
    return replace(turn, speaker=shown, role=turn.role or own)


def _without_role(name: str) -> tuple[str, str | None]:
    """A name of two words and more, and what stands behind a comma; a family name before a given one stays."""
    before, comma, behind = name.partition(", ")
    return (before, behind) if comma and len(before.split()) > 1 else (name, None)


def _parts(name: str) -> tuple[str, ...]:
    """The folded words of a name without titles and brackets."""
    key = _HONORIFIC.sub("", _BRACKETED.sub("", fold(name)))
    key = _without_role(key)[0]
    last, comma, first = key.partition(", ")
    key = f"{first} {last}" if comma and "," not in first and len(key.split()) < 4 else key
    words = tuple(word.strip(".,") or word for word in _WORD.findall(key))
    core = words
    while len(core) > 1 and core[0] in _TITLES:
        core = core[1:]
    return core


def _short_forms(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """How a name may be shortened: its first words, its last, initials before the last; the name without its title."""
    size = len(words)
    made = {words} | {words[:k] for k in range(1, size)} | {words[-k:] for k in range(1, size)}
    if size > 1:
        made.add((*(word[0] for word in words[:-1]), words[-1]))
        made.add((words[0][0], words[-1]))
        made.add((words[0], words[-1][0]))
    return {short for short in made if sum(map(len, short)) > 1}


def _longer(full: str, name: str) -> bool:
    """Whether a name says more than another: more words without titles, or the same words and no title."""
    a, b = _parts(full), _parts(name)
    if sum(map(len, a)) != sum(map(len, b)):
        return sum(map(len, a)) > sum(map(len, b))
    return (len(fold(full)), full) < (len(fold(name)), name) and a == b


def _near(mine: Sequence[int], theirs: Sequence[int]) -> bool:
    """Whether each turn of a short name stands near one of the full name: another John asks an hour later.

    Both are the places of turns, rising.
    """
    for at in mine:
        k = bisect_left(theirs, at)
        if min(abs(at - other) for other in theirs[max(0, k - 1) : k + 1]) > params.SAME_PERSON_NEAR:
            return False
    return True


def _neighbours(turns: Sequence[Turn]) -> frozenset[tuple[str, str]]:
    """The pairs of names of which one speaks right after the other."""
    pairs: set[tuple[str, str]] = set()
    named = [t.speaker for t in turns if t.speaker]
    for one, two in pairwise(named):
        if one != two:
            pairs |= {(one, two), (two, one)}
    return frozenset(pairs)
