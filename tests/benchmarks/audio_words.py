"""Starts of words against people's: as recognised, and after alignment of the known text with the sound.

``sound`` is what ``align --media`` does: pocketsphinx for English, the model for the rest. ``attention`` is the model
alone, also for English. Both begin at rough times from the recognised words, and once more, for recordings whose words
are hardly recognised, at times inside true cues that are moved by 150 ms (standard deviation).

python tests/benchmarks/audio_words.py --data FOLDER [--model FOLDER] [--only luke]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from audio_data import language_of
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from turncue.arrays import Ints
from turncue.audio.attention import Attention, align_by_attention
from turncue.audio.decode import read_samples
from turncue.audio.recogniser import AudioOptions
from turncue.audio.recognition import recognise, recogniser_for
from turncue.audio.word_onsets import attention_for, words_in_sound
from turncue.audio.word_times import WordTimes
from turncue.text.tokens import is_dense, tokenize

NAMES = [
    *(f"jamendo/{n}" for n in ("confession", "de_bonne_humeur", "fantasma")),
    *("luke/luke2_esv", "fave/KY25A_1", "batchalign/test"),
    *(f"ami/{n}_30s" for n in ("EN2001a", "EN2002a", "EN2003a", "EN2006b", "ES2003a", "ES2003b")),
]


def report(label: str, errors: NDArray[np.float64], count: int) -> None:
    if not len(errors):
        print(f"  {label:<16} nothing")
        return
    size = np.abs(errors)
    shares = " ".join(f"<={x} ms {np.mean(size <= x):.0%}" for x in (50, 100, 200))
    middle = f"bias {np.median(errors):+.0f}, median {np.median(size):.0f}"
    print(f"  {label:<16} {len(errors)}/{count} words, {middle}, {shares}")


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
        attention = attention_for(given.model, language) if given.model else None
        roughs = {"cues": in_cues(gold)}
        if pairs:
            roughs["words"] = between(len(gold), [(i, words[j].start) for i, j in pairs])
        for kind, rough in roughs.items():
            aligned(f"{kind}:", gold, rough, (folder / "audio.opus", options, attention))


def aligned(
    label: str, gold: list[dict[str, Any]], rough: WordTimes, sound: tuple[Path, AudioOptions, Attention | None]
) -> None:
    """Report what both ways make of rough times."""
    path, options, attention = sound
    parts = [("" if is_dense(w["text"]) else " ") + w["text"] for w in gold]
    true = np.array([w["start"] * 1000 for w in gold])
    report(f"{label} rough", rough.start - true, len(gold))
    if options.language == "en" or attention is not None:
        times = words_in_sound(parts, rough, path, options, attention)
        report(f"{label} sound", times.start - true, len(gold))
        report("  of those", (times.start - true)[times.measured], len(gold))
    if attention is not None and options.language == "en":
        times = align_by_attention(parts, rough, lambda low, high: read_samples(path, low, high), attention)
        report(f"{label} attention", times.start - true, len(gold))
        report("  of those", (times.start - true)[times.measured], len(gold))


def between(count: int, known: list[tuple[int, int]]) -> WordTimes:
    """Times of words between those that are known."""
    start = np.interp(np.arange(count), [k for k, _ in known], [t for _, t in known]).astype(np.int64)
    return spans(start)


def in_cues(gold: list[dict[str, Any]]) -> WordTimes:
    """Times by length inside lines of words whose ends are moved by chance."""
    chance = np.random.default_rng(1)
    start: list[float] = []
    line: list[dict[str, Any]] = []
    for word, after in zip(gold, [*gold[1:], None], strict=True):
        line.append(word)
        if after is None or (after["start"] - word["end"] > 0.35 and len(line) > 3) or len(line) > 14:
            first, last = 1000 * line[0]["start"], 1000 * max(w["end"] for w in line)
            first, last = (t + chance.normal(0, 150) for t in (first, last))
            size = np.cumsum([0, *(len(w["text"]) + 1 for w in line)])
            start += (first + size[:-1] / size[-1] * max(last - first, 200)).tolist()
            line = []
    return spans(np.maximum.accumulate(np.array(start)).astype(np.int64))


def spans(start: Ints) -> WordTimes:
    """Words of at most 0.6 s."""
    end = np.minimum(np.maximum(np.append(start[1:], start[-1:] + 300), start + 50), start + 600)
    return WordTimes(start, end, np.zeros(len(start), dtype=bool))


if __name__ == "__main__":
    main()
