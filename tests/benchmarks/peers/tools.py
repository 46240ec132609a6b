"""The peers. Each takes a job (``said``, ``heard``, ``cues`` as lists) and gives the start of every said word, or of
every turn, in ms. What a tool needs is imported in its function, so that its memory is its own."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

Starts = list[int | None]
JobData = dict[str, Any]


def keys(job: JobData) -> tuple[list[str], list[str]]:
    said = [w.casefold() for _, words in job["said"] for w in words]
    return said, [w.casefold() for w, _, _ in job["heard"]]


def from_pairs(job: JobData, pairs: list[tuple[int, int]]) -> Starts:
    """Starts of the said words that answer a heard one."""
    starts: Starts = [None] * sum(len(words) for _, words in job["said"])
    for i, j in pairs:
        starts[i] = job["heard"][j][1]
    return starts


def interpolated(starts: Starts) -> list[int]:
    """Words without a time are placed linearly by their number; the same code for all."""
    known = [(i, s) for i, s in enumerate(starts) if s is not None]
    if not known:
        return [0] * len(starts)
    out = [0] * len(starts)
    for i in range(known[0][0]):
        out[i] = known[0][1]
    for (a, s), (b, e) in zip(known, [*known[1:], (len(starts), known[-1][1])], strict=True):
        for i in range(a, b):
            out[i] = s + (e - s) * (i - a) // (b - a)
    return out


# ---------------------------------------------------------------- edit distance and its kind


def rapidfuzz_levenshtein(job: JobData) -> Starts:
    from rapidfuzz.distance import Levenshtein

    ids: dict[str, int] = {}
    a, b = ([ids.setdefault(w, len(ids)) for w in side] for side in keys(job))
    pairs = [
        (op.src_start + k, op.dest_start + k)
        for op in Levenshtein.opcodes(a, b)
        if op.tag in ("equal", "replace")
        for k in range(op.src_end - op.src_start)
    ]
    return from_pairs(job, pairs)


def difflib_plain(job: JobData) -> Starts:
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, *keys(job), autojunk=False).get_matching_blocks()
    return from_pairs(job, [(m.a + k, m.b + k) for m in blocks for k in range(m.size)])


def jiwer_words(job: JobData) -> Starts:
    import jiwer

    a, b = keys(job)
    chunks = jiwer.process_words(" ".join(a), " ".join(b)).alignments[0]
    pairs = [
        (c.ref_start_idx + k, c.hyp_start_idx + k)
        for c in chunks
        if c.type in ("equal", "substitute")
        for k in range(c.ref_end_idx - c.ref_start_idx)
    ]
    return from_pairs(job, pairs)


def kaldialign_words(job: JobData) -> Starts:
    import kaldialign

    return from_pairs(job, _stepped(kaldialign.align(*keys(job), "\0"), "\0"))


def texterrors_words(job: JobData) -> Starts:
    from texterrors.texterrors import align_texts

    found = align_texts(*keys(job), use_chardiff=False)
    return from_pairs(job, _stepped(list(zip(found[0], found[1], strict=True)), "<eps>"))


def _stepped(steps: list[tuple[str, str]], nothing: str) -> list[tuple[int, int]]:
    i = j = 0
    pairs = []
    for x, y in steps:
        if x != nothing and y != nothing:
            pairs.append((i, j))
        i += x != nothing
        j += y != nothing
    return pairs


# ---------------------------------------------------------------- scripts people write


def naive_partial_ratio(job: JobData) -> Starts:
    """Per turn: the best place of its first 60 characters in the next 5,000 of the captions (turn starts)."""
    from bisect import bisect_right

    from rapidfuzz import fuzz

    begins, text = [], ""
    for word, _, _ in job["heard"]:
        begins.append(len(text))
        text += word.casefold() + " "
    at = 0
    starts: Starts = []
    for _, words in job["said"]:
        opening = " ".join(words).casefold()[:60]
        found = fuzz.partial_ratio_alignment(opening, text[at : at + 5000]) if opening and at < len(text) else None
        if found is None or found.score < 60:
            starts.append(None)
            continue
        place = at + found.dest_start
        starts.append(job["heard"][max(0, bisect_right(begins, place + 1) - 1)][1])
        at = min(len(text), at + found.dest_end)
    return starts


def proportional(job: JobData) -> Starts:
    """Characters spread evenly over the captions' time, no text looked at (turn starts)."""
    spans = [(start, end) for start, end, _ in job["cues"]]
    total = sum(end - start for start, end in spans)
    sizes = [len(" ".join(words)) for _, words in job["said"]]
    whole = sum(sizes) or 1
    starts: Starts = []
    done = 0
    for size in sizes:
        left = total * done // whole
        for start, end in spans:
            if left < end - start:
                starts.append(start + left)
                break
            left -= end - start
        else:
            starts.append(spans[-1][1])
        done += size
    return starts


