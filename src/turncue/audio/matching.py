"""Recognised words and captions as tokens with times, and the pairs of tokens that may be the same word.

The one place where the audio package touches the engine's way of making tokens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from turncue.arrays import Flags, Floats, Ints, quantile
from turncue.audio.params import CHANCE_WINDOW, MOST_PAIRS, RUN_BONUS
from turncue.model import Captions, Word
from turncue.text.tokens import tokenize

__all__ = ["Pairs", "TimedTokens", "caption_tokens", "pairs_of", "word_tokens"]


@dataclass(frozen=True, slots=True)
class TimedTokens:
    """Tokens in order: normalised ``keys``, ``start`` in ms, the ``cue`` of each, whether it is the cue's ``first``.

    ``inside`` is how many ms a token lies behind the last time that is known exactly: its cue's start.
    """

    keys: tuple[str, ...]
    start: Floats
    inside: Floats
    cue: Ints
    first: Flags

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Caption token ``caption[k]`` and recognised token ``word[k]`` have the same key; ``gain[k]`` in nats."""

    caption: Ints
    word: Ints
    gain: Floats

    def __len__(self) -> int:
        return len(self.caption)


def caption_tokens(captions: Captions) -> TimedTokens:
    """The tokens of captions.

    Inside a cue without word times a token's time is by its place among the characters, at the usual speech rate of the
    captions: a cue that stands longer than its words need is silent at its end.
    """
    pace = _pace(captions)
    keys: list[str] = []
    start: list[float] = []
    inside: list[float] = []
    cue: list[int] = []
    first: list[bool] = []
    for index, c in enumerate(captions.cues):
        if c.words:
            for word in c.words:
                tokens = tokenize(word.text)
                size = max(len(word.text), 1)
                keys += tokens.keys
                start += [word.start + (word.end - word.start) * b / size for b in tokens.begins]
                inside += [0.0] * len(tokens)
                cue += [index] * len(tokens)
                first += [True] * len(tokens)
            continue
        tokens = tokenize(c.text)
        size = max(len(c.text), 1)
        length = min(c.end - c.start, size * pace)
        keys += tokens.keys
        start += [c.start + length * b / size for b in tokens.begins]
        inside += [length * b / size for b in tokens.begins]
        cue += [index] * len(tokens)
        first += [k == 0 for k in range(len(tokens))]
    return TimedTokens(
        tuple(keys), np.array(start, float), np.array(inside, float), np.array(cue, np.int64), np.array(first, bool)
    )


def _pace(captions: Captions) -> float:
    """ms a character, the median over the cues."""
    rates = [(c.end - c.start) / len(c.text) for c in captions.cues if c.text and c.end > c.start]
    return quantile(np.array(rates), 0.5) if rates else 60.0


def word_tokens(words: Sequence[Word]) -> TimedTokens:
    """The tokens of recognised words."""
    keys: list[str] = []
    start: list[float] = []
    cue: list[int] = []
    for index, word in enumerate(words):
        tokens = tokenize(word.text)
        size = max(len(word.text), 1)
        keys += tokens.keys
        start += [word.start + (word.end - word.start) * b / size for b in tokens.begins]
        cue += [index] * len(tokens)
    count = len(keys)
    return TimedTokens(
        tuple(keys), np.array(start, float), np.zeros(count), np.array(cue, np.int64), np.ones(count, dtype=bool)
    )


def pairs_of(captions: TimedTokens, words: TimedTokens) -> Pairs:
    """Every pair of equal keys, weighed by how unlikely it is by chance.

    The gain of a pair is log(1 + 1 / chance), where chance is how many tokens of that key stand in a second of captions
    on average; pairs that follow each other on both sides gain more. Keys so frequent that they would make more than
    ``MOST_PAIRS`` pairs are left out.
    """
    counts = Counter(captions.keys)
    other = Counter(words.keys)
    span = max(float(captions.start.max() - captions.start.min()), 1000.0) if len(captions) else 1000.0
    places: dict[str, list[int]] = {}
    for i, key in enumerate(captions.keys):
        if counts[key] * other.get(key, 0) and counts[key] * other[key] <= MOST_PAIRS:
            places.setdefault(key, []).append(i)
    left: list[int] = []
    right: list[int] = []
    for j, key in enumerate(words.keys):
        here = places.get(key, ())
        left += here
        right += [j] * len(here)
    caption, word = np.array(left, dtype=np.int64), np.array(right, dtype=np.int64)
    rate = np.array([counts[k] for k in captions.keys], dtype=np.float64) * (CHANCE_WINDOW / span)
    gain = np.log1p(1.0 / np.maximum(rate, 1e-9))[caption] if len(caption) else np.zeros(0)
    return Pairs(caption, word, gain * _in_runs(caption, word))


def _in_runs(caption: Ints, word: Ints) -> Floats:
    """1 for a pair by itself, more where the tokens before or after are a pair too."""
    if not len(caption):
        return np.zeros(0)
    code = caption * (1 << 32) + word
    held = np.sort(code)
    step = (1 << 32) + 1
    near = np.zeros(len(code))
    for side in (-step, step):
        place = np.searchsorted(held, code + side)
        near += held[np.minimum(place, len(held) - 1)] == code + side
    return np.asarray(1.0 + RUN_BONUS * near, dtype=np.float64)
