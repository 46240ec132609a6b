"""What a page has and nobody says: page numbers, running heads and feet, footnotes; and turns that share a line.

These rules look at the raw lines, before any reader does. Each line taken out stays as an empty line, so that the
numbers of the others stay those of the file.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from turncue.transcripts import params
from turncue.transcripts.names import fold, is_commonplace, is_data_key, plausible

__all__ = ["FEED", "SplitLines", "with_split_lines", "without_page_marks"]

FEED = "\x00"
"""Stands at the beginning of a line that a form feed began."""

_PAGE = (
    r"(?:column|spalte|colonne|columna|coluna|folio|page|pg\.?|p\.|seite|s\.|página|pág\.?|pagina|стр\.?|страница|"
    r"sayfa|صفحة|पृष्ठ|第|頁|页)"
)
_OF = r"(?:\s*(?:/|of|von|de|sur|из|di|van)\s*\d{1,4})?"
_ALONE = re.compile(rf"(?i){_PAGE}\s*(?P<n>\d{{1,4}}){_OF}\s*(?:页|頁|ページ|쪽)?|[-–—]\s*(?P<d>\d{{1,4}})\s*[-–—]")
_FRAMED = re.compile(r"([-–—])\1{2,}\s*[^\W_][^\n]{0,60}?\s*\1{3,}|—\s[^\W_][^\n]{0,40}\s—")
"""A remark between rules: ``--- break ---``."""
_NUMBER = re.compile(r"\d{1,4}")
_WIDE = re.compile(
    rf"(?i)(?:{_PAGE}\s*)?(?P<a>\d{{1,4}}){_OF}(?:\s{{3,}}|\t)\S.*|.*\S(?:\s{{3,}}|\t)(?:{_PAGE}\s*)?(?P<b>\d{{1,4}}){_OF}"
)
_DIGITS = re.compile(r"\d+")
_BODY = re.compile(r"\s{0,3}\[\^?(?P<n>\d{1,3})\]:?[ \t]+\S.*")
_DEFINITION = re.compile(r"\s{0,3}(?P<mark>\[\^[^\]\s]{1,40}\]):[ \t]+\S.*")
_INNER = re.compile(r"[:：](?:\*\*|__)?[ \t]+(?=\S)|：(?=\S)")
_BEFORE = re.compile(
    r"(?:^[ \t]*|(?P<end>[.?!…。？！।][”\"’»)\]]{0,2})[ \t]*)(?P<mark>\*\*|__)?"
    r"(?P<name>[^\s.?!…。？！।:：\"“”*_\[\]()][^.?!…。？！।:：\"“”*\[\]()\n]{0,50}?)(?:\*\*|__)?[ \t]*$"
)
_SENTENCE = re.compile(r"[^\W\d_]{2}|[\u3040-\u9fff\uac00-\ud7a3]")  # a number alone ends no sentence
_APART = " \t\u3000。？！।）」"
"""What parts a label from the sentence before it; a Latin stop without a space may be any slip."""
_NOTICE = re.compile("\\u200e|\\[[^\\]\n]{6,40}\\][^:\n]{1,60}: ?\\u200e")
"""A notice of a messenger, which it marks with U+200E: encryption, an omitted picture."""
_SENTENCE_END = re.compile(r"[.?!…。？！।][”\"’»)\]]{0,2}$")
_INITIALS = re.compile(r"(?:\b\w|\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Sra|Jr))\.$")


def without_page_marks(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The text without page numbers, running heads and footnotes, and those lines (number from 1, text)."""
    lines = text.split("\n")
    bare = [line.replace(FEED, "").strip() for line in lines]
    fed = frozenset(n for n, line in enumerate(lines) if FEED in line)
    text = text.replace(FEED, "")
    lines = text.split("\n")
    gone = _page_lines(bare, fed) | {n for n, line in enumerate(bare) if "\u200e" in line and _NOTICE.match(line)}
    gone |= _remarks(bare, fed)
    gone |= _beside(bare, gone, fed)
    notes, numbers = _footnotes(bare)
    defined, named = _definitions(lines)
    notes |= defined
    marks = tuple((n + 1, bare[n]) for n in sorted(gone | notes))
    if not marks:
        return text, ()
    marks_here = [r"(?<=[^\s\[])\[\^?(?:" + "|".join(sorted(numbers)) + r")\](?!\()"] if numbers else []
    marker = re.compile("|".join([*marks_here, *map(re.escape, sorted(named))])) if marks_here or named else None
    made = ["" if n in gone or n in notes else line for n, line in enumerate(lines)]
    return "\n".join(marker.sub("", line) if marker else line for line in made), marks


