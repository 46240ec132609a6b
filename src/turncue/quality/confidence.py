"""From what can be seen of a turn's beginning to the probability that its time is right.

Two things must be right: the words a turn begins with must be those that were matched, and the captions must say when
they are spoken. The second is what ``prepare.interpolated_times`` knows of a time inside a caption. The first is a
logistic regression on ``confidence_features``, fitted with the second given (see ``params``).
"""

from __future__ import annotations

import numpy as np

from turncue.arrays import Floats
from turncue.prepare.interpolated_times import probability_within_second
from turncue.prepare.params import WANDER_IN_CUE_S
from turncue.quality import params
from turncue.quality.confidence_features import NAMES

__all__ = ["confidence"]


def confidence(rows: Floats) -> Floats:
    """The probability, 0.01 to 0.99, that each row's turn starts within a second of the truth."""
    column = dict(zip(NAMES, rows.T, strict=True))
    clean = (column["lead"] == 0) & (column["closing"] >= 0.99) & (column["spare"] == 0)
    total = params.BASE - params.CAUTION + sum(weight * column[name] for name, weight in params.WEIGHTS.items())
    gain = params.CLEAN + params.CLEAN_EDGE * column["edge"] + params.CLEAN_SILENCE * column["silence"]
    total = total + clean * gain
    total = total + params.CARELESS_ODD * column["careless"] * column["odd"]
    held = np.array([probability_within_second(free, WANDER_IN_CUE_S) for free in column["free"].tolist()])
    probability: Floats = np.clip(held / (1.0 + np.exp(-total)), 0.01, 0.99)
    return probability
