"""Starts of words against people's: as recognised, and after forced alignment of the known text.

python tests/benchmarks/audio_words.py --data FOLDER [--model FOLDER] [--only luke]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from audio_data import language_of
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from turncue.audio.forced import align_words_to_sound
from turncue.audio.recogniser import AudioOptions
from turncue.audio.recognition import recognise, recogniser_for
from turncue.text.tokens import tokenize

NAMES = "luke/luke2_esv jamendo/confession jamendo/de_bonne_humeur fave/KY25A_1 batchalign/test".split() + [
    f"ami/{n}_30s" for n in "EN2001a EN2002a EN2003a EN2006b ES2003a ES2003b".split()
]


def report(label: str, errors: NDArray[np.float64], count: int) -> None:
    if not len(errors):
        print(f"  {label:<12} nothing")
        return
    size = np.abs(errors)
    shares = " ".join(f"<={x} ms {np.mean(size <= x):.0%}" for x in (50, 100, 200))
    middle = f"bias {np.median(errors):+.0f}, median {np.median(size):.0f}"
    print(f"  {label:<12} {len(errors)}/{count} words, {middle}, {shares}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model")
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    for name in (n for n in NAMES if given.only in n):
        folder = given.data / name
        gold = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        gold = sorted((w for w in gold if w.get("start") is not None), key=lambda w: w["start"])
        language = language_of(name)
        text = " ".join(w["text"] for w in gold)
        options = AudioOptions(model=given.model, language=language, bias=text if given.model is None else "")
        words = list(recognise(folder / "audio.opus", recogniser_for(options), options))
        one = [(tokenize(w["text"]).keys or ("",))[0] for w in gold]
        two = [(tokenize(w.text).keys or ("",))[0] for w in words]
        pairs = [
            (op.src_start + k, op.dest_start + k)
            for op in Levenshtein.opcodes(one, two)
            if op.tag == "equal"
            for k in range(op.src_end - op.src_start)
        ]
        print(name)
        report("recognised", np.array([words[j].start - gold[i]["start"] * 1000 for i, j in pairs]), len(gold))
        if language != "en" or not pairs:
            continue
        known = np.array([i for i, _ in pairs], dtype=float)
        start = np.interp(np.arange(len(gold)), known, [words[j].start for _, j in pairs]).astype(np.int64)
        end = np.maximum(np.append(start[1:], start[-1:] + 300), start + 50)
        end = np.minimum(end, start + 600)
        times = align_words_to_sound([w["text"] for w in gold], start, end, folder / "audio.opus", options)
        true = np.array([w["start"] * 1000 for w in gold])
        report("forced", times.start - true, len(gold))
        report("  of those", (times.start - true)[times.measured], len(gold))


if __name__ == "__main__":
    main()
