"""A bigram language model of a text, in the ARPA form, for the embedded recogniser.

Back-off with Witten-Bell discounting: what the text says is likely, any other order of its words stays possible.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

__all__ = ["arpa_of"]

_BEGIN, _END = "<s>", "</s>"


def arpa_of(sentences: Sequence[Sequence[str]], known: Collection[str]) -> str:
    """The ARPA file of sentences of words; words that are not ``known`` to the recogniser are left out."""
    singles: Counter[str] = Counter()
    pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        words = [w for w in sentence if w in known]
        if not words:
            continue
        before = _BEGIN
        for word in [*words, _END]:
            singles[word] += 1
            pairs[before][word] += 1
            before = word
    total = sum(singles.values())
    kinds = len(singles)
    chance = {word: (n + 0.5) / (total + 0.5 * kinds) for word, n in singles.items()}
    rows_1 = [f"-99 {_BEGIN} {_log(_backoff(pairs[_BEGIN], chance))}"]
    rows_2: list[str] = []
    for word in sorted(singles):
        after = pairs.get(word)
        rows_1.append(f"{_log(chance[word])} {word}" + (f" {_log(_backoff(after, chance))}" if after else ""))
    for before in sorted(pairs):
        after = pairs[before]
        size = sum(after.values()) + len(after)
        rows_2 += [f"{_log(n / size)} {before} {word}" for word, n in sorted(after.items())]
    parts = [
        f"\\data\\\nngram 1={len(rows_1)}\nngram 2={len(rows_2)}\n",
        "\\1-grams:",
        *rows_1,
        "\n\\2-grams:",
        *rows_2,
        "\n\\end\\\n",
    ]
    return "\n".join(parts)


def _backoff(after: Counter[str], chance: dict[str, float]) -> float:
    """The weight of the unigrams after a word: the mass that its bigrams leave."""
    size = sum(after.values())
    left = len(after) / (size + len(after))
    return left / max(1.0 - sum(chance[w] for w in after), 1e-6)


def _log(probability: float) -> str:
    return f"{math.log10(max(probability, 1e-9)):.4f}"