def _remarks(bare: Sequence[str], fed: frozenset[int]) -> set[int]:
    """Remarks between rules, where they are few and none comes again: else they may be names."""
    framed = [n for n, line in enumerate(bare) if line[:1] in ("-", "–", "—") and _FRAMED.fullmatch(line)]
    if len(framed) > params.PAGE_MARKS_REMARKS or len({fold(bare[n]) for n in framed}) < len(framed):
        return set()
    return {n for n in framed if _isolated(bare, n, fed)}


def _isolated(bare: Sequence[str], n: int, fed: frozenset[int]) -> bool:
    above = n == 0 or not bare[n - 1] or n in fed
    return above and (n + 1 >= len(bare) or not bare[n + 1] or n + 1 in fed)


def _page_lines(bare: Sequence[str], fed: frozenset[int]) -> set[int]:
    """The lines that number pages: by a word or dashes, or numbers that rise, alone or far from a running head."""
    gone = {n for n, line in enumerate(bare) if len(line) < 30 and _ALONE.fullmatch(line) and _isolated(bare, n, fed)}
    groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for n, line in enumerate(bare):
        if not line or len(line) > 200 or not (line[0].isdigit() or line[-1].isdigit()) or n in gone:
            continue
        if _NUMBER.fullmatch(line):
            if _isolated(bare, n, fed):
                groups["#"].append((n, int(line)))
        elif (match := _WIDE.fullmatch(line)) is not None and _isolated(bare, n, fed):
            groups[re.sub(r"\d+", "#", line)].append((n, int(match["a"] or match["b"])))
    for pattern, members in groups.items():
        steps = [b - a for (_, a), (_, b) in pairwise(members)]
        if steps and all(step > 0 for step in steps) and (pattern != "#" or set(steps) == {1}):
            gone |= {n for n, _ in members}
    return gone


def _beside(bare: Sequence[str], gone: set[int], fed: frozenset[int]) -> set[int]:
    """Running heads and feet: the same line next to most page numbers or page breaks, and nowhere else.

    A name on a line of its own comes again, too, but not on every page, or also elsewhere.
    """
    counts = Counter(_DIGITS.sub("#", line) for line in bare if line)
    filled = [n for n, line in enumerate(bare) if line]
    place = {n: k for k, n in enumerate(filled)}
    near: dict[int, int] = {}  # the line, and on which side of a page mark
    for side in (-1, 1):
        near |= {filled[place[n] + side]: side for n in gone if 0 <= place[n] + side < len(filled)}
    for n in fed:
        near |= {m: 1 for m in (n,) if bare[m]} | {m: -1 for m in (n - 1, n - 2) if m >= 0 and bare[m]}
    pages = max(len(gone), len(fed))
    sides = Counter((_DIGITS.sub("#", bare[n]), side) for n, side in near.items() if n not in gone)
    return {
        n
        for n, side in near.items()
        if n not in gone
        and (times := sides[pattern := _DIGITS.sub("#", bare[n]), side]) > 1
        and times >= params.PAGE_MARKS_HEADS * pages
        and counts[pattern] == times
        and _isolated(bare, n, fed)
        and bare[n][-1] not in ".?!…。？！:："
    }


def _footnotes(bare: Sequence[str]) -> tuple[set[int], set[str]]:
    """The lines of footnotes at the end of a text, and their numbers; each must be marked in the text above."""
    filled = [n for n, line in enumerate(bare) if line]
    begin = len(filled)
    while begin and (match := _BODY.fullmatch(bare[filled[begin - 1]])) is not None:
        begin -= 1
    bodies = filled[begin:]
    numbers = [match["n"] for n in bodies if (match := _BODY.fullmatch(bare[n]))]
    if not bodies or len(set(numbers)) < len(numbers) or begin < len(bodies):
        return set(), set()
    above = "\n".join(bare[: bodies[0]])
    marked = {number for number in numbers if re.search(rf"[^\s\[]\[\^?{number}\]", above)}
    return (set(bodies), marked) if len(marked) == len(numbers) else (set(), set())


