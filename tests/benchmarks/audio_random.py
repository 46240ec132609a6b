"""``audio_sync.py --random SEED``: excerpts and joined recordings with damages drawn at random, a fixed seed each.

Every result is right, refused, or wrong in silence (see ``audio_sync.py``); captions of another recording are right
only where they are refused, undamaged ones where no cue moves by over 0.4 s.
"""

from __future__ import annotations

import json
import random
import time
import wave
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from audio_data import SETS, Case, gold, language_of

from turncue.audio import AudioOptions, sync
from turncue.audio.decode import read_samples
from turncue.audio.params import RATE
from turncue.errors import TurncueError
from turncue.model import Captions, Cue

NEAR, SHARE = 400, 0.85
MORE = tuple(f"ami/{n}_30s" for n in ("EN2001a", "EN2002a", "EN2003a", "EN2006b", "ES2003a", "ES2003b"))
NAMES = (*SETS, *MORE)
FRAMES = (24000 / 1001, 24.0, 25.0, 30000 / 1001, 30.0)
PAIRS = ((0, 2), (2, 0), (0, 1), (1, 0), (1, 2), (2, 1), (2, 4), (4, 2), (2, 3), (3, 2))
EXCERPTS = ((45, 2), (90, 1))
"""Seconds of the excerpts of a recording, and how many."""
JOINED, JOINED_SECONDS = 4, 240


@dataclass(frozen=True)
class Material:
    """A sound file, its true captions, those of what stands around it (times before 0 and after its end), its half."""

    name: str
    media: Path
    captions: Captions
    wider: Captions
    half: int


def materials(folder: Path, made: Path, seed: int) -> Iterator[Material]:
    """Whole recordings, excerpts at random places, and joined recordings, in two halves that share no recording."""
    for half in (0, 1):
        names = NAMES[half::2]
        for name in names:
            true = gold(folder, name)
            yield Material(name, folder / name / "audio.opus", true, true, half)
            yield from _excerpts(name, _samples(folder, name), true, made, half, random.Random(f"{seed}{name}"))
        english = [n for n in names if language_of(n) == "en"]
        for number in range(JOINED):
            dice = random.Random(f"{seed}joined{half}{number}")
            samples, true = _joined(folder, dice.sample(english, 7), dice)
            name = f"joined{half}{number}"
            yield _written(name, samples, true, made, half)
            yield from _excerpts(name, samples, true, made, half, dice, ((JOINED_SECONDS, 1),))


def _samples(folder: Path, name: str) -> np.ndarray:
    return read_samples(folder / name / "audio.opus", 0, 36_000_000, None).samples


def _joined(folder: Path, names: list[str], dice: random.Random) -> tuple[np.ndarray, Captions]:
    parts, cues, at = [], [], 0
    for name in names:
        samples = _samples(folder, name)
        cues += [replace(c, start=c.start + at, end=c.end + at, words=()) for c in gold(folder, name).cues]
        gap = np.random.default_rng(at).integers(-30, 30, dice.randint(0, 3) * RATE, dtype=np.int16)
        parts += [samples, gap]
        at += (len(samples) + len(gap)) * 1000 // RATE
    return np.concatenate(parts), Captions(tuple(cues), "en")


