"""Captions of one language brought to the clock of captions of another: by the engine that aligns across languages."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from turncue.arrays import quantile
from turncue.audio.params import ACROSS_LEAST, ACROSS_SHARE, ACROSS_SPREAD, ACROSS_SWITCH, KEEP, KNOWN_RATES
from turncue.audio.piecewise import Votes, best_path, evidence_of
from turncue.audio.sync_result import Piece, SyncRefused, SyncResult, described
from turncue.model import Captions, Transcript, Turn

__all__ = ["Matcher", "Placed", "sync_across"]


@dataclass(frozen=True, slots=True)
class Placed:
    """Turn ``index`` starts at ``start`` ms of the reference, with a ``confidence`` from 0 to 1."""

    index: int
    start: int
    confidence: float


Matcher = Callable[[Transcript, Captions], Sequence[Placed]]
"""Aligns a transcript with captions of any language; gives the turns that it places. Raises ``AlignError``."""


def sync_across(captions: Captions, reference: Captions, matcher: Matcher) -> SyncResult:
    """The map from the captions' clock to the reference's, by where each cue's text is placed in the reference.

    Each cue is a turn without a name. Raises ``SyncRefused`` (an ``AlignError``) without enough agreement.
    """
    cues = [k for k, c in enumerate(captions.cues) if c.text.strip()]
    turns = tuple(Turn(None, captions.cues[k].text.replace("\n", " ")) for k in cues)
    placed = matcher(Transcript(turns, language=captions.language), reference)
    index = np.array([cues[p.index] for p in placed], dtype=np.int64)
    position = np.array([p.start for p in placed], dtype=np.float64)
    gain = np.array([2.0 * p.confidence for p in placed], dtype=np.float64)
    starts = np.array([c.start for c in captions.cues], dtype=np.float64)
    if len(index) < ACROSS_LEAST:
        raise SyncRefused(len(index) / ACROSS_LEAST, 1.0, f"{len(index)} cues are placed in the reference.")
    ends = np.array([c.end for c in captions.cues], dtype=np.float64)
    gaps = np.concatenate([[0.0], np.maximum(starts[1:] - ends[:-1], 0.0)])
    best: tuple[float, float, np.ndarray[tuple[int], np.dtype[np.float64]]] | None = None
    for rate in KNOWN_RATES:
        votes = Votes(index, position - rate * starts[index], np.full(len(index), ACROSS_SPREAD), gain)
        path = best_path(evidence_of(votes, len(starts)), gaps, ACROSS_SWITCH)
        score = path.score - (0.0 if rate == 1.0 else 5.0 + 0.05 * path.score)
        if best is None or score > best[0]:
            best = (score, rate, path.offset)
    assert best is not None
    _, rate, offset = best
    pieces: list[Piece] = []
    matched = 0
    edges = [0, *(np.flatnonzero(np.diff(offset)) + 1).tolist(), len(starts)]
    for first, last in itertools.pairwise(edges):
        mine = (index >= first) & (index < last)
        rest = position[mine] - rate * starts[index[mine]]
        near = np.abs(rest - offset[first]) <= ACROSS_SPREAD
        exact = quantile(rest[near], 0.5) if near.any() else float(offset[first])
        spread = quantile(np.abs(rest[near] - exact), 0.5) if near.any() else 0.0
        matched += int(near.sum())
        pieces.append(
            Piece(first, last, captions.cues[first].start, rate, exact, int(near.sum()), int(mine.sum()), spread)
        )
    share = matched / len(index)
    if share < ACROSS_SHARE or matched < ACROSS_LEAST:
        cause = f"{matched} of {len(index)} placed cues agree on the times."
        raise SyncRefused(share / ACROSS_SHARE, 1.0, cause, "Is it the same recording?")
    result = SyncResult(tuple(pieces), "captions", share, True, (), described(pieces, captions))
    largest = max(abs(p.shift(captions.cues[k].start)) for p in pieces for k in (p.first, p.last - 1))
    if largest < 2 * KEEP:
        return replace(result, moved=False, messages=(f"in time already, to {largest / 1000:.2f} s",))
    return result
