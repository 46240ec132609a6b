"""Tokens joined into units that compare as one: numbers in any spelling, spelt-out letters, a user's equivalents.

``twenty twenty``, ``2020`` and ``two thousand twenty`` are one unit; so are ``S E C`` and ``SEC``, and
what a glossary holds equal. Units are aligned; the links are then given to their tokens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from turncue.align.alignment import Alignment
from turncue.arrays import Ints
from turncue.text.numbers import numbers
from turncue.text.tokens import tokenize

__all__ = ["Glossary", "Units", "expand", "parse_glossary", "units_of"]


Glossary = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
"""First token of a phrase → the phrases that begin with it, longest first, each with what its unit is compared by."""


@dataclass(frozen=True, slots=True)
class Units:
    """Unit k is compared by ``normalized[k]`` and holds tokens ``[edges[k], edges[k + 1])``."""

    normalized: tuple[str, ...]
    edges: Ints


def parse_glossary(lines: Sequence[tuple[str, ...]]) -> Glossary:
    """Equivalents as units: each line's phrases all mean the same.

    A line of one phrase keeps it together: it matches itself as a whole and nothing else.
    """
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for number, phrases in enumerate(lines):
        for phrase in phrases:
            keys = tokenize(phrase).keys
            if keys:
                table.setdefault(keys[0], []).append((keys, f"\ue001{number}"))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


def units_of(keys: Sequence[str], *, ends: Sequence[bool] | None = None, glossary: Glossary | None = None) -> Units:
    """Join tokens into units. Every token is in exactly one, in order.

    No number reaches over a token k with ``ends[k]`` (the end of a clause or of a turn).
    """
    runs_of_tokens = _phrases(keys, glossary) if glossary else []
    taken = {i for a, b, _ in runs_of_tokens for i in range(a, b)}
    runs_of_tokens += [b for b in _numbers(keys, ends) if taken.isdisjoint(range(b[0], b[1]))]
    taken |= {i for a, b, _ in runs_of_tokens for i in range(a, b)}
    runs_of_tokens += [b for b in _letters(keys) if taken.isdisjoint(range(b[0], b[1]))]
    made: list[str] = []
    edges = [0]
    at = 0
    for a, b, key in sorted(runs_of_tokens):
        made += keys[at:a]
        edges += range(at + 1, a + 1)
        made.append(key)
        edges.append(b)
        at = b
    made += keys[at:]
    edges += range(at + 1, len(keys) + 1)
    return Units(tuple(made), np.array(edges, dtype=np.int64))


def _phrases(keys: Sequence[str], glossary: Glossary) -> list[tuple[int, int, str]]:
    runs, i = [], 0
    while i < len(keys):
        for phrase, key in glossary.get(keys[i], ()):
            if tuple(keys[i : i + len(phrase)]) == phrase:
                runs.append((i, i + len(phrase), key))
                i += len(phrase)
                break
        else:
            i += 1
    return runs


def _numbers(keys: Sequence[str], ends: Sequence[bool] | None) -> list[tuple[int, int, str]]:
    atoms: list[str] = []
    owner: list[int] = []
    for i, key in enumerate(keys):
        if ends is not None and i and ends[i - 1]:
            atoms.append("\0")
            owner.append(i)
        if key[0].isdigit() and key[-1] == "%" and len(key) > 1:
            atoms += (key[:-1], "%")
            owner += (i, i)
        else:
            atoms.append(key)
            owner.append(i)
    owner.append(len(keys))
    runs = []
    for a, b, key in numbers(atoms):
        first, last = owner[a], owner[b]
        if last == first:  # a number whose percent sign was left out of it
            last += 1
        runs.append((first, last, key))
    return runs


def _letters(keys: Sequence[str]) -> list[tuple[int, int, str]]:
    """Letters spelt out one by one: two or more in a row that are not one letter stuttered."""
    runs, i = [], 0
    while i < len(keys):
        j = i
        while j < len(keys) and len(keys[j]) == 1 and "a" <= keys[j] <= "z":
            j += 1
        if j - i >= 2 and len(set(keys[i:j])) > 1:
            runs.append((i, j, "".join(keys[i:j])))
        i = max(j, i + 1)
    return runs


def expand(alignment: Alignment, transcript: Units, captions: Units) -> Alignment:
    """An alignment of units as an alignment of their tokens."""
    return Alignment(
        transcript.edges[alignment.transcript_first],
        transcript.edges[alignment.transcript_stop],
        captions.edges[alignment.caption_first],
        captions.edges[alignment.caption_stop],
        alignment.scores,
        int(transcript.edges[-1]),
        int(captions.edges[-1]),
        alignment.engine,
    )
