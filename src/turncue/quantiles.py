"""Quantiles. ``numpy.median`` and ``numpy.quantile`` load ``numpy.ma``, a tenth of what a short talk takes in all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["quantile"]

Floats = NDArray[np.float64]


def quantile(values: Floats, share: float) -> float:
    """The value below which ``share`` (0 to 1) of ``values`` lie, linear between two (Hyndman and Fan, type 7).

    Raises ``ValueError`` when there is none.
    """
    if not len(values):
        raise ValueError("no values have no quantile")
    return float(np.interp(share * (len(values) - 1), np.arange(len(values)), np.sort(values)))
