"""Documents that mark their speakers in a way of their own, with the names before a colon.

Two ways that no single line shows and a whole document does: names that stand behind the words (``words — Name``,
``words (Name)``, ``— Name`` on a line below), and names that nothing known parts from the words (``NAME words``,
``nm/ words``, ``name） words``). Nearly every paragraph must have such a name, few names must come again and again, and
they must answer each other. Chance gives that to no text. The line numbers stay those of the file.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from turncue.text.casing import is_small
from turncue.text.punctuation import SENTENCE_ENDS
from turncue.transcripts import params
from turncue.transcripts.grammar.vetoes import is_opener, is_reply, is_veto
from turncue.transcripts.names import fold, is_commonplace, is_data_key, is_sound

__all__ = ["Head", "Reshaped", "heads_before", "heads_behind", "reshaped"]

_LEAD = re.compile(r"^[ \t\u3000]*(?:>[ \t]?)*[ \t\u3000]*")
_RULE = re.compile(r"([-=*_—─·~])\1{2,}|#{1,6}\s.*|```.*")
_WORD = re.compile(r"[^\s]+")
_ENDS = tuple(SENTENCE_ENDS)
_BEHIND = re.compile(
    r"(?P<words>.*[^\s—–―-])(?:\s*[—–―]{1,2}\s*|\s+-{1,2}\s+|\s+/\s?|[ ]*\t\s*|(?<=[.?!…”\"’»。？！])\s*-{1,2}\s*)"
    r"(?P<a>[^—–―()（）\[\]【】]{1,50})"
    r"|(?P<spoken>.*[^\s*_])\s*[*_]{0,2}(?:\((?P<b>[^()]{1,50})\)|（(?P<c>[^（）]{1,50})）|\[(?P<d>[^\[\]]{1,50})\]|【(?P<e>[^【】]{1,50})】)[*_]{0,2}"
)
_BELOW = re.compile(
    r"[*_]{0,2}(?:[-–—―~]{1,2}\s*(?P<a>[^\s\-–—―~].{0,49}?)|\((?P<b>[^()]{1,50})\)|\[(?P<c>[^\[\]]{1,50})\]|（(?P<d>[^（）]{1,50})）)"
    r"[*_]{0,2}"
)
_BULLET = re.compile(r"[-*+•]\s+(?=\S)")
_CLOCK = re.compile(r"[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[\])]?[ \t]+(?=\S)")
_SIGN = re.compile(r"[-–—―|/~:=]{1,2}[ \t]+(?=\S)")
_NOTE = re.compile(r"[*_]{0,2}[(\[（](?P<note>[^()\[\]（）]{1,60})[)\]）][*_]{0,2}\s*")
_QUOTES = "\"'“”„«»‹›!?¡¿.,;:…"
_PARTING = frozenset("/\\|丨｜)）]】・~～›>»;；=_^#•·")
"""Signs that part a name from the words in one document or another, and do not end its sentences."""
_CASED = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏΆ-Ͽ\u0400-\u052f]")


@dataclass(frozen=True, slots=True)
class Head:
    """A name in a paragraph: its number among the paragraphs, the name, and the words without it."""

    at: int
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Reshaped:
    """A text with ``Name: words``; the line of the first name, the names, how they stood, and how many paragraphs have
    none."""

    text: str
    line: int
    names: tuple[str, ...]
    how: str
    without: int


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines of the file from ``first`` to ``last`` (from 0), and their texts without quote marks."""

    first: int
    last: int
    lines: tuple[str, ...]


def reshaped(text: str, *, below: bool = False) -> Reshaped | None:
    """The document with its names before a colon; None where it has neither of the two ways.

    ``below``: look for names on lines of their own below the words only.
    """
    lines = [_LEAD.sub("", line, count=1).strip() for line in text.split("\n")]
    lines = _without_bullets(lines)
    made = _from_below(lines) or _from_last_lines(lines)
    return made if made is not None or below else _within(lines)


def _without_bullets(lines: list[str]) -> list[str]:
    """The lines without a list mark, where all have one."""
    filled = [line for line in lines if line]
    return [_BULLET.sub("", line) for line in lines] if all(map(_BULLET.match, filled)) else lines


def _within(lines: Sequence[str]) -> Reshaped | None:
    """The document with names that share their paragraphs with the words."""
    parts = _paragraphs(lines)
    clocks = [m[0] if (m := _CLOCK.match(p.lines[0])) else "" for p in parts]
    clocks = clocks if all(clocks) else [""] * len(parts)
    firsts = [p.lines[0][len(clock) :] for p, clock in zip(parts, clocks, strict=True)]
    for heads, how in ((heads_behind([" ".join(p.lines) for p in parts]), "behind"), (heads_before(firsts), "before")):
        if not heads:
            continue
        made = list(lines)
        for head in heads:
            p = parts[head.at]
            rest = p.lines[1:] if how == "before" else ()
            made[p.first : p.last + 1] = [
                clocks[head.at] * (how == "before") + _shown(head),
                *rest,
                *[""] * (p.last - p.first - len(rest)),
            ]
        names = tuple(dict.fromkeys(h.name for h in heads))
        return Reshaped("\n".join(made), parts[heads[0].at].first + 1, names, how, len(parts) - len(heads))
    return None


