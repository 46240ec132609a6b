"""Lines between a name and its words: an office, a firm, a constituency, each on a line of its own below the name.

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

__all__ = ["SecondLines", "with_second_lines"]

_BRACKETED = re.compile(r"\s*(?:[(（\[][^()（）\[\]]{1,60}[)）\]]\s*){1,3}")
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
    heads = _heads(lines)
    counts = Counter(fold(lines[n].strip(_MARKS)) for n in heads)
    below: dict[str, set[str]] = defaultdict(set)
    long = [n for n in heads if n + 2 < len(lines) and lines[n + 2].strip()]
    for n in long:
        below[fold(lines[n].strip(_MARKS))].add(lines[n + 1].strip())
    fixed = {
        name
        for name, seconds in below.items()
        if counts[name] > 1
        and len(seconds) == 1
        and counts[name] == sum(fold(lines[n].strip(_MARKS)) == name for n in long)
    }
    same = [n for n in long if fold(lines[n].strip(_MARKS)) in fixed and _may_be_office(lines[n + 1])]
    always = len(fixed) > 1 and len(same) >= params.LABEL_LINES_SHARE * len(heads)
    known = {name for name, n in counts.items() if n > 1}
    made = [
        n
        for n in long
        if (always and n in same)
        or (fold(lines[n].strip(_MARKS)) in known and _BRACKETED.fullmatch(lines[n + 1]) and not _is_note(lines[n + 1]))
    ]
    left = tuple((n + 2, lines[n + 1].strip()) for n in made)
    for n in made:
        lines[n], lines[n + 1] = "", lines[n]
    return SecondLines("\n".join(lines), left) if made else SecondLines(text)


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
