"""What damage does to alignment in one language: captions poor, long or lost, transcripts that cover more or less.

    python tests/benchmarks/damage_words.py [--data DIR] [--sets coraal ...] [--only wrong40 foreign ...] [-j 2]

Takes the evaluation data's cases in one language, damages transcript or captions with a fixed seed, and prints the
share of turns that start within 1, 2 and 5 s of the truth, beside edit distance and difflib with linear interpolation;
how many of the turns said to be 0.9 sure are within 1 s; and of turns that are not in the recording how many are called
absent. Says so and ends when there is no data.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "peers")]

import common  # noqa: E402
import run  # noqa: E402
import tools  # noqa: E402

import turncue  # noqa: E402
from turncue.model import Captions, Cue, Transcript  # noqa: E402
from turncue.text.tokens import is_dense, tokenize  # noqa: E402

Work = tuple[str, str, str, Path, dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """A transcript on captions, each turn's true start in s (None: not known), and turns that were never said."""

    transcript: Transcript
    captions: Captions
    truth: list[float | None]
    gone: list[int] = field(default_factory=list)

    def on(self, cues: list[Cue]) -> Case:
        return replace(self, captions=replace(self.captions, cues=tuple(cues)))

    def of(self, kept: list[int]) -> Case:
        turns = tuple(self.transcript.turns[k] for k in kept)
        return Case(replace(self.transcript, turns=turns), self.captions, [self.truth[k] for k in kept])


Damage = Callable[[Case, Case, random.Random], Case]


