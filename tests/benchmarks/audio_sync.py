"""Captions damaged in eight ways, and not at all, brought back to their sound: right, refused, or wrong in silence.

    python tests/benchmarks/audio_sync.py --data FOLDER [--model FOLDER] [--strangers] [--activity [--detector NAME]]
        [--across] [--mixed] [--snap] [--random SEED [--kinds NAME,NAME]] [--only NAME,NAME]

A result is right where 85 % of the cue starts are within 0.4 s of the true ones. ``--strangers`` gives each recording
the captions of all others: every result that is not refused is wrong. ``--across``: captions in another language than
the speech (all below FOLDER), whole and in excerpts. ``--mixed``: with noise, music and applause under the speech,
and silence at both ends. ``--snap``: cue starts that are each a bit off. ``--random``: excerpts and joined recordings
with damages drawn at random (audio_random.py).
"""

from __future__ import annotations

import argparse
import functools
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from audio_across import across_excerpts, across_strangers, across_table
from audio_data import SETS, Case, damages, gold, language_of
from audio_mixtures import MIXTURES, mixture
from audio_random import Plan, random_table

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
    kinds = damages()
    print(f"{'recording':<26}" + "".join(f"{k:>11}" for k in ["none", *kinds]))
    tally = Tally()
    for name in names:
        chosen = replace(options, language=language_of(name))
        row = tally.row(
            gold(folder, name),
            name,
            partial(ours, media=folder / name / "audio.opus", options=chosen, activity=activity),
        )
        print(f"{name:<26}" + "".join(f"{w:>11}" for w in row), flush=True)
    tally.show()


class Tally:
    """Verdicts and errors over all recordings and damages."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.total: Counter[str] = Counter()
        self.errors: dict[str, list[int]] = {}

    def row(self, true: Captions, name: str, work: Callable[[Captions], list[int] | None], shift: int = 0) -> list[str]:
        """The verdicts of one recording; its sound has ``shift`` ms more at its beginning than the captions know."""
        undamaged = _later(true, shift)
        row = []
        for kind, case in [("none", undamaged), *((k, _shifted(f(true), shift)) for k, f in damages().items())]:
            starts = work(case.captions)
            if starts is None:
                word, errors = "refused", []
            else:
                word, errors = verdict(starts, case.truth)
            if kind == "none" and starts is not None:
                moved = max(abs(a - b.start) for a, b in zip(starts, case.captions.cues, strict=True))
                self.total["moved" if moved > NEAR else "kept"] += 1
                word = "kept" if moved == 0 else f"{moved} ms"
            elif kind != "none":
                self.total[word] += 1
                if word == "right":
                    self.errors.setdefault(name.split("/")[0], []).extend(errors)
                if errors:
                    word += f" {sorted(errors)[len(errors) // 2]}"
            row.append(word)
        return row

    def show(self) -> None:
        print(dict(self.total), f"{time.perf_counter() - self.began:.0f} s")
        everything = [e for errors in self.errors.values() for e in errors]
        for name, errors in [*self.errors.items(), ("all", everything)]:
            if errors:
                near, fine = (sum(e <= x for e in errors) / len(errors) for x in (NEAR, FINE))
                print(f"cue starts of right results, {name}: {near:.1%} within 0.4 s, {fine:.1%} within 0.1 s")


def _later(true: Captions, shift: int) -> Case:
    """Captions in time with a sound that begins later."""
    cues = tuple(replace(c, start=c.start + shift, end=c.end + shift) for c in true.cues)
    return Case(replace(true, cues=cues), tuple(c.start for c in cues))


def _shifted(case: Case, shift: int) -> Case:
    return Case(case.captions, tuple(t + shift for t in case.truth))


def mixed(folder: Path, names: list[str], options: AudioOptions, activity: bool) -> None:
    """The table again with noise, music or applause under the speech, and with silence at both ends."""
    kinds = ("none", *damages())
    with tempfile.TemporaryDirectory() as made:
        for kind, level in MIXTURES:
            tally = Tally()
            print(f"{kind} {level} dB" if kind != "silence" else "silence of 20 s at both ends")
            for name in names:
                media = Path(made) / f"{kind}{level}{name.replace('/', '-')}.wav"
                shift = mixture(folder / name / "audio.opus", media, kind, level)
                chosen = replace(options, language=language_of(name))
                row = tally.row(
                    gold(folder, name), name, partial(ours, media=media, options=chosen, activity=activity), shift
                )
                print(
                    f"  {name:<26}"
                    + " ".join(f"{k}: {w}" for k, w in zip(kinds, row, strict=True) if "right" not in w),
                    flush=True,
                )
            tally.show()


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
    parser.add_argument("--random", type=int, metavar="SEED", help="excerpts and damages drawn at random")
    parser.add_argument("--kinds", default="", help="parts of the names of the damages, for --random")
    parser.add_argument(
        "--mixed", action="store_true", help="noise, music, applause under the speech, silence around it"
    )
    given = parser.parse_args()
    global DETECTOR
    DETECTOR = given.detector
    options = AudioOptions(model=given.model)
    if given.across:
        for work in (across_strangers,) if given.strangers else (across_table, across_excerpts):
            work(given.data, options)
        return
    if given.random is not None:
        plan = Plan(given.data, given.random, tuple(given.only.split(",")), tuple(given.kinds.split(",")))
        with tempfile.TemporaryDirectory() as made:
            random_table(plan, options, Path(made))
        return
    if given.snap:
        snapping(given.data, [n for n in SETS if any(part in n for part in given.only.split(","))], options)
        return
    names = [n for n in SETS if any(part in n for part in given.only.split(","))]
    if given.mixed:
        mixed(given.data, names, options, given.activity)
        return
    (strangers if given.strangers else table)(given.data, names, options, given.activity)


if __name__ == "__main__":
    main()
