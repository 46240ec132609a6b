"""How long tokens take to say, by how they are written."""

from __future__ import annotations

import re

import numpy as np

from turncue.arrays import Floats
from turncue.prepare import params
from turncue.prepare.token_columns import EVENT
from turncue.text.tokens import is_dense

__all__ = ["nominal_duration"]

# Scripts of which a character takes less time than a Han character. The letters of Thai, Lao, Khmer and Myanmar are
# parts of syllables.
_SCRIPTS = (
    (re.compile("[\u3041-\u30ff\uff66-\uff9d]"), params.KANA_MS),
    (re.compile("[\uac00-\ud7a3]"), params.HANGUL_MS),
    (re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"), params.SOUTH_EAST_ASIAN_MS),
)


def nominal_duration(normalized: tuple[str, ...]) -> Floats:
    """How long each normalized token takes to say, in ms, at an ordinary rate."""
    lengths = {k: _duration(k) for k in set(normalized)}
    return np.array([lengths[k] for k in normalized])


def _duration(token: str) -> float:
    if token == EVENT:
        return params.EVENT_MS
    if is_dense(token):
        return next((ms for script, ms in _SCRIPTS if script.match(token)), params.SYLLABLE_MS)
    digits = sum(c.isdigit() for c in token)
    return params.WORD_MS + params.DIGIT_MS * digits + params.LETTER_MS * (len(token) - digits)
