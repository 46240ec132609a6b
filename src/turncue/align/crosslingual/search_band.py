"""The coarse pass: which part of the captions a chunk of transcript can belong to at all.

Chunks of some clauses are compared with blocks of twenty caption tokens. A chunk may stay near where the one before it
ends, or jump ahead at a fixed cost, so that long parts missing on either side do not break the path. All cells on a
path nearly as good as the best make the band: wide where the place is uncertain, narrow where it is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from turncue.align.crosslingual import params
from turncue.align.crosslingual.clause_result import ClauseSpans
from turncue.align.crosslingual.translation_table import Sparse
from turncue.arrays import Flags, Floats, Ints

__all__ = ["SearchBand", "band_around", "coarse_band", "coarse_score"]


@dataclass(frozen=True, slots=True)
class SearchBand:
    """First and last boundary open to each clause, never decreasing, and each clause's likeliest span."""

    low: Ints
    high: Ints
    spans: ClauseSpans


@dataclass(frozen=True, slots=True)
class _Chunks:
    """The chunk of each clause, the expected caption tokens of each clause, and those of each chunk in blocks."""

    chunk: Ints
    expected: Floats
    blocks: Floats


def _block_scores(emission: Sparse, lookup: Ints, chunk: Ints, keys: int) -> Floats:
    """Score of each chunk in each block, above what the chunk scores anywhere."""
    count, blocks = int(chunk[-1]) + 1, _blocks(lookup.shape[1])
    dense = np.zeros(keys + 1)
    edges = np.arange(0, lookup.shape[1], params.BLOCK)
    out = np.zeros((count, blocks))
    for g in range(count):
        members = np.flatnonzero(chunk == g) if count < 64 else np.arange(*np.searchsorted(chunk, (g, g + 1)))
        used: list[Ints] = []
        for i in members:
            cols, vals = emission.row(int(i))
            dense[cols] = np.maximum(dense[cols], vals)
            used.append(cols)
        out[g] = np.add.reduceat(dense[lookup].max(0), edges)
        for cols in used:
            dense[cols] = 0.0
    out -= out.mean(1, keepdims=True)
    return np.asarray(out - params.BLOCK_CENTRE * out.mean(0, keepdims=True))


def _blocks(tokens: int) -> int:
    return (tokens + params.BLOCK - 1) // params.BLOCK


def coarse_band(emission: Sparse, lookup: Ints, expected: Floats, keys: int, *, straight: bool = False) -> SearchBand:
    """The band for all clauses.

    ``lookup``: keys of the caption tokens (keys × tokens, the number of keys for none); ``expected``: caption tokens
    for each clause; ``keys``: how many caption keys there are; ``straight``: expect the transcript to run evenly
    through all captions (for a start without evidence).
    """
    both, chunks = _path_scores(emission, lookup, expected, keys, straight=straight)
    return _band(both >= both.max() - params.BAND_SLACK, both, chunks, lookup.shape[1])


def coarse_score(emission: Sparse, lookup: Ints, expected: Floats, keys: int) -> float:
    """The score of the best path of chunks through blocks, in nats for each chunk; see ``coarse_band``."""
    both, chunks = _path_scores(emission, lookup, expected, keys)
    return float(both.max()) / len(chunks.blocks)


def _path_scores(
    emission: Sparse, lookup: Ints, expected: Floats, keys: int, *, straight: bool = False
) -> tuple[Floats, _Chunks]:
    """The score of the best path through each cell (chunks × blocks), and the chunks."""
    blocks = _blocks(lookup.shape[1])
    number = (np.cumsum(expected) - expected / 2) // params.CHUNK
    chunk = np.unique(number, return_inverse=True)[1].astype(np.int64)
    steps = np.bincount(chunk, expected) / params.BLOCK
    scores = _block_scores(emission, lookup, chunk, keys)
    width = np.clip(np.round(steps), 1, blocks).astype(int)
    for g in range(len(scores)):
        if width[g] > 1:
            scores[g] = np.convolve(scores[g], np.ones(width[g]), "same")
    if straight:
        centre = (np.cumsum(steps) - steps / 2) * blocks / steps.sum()
        away = np.abs(np.arange(blocks)[None, :] - centre[:, None])
        away = away / (params.EVEN_SHARE * blocks + params.EVEN_BLOCKS)
        scores -= params.EVEN_COST * np.minimum(away**2, params.EVEN_MOST)
    forward = _sweep(scores, steps)
    backward = _sweep(scores[::-1, ::-1], steps[::-1])[::-1, ::-1]
    return forward + backward - scores, _Chunks(chunk, expected, steps)


