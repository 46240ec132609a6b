"""Names that may be one person: reported with the option that merges them, never merged unasked."""

from __future__ import annotations

import dataclasses
import re
import shlex
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from turncue.errors import UsageError
from turncue.model import Turn
from turncue.transcripts import params
from turncue.transcripts.names import fold, is_indexed, is_office

__all__ = ["renamed", "similar_names"]


def renamed(turns: Sequence[Turn], rename: Sequence[tuple[str, str]]) -> list[Turn]:
    """The turns with names replaced. Raises UsageError when an old name is not there."""
    if not rename:
        return list(turns)
    names = list(dict.fromkeys(t.speaker for t in turns if t.speaker))
    missing = [old for old, _ in rename if old not in names]
    if missing:
        there = ", ".join(names) or "none"
        raise UsageError(f"--rename: no speaker “{missing[0]}” in the transcript. Speakers found: {there}.")
    new = dict(rename)
    return [dataclasses.replace(t, speaker=new.get(t.speaker, t.speaker)) if t.speaker else t for t in turns]


def similar_names(turns: Sequence[Turn]) -> list[str]:
    """A sentence for each pair of names that look alike: by a slip, by case, or one being a part of the other."""
    counts = Counter(t.speaker for t in turns if t.speaker)
    names = list(counts)
    longer = _longer_names(names)
    slips = _slips(names, counts)
    notes = []
    for name in names:
        others = longer.get(name, [])
        # "Dan" beside "Dan Ott" and "Dan Roe" tells nothing
        other = others[0] if len(others) == 1 else slips.get(name)
        if other is not None:
            notes.append(
                f"“{name}” ({_turns(counts[name])}) looks like “{other}” ({_turns(counts[other])}); "
                f"add --rename {shlex.quote(f'{name}={other}')} to merge"
            )
    return notes


def _longer_names(names: Sequence[str]) -> dict[str, list[str]]:
    """For each name those of which it is the first words, or the last."""
    parts: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for other in names:
        words = _words(other)
        ends = {tuple(words[:k]) for k in range(1, len(words))} | {tuple(words[-k:]) for k in range(1, len(words))}
        for part in ends:
            parts[part].append(other)
    return {
        name: [o for o in parts.get(tuple(_words(name)), ()) if o != name and _short_for(name, o)] for name in names
    }


def _slips(names: Sequence[str], counts: Mapping[str, int]) -> dict[str, str]:
    """For each name the first one that it is a slip of."""
    folded = [fold(name) for name in names]
    same: dict[str, list[str]] = defaultdict(list)
    for name, key in zip(names, folded, strict=True):
        same[key.replace(" ", "")].append(name)
    made: dict[str, str] = {}
    for name, key in zip(names, folded, strict=True):
        other = next((o for o in same[key.replace(" ", "")] if o != name and _slip(name, o, counts)), None)
        if other is not None:
            made[name] = other
    long = [
        k for k, key in enumerate(folded) if len(key) >= params.SIMILAR_NAMES_MIN_LENGTH and not is_indexed(names[k])
    ]
    keys = [folded[k] for k in long]
    scores = process.cdist(
        keys, keys, scorer=OSA.normalized_similarity, score_cutoff=params.SIMILAR_NAMES_MIN_SIMILARITY
    )
    for one, two in zip(*scores.nonzero(), strict=True):
        name, other = names[long[one]], names[long[two]]
        if one != two and name not in made and _slip(name, other, counts):
            made[name] = other
    return made


def _turns(count: int) -> str:
    return f"{count} turn{'s' if count > 1 else ''}"


def _words(name: str) -> list[str]:
    return re.sub(r"[(（\[].*", "", name).split()


def _short_for(name: str, other: str) -> bool:
    """Whether ``name`` is the first words, or the last, of ``other``, and no office or number."""
    short, long = _words(name), _words(other)
    if not 0 < len(short) < len(long) or is_office(name) or is_indexed(name) or is_indexed(other):
        return False
    return long[: len(short)] == short or (long[-len(short) :] == short and not long[0][0].isdigit())


def _slip(name: str, other: str, counts: Mapping[str, int]) -> bool:
    """Whether ``name`` is ``other`` in another case, or a rare misspelling of it."""
    if name == other or is_indexed(name) or is_indexed(other) or (is_office(name) and is_office(other)):
        return False
    a, b = fold(name), fold(other)
    rarer = (counts[name], name) < (counts[other], other)
    if a == b or a.replace(" ", "") == b.replace(" ", ""):
        return rarer
    if (
        not rarer
        or counts[name] > max(2, counts[other] * params.SIMILAR_NAMES_RARE)
        or min(len(a), len(b)) < params.SIMILAR_NAMES_MIN_LENGTH
    ):
        return False
    return OSA.normalized_similarity(a, b) >= params.SIMILAR_NAMES_MIN_SIMILARITY
