"""Both sides as numbers: keys, how often they stand, which clause has which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from turncue.align.crosslingual import clause_boundaries
from turncue.align.crosslingual.clause_result import Heard
from turncue.align.crosslingual.clauses import Clause
from turncue.align.crosslingual.translation_table import Sparse, combine, emission, from_keys, learn
from turncue.lexicons.lexicon import Lexicon
from turncue.text.language import base_language
from turncue.text.match_keys import Keying, keys_of, unspaced

__all__ = ["Pair", "prepare"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# words of Han, kana and Hangul texts borrow foreign names by sound
_BY_SOUND = frozenset({"zh", "yue", "ja", "ko"})
# one heard character of a text without spaces tells this much of what a word tells
_CHARACTER = 0.6
# share of a clause's chance score that is taken off each of its words, so that text without relation scores near 0
_CENTRE = 0.7


@dataclass(frozen=True, slots=True)
class Pair:
    """Clauses against heard words.

    ``spoken_keys``/``heard_keys`` name the keys; ``clauses`` has the keys of each clause, ``heard`` those of each
    heard word (-1 for none), ``lookup`` the same turned, the number of heard keys for none. ``chance``: share of heard
    words with a key; ``table``: what is known before learning; ``known``: share of heard words that the table can
    answer at all; ``weight``: what a heard word counts; ``place`` and ``form`` see ``boundary``.
    """

    source: str
    target: str
    spoken_keys: list[str]
    heard_keys: list[str]
    clauses: Sparse
    length: Floats
    heard: Ints
    lookup: Ints
    chance: Floats
    table: Sparse
    known: float
    weight: float
    place: Ints
    form: Ints

    @property
    def shape(self) -> tuple[int, int]:
        """Spoken keys, heard keys."""
        return len(self.spoken_keys), len(self.heard_keys)

    def emission(self, table: Sparse) -> Sparse:
        """Log ratios of each clause for each heard key under a table."""
        return emission(self.clauses, self.length, table, self.chance)

    def scorer(self, emission: Sparse, inside: Floats | None = None) -> Callable[[int, int, int], Floats]:
        """A function that scores heard words a to b for clause i; ``inside`` is added to each word."""
        dense = np.zeros(len(self.chance) + 1)
        more = np.zeros(len(self.heard) + 1) if inside is None else inside

        def words(i: int, a: int, b: int) -> Floats:
            cols, vals = emission.row(i)
            dense[cols] = vals
            out = dense[self.lookup[:, a:b]].max(0) - _CENTRE * float(vals @ self.chance[cols])
            dense[cols] = 0.0
            return np.asarray(out * self.weight + more[a:b])

        return words

    def part(self, clauses: Ints, words: Ints) -> Pair:
        """Some clauses and some heard words; keys, how often they stand, and tables stay those of the whole."""
        return replace(
            self,
            clauses=self.clauses.take(clauses),
            length=self.length[clauses],
            heard=self.heard[words],
            lookup=np.ascontiguousarray(self.lookup[:, words]),
            place=np.append(self.place[words], self.place[-1]),
            form=self.form[words],
        )

    def learn(self, spans: tuple[Ints, Ints], widen: int) -> Sparse:
        """What the clauses and the words around their spans teach, without the prior."""
        return learn(self.clauses, self.heard, spans, widen, self.table, self.chance, shape=self.shape)

    def with_learnt(self, spans: tuple[Ints, Ints], widen: int) -> Sparse:
        """The prior table and what the spans teach."""
        return combine(self.table, self.learn(spans, widen), self.shape)


def prepare(
    texts: Sequence[str], parts: Sequence[Clause], language: str, heard: Heard, lexicon: Lexicon | None
) -> Pair:
    """Keys of both sides. ``texts`` are the clauses' texts; without a lexicon the seed is used."""
    source, target = base_language(language), base_language(heard.language)
    words = Lexicon.seed(source, target) if lexicon is None else lexicon.between(source, target)
    same = source == target
    latin = not same and source not in _BY_SOUND and target not in _BY_SOUND
    spoken_rows, heard_rows = _both_keys(texts, heard.words, source, target, words, latin=latin)
    spoken_ids = _number(spoken_rows)
    heard_ids = _number(heard_rows)
    m = len(heard_rows)
    most = max((len(r) for r in heard_rows), default=0)
    grid = np.full((m, max(most, 1)), -1, np.int64)
    for j, row in enumerate(heard_rows):
        grid[j, : len(row)] = [heard_ids[k] for k in row]
    chance = np.maximum(np.bincount(grid[grid >= 0], minlength=len(heard_ids)), 1) / max(m, 1)
    owner = np.repeat(np.arange(len(spoken_rows)), [len(r) for r in spoken_rows])
    keys = np.array([spoken_ids[k] for r in spoken_rows for k in r], np.int64)
    table = from_keys(list(spoken_ids), heard_ids, words, same=same, latin=latin)
    answered = np.zeros(len(heard_ids) + 1, bool)
    answered[table.cols] = True
    lookup = np.ascontiguousarray(np.where(grid < 0, len(heard_ids), grid).T)
    forms: dict[str, int] = {}
    return Pair(
        source=source,
        target=target,
        spoken_keys=list(spoken_ids),
        heard_keys=list(heard_ids),
        clauses=Sparse.build(owner, keys, np.ones(len(keys)), (len(spoken_rows), len(spoken_ids))),
        length=np.array([max(c.size, 0.5) for c in parts]) / 1.5,
        heard=grid,
        lookup=lookup,
        chance=chance,
        table=table,
        known=float(answered[lookup].any(0).mean()) if m else 0.0,
        weight=_CHARACTER if unspaced(target) else 1.0,
        place=clause_boundaries.places(heard.words, heard.starts, heard.ends, heard.cue, heard.change),
        form=np.array([forms.setdefault(w.lower().strip(".,?!\"'"), len(forms)) for w in heard.words], np.int64),
    )


