"""Desired times brought into order with the least moving."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import in_order_nearest

from turncue.timing.enforce_monotonic import enforce_monotonic

_WISHES = st.lists(st.tuples(st.integers(0, 40), st.sampled_from((1.0, 4.0, 8.0))), min_size=1, max_size=7)


@given(st.lists(st.tuples(st.floats(-500, 9000), st.floats(0, 2000), st.integers(1, 90)), min_size=1, max_size=30))
def test_nothing_overlaps_and_every_word_has_its_room(rows: list[tuple[float, float, int]]) -> None:
    start = np.array([r[0] for r in rows])
    end, least = start + np.array([r[1] for r in rows]), np.array([r[2] for r in rows])
    first, last = enforce_monotonic(start, end, least, np.ones(len(rows)))
    assert first[0] >= 0
    assert (last - first >= least).all()
    assert (first[1:] >= last[:-1]).all()


@given(_WISHES)
def test_moves_are_as_small_as_the_textbooks(rows: list[tuple[int, float]]) -> None:
    wish, weight = [r[0] for r in rows], [r[1] for r in rows]
    from turncue.timing.enforce_monotonic import _pool

    made = _pool(np.array(wish, dtype=float), np.array(weight))
    assert (np.diff(made) >= -1e-9).all()
    cost = float((np.array(weight) * (made - np.array(wish)) ** 2).sum())
    assert cost <= in_order_nearest(wish, weight, 40) + 1e-6


def test_what_holds_is_left_alone() -> None:
    start, end = np.array([0.0, 400.0, 900.0]), np.array([300.0, 800.0, 1500.0])
    first, last = enforce_monotonic(start, end, np.array([60, 60, 60]), np.ones(3))
    assert first.tolist() == [0, 400, 900]
    assert last.tolist() == [300, 800, 1500]


def test_the_firmer_start_moves_less() -> None:
    start, end = np.array([500.0, 400.0]), np.array([600.0, 500.0])
    first, _ = enforce_monotonic(start, end, np.array([10, 10]), np.array([8.0, 1.0]))
    assert abs(first[0] - 500) < abs(first[1] - 400)


def test_nothing_in_nothing_out() -> None:
    empty = np.zeros(0)
    first, last = enforce_monotonic(empty, empty, np.zeros(0, dtype=np.int64), empty)
    assert len(first) == len(last) == 0


def test_no_time_is_before_the_beginning() -> None:
    first, _ = enforce_monotonic(np.array([-300.0]), np.array([100.0]), np.array([60]), np.ones(1))
    assert first[0] == 0


@pytest.mark.parametrize("wish", [0.5, 1.5, 2.5])
def test_halves_round_up(wish: float) -> None:
    first, _ = enforce_monotonic(np.array([wish]), np.array([wish + 100]), np.array([1]), np.ones(1))
    assert first[0] == int(wish + 0.5)
