"""Word pairs from an embedding model of the user: one more lexicon for the clause engine.

Words of both sides that are close in the model's space, and closer to each other than to anything else, become weighted
pairs. Nothing here loads a model; ``turncue.lexicons.embedders`` does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from turncue.lexicons import params
from turncue.lexicons.lexicon import Lexicon
from turncue.text.language import base_language
from turncue.text.match_keys import fold, term_key, unspaced
from turncue.text.script_ranges import HAN, KANA, LETTERS, THAI
from turncue.text.tokens import MARKS

__all__ = ["Embedder", "lexicon_from_embeddings", "words_of"]

_Floats32 = NDArray[np.float32]

_LETTERS = rf"(?:[^\W\d_][{MARKS}]*)+"
_WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})?")
_WIDE_RUN = re.compile(f"[\u3005\u3007{HAN}{KANA}{THAI}{LETTERS['lo']}]{{2,}}")


class Embedder(Protocol):
    """Anything that turns texts into vectors, one row for each text; rows need not have length one."""

    def encode(self, texts: list[str], /) -> NDArray[np.floating]:
        """One row for each text, in order."""
        ...


def words_of(texts: Sequence[str], language: str) -> list[str]:
    """The words of one side to encode, the commonest first, each once and in lower case.

    Languages without spaces give every pair of neighbouring characters that occurs twice or more.
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
    return [w for w, _ in counts.most_common(params.MOST_EMBEDDED)]


def lexicon_from_embeddings(
    words_a: Sequence[str],
    words_b: Sequence[str],
    embedder: Embedder,
    *,
    source: str,
    target: str,
) -> Lexicon:
    """Pairs of words of ``words_a`` (in ``source``) and ``words_b`` (in ``target``) that mean the same by a model.

    A pair is kept when each word is among the ``NEAREST`` of the other, their cosine is ``LEAST_COSINE`` or more, and
    it is by ``LEAST_MARGIN`` above the mean cosine of both words with their ten nearest (so that words which are near
    to everything, the hubs of such spaces, have no pair). The weight grows with the margin, up to ``MOST_WEIGHT``.
    Raises ``ValueError`` when the model gives no row of numbers for each word.
    """
    a, b = base_language(source), base_language(target)
    if not words_a or not words_b:
        return Lexicon(a, b)
    left, right = _unit(embedder, words_a), _unit(embedder, words_b)
    near = left @ right.T
    rows = _top_mean(near)
    cols = _top_mean(near.T)
    lead = near - (rows[:, None] + cols[None, :]) / 2
    mutual = (near >= _nth(near, params.NEAREST)[:, None]) & (near >= _nth(near.T, params.NEAREST)[None, :])
    pairs: dict[str, dict[str, float]] = {}
    close = mutual & (near >= params.LEAST_COSINE) & (lead >= params.LEAST_MARGIN)
    for i, j in zip(*np.nonzero(close), strict=True):
        one, other = term_key(words_a[i], a), term_key(words_b[j], b)
        if one and other and (a != b or one != other):
            weight = params.LEAST_WEIGHT + params.MARGIN_WEIGHT * (lead[i, j] - params.LEAST_MARGIN)
            weight = float(np.clip(weight, params.LEAST_WEIGHT, params.MOST_WEIGHT))
            known = pairs.setdefault(one, {})
            known[other] = max(known.get(other, 0.0), weight)
    return Lexicon(a, b, pairs)


def _unit(embedder: Embedder, words: Sequence[str]) -> _Floats32:
    """Vectors of length one. Raises ``ValueError`` unless there is a row of numbers for each word."""
    rows = np.asarray(embedder.encode(list(words)), np.float32)
    if rows.ndim != 2 or len(rows) != len(words) or not np.isfinite(rows).all():
        raise ValueError(f"the model gave an array of shape {rows.shape} for {len(words)} words, or what is no number")
    unit = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return np.asarray(unit, np.float32)


def _top_mean(near: _Floats32) -> _Floats32:
    """For each row the mean of its ten largest values, its very largest left out."""
    k = min(params.NEIGHBOURS + 1, near.shape[1])
    top = np.sort(np.partition(near, near.shape[1] - k, axis=1)[:, -k:], axis=1)
    return np.asarray(top[:, :-1].mean(1) if k > 1 else np.zeros(len(near)), np.float32)


def _nth(near: _Floats32, n: int) -> _Floats32:
    """The n-th largest value of each row."""
    n = min(n, near.shape[1])
    return np.asarray(np.partition(near, near.shape[1] - n, axis=1)[:, -n], np.float32)
