#!/usr/bin/env python3
"""Text+Berg, a public benchmark of sentence alignment: seven German and French articles aligned by hand.

  text_berg.py [--data DIR]

The sentences of one language are the turns of a transcript, those of the other the cues of captions (``CHARACTER`` ms
a character, back to back). A cue belongs to a turn where the two share more than half of the shorter one's time; beads
are the connected groups. Strict F1 counts beads that are the same on both sides, lax F1 beads that share a sentence
with the reference on both sides; beads with an empty side are left out (Sennrich and Volk 2010; counted as by Vecalign,
Thompson and Koehn 2019). Needs the evaluation data (``common.data_dir``); says so and ends without it.
"""

from __future__ import annotations

import argparse
import ast
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import common

import turncue
from turncue.model import Captions, Cue, Transcript, Turn

CHARACTER = 60  # ms of speech for a character
Bead = tuple[frozenset[int], frozenset[int]]  # source lines, target lines
PUBLISHED = (("SentAlign (LaBSE)", 0.932, 0.964), ("Vecalign (LASER)", 0.902, 0.986))


@dataclass(frozen=True)
class Score:
    """Of all beads: how many of the output's and of the reference's are right, strictly and laxly."""

    output: int = 0
    reference: int = 0
    strict: int = 0
    lax_output: int = 0
    lax_reference: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.output + other.output,
            self.reference + other.reference,
            self.strict + other.strict,
            self.lax_output + other.lax_output,
            self.lax_reference + other.lax_reference,
        )

    @property
    def strict_f1(self) -> float:
        return 2 * self.strict / max(self.output + self.reference, 1)

    @property
    def lax_f1(self) -> float:
        precision, recall = self.lax_output / max(self.output, 1), self.lax_reference / max(self.reference, 1)
        return 2 * precision * recall / max(precision + recall, 1e-9)


def captions_of(lines: Sequence[str], language: str) -> Captions:
    """A cue a sentence, back to back."""
    cues, at = [], 0
    for line in lines:
        end = at + CHARACTER * max(len(line.strip()), 1)
        cues.append(Cue(at, end, line.strip()))
        at = end
    return Captions(tuple(cues), language=language)


def beads(source: Sequence[str], target: Sequence[str], languages: tuple[str, str]) -> list[Bead]:
    """The beads that turncue finds: groups of source and target lines."""
    turns = tuple(Turn(None, line.strip() or "-") for line in source)
    captions = captions_of(target, languages[1])
    result = turncue.align(Transcript(turns, language=languages[0]), captions, min_score=0.0)
    links = []
    for i, turn in enumerate(result.turns):
        if turn.start is None or turn.end is None:
            continue
        for j, cue in enumerate(captions.cues):
            shared = min(turn.end, cue.end) - max(turn.start, cue.start)
            if 2 * shared > min(turn.end - turn.start, cue.end - cue.start):
                links.append((i, j))
    return connected(links)


def connected(links: Sequence[tuple[int, int]]) -> list[Bead]:
    """The connected groups of links, in order."""
    groups: list[tuple[set[int], set[int]]] = []
    for i, j in sorted(links):
        mine = [g for g in groups if i in g[0] or j in g[1]]
        merged = ({i}.union(*(g[0] for g in mine)), {j}.union(*(g[1] for g in mine)))
        groups = [g for g in groups if g not in mine] + [merged]
    return [(frozenset(a), frozenset(b)) for a, b in groups]


def count(output: Sequence[Bead], reference: Sequence[Bead]) -> Score:
    """Strict and lax hits of one test."""

    def touched(one: Bead, others: Sequence[Bead]) -> bool:
        return any(one[0] & other[0] and one[1] & other[1] for other in others)

    return Score(
        len(output),
        len(reference),
        len(set(output) & set(reference)),
        sum(touched(b, reference) for b in output),
        sum(touched(b, output) for b in reference),
    )


def read_beads(path: Path) -> list[Bead]:
    """``[0, 1]:[2]`` a line; beads with an empty side are left out."""
    found = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if ":" in line:
            left, right = (frozenset(ast.literal_eval(side)) for side in line.split(":", 1))
            if left and right:
                found.append((left, right))
    return found


def run(folder: Path, languages: tuple[str, str]) -> Score:
    """All tests in one direction."""
    total = Score()
    for path in sorted(folder.glob("test*.defr")):
        source, target = (
            path.with_suffix(f".{code}").read_text(encoding="utf-8").rstrip("\n").split("\n") for code in languages
        )
        reference = read_beads(path)
        if languages == ("fr", "de"):
            reference = [(b, a) for a, b in reference]
        total += count(beads(source, target, languages), reference)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data")
    data = common.data_dir(parser.parse_args().data)
    if data is None or not (data / "text_berg").is_dir():
        print("skipped: there is no folder text_berg in the evaluation data; see --data and TURNCUE_DATA")
        return
    print(f"{'':24}{'strict':>8}{'lax':>8}{'beads':>8}{'s':>7}")
    for languages, name in ((("de", "fr"), "German on French"), (("fr", "de"), "French on German")):
        begun = time.perf_counter()
        score = run(data / "text_berg", languages)
        spent = time.perf_counter() - begun
        print(f"{name:24}{score.strict_f1:8.3f}{score.lax_f1:8.3f}{score.reference:8}{spent:7.1f}")
    for name, strict, lax in PUBLISHED:
        print(f"{name + ', published':24}{strict:8.3f}{lax:8.3f}")


if __name__ == "__main__":
    main()
