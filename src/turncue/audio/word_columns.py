"""Captions and recognised words side by side: which words agree with a piece, and how many would by chance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from turncue.arrays import Flags, Floats, Ints
from turncue.audio.matching import Pairs, TimedTokens, caption_tokens, pairs_of
from turncue.audio.params import (
    LEAST_PIECE_WORDS,
    NEAR,
    NEAR_MOST,
    SPREAD,
    SPREAD_GROWTH,
    SPREAD_MOST,
)
from turncue.audio.piecewise import Votes
from turncue.audio.sync_result import Piece
from turncue.model import Captions

__all__ = [
    "WordColumns",
    "agreeing",
    "chance_of",
    "columns_of",
    "covered_cues",
    "covered_words",
    "nats_of",
    "surprise",
    "votes_of",
]


@dataclass(frozen=True, slots=True)
class WordColumns:
    """Both sides as tokens and pairs; ``starts`` and ``gaps`` of the cues in ms."""

    captions: TimedTokens
    words: TimedTokens
    pairs: Pairs
    starts: Floats
    gaps: Floats


def columns_of(captions: Captions, right: TimedTokens) -> WordColumns:
    """Captions and the tokens of a reference, with the pairs that may be the same word."""
    left = caption_tokens(captions)
    starts = np.array([c.start for c in captions.cues], dtype=np.float64)
    ends = np.array([c.end for c in captions.cues], dtype=np.float64)
    gaps = np.concatenate([[0.0], np.maximum(starts[1:] - ends[:-1], 0.0)]) if len(starts) else starts
    return WordColumns(left, right, pairs_of(left, right), starts, gaps)


def votes_of(columns: WordColumns, rate: float) -> Votes:
    """What each pair says about the offset of its cue, at a rate."""
    pairs = columns.pairs
    offset = columns.words.start[pairs.word] - rate * columns.captions.start[pairs.caption]
    inside = columns.captions.inside[pairs.caption] + columns.words.inside[pairs.word]
    spread = np.minimum(SPREAD + SPREAD_GROWTH * inside, SPREAD_MOST)
    return Votes(columns.captions.cue[pairs.caption], offset, spread, pairs.gain * np.sqrt(SPREAD / spread))


def agreeing(piece: Piece, columns: WordColumns) -> tuple[Ints, Floats]:
    """The pairs that agree with a piece (the nearest of each caption token), and their distances from it in ms."""
    pairs, left = columns.pairs, columns.captions
    cue = left.cue[pairs.caption]
    rest = columns.words.start[pairs.word] - piece.rate * left.start[pairs.caption] - piece.offset
    inside = left.inside[pairs.caption] + columns.words.inside[pairs.word]
    reach = np.minimum(NEAR + SPREAD_GROWTH * inside, NEAR_MOST)
    near = np.flatnonzero((cue >= piece.first) & (cue < piece.last) & (np.abs(rest) <= reach))
    order = near[np.lexsort((np.abs(rest[near]), pairs.caption[near]))]
    once = order[np.concatenate([[True], np.diff(pairs.caption[order]) > 0])] if len(order) else order
    order = once[np.lexsort((np.abs(rest[once]), pairs.word[once]))]
    once = order[np.concatenate([[True], np.diff(pairs.word[order]) > 0])] if len(order) else order
    return once, rest[once]


def covered_words(piece: Piece, columns: WordColumns, captions: Captions) -> Flags:
    """Which recognised words lie inside the piece's cues."""
    cues = captions.cues[piece.first : piece.last]
    begin = np.array([piece.time(c.start) for c in cues], dtype=np.float64) - NEAR
    end = np.maximum.accumulate(np.array([piece.time(c.end) for c in cues], dtype=np.float64) + NEAR)
    order = np.sort(begin)
    place = np.searchsorted(order, columns.words.start, side="right") - 1
    return np.asarray((place >= 0) & (columns.words.start <= end[np.maximum(place, 0)]), dtype=bool)


def covered_cues(pieces: Sequence[Piece], columns: WordColumns, captions: Captions) -> Flags:
    """Which cues have recognised words in their time."""
    out = np.zeros(len(captions.cues), dtype=bool)
    times = np.sort(columns.words.start)
    for piece in pieces:
        for index in range(piece.first, piece.last):
            cue = captions.cues[index]
            low, high = np.searchsorted(times, [piece.time(cue.start), piece.time(cue.end)])
            out[index] = high - low >= 2
    return out


def chance_of(piece: Piece, columns: WordColumns, captions: Captions) -> float:
    """How many of the piece's recognised words would agree with captions of which only the frequencies are the same."""
    covered = np.flatnonzero(covered_words(piece, columns, captions)).tolist()
    keys = Counter(columns.captions.keys)
    span = max(float(np.sum(np.minimum(np.diff(np.sort(columns.captions.start)), 2000.0))), 1000.0)
    mine = (columns.captions.cue >= piece.first) & (columns.captions.cue < piece.last)
    reach = np.minimum(NEAR + SPREAD_GROWTH * columns.captions.inside[mine], NEAR_MOST)
    width = 2 * float(reach.mean()) if len(reach) else 2 * NEAR
    return sum(min(1.0, keys[columns.words.keys[j]] * width / span) for j in covered)


def nats_of(piece: Piece, columns: WordColumns, captions: Captions) -> float:
    """The evidence of a piece: how unlikely so many words in agreement are by chance; 0 for too few words."""
    matched = len(agreeing(piece, columns)[0])
    return 0.0 if matched < LEAST_PIECE_WORDS else surprise(matched, chance_of(piece, columns, captions))


def surprise(matched: int, chance: float) -> float:
    """Minus the log of the chance of so many, by Poisson's law (its leading terms)."""
    low = max(chance, 0.1)
    return matched * math.log(matched / low) - (matched - low) if matched > low else 0.0
