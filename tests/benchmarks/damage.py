"""What damage does to alignment across languages: parts removed, parts missing, wrong words.

    python tests/benchmarks/damage.py [--data DIR] [--pieces 6] [--minutes 30] [--only none longer ...] [-j 2]

Cuts pieces of thirty minutes (or six times as many shorter ones) from kol_en_zh and ed_interviews, damages transcript
or captions with a fixed seed, and prints how far turn starts are from the truth: with turncue's own words, without any,
and with CC-CEDICT when it is installed. Says so and ends when there is no data.
"""

from __future__ import annotations

import argparse
import functools
import json
import math
import random
import re
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent))

import common

import turncue
from turncue.lexicons.lexicon import Lexicon
from turncue.lexicons.lexicon_io import read_lexicon
from turncue.model import Captions, Cue, Transcript
from turncue.reading import read_captions, read_transcript

HALF_HOUR = 1_800_000
SOURCES = {"kol_en_zh": "split", "ed_interviews": "en"}
# talks with many turns, and beginnings that leave 300 s of captions before
CHOSEN = (
    ("kol_en_zh", "UEOSUSz--Ig", 600_000),
    ("ed_interviews", "S01-E12", 900_000),
    ("kol_en_zh", "0NttU4CbyVs", 900_000),
    ("ed_interviews", "S01-E20", 400_000),
    ("kol_en_zh", "Oojrfdl42LI", 1_200_000),
    ("ed_interviews", "S01-E24", 400_000),
)


@dataclass(frozen=True)
class Piece:
    """A stretch of a talk: its turns, their true starts and ends in ms (None: not known), and captions.

    ``gone``: spans of time whose captions were taken away; ``talk``: all captions of the talk; ``others``: captions
    of other talks.
    """

    transcript: Transcript
    truth: tuple[tuple[int | None, int | None], ...]
    captions: Captions
    span: tuple[int, int]
    talk: Captions
    others: tuple[Captions, ...]
    gone: tuple[tuple[int, int], ...] = ()


def cut(captions: Captions, begin: float, end: float) -> Captions:
    return replace(captions, cues=tuple(c for c in captions.cues if c.start < end and c.end > begin))


@functools.lru_cache(maxsize=16)
def talk(data: Path, name: str, case: str) -> tuple[Transcript, Captions, dict]:
    folder = data / name / case
    transcript = read_transcript(next(folder.glob("transcript.*")))
    captions = read_captions(next(folder.glob(f"captions.{SOURCES[name]}.*")))
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return transcript, captions, gold


def piece_of(data: Path, name: str, case: str, begin: int, length: int = HALF_HOUR) -> Piece:
    """``length`` ms from the first turn after ``begin`` on."""
    transcript, captions, gold = talk(data, name, case)
    turns = gold["turns"]
    if len(turns) != len(transcript.turns):
        raise SystemExit(f"{name}/{case}: {len(transcript.turns)} turns read, {len(turns)} in the gold")
    starts = [None if t["start"] is None else round(t["start"] * 1000) for t in turns]
    ends = [None if t.get("end") is None else round(t["end"] * 1000) for t in turns]
    first = next(k for k, s in enumerate(starts) if s is not None and s >= begin)
    last = next(
        (k for k, s in enumerate(starts) if k > first and s is not None and s >= starts[first] + length), len(turns)
    )
    span = (starts[first] - 100, (starts[last] if last < len(turns) else gold["duration"] * 1000) - 100)
    others = tuple(talk(data, n, c)[1] for n, c, _ in CHOSEN if n == name and c != case)
    return Piece(
        replace(transcript, turns=transcript.turns[first:last]),
        tuple(zip(starts[first:last], ends[first:last], strict=True)),
        cut(captions, *span),
        span,
        captions,
        others,
    )


def without_turns(piece: Piece, keep: Sequence[int]) -> Piece:
    turns = tuple(piece.transcript.turns[k] for k in keep)
    return replace(piece, transcript=replace(piece.transcript, turns=turns), truth=tuple(piece.truth[k] for k in keep))