def read(work: Work, scorer: Any) -> Case:
    _, _, variant, folder, gold = work
    transcript = turncue.read_transcript(str(next(folder.glob("transcript.*"))))
    captions = turncue.read_captions(str(next(folder.glob(f"captions.{variant}.*"))))
    lines = (folder / "spoken.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    heads = [scorer.alnum(line)[0] for line in lines][: len(gold["turns"])]
    truth: list[float | None] = [None] * len(transcript.turns)
    for i, o in scorer.match_turns(heads, [scorer.alnum(t.text)[0] for t in transcript.turns]).items():
        truth[o] = gold["turns"][i]["start"]
    return Case(transcript, captions, truth)


# ---------------------------------------------------------------- damage to captions


def bare(case: Case, other: Case, chance: random.Random) -> Case:
    """Lower case, without punctuation and marks, as plain recognisers write."""

    def plain(text: str) -> str:
        return re.sub(r"[^\w\s'’]", " ", text).lower()

    cues = []
    for c in case.captions.cues:
        words = tuple(replace(w, text=plain(w.text).strip()) for w in c.words if plain(w.text).strip())
        if plain(c.text).strip():
            cues.append(replace(c, text=plain(c.text), words=words, marks=(), speaker=None))
    return case.on(cues)


def joined(case: Case, other: Case, chance: random.Random, *, length: int) -> Case:
    """Captions joined to blocks of so many ms."""
    cues: list[Cue] = []
    for c in case.captions.cues:
        if cues and c.end - cues[-1].start <= length and c.start - cues[-1].end < 2000:
            last = cues[-1]
            cues[-1] = Cue(last.start, max(last.end, c.end), f"{last.text}\n{c.text}")
        else:
            cues.append(Cue(c.start, c.end, c.text))
    return case.on(cues)


def lost(case: Case, other: Case, chance: random.Random) -> Case:
    """One caption in ten is lost."""
    return case.on([c for c in case.captions.cues if chance.random() > 0.1])


def outside(case: Case, begins: Sequence[float], length: int) -> list[Cue]:
    """The cues that begin outside stretches of so many ms."""
    return [c for c in case.captions.cues if not any(b <= c.start < b + length for b in begins)]


def holes(case: Case, other: Case, chance: random.Random) -> Case:
    """Four holes of 45 s."""
    end = case.captions.cues[-1].end
    return case.on(outside(case, [chance.uniform(0.1, 0.9) * end for _ in range(4)], 45_000))


def loops(case: Case, other: Case, chance: random.Random) -> Case:
    """The recogniser hangs four times, for a minute each: what stood before, every two seconds."""
    end = case.captions.cues[-1].end
    begins = sorted(int(chance.uniform(0.05, 0.9) * end) for _ in range(4))
    cues = outside(case, begins, 60_000)
    for begin in begins:
        before = max((c for c in case.captions.cues if c.start < begin), key=lambda c: c.start, default=None)
        cues += [Cue(at, at + 1900, before.text) for at in range(begin, begin + 60_000, 2000) if before]
    return case.on(sorted(cues, key=lambda c: c.start))


def fillers(case: Case, other: Case, chance: random.Random) -> Case:
    """The recogniser thanks for watching wherever nobody speaks for three seconds."""
    cues = list(case.captions.cues)
    gaps = [(a.end, b.start) for a, b in pairwise(cues) if b.start - a.end > 3000]
    thanks = [Cue(a + 500, b - 500, "Thank you for watching!") for a, b in gaps]
    return case.on(sorted(cues + thanks, key=lambda c: c.start))


def wrong(case: Case, other: Case, chance: random.Random, *, share: float) -> Case:
    """Words replaced (three in five), lost and put in, so many of them."""
    dense = is_dense((tokenize(case.captions.cues[0].text).keys or ("a",))[0])
    gap = "" if dense else " "
    pool = [w for c in case.captions.cues for w in (c.text.replace("\n", "") if dense else c.text.split())]
    cues = []
    for c in case.captions.cues:
        out = []
        for word in c.text if dense else c.text.split():
            draw = chance.random() / share
            out += [chance.choice(pool)] if draw < 0.6 else [] if draw < 0.8 else [word]
            out += [chance.choice(pool)] if 0.8 <= draw < 1 else []
        if out:
            cues.append(replace(c, text=gap.join(out), words=(), marks=()))
    return case.on(cues)


def advert(case: Case, other: Case, chance: random.Random) -> Case:
    """Five minutes of another recording at a third."""
    cues = list(case.captions.cues)
    k, by = len(cues) // 3, 310_000
    at = cues[k].start
    strange = [c for c in other.captions.cues if c.end < 300_000]
    put_in = [common.shifted(replace(c, words=()), at + 3000 - strange[0].start) for c in strange]
    truth = [x if x is None or x * 1000 < at - 50 else x + by / 1000 for x in case.truth]
    whole = sorted(cues[:k] + put_in + [common.shifted(c, by) for c in cues[k:]], key=lambda c: c.start)
    return replace(case.on(whole), truth=truth)


def clipped(case: Case, other: Case, chance: random.Random) -> Case:
    """Only the middle third of the recording, on a clock of its own."""
    end = case.captions.cues[-1].end
    cues = [c for c in case.captions.cues if end / 3 <= c.start < 2 * end / 3]
    by = 1000 - cues[0].start
    first, last = (cues[0].start - 50) / 1000, cues[-1].start / 1000
    truth = [x + by / 1000 if x is not None and first <= x < last else None for x in case.truth]
    gone = [k for k, x in enumerate(case.truth) if x is not None and not first - 20 <= x < last + 20]
    return replace(case.on([common.shifted(c, by) for c in cues]), truth=truth, gone=gone)


# ---------------------------------------------------------------- damage to transcripts


def abridged(case: Case, other: Case, chance: random.Random) -> Case:
    """A fifth of the turns cut out, up to eight in a row."""
    kept, k = [], 0
    while k < len(case.truth):
        if chance.random() < 0.06:
            k += chance.choice((1, 2, 4, 8))
        else:
            kept.append(k)
            k += 1
    return case.of(kept)


def middle(case: Case, other: Case, chance: random.Random) -> Case:
    """Only the middle third of the transcript."""
    return case.of(list(range(len(case.truth) // 3, 2 * len(case.truth) // 3)))


def foreign(case: Case, other: Case, chance: random.Random) -> Case:
    """Turns of another transcript put in, one to six in a row."""
    turns, truth, gone = [], [], []
    for k, turn in enumerate(case.transcript.turns):
        if k and chance.random() < 0.04:
            count = chance.choice((1, 3, 6))
            begin = chance.randrange(max(1, len(other.transcript.turns) - count))
            for strange in other.transcript.turns[begin : begin + count]:
                gone.append(len(turns))
                turns.append(replace(strange, start=None, stamps=()))
                truth.append(None)
        turns.append(turn)
        truth.append(case.truth[k])
    return Case(replace(case.transcript, turns=tuple(turns)), case.captions, truth, gone)


DAMAGES: dict[str, Damage] = {
    "none": lambda case, other, chance: case,
    "bare": bare,
    "joined15": partial(joined, length=15_000),
    "joined40": partial(joined, length=40_000),
    "lost": lost,
    "holes": holes,
    "loops": loops,
    "fillers": fillers,
    "wrong20": partial(wrong, share=0.2),
    "wrong40": partial(wrong, share=0.4),
    "wrong60": partial(wrong, share=0.6),
    "advert": advert,
    "clipped": clipped,
    "abridged": abridged,
    "middle": middle,
    "foreign": foreign,
}


def plain(tool: Callable[[dict[str, Any]], list[int | None]], case: Case) -> list[float]:
    """Where a plain method begins each turn, in s."""
    said = [(t.speaker, list(tokenize(t.text).keys) or ["-"]) for t in case.transcript.turns]
    job = {"said": said, "heard": run.heard_words(case.captions)}
    return [at / 1000 for at in run.turn_starts(job, tools.interpolated(tool(job)))]


METHODS = {"edit distance": tools.rapidfuzz_levenshtein, "difflib": tools.difflib_plain}


def measured(pair: tuple[Work, Work], data: Path, names: list[str]) -> list[dict[str, Any]]:
    scorer = common.scorer(data)
    work = pair[0]
    whole, other = (read(w, scorer) for w in pair)
    rows = []
    for name in names:
        case = DAMAGES[name](whole, other, random.Random(f"{work[0]} {work[1]} {name}"))
        try:
            turns = turncue.align(case.transcript, case.captions).turns
            starts = [None if t.start is None else t.start / 1000 for t in turns]
            sure = [t.confidence for t in turns]
        except turncue.TurncueError:
            starts, sure = [None] * len(case.truth), [0.0] * len(case.truth)
        known = [(k, x) for k, x in enumerate(case.truth) if x is not None]
        off = [1e9 if starts[k] is None else abs(starts[k] - x) for k, x in known]
        others = {m: [abs(p[k] - x) for k, x in known] for m, tool in METHODS.items() for p in [plain(tool, case)]}
        rows.append(
            {
                "damage": name,
                "off": {"turncue": off, **others},
                "sure": [e <= 1 for (k, _), e in zip(known, off, strict=True) if sure[k] >= 0.9],
                "gone": [starts[k] is None for k in case.gone],
            }
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data")
    parser.add_argument("--sets", nargs="*")
    parser.add_argument("--only", nargs="*", choices=DAMAGES, default=list(DAMAGES))
    parser.add_argument("-j", type=int, default=2)
    asked = parser.parse_args()
    data = common.data_dir(asked.data)
    if data is None or common.scorer(data) is None:
        print("no evaluation data with its scoring script: set TURNCUE_DATA or --data")
        return
    # captions spread evenly over the text have no exact truth, those made by a computer's voice no errors of their own
    every = [w for w in common.variants(data, asked.sets, ["same", "same-noisy"]) if w[2] != "interp60"]
    every = [w for w in every if w[0] != "seed"]
    pairs = [(w, next(o for o in every[k + 1 :] + every if o[1] != w[1])) for k, w in enumerate(every)]
    with ProcessPoolExecutor(asked.j) as pool:
        found = [row for rows in pool.map(partial(measured, data=data, names=asked.only), pairs) for row in rows]
    table = [["damage", "turns", "turncue", *METHODS, "of those 0.9 sure", "absent", ""]]
    for name in asked.only:
        rows = [r for r in found if r["damage"] == name]
        off: dict[str, list[float]] = defaultdict(list)
        for r in rows:
            for method, errors in r["off"].items():
                off[method] += errors
        shares = [
            " ".join(f"{100 * sum(e <= s for e in off[m]) / len(off[m]):.1f}" for s in (1, 2, 5))
            for m in ("turncue", *METHODS)
        ]
        sure, gone = ([x for r in rows for x in r[key]] for key in ("sure", "gone"))
        told = f"{100 * sum(sure) / max(len(sure), 1):.1f} of {len(sure)}"
        table.append([name, str(len(off["turncue"])), *shares, told, f"{sum(gone)} of {len(gone)}" if gone else "", ""])
    print(common.table(table))


if __name__ == "__main__":
    main()
