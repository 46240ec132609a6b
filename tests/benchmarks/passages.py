"""Across languages: are passages that moved told, and turns that are not in the recording?

    python tests/benchmarks/passages.py [--data DIR] [--only moved gone plain] [--seeds 2] [-j 2]

``moved``: two stretches of turns exchanged (one turn, five, or the two halves of two thirds), in the transcript or in
the captions; ``told``: exchanges of which one side is told, ``false``: messages about turns that did not move.
``gone``: stretches of turns whose captions are cut out, with the clock closed up (the recording was cut) or going on
(the captions have a hole), and how those turns and the others are called. ``plain``: all cases as they are, where no
passage moved and every turn with a true start is there. Says so and ends when there is no data.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import common

import turncue
from turncue.model import Captions, Cue, TimedTurn, Transcript
from turncue.reading import read_captions, read_transcript

KINDS = ("cross", "paraphrase")
CHOSEN = {
    "kol_en_zh": "split",
    "ed_interviews": "en",
    "wiki_en_zh": "interp60",
    "seed": "en_auto en_noisy zh_alt_hant zh_para_hans",
}
SIZES = {"1 turn": 1, "5 turns": 5, "a third": 0}
_TOLD = re.compile(r"a passage of turns? (\d+)(?: to (\d+))? is heard at (\S+), in another order")
Case = tuple[str, Path, str]


def cases(data: Path, *, all_of_them: bool = False) -> Iterator[Case]:
    """Cases across languages, and other wordings: (name, transcript and captions' folder, variant)."""
    for name, case, variant, folder, _ in common.variants(data, kinds=KINDS):
        if all_of_them or variant in CHOSEN.get(name, "").split():
            yield f"{name}/{case}", folder, variant


def read(folder: Path, variant: str) -> tuple[Transcript, Captions, list[float | None]]:
    """Both sides, and the true starts of the turns in ms."""
    import json

    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    transcript = read_transcript(next(folder.glob("transcript.*")))
    info = gold.get("variant_info", {}).get(variant, {})
    turns = info.get("turns") or gold["turns"]
    starts = [None if t["start"] is None or t.get("absent") else t["start"] * 1000 for t in turns]
    return transcript, read_captions(next(folder.glob(f"captions.{variant}.*"))), starts


def told(warnings: tuple[str, ...]) -> list[tuple[int, int, float]]:
    """(first turn, last turn, start in s) of every passage that is said to have moved."""
    found = []
    for m in map(_TOLD.match, warnings):
        if m:
            h, mm, s = m[3].split(":")
            found.append((int(m[1]) - 1, int(m[2] or m[1]) - 1, int(h) * 3600 + int(mm) * 60 + float(s)))
    return found


def exchanged(order: int, size: int, dice: random.Random, big: list[bool]) -> tuple[range, range] | None:
    """Two stretches of turns to exchange, at least eight turns apart but for the halves of two thirds."""
    if not size:
        third = order // 3
        return (range(third), range(third, 2 * third)) if third >= 3 else None
    for _ in range(200):
        a = dice.randrange(0, max(1, order - 2 * size - 8))
        b = dice.randrange(a + size + 8, order - size) if a + size + 8 < order - size else -1
        if b >= 0 and (size > 1 or (big[a] and big[b])):
            return range(a, a + size), range(b, b + size)
    return None


def swapped_turns(transcript: Transcript, one: range, two: range) -> tuple[Transcript, set[int]]:
    """The transcript with two stretches exchanged, and the turns (as now numbered) that moved."""
    t = transcript.turns
    turns = (*t[: one.start], *t[two.start : two.stop], *t[one.stop : two.start], *t[one.start : one.stop])
    here = set(range(one.start, one.start + len(two)))
    there = set(range(two.stop - len(one), two.stop))
    return replace(transcript, turns=turns + t[two.stop :]), here | there


def swapped_captions(captions: Captions, one: tuple[float, float], two: tuple[float, float]) -> Captions:
    """The captions with two spans of time exchanged, one clock."""
    (a, b), (c, d) = one, two
    cues: list[Cue] = []
    for cue in captions.cues:
        at = (cue.start + cue.end) / 2
        shift = 0.0
        if a <= at < b:
            shift = d - b
        elif b <= at < c:
            shift = (d - c) - (b - a)
        elif c <= at < d:
            shift = a - c
        cues.append(common.shifted(cue, round(shift)))
    return replace(captions, cues=tuple(sorted(cues, key=lambda x: x.start)))


def moved(case: Case, side: str, kind: str, seed: int) -> tuple[int, int, int] | None:
    """(told, messages, false messages) for one exchange; None where there is none to make."""
    name, folder, variant = case
    transcript, captions, starts = read(folder, variant)
    dice = random.Random(f"{name} {variant} {side} {kind} {seed}")
    edges = [s for s in starts if s is not None]
    end = max(c.end for c in captions.cues) + 1.0
    if len(starts) != len(transcript.turns):
        return None
    big = [len(t.text) >= (40 if re.search("[\u3400-\u9fff]", t.text) else 120) and starts[k] is not None
           for k, t in enumerate(transcript.turns)]  # fmt: skip
    pair = exchanged(len(starts), SIZES[kind], dice, big)
    if pair is None:
        return None
    one, two = pair
    there = set(one) | set(two)
    if side == "transcript":
        transcript, there = swapped_turns(transcript, one, two)
    else:
        at = [next((s for s in starts[k:] if s is not None), end) for k in (one.start, one.stop, two.start, two.stop)]
        if at[0] >= at[1] or at[2] >= at[3] or not edges:
            return None
        captions = swapped_captions(captions, (at[0] - 50, at[1] - 50), (at[2] - 50, at[3] - 50))
    try:
        found = told(turncue.align(transcript, captions).report.warnings)
    except turncue.AlignError:
        return 0, 0, 0
    # what lies between two larger stretches has moved against them
    between = set(range(min(there) + len(one), max(there) + 1 - len(two))) if kind != "a third" else set()
    text = [len(t.text) for t in transcript.turns]
    if sum(text[k] for k in between) < sum(text[k] for k in there):
        there = there | between
    right = [bool(there & set(range(a, b + 1))) for a, b, _ in found]
    return int(any(right)), len(found), len(found) - sum(right)


def gone(case: Case, closed: bool, size: int, seed: int) -> tuple[list[str], list[str]] | None:
    """The statuses of turns whose captions were cut out, and of the others that have a true start."""
    name, folder, variant = case
    transcript, captions, starts = read(folder, variant)
    if len(starts) != len(transcript.turns) or any(s is None for s in starts[1:-1]):
        return None
    dice = random.Random(f"{name} {variant} {closed} {size} {seed}")
    times = list(starts)
    last = len(starts) - size - 1
    away: set[int] = set()
    spans: list[tuple[float, float]] = []
    for _ in range(max(1, len(starts) // (12 * size + 12))):
        k = dice.randrange(1, max(2, last))
        near = range(k - 2, k + size + 3)
        if away & set(near) or k + size >= len(starts) or times[k] is None or times[k + size] is None:
            continue
        away |= set(range(k, k + size))
        spans.append((times[k] - 50, times[k + size] - 50))
    if not spans:
        return None
    cues: list[Cue] = []
    for cue in captions.cues:
        at = (cue.start + cue.end) / 2
        if not any(a <= at < b for a, b in spans):
            cues.append(common.shifted(cue, -round(sum(b - a for a, b in spans if b <= at)) if closed else 0))
    try:
        turns: tuple[TimedTurn, ...] = turncue.align(transcript, replace(captions, cues=tuple(cues))).turns
    except turncue.AlignError:
        return None
    kept = [t.status for k, t in enumerate(turns) if k not in away and starts[k] is not None and t.text.strip()]
    return [turns[k].status for k in sorted(away)], kept


def plain(case: Case) -> tuple[int, list[str]]:
    """Messages of moved passages where none did, and the statuses of turns that are there."""
    name, folder, variant = case
    transcript, captions, starts = read(folder, variant)
    made = turncue.align(transcript, captions)
    found = told(made.report.warnings)
    for x in found:
        print("  told:", name, variant, x)
    same = len(starts) == len(made.turns)
    return len(found), [t.status for t, s in zip(made.turns, starts, strict=False) if same and s is not None]


def job(work: tuple) -> tuple:
    kind, case, *more = work
    return work, {"moved": moved, "gone": gone, "plain": plain}[kind](case, *more)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data")
    parser.add_argument("--only", nargs="*", default=["moved", "gone", "plain"])
    parser.add_argument("--sets", nargs="*")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--each", action="store_true")
    parser.add_argument("-j", type=int, default=2)
    asked = parser.parse_args()
    data = common.data_dir(asked.data)
    if data is None:
        print("no evaluation data: set TURNCUE_DATA or --data")
        return
    some = [c for c in cases(data) if not asked.sets or c[0].split("/")[0] in asked.sets]
    work: list[tuple] = []
    seeds = range(asked.seeds)
    if "moved" in asked.only:
        work += [("moved", c, side, k, s) for side in ("transcript", "captions") for k in SIZES for c in some
                 for s in (seeds if SIZES[k] else [0])]  # fmt: skip
    if "gone" in asked.only:
        work += [("gone", c, closed, n, s) for closed in (True, False) for n in (1, 5, 20) for c in some for s in seeds]
    if "plain" in asked.only:
        work += [("plain", c) for c in cases(data, all_of_them=True)]
    table: dict[tuple, list] = {}
    with ProcessPoolExecutor(asked.j) if asked.j > 1 else nullcontext() as pool:
        for done, result in (pool.map if pool else map)(job, work):
            if asked.each:
                print(done[0], done[1][0], done[1][2], done[2:], result if done[0] == "moved" else "", flush=True)
            if result is not None:
                table.setdefault((done[0], *done[2:4]) if len(done) > 2 else (done[0],), []).append(result)
    show(table)


def show(table: dict[tuple, list]) -> None:
    """The tables of what was asked for."""
    rows = [["exchanged", "in", "cases", "told", "messages", "false", ""]]
    lost = [["taken out", "clock", "turns", "absent", "estimated", "aligned", "others", "wrongly absent", ""]]
    for key, found in table.items():
        if key[0] == "moved":
            told_, messages, false = (sum(x[k] for x in found) for k in range(3))
            rows.append([key[2], key[1], str(len(found)), str(told_), str(messages), str(false), ""])
        elif key[0] == "gone":
            away = [s for x in found for s in x[0]]
            kept = [s for x in found for s in x[1]]
            lost.append([f"{key[2]} turn{'s' * (key[2] > 1)}", "closed up" if key[1] else "goes on", str(len(away)),
                         *(f"{away.count(s) / len(away):.1%}" for s in ("absent", "estimated", "aligned")),
                         str(len(kept)), str(kept.count("absent")), ""])  # fmt: skip
        else:
            kept = [s for x in found for s in x[1]]
            messages, lost_, placed = sum(x[0] for x in found), kept.count("absent"), kept.count("estimated")
            print(f"plain: {len(found)} cases, {messages} messages of moved passages; of {len(kept)} turns that are")
            print(f"there {lost_} are called absent, {placed} estimated")
    for part in (rows, lost):
        if len(part) > 1:
            print(common.table(part))


if __name__ == "__main__":
    main()
