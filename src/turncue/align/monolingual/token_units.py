"""Tokens bundled into units that compare as one: numbers in any spelling, spelt-out letters, a user's equivalents.

``twenty twenty``, ``2020`` and ``two thousand twenty`` are one unit with one key; so are ``S E C`` and ``SEC``, and
what a glossary holds equal. Alignment works on units; its links are then spread over their tokens again.
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
"""First key of a phrase → the phrases that begin with it, longest first, each with the key of its unit."""


@dataclass(frozen=True, slots=True)
class Units:
    """Unit k has the key ``keys[k]`` and holds tokens ``[edges[k], edges[k + 1])``."""

    keys: tuple[str, ...]
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
    """Bundle tokens into units. Every token is in exactly one, in order.

    No number reaches over a token k with ``ends[k]`` (the end of a clause or of a turn).
    """
    bundles = _phrases(keys, glossary) if glossary else []
    taken = {i for a, b, _ in bundles for i in range(a, b)}
    bundles += [b for b in _numbers(keys, ends) if taken.isdisjoint(range(b[0], b[1]))]
    taken |= {i for a, b, _ in bundles for i in range(a, b)}
    bundles += [b for b in _letters(keys) if taken.isdisjoint(range(b[0], b[1]))]
    made: list[str] = []
    edges = [0]
    at = 0
    for a, b, key in sorted(bundles):
        made += keys[at:a]
        edges += range(at + 1, a + 1)
        made.append(key)
        edges.append(b)
        at = b
    made += keys[at:]
    edges += range(at + 1, len(keys) + 1)
    return Units(tuple(made), np.array(edges, dtype=np.int64))


def _phrases(keys: Sequence[str], glossary: Glossary) -> list[tuple[int, int, str]]:
    found, i = [], 0
    while i < len(keys):
        for phrase, key in glossary.get(keys[i], ()):
            if tuple(keys[i : i + len(phrase)]) == phrase:
                found.append((i, i + len(phrase), key))
                i += len(phrase)
                break
        else:
            i += 1
    return found


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
    found = []
    for a, b, key in numbers(atoms):
        first, last = owner[a], owner[b]
        if last == first:  # a number whose percent sign was left out of it
            last += 1
        found.append((first, last, key))
    return found


def _letters(keys: Sequence[str]) -> list[tuple[int, int, str]]:
    """Letters spelt out one by one: two or more in a row that are not one letter stuttered."""
    found, i = [], 0
    while i < len(keys):
        j = i
        while j < len(keys) and len(keys[j]) == 1 and "a" <= keys[j] <= "z":
            j += 1
        if j - i >= 2 and len(set(keys[i:j])) > 1:
            found.append((i, j, "".join(keys[i:j])))
        i = max(j, i + 1)
    return found


def expand(links: Alignment, said: Units, heard: Units) -> Alignment:
    """Links between units as links between their tokens."""
    return Alignment(
        said.edges[links.t0],
        said.edges[links.t1],
        heard.edges[links.c0],
        heard.edges[links.c1],
        links.scores,
        int(said.edges[-1]),
        int(heard.edges[-1]),
        links.engine,
    )
