"""What is behind the turn starts that are off: the reference, words that no caption holds, or turncue.

    python tests/benchmarks/residue.py [--data DIR] [--sets coraal ...] [--within 1.0] [--list]

For every turn that starts more than ``--within`` seconds from the reference, over the evaluation data in one language,
the first of these that is so:

silent      no caption word begins within that distance of the reference: nobody could have put the start there from
            these captions; the recogniser missed the words, or the reference gives silence to the next speaker
worded      the turn's first three words (six characters of Chinese) stand in the captions where turncue begins the
            turn, word for word, and not at the reference; and the captions themselves say when: the words have times
            of their own, or begin a cue, or their cue does not reach to the reference. Or half of its first twelve
            words are heard in order from there on, and not half as many from the reference on. Or its first two words
            stand where turncue begins it, and nowhere else near the reference
inside      the same, but their cue reaches over both places and does not say where in it they are
disputed    where a recording has captions by several recognisers: most of the others put the turn where turncue puts
            it here, against the reference
lost        neither of the turn's first two words stands in the captions within that distance of the reference: they
            were misheard or missed there
twice       the turn's first word, or first two, stand both where turncue begins it and at the reference: "yeah" and
            "yeah", a sentence begun anew; no text tells which of them is meant
beside      its first word stands at the reference, and right before it, from where turncue begins it, the captions have
            words that the transcript lacks ("Thank you." of a cleaned-up transcript); no text tells whose they are
crossed     its first words stand at the reference, and at least half of the last six words of the turn before it are
            heard after them: the captions have the two in another order than the transcript, as where people talk at
            once, and a result keeps the transcript's
open        the rest: turncue's own errors, and what these questions cannot tell

Hesitations are left out on both sides. As witnesses that share nothing with turncue, two plain methods (edit distance
and difflib, with linear interpolation) are asked where they put these turns. ``--list`` prints each turn with its first
words and what the captions have at both places, so that anybody can judge. Says so and ends when there is no data.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import LCSseq

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "peers")]

import common  # noqa: E402
import run  # noqa: E402
import tools  # noqa: E402

KINDS = ("right", "silent", "worded", "inside", "disputed", "lost", "twice", "beside", "crossed", "open")
HESITATIONS = frozenset("uh um er erm eh ah oh hm hmm mm mhm äh ähm öh euh".split())
NEAR = 0.35  # s: the words turncue begins with are these
LONG, FEW = 12, 6  # words
PLAIN = (tools.rapidfuzz_levenshtein, tools.difflib_plain)
AHEAD = 0.8  # s: where the turn's first word or two are missing, how far ahead of the next ones it may begin


@dataclass(frozen=True)
class Heard:
    """A case's caption words without hesitations: keys, begins in s, each one's cue, whether it has its own time."""

    keys: list[str]
    begin: Any
    cue: list[tuple[float, float]]
    timed: Any

    def at(self, words: tuple[str, ...]) -> list[int]:
        """Where these words follow one another."""
        n = len(words)
        return [j for j, k in enumerate(self.keys) if k == words[0] and tuple(self.keys[j : j + n]) == words]

    def after(self, time: float, count: int) -> list[str]:
        """The words heard from a time on (a third of a second may lack), half as many again as are asked for."""
        j = int(np.searchsorted(self.begin, time - NEAR))
        return self.keys[j : j + count + count // 2]

    def around(self, time: float, size: int = 7) -> str:
        """What is heard from about half a second before a time on."""
        j = int(np.searchsorted(self.begin, time - 0.5))
        return " ".join(f"{k}@{b:.1f}" for k, b in zip(self.keys[j : j + size], self.begin[j : j + size], strict=True))


@dataclass(frozen=True)
class Start:
    """One turn of the reference: where it begins by the reference and by turncue (None: nowhere), in s, and its first
    words, with those of the next turns behind a short one; ``own`` are the turn's alone, ``long`` more of them;
    ``before`` are the last words of the turn before it.
    ``plain``: where plain methods begin it, in s."""

    key: tuple[str, str, int]
    variant: str
    truth: float
    at: float | None
    words: tuple[str, ...]
    own: int
    long: list[str]
    before: list[str]
    heard: Heard
    plain: tuple[float, ...]
    noisy: bool


def heard_words(captions: Any) -> Heard:
    from turncue.prepare.caption_times import heard_times
    from turncue.prepare.token_columns import EVENT, caption_columns

    side = caption_columns(captions)
    times = heard_times(captions, side)
    kept = [j for j, k in enumerate(side.keys) if k != EVENT and k not in HESITATIONS]
    cues = side.cue[kept]
    return Heard(
        [side.keys[j] for j in kept],
        times.start[kept] / 1000,
        [(captions.cues[k].start / 1000, captions.cues[k].end / 1000) for k in cues.tolist()],
        times.measured[kept] | np.append(True, cues[1:] != cues[:-1]),
    )


def starts(data: Path, sets: list[str] | None, scorer: Any) -> Iterator[Start]:
    """Every timed turn of the cases in one language."""
    from turncue import align, read_captions
    from turncue.text.events import mask_events
    from turncue.text.tokens import is_dense, tokenize

    cases = [(kind, work) for kind in ("same", "same-noisy") for work in common.variants(data, sets, [kind])]
    for kind, (name, case, variant, folder, gold) in cases:
        captions = read_captions(str(next(folder.glob(f"captions.{variant}.*"))))
        turns = align(str(next(folder.glob("transcript.*"))), captions).turns
        words = [[k for k in tokenize(mask_events(t.text, t.events)).keys if k not in HESITATIONS] for t in turns]
        heard = heard_words(captions)
        lines = (folder / "spoken.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
        heads = [scorer.alnum(line)[0] for line in lines][: len(gold["turns"])]
        pairs = scorer.match_turns(heads, [scorer.alnum(t.text)[0] for t in turns])
        job = run.data_job(name, case, variant, folder, gold, False)
        witnesses = [run.turn_starts(job, tools.interpolated(plain(job))) for plain in PLAIN]
        for i, turn in enumerate(gold["turns"]):
            if turn["start"] is None or i not in pairs:
                continue
            o = pairs[i]
            first = [k for run in words[o : o + 8] for k in run][:12]
            size = 8 if first and is_dense(first[0]) else 5
            at = turns[o].start
            yield Start(
                (name, case, i), variant, turn["start"], None if at is None else at / 1000, tuple(first[:size]),
                len(words[o]), words[o][:LONG], words[o - 1][-FEW:] if o else [], heard,
                tuple(w[i] / 1000 for w in witnesses), kind == "same-noisy",
            )  # fmt: skip


def kind_of(s: Start, others: list[float], within: float) -> str:
    """What is behind one start; ``others`` are turncue's starts of the turn with other captions, in s."""
    if s.at is not None and abs(s.at - s.truth) <= within:
        return "right"
    near = np.abs(s.heard.begin - s.truth) <= within
    if not near.any():
        return "silent"
    if _spoken_there(s):
        return "worded"
    place = _worded(s, within)
    if place is not None:
        a, b = s.heard.cue[place]
        known = s.heard.timed[place] or not a - NEAR <= s.truth <= b + NEAR
        return "worded" if known else "inside"
    if s.at is not None and len(others) >= 2 and np.mean([abs(o - s.at) <= within for o in others]) > 0.5:
        return "disputed"
    there = {s.heard.keys[j] for j in np.flatnonzero(near)}
    if not there & set(s.words[: min(s.own, 2)]):
        return "lost"
    return _repeated(s, within) or ("crossed" if _crossed(s, within) else "open")


