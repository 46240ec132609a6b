"""The two sides aligned: units, pins, and the engine that fits.

Pins cut the work: what the transcript says before a pinned word is looked for only in what was heard before its time.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from turncue.align.alignment import Alignment
from turncue.align.monolingual.token_units import Glossary, expand, units_of
from turncue.align.monolingual.word_aligner import align_words
from turncue.prepare.token_columns import CaptionTokens, TranscriptTokens

__all__ = ["align_sides"]


def align_sides(
    said: TranscriptTokens,
    heard: CaptionTokens,
    *,
    pins: Sequence[tuple[int, int]] = (),
    glossary: Glossary | None = None,
) -> Alignment:
    """Align transcript and captions of one language.

    ``pins`` are (transcript token, caption token) pairs in strictly rising order on the first: what comes before the
    one answers only what comes before the other.
    """
    ends = (said.pause > 0) | np.append(said.turn[1:] != said.turn[:-1], True)
    cuts = [(0, 0), *pins, (len(said), len(heard))]
    parts = []
    for (t0, c0), (t1, c1) in pairwise(cuts):
        own = units_of(said.keys[t0:t1], ends=ends[t0:t1].tolist(), glossary=glossary)
        other = units_of(heard.keys[c0:c1], ends=(heard.pause[c0:c1] > 0).tolist(), glossary=glossary)
        parts.append((expand(align_words(own.keys, other.keys), own, other), t0, c0))
    return Alignment(
        np.concatenate([p.t0 + t for p, t, _ in parts]),
        np.concatenate([p.t1 + t for p, t, _ in parts]),
        np.concatenate([p.c0 + c for p, _, c in parts]),
        np.concatenate([p.c1 + c for p, _, c in parts]),
        np.concatenate([p.scores for p, _, _ in parts]),
        len(said),
        len(heard),
    )
