"""Alignment in one language: tokens as units, pins, and what the times speak against.

Pins divide the work: what the transcript says before a pinned word is looked for only in what was spoken before its
time.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from turncue.align.alignment import Alignment
from turncue.align.monolingual.token_units import Glossary, expand, units_of
from turncue.align.monolingual.word_aligner import align_words
from turncue.prepare.pair import Pair

__all__ = ["align_monolingual"]


def align_monolingual(pair: Pair, *, glossary: Glossary | None = None) -> Alignment:
    """Align transcript and captions of one language, word by word.

    What comes before a pin on one side answers only what comes before it on the other.
    """
    own, other = pair.transcript_tokens, pair.caption_tokens
    ends = (own.pause > 0) | np.append(own.turn[1:] != own.turn[:-1], True)
    cuts = [(0, 0), *((p.token, p.caption_token) for p in pair.pins), (len(own), len(other))]
    parts = []
    for (t0, c0), (t1, c1) in pairwise(cuts):
        left = units_of(own.normalized[t0:t1], ends=ends[t0:t1].tolist(), glossary=glossary)
        right = units_of(other.normalized[c0:c1], ends=(other.pause[c0:c1] > 0).tolist(), glossary=glossary)
        parts.append((expand(align_words(left.normalized, right.normalized), left, right), t0, c0))
    return Alignment(
        np.concatenate([p.transcript_first + t for p, t, _ in parts]),
        np.concatenate([p.transcript_stop + t for p, t, _ in parts]),
        np.concatenate([p.caption_first + c for p, _, c in parts]),
        np.concatenate([p.caption_stop + c for p, _, c in parts]),
        np.concatenate([p.scores for p, _, _ in parts]),
        len(own),
        len(other),
    )