def _definitions(lines: Sequence[str]) -> tuple[set[int], set[str]]:
    """The lines of Markdown's footnotes, wherever they stand, with the indented ones that go on; and their marks.

    Each must be marked in the text (``[^note]`` with ``[^note]: …``).
    """
    text = "\n".join(lines) if any("[^" in line for line in lines) else ""
    made: set[int] = set()
    marks: set[str] = set()
    for n, line in enumerate(lines if text else ()):
        match = _DEFINITION.fullmatch(line)
        here = match["mark"] if match is not None else ""
        if here and text.count(here) > 1:
            marks.add(here)
        elif n - 1 not in made or not line.startswith(("  ", "\t")) or not line.strip():
            continue
        made.add(n)
    return made, marks


@dataclass(frozen=True, slots=True)
class SplitLines:
    """A text whose lines are cut (with ``<br>``) at labels in mid-line.

    ``cut``: those labels, ``tight``: labels at which no line was cut, because no space stands before them; each with
    its line (from 1) and its name.
    """

    text: str
    cut: tuple[tuple[int, str], ...] = ()
    tight: tuple[tuple[int, str], ...] = ()


def with_split_lines(text: str, *, bold: bool = False) -> SplitLines:
    """Cut lines at labels within them.

    Such a label is a name that begins lines elsewhere, or comes again in mid-line among others that do, behind the end
    of a sentence and before a colon. ``bold``: a name of one word, too, which may be a word of the sentence.
    """
    if not any(sign in text for sign in (": ", "：", ":** ", ":__ ")):
        return SplitLines(text)
    lines = text.split("\n")
    heads, inner = _labels_in_lines(lines)
    counts = Counter(fold(name) for _, _, name in inner)
    among = {key for key, n in counts.items() if n > 1}
    apt = [row for row in inner if _splits(row[2], heads, among, bold=bold)]
    apart = [row for row in apt if lines[row[0]][row[1] - 1] in _APART]
    apart = apart if 2 * len(apart) > len(apt) else []  # where most stand without a space, it is the file's way
    cuts: dict[int, list[int]] = defaultdict(list)
    for number, at, _ in apart:
        cuts[number].append(at)
    made = [_cut(line, cuts[n]) if n in cuts else line for n, line in enumerate(lines)]
    done = set(apart)
    tight = tuple((row[0] + 1, row[2]) for row in apt if row not in done)
    return SplitLines("\n".join(made), tuple((number + 1, name) for number, _, name in apart), tight)


def _labels_in_lines(lines: Sequence[str]) -> tuple[Counter[str], list[tuple[int, int, str]]]:
    """How often each name begins a line, and those behind the end of a sentence (line, offset, name)."""
    heads: Counter[str] = Counter()
    inner: list[tuple[int, int, str]] = []
    doubtful: list[tuple[int, int, str]] = []  # behind an initial or a title: labels if such a name begins lines, too
    for number, line in enumerate(lines):
        for match in _INNER.finditer(line):
            before = _BEFORE.search(line, max(0, match.start() - 60), match.start())
            if before is None or (before.start() == max(0, match.start() - 60) > 0 and not before["end"]):
                continue
            name = before["name"].strip()
            place = before.start("mark") if before["mark"] else before.start("name")
            if not before["end"]:
                heads[fold(name)] += 1
                continue
            window = max(0, before.start("end") - 12)
            short = _INITIALS.search(line[window : before.start("end") + 1])
            if short is not None:  # Dr. Ann Lee, J. Lee
                at, whole = window + short.start(), f"{short[0]} {name}"
                if at == 0:
                    heads[fold(whole)] += 1
                elif _SENTENCE_END.search(line[max(0, at - 4) : at].rstrip()):
                    doubtful.append((number, at, whole))
                if len(short[0]) == 2 and line[:at].rstrip().endswith((":", "：")):  # one letter is all that was said
                    doubtful.append((number, place, name))
            elif _SENTENCE.search(line, max(0, before.start("end") - 80), before.start("end")):
                inner.append((number, place, name))
    return heads, sorted([*inner, *(row for row in doubtful if heads[fold(row[2])] > 1)])


def _splits(name: str, heads: Counter[str], among: set[str], *, bold: bool) -> bool:
    """Whether a name in mid-line begins a turn there."""
    key = fold(name)
    if is_commonplace(name) or is_data_key(name) or not plausible(name, marked=False, times=2):
        return False
    clear = bold or " " in key or name.isupper() or not name[0].isascii()
    return (heads[key] > 1 and clear) or (
        key in among and (len(among) > 1 or heads[key] > 0) and sum(heads.values()) < 3
    )


def _cut(line: str, places: Sequence[int]) -> str:
    parts = [line[a:b].rstrip() for a, b in pairwise([0, *places, len(line)])]
    return "<br>".join(parts)
