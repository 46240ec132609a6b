"""``audio_sync.py --across``: captions of one language on the speech of another, whole and in excerpts.

A result is right where 95 % of the cue starts are within 1 s of the true ones.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from audio_data import Across, Case, across_cases, damages, shortened_sound

from turncue.audio import AudioOptions, SyncResult, sync
from turncue.audio.recognition import captions_of_words, recognise, recogniser_for
from turncue.audio.sync_across import sync_across
from turncue.errors import AlignError
from turncue.model import Captions, Word
from turncue.pipeline import placements

NEAR, SHARE = 1000, 0.95
EXCERPTS = (30, 60, 120, 180)
"""Seconds of the excerpts, four of each length from a recording."""


def across_table(folder: Path, options: AudioOptions) -> None:
    total: Counter[str] = Counter()
    errors: list[int] = []
    for case in across_cases(folder):
        chosen = replace(options, language=case.spoken)
        undamaged = Case(case.captions, tuple(c.start for c in case.captions.cues))
        tries = [("none", undamaged), *((kind, damage(case.captions)) for kind, damage in damages().items())]
        row = [_tried(partial(_on_sound, case.media, chosen), *t, total, errors) for t in tries]
        cut = shortened_sound(case)
        if cut is not None:
            media, shorter = cut
            row.append(_tried(partial(_on_sound, media, chosen), "sound cut", shorter, total, errors))
        print(f"{case.name:<28}" + "".join(f"{w:>15}" for w in row), flush=True)
    print("whole recordings", dict(+total))
    _shares(errors)


def _on_sound(media: Path, options: AudioOptions, captions: Captions) -> SyncResult:
    return sync(captions, media, options, placements)


def _tried(
    work: Callable[[Captions], SyncResult], kind: str, case: Case, total: Counter[str], all_errors: list[int]
) -> str:
    """One word for a table: the verdict and the median error; ``total`` and ``all_errors`` are added to."""
    try:
        result = work(case.captions)
    except AlignError:
        total["refused"] += 1
        return "refused"
    pairs = [(result.time(c.start), t) for c, t in zip(case.captions.cues, case.truth, strict=True) if t >= 0]
    errors = sorted(abs(a - b) for a, b in pairs)
    all_errors += errors
    word = "right" if sum(e <= NEAR for e in errors) >= SHARE * len(errors) else "wrong"
    if kind == "none":
        word = "moved" if result.moved else "kept"
    total[word] += 1
    total["wrong: " + kind] += word == "wrong"
    return f"{word} {errors[len(errors) // 2]}"


def _shares(errors: list[int]) -> None:
    if errors:
        shares = ", ".join(f"{sum(e <= x for e in errors) / len(errors):.1%} within {x} ms" for x in (100, 400, 1000))
        print(f"cue starts of results that are not refused: {shares}")


def _words(case: Across, options: AudioOptions) -> list[Word]:
    chosen = replace(options, language=case.spoken)
    return list(recognise(case.media, recogniser_for(chosen), chosen))


def _part(case: Across, words: list[Word], begin: int, end: int) -> tuple[Captions, Captions]:
    """Captions and recognised words of a part of a recording, both from time 0."""
    cues = [replace(c, start=c.start - begin, end=c.end - begin) for c in case.captions.cues]
    inside = tuple(c for c in cues if c.start >= 0 and c.end <= end - begin)
    heard = [Word(w.text, w.start - begin, w.end - begin, w.confidence) for w in words if begin <= w.start < end]
    return replace(case.captions, cues=inside), captions_of_words(heard, case.spoken)


def _excerpts(case: Across, seconds: int, options: AudioOptions) -> list[tuple[Captions, Captions]]:
    """Short recordings, where there is little evidence: four parts of a long one."""
    last = case.captions.cues[-1].end
    if last < 4000 * seconds:
        return []
    words = _words(case, options)
    begins = [round((last - 1000 * seconds) * (k + 0.5) / 4) for k in range(4)]
    return [_part(case, words, begin, begin + 1000 * seconds) for begin in begins]


def across_excerpts(folder: Path, options: AudioOptions) -> None:
    for seconds in EXCERPTS:
        total: Counter[str] = Counter()
        errors: list[int] = []
        for case in across_cases(folder):
            for part, heard in _excerpts(case, seconds, options):
                for kind, damage in damages().items():
                    _tried(partial(_against, heard), kind, damage(part), total, errors)
        if total:
            print(f"excerpts of {seconds} s", dict(+total))
            _shares(errors)


def _against(heard: Captions, captions: Captions) -> SyncResult:
    return sync_across(captions, heard, placements)


def across_strangers(folder: Path, options: AudioOptions) -> None:
    """Captions of other passages of the same talk, the hardest strangers: every result that is not refused is wrong."""
    for seconds in EXCERPTS:
        count: Counter[str] = Counter()
        for case in across_cases(folder):
            parts = _excerpts(case, seconds, options)
            for (captions, _), (_, heard) in itertools.permutations(parts, 2):
                try:
                    _against(heard, captions)
                    count["wrong"] += 1
                except AlignError:
                    count["refused"] += 1
        if count:
            print(f"captions of another passage, {seconds} s", dict(count))
