#!/usr/bin/env python3
"""Passages that only the captions have: an advertisement put in, a question cut out of the transcript.

  holes.py [--data DIR] [--set NAME ...] [--damage NAME ...] [--cases]

``none``: as they are; ``edges``: captions of another recording, 20 s to 10 min of them, put in before turns;
``inside``: put in inside turns; ``abridged``: one turn in ten, and its neighbours, left out of the transcript;
``shortened``: the same turns, but only the second half of each left out. Seeds are fixed. Printed are the errors of
turn starts and of sentence starts. Needs the evaluation data (``common.data_dir``); says so and ends without it.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import common
import numpy as np

from turncue.align.engine import select_and_align
from turncue.errors import AlignError
from turncue.model import Captions, Cue, Transcript, Turn
from turncue.options import Options
from turncue.prepare.pair import Pair, pair_of
from turncue.reading import read_captions
from turncue.text.events import find_events
from turncue.timing import UNPLACED, Timing, time_words

SETS = (
    "3b1b",
    "coraal",
    "dem_debate",
    "earnings21",
    "ed_interviews",
    "kol_en_zh",
    "seed",
    "sicp",
    "strato",
    "sy_talks",
)
SETS += ("wiki_en_zh", "zh_podcast")
LEAST, MOST = 20_000, 600_000  # ms of a passage
EVERY, LARGEST_STEP = 12, 0.3  # turns for one passage; s from a turn's start to the cue that begins with it


@dataclass(frozen=True)
class Case:
    """A transcript, captions, and the true starts in s of turns and of sentences (turn, character; NaN: not known)."""

    transcript: Transcript
    captions: Captions
    turns: tuple[float, ...]
    sentences: tuple[tuple[int, int, float], ...] = ()

    def pair(self) -> Pair:
        """Both sides as tokens."""
        return pair_of(self.transcript, self.captions)


def read(folder: Path, variant: str, gold: dict[str, Any]) -> Case:
    """One variant of a case."""
    lines = (folder / "spoken.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    truth = [float("nan")] * len(lines)
    for t in gold["turns"]:
        if t["start"] is not None and not t.get("absent"):
            truth[t["index"]] = t["start"]
    gone = {t["index"] for t in gold["turns"] if t.get("absent")}
    offset = np.cumsum([0] + [len(line) + 1 for line in lines])
    sentences = []
    for s in gold.get("sentences") or []:
        turn = int(np.searchsorted(offset, s["char"], "right")) - 1
        if s["start"] is not None and turn not in gone:
            sentences.append((turn, int(s["char"] - offset[turn]), float(s["start"])))
    info = (gold.get("variant_info") or {}).get(variant, {})
    language = info.get("language") or gold["language"]["captions"]
    language = language if isinstance(language, str) else language["captions"]
    turns = tuple(Turn(None, line, events=find_events(line)) for line in lines)
    captions = read_captions(next(folder.glob(f"captions.{variant}.*")))
    return Case(
        Transcript(turns, language=gold["language"]["transcript"]),
        replace(captions, language=language),
        tuple(truth),
        tuple(sentences),
    )


# ------------------------------------------------------------------ damage
def put_in(case: Case, other: Captions, cues: Sequence[int], chance: random.Random) -> Case:
    """Before each of some cues captions of another recording."""
    out: list[Cue] = []
    edges: list[tuple[float, int]] = []  # from which time on (s) everything is so much later (ms)
    by, last = 0, 0
    for k in cues:
        length = int(np.exp(chance.uniform(np.log(LEAST), np.log(MOST))))
        begin = chance.uniform(0, max(other.cues[-1].end - length, 1))
        strange = [c for c in other.cues if begin <= c.start and c.end <= begin + length]
        out += [common.shifted(c, by) for c in case.captions.cues[last:k]]
        at = case.captions.cues[k].start
        if strange:
            before = strange[0].start
            out += [common.shifted(c, at + by + 300 - before) for c in strange]
            by += strange[-1].end - before + 600
            edges.append((at / 1000 - LARGEST_STEP - 0.01, by))
        last = k
    out += [common.shifted(c, by) for c in case.captions.cues[last:]]
    firsts, shifts = [e[0] for e in edges], [0, *(e[1] for e in edges)]

    def later(time: float) -> float:
        return time + shifts[int(np.searchsorted(firsts, time, "right"))] / 1000

    captions = replace(case.captions, cues=tuple(out))
    sentences = tuple((t, c, later(x)) for t, c, x in case.sentences)
    return replace(case, captions=captions, turns=tuple(later(x) for x in case.turns), sentences=sentences)


def cues_at(case: Case, times: Sequence[float]) -> list[int]:
    """The cues that begin at these times (s), about; not the first ones."""
    starts = np.array([c.start / 1000 for c in case.captions.cues])
    near = [int(np.abs(starts - t).argmin()) for t in times]
    return sorted({k for k, t in zip(near, times, strict=True) if k > 1 and abs(starts[k] - t) <= LARGEST_STEP})


def spread(places: Sequence[int], count: int, chance: random.Random) -> list[int]:
    """Some of the places, none of them twice."""
    return sorted(chance.sample(list(places), min(count, len(places))))


def at_edges(case: Case, other: Captions, chance: random.Random) -> Case:
    """Before one turn in ``EVERY``."""
    places = cues_at(case, [x for x in case.turns[1:] if np.isfinite(x)])
    return put_in(case, other, spread(places, max(2, len(case.turns) // EVERY), chance), chance)


def inside(case: Case, other: Captions, chance: random.Random) -> Case:
    """Inside turns, at sentences where their times are known."""
    times = [x for t, c, x in case.sentences if c > 0]
    if not case.sentences:
        starts = [x for x in case.turns if np.isfinite(x)]
        times = [(a + b) / 2 for a, b in pairwise(starts) if b - a > 20]
        cues = np.array([c.start / 1000 for c in case.captions.cues])
        times = [float(cues[np.abs(cues - t).argmin()]) for t in times]
    # a sentence's time may be that of the turn
    far = [t for t in times if all(not np.isfinite(x) or abs(x - t) > 3 for x in case.turns)]
    return put_in(case, other, spread(cues_at(case, far), max(2, len(case.turns) // EVERY), chance), chance)


def left_out(case: Case, other: Captions, chance: random.Random, *, whole: bool) -> Case:
    """One turn in ten, up to four in a row, without its text, or without the second half of it."""
    turns, k = list(case.transcript.turns), 1
    cut: dict[int, int] = {}
    while k < len(turns):
        if chance.random() < 0.1:
            for n in range(k, min(k + chance.choice((1, 1, 2, 4)), len(turns))):
                cut[n] = 0 if whole else half_of(turns[n].text)
                text = turns[n].text[: cut[n]]
                turns[n] = replace(turns[n], text=text, events=find_events(text))
            k += 4
        k += 1
    truth = tuple(float("nan") if cut.get(n) == 0 else x for n, x in enumerate(case.turns))
    sentences = tuple(s for s in case.sentences if s[1] < cut.get(s[0], s[1] + 1))
    return Case(replace(case.transcript, turns=tuple(turns)), case.captions, truth, sentences)


def half_of(text: str) -> int:
    """Where a text's second half begins: behind the end of a sentence; its whole length without one."""
    return next((i + 1 for i in range(len(text) // 2, len(text)) if text[i] in ".?!。？！"), len(text))


Damage = Callable[[Case, Captions, random.Random], Case]
DAMAGES: dict[str, Damage] = {
    "none": lambda case, other, chance: case,
    "edges": at_edges,
    "inside": inside,
    "abridged": lambda case, other, chance: left_out(case, other, chance, whole=True),
    "shortened": lambda case, other, chance: left_out(case, other, chance, whole=False),
}


def damaged_cases(data: Path, sets: Sequence[str], damages: Sequence[str]) -> Iterator[tuple[str, str, str, str, Case]]:
    """(set, case, variant, damage, case) of all variants that the two engines align."""
    every = [v for v in common.variants(data, sets) if v[0] in sets]
    for name, case, variant, folder, gold in every:
        whole = read(folder, variant, gold)
        others = [v for v in every if v[1] != case and v[2] == variant] or [v for v in every if v[1] != case]
        other = others[len(case) % len(others)] if others else None
        strange = read_captions(next(other[3].glob(f"captions.{other[2]}.*"))) if other else None
        for damage in damages:
            if damage in ("edges", "inside") and strange is None:
                continue
            chance = random.Random(f"{case} {variant} {damage}")
            yield name, case, variant, damage, DAMAGES[damage](whole, strange or whole.captions, chance)


# ------------------------------------------------------------------ scoring
def errors(case: Case, pair: Pair, timing: Timing) -> tuple[list[float], list[float]]:
    """Start less truth in s of turns and sentences; infinite where they have no time."""
    tokens = pair.transcript_tokens
    edges = tokens.turn_edges(len(case.turns))

    def start(turn: int, at: int) -> float:
        a, b = int(edges[turn]), int(edges[turn + 1])
        a += int(np.searchsorted(tokens.begin[a:b], at))
        on = np.flatnonzero(timing.source[a:b] != UNPLACED)
        return timing.start[a + on[0]] / 1000 if len(on) else np.inf

    spoken = [k for k, x in enumerate(case.turns) if np.isfinite(x) and edges[k + 1] > edges[k]]
    turns = [start(k, 0) - case.turns[k] for k in spoken]
    rest = [(t, c, x) for t, c, x in case.sentences if np.isfinite(x) and t < len(case.turns)]
    return turns, [start(t, c) - x for t, c, x in rest]


def figures(name: str, values: tuple[list[float], list[float]]) -> list[str]:
    """One row of the table."""
    turns, sentences = (np.array(v) for v in values)

    def share(flags: Any) -> str:
        return f"{100 * float(np.mean(flags)):.1f}" if len(flags) else "-"

    off = np.abs(turns)
    row = [name, str(len(turns)), share(off <= 1), share(off <= 2), str(int((off > 5).sum()))]
    row += [str(int((turns < -5).sum())), str(int((off > 30).sum())), str(int(np.isinf(turns).sum()))]
    return [*row, str(len(sentences)), share(np.abs(sentences) <= 2), share(np.abs(sentences) > 5)]


HEAD = ["", "turns", "≤1 s", "≤2 s", ">5 s", "early", ">30 s", "none", "sentences", "≤2 s", ">5 s"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    parser.add_argument("--set", nargs="*", dest="sets", default=SETS)
    parser.add_argument("--damage", nargs="*", default=tuple(DAMAGES))
    parser.add_argument("--cases", action="store_true")
    given = parser.parse_args()
    data = common.data_dir(given.data)
    if data is None:
        raise SystemExit("no evaluation data: give --data DIR or set TURNCUE_DATA")
    rows: dict[str, tuple[list[float], list[float]]] = {}
    for name, case, variant, damage, damaged in damaged_cases(data, given.sets, given.damage):
        pair = damaged.pair()
        try:
            timing = time_words(pair, select_and_align(pair, Options(min_score=0.0)))
        except AlignError as error:
            print(f"{name}/{case}.{variant} {damage}: {error}")
            continue
        result = errors(damaged, pair, timing)
        if given.cases:
            print(*figures(f"{damage} {name}/{case}.{variant}", result))
        for key in (f"{damage} {name}", damage):
            turns, sentences = rows.setdefault(key, ([], []))
            turns += result[0]
            sentences += result[1]
    print(common.table([HEAD, *(figures(key, rows[key]) for key in sorted(rows))]))


if __name__ == "__main__":
    main()
