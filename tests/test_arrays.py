"""Quantiles as numpy's own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue.arrays import quantile


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.floats(0, 1))
def test_it_is_numpys(values: list[float], share: float) -> None:
    found = quantile(np.array(values), share)
    assert found == pytest.approx(float(np.quantile(values, share)), abs=1e-6)


def test_nothing_has_none() -> None:
    with pytest.raises(ValueError, match="no values"):
        quantile(np.zeros(0), 0.5)