# Gale and Church 1993: a bead of so many sentences on either side, with its penalty
BEADS = {(1, 1): 0, (1, 0): 450, (0, 1): 450, (2, 1): 230, (1, 2): 230, (2, 2): 440}
VARIANCE = 6.8


def gale_church(job: JobData) -> Starts:
    """Sentences of the turns against cues by length alone, in a band around the diagonal (turn starts)."""
    sizes, owner = [], []
    for turn, (_, words) in enumerate(job["said"]):
        for sentence in _sentences(" ".join(words)):
            sizes.append(len(sentence))
            owner.append(turn)
    cues = job["cues"]
    lengths = [len(text) for _, _, text in cues]
    first: Starts = [None] * len(job["said"])
    for i, j in _beads(sizes, lengths):
        if i < len(owner) and j < len(cues) and first[owner[i]] is None:
            first[owner[i]] = cues[j][0]
    return first


def _sentences(text: str) -> list[str]:
    import re

    return [s for s in re.split(r"(?<=[.?!])\s+|(?<=[。？！])", text) if s.strip()] or [text]


def _beads(sizes: list[int], lengths: list[int]) -> list[tuple[int, int]]:
    n, m = len(sizes), len(lengths)
    ratio = sum(lengths) / max(1, sum(sizes))
    band = max(60, m // 8)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(n + 1):
        centre = i * m // max(1, n)
        for j in range(max(0, centre - band), min(m, centre + band) + 1):
            found = best.get((i, j))
            for (a, b), penalty in BEADS.items():
                before = best.get((i - a, j - b)) if i >= a and j >= b else None
                if before is None:
                    continue
                cost = before[0] + penalty + _cost(sum(sizes[i - a : i]) * ratio, sum(lengths[j - b : j]))
                if found is None or cost < found[0]:
                    found = (cost, (i - a, j - b))
            if found is not None:
                best[i, j] = found
    path = []
    at = (n, m)
    while at != (0, 0) and at in best:
        at = best[at][1]
        path.append(at)
    return path[::-1]


def _cost(expected: float, length: float) -> float:
    if not expected and not length:
        return 0.0
    delta = abs(length - expected) / math.sqrt(max(1.0, (expected + length) / 2) * VARIANCE)
    return -100 * math.log(max(1e-12, math.erfc(delta / math.sqrt(2))))


# ---------------------------------------------------------------- turncue


def turncue_inputs(job: JobData) -> tuple[Any, Any]:
    """Transcript and captions as values; captions of real recordings are read again, as they are."""
    import turncue

    turns = tuple(turncue.Turn(name, " ".join(words)) for name, words in job["said"])
    if job.get("spoken"):
        turns = tuple(turncue.Turn(name, text) for (name, _), text in zip(job["said"], job["spoken"], strict=True))
    if job.get("captions"):
        return turncue.Transcript(turns), turncue.read_captions(job["captions"])
    cues = []
    for at in range(0, len(job["heard"]), 8):
        words = tuple(turncue.Word(*w) for w in job["heard"][at : at + 8])
        cues.append(turncue.Cue(words[0].start, words[-1].end, " ".join(w.text for w in words), words=words))
    return turncue.Transcript(turns), turncue.Captions(tuple(cues))


def turncue_aligned(inputs: tuple[Any, Any]) -> Starts:
    """The whole way but files: align, time, compose (turn starts)."""
    import turncue

    return [t.start for t in turncue.align(*inputs).turns]


WORDS: dict[str, Callable[[JobData], Starts]] = {
    "rapidfuzz Levenshtein": rapidfuzz_levenshtein,
    "difflib, autojunk off": difflib_plain,
    "jiwer": jiwer_words,
    "kaldialign": kaldialign_words,
    "texterrors": texterrors_words,
}
"""Give every word; what has no partner is interpolated."""

TURNS: dict[str, Callable[[JobData], Starts]] = {
    "script: partial_ratio": naive_partial_ratio,
    "proportional": proportional,
    "Gale-Church": gale_church,
}
"""Give turns."""

NODE = {"@bbc/stt-align-node": "1.4.3", "stt-align-node": "2.0.1"}
"""npm packages and their versions; installed on the first run."""

NEEDS = {"jiwer": "jiwer", "kaldialign": "kaldialign", "texterrors": "texterrors"}
"""Python packages that may be missing."""
