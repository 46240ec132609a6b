"""Where clauses like to begin: at a cue's start, after a pause, after a full stop, at a change of speaker.

How much each sign is worth differs from one captioner to the next, so the prior below is only a start: after a
first pass the worth is learnt from the pair itself (how often turns, sentences and parts began at each kind of place,
against how often there is such a place).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from turncue.arrays import quantile
from turncue.text.punctuation import CLAUSE_ENDS, CLOSERS, SENTENCE_ENDS

__all__ = ["bonuses", "learnt", "places"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_COMMAS = frozenset((*CLAUSE_ENDS, "—", "-"))
_COUNT = 4 * 2 * 3 * 2

# what one sign is worth, in nats, for: a cut that was forced, a part of a sentence, a sentence, a turn
_STOP = (0.0, 0.7, 1.6, 1.8)
_COMMA = (0.0, 0.9, 0.3, 0.2)
_CAPITAL = (0.0, 0.5, 1.2, 1.4)
_CUE = (0.0, 0.3, 0.6, 0.8)
_PAUSE = (0.0, 0.5, 0.9, 1.0)
_REST = (0.0, 0.7, 1.4, 1.8)
_CHANGE = (0.0, -1.0, 0.6, 2.5)
# captioners keep to one way of beginning a turn, while translators move the borders of sentences
_STRENGTH = (30.0, 30.0, 30.0, 10.0)


def places(
    words: Sequence[str], starts: Ints, ends: Ints, cue: npt.NDArray[np.int32], change: npt.NDArray[np.bool_]
) -> Ints:
    """The kind of place before each heard word and at the end (words + 1 of them)."""
    m = len(words)
    mark = np.zeros(m + 1, np.int64)
    for i, word in enumerate(words, 1):
        tail = word.rstrip(CLOSERS)[-1:]
        mark[i] = 2 if tail and tail in SENTENCE_ENDS else 1 if tail in _COMMAS else 0
    mark[:-1] = np.where((mark[:-1] == 0) & _capitals(words), 3, mark[:-1])
    mark[0] = 2
    new_cue = np.ones(m + 1, bool)
    gap = np.full(m + 1, 2000, np.int64)
    if m:
        new_cue[1:m] = cue[1:] != cue[:-1]
        gap[1:m] = np.maximum(starts[1:] - ends[:-1], _hidden(words, starts))
    rest = np.where(gap >= 900, 2, np.where(gap >= 300, 1, 0))
    turned = np.concatenate((change, [False])).astype(bool)
    return np.asarray(((mark * 2 + new_cue) * 3 + rest) * 2 + turned, np.int64)


def _capitals(words: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Words with a capital that are mostly written without one: a sentence begins though no stop stands before."""
    plain = [w.strip("\"'“‘([").rstrip(".,?!;:\"'”’)]") for w in words]
    small = Counter(w for w in plain if w.islower())
    large = Counter(w.lower() for w in plain if w[:1].isupper())
    return np.array([w[:1].isupper() and small[w.lower()] > large[w.lower()] for w in plain], bool)


def _hidden(words: Sequence[str], starts: Ints) -> Ints:
    """Pauses inside the time of a word, in ms: recognisers stamp only starts, so a word before a pause looks long."""
    length = np.array([len(w) + 1.5 for w in words[:-1]])
    lasting = np.diff(starts)
    if not len(lasting):
        return lasting
    pace = quantile(lasting / length, 0.5)
    return np.asarray(lasting - 1.3 * pace * length - 60, np.int64)


def _prior() -> Floats:
    out = np.zeros((4, _COUNT))
    for kind in range(4):
        for place in range(_COUNT):
            rest, turned = place // 2 % 3, place % 2
            mark, new_cue = place // 12, place // 6 % 2
            out[kind, place] = (
                (0.0, _COMMA[kind], _STOP[kind], _CAPITAL[kind])[mark]
                + new_cue * _CUE[kind]
                + (0.0, _PAUSE[kind], _REST[kind])[rest]
                + turned * _CHANGE[kind]
            )
    return out


def bonuses(place: Ints, table: Floats | None = None) -> Floats:
    """The bonus for beginning at each boundary, a row for each kind of clause. Chance is worth 0."""
    worth = _prior() if table is None else table
    share = np.bincount(place, minlength=_COUNT) / len(place)
    level = np.log((share * np.exp(worth)).sum(1, keepdims=True))
    return np.asarray((worth - level)[:, place])


def habits(word: Ints, first: Ints, present: npt.NDArray[np.bool_], strength: float = 8.0) -> Floats:
    """What the words themselves say of each boundary: some like to begin a clause, some never end one ("the").

    ``word``: a number for each heard word's form. Learnt from the clauses in hand, against how often the word stands
    anywhere.
    """
    m = len(word)
    whole = np.bincount(word)
    share = whole / m
    at = first[present]
    out = np.zeros(m + 1)
    for shift in (0, 1):
        here = at[(at >= shift)] - shift
        count = np.bincount(word[here[here < m]], minlength=len(whole))
        worth = np.log((count + strength * share) / (len(here) * share + strength * share))
        # where a word is rare the counts say little: pull towards nothing
        worth = np.clip(worth, -2.0, 1.5) * (whole / (whole + 10.0))
        out[shift : m + shift] += worth[word]
    return out


def learnt(place: Ints, kinds: Ints, first: Ints, present: npt.NDArray[np.bool_]) -> Floats:
    """The worth of each kind of place by what the clauses in hand did; the prior counts as ``_STRENGTH`` clauses."""
    share = np.bincount(place, minlength=_COUNT) / len(place)
    prior = share * np.exp(_prior())
    prior /= prior.sum(1, keepdims=True)
    out = np.zeros((4, _COUNT))
    for kind in range(4):
        here = place[first[present & (kinds == kind)]]
        count = np.bincount(here, minlength=_COUNT)
        chance = (count + _STRENGTH[kind] * prior[kind]) / (len(here) + _STRENGTH[kind])
        out[kind] = np.log(np.maximum(chance, 1e-9) / np.maximum(share, 1e-9))
    return np.clip(out, -4.0, 6.0)


def inside(place: Ints, first: Ints, last: Ints, strength: float = 10.0) -> Floats:
    """What it costs to have each boundary inside a clause: much where nearly every such place begins a clause."""
    present = last > first
    m = len(place) - 1
    covered = np.zeros(m + 1, np.int64)
    np.add.at(covered, first[present], 1)
    np.add.at(covered, last[present], -1)
    within = np.cumsum(covered) > 0
    total = np.bincount(place[within], minlength=_COUNT)
    begun = np.bincount(place[first[present]], minlength=_COUNT)
    overall = present.sum() / max(within.sum(), 1)
    prior = np.minimum(overall * np.exp(_prior()[1:].min(0)), 0.7)
    share = np.minimum((begun + strength * prior) / (total + strength), 0.98)
    worth = np.clip(np.log((1 - share) / (1 - min(overall, 0.9))), -4.0, 0.2)
    return np.asarray(worth[place])
