"""Translation tables: from a lexicon and shared keys, and learnt from the pair itself (IBM Model 1).

A table is sparse: for each transcript key some caption keys with t(caption | transcript). ``emission`` turns it into
what the models read: for each clause and caption key a log likelihood ratio against chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from turncue.align.crosslingual import params
from turncue.align.crosslingual.clause_result import ClauseSpans
from turncue.arrays import Flags, Floats, Ints
from turncue.lexicons.lexicon import Lexicon

__all__ = ["Bitext", "Sparse", "combine", "emission", "learn", "prior_table"]


@dataclass(frozen=True, slots=True)
class Sparse:
    """Rows of (column, value): row r is ``cols[start[r]:start[r + 1]]``, columns in order."""

    start: Ints
    cols: Ints
    vals: Floats

    @classmethod
    def build(cls, rows: Ints, cols: Ints, vals: Floats, shape: tuple[int, int]) -> Sparse:
        """From triples in any order; of equal places the largest value stays."""
        place = rows * shape[1] + cols
        order = np.argsort(place, kind="stable")
        place, vals = place[order], vals[order]
        if len(place):
            heads = np.flatnonzero(np.concatenate(([True], place[1:] != place[:-1])))
            vals = np.maximum.reduceat(vals, heads)
            place = place[heads]
        start = np.searchsorted(place, np.arange(shape[0] + 1) * shape[1])
        return cls(start.astype(np.int64), place % shape[1], vals)

    def row(self, r: int) -> tuple[Ints, Floats]:
        """Columns and values of one row."""
        a, b = self.start[r], self.start[r + 1]
        return self.cols[a:b], self.vals[a:b]

    def take(self, rows: Ints) -> Sparse:
        """The given rows alone."""
        which, index = self.expand(rows)
        start = np.searchsorted(which, np.arange(len(rows) + 1))
        return Sparse(start.astype(np.int64), self.cols[index], self.vals[index])

    def expand(self, rows: Ints) -> tuple[Ints, Ints]:
        """All entries of the given rows: (which of ``rows``, index into cols and vals)."""
        count = self.start[rows + 1] - self.start[rows]
        which = np.repeat(np.arange(len(rows)), count)
        offset = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        return which, self.start[rows][which] + offset


@dataclass(frozen=True, slots=True)
class Bitext:
    """What a table is learnt from.

    ``clauses``: the transcript keys of each clause; ``tokens``: the caption keys of each caption token (tokens × keys,
    -1 for none); ``chance``: share of the caption tokens that have each caption key; ``shape``: how many transcript and
    caption keys there are.
    """

    clauses: Sparse
    tokens: Ints
    chance: Floats
    shape: tuple[int, int]


def prior_table(
    transcript_keys: Sequence[str], caption_keys: Mapping[str, int], lexicon: Lexicon, *, same: bool, latin: bool
) -> Sparse:
    """The table that is known before anything is learnt: equal keys and the lexicon's pairs.

    ``same``: one language on both sides, so that equal words are equal; ``latin``: two languages in one script,
    where equal short words are as often false friends.
    """
    rows: list[int] = []
    cols: list[int] = []
    vals: list[float] = []
    for row, key in enumerate(transcript_keys):
        if (col := caption_keys.get(key)) is not None:
            weight = _identity(key, same=same, latin=latin)
            if weight:
                rows.append(row)
                cols.append(col)
                vals.append(weight)
        for other, weight in lexicon.pairs.get(key, {}).items():
            if (col := caption_keys.get(other)) is not None:
                rows.append(row)
                cols.append(col)
                vals.append(weight)
    shape = len(transcript_keys), len(caption_keys)
    return Sparse.build(np.array(rows, np.int64), np.array(cols, np.int64), np.array(vals), shape)


def _identity(key: str, *, same: bool, latin: bool) -> float:
    """How likely a key is answered by itself."""
    if key[0] in "#%":
        return params.SAME_NUMBER
    if key[0] == "~":
        return params.SAME_SOUND
    if key[0] == "^":
        return params.SAME_PREFIX
    if key[0] == "'":
        return params.SAME_CHARACTER
    if same or not latin:
        return params.SAME_KEY
    return params.SAME_LONG_WORD if len(key) > params.LONG_WORD else params.SAME_SHORT_WORD


def combine(first: Sparse, second: Sparse, shape: tuple[int, int]) -> Sparse:
    """Both tables, the larger value where they have the same pair."""
    rows = [np.repeat(np.arange(shape[0]), np.diff(t.start)) for t in (first, second)]
    return Sparse.build(
        np.concatenate(rows),
        np.concatenate((first.cols, second.cols)),
        np.concatenate((first.vals, second.vals)),
        shape,
    )


def emission(clauses: Sparse, length: Floats, table: Sparse, chance: Floats) -> Sparse:
    """log(1 + ratio) for each clause and caption key: how much likelier the key is here than anywhere.

    ``length``: words in each clause; ``chance``: share of the caption tokens that have each caption key.
    """
    which, index = table.expand(clauses.cols)
    owner = np.repeat(np.arange(len(clauses.start) - 1), np.diff(clauses.start))[which]
    shape = (len(clauses.start) - 1, len(chance))
    best = Sparse.build(owner, table.cols[index], table.vals[index], shape)
    row = np.repeat(np.arange(shape[0]), np.diff(best.start))
    ratio = best.vals / (np.maximum(length, params.LEAST_LENGTH)[row] / 2) / chance[best.cols]
    return Sparse(best.start, best.cols, np.minimum(np.log1p(ratio), params.MOST_EVIDENCE))


def learn(bitext: Bitext, spans: ClauseSpans, widen: int, prior: Sparse) -> Sparse:
    """IBM Model 1 by expectation maximisation on clauses and the caption tokens around their present spans.

    ``widen``: tokens taken in addition on both sides, counting less with distance; ``prior``: the table known before.
    Entries that rest on little are dropped or shrunk: without that the table does harm.
    """
    chance, shape = bitext.chance, bitext.shape
    clause, key, weight = _windows(bitext.tokens, spans, widen, shape[1])
    often = np.bincount(bitext.clauses.cols, minlength=shape[0]) >= 2
    keep = (chance * len(bitext.tokens) >= params.LEAST_OCCURRENCES) & (chance <= params.COMMONEST)
    chosen = keep[key]
    clause, key, weight = clause[chosen], key[chosen], weight[chosen]
    places, pair, instance = _pairs(bitext.clauses, (clause, key), often, shape[1])
    rows, cols = places // shape[1], places % shape[1]
    before = _lookup(prior, rows, cols, shape)
    known = np.bincount(rows, before, minlength=shape[0])
    strength = params.PRIOR_STRENGTH
    probability = 1.0 / np.maximum(1.0, np.bincount(rows, minlength=shape[0]))[rows] + before
    null = params.NULL_FACTOR * chance[key]
    counts = np.zeros(len(places))
    for _ in range(params.EM_ROUNDS):
        part = probability[pair]
        total = np.bincount(instance, part, minlength=len(key)) + null
        counts = np.asarray(np.bincount(pair, part * (weight / total)[instance], minlength=len(places)), np.float64)
        whole = np.bincount(rows, counts, minlength=shape[0])
        probability = (counts + strength * before) / (whole + strength * known + 1e-9)[rows]
    good = (counts > params.LEAST_COUNT) & (probability > params.LEAST_RATIO * chance[cols])
    shrunk = probability * counts / (counts + params.SHRINK)
    return Sparse.build(rows[good], cols[good], shrunk[good], shape)


def _pairs(
    clauses: Sparse, instances: tuple[Ints, Ints], often: Flags, width: int
) -> tuple[Ints, NDArray[np.int32], NDArray[np.int32]]:
    """All pairs of a transcript key and a caption key that meet.

    ``instances``: the clause and the caption key of each instance. Given back are the different pairs (row * width +
    column), and for each meeting which of them it is and at which instance. The integers are small because a long
    recording has millions of meetings.
    """
    clause, key = instances
    instance, index = clauses.expand(clause)
    row = clauses.cols[index]
    del index
    chosen = often[row]
    place = row[chosen] * width
    small = instance[chosen].astype(np.int32)
    del instance, row, chosen
    place += key[small]
    places, pair = np.unique(place, return_inverse=True)
    return places, pair.astype(np.int32), small


def _windows(tokens: Ints, spans: ClauseSpans, widen: int, width: int) -> tuple[Ints, Ints, Floats]:
    """(clause, caption key, weight) for the tokens in and around each span, each key once a clause."""
    first, stop = spans.first, spans.stop
    m = len(tokens)
    a, b = np.maximum(first - widen, 0), np.minimum(stop + widen, m)
    size = np.where(spans.present, b - a, 0)
    clause = np.repeat(np.arange(len(first)), size)
    token = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size) + np.repeat(a, size)
    away = np.maximum(np.maximum(first[clause] - token, token - stop[clause] + 1), 0)
    weight = 1.0 - away / (widen + 1.0)
    keys = tokens[token]
    full = keys >= 0
    clauses = np.broadcast_to(clause[:, None], keys.shape)[full]
    weights = np.broadcast_to(weight[:, None], keys.shape)[full]
    grid = Sparse.build(clauses, keys[full], weights, (len(first), width))
    return np.repeat(np.arange(len(first)), np.diff(grid.start)), grid.cols, grid.vals


def _lookup(table: Sparse, rows: Ints, cols: Ints, shape: tuple[int, int]) -> Floats:
    """Values of the table at the given places, 0 where it has none."""
    out = np.zeros(len(rows))
    if not len(table.cols):
        return out
    place = np.repeat(np.arange(shape[0]), np.diff(table.start)) * shape[1] + table.cols
    want = rows * shape[1] + cols
    at = np.minimum(np.searchsorted(place, want), len(place) - 1)
    hit = place[at] == want
    out[hit] = table.vals[at[hit]]
    return out
