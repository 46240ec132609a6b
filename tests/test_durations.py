"""The measure of time that other tests stand on: it tells a loop from a loop within a loop."""

from __future__ import annotations

from durations import linear, within


def test_a_loop_is_linear_and_a_loop_within_a_loop_is_not() -> None:
    assert linear(lambda n: sum(range(n)), 200_000, 2_000_000)
    assert not linear(lambda n: sum(range(n * n)), 1_500, 7_500)


def test_within_a_limit() -> None:
    assert within(5, lambda: None)
    assert not within(0.001, lambda: sum(range(1_000_000)))
