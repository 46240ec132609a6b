"""How right turncue is on real recordings, and whether it knows.

    python tests/benchmarks/accuracy.py [--data DIR] [--sets coraal ...] [--kinds same-noisy ...] [--cases] [-j 2]

Runs in process over the evaluation data, scores with the data's own script, prints its table by set and by kind, and a
reliability table: of the turns said to be so sure, how many start within a second of the truth. Says so and ends when
there is no data.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import common

Work = tuple[str, str, str, Path, dict[str, Any]]


def scored(work: Work, data: Path) -> dict[str, Any]:
    """One case and variant: turncue's result by the data's measures."""
    import turncue

    name, case, variant, folder, gold = work
    scorer = common.scorer(data)
    transcript = next(folder.glob("transcript.*"))
    captions = next(folder.glob(f"captions.{variant}.*"))
    result, problems = None, []
    try:
        result = json.loads(turncue.align(str(transcript), str(captions)).render("result"))
    except turncue.TurncueError as error:
        problems.append(f"{type(error).__name__}: {str(error)[:120]}")
    except Exception as error:  # a crash is a finding, and the other cases still count
        problems.append(f"CRASH {type(error).__name__}: {str(error)[:120]}")
    found: dict[str, Any] = scorer.score_case(str(folder), gold, result, problems)
    found.update(set=name, case=case, variant=variant, kind=common.kind_of(gold, variant), failed=result is None)
    return found


def reliability(found: list[tuple[float, float]]) -> str:
    """Confidence by tenths: how many turns, what was said, and the share that starts within a second."""
    rows = [["confidence", "turns", "said", "within 1 s", "gap", ""]]
    gaps = 0.0
    for k in range(10):
        here = [(c, e) for c, e in found if min(9, int(c * 10 + 1e-9)) == k]
        if not here:
            continue
        said = sum(c for c, _ in here) / len(here)
        right = sum(e <= 1 for _, e in here) / len(here)
        gaps += len(here) * abs(said - right)
        gap = f"{right - said:+.3f}"
        rows.append([f"{k / 10:.1f} to {(k + 1) / 10:.1f}", str(len(here)), f"{said:.3f}", f"{right:.3f}", gap, ""])
    sure = [e for c, e in found if c >= 0.9]
    tail = f"expected calibration error {gaps / max(1, len(found)):.4f} over {len(found)} turns"
    if sure:
        tail += f"; of the {len(sure)} turns at 0.9 or more {sum(e <= 1 for e in sure) / len(sure):.2%} within 1 s"
    return f"{common.table(rows)}\n{tail}"


def report(done: list[dict[str, Any]], scorer: Any, each: bool) -> None:
    """The table by case (if asked), set and kind; then what failed; then reliability by kind."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for r in done:
        groups[f"{r['set']} [{r['variant']}] {r['kind'] if r['set'] == 'seed' else ''}".rstrip()].append(r)
    kinds: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for r in done:
        kinds[r["kind"]].append(r)
    print(scorer.HEADLINE)
    if each:
        for r in done:
            print(scorer.row(f"  {r['set']}/{r['case']} [{r['variant']}]", scorer.pool([r])))
    for name in sorted(groups):
        print(scorer.row(name, scorer.pool(groups[name])))
    for kind in sorted(kinds):
        print(scorer.row(f"all {kind}", scorer.pool(kinds[kind])))
    problems: dict[str, list[str]] = defaultdict(list)
    for r in done:
        for problem in r["problems"]:
            problems[problem].append(f"{r['set']}/{r['case']} [{r['variant']}]")
    for problem, where in problems.items():
        print(f"problem in {len(where)}: {problem} ({', '.join(where[:3])}{' …' if len(where) > 3 else ''})")
    for kind in sorted(kinds):
        pairs = [pair for r in kinds[kind] for pair in r["conf"]]
        if pairs:
            print(f"\nreliability, {kind}\n{reliability(pairs)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data")
    parser.add_argument("--sets", nargs="*")
    parser.add_argument("--kinds", nargs="*", help="same, same-noisy, paraphrase, cross")
    parser.add_argument("--cases", action="store_true", help="a line per case as well")
    parser.add_argument("-j", type=int, default=2)
    asked = parser.parse_args()
    data = common.data_dir(asked.data)
    scorer = common.scorer(data)
    if data is None or scorer is None:
        print("no evaluation data with its scoring script: set TURNCUE_DATA or --data")
        return
    work = list(common.variants(data, asked.sets, asked.kinds))
    with ProcessPoolExecutor(asked.j) if asked.j > 1 else contextlib.nullcontext() as pool:
        run = pool.map if pool is not None else map
        done = list(run(partial(scored, data=data), work))
    report(done, scorer, asked.cases)


if __name__ == "__main__":
    main()
