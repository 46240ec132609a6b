"""Captions damaged in eight ways, and not at all, brought back to their sound: right, refused, or wrong in silence.

    python tests/benchmarks/audio_sync.py --data FOLDER [--model FOLDER] [--strangers] [--activity [--detector NAME]]
        [--across]

A result is right where 85 % of the cue starts are within 0.4 s of the true ones. ``--strangers`` gives each recording
the captions of all others: every result that is not refused is wrong. ``--across``: captions in another language than
the speech (all below FOLDER), whole and in excerpts.
"""

from __future__ import annotations

import argparse
import functools
import random
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
from audio_across import across_excerpts, across_strangers, across_table
from audio_data import SETS, Case, damages, gold, language_of

from turncue.arrays import Floats
from turncue.audio import AudioOptions, sync
from turncue.audio.activity import speech_probability
from turncue.audio.sync_activity import sync_to_probability
from turncue.audio.synchronize import snap
from turncue.errors import AlignError, TurncueError
from turncue.model import Captions

NEAR, FINE, SHARE = 400, 100, 0.85
DETECTOR: str | None = None


def verdict(starts: list[int], truth: tuple[int, ...]) -> tuple[str, list[int]]:
    errors = [abs(a - b) for a, b in zip(starts, truth, strict=True)]
    return ("right" if sum(e <= NEAR for e in errors) >= SHARE * len(errors) else "wrong"), errors


def ours(captions: Captions, media: Path, options: AudioOptions, activity: bool) -> list[int] | None:
    """The cue starts after sync; None where it refuses."""
    try:
        result = sync_to_probability(captions, _speech(media)) if activity else sync(captions, media, options)
    except TurncueError:  # refused; or no cue is left after the damage
        return None
    return [result.time(c.start) for c in captions.cues]


@functools.cache
def _speech(media: Path) -> Floats:
    return speech_probability(media, name=DETECTOR)


def table(folder: Path, names: list[str], options: AudioOptions, activity: bool) -> None:
    total: Counter[str] = Counter()
    all_errors: list[int] = []
    kinds = damages()
    print(f"{'recording':<26}" + "".join(f"{k:>11}" for k in ["none", *kinds]))
    began = time.perf_counter()
    for name in names:
        true = gold(folder, name)
        row = []
        undamaged = Case(true, tuple(c.start for c in true.cues))
        for kind, case in [("none", undamaged), *((k, f(true)) for k, f in kinds.items())]:
            chosen = AudioOptions(model=options.model, language=language_of(name), cache=options.cache)
            starts = ours(case.captions, folder / name / "audio.opus", chosen, activity)
            if starts is None:
                word, errors = "refused", []
            else:
                word, errors = verdict(starts, case.truth)
            if kind == "none" and starts is not None:
                moved = max(abs(a - b.start) for a, b in zip(starts, case.captions.cues, strict=True))
                total["moved" if moved > NEAR else "kept"] += 1
                word = "kept" if moved == 0 else f"{moved} ms"
            elif kind != "none":
                total[word] += 1
                all_errors += errors if word == "right" else []
                if errors:
                    word += f" {sorted(errors)[len(errors) // 2]}"
            row.append(word)
        print(f"{name:<26}" + "".join(f"{w:>11}" for w in row), flush=True)
    print(dict(total), f"{time.perf_counter() - began:.0f} s")
    if all_errors:
        near, fine = (sum(e <= x for e in all_errors) / len(all_errors) for x in (NEAR, FINE))
        print(f"cue starts of right results: {near:.1%} within 0.4 s, {fine:.1%} within 0.1 s")


def strangers(folder: Path, names: list[str], options: AudioOptions, activity: bool) -> None:
    count: Counter[str] = Counter()
    highest: list[tuple[float, str]] = []
    for name in names:
        for other in names:
            if other == name:
                continue
            chosen = AudioOptions(model=options.model, language=language_of(name), cache=options.cache)
            try:
                if activity:
                    sync_to_probability(gold(folder, other), _speech(folder / name / "audio.opus"))
                else:
                    sync(gold(folder, other), folder / name / "audio.opus", chosen)
                count["wrong"] += 1
                print(f"not refused: {other} on {name}")
            except AlignError as error:
                count["refused"] += 1
                highest.append((error.score, f"{other} on {name}"))
            except TurncueError:
                count["refused"] += 1
    print(dict(count), sorted(highest)[-5:])


def snapping(folder: Path, names: list[str], options: AudioOptions) -> None:
    """Cue starts that are each 0.25 s off, before and after ``--snap``."""
    errors: dict[str, list[tuple[int, int]]] = {}
    for name in names:
        true = gold(folder, name)
        if language_of(name) != "en" or len(true.cues) < 5:
            continue
        dice = random.Random(11)
        cues = [replace(c, start=max(c.start + round(dice.gauss(0, 250)), 0)) for c in true.cues]
        given = replace(true, cues=tuple(replace(c, end=max(c.end, c.start + 200)) for c in cues))
        chosen, media = replace(options, language="en"), folder / name / "audio.opus"
        try:
            result = snap(sync(given, media, chosen), given, media, chosen)
        except TurncueError as error:
            print(f"{name:<26} {error}")
            continue
        after = [c.start for c in result.moved_cues(given)]
        rows = [(a.start - t.start, b - t.start) for a, b, t in zip(given.cues, after, true.cues, strict=True)]
        errors.setdefault(name.split("/")[0], []).extend(rows)
        print(f"{name:<26} {result.messages[-1]}")
    for group, pairs in errors.items():
        before, after = (np.sort(np.abs([p[k] for p in pairs])) for k in (0, 1))
        said = [
            f"median {np.median(e):.0f}, p95 {np.quantile(e, 0.95):.0f}, <=100 {np.mean(e <= FINE):.0%}"
            for e in (before, after)
        ]
        worse = sum(abs(b) > abs(a) + 100 for a, b in pairs)
        print(f"{group}: {len(pairs)} cue starts; given {said[0]}; after {said[1]}; worse by over 100 ms: {worse}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model")
    parser.add_argument("--only", default="")
    parser.add_argument("--strangers", action="store_true")
    parser.add_argument("--detector", choices=("silero", "webrtc", "level"), help="of voice activity; the best without")
    parser.add_argument("--activity", action="store_true", help="voice activity alone, whatever the recogniser knows")
    parser.add_argument("--across", action="store_true", help="captions in another language than the speech")
    parser.add_argument("--snap", action="store_true", help="cues each 0.25 s off, moved to their first words")
    given = parser.parse_args()
    global DETECTOR
    DETECTOR = given.detector
    options = AudioOptions(model=given.model)
    if given.across:
        for work in (across_strangers,) if given.strangers else (across_table, across_excerpts):
            work(given.data, options)
        return
    if given.snap:
        snapping(given.data, [n for n in SETS if any(part in n for part in given.only.split(","))], options)
        return
    names = [n for n in SETS if any(part in n for part in given.only.split(","))]
    (strangers if given.strangers else table)(given.data, names, options, given.activity)


if __name__ == "__main__":
    main()