def fewer_clauses(piece: Piece, share: float, dice: random.Random) -> Piece:
    """Clauses taken out; the first of a turn stays, so that its true start stays known."""
    turns = []
    for turn in piece.transcript.turns:
        first, *rest = re.findall(r"[^，。！？；,.!?;]*[，。！？；,.!?;]*", turn.text)
        text = first + "".join(c for c in rest if dice.random() >= share)
        turns.append(replace(turn, text=text, events=()))
    return replace(piece, transcript=replace(piece.transcript, turns=tuple(turns)))


def fewer_turns(piece: Piece, share: float, dice: random.Random) -> Piece:
    return without_turns(piece, [k for k in range(len(piece.truth)) if dice.random() >= share])


def holes(piece: Piece, dice: random.Random) -> Piece:
    """Three times sixty seconds of captions missing."""
    third = (piece.span[1] - piece.span[0]) // 3
    begins = [piece.span[0] + k * third + dice.randrange(60_000, third - 120_000) for k in range(3)]
    gone = tuple((b, b + 60_000) for b in begins)
    cues = tuple(c for c in piece.captions.cues if not any(b <= (c.start + c.end) / 2 < e for b, e in gone))
    return replace(piece, captions=replace(piece.captions, cues=cues), gone=gone)


def longer(piece: Piece, dice: random.Random) -> Piece:
    return replace(piece, captions=cut(piece.talk, piece.span[0] - 300_000, piece.span[1] + 300_000))


def inside(piece: Piece, dice: random.Random) -> Piece:
    """The piece's whole talk, other talks before and after: hours of captions on one clock."""
    half = len(piece.others) // 2
    cues: list[Cue] = []
    clock, moved = 0, 0
    for captions in (*piece.others[:half], piece.talk, *piece.others[half:]):
        if captions is piece.talk:
            moved = clock
        cues += [replace(c, start=c.start + clock, end=c.end + clock, words=()) for c in captions.cues]
        clock += captions.cues[-1].end + 2000
    truth = tuple((s and s + moved, e and e + moved) for s, e in piece.truth)
    return replace(piece, captions=replace(piece.talk, cues=tuple(cues)), truth=truth)


def wrong_words(piece: Piece, share: float, dice: random.Random) -> Piece:
    """Words of the captions replaced by others of theirs (two of three) or left out."""
    known = [w for c in piece.captions.cues for w in c.text.split()]
    cues = []
    for cue in piece.captions.cues:
        words = []
        for word in cue.text.split():
            if dice.random() >= share:
                words.append(word)
            elif dice.random() < 2 / 3:
                words.append(dice.choice(known))
        if words:
            cues.append(replace(cue, text=" ".join(words), words=()))
    return replace(piece, captions=replace(piece.captions, cues=tuple(cues)))


DAMAGES: dict[str, Callable[[Piece, random.Random], Piece]] = {
    "none": lambda p, d: p,
    "20 % of clauses removed": lambda p, d: fewer_clauses(p, 0.2, d),
    "50 % of clauses removed": lambda p, d: fewer_clauses(p, 0.5, d),
    "15 % of turns removed": lambda p, d: fewer_turns(p, 0.15, d),
    "3 x 60 s of captions missing": holes,
    "captions 300 s longer at both ends": longer,
    "30 min inside hours of captions": inside,
    "20 % of words wrong": lambda p, d: wrong_words(p, 0.2, d),
    "40 % of words wrong": lambda p, d: wrong_words(p, 0.4, d),
    "60 % of words wrong": lambda p, d: wrong_words(p, 0.6, d),
    "75 % of words wrong": lambda p, d: wrong_words(p, 0.75, d),
}


@dataclass
class Outcome:
    """Errors in s (inf: not placed), and of turns without captions how many were told absent or only estimated."""

    errors: list[float]
    absent: int = 0
    truly_absent: int = 0
    refused: int = 0