def _repeated(s: Start, within: float) -> str | None:
    """Whether the turn's first words stand at both places, only where turncue begins it, or behind other words."""
    if s.at is None or not s.own:
        return None
    places = s.heard.begin[s.heard.at(s.words[: min(s.own, 2)])]
    ours, theirs = np.abs(places - s.at) <= NEAR, np.abs(places - s.truth) <= within
    if not theirs.any():
        return None
    if ours.any():
        return "twice" if (theirs & ~ours).any() else "worded"
    first = int(np.searchsorted(s.heard.begin, s.at - NEAR))
    last = int(np.searchsorted(s.heard.begin, places[theirs][0] - 0.01))
    between = s.heard.keys[first:last]
    heard = bool(between) and abs(s.heard.begin[first] - s.at) <= NEAR
    return "beside" if heard and len(between) <= FEW and not set(between) & set(s.words[: s.own]) else None


def _crossed(s: Start, within: float) -> bool:
    """Whether the captions have the turn's first words, at the reference, before words of the turn before it."""
    if s.at is None or not s.own or not s.before:
        return False
    places = [j for j in s.heard.at(s.words[: min(s.own, 2)]) if abs(s.heard.begin[j] - s.truth) <= within]
    later = s.heard.keys[places[0] + 1 : int(np.searchsorted(s.heard.begin, s.at + NEAR))] if places else []
    return 2 * LCSseq.similarity(s.before, later) >= max(len(s.before), 2)