def _shown(head: Head) -> str:
    """A head with a colon; initials in capitals, and a note in brackets behind the name as part of the label."""
    name = head.name.upper() if len(head.name) <= params.RESHAPED_INITIALS else head.name
    name = f"Speaker {name}" if name.isdigit() else name
    note = _NOTE.match(head.words)
    if note is not None and note.end() < len(head.words):
        return f"{name} ({note['note']}): {head.words[note.end() :]}"
    return f"{name}: {head.words}"


def heads_behind(paragraphs: Sequence[str]) -> list[Head]:
    """The names at the end of paragraphs; [] where they are none by ``_answer``."""
    made: list[Head] = []
    for at, paragraph in enumerate(paragraphs):
        tail = max(0, len(paragraph) - params.RESHAPED_TAIL)
        match = _BEHIND.fullmatch(paragraph, tail)
        if match is None:
            continue
        name = next(g for g in match.group("a", "b", "c", "d", "e") if g is not None).strip(" *_")
        words = (paragraph[:tail] + (match["words"] or match["spoken"] or "")).strip()
        if _may_be_name(name) and any(c.isalpha() for c in words):
            made.append(Head(at, name, words))
    return made if _answer(made, len(paragraphs)) else []


def heads_before(paragraphs: Sequence[str]) -> list[Head]:
    """The names at the beginning of paragraphs, behind which stands one sign or none; [] where they are none."""
    return _signed(paragraphs) or _bare(paragraphs)


def _signed(paragraphs: Sequence[str]) -> list[Head]:
    """Names before one and the same sign, or between two of it."""
    lead = paragraphs[0][:1] if paragraphs else ""
    if lead and unicodedata.category(lead) in ("So", "Sm", "Po") and lead not in _QUOTES:
        between = [Head(at, *cut) for at, p in enumerate(paragraphs) if (cut := _between(p, lead)) is not None]
        if _answer(between, len(paragraphs)):
            return between
    signs: Counter[str] = Counter()
    places = [_first_sign(p) for p in paragraphs]
    signs.update(paragraphs[at][place] for at, place in enumerate(places) if place)
    for sign, _ in signs.most_common(1):
        made = [
            Head(at, name, p[place + 1 :].strip())
            for at, (p, place) in enumerate(zip(paragraphs, places, strict=True))
            if place and p[place] == sign and _may_be_name(name := p[:place].strip(" *_"), signed=True)
        ]
        made = [h for h in made if h.words]
        if _answer(made, len(paragraphs)):
            return made
    return []


def _between(paragraph: str, sign: str) -> tuple[str, str] | None:
    """The name between two signs at the beginning of a paragraph, and the words behind them."""
    end = paragraph.find(sign, 1, params.RESHAPED_NAME) if paragraph.startswith(sign) else -1
    name, words = paragraph[1:end].strip(" *_"), paragraph[end + 1 :].strip(" \t:：")
    return (name, words) if end > 1 and words and _may_be_name(name, signed=True) else None


def _first_sign(paragraph: str) -> int:
    """Where the first sign of a paragraph stands that may part a name; 0 for none."""
    for place, char in enumerate(paragraph[: params.RESHAPED_NAME]):
        if char in _PARTING or (char in ":：" and paragraph[:place].strip().isdigit()):
            return place
        if unicodedata.category(char)[0] not in "LMNZ" and char not in "'’.-*_&":
            return 0
    return 0


def _bare(paragraphs: Sequence[str]) -> list[Head]:
    """Names behind which the words stand without a sign: few beginnings, each of which comes again.

    In scripts with capitals a capital must follow, or the names are in capitals as a whole.
    """
    words = [_WORD.findall(p[:200]) for p in paragraphs]
    counts: Counter[tuple[str, ...]] = Counter(tuple(w[:k]) for w in words for k in range(1, 4) if len(w) > k)
    made: list[Head] = []
    for at, (paragraph, here) in enumerate(zip(paragraphs, words, strict=True)):
        size = 1
        while size < 3 and len(here) > size + 1:
            longer, shorter = counts[tuple(here[: size + 1])], counts[tuple(here[:size])]
            if longer < 2 or longer < params.RESHAPED_LONGER * shorter or not here[size][0].isalnum():
                break
            size += 1
        if len(here) <= size or counts[tuple(here[:size])] < 2:
            continue
        name = " ".join(here[:size])
        last = here[size - 1]
        rest = paragraph[paragraph.index(last, len(name) - len(last)) + len(last) :].strip()
        if name.endswith(",") and len(name) > 2:
            name = name[:-1]
        if (sign := _SIGN.match(rest)) is not None:
            name, rest = name.rstrip("."), rest[sign.end() :]
        if _parted(name, rest) and _may_be_name(name):
            made.append(Head(at, name, rest))
    return made if _answer(made, len(paragraphs), least=params.RESHAPED_BARE) else []


