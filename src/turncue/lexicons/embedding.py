"""Word pairs from an embedding model that the user brings: one more lexicon for the clause engine.

Words of both sides that stand close in the model's space, and closer to each other than to anything else, become
weighted pairs. Nothing here loads a model; ``turncue.lexicons.embedders`` does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from turncue.lexicons.lexicon import Lexicon
from turncue.text.language import base_language
from turncue.text.match_keys import fold, term_key, unspaced
from turncue.text.script_ranges import HAN, KANA, LETTERS, THAI
from turncue.text.tokens import MARKS

__all__ = ["Embedder", "lexicon_from_embeddings", "words_of"]

Floats = npt.NDArray[np.float32]

_MOST_WORDS = 4000  # of one side, the commonest: the matrix of cosines takes 64 MB
_NEIGHBOURS = 10
_LETTERS = rf"(?:[^\W\d_][{MARKS}]*)+"
_WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})?")
_WIDE_RUN = re.compile(f"[\u3005\u3007{HAN}{KANA}{THAI}{LETTERS['lo']}]{{2,}}")


class Embedder(Protocol):
    """Anything that turns texts into vectors, one row a text; rows need not be of one length."""

    def encode(self, texts: list[str], /) -> npt.NDArray[np.floating]:
        """One row for each text, in order."""
        ...


def words_of(texts: Sequence[str], language: str) -> list[str]:
    """The words of one side worth encoding, the commonest first, each once as it is first written.

    Languages without spaces give every pair of neighbouring characters that stands twice or more.
    """
    counts: Counter[str] = Counter()
    if unspaced(language):
        for text in texts:
            for run in _WIDE_RUN.findall(fold(text, language)):
                counts.update(run[k : k + 2] for k in range(len(run) - 1))
        counts = Counter({w: n for w, n in counts.items() if n > 1})
    for text in texts:
        for word in _WORD.findall(text):
            if not _WIDE_RUN.match(word):
                counts[word.lower()] += 1
    return [w for w, _ in counts.most_common(_MOST_WORDS)]


def lexicon_from_embeddings(
    words_a: Sequence[str],
    words_b: Sequence[str],
    embedder: Embedder,
    *,
    source: str,
    target: str,
    nearest: int = 2,
    least: float = 0.45,
    margin: float = 0.06,
) -> Lexicon:
    """Pairs of words that a model holds for the same.

    A pair is kept when each word is among the ``nearest`` of the other, their cosine is ``least`` or more, and it is
    by ``margin`` above the mean cosine of both words with their ten nearest (so that words which are near to
    everything, the hubs of such spaces, pair with nothing). The weight grows with the margin, to 0.6 at most.
    Raises ``ValueError`` when the model gives no row of numbers a word.
    """
    a, b = base_language(source), base_language(target)
    if not words_a or not words_b:
        return Lexicon(a, b)
    left, right = _unit(embedder, words_a), _unit(embedder, words_b)
    near = left @ right.T
    rows = _top_mean(near)
    cols = _top_mean(near.T)
    lead = near - (rows[:, None] + cols[None, :]) / 2
    mutual = (near >= _nth(near, nearest)[:, None]) & (near >= _nth(near.T, nearest)[None, :])
    pairs: dict[str, dict[str, float]] = {}
    for i, j in zip(*np.nonzero(mutual & (near >= least) & (lead >= margin)), strict=True):
        one, other = term_key(words_a[i], a), term_key(words_b[j], b)
        if one and other and (a != b or one != other):
            weight = float(np.clip(0.1 + 2.5 * (lead[i, j] - margin), 0.1, 0.6))
            known = pairs.setdefault(one, {})
            known[other] = max(known.get(other, 0.0), weight)
    return Lexicon(a, b, pairs)


def _unit(embedder: Embedder, words: Sequence[str]) -> Floats:
    """Vectors of length one. Raises ``ValueError`` for what is no row of numbers a word."""
    found = np.asarray(embedder.encode(list(words)), np.float32)
    if found.ndim != 2 or len(found) != len(words) or not np.isfinite(found).all():
        raise ValueError(f"the model gave an array of shape {found.shape} for {len(words)} words, or what is no number")
    unit = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
    return np.asarray(unit, np.float32)


def _top_mean(near: Floats) -> Floats:
    """For each row the mean of its ten largest values, its very largest left out."""
    k = min(_NEIGHBOURS + 1, near.shape[1])
    top = np.sort(np.partition(near, near.shape[1] - k, axis=1)[:, -k:], axis=1)
    return np.asarray(top[:, :-1].mean(1) if k > 1 else np.zeros(len(near)), np.float32)


def _nth(near: Floats, n: int) -> Floats:
    """The n-th largest value of each row."""
    n = min(n, near.shape[1])
    return np.asarray(np.partition(near, near.shape[1] - n, axis=1)[:, -n], np.float32)