def _worded(s: Start, within: float) -> int | None:
    """The caption word where the turn's first words stand, if that is where turncue begins it and not the reference."""
    size = len(s.words) - 2
    if s.at is None or size < 3 or any(abs(s.heard.begin[j] - s.truth) <= within for j in s.heard.at(s.words[:size])):
        return None
    for skipped in range(min(3, s.own)):
        for j in s.heard.at(s.words[skipped : skipped + size]):
            ahead = s.heard.begin[j] - s.at
            if abs(ahead) <= NEAR if not skipped else 0 <= ahead <= AHEAD:
                return j
    return None


def _spoken_there(s: Start) -> bool:
    """Whether the turn's own first words are heard from where turncue begins it, and not from the reference on."""
    if s.at is None or len(s.long) < LONG // 2:
        return False
    at, truth = (LCSseq.similarity(s.long, s.heard.after(place, len(s.long))) for place in (s.at, s.truth))
    return bool(2 * at >= len(s.long) and 2 * truth < at)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data")
    parser.add_argument("--sets", nargs="*")
    parser.add_argument("--within", type=float, default=1.0)
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    data = common.data_dir(given.data)
    scorer = common.scorer(data)
    if data is None or scorer is None:
        print("no evaluation data: give --data or set TURNCUE_DATA")
        return
    found = list(starts(data, given.sets, scorer))
    by_turn: dict[tuple[str, str, int], dict[str, float]] = defaultdict(dict)
    for s in found:
        if s.at is not None:
            by_turn[s.key][s.variant] = s.at
    tables: dict[str, Counter[str]] = defaultdict(Counter)
    for s in found:
        kind = kind_of(s, [at for v, at in by_turn[s.key].items() if v != s.variant], given.within)
        for name in (f"{s.key[0]} [{s.variant}]", "all"):
            tables[name][kind] += 1
        if given.list and kind != "right":
            show(kind, s)
    rows = [["set", "turns", *KINDS, ""]]
    for name in [*(n for n in tables if n != "all"), "all"]:
        total = sum(tables[name].values())
        rows.append([name, str(total), *(f"{100 * tables[name][k] / total:.1f} %" for k in KINDS), ""])
    print(common.table(rows))
    sides = Counter(side_of(s, given.within) for s in found if s.at is None or abs(s.at - s.truth) > given.within)
    print(f"of the {sides.total()} that are off, plain methods put " + ", ".join(f"{sides[k]} {k}" for k in SIDES))
    oracle(found, given.within)


def oracle(found: list[Start], within: float) -> None:
    """What nobody can have who chooses among these answers, knowing the reference: the nearest of the three, each time.

    Of captions by recognisers and other hands; said also without those whose times were spread evenly over the text,
    for there the reference is good to some seconds.
    """
    noisy = [s for s in found if s.noisy]
    parts = {
        "recognisers and other hands": noisy,
        "the same without interp60": [s for s in noisy if s.variant != "interp60"],
    }
    for name in ("earnings21", "coraal"):
        parts[name] = [s for s in noisy if s.key[0] == name]
    rows = [["starts within", "turns", "turncue", "edit distance", "difflib", "the nearest of them", ""]]
    for name, some in parts.items():
        if some:
            off = np.array([[abs(p - s.truth) for p in (np.inf if s.at is None else s.at, *s.plain)] for s in some])
            shares = [f"{100 * np.mean(column <= within):.1f} %" for column in (*off.T, off.min(axis=1))]
            rows.append([name, str(len(some)), *shares, ""])
    print(common.table(rows))


SIDES = ("where turncue does", "at the reference", "at both or between", "elsewhere")


def side_of(s: Start, within: float) -> str:
    """Whom the plain methods side with."""
    ours = s.at is not None and any(abs(p - s.at) <= within for p in s.plain)
    theirs = any(abs(p - s.truth) <= within for p in s.plain)
    return SIDES[(0 if ours else 3) if not theirs else (2 if ours else 1)]


def show(kind: str, s: Start) -> None:
    at = "absent" if s.at is None else f"{s.at:.2f}"
    name, case, turn = s.key
    print(f"{kind:9s} {name}/{case} [{s.variant}] turn {turn + 1}: {' '.join(s.words)}")
    print(f"          reference {s.truth:9.2f}   {s.heard.around(s.truth)}")
    print(f"          turncue   {at:>9s}   {'' if s.at is None else s.heard.around(s.at)}")


if __name__ == "__main__":
    main()