def _parted(name: str, rest: str) -> bool:
    """Whether a name without a sign is told from the words behind it."""
    if not name[-1].isalnum() and not name.endswith("."):
        return False
    if name.isupper() and sum(c.isalpha() for c in name) > 1:
        return True
    if not _CASED.search(name):
        return True
    first = next((c for c in rest if c.isalnum()), "")
    return not is_small(first) and not any(is_small(w[0]) for w in name.split() if len(w) > 3)


def _may_be_name(name: str, *, signed: bool = False) -> bool:
    """Whether a text may be a name or its initials: short, no sentence, no remark, no answer. ``signed``: a sign parts
    it from the words."""
    words = name.split()
    if signed and name.isdigit() and len(name) < 3:
        return True
    if not 1 <= len(words) <= params.RESHAPED_WORDS or not any(c.isalpha() for c in name):
        return False
    if len(name) > params.RESHAPED_NAME or (name.endswith(_ENDS) and not name.endswith(".")) or name[0] in "-–—.,":
        return False
    if is_sound(name) or is_veto(name) or (len(words) == 1 and is_reply(name)):
        return False
    # RE may be a person's initials, whatever it else opens
    initials = len(name) <= params.RESHAPED_INITIALS and (signed or name.isupper())
    return initials or not (is_commonplace(name) or is_data_key(name) or is_opener(words[0]))


def _answer(heads: Sequence[Head], paragraphs: int, *, least: float | None = None) -> bool:
    """Whether names stand in nearly all paragraphs, come again, and answer each other."""
    share = params.RESHAPED_SHARE if least is None else least
    counts = Counter(fold(h.name) for h in heads)
    if len(heads) < params.RESHAPED_LEAST or len(heads) < share * paragraphs:
        return False
    again = sum(1 for n in counts.values() if n > 1)
    if again < 2 or 2 * len(counts) > len(heads):
        return False
    same = sum(1 for a, b in pairwise(heads) if fold(a.name) == fold(b.name))
    return 2 * same <= len(heads) and len({h.words for h in heads}) > len(heads) // 2


def _paragraphs(lines: Sequence[str]) -> list[_Paragraph]:
    """The paragraphs, without rules and headings; every line is one where no blank lines part them."""
    filled = [n for n, line in enumerate(lines) if line]
    apart = bool(filled) and filled[-1] - filled[0] + 1 == len(filled)
    runs: list[list[int]] = []
    fresh = True
    for n, line in enumerate(lines):
        if not line or _RULE.fullmatch(line):
            fresh = True
            continue
        if fresh or apart:
            runs.append([])
        runs[-1].append(n)
        fresh = False
    return [_Paragraph(run[0], run[-1], tuple(lines[n] for n in run)) for run in runs]


def _from_below(lines: Sequence[str]) -> Reshaped | None:
    """The document with names on lines of their own, in brackets or behind a dash, below what they said.

    That they stand below is told by the edges: words stand above the first of them, none below the last.
    """
    filled = [n for n, line in enumerate(lines) if line and not _RULE.fullmatch(line)]
    names: dict[int, str] = {}
    for n in filled:
        match = _BELOW.fullmatch(lines[n])
        name = next((g for g in match.groups() if g is not None), "").strip(" *_") if match else ""
        if name and _may_be_name(name):
            names[n] = name
    if len(names) < params.RESHAPED_LEAST or filled[0] in names or filled[-1] not in names:
        return None
    if any(a in names and b in names for a, b in pairwise(filled)):
        return None
    heads: list[Head] = []
    made = list(lines)
    begin = first = min(names)
    while begin and lines[begin - 1]:  # a title may stand above the first paragraph
        begin -= 1
    begin = begin if begin < first else max(n for n in filled if n < first)
    for n in sorted(names):
        heads.append(Head(n, names[n], " ".join(lines[begin:n])))
        made[begin], made[n] = f"{names[n]}: {lines[begin]}", ""
        begin = next((m for m in filled if m > n), n)
    if not _answer(heads, len(heads)):
        return None
    return Reshaped("\n".join(made), min(names) + 1, tuple(dict.fromkeys(names.values())), "below", 0)


def _from_last_lines(lines: Sequence[str]) -> Reshaped | None:
    """The document whose paragraphs end with a line that is nothing but a name, and begin with words."""
    parts = _paragraphs(lines)
    if len(parts) < params.RESHAPED_LEAST or any(len(p.lines) < 2 for p in parts):
        return None
    names = {fold(p.lines[-1]) for p in parts if _may_be_name(p.lines[-1].strip("*_"))}
    if len(names) < 2 or any(fold(p.lines[0]) in names or fold(p.lines[-1]) not in names for p in parts):
        return None
    heads = [Head(at, p.lines[-1].strip("*_"), " ".join(p.lines[:-1])) for at, p in enumerate(parts)]
    if not _answer(heads, len(parts)):
        return None
    made = list(lines)
    for p, head in zip(parts, heads, strict=True):
        made[p.first], made[p.last] = f"{head.name}: {p.lines[0]}", ""
    return Reshaped("\n".join(made), parts[0].last + 1, tuple(dict.fromkeys(h.name for h in heads)), "below", 0)
