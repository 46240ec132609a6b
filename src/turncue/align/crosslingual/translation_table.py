"""Translation tables: from a lexicon and shared keys, and learnt from the pair itself (IBM Model 1).

A table is sparse: for each spoken key some heard keys with t(heard | spoken). ``emission`` turns it into what the
dynamic programmes read: for each clause and heard key a log likelihood ratio against chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from turncue.lexicons.lexicon import Lexicon

__all__ = ["Sparse", "combine", "emission", "from_keys", "learn"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

CAP = 4.0
"""The most one word can tell, in nats: a name heard once must not outweigh a whole sentence."""

COMMON = 0.02


@dataclass(frozen=True, slots=True)
class Sparse:
    """Rows of (column, value): row r is ``cols[start[r]:start[r + 1]]``, columns in order."""

    start: Ints
    cols: Ints
    vals: Floats

    @classmethod
    def build(cls, rows: Ints, cols: Ints, vals: Floats, shape: tuple[int, int], *, add: bool = False) -> Sparse:
        """From triples in any order; of equal places the largest value stays, or with ``add`` their sum."""
        place = rows * shape[1] + cols
        order = np.argsort(place, kind="stable")
        place, vals = place[order], vals[order]
        if len(place):
            heads = np.flatnonzero(np.concatenate(([True], place[1:] != place[:-1])))
            vals = np.add.reduceat(vals, heads) if add else np.maximum.reduceat(vals, heads)
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


def from_keys(spoken: Sequence[str], heard: Mapping[str, int], lexicon: Lexicon, *, same: bool, latin: bool) -> Sparse:
    """The table that is known before anything is learnt: equal keys and the lexicon's pairs.

    ``same``: one language on both sides, so that equal words are equal; ``latin``: two languages in one script,
    where equal short words are as often false friends.
    """
    rows: list[int] = []
    cols: list[int] = []
    vals: list[float] = []
    for row, key in enumerate(spoken):
        if (col := heard.get(key)) is not None:
            weight = _identity(key, same=same, latin=latin)
            if weight:
                rows.append(row)
                cols.append(col)
                vals.append(weight)
        for other, weight in lexicon.pairs.get(key, {}).items():
            if (col := heard.get(other)) is not None:
                rows.append(row)
                cols.append(col)
                vals.append(weight)
    return Sparse.build(np.array(rows, np.int64), np.array(cols, np.int64), np.array(vals), (len(spoken), len(heard)))


def _identity(key: str, *, same: bool, latin: bool) -> float:
    """How likely a key is answered by itself."""
    if key[0] in "#%":
        return 0.8
    if key[0] == "~":
        return 0.3
    if key[0] == "^":
        return 0.25
    if key[0] == "'":
        return 0.5
    if same:
        return 0.8
    return (0.5 if len(key) > 3 else 0.1) if latin else 0.8


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
    """log(1 + ratio) for each clause and heard key: how much likelier the key is here than anywhere.

    ``length``: words in each clause; ``chance``: how often each heard key stands at a heard word.
    """
    which, index = table.expand(clauses.cols)
    owner = np.repeat(np.arange(len(clauses.start) - 1), np.diff(clauses.start))[which]
    shape = (len(clauses.start) - 1, len(chance))
    best = Sparse.build(owner, table.cols[index], table.vals[index], shape)
    row = np.repeat(np.arange(shape[0]), np.diff(best.start))
    ratio = best.vals / (np.maximum(length, 4.0)[row] / 2) / chance[best.cols]
    return Sparse(best.start, best.cols, np.minimum(np.log1p(ratio), CAP))


def learn(
    clauses: Sparse,
    heard: Ints,
    spans: tuple[Ints, Ints],
    widen: int,
    table: Sparse,
    chance: Floats,
    *,
    shape: tuple[int, int],
    rounds: int = 5,
) -> Sparse:
    """IBM Model 1 by expectation maximisation on clauses and the heard words around their present spans.

    ``heard``: the keys of each heard word (words × keys, -1 for none); ``spans``: first and end word of each clause;
    ``widen``: words taken in addition on both sides, counting less with distance; ``table`` is the prior.
    Entries that rest on little are dropped or shrunk: without that the table does harm.
    """
    clause, key, weight = _windows(heard, spans, widen, shape[1])
    often = np.bincount(clauses.cols, minlength=shape[0]) >= 2
    # a word heard once teaches nothing; one heard everywhere can be told from chance in no clause
    keep = (chance * len(heard) >= 1.5) & (chance <= COMMON)
    chosen = keep[key]
    clause, key, weight = clause[chosen], key[chosen], weight[chosen]
    places, pair, instance = _pairs(clauses, clause, key, often, shape[1])
    rows, cols = places // shape[1], places % shape[1]
    prior = _lookup(table, rows, cols, shape)
    known = np.bincount(rows, prior, minlength=shape[0])
    strength = 2.0
    probability = 1.0 / np.maximum(1.0, np.bincount(rows, minlength=shape[0]))[rows] + prior
    null = 2.0 * chance[key]
    counts = np.zeros(len(places))
    for _ in range(rounds):
        part = probability[pair]
        total = np.bincount(instance, part, minlength=len(key)) + null
        counts = np.asarray(np.bincount(pair, part * (weight / total)[instance], minlength=len(places)), np.float64)
        whole = np.bincount(rows, counts, minlength=shape[0])
        probability = (counts + strength * prior) / (whole + strength * known + 1e-9)[rows]
    good = (counts > 1.5) & (probability > 4 * chance[cols])
    shrunk = probability * counts / (counts + 2.0)
    return Sparse.build(rows[good], cols[good], shrunk[good], shape)


def _pairs(
    clauses: Sparse, clause: Ints, key: Ints, often: npt.NDArray[np.bool_], width: int
) -> tuple[Ints, npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """All pairs of a spoken key and a heard key that meet: the different ones (row * width + column), and for each
    meeting which of them it is and at which instance of a heard key. Small integers: a long talk has millions."""
    instance, index = clauses.expand(clause)
    spoken = clauses.cols[index]
    del index
    chosen = often[spoken]
    place = spoken[chosen] * width
    small = instance[chosen].astype(np.int32)
    del instance, spoken, chosen
    place += key[small]
    places, pair = np.unique(place, return_inverse=True)
    return places, pair.astype(np.int32), small


def _windows(heard: Ints, spans: tuple[Ints, Ints], widen: int, width: int) -> tuple[Ints, Ints, Floats]:
    """(clause, heard key, weight) for the words in and around each span, each key once a clause."""
    first, last = spans
    m = len(heard)
    a, b = np.maximum(first - widen, 0), np.minimum(last + widen, m)
    present = last > first
    size = np.where(present, b - a, 0)
    clause = np.repeat(np.arange(len(first)), size)
    word = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size) + np.repeat(a, size)
    away = np.maximum(np.maximum(first[clause] - word, word - last[clause] + 1), 0)
    weight = 1.0 - away / (widen + 1.0)
    keys = heard[word]
    full = keys >= 0
    clause2 = np.broadcast_to(clause[:, None], keys.shape)[full]
    weight2 = np.broadcast_to(weight[:, None], keys.shape)[full]
    grid = Sparse.build(clause2, keys[full], weight2, (len(first), width))
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
