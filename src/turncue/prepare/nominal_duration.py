"""How long words take to say, by how they are written."""

from __future__ import annotations

import re

import numpy as np

from turncue.arrays import Floats
from turncue.prepare.token_columns import EVENT
from turncue.text.tokens import is_dense

__all__ = ["nominal"]


_EVENT = 600.0
# A word in ms by its letters: Baume's rule 0.085 + 0.054 s a letter (stt-align; research aligners.md section 4). Digits
# are read out, some 0.17 s each: in stamped captions "20" takes 0.32 s, "2019" from 0.7 to 1.0.
_WORD, _LETTER, _DIGIT = 85.0, 54.0, 170.0
# A character in ms where each is a token. Mandarin has 5.2 syllables a second and Japanese 7.8 morae (Pellegrino, Coupé
# & Marsico 2011, Language 87(3), table 2); a Han character is a syllable, or some two morae. Measured on subtitles:
# Hangul 0.13 s, Kana 0.12, Han 0.17 to 0.24. The letters of Thai, Lao, Khmer and Myanmar are parts of syllables.
_SCRIPTS = (
    (re.compile("[\u3041-\u30ff\uff66-\uff9d]"), 130.0),  # Kana
    (re.compile("[\uac00-\ud7a3]"), 140.0),  # Hangul
    (re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"), 80.0),  # Thai, Lao, Myanmar, Khmer
)
_SYLLABLE = 200.0


def nominal(keys: tuple[str, ...]) -> Floats:
    """How long each token takes to say, in ms, at an ordinary rate."""
    lengths = {k: _length(k) for k in set(keys)}
    return np.array([lengths[k] for k in keys])


def _length(key: str) -> float:
    if key == EVENT:
        return _EVENT
    if is_dense(key):
        return next((ms for script, ms in _SCRIPTS if script.match(key)), _SYLLABLE)
    digits = sum(c.isdigit() for c in key)
    return _WORD + _DIGIT * digits + _LETTER * (len(key) - digits)
