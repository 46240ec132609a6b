#!/usr/bin/env python3
"""The cross-language engine on its own, next to two plain methods: onset errors by set, damage, speed.

  cross.py [--data DIR] [--set NAME ...] [--no-lexicon] [--damage] [--cases]

Methods: proportional interpolation over all captions, Gale-Church (1993) on clauses and cues by length, and turncue's
engine. Needs the evaluation data (``common.data_dir``); says so and ends when it is not there.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from common import cases, data_dir, kind_of

import turncue
from turncue.align.crosslingual.clause_aligner import align_clauses
from turncue.align.crosslingual.clauses import Clause, cut
from turncue.lexicons.lexicon import Lexicon
from turncue.model import Captions, Cue, Mark, Transcript, Turn, Word
from turncue.prepare.pair import Pair, pair_of
from turncue.text.events import find_events, mask_events

KINDS = ("cross", "paraphrase")
Starts = list[float | None]


def texts_of(both: Pair) -> list[str]:
    """The turns' texts, notes of sounds blanked out."""
    return [mask_events(t.text, t.events) for t in both.transcript.turns]


def with_word_times(captions: Captions, words: Callable[[str], str]) -> Captions:
    """The same captions with a measured time for each of their words; ``words`` gives the word to take instead."""
    tokens = pair_of(Transcript(()), captions).caption_tokens
    cues = []
    for k, cue in enumerate(captions.cues):
        at = np.flatnonzero(tokens.cue == k).tolist()
        stops = [*tokens.begin[at[1:]].tolist(), len(cue.text)] if at else []
        text, timed, marks = "", [], []
        for j, stop in zip(at, stops, strict=True):
            word = words(cue.text[int(tokens.begin[j]) : stop].strip())
            marks += [Mark(len(text))] if tokens.speaker_change[j] else []
            timed.append(Word(word, int(tokens.start[j]), int(tokens.end[j])))
            text += word + " "
        cues.append(Cue(cue.start, cue.end, text.rstrip(), words=tuple(timed), marks=tuple(marks)))
    return Captions(tuple(cues), captions.language)


# ------------------------------------------------------------------ methods: start of each clause in s, None = absent
def proportional(clauses: list[Clause], both: Pair, _: Lexicon | None) -> Starts:
    """Clause lengths divided evenly over all caption tokens."""
    size = np.array([c.size for c in clauses])
    share = (np.cumsum(size) - size) / max(size.sum(), 1e-9)
    start = both.caption_tokens.start
    index = np.minimum((share * len(start)).astype(int), len(start) - 1)
    return [float(t) / 1000 for t in start[index]]


