"""A transcript on sound alone: the starts of turns against the true ones.

    python tests/benchmarks/audio_alone.py --data FOLDER [--more FOLDER] [--model FOLDER] [--only NAME,NAME]

``--data`` is the folder of recordings with words or turns of known times, ``--more`` one with transcripts whose turns
have true times in ``gold.json`` beside the sound (or in the sibling named by ``SOUND``). Without turns (read speech)
the starts of sentences are compared.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from audio_data import language_of

import turncue

NAMES = (
    "luke/luke2_esv fave/KY25A_1 ami/EN2001a_30s ami/EN2002a_30s ami/EN2003a_30s ami/EN2006b_30s ami/ES2003a_30s "
    "ami/ES2003b_30s eslingo/chapter-2-qa"
).split()
SOUND = {"en": "zh"}
"""Folders without sound whose sound is that of a sibling."""
ONSETS = False
LIMITS = (100, 300, 500, 1000)

Turns = list[tuple[str | None, str]]


def read_words(folder: Path) -> tuple[Turns, list[int]]:
    """Sentences of read words, and their true starts."""
    turns: Turns = []
    starts: list[int] = []
    line: list[dict[str, Any]] = []
    for word in json.loads((folder / "words.json").read_text(encoding="utf-8")):
        line.append(word)
        if re.search(r"[.!?]['\"”’]?$", word["text"]):
            turns.append((None, " ".join(w["text"] for w in line)))
            starts.append(round(line[0]["start"] * 1000))
            line = []
    return turns, starts


def read_turns(folder: Path) -> tuple[Turns, list[int]]:
    """Turns and their true starts, in order of time, as a transcript has them."""
    rows = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["turns"]
    rows = [r for r in rows if r.get("start") is not None]
    return [(r["speaker"], r["text"]) for r in rows], [round(r["start"] * 1000) for r in rows]


def errors_of(
    turns: Any, starts: Sequence[int | None], media: Path, model: str | None, language: str
) -> list[int | None]:
    """The errors in ms, None for a turn without a time."""
    chosen = {"media": str(media)} if ONSETS else {}
    result = turncue.align(turns, media, model=model, audio_language=language, **chosen)
    return [
        None if t.start is None else t.start - true
        for t, true in zip(result.turns, starts, strict=True)
        if true is not None
    ]


def show(name: str, errors: Sequence[int | None], seconds: float) -> None:
    known = sorted(abs(e) for e in errors if e is not None)
    shares = " ".join(f"<={x}: {sum(e <= x for e in known) / len(errors):.0%}" for x in LIMITS)
    middle = f"median {known[len(known) // 2]}, worst {known[-1]}" if known else "nothing"
    print(f"{name:<26} {len(known)}/{len(errors)} turns, {middle}, {shares}, {seconds:.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--more", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--only", default="")
    parser.add_argument("--each", action="store_true", help="every turn's error")
    parser.add_argument("--onsets", action="store_true", help="words at their onset: align --media, too")
    given = parser.parse_args()
    global ONSETS
    ONSETS = given.onsets
    groups: dict[str, list[int | None]] = {}

    def run(name: str, turns: Any, starts: Sequence[int | None], media: Path) -> None:
        if not any(part in name for part in given.only.split(",")):
            return
        began = time.perf_counter()
        try:
            errors = errors_of(turns, starts, media, given.model, language_of(name))
        except turncue.TurncueError as error:
            print(f"{name:<26} {error}")
            errors = [None] * sum(s is not None for s in starts)
        show(name, errors, time.perf_counter() - began)
        if given.each:
            print("   ", errors)
        groups.setdefault(name.split("/")[0], []).extend(errors)

    for name in NAMES:
        folder = given.data / name
        run(
            name,
            *(read_turns(folder) if (folder / "gold.json").exists() else read_words(folder)),
            folder / "audio.opus",
        )
    for gold in sorted(given.more.glob("*/*/gold.json") if given.more else ()):
        folder = gold.parent.with_name(SOUND.get(gold.parent.name, gold.parent.name))
        files = [f for f in (gold.parent / "transcript.md", gold.parent / "transcript.txt") if f.exists()]
        rows = json.loads(gold.read_text(encoding="utf-8"))["turns"]
        if (folder / "audio.opus").exists() and files:
            starts = [None if r.get("start") is None else round(r["start"] * 1000) for r in rows]
            run(f"{gold.parent.parent.name}/{gold.parent.name}", files[0], starts, folder / "audio.opus")
    for group, errors in groups.items():
        show(f"all of {group}", errors, 0)


if __name__ == "__main__":
    main()