def _excerpts(
    name: str, samples: np.ndarray, true: Captions, made: Path, half: int, dice: random.Random, sizes=EXCERPTS
) -> Iterator[Material]:
    for seconds, count in sizes:
        for number in range(count):
            room = len(samples) // RATE - seconds
            if room < 10:
                continue
            begin = dice.randint(0, room * 1000)
            part = samples[begin * RATE // 1000 : (begin + seconds * 1000) * RATE // 1000]
            found = _written(f"{name}@{seconds}s{number}", part, _later(true, -begin), made, half)
            if len(found.captions.cues) >= 3:
                yield found


def _written(name: str, samples: np.ndarray, wider: Captions, made: Path, half: int) -> Material:
    media = made / f"{name.replace('/', '-')}.wav"
    with wave.open(str(media), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.astype(np.int16).tobytes())
    last = len(samples) * 1000 // RATE
    inside = tuple(c for c in wider.cues if c.start >= 0 and c.end <= last)
    return Material(name, media, replace(wider, cues=inside), wider, half)


def _later(captions: Captions, by: int) -> Captions:
    return replace(
        captions, cues=tuple(replace(c, start=c.start + by, end=c.end + by, words=()) for c in captions.cues)
    )


Row = tuple[Cue, int]
Damage = Callable[[Material, random.Random], "tuple[list[Row], str]"]


def _rows(cues: tuple[Cue, ...] | list[Cue]) -> list[Row]:
    return [(c, c.start) for c in cues]


def _mapped(rows: list[Row], rate: float, offset: float) -> list[Row]:
    return [
        (replace(c, start=round(rate * c.start + offset), end=round(rate * c.end + offset)), truth) for c, truth in rows
    ]


def _offset(rows: list[Row], dice: random.Random, low: float, high: float) -> tuple[list[Row], str]:
    """Some rows later or earlier; earlier only as far as most of the cues stay after 0."""
    by = round(1000 * float(np.exp(dice.uniform(np.log(low), np.log(high)))))
    starts = sorted(c.start for c, _ in rows)
    if dice.random() < 0.5 and starts[len(starts) // 3] >= by:
        by = -by
    return _mapped(rows, 1.0, by), f"{by / 1000:+.1f} s"


def _rate(dice: random.Random) -> tuple[float, str]:
    a, b = dice.choice(PAIRS)
    return FRAMES[a] / FRAMES[b], f"{FRAMES[a]:.5g}/{FRAMES[b]:.5g}"


def _jump(rows: list[Row], dice: random.Random, sign: int) -> tuple[list[Row], str]:
    """The rows behind a random place later (sign 1), or earlier with the cues of the block gone (-1)."""
    by = round(1000 * float(np.exp(dice.uniform(np.log(2), np.log(60)))))
    at = dice.randint(max(len(rows) // 5, 1), max(len(rows) - len(rows) // 5 - 1, 1))
    head, tail = rows[:at], rows[at:]
    if sign < 0:
        limit = head[-1][0].end
        span = tail[-1][0].start - limit
        by = min(by, max(span // 2, 0))
        tail = [row for row in tail if row[0].start - by >= limit]
    return head + _mapped(tail, 1.0, sign * by), f"{sign * by / 1000:+.1f} s at cue {at}"


def _cut(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    return _jump(_rows(m.captions.cues), dice, 1)


def _block(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    return _jump(_rows(m.captions.cues), dice, -1)


def _crude(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    """The second part earlier with nothing gone: cues of both parts overlap."""
    rows = _rows(m.captions.cues)
    by, at = round(dice.uniform(2000, 20_000)), len(rows) // 2
    return rows[:at] + _mapped(rows[at:], 1.0, -by), f"-{by / 1000:.1f} s at cue {at}"


def _two_cuts(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    rows, said = _rows(m.captions.cues), []
    for _ in range(2):
        rows, word = _jump(rows, dice, dice.choice((-1, 1)))
        said.append(word)
    return rows, ", ".join(said)


def _cut_rate(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    rate, name = _rate(dice)
    rows, said = _jump(_rows(m.captions.cues), dice, dice.choice((-1, 1)))
    return _mapped(rows, rate, 0), f"{name}, {said}"


def _rate_only(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    rate, name = _rate(dice)
    return _mapped(_rows(m.captions.cues), rate, 0), name


def _rate_offset(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    rows, name = _rate_only(m, dice)
    rows, said = _offset(rows, dice, 0.5, 120)
    return rows, f"{name} {said}"


def _gone(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    rows = _rows(m.captions.cues)
    share = dice.uniform(0.3, 0.7)
    kept = sorted(dice.sample(range(len(rows)), max(round((1 - share) * len(rows)), 2)))
    rows, said = _offset([rows[k] for k in kept], dice, 0.5, 20)
    return rows, f"{share:.0%} gone, {said}"


def _jitter(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    """Each cue a bit off by itself, at most what counts as right still: the truth is the clock, not the cue."""
    size = dice.uniform(100, 300)
    rows = []
    for c in m.captions.cues:
        start = max(c.start + round(dice.gauss(0, size)), 0)
        rows.append((replace(c, start=start, end=max(c.end, start + 200)), start))
    rows, said = _offset(rows, dice, 0.5, 20)
    return rows, f"{size:.0f} ms, {said}"


def _first(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    return _offset(_rows(m.captions.cues)[: max(len(m.captions.cues) // 2, 3)], dice, 0.5, 60)


def _last(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    return _offset(_rows(m.captions.cues)[-max(len(m.captions.cues) // 2, 3) :], dice, 0.5, 60)


def _longer(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    """Captions that begin before the sound and end after it."""
    size = m.captions.cues[-1].end
    rows = [(c, t) for c, t in _rows(m.wider.cues) if -0.5 * size <= t <= 1.5 * size]
    least = min(c.start for c, _ in rows)
    if len(rows) < len(m.captions.cues) + 2:
        return [], ""
    rows, said = _offset(_mapped(rows, 1.0, max(-least, 0)), dice, 0.5, 20)
    return rows, f"{len(rows)} for {len(m.captions.cues)} cues, {said}"


def _swapped(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    rows = _rows(m.captions.cues)
    at = dice.randint(max(len(rows) // 3, 1), max(2 * len(rows) // 3, 1))
    if at >= len(rows):
        return [], ""
    middle, end = rows[at][0].start, rows[-1][0].end
    return _mapped(rows[at:], 1.0, -middle) + _mapped(rows[:at], 1.0, end - middle + 500), f"at cue {at}"


def _few(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    rows = _rows(m.captions.cues)
    count = min(dice.randint(3, 8), len(rows))
    first = dice.randint(0, len(rows) - count)
    return _offset(rows[first : first + count], dice, 0.5, 60)


def _scattered(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    rows = _rows(m.captions.cues)
    kept = sorted(dice.sample(range(len(rows)), min(dice.randint(3, 8), len(rows))))
    return _offset([rows[k] for k in kept], dice, 0.5, 60)


def _few_rate(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    rate, name = _rate(dice)
    rows, said = _few(m, dice) if dice.random() < 0.5 else _scattered(m, dice)
    return _mapped(rows, rate, 0), f"{name} {said}"


def _overlong(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    return _offset(_rows(m.captions.cues), dice, 10, 120)


def _small(m: Material, dice: random.Random) -> tuple[list[Row], str]:
    return _offset(_rows(m.captions.cues), dice, 0.5, 10)


DAMAGES: dict[str, Damage] = {
    "none": lambda m, _: (_rows(m.captions.cues), ""),
    "offset <10 s": _small,
    "offset 10-120": _overlong,
    "rate": _rate_only,
    "rate+offset": _rate_offset,
    "cut": _cut,
    "block": _block,
    "crude block": _crude,
    "two cuts": _two_cuts,
    "cut+rate": _cut_rate,
    "30-70 % gone": _gone,
    "jitter": _jitter,
    "first half": _first,
    "last half": _last,
    "longer": _longer,
    "swapped": _swapped,
    "few": _few,
    "scattered": _scattered,
    "few, rate": _few_rate,
}


@dataclass(frozen=True)
class Run:
    """What came of one damage of one material."""

    material: str
    half: int
    kind: str
    said: str
    cues: int
    verdict: str
    errors: tuple[int, ...]
    message: str


def _case(material: Material, rows: list[Row]) -> Case:
    kept = sorted(((c, t) for c, t in rows if c.start >= 0), key=lambda row: row[0].start)
    return Case(replace(material.captions, cues=tuple(c for c, _ in kept)), tuple(t for _, t in kept))


def _judged(material: Material, kind: str, said: str, case: Case, options: AudioOptions) -> Run:
    chosen = replace(options, language=case.captions.language)
    count, errors = len(case.captions.cues), ()
    try:
        result = sync(case.captions, material.media, chosen)
    except TurncueError as error:
        return Run(material.name, material.half, kind, said, count, "refused", (), error.message())
    message = f"{[(p.first, p.last, round(p.rate, 5), round(p.offset), p.matched, p.words) for p in result.pieces]} "
    message += f"{result.evidence} {result.messages}"
    if kind == "stranger":
        return Run(material.name, material.half, kind, said, count, "wrong", (), message)
    # a cue before the sound begins has no place in it
    pairs = [(c.start, t) for c, t in zip(case.captions.cues, case.truth, strict=True) if t >= 0]
    errors = tuple(abs(result.time(start) - t) for start, t in pairs)
    good = sum(e <= NEAR for e in errors) >= SHARE * len(errors)
    if kind == "none":
        good = max(errors) <= NEAR
        said = "moved" if result.moved else "kept"
    return Run(material.name, material.half, kind, said, count, "right" if good else "wrong", errors, message)


@dataclass(frozen=True)
class Plan:
    """What is run: recordings, the seed, parts of the materials' and of the damages' names, a file for all verdicts."""

    folder: Path
    seed: int
    only: tuple[str, ...] = ("",)
    kinds: tuple[str, ...] = ("",)
    log: Path | None = None


def runs(plan: Plan, options: AudioOptions, made: Path) -> Iterator[Run]:
    """All damages of all materials; their sound is written to ``made``."""
    everything = list(materials(plan.folder, made, plan.seed))
    for material in everything:
        if not any(part in material.name for part in plan.only):
            continue
        if options.model is None and material.captions.language != "en":
            continue
        for kind, damage in DAMAGES.items():
            rows, said = damage(material, random.Random(f"{plan.seed}{material.name}{kind}"))
            case = _case(material, rows)
            if any(part in kind for part in plan.kinds) and len(case.captions.cues) >= 2:
                yield _judged(material, kind, said, case, options)
        if any(part in "stranger" for part in plan.kinds):
            dice = random.Random(f"{plan.seed}{material.name}stranger")
            others = [m for m in everything if m.captions.language == material.captions.language]
            others = [m for m in others if _sources(m.name).isdisjoint(_sources(material.name))]
            for other in dice.sample(others, min(2, len(others))):
                yield _judged(material, "stranger", other.name, _case(material, _rows(other.captions.cues)), options)


def _sources(name: str) -> set[str]:
    return set(NAMES) if name.startswith("joined") else {name.split("@")[0]}


def random_table(plan: Plan, options: AudioOptions, made: Path) -> None:
    """Run everything and print the shares by damage, by number of cues and by half; every wrong run by itself."""
    began = time.perf_counter()
    done: list[Run] = []
    made.mkdir(parents=True, exist_ok=True)
    for run in runs(plan, options, made):
        done.append(run)
        if run.verdict == "wrong":
            what = f"{run.material}, {run.kind} {run.said}, {run.cues} cues"
            print(f"wrong: {what}, {run.errors[:12]}: {run.message}", flush=True)
        if plan.log:
            with plan.log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(run.__dict__) + "\n")
    _shown(done, "damage", lambda r: r.kind)
    _shown(done, "cues", lambda r: next(f"to {k}" for k in (4, 8, 15, 30, 9999) if r.cues <= k))
    _shown(done, "half", lambda r: str(r.half))
    errors = np.array([e for r in done if r.verdict == "right" and r.kind != "none" for e in r.errors])
    shares = ", ".join(f"{np.mean(errors <= x):.1%} within {x} ms" for x in (100, 400)) if len(errors) else "none"
    print(f"cue starts of right results: {shares}; {len(done)} runs, {time.perf_counter() - began:.0f} s")


def _shown(done: list[Run], title: str, group: Callable[[Run], str]) -> None:
    table: dict[str, Counter[str]] = {}
    for run in done:
        table.setdefault(group(run), Counter())[run.verdict] += 1
        if title == "damage" and run.kind not in ("stranger", "swapped"):
            table.setdefault("all but strangers, swapped", Counter())[run.verdict] += 1
    print(f"{title:<28}  right refused  wrong")
    for name, row in table.items():
        print(f"{name:<28}{row['right']:>7}{row['refused']:>8}{row['wrong']:>7}")
