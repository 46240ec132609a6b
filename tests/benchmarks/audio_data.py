"""Recordings with sound and true times, and the ways to damage their captions.

The recordings are not part of the project: name their folder with ``--data`` (its README.md says what a folder holds).
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from turncue import clock
from turncue.model import Captions, Cue
from turncue.reading import read_captions

SETS = (
    "abui/abui_4 batchalign/test epubnav/navigation_tests eslingo/chapter-2-qa fave/KY25A_1 jamendo/confession "
    "jamendo/de_bonne_humeur jamendo/fantasma lptd/LPTD1.1_unit01 lptd/LPTD1.1_unit03 lptd/LPTD1.1_unit16 "
    "lptd/LPTD1.1_unit26 lptd/LPTD1.3_unit28 luke/luke2_esv trailer/sintel_trailer"
).split()
LANGUAGES = {"abui/abui_4": "abz", "eslingo/chapter-2-qa": "zh", "jamendo/fantasma": "es"} | {
    f"jamendo/{name}": "fr" for name in ("confession", "de_bonne_humeur")
}


@dataclass(frozen=True)
class Case:
    """Damaged captions and, cue by cue, the true start in ms."""

    captions: Captions
    truth: tuple[int, ...]


def language_of(name: str) -> str:
    return LANGUAGES.get(name, "en")


def gold(folder: Path, name: str) -> Captions:
    """The true captions of a recording: its captions file, or its words in lines at pauses."""
    language = language_of(name)
    file = folder / name / f"captions.{language}.srt"
    if file.exists():
        return replace(read_captions(file), language=language)
    turns = folder / name / "gold.json"
    if turns.exists():
        rows = json.loads(turns.read_text(encoding="utf-8"))["turns"]
        rows = sorted((r for r in rows if r.get("start") is not None), key=lambda r: r["start"])
        return Captions(tuple(Cue(_ms(r["start"]), _ms(r["end"]), r["text"]) for r in rows), language)
    return Captions(tuple(_lines(json.loads((folder / name / "words.json").read_text(encoding="utf-8")))), language)


@dataclass(frozen=True)
class Across:
    """Captions in another language than the speech, with true times."""

    name: str
    media: Path
    captions: Captions
    spoken: str


def across_cases(folder: Path) -> Iterator[Across]:
    """All captions below a folder that are in another language than the sound beside them."""
    for media in sorted(folder.glob("*/*/audio.opus")):
        name = f"{media.parent.parent.name}/{media.parent.name}"
        spoken = language_of(name)
        for file in sorted(media.parent.glob("captions.*.srt")):
            variant = file.name.split(".")[1]
            language = variant.split("_")[0]
            if language != spoken:
                captions = replace(read_captions(file), language=language)
                yield Across(f"{media.parent.name} {variant}", media, captions, spoken)


def shortened_sound(case: Across) -> tuple[Path, Case] | None:
    """The same recording with a passage missing from the sound (``<name>_cut`` beside it), and its true times.

    A cue of the missing passage has the true time -1.
    """
    other = case.media.parent.with_name(case.media.parent.name + "_cut") / "audio.opus"
    if not other.exists():
        return None
    whole, left = (
        json.loads((m.parent / "gold.json").read_text(encoding="utf-8"))["turns"] for m in (case.media, other)
    )
    kept = [(a, b) for a, b in zip(whole, left, strict=True) if b.get("start") is not None]
    shift = max(_ms(a["start"] - b["start"]) for a, b in kept)
    at = max(_ms(a["end"]) for a, b in kept if a["start"] == b["start"] and a["end"] == b["end"])
    back = min(_ms(a["start"]) for a, b in kept if abs(_ms(a["start"] - b["start"]) - shift) < 10)
    starts = [c.start for c in case.captions.cues]
    return other, Case(case.captions, tuple(t if t < at else t - shift if t >= back else -1 for t in starts))


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _lines(words: list[dict[str, Any]]) -> Iterator[Cue]:
    line: list[dict[str, Any]] = []
    for word, after in zip(words, [*words[1:], None], strict=True):
        line.append(word)
        if after is None or (after["start"] - word["end"] > 0.35 and len(line) > 3) or len(line) > 14:
            yield Cue(_ms(line[0]["start"]), _ms(line[-1]["end"]), " ".join(w["text"] for w in line))
            line = []


def damages() -> dict[str, Callable[[Captions], Case]]:
    """The ways to damage captions, by name; each keeps the true starts of the cues that are left."""
    return {
        "+2.3 s": lambda c: _moved(c, 1.0, 2300),
        "-7.9 s": lambda c: _moved(c, 1.0, -7900),
        "+31.4 s": lambda c: _moved(c, 1.0, 31_400),
        "25/23.976": lambda c: _moved(c, 25 / (24000 / 1001), 0),
        "24/25": lambda c: _moved(c, 24 / 25, 0),
        "cut 6.5 s": _cut,
        "30 % gone": _thinned,
        "jitter": _jittered,
    }


def _moved(captions: Captions, rate: float, offset: float) -> Case:
    rows = [
        (replace(c, start=round(rate * c.start + offset), end=round(rate * c.end + offset)), c.start)
        for c in captions.cues
    ]
    return _case(captions, rows)


def _case(captions: Captions, rows: list[tuple[Cue, int]]) -> Case:
    kept = sorted(((c, t) for c, t in rows if c.start >= 0), key=lambda row: row[0].start)
    return Case(replace(captions, cues=tuple(c for c, _ in kept)), tuple(t for _, t in kept))


def _cut(captions: Captions) -> Case:
    middle = len(captions.cues) // 2
    rows = [
        (c if k < middle else replace(c, start=c.start + 6500, end=c.end + 6500), c.start)
        for k, c in enumerate(captions.cues)
    ]
    return _case(captions, rows)


def _thinned(captions: Captions) -> Case:
    """A third of the cues gone, the rest 4.1 s late."""
    order = random.Random(5).sample(range(len(captions.cues)), max(round(0.7 * len(captions.cues)), 2))
    kept = replace(captions, cues=tuple(captions.cues[k] for k in sorted(order)))
    return _moved(kept, 1.0, 4100)


def _jittered(captions: Captions) -> Case:
    """Each start moved by 0.15 s (standard deviation), all 1.7 s early."""
    noise = random.Random(7)
    rows = []
    for c in captions.cues:
        start = c.start - 1700 + round(noise.gauss(0, 150))
        rows.append((replace(c, start=start, end=max(c.end - 1700, start + 200)), c.start))
    return _case(captions, rows)


def srt(captions: Captions) -> str:
    return "\n".join(
        f"{k}\n{clock.srt(c.start)} --> {clock.srt(c.end)}\n{c.text}\n" for k, c in enumerate(captions.cues, 1)
    )
