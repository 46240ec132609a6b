"""The choice between readings of a transcript, with the captions as evidence.

What a reading takes for speech and the captions do not hold is likely a label, a time or a heading; what they hold is
speech, whatever heading it stands under. Both are counted by an edit alignment of the words. Captions decide between
whole readings only: they never take single turns away.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import LCSseq

from turncue.model import Captions, Transcript
from turncue.text.tokens import tokenize
from turncue.transcripts.params import CHANCE_MATCH, LEAST_MATCHED, MATCH_NEAR, MATCH_RUN, MOST_PRODUCT

__all__ = ["choose_reading", "matched_words"]


def choose_reading(readings: Sequence[Transcript], captions: Captions) -> Transcript:
    """The reading that the captions fit best; the first where they cannot tell (another language, other words).

    ``readings``: at least one, the likeliest first. Each word that a reading takes for speech counts as evidence: in
    bits, log2(p/ε) where the captions have it and log2((1−p)/(1−ε)) where not, with p the share of the first reading's
    words that match and ε the chance of a match (``params.CHANCE_MATCH``).
    """
    if len(readings) < 2:
        return readings[0]
    words = [tuple(tokenize("\n".join(t.text for t in reading.turns)).keys) for reading in readings]
    spoken = tuple(tokenize("\n".join(cue.text for cue in captions.cues)).keys)
    if not words[0] or not spoken or max(map(len, words)) * len(spoken) > MOST_PRODUCT:
        return readings[0]
    flags = [matched_words(w, spoken) for w in words]
    shares = [sum(f) / len(f) if f else 0.0 for f in flags]
    share = min(0.99, max(shares))
    if share < LEAST_MATCHED:
        return readings[0]
    gain = math.log2(share / CHANCE_MATCH)
    loss = math.log2((1 - share) / (1 - CHANCE_MATCH))
    bits = [sum(f) * gain + (len(f) - sum(f)) * loss for f in flags]
    best = max(range(len(readings)), key=lambda k: (bits[k], -k))
    if best == 0:
        return readings[0]
    note = (
        "the captions decided between two readings of the transcript: what they have is taken for speech; see "
        "“turncue read” "
        "and --section, --speakers-only"
    )
    return replace(readings[best], notes=(note, *readings[best].notes))


def matched_words(words: Sequence[str], spoken: Sequence[str]) -> list[bool]:
    """For each word whether the captions have it in its place: in a run of matches, or near one."""
    number = {word: k for k, word in enumerate(dict.fromkeys((*words, *spoken)))}
    codes = LCSseq.opcodes([number[w] for w in words], [number[w] for w in spoken])
    flags = [False] * len(words)
    runs = [(c.src_start, c.src_end) for c in codes if c.tag == "equal"]
    solid: list[tuple[int, int]] = []
    for begin, end in runs:
        if end - begin >= MATCH_RUN:
            solid.append((begin, end))
            flags[begin:end] = [True] * (end - begin)
    for begin, end in runs:
        if end - begin < MATCH_RUN and _near(begin, solid):
            flags[begin:end] = [True] * (end - begin)
    return flags


def _near(at: int, solid: Sequence[tuple[int, int]]) -> bool:
    """Whether a run of matches lies within a few words of a place."""
    low, high = 0, len(solid)
    while low < high:
        middle = (low + high) // 2
        if solid[middle][0] <= at:
            low = middle + 1
        else:
            high = middle
    before = low > 0 and at - solid[low - 1][1] < MATCH_NEAR
    return before or (low < len(solid) and solid[low][0] - at <= MATCH_NEAR)
