"""From what can be seen of a turn's beginning to the chance that it is right.

A logistic regression on ``turncue.quality.features``, fitted to the distance between placed and true turn starts on
some 7,400 turns of recordings (calls by four recognisers, conversations, a debate, talks, podcasts in English and
Mandarin), checked with each set held out once. "Right" is within one second. The result is then lowered by
``_CAUTION``, because recordings that nobody here has seen are harder than those the numbers come from.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from turncue.quality.features import NAMES

__all__ = ["confidence"]

Floats = NDArray[np.float64]

_CAUTION = 0.6  # nats
_BASE = 0.673
_WEIGHTS = {
    "opening": 0.136,
    "lead": -0.457,
    "share": -0.469,
    "alone": -0.914,
    "nothing": -0.187,
    "closing": 0.761,
    "spare": -0.232,
    "back": -0.25,
    "silence": -0.425,
    "boundary": 0.133,
    "edge": 0.381,
    "careless": -3.154,
    "odd": -1.254,
    "score": 2.632,
    "foreign": 1.083,
}
# matches right up to the turn before and from the first word on, with nothing between; alone, on an edge, in silence
_CLEAN, _CLEAN_EDGE, _CLEAN_SILENCE = 0.131, 0.43, -0.78
_CARELESS_ODD = -0.73


def confidence(rows: Floats) -> Floats:
    """The chance, 0.01 to 0.99, that each row's turn starts within a second of the truth."""
    column = dict(zip(NAMES, rows.T, strict=True))
    clean = (column["lead"] == 0) & (column["closing"] >= 0.99) & (column["spare"] == 0)
    total = _BASE - _CAUTION + sum(weight * column[name] for name, weight in _WEIGHTS.items())
    total = total + clean * (_CLEAN + _CLEAN_EDGE * column["edge"] + _CLEAN_SILENCE * column["silence"])
    total = total + _CARELESS_ODD * column["careless"] * column["odd"]
    sure: Floats = np.clip(1.0 / (1.0 + np.exp(-total)), 0.01, 0.99)
    return sure
