"""Cues of two pieces that stand in each other's time: each goes to the piece whose offset its words have.

Captions whose second part was moved back over the first one overlap there, and in order of time their cues take turns.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from turncue.arrays import Flags
from turncue.audio.contradiction import gain_near
from turncue.audio.params import INTERLEAVED, INTERLEAVED_APART, INTERLEAVED_OVERLAP
from turncue.audio.piecewise import Evidence, best_path
from turncue.audio.sync_result import Piece
from turncue.audio.word_columns import WordColumns, votes_of
from turncue.model import Captions

__all__ = ["interleaved"]


def interleaved(pieces: Sequence[Piece], columns: WordColumns, captions: Captions) -> list[Piece]:
    """The pieces, with the cues of each stretch of overlapping cues given to the offsets that their words have."""
    zone = _overlapping(captions)
    if len(pieces) < 2 or not zone.any():
        return list(pieces)
    votes = votes_of(columns, pieces[0].rate)
    gain = np.stack([gain_near(votes, np.full(len(zone), p.offset)) for p in pieces], axis=1)
    number = np.repeat(np.arange(len(pieces)), [p.last - p.first for p in pieces])
    free = np.eye(len(pieces))[number] * 1e6  # a cue outside keeps its piece
    free[zone] = gain[zone]
    numbers = np.arange(len(pieces), dtype=np.float64)
    path = best_path(Evidence(numbers, free, 0.0, 0.0), np.zeros(len(zone)), INTERLEAVED)
    number = path.offset.astype(np.int64)
    edges = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(number)]
    return [
        replace(pieces[int(number[a])], first=a, last=b, begin=captions.cues[a].start)
        for a, b in itertools.pairwise(edges)
    ]


def _overlapping(captions: Captions) -> Flags:
    """The cues that overlap another, and those between two such."""
    hit = []
    for k, (one, two) in enumerate(itertools.pairwise(captions.cues)):
        shorter = max(min(one.end - one.start, two.end - two.start), 1)
        if min(one.end, two.end) - two.start >= INTERLEAVED_OVERLAP * shorter:
            hit += [k, k + 1]
    out = np.zeros(len(captions.cues), dtype=bool)
    for a, b in itertools.pairwise(hit):
        if b - a <= INTERLEAVED_APART:
            out[a : b + 1] = True
    return out
