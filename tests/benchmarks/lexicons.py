"""What word pairs bring across languages: none, turncue's own, a dictionary, and those learnt from talks before.

    python tests/benchmarks/lexicons.py [--data DIR] [--sets seed kol_en_zh 3b1b] [--dictionary FILE ...]
        [--every-variant] [-j 2]

By set and kind of words: how far starts (turns; sentences where a set has no turns) are from the truth. ``learnt``
aligns the talks of a set in order, each with the words that all talks before it taught and nothing else beside
turncue's own; ``learnt only`` without these. ``all``: the sets pooled. Says so and ends when there is no data.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent))

import common

import turncue
from turncue.lexicons.lexicon import Lexicon, merge
from turncue.lexicons.lexicon_io import read_lexicon

Work = tuple[str, str, str, Path, dict[str, Any]]
KINDS = ("no words", "learnt only", "own words", "learnt", "dictionary", "dictionary only")
# the variant that is worth measuring, where a set has several
VARIANTS = {"kol_en_zh": "split", "ed_interviews": "en"}


@contextlib.contextmanager
def bare() -> Iterator[None]:
    """Without the words that turncue brings."""
    seed = classmethod(lambda cls, source, target: Lexicon(source[:2], target[:2]))
    with patch.object(Lexicon, "seed", seed):
        yield


@functools.lru_cache(maxsize=4)
def dictionaries(names: tuple[str, ...]) -> tuple[Lexicon, ...]:
    return tuple(read_lexicon(name) for name in names)


def scored(work: Work, data: Path, lexicons: tuple[Lexicon, ...], own: bool) -> tuple[dict[str, Any], Lexicon | None]:
    """One case by the data's measures, and what it taught."""
    _, _, variant, folder, gold = work
    scorer = common.scorer(data)
    result, learnt, problems = None, None, []
    try:
        with contextlib.nullcontext() if own else bare():
            made = turncue.align(
                str(next(folder.glob("transcript.*"))),
                str(next(folder.glob(f"captions.{variant}.*"))),
                options=turncue.Options(lexicons=lexicons),
            )
        result, learnt = json.loads(made.render("result")), made.learnt
    except turncue.TurncueError as error:
        problems.append(f"{type(error).__name__}: {str(error)[:120]}")
    found: dict[str, Any] = scorer.score_case(str(folder), gold, result, problems)
    return found, learnt


def series(kind: str, cases: list[Work], data: Path, names: tuple[str, ...]) -> tuple[str, str, list[dict[str, Any]]]:
    """All cases of a set with one kind of words, in order."""
    done: list[dict[str, Any]] = []
    taught: Lexicon | None = None
    for work in cases:
        lexicons: tuple[Lexicon, ...] = ()
        if kind.startswith("learnt") and taught is not None:
            lexicons = (taught,)
        elif kind.startswith("dictionary"):
            lexicons = dictionaries(names)
        found, learnt = scored(work, data, lexicons, kind in ("own words", "learnt", "dictionary"))
        done.append(found)
        if learnt is not None:
            taught = learnt if taught is None else merge(taught, learnt)
    return kind, cases[0][0], done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data")
    parser.add_argument("--sets", nargs="*", default=["seed", "kol_en_zh", "3b1b"])
    parser.add_argument("--cases", help="only cases whose names contain this, such as .zh")
    parser.add_argument("--kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--dictionary", nargs="*", default=["cedict"])
    parser.add_argument("--every-variant", action="store_true", help="also captions that differ only in form")
    parser.add_argument("-j", type=int, default=2)
    asked = parser.parse_args()
    data = common.data_dir(asked.data)
    scorer = common.scorer(data)
    if data is None or scorer is None:
        print("no evaluation data with its scoring script: set TURNCUE_DATA or --data")
        return
    names = tuple(asked.dictionary)
    kinds = [k for k in asked.kinds if k in KINDS]
    try:
        dictionaries(names)
    except turncue.ReadError as error:
        print(error)
        kinds = [k for k in kinds if not k.startswith("dictionary")]
    sets: dict[str, list[Work]] = {}
    for name, case, variant, folder, gold in common.variants(data, asked.sets, ["cross"]):
        chosen = asked.every_variant or variant == VARIANTS.get(name, variant)
        if chosen and (not asked.cases or asked.cases in case):
            sets.setdefault(name, []).append((name, case, variant, folder, gold))
    print(scorer.HEADLINE)
    whole: dict[str, list[dict[str, Any]]] = {}
    with ProcessPoolExecutor(asked.j) as pool:
        jobs = [pool.submit(series, kind, cases, data, names) for cases in sets.values() for kind in kinds]
        for job in jobs:
            kind, name, done = job.result()
            whole.setdefault(kind, []).extend(done)
            print(scorer.row(f"{name}, {kind}", scorer.pool(done)), flush=True)
    for kind, done in whole.items():
        print(scorer.row(f"all, {kind}", scorer.pool(done)))


if __name__ == "__main__":
    main()
