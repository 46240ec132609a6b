"""What is behind the turn starts that are off: the reference, words that no caption holds, or turncue.

    python tests/benchmarks/residue.py [--data DIR] [--sets coraal ...] [--within 1.0] [--list]

For every turn that starts more than ``--within`` seconds from the reference, over the evaluation data in one language:

silent      no caption word begins within that distance of the reference: nobody could have put the start there from
            these captions; the recogniser missed the words, or the reference gives silence to the next speaker
disputed    where a recording has captions by several recognisers: most of the others put the turn where turncue puts
            it here, against the reference
captions    the turn's first word was found, and the caption that holds it stands elsewhere than the reference: no
            place inside that caption could have met it (half a second allowed on both sides)
open        the rest: turncue's own errors, or words misheard beyond telling

``--list`` prints each one, so that anybody can look. Says so and ends when there is no data.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

import common

Key = tuple[str, str, int]
KINDS = ("right", "silent", "disputed", "captions", "open")


@dataclass(frozen=True)
class Start:
    """Where turncue starts a turn, in s (None: nowhere), and the caption its first word was found in, if it was."""

    at: float | None
    caption: tuple[float, float] | None


Row = tuple[Key, str, float, Start, Any]


def starts(folder: Path, variant: str, gold: dict[str, Any], scorer: Any) -> tuple[dict[int, Start], Any]:
    """Where turncue starts each turn of the reference, and the starts of the captions' words in s."""
    from turncue import align, read_captions
    from turncue.align.sides import heard_side
    from turncue.timing import heard_times

    captions = read_captions(str(next(folder.glob(f"captions.{variant}.*"))))
    result = align(str(next(folder.glob("transcript.*"))), captions)
    lines = (folder / "spoken.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    heads = [scorer.alnum(line)[0] for line in lines][: len(gold["turns"])]
    pairs = scorer.match_turns(heads, [scorer.alnum(t.text)[0] for t in result.turns])
    spans = [(c.start / 1000, c.end / 1000) for c in captions.cues]
    found = {i: _start(result.turns[o], spans) for i, o in pairs.items()}
    return found, heard_times(captions, heard_side(captions)).start / 1000


def _start(turn: Any, spans: list[tuple[float, float]]) -> Start:
    if turn.start is None:
        return Start(None, None)
    at = turn.start / 1000
    holds = [span for span in spans if span[0] - 0.01 <= at < span[1]]
    return Start(at, holds[0] if holds and turn.words[0].source != "estimated" else None)


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
    rows: dict[str, list[Row]] = defaultdict(list)
    for name, case, variant, folder, gold in common.variants(data, given.sets, ["same", "same-noisy"]):
        found, heard = starts(folder, variant, gold, scorer)
        for i, turn in enumerate(gold["turns"]):
            if turn["start"] is not None and i in found:
                rows[name].append(((name, case, i), variant, turn["start"], found[i], heard))
    print(f"{'set':16s} {'turns':>6s}" + "".join(f" {k:>9s}" for k in KINDS))
    for name, turns in rows.items():
        table = classify(turns, given.within, show=given.list)
        total = sum(table.values())
        print(f"{name:16s} {total:6d}" + "".join(f" {100 * table[k] / total:8.1f}%" for k in KINDS))


def classify(turns: list[Row], within: float, *, show: bool) -> Counter[str]:
    """How many turns are of each kind."""
    by_turn: dict[Key, dict[str, float | None]] = defaultdict(dict)
    for key, variant, _, start, _ in turns:
        by_turn[key][variant] = start.at
    table: Counter[str] = Counter()
    for key, variant, truth, start, heard in turns:
        others = np.array([s for v, s in by_turn[key].items() if v != variant and s is not None])
        at, caption = start.at, start.caption
        if at is not None and abs(at - truth) <= within:
            kind = "right"
        elif not len(heard) or np.abs(heard - truth).min() > within:
            kind = "silent"
        elif at is not None and len(others) >= 2 and np.mean(np.abs(others - at) <= within) > 0.5:
            kind = "disputed"
        elif caption is not None and not caption[0] - 0.5 <= truth <= caption[1] + 0.5:
            kind = "captions"
        else:
            kind = "open"
        table[kind] += 1
        if show and kind != "right":
            said = "absent" if at is None else f"{at:.2f}"
            print(f"  {kind:9s} {key[0]}/{key[1]} [{variant}] turn {key[2] + 1}: reference {truth:.2f}, turncue {said}")
    return table


if __name__ == "__main__":
    main()