def _number(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    return {k: i for i, k in enumerate(dict.fromkeys(k for r in rows for k in r))}


def _both_keys(
    texts: Sequence[str], words: Sequence[str], source: str, target: str, lexicon: Lexicon, *, latin: bool
) -> tuple[list[list[str]], list[list[str]]]:
    """Keys of the clauses and of the heard words. The side that borrows names by sound is told the other's names."""
    by_sound = (source in _BY_SOUND) != (target in _BY_SOUND)
    singles = source == target or {source, target} == {"zh", "ja"}
    here = Keying(source, frozenset(lexicon.pairs), singles=singles, prefixes=latin, phonetic=by_sound)
    there = Keying(target, lexicon.targets, singles=singles, prefixes=latin, phonetic=by_sound)
    if by_sound and target in _BY_SOUND:
        spoken_rows = _clause_keys(texts, here)
        return spoken_rows, keys_of(words, replace(there, heard=_sounds(spoken_rows)))
    heard_rows = keys_of(words, there)
    if by_sound:
        here = replace(here, heard=_sounds(heard_rows))
    return _clause_keys(texts, here), heard_rows


def _sounds(rows: Sequence[Sequence[str]]) -> frozenset[str]:
    return frozenset(k for r in rows for k in r if k[0] == "~")


def _clause_keys(texts: Sequence[str], keying: Keying) -> list[list[str]]:
    """Keys of each clause, each once."""
    words: list[str] = []
    owner: list[int] = []
    for i, text in enumerate(texts):
        part = text.split()
        words += part
        owner += [i] * len(part)
    out: list[dict[str, None]] = [{} for _ in texts]
    for i, keys in zip(owner, keys_of(words, keying), strict=True):
        out[i].update(dict.fromkeys(keys))
    return [list(r) for r in out]
