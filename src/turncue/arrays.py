"""Types of arrays, and quantiles.

``numpy.median`` and ``numpy.quantile`` import ``numpy.ma``, which costs a tenth of the run time of a short talk.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Flags", "Floats", "Ints", "quantile"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def quantile(values: Floats, share: float) -> float:
    """The value below which ``share`` (0 to 1) of ``values`` lie, linear between two (Hyndman and Fan, type 7).

    Raises ``ValueError`` when there is none.
    """
    if not len(values):
        raise ValueError("no values have no quantile")
    return float(np.interp(share * (len(values) - 1), np.arange(len(values)), np.sort(values)))
