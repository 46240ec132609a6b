"""Labels swapped one at a time: how many turns that sound like somebody else are named, and how many right ones.

    python tests/benchmarks/voices.py --data FOLDER [--seed FOLDER] [--model FILE]

``--data`` holds recordings with ``audio.opus`` and turns in ``gold.json``, and recordings of one reader each, of which
dialogues are made; ``--seed`` another recording with turns. The area under the curve (AUC) is that of the margin
between the likeness to the label's speaker and to the nearest other, right against swapped labels.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np

from turncue.audio import params
from turncue.audio.decode import Samples, read_samples
from turncue.audio.speaker_embedding import SpeakerEmbedder
from turncue.audio.voices import Voice, clean_spans, margins, strangers
from turncue.model import TimedTurn, TimedWord

TURNS = [f"ami/{n}_30s" for n in "EN2001a EN2002a EN2003a EN2006b ES2003a ES2003b".split()]
TURNS += ["fave/KY25A_1", "eslingo/chapter-2-qa", "trailer/sintel_trailer"]
READERS = ["luke/luke2_esv", "epubnav/navigation_tests", "lptd/LPTD1.1_unit01", "batchalign/test"]
HOUR = 3_600_000


def sound(folder: Path) -> Samples:
    return read_samples(folder / "audio.opus", 0, HOUR).samples


def of_turns(folder: Path, embedder: SpeakerEmbedder) -> list[Voice]:
    """The voices of a recording's own turns."""
    rows = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["turns"]
    rows = [r for r in rows if r.get("start") is not None]
    turns = [
        TimedTurn(k, r["speaker"], "", (_whole(r["start"], r["end"]),), 1.0, "aligned") for k, r in enumerate(rows)
    ]
    return _heard(sound(folder), [(turns[k].speaker or "", a, b) for k, a, b in clean_spans(turns)], embedder)


def _whole(start: float, end: float) -> TimedWord:
    return TimedWord(0, 0, round(start * 1000), round(end * 1000), "measured", 1.0)


def of_reader(folder: Path, count: int, chance: random.Random, embedder: SpeakerEmbedder) -> list[Voice]:
    """Pieces of 1.5 to 6 s of a reader's recording, as turns."""
    samples = sound(folder)
    spans = []
    for _ in range(count):
        length = chance.randint(1500, 6000)
        start = chance.randint(0, len(samples) // 16 - length)
        spans.append((folder.name, start, start + length))
    return _heard(samples, spans, embedder)


def _heard(samples: Samples, spans: Sequence[tuple[str, int, int]], embedder: SpeakerEmbedder) -> list[Voice]:
    out = []
    for speaker, a, b in spans:
        vector = embedder.vector(samples[a * 16 : b * 16])
        if vector is not None:
            out.append(Voice(len(out), speaker, vector, b - a))
    return [replace(v, turn=k) for k, v in enumerate(out)]


def named(voices: Sequence[Voice]) -> list[int]:
    found = strangers(voices)
    return [] if isinstance(found, str) else [s.turn for s in found]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=Path)
    parser.add_argument("--model")
    given = parser.parse_args()
    embedder = SpeakerEmbedder(given.model)
    cases = {name: of_turns(given.data / name, embedder) for name in TURNS}
    if given.seed:
        cases[given.seed.name] = of_turns(given.seed, embedder)
    chance = random.Random(3)
    readers = {name: of_reader(given.data / name, 12, chance, embedder) for name in READERS}
    for group in [*combinations(READERS, 2), tuple(READERS[:3])]:
        voices = [v for name in group for v in readers[name]]
        label = "+".join(n.split("/")[0] for n in group)
        cases[label] = [replace(v, turn=k) for k, v in enumerate(voices)]
    right: list[float] = []
    swapped: list[float] = []
    print(f"{'recording':<28} turns  wrongly named  swapped: named, compared, others named")
    for name, voices in cases.items():
        right += [m.size for m in margins(voices)]
        hit = tried = others = 0
        for k, voice in enumerate(voices):
            for speaker in sorted({v.speaker for v in voices} - {voice.speaker}):
                changed = [*voices[:k], replace(voice, speaker=speaker), *voices[k + 1 :]]
                mine = [m.size for m in margins(changed) if m.voice.turn == k]
                if mine:
                    swapped += mine
                    found = named(changed)
                    tried, hit, others = tried + 1, hit + (k in found), others + len(set(found) - {k})
        print(f"{name:<28} {len(voices):5} {len(named(voices)):14} {hit:15} {tried:9} {others:13}", flush=True)
    one, two = np.array(swapped), np.array(right)
    auc = float((one[:, None] < two[None]).mean()) if len(one) and len(two) else float("nan")
    print(f"AUC {auc:.3f} ({len(two)} right, {len(one)} swapped; at least {params.VOICE_TURNS} other turns a speaker)")


if __name__ == "__main__":
    main()