def _sweep(scores: Floats, steps: Floats) -> Floats:
    """Best score of a path that ends at each cell; ``steps``: the expected blocks of each chunk."""
    out = np.empty_like(scores)
    out[0] = scores[0]
    blocks = scores.shape[1]
    for g in range(1, len(scores)):
        before = out[g - 1]
        usual = (steps[g] + steps[g - 1]) / 2
        best = np.maximum.accumulate(before) - params.JUMP_COST
        for d in range(int(usual * 2) + 3):
            cost = params.STEP_COST * abs(d - usual)
            if cost >= params.JUMP_COST or d >= blocks:
                break
            best[d:] = np.maximum(best[d:], before[: blocks - d] - cost)
        out[g] = scores[g] + best
    return out


def _band(cells: Flags, both: Floats, chunks: _Chunks, total: int) -> SearchBand:
    """Open cells as boundaries for each clause, widened by the chunk itself and a margin."""
    blocks = cells.shape[1]
    low_cell = cells.argmax(1)
    high_cell = blocks - 1 - cells[:, ::-1].argmax(1)
    margin = chunks.blocks / 2 + params.BAND_MARGIN
    chunk, expected = chunks.chunk, chunks.expected
    low = np.maximum(np.floor((low_cell - margin) * params.BLOCK), 0).astype(np.int64)[chunk]
    high = np.minimum(np.ceil((high_cell + 1 + margin) * params.BLOCK), total).astype(np.int64)[chunk]
    centre = (both.argmax(1) + 0.5) * params.BLOCK
    whole = np.bincount(chunk, expected)
    inside = np.cumsum(expected) - (np.cumsum(whole) - whole)[chunk]
    stop = centre[chunk] - whole[chunk] / 2 + inside
    first = np.clip(np.round(stop - expected), 0, total).astype(np.int64)
    spans = ClauseSpans(first, np.clip(np.round(stop), 0, total).astype(np.int64))
    return SearchBand(*_monotone(low, high), spans)


def _with_neighbours(places: Ints, least: np.ufunc, neighbours: int) -> Ints:
    """The least (or greatest) place among each clause and its neighbours, so many on both sides."""
    padded = np.pad(places, neighbours, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * neighbours + 1)
    return np.asarray(least.reduce(windows, axis=1), np.int64)


def _monotone(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    low = np.minimum.accumulate(low[::-1])[::-1]
    return low, np.maximum.accumulate(high)


def band_around(spans: ClauseSpans, margin: int, total: int, *, neighbours: int = params.NEIGHBOURS) -> SearchBand:
    """Boundaries within ``margin`` caption tokens of the given spans; ``total`` is the number of tokens.

    Clauses without a place may look for one in all the tokens left over between their neighbours. Each clause may
    stand wherever so many ``neighbours`` on both sides do: beside a hole it may belong to the other side.
    """
    first, stop, present = spans.first, spans.stop, spans.present
    if present.any():
        index = np.arange(len(first))
        before = np.maximum.accumulate(np.where(present, index, -1))
        after = np.minimum.accumulate(np.where(present, index, len(first))[::-1])[::-1]
        left = np.where(before >= 0, stop[before], 0)
        right = np.where(after < len(first), first[np.minimum(after, len(first) - 1)], total)
        near = ~present & (right - left <= params.REACH)
        first, stop = np.where(near, left, first), np.where(near, right, stop)
        first = _with_neighbours(first, np.minimum, neighbours)
        stop = _with_neighbours(stop, np.maximum, neighbours)
    return SearchBand(*_monotone(np.maximum(first - margin, 0), np.minimum(stop + margin, total)), spans)
