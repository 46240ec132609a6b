"""Labels that deviate: a known name in another form, with a slip, with a role, or without its mark.

A name that the main form establishes is that person wherever it begins a paragraph as a label may. Each join is
reported, so that a wrong one is seen.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from turncue.transcripts import params
from turncue.transcripts.grammar.scoring import is_short_label
from turncue.transcripts.grammar.signatures import Candidate, Signature, candidates_of
from turncue.transcripts.grammar.times import TimedLine
from turncue.transcripts.names import fold, is_indexed, is_office

__all__ = ["Joined", "joined_labels", "merged_slips"]

_STRONG = ("colon", "colons", "tab", "dash", "time", "arrow", "odd", "quote")
_FIRST_WORD = re.compile(r"[^\s\])*_:：,;]+")
# what is added behind a name: a comma, a dash or a bar, and a role or a note
_ADDED = re.compile(r"\s*,\s+|\s+[-–—|/]\s+")
_COLON = re.compile(r"[:：﹕︰]")
_GAPS = " \t]*_);.,"


@dataclass(frozen=True, slots=True)
class Joined:
    """A label that was taken for a known name: the candidate with that name's key, what was written, and why.

    ``why``: form, slip, role, bare.
    """

    candidate: Candidate
    written: str
    why: str


def joined_labels(
    timed: Sequence[TimedLine], every: Mapping[int, Sequence[Candidate]], starts: Mapping[int, Candidate]
) -> tuple[Joined, ...]:
    """The labels of known names among the lines that begin no turn yet, in order."""
    counts = Counter(c.key for c in starts.values())
    names = {c.key: c.name for c in starts.values()}
    forms = Counter(c.signature for c in starts.values())
    main = forms.most_common(1)[0][0]
    heads = _by_first_word(names)
    first, last = min(starts), max(starts)
    made: list[Joined] = []
    for at, line in enumerate(timed):
        if at in starts or line.line.rule or _is_first_text(at, starts):
            continue
        joined = _known(every[at], names, main) or _half_marked(at, line, names, main) or _slip(every[at], counts, main)
        joined = joined or (_bare(at, line, (names, heads), main) if line.line.blank or line.written else None)
        inside = first < at < last
        if joined is not None and at < first and _is_legend(joined.candidate, main):
            continue
        if joined is not None and _allowed(joined, main, inside=inside):
            made.append(replace(joined, candidate=replace(joined.candidate, name=names[joined.candidate.key])))
    return tuple(made)


def _by_first_word(names: Mapping[str, str]) -> dict[str, list[str]]:
    """The keys of names by their first word."""
    heads: dict[str, list[str]] = defaultdict(list)
    for key in names:
        heads[key.split()[0]].append(key)
    return heads


def _head(text: str) -> str:
    """The first word of a text, folded, as the names are listed by it."""
    match = _FIRST_WORD.match(text.casefold())
    return match[0] if match else ""


def _is_legend(c: Candidate, main: Signature) -> bool:
    """Whether a line above the dialogue says what a label stands for (``S1 = Ann Lee``)."""
    words = c.rest.split()
    return c.signature.delimiter != main.delimiter and 0 < len(words) <= 5 and words[-1][-1] not in ".?!…。？！"


def new_people(
    every: Mapping[int, Sequence[Candidate]], starts: Mapping[int, Candidate], places: frozenset[int]
) -> tuple[Joined, ...]:
    """Labels in brackets before the usual delimiter (``[Several voices]: …``), in one of ``places``."""
    main = Counter(c.signature for c in starts.values()).most_common(1)[0][0]
    if not main.delimiter.startswith("colon") or main.own:
        return ()
    apt = [
        c
        for at in sorted(places - starts.keys())
        for c in every[at]
        if c.signature.closing and c.signature.delimiter == main.delimiter and c.rest and is_short_label(c)
    ]
    return tuple(Joined(c, c.name, "form") for c in {c.at: c for c in apt}.values())


def merged_slips(starts: Mapping[int, Candidate]) -> tuple[dict[int, Candidate], tuple[Joined, ...]]:
    """The labels with names given once replaced by the name that they are a slip of, and those joins."""
    counts = Counter(c.key for c in starts.values())
    names = {c.key: c.name for c in starts.values()}
    known = [key for key, n in counts.items() if n > 1 and len(key) >= params.JOINING_LEAST_LENGTH]
    initials = _initials(names)
    heads = _by_first_word(names)
    joins: list[Joined] = []
    for c in starts.values():
        if counts[c.key] == 1 and c.signature.closing and (whole := _completed(c, names, heads)) is not None:
            joins.append(Joined(whole, c.name, "form"))
            continue
        within = next(
            (fold(n) for n in c.notes if counts[c.key] == 1 and counts[fold(n)] > 0 and fold(n) != c.key), None
        )
        if within is not None:  # The Minister (Ann Lee)
            known_as = replace(c, key=within, name=names[within], notes=(c.name,))
            joins.append(Joined(known_as, c.name, "role"))
            continue
        if (key := initials.get(c.name)) is not None:
            joins.append(Joined(replace(c, key=key, name=names[key]), c.name, "initials"))
            continue
        if counts[c.key] > 1 or not _may_slip(c) or not known:
            continue
        hit = process.extractOne(c.key, known, scorer=OSA.normalized_similarity, score_cutoff=params.SIMILAR / 100)
        if hit is not None and hit[0] != c.key and not _same_words(c.key, hit[0]):
            joins.append(Joined(replace(c, key=hit[0], name=names[hit[0]]), c.name, "slip"))
    return {**starts, **{j.candidate.at: j.candidate for j in joins}}, tuple(joins)


def _completed(c: Candidate, names: Mapping[str, str], heads: Mapping[str, Sequence[str]]) -> Candidate | None:
    """A label of which only the first part is set in emphasis, with the rest of the known name (``**Ann** Lee: …``)."""
    text = f"{c.name} {c.rest}"
    for key in heads.get(c.key.split()[0], ()):
        name = names[key]
        behind = text[len(name) :].lstrip(" *_")
        if key.startswith(f"{c.key} ") and fold(text[: len(name)]) == key and behind[:1] in (":", "："):
            return replace(c, key=key, name=name, rest=behind[1:].lstrip(" *_"))
    return None


def _initials(names: Mapping[str, str]) -> dict[str, str]:
    """Names by their initials, where those are labels, too: full at first, then short."""
    made: dict[str, list[str]] = defaultdict(list)
    for key, name in names.items():
        words = name.replace("-", " ").split()
        if len(words) > 1 and all(w[0].isalpha() for w in words):
            made["".join(w[0] for w in words).upper()].append(key)
    written = set(names.values())
    letters = [name for name in names.values() if len(name) == 1 and (name.isupper() or name > "\u2e80")]
    whole = {name: [key for key, full in names.items() if len(full) > 1 and full[0] == name] for name in letters}
    if all(len(keys) == 1 for keys in whole.values()):  # Q beside Quentin, and A: no initials
        made.update(whole)
    return {short: keys[0] for short, keys in made.items() if len(keys) == 1 and short in written}


def _may_slip(c: Candidate) -> bool:
    """Whether a name is long enough for a slip to be told from another name; a digit or an office is another person."""
    return len(c.key) >= params.JOINING_LEAST_LENGTH and not any(ch.isdigit() for ch in c.key) and not is_office(c.name)


def _same_words(one: str, other: str) -> bool:
    """Whether two names differ in one short word only: initials and family names of two people (Dan Ott, Dan Roe)."""
    a, b = one.split(), other.split()
    if len(a) != len(b) or len(a) < 2:
        return False
    odd = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(odd) == 1 and sorted(odd[0][0]) == sorted(odd[0][1]):
        return False  # two letters changed places
    return len(odd) == 1 and (len(odd[0][0]) <= 3 or odd[0][0][0] != odd[0][1][0])


def _is_first_text(at: int, starts: Mapping[int, Candidate]) -> bool:
    """Whether a label of its own stands on the line above: then this line is what that person says."""
    above = starts.get(at - 1)
    return above is not None and above.signature.own


def _allowed(joined: Joined, main: Signature, *, inside: bool) -> bool:
    """A list item or a heading is a label where the others are such, or where it stands in mid-dialogue with a mark."""
    form = joined.candidate.signature
    exact = inside and joined.why == "form"
    if form.heading != main.heading and form.heading:
        return exact
    alike = bool(form.bullet) <= bool(main.bullet) or form.bullet == main.bullet or bool(form.closing)
    return alike or (exact and form.delimiter.startswith("colon") and not form.own)


def _known(joined: Sequence[Candidate], names: Mapping[str, str], main: Signature) -> Joined | None:
    """A candidate whose name is known as it stands, or before a comma and a role."""
    for c in sorted(joined, key=lambda c: -len(c.key)):
        form = c.signature
        key, why, role = c.key, "form", ""
        parts = _ADDED.split(c.name, maxsplit=1)
        if any(fold(part) in names for part in _ADDED.split(c.name)[1:]):
            continue  # a list of the speakers
        clear = form.closing or form.delimiter.startswith(_STRONG) or (form.own and main.own)
        known = len(parts) == 2 and fold(parts[0]) in names and fold(parts[1]) not in names
        if key not in names and known and clear and not _COLON.search(parts[1]):
            key, why, role = fold(parts[0]), "role", parts[1]
        if key not in names or (why == "role" and form.own and not main.own):
            continue
        if form.own and not form.closing and not form.delimiter and not (main.own or len(key.split()) > 1):
            continue
        weak = not form.own and not form.closing and not form.delimiter.startswith(_STRONG)
        if weak and (len(key.split()) < 2 or not c.rest[:1].isupper()):
            continue
        notes = (*c.notes, role) if role else c.notes
        why = "bare" if weak and why == "form" else why
        return Joined(replace(c, key=key, notes=notes), c.name, why)
    return None


def _half_marked(at: int, line: TimedLine, names: Mapping[str, str], main: Signature) -> Joined | None:
    """A label of which only a part is set in emphasis (``**Ann** Lee: …``), read without the emphasis."""
    head = line.text[: 2 * params.NAME_LENGTH]
    if "*" not in head:
        return None
    bare = replace(line, text=head.replace("*", "") + line.text[2 * params.NAME_LENGTH :])
    return _known([c for c in candidates_of(at, bare) if c.signature.delimiter], names, main)


def _slip(joined: Sequence[Candidate], counts: Mapping[str, int], main: Signature) -> Joined | None:
    """A candidate in the main form (or with its delimiter) whose name is a known one with a slip."""
    for c in joined:
        form = c.signature
        alike = form == main or (
            form.delimiter == main.delimiter and form.own == main.own and form.delimiter.startswith(_STRONG)
        )
        if not alike or not _may_slip(c) or is_indexed(c.name):
            continue
        known = [k for k in counts if counts[k] > 1] or list(counts)
        hit = process.extractOne(c.key, known, scorer=OSA.normalized_similarity, score_cutoff=params.SIMILAR / 100)
        if hit is not None and not _same_words(c.key, hit[0]):
            return Joined(replace(c, key=hit[0]), c.name, "slip")
    return None


def _bare(
    at: int, line: TimedLine, known: tuple[Mapping[str, str], Mapping[str, list[str]]], main: Signature
) -> Joined | None:
    """A paragraph that begins with a known name and no mark, then a capital: the mark was forgotten."""
    if main.own or line.line.bullet != main.bullet:
        return None
    names, heads = known
    text = line.text.lstrip("*_[(")
    first = _FIRST_WORD.match(text.casefold())
    apt = [*heads.get(first[0], ()), *heads.get(first[0].rstrip("."), ())] if first else []
    for key in sorted(dict.fromkeys(apt), key=len, reverse=True):
        name = names[key]
        gap, word = text[len(name) :][:1], text[len(name) :].lstrip(" \t]*_)：:,;.-–—")
        if fold(text[: len(name)]) != key or gap not in _GAPS or not gap or not word[:1].isupper():
            continue
        if gap == "," and any(word.casefold().startswith(other) for other in heads.get(_head(word), ())):
            continue  # a list of the speakers
        if gap == " " and text[len(name) + 1 :].startswith(word) and len(key.split()) < 2 and not name.isupper():
            continue
        form = main._replace(closing="", delimiter="")
        return Joined(Candidate(at, form, name, key, (), word), name, "bare")
    return None