def gale_church(clauses: list[Clause], both: Pair, _: Lexicon | None) -> Starts:
    """Beads 1-1, 1-0, 0-1, 2-1, 1-2 and 2-2 of clauses and cues by their lengths, in a band about the diagonal."""
    tokens = both.caption_tokens
    cues, first = np.unique(tokens.cue, return_index=True)
    right = np.add.reduceat(tokens.finish - tokens.begin + 1.0, first)
    left = np.array([max(c.size, 0.5) for c in clauses])
    left = left * right.sum() / left.sum()
    n, m = len(left), len(cues)
    beads = ((1, 1, 0.0), (1, 0, 4.5), (0, 1, 4.5), (2, 1, 2.4), (1, 2, 2.4), (2, 2, 4.4))
    reach = max(60, m // 6)
    best = np.full((n + 1, m + 1), np.inf)
    back = np.zeros((n + 1, m + 1), np.int8)
    best[0, 0] = 0.0
    x, y = np.concatenate(([0.0], np.cumsum(left))), np.concatenate(([0.0], np.cumsum(right)))
    for i in range(n + 1):
        middle = i * m // max(n, 1)
        for j in range(max(0, middle - reach), min(m, middle + reach) + 1):
            for k, (a, b, price) in enumerate(beads):
                if i < a or j < b or not np.isfinite(best[i - a, j - b]):
                    continue
                s, t = x[i] - x[i - a], y[j] - y[j - b]
                cost = best[i - a, j - b] + price + (s - t) ** 2 / (2 * 6.8 * max((s + t) / 2, 1.0))
                if cost < best[i, j]:
                    best[i, j], back[i, j] = cost, k
    out: Starts = [None] * n
    i, j = n, m
    while i > 0 or j > 0:
        a, b, _price = beads[back[i, j]]
        for k in range(a):
            out[i - a + k] = float(tokens.start[first[min(j - b, m - 1)]]) / 1000
        i, j = i - a, j - b
    return out


def engine(_: list[Clause], both: Pair, lexicon: Lexicon | None) -> Starts:
    """turncue's engine."""
    start = both.caption_tokens.start
    return [float(start[x.first]) / 1000 if x.stop > x.first else None for x in align_clauses(both, lexicon).links]


# ------------------------------------------------------------------ scoring
def errors(
    gold: dict[str, Any], turns: list[str], clauses: list[Clause], starts: Starts
) -> tuple[list[float], list[float]]:
    """Onset errors in s of turns and of sentences."""
    by_turn: dict[int, list[tuple[Clause, float]]] = {}
    for clause, start in zip(clauses, starts, strict=True):
        if start is not None:
            by_turn.setdefault(clause.turn, []).append((clause, start))
    one: list[float] = []
    for t in gold["turns"]:
        if t["start"] is None or t.get("absent") or not re.search(r"\w", turns[t["index"]]):
            continue
        placed = by_turn.get(t["index"])
        one.append(abs(placed[0][1] - t["start"]) if placed else np.inf)
    offset = np.cumsum([0] + [len(t) + 1 for t in turns])
    many: list[float] = []
    for s in gold.get("sentences") or []:
        turn = int(np.searchsorted(offset, s["char"], "right")) - 1
        if s["start"] is None or (turn < len(gold["turns"]) and gold["turns"][turn].get("absent")):
            continue
        at = s["char"] - offset[turn]
        while at < len(turns[turn]) and not turns[turn][at].isalnum():
            at += 1
        if at >= len(turns[turn]):
            continue
        many.append(next((abs(x - s["start"]) for c, x in by_turn.get(turn, []) if c.finish > at), np.inf))
    return one, many


def within(values: list[float], limit: float) -> str:
    return f"{100 * float(np.mean(np.array(values) <= limit)):5.1f}" if values else "    -"


def damaged(both: Pair, kind: str, rng: random.Random) -> Pair:
    """A transcript with clauses taken out (their turn starts are kept), or captions with wrong words."""
    if kind.startswith("clauses"):
        share = int(kind[7:]) / 100
        turns = texts_of(both)
        out = [""] * len(turns)
        for c in cut(turns):
            text = turns[c.turn][c.begin : c.finish]
            out[c.turn] += text if c.begin == 0 or rng.random() >= share else ""
        return pair_of(Transcript(tuple(Turn(None, t) for t in out), language=both.transcript.language), both.captions)
    share = int(kind[5:]) / 100
    words = [w for c in both.captions.cues for w in c.text.split()]
    wrong = with_word_times(both.captions, lambda word: rng.choice(words) if rng.random() < share else word)
    return pair_of(both.transcript, wrong)


DAMAGE = ("clauses20", "clauses50", "clauses75", "words20", "words40", "words60", "words75")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    parser.add_argument("--set", nargs="*", dest="sets")
    parser.add_argument("--no-lexicon", action="store_true")
    parser.add_argument("--damage", action="store_true")
    parser.add_argument("--cases", action="store_true")
    given = parser.parse_args()
    data = data_dir(given.data)
    if data is None:
        raise SystemExit("no evaluation data: give --data DIR or set TURNCUE_DATA")
    lexicon = Lexicon.empty() if given.no_lexicon else None
    methods: dict[str, Callable[..., Starts]] = {
        "proportional": proportional,
        "gale-church": gale_church,
        "engine": engine,
    }
    if given.damage:
        methods = {"engine": engine}
    table: dict[tuple[str, str], list[list[float]]] = {}
    clock: dict[str, float] = {}
    rng = random.Random(5)
    for name, case, folder, gold in cases(data, given.sets):
        lines = (folder / "spoken.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
        turns = tuple(Turn(None, line, events=find_events(line)) for line in lines)
        transcript = Transcript(turns, language=gold["language"]["transcript"])
        for variant in gold["variants"]:
            if kind_of(gold, variant) not in KINDS:
                continue
            info = (gold.get("variant_info") or {}).get(variant, {})
            language = info.get("language") or gold["language"]["captions"]
            language = language if isinstance(language, str) else language["captions"]
            captions = turncue.read_captions(next(folder.glob(f"captions.{variant}.*")))
            whole = pair_of(transcript, replace(captions, language=language))
            for damage in DAMAGE if given.damage else ("",):
                both = damaged(whole, damage, rng) if damage else whole
                texts = texts_of(both)
                clauses = cut(texts)
                for title, method in methods.items():
                    begun = time.process_time()
                    starts = method(clauses, both, lexicon)
                    clock[title] = clock.get(title, 0.0) + time.process_time() - begun
                    off = errors(dict(gold, sentences=[]) if damage else gold, texts, clauses, starts)
                    row = table.setdefault((damage or f"{name} [{variant}]", title), [[], []])
                    row[0] += off[0]
                    row[1] += off[1]
                    if given.cases:
                        print(
                            f"  {case} [{variant}] {damage} {title}: {within(off[0], 2)} {within(off[1], 2)}",
                            flush=True,
                        )
    print(f"{'set':34}{'method':14}{'turns':>6}  <=1s  <=2s {'sent.':>6}  <=1s  <=2s")
    for (name, title), (one, many) in table.items():
        print(
            f"{name:34}{title:14}{len(one):6} {within(one, 1)} {within(one, 2)} "
            f"{len(many):6} {within(many, 1)} {within(many, 2)}"
        )
    print(json.dumps({"cpu_s": {k: round(v, 1) for k, v in clock.items()}}))


if __name__ == "__main__":
    main()
