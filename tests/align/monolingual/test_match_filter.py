"""Chance matches are told from true ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import best_stretch

from turncue.align.monolingual.match_filter import _trim, match_gain, probable_matches

_NUMBERS = st.lists(st.tuples(st.floats(0.1, 9.0), st.floats(0.0, 20.0)), min_size=1, max_size=12)


@given(_NUMBERS)
def test_the_best_stretch_is_the_textbooks(rows: list[tuple[float, float]]) -> None:
    gain, cost = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    first, last = _trim(gain, cost)
    kept = float(gain[first:last].sum() - cost[first + 1 : last].sum())
    assert kept == pytest.approx(best_stretch(gain.tolist(), cost.tolist()))


def test_rare_words_are_gain_more() -> None:
    a, b = np.array([0, 0, 0, 0, 1]), np.array([0, 0, 0, 2])
    gain = match_gain(a, b)
    assert gain[1] > gain[0] >= 0.3


def test_side_by_side_everything_is_kept() -> None:
    i = np.arange(50)
    assert probable_matches(i, i, np.full(50, 2.0), (50, 50)).all()


def test_stray_common_words_in_a_hole_are_dropped() -> None:
    # ten words match, then three "the" scattered over a hole of a thousand, then ten more
    i = np.array([*range(10), 200, 500, 800, *range(1010, 1020)])
    j = np.array([*range(10), 15, 20, 25, *range(30, 40)])
    gain = np.array([4.0] * 10 + [1.0] * 3 + [4.0] * 10)
    keep = probable_matches(i, j, gain, (1020, 40))
    assert keep[:10].all()
    assert keep[-10:].all()
    assert not keep[10:13].any()


def test_a_long_island_in_a_hole_is_kept() -> None:
    i = np.array([*range(10), *range(500, 512), *range(1010, 1020)])
    j = np.array([*range(10), *range(20, 32), *range(40, 50)])
    assert probable_matches(i, j, np.full(32, 5.0), (1020, 50)).all()


def test_nothing_in_nothing_out() -> None:
    empty = np.zeros(0, dtype=np.int64)
    assert len(probable_matches(empty, empty, np.zeros(0), (5, 5))) == 0
