"""Lines that say who a name is: an office below it, and ``BY MR. DUNN:`` above the questions of a court's record.

A document that gives every person the same second line, or puts a second line in brackets below names that else have
none, is read without that line. The line numbers of the words stay those of the file.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from turncue.text.punctuation import SENTENCE_ENDS
from turncue.transcripts import params
from turncue.transcripts.names import fold, is_sound, plausible

__all__ = ["SecondLines", "with_examiners", "with_second_lines"]

_BRACKETED = re.compile(r"\s*(?:[(（\[][^()（）\[\]]{1,60}[)）\]]\s*){1,3}")
_EXAMINER = re.compile(
    r"[\s\d]*BY\s+(?P<name>(?:MR|MS|MRS|MISS|DR|THE)\.?\s+[^\W\d_][\w'’.-]*(?:\s[\w'’-]+)?)\s*[:.]?\s*"
)
_QUESTION = re.compile(r"(?P<lead>[\s\d]*)Q(?=[.:\t]|\s\s)")
_MARKS = "*_ \t"
_ENDS = tuple(SENTENCE_ENDS)


@dataclass(frozen=True, slots=True)
class SecondLines:
    """A text without the lines between names and words; ``left`` are those lines, with their numbers (from 1)."""

    text: str
    left: tuple[tuple[int, str], ...] = ()


def with_second_lines(text: str) -> SecondLines:
    """The text without the offices on lines of their own below names; the text itself where it has none."""
    lines = text.split("\n")
    heads = {n: fold(lines[n].strip(_MARKS)) for n in _heads(lines)}
    counts = Counter(heads.values())
    long = {n: name for n, name in heads.items() if _has_text(lines, n + 2)}
    whole = Counter(long.values())
    seconds: dict[str, set[str]] = defaultdict(set)
    for n, name in long.items():
        seconds[name].add(lines[n + 1].strip())
    fixed = {
        name for name, texts in seconds.items() if counts[name] > 1 and len(texts) == 1 and counts[name] == whole[name]
    }
    same = {n for n, name in long.items() if name in fixed and _may_be_office(lines[n + 1])}
    always = len(fixed) > 1 and len(same) >= params.LABEL_LINES_SHARE * len(heads)
    made = [
        n
        for n, name in long.items()
        if (always and n in same)
        or (
            counts[name] > 1
            and lines[n + 2].strip()
            and _BRACKETED.fullmatch(lines[n + 1])
            and not _is_note(lines[n + 1])
        )
    ]
    left = tuple((n + 2, lines[n + 1].strip()) for n in made)
    for n in made:
        lines[n], lines[n + 1] = "", lines[n]
    return SecondLines("\n".join(lines), left) if made else SecondLines(text)


def with_examiners(text: str) -> SecondLines:
    """The text with the examiner's name in place of Q, where several question the witness, one after another."""
    lines = text.split("\n")
    places = {n: m["name"] for n, line in enumerate(lines) if "BY" in line and (m := _EXAMINER.fullmatch(line))}
    if len(set(places.values())) < 2:
        return SecondLines(text)
    name = ""
    for n, line in enumerate(lines):
        if n in places:
            name, lines[n] = places[n], ""
        elif name and (match := _QUESTION.match(line)) is not None:
            lines[n] = f"{match['lead']}{name}{line[match.end() :]}"
    return SecondLines("\n".join(lines), tuple((n + 1, who) for n, who in places.items()))


def _has_text(lines: Sequence[str], n: int) -> bool:
    """Whether a text stands in a line, or below it where it is empty."""
    return any(line.strip() for line in lines[n : n + 2])


def _heads(lines: Sequence[str]) -> list[int]:
    """The lines that begin a paragraph of several lines and may be a name."""
    return [
        n
        for n, line in enumerate(lines)
        if line.strip()
        and (n == 0 or not lines[n - 1].strip())
        and n + 1 < len(lines)
        and lines[n + 1].strip()
        and not line.rstrip().endswith((*_ENDS, ":", "："))
        and plausible(line.strip(_MARKS), marked=True, times=2)
    ]


def _may_be_office(line: str) -> bool:
    """Whether a line is short and no sentence."""
    bare = line.strip()
    return len(bare) <= params.LABEL_LINES_LONG and not bare.endswith((*_ENDS, ":", "：")) and not is_sound(bare)


def _is_note(line: str) -> bool:
    """Whether a line in brackets tells of a sound or a manner: in small letters, or a known sound."""
    inner = line.strip().strip("()（）[]* _")
    return is_sound(inner) or inner == inner.lower()