def outcome(piece: Piece, words: str) -> Outcome:
    """Align and compare. Turns whose captions were taken away count only for whether that is told."""
    lexicons = (_cedict(),) if words == "dictionary" else ()
    options = turncue.Options(lexicons=lexicons)
    try:
        if words == "no words":
            bare = classmethod(lambda cls, source, target: Lexicon(source[:2], target[:2]))
            with patch.object(Lexicon, "seed", bare):
                turns = turncue.align(piece.transcript, piece.captions, options=options).turns
        else:
            turns = turncue.align(piece.transcript, piece.captions, options=options).turns
    except turncue.AlignError:
        return Outcome([math.inf for s, _ in piece.truth if s is not None], refused=1)
    found = Outcome([])
    for turn, (start, end) in zip(turns, piece.truth, strict=True):
        if start is None:
            continue
        if any(b <= start < e for b, e in piece.gone):
            if end is not None and any(b <= start and end <= e for b, e in piece.gone):
                found.truly_absent += 1
                found.absent += turn.status != "aligned"
            continue
        found.errors.append(math.inf if turn.start is None else abs(turn.start - start) / 1000)
    return found


@functools.lru_cache(maxsize=1)
def _cedict() -> Lexicon:
    return read_lexicon("cedict")


def job(work: tuple[Path, int, int, int, str, str]) -> tuple[str, str, Outcome]:
    data, k, part, minutes, damage, words = work
    name, case, begin = CHOSEN[k]
    whole = piece_of(data, name, case, begin + part * 300_000, minutes * 60_000)
    piece = DAMAGES[damage](whole, random.Random(f"{k} {part or ''} {damage}".replace("  ", " ")))
    return damage, words, outcome(piece, words)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data")
    parser.add_argument("--pieces", type=int, default=len(CHOSEN))
    parser.add_argument("--minutes", type=int, default=30)
    parser.add_argument("--words", nargs="*", default=["own words", "no words", "dictionary"])
    parser.add_argument("--only", nargs="*", help="damages whose names contain one of these")
    parser.add_argument("-j", type=int, default=2)
    asked = parser.parse_args()
    data = common.data_dir(asked.data)
    if data is None:
        print("no evaluation data: set TURNCUE_DATA or --data")
        return
    kinds = asked.words
    try:
        _cedict()
    except turncue.ReadError as error:
        print(error)
        kinds = [w for w in kinds if w != "dictionary"]
    damages = [d for d in DAMAGES if not asked.only or any(o in d for o in asked.only)]
    # a worker keeps the talks of a kind of words together: the dictionary is read once in each
    parts = range(6 if asked.minutes < 30 else 1)
    pieces = [(k, part) for k in range(min(asked.pieces, len(CHOSEN))) for part in parts]
    work = [(data, k, part, asked.minutes, d, w) for w in kinds for d in damages for k, part in pieces]
    pooled: dict[tuple[str, str], list[Outcome]] = {}
    with ProcessPoolExecutor(asked.j) as pool:
        for damage, words, found in pool.map(job, work):
            pooled.setdefault((damage, words), []).append(found)
    rows = [["damage", "words", "turns", "median", "p95 s", "<=1 s", "<=2 s", "gone: told", "refused", ""]]
    for damage in damages:
        for words in kinds:
            found = pooled[damage, words]
            errors = [e for f in found for e in f.errors]
            gone = sum(f.truly_absent for f in found)
            rows.append(
                [
                    damage,
                    words,
                    str(len(errors)),
                    f"{common.quantile(errors, 0.5):.2f}",
                    f"{common.quantile(errors, 0.95):.2f}",
                    f"{sum(e <= 1 for e in errors) / len(errors):.1%}",
                    f"{sum(e <= 2 for e in errors) / len(errors):.1%}",
                    f"{sum(f.absent for f in found)}/{gone}" if gone else "",
                    str(sum(f.refused for f in found) or ""),
                    "",
                ]
            )
    print(common.table(rows))


if __name__ == "__main__":
    main()
