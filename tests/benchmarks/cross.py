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
from pathlib import Path
from typing import Any

import numpy as np
from common import cases, data_dir, kind_of

from turncue.align.crosslingual import Heard, Spoken, align_sentences
from turncue.align.crosslingual.clauses import Clause, cut
from turncue.lexicons.lexicon import Lexicon

KINDS = ("cross", "paraphrase")
_STAMP = re.compile(r"(?:(\d+):)?(\d+):(\d+)[.,](\d{3})")
_NOTE = re.compile(r"\[[^\[\]]{1,60}\]|【[^【】]{1,60}】|♪[^♪]*♪?")
_ATOM = re.compile(r"[A-Za-z0-9À-ÿ][A-Za-z0-9À-ÿ.,'%&-]*|\S")
Starts = list[float | None]


def _ms(text: str) -> int:
    m = _STAMP.search(text)
    assert m is not None
    return ((int(m[1] or 0) * 60 + int(m[2])) * 60 + int(m[3])) * 1000 + int(m[4])


def read(path: Path, language: str) -> Heard:
    """The word stream of an SRT or (rolling) WebVTT file."""
    rows: list[tuple[str, int, int, int, bool]] = []
    before: list[str] = []
    turned = False
    for number, block in enumerate(re.split(r"\n\n+", path.read_text(encoding="utf-8-sig").replace("\r", ""))):
        lines = block.split("\n")
        at = next((i for i, line in enumerate(lines) if "-->" in line), None)
        if at is None:
            continue
        start, end = (_ms(x) for x in lines[at].split("-->"))
        fresh = [x for x in lines[at + 1 :] if x.strip() and re.sub(r"<[^>]*>", "", x).strip() not in before]
        before = [re.sub(r"<[^>]*>", "", x).strip() for x in lines[at + 1 :]]
        if end - start <= 20:
            continue
        parts = re.split(r"<(\d+:\d+:\d+\.\d+)>", " ".join(re.sub(r"^\s*[-–]\s*", ">> ", x) for x in fresh))
        times = [start, *(_ms(x) for x in parts[1::2]), end]
        for k, text in enumerate(parts[::2]):
            plain = _NOTE.sub(lambda m: " " * len(m[0]), re.sub(r"</?c[^>]*>", "", text))
            whole = max(1, len(plain.strip()))
            shift = len(plain) - len(plain.lstrip())
            pattern = _ATOM if language[:2] in ("zh", "ja") else re.compile(r"\S+")
            for m in pattern.finditer(plain):
                word = m[0].lstrip(">")
                turned = turned or m[0].startswith(">")
                if not word:
                    continue
                if rows and not re.search(r"\w", word):
                    rows[-1] = (rows[-1][0] + word, *rows[-1][1:])
                    continue
                a = times[k] + (times[k + 1] - times[k]) * (m.start() - shift) // whole
                b = times[k] + (times[k + 1] - times[k]) * min(m.end() - shift, whole) // whole
                rows.append((word, a, b, number, turned))
                turned = False
    columns = list(zip(*rows, strict=True))
    return Heard(
        list(columns[0]),
        np.array(columns[1], np.int64),
        np.array(columns[2], np.int64),
        np.array(columns[3], np.int32),
        np.array(columns[4], bool),
        language,
    )


# ------------------------------------------------------------------ methods: start of each clause in s, None = absent
def proportional(clauses: list[Clause], heard: Heard, _: Lexicon | None) -> Starts:
    """Clause lengths shared out evenly over all heard words."""
    size = np.array([c.size for c in clauses])
    share = (np.cumsum(size) - size) / max(size.sum(), 1e-9)
    index = np.minimum((share * len(heard.words)).astype(int), len(heard.words) - 1)
    return [float(t) / 1000 for t in heard.starts[index]]


def gale_church(clauses: list[Clause], heard: Heard, _: Lexicon | None) -> Starts:
    """Beads 1-1, 1-0, 0-1, 2-1, 1-2 and 2-2 of clauses and cues by their lengths, in a band about the diagonal."""
    cues, first = np.unique(heard.cue, return_index=True)
    right = np.add.reduceat(np.array([len(w) + 1.0 for w in heard.words]), first)
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
            out[i - a + k] = float(heard.starts[first[min(j - b, m - 1)]]) / 1000
        i, j = i - a, j - b
    return out


def engine(clauses: list[Clause], heard: Heard, lexicon: Lexicon | None, spoken: Spoken | None = None) -> Starts:
    """turncue's engine."""
    assert spoken is not None
    result = align_sentences(spoken, heard, lexicon=lexicon)
    return [float(heard.starts[x.first]) / 1000 if x.last > x.first else None for x in result.links]


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
        found = by_turn.get(t["index"])
        one.append(abs(found[0][1] - t["start"]) if found else np.inf)
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


def damaged(turns: list[str], heard: Heard, kind: str, rng: random.Random) -> tuple[list[str], Heard]:
    """A transcript with clauses taken out (their turn starts are kept), or captions with wrong words."""
    if kind.startswith("clauses"):
        share = int(kind[7:]) / 100
        out = [""] * len(turns)
        for c in cut(turns):
            text = turns[c.turn][c.begin : c.finish]
            out[c.turn] += text if c.begin == 0 or rng.random() >= share else ""
        return out, heard
    share = int(kind[5:]) / 100
    words = [rng.choice(list(heard.words)) if rng.random() < share else w for w in heard.words]
    return turns, Heard(words, heard.starts, heard.ends, heard.cue, heard.change, heard.language)


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
        turns = (folder / "spoken.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
        turns = [_NOTE.sub(lambda m: " " * len(m[0]), t) for t in turns]
        for variant in gold["variants"]:
            if kind_of(gold, variant) not in KINDS:
                continue
            told = (gold.get("variant_info") or {}).get(variant, {})
            language = told.get("language") or gold["language"]["captions"]
            path = next(folder.glob(f"captions.{variant}.*"))
            heard = read(path, language if isinstance(language, str) else language["captions"])
            for damage in DAMAGE if given.damage else ("",):
                said, stream = damaged(turns, heard, damage, rng) if damage else (turns, heard)
                clauses = cut(said)
                for title, method in methods.items():
                    begun = time.process_time()
                    extra = {"spoken": Spoken(said, gold["language"]["transcript"])} if method is engine else {}
                    starts = method(clauses, stream, lexicon, **extra)
                    clock[title] = clock.get(title, 0.0) + time.process_time() - begun
                    found = errors(dict(gold, sentences=[]) if damage else gold, said, clauses, starts)
                    row = table.setdefault((damage or f"{name} [{variant}]", title), [[], []])
                    row[0] += found[0]
                    row[1] += found[1]
                    if given.cases:
                        print(
                            f"  {case} [{variant}] {damage} {title}: {within(found[0], 2)} {within(found[1], 2)}",
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
