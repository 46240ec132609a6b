"""Passages that the captions have in another place than the transcript, as warnings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from turncue import clock
from turncue.align.engine_result import EngineResult
from turncue.arrays import Ints
from turncue.prepare.pair import Pair
from turncue.prepare.token_columns import CaptionTokens
from turncue.quality import params

__all__ = ["reordered_warnings"]


def reordered_warnings(pair: Pair, result: EngineResult, captions: CaptionTokens) -> tuple[str, ...]:
    """Warnings about passages in another order: the engine's own, or else equal words elsewhere.

    ``captions`` are the caption tokens with their latest times.
    """
    if result.reordered is not None:
        return tuple(_message(p.first, p.last, float(captions.start[p.caption_token])) for p in result.reordered)
    tokens, alignment = pair.transcript_tokens, result.alignment
    own = _without_partner(alignment.transcript_first, alignment.transcript_stop, len(tokens))
    other = _without_partner(alignment.caption_first, alignment.caption_stop, len(captions))
    places: dict[tuple[str, ...], int] = {}
    for a, b in other:
        for j, gram in _grams(captions.normalized, a, b):
            places.setdefault(gram, j)
    warnings = []
    for a, b in own:
        hits = [places[gram] for _, gram in _grams(tokens.normalized, a, b) if gram in places]
        if len(hits) >= max(params.HITS, params.HIT_SHARE * (b - a - params.GRAM + 1)):
            first, last = int(tokens.turn[a]), int(tokens.turn[b - 1])
            warnings.append(_message(first, last, float(captions.start[min(hits)])))
    return tuple(warnings)


def _grams(tokens: Sequence[str], a: int, b: int) -> list[tuple[int, tuple[str, ...]]]:
    """Every run of ``GRAM`` tokens in [a, b), with its place."""
    return [(i, tuple(tokens[i : i + params.GRAM])) for i in range(a, b - params.GRAM + 1)]


def _without_partner(first: Ints, stop: Ints, size: int) -> list[tuple[int, int]]:
    """Runs of tokens without a partner that are long enough for a passage."""
    a = np.concatenate(([0], stop))
    b = np.concatenate((first, [size]))
    return [(int(x), int(y)) for x, y in zip(a, b, strict=True) if y - x >= params.LOOSE]


def _message(first: int, last: int, start: float) -> str:
    """The warning about a passage of turns ``first`` to ``last`` that is heard from ``start`` ms on."""
    which = f"turn {first + 1}" if first == last else f"turns {first + 1} to {last + 1}"
    return f"a passage of {which} is heard at {clock.vtt(round(start))}, in another order than in the transcript"
