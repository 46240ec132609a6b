"""From what can be seen of a turn's beginning to the chance that it is right.

Two things must be right: the words a turn begins with must be those found, and the captions must say when they are
heard. The second is what ``prepare.interpolated_times`` knows of a time inside a caption. The first is a logistic regression on
``turncue.quality.confidence_features``, fitted with the second given to the
distance between placed and true turn starts on some
8,400 turns of recordings (calls by four recognisers, conversations, a debate, talks, podcasts in English and Mandarin)
and, at a seventh of the weight, on the same damaged in nine ways (captions lost, wrong, without punctuation or joined
to long blocks, transcripts tidied or abridged); checked with each set held out once. "Right" is within one second. The
regression is then lowered by ``_CAUTION``, because recordings that nobody here has seen are harder than those the
numbers come from.
"""

from __future__ import annotations

import numpy as np

from turncue.arrays import Floats
from turncue.prepare.interpolated_times import IN_CUE, tied_worth
from turncue.quality.confidence_features import NAMES

__all__ = ["confidence"]


_CAUTION = 0.75  # nats
_BASE = 2.624
_WEIGHTS = {
    "opening": 0.175,
    "lead": -0.318,
    "share": -0.264,
    "alone": -0.802,
    "nothing": -0.048,
    "closing": 0.823,
    "spare": -0.163,
    "back": -0.34,
    "silence": -0.678,
    "boundary": 0.041,
    "edge": 0.509,
    "careless": -2.336,
    "odd": -1.059,
    "score": 0.342,
    "foreign": 0.333,
}
# matches right up to the turn before and from the first word on, with nothing between; alone, on an edge, in silence
_CLEAN, _CLEAN_EDGE, _CLEAN_SILENCE = 0.516, 0.771, -1.286
_CARELESS_ODD = -0.63


def confidence(rows: Floats) -> Floats:
    """The chance, 0.01 to 0.99, that each row's turn starts within a second of the truth."""
    column = dict(zip(NAMES, rows.T, strict=True))
    clean = (column["lead"] == 0) & (column["closing"] >= 0.99) & (column["spare"] == 0)
    total = _BASE - _CAUTION + sum(weight * column[name] for name, weight in _WEIGHTS.items())
    total = total + clean * (_CLEAN + _CLEAN_EDGE * column["edge"] + _CLEAN_SILENCE * column["silence"])
    total = total + _CARELESS_ODD * column["careless"] * column["odd"]
    held = np.array([tied_worth(free, IN_CUE) for free in column["free"].tolist()])
    sure: Floats = np.clip(held / (1.0 + np.exp(-total)), 0.01, 0.99)
    return sure
