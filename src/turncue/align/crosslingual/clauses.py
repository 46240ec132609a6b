"""Turns cut into clauses: the units that are aligned with the captions.

A sentence always begins a clause. Inside a sentence a comma (or a pause mark) separates two clauses where both are long
enough to be distinguished from chance. What is still too long is cut again, so that times inside stay exact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from turncue.align.crosslingual import params
from turncue.arrays import Floats, Ints
from turncue.text.punctuation import CLAUSE_ENDS, CLOSERS, SENTENCE_ENDS
from turncue.text.tokens import MARKS

__all__ = ["FORCED", "PART", "SENTENCE", "TURN", "Clause", "ClauseColumns", "columns_of", "cut", "units"]

FORCED, PART, SENTENCE, TURN = 0, 1, 2, 3
"""What begins with a clause: nothing (a long one was cut), a part of a sentence, a sentence, a turn."""

_END = re.compile(rf"[{SENTENCE_ENDS}]+[{re.escape(CLOSERS)}]*|\n+|—{{2,}}")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|No|Jr|Sr|Inc|z\.B|d\.h|bzw|Sra?)|\b[A-Z])\.$")
_COMMA = re.compile(
    rf"[{CLAUSE_ENDS}–—]+[{re.escape(CLOSERS)}]*|\s+(?=[-–—])|\s+(?=[\u3400-\u9fff\u3040-\u30ff])(?<=[\u3400-\u9fff\u3040-\u30ff]\s)"
)
_UNIT = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff]|[\u3040-\u30ff]|[\uac00-\ud7a3]|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]|\d+|"
    rf"(?:[^\W\d_][{MARKS}]*)+"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Characters ``[begin, finish)`` of turn ``turn``; ``kind`` tells what begins here, ``size`` in units."""

    turn: int
    begin: int
    finish: int
    kind: int
    size: float


@dataclass(frozen=True, slots=True)
class ClauseColumns:
    """Clauses as columns: the turn, the kind and the size (in units) of each."""

    turn: Ints
    kind: Ints
    size: Floats

    def __len__(self) -> int:
        return len(self.turn)


def columns_of(clauses: Sequence[Clause]) -> ClauseColumns:
    """The clauses as columns."""
    return ClauseColumns(
        np.array([c.turn for c in clauses], np.int64),
        np.array([c.kind for c in clauses], np.int64),
        np.array([c.size for c in clauses]),
    )


def units(text: str) -> float:
    """The length of speech in units: characters by their script, a word by its letters, a number by its digits."""
    total = 0.0
    for m in _UNIT.finditer(text):
        word = m[0]
        first = word[0]
        if "\u3040" <= first <= "\u30ff":
            total += params.KANA_UNITS
        elif "\uac00" <= first <= "\ud7a3":
            total += params.HANGUL_UNITS
        elif first.isdigit():
            total += params.DIGIT_UNITS * len(word)
        elif len(word) == 1 and ord(first) >= 0x0E00:
            total += 1.0 if first >= "\u3400" else params.SOUTH_EAST_ASIAN_UNITS
        else:
            total += params.WORD_UNITS + params.LETTER_UNITS * len(word)
    return total


def cut(turns: Sequence[str]) -> list[Clause]:
    """Clauses of all turns in order. Together they cover every turn's characters once."""
    out: list[Clause] = []
    for index, text in enumerate(turns):
        pieces = _sentences(text)
        for number, (a, b) in enumerate(pieces):
            kind = TURN if number == 0 else SENTENCE
            for c, d, forced in _parts(text, a, b):
                out.append(Clause(index, c, d, FORCED if forced else kind if c == a else PART, units(text[c:d])))
    return out


def _sentences(text: str) -> list[tuple[int, int]]:
    """Spans of sentences; a piece without a word joins the one before it."""
    cuts = [0]
    for m in _END.finditer(text):
        ascii_stop = m[0][0] == "." and "\n" not in m[0]
        if ascii_stop and m.end() < len(text) and not text[m.end()].isspace() and text[m.end()].isascii():
            continue
        if ascii_stop and _ABBREVIATED.search(text[max(0, m.start() - 6) : m.start() + 1]):
            continue
        cuts.append(m.end())
    cuts.append(len(text))
    out: list[tuple[int, int]] = []
    for a, b in pairwise(cuts):
        if b <= a:
            continue
        if (out and not _UNIT.search(text[a:b])) or (out and not _UNIT.search(text[out[-1][0] : out[-1][1]])):
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out or [(0, len(text))]


def _parts(text: str, a: int, b: int) -> list[tuple[int, int, bool]]:
    """A sentence in parts: (begin, finish, whether the cut before it was forced)."""
    cuts = [a]
    for m in _COMMA.finditer(text, a, b):
        if text[m.start()] in ",:." and m.end() < b and text[m.end()].isdigit() and text[m.start() - 1].isdigit():
            continue
        before, after = text[cuts[-1] : m.end()], text[m.end() : b]
        if units(before) >= params.LEAST_CLAUSE and units(after) >= params.LEAST_CLAUSE * params.LEAST_REST:
            cuts.append(m.end())
    cuts.append(b)
    out: list[tuple[int, int, bool]] = []
    for c, d in pairwise(cuts):
        pieces = _halves(text, c, d)
        out += [(x, y, k > 0) for k, (x, y) in enumerate(pieces)]
    return out


def _halves(text: str, a: int, b: int) -> list[tuple[int, int]]:
    """A part that is too long, cut in equal pieces at word edges or small marks."""
    size = units(text[a:b])
    if size <= params.MOST_CLAUSE * params.MOST_UNCUT:
        return [(a, b)]
    count = int(np.ceil(size / params.MOST_CLAUSE))
    starts = np.array([m.start() for m in _UNIT.finditer(text, a, b)], np.int64)
    reach = np.cumsum([units(text[m.start() : m.end()]) for m in _UNIT.finditer(text, a, b)])
    edges = [a]
    for k in range(1, count):
        near = int(np.searchsorted(reach, float(reach[-1]) * k / count))
        edge = int(starts[min(near + 1, len(starts) - 1)])
        if edge > edges[-1]:
            edges.append(edge)
    edges.append(b)
    return list(pairwise(edges))
