"""Timestamps: every notation read, rounded once, written as the formats ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue import clock

DAY = 24 * 3_600_000


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("0:12", 12_000),
        ("00:12", 12_000),
        ("01:02:03.456", 3_723_456),
        ("01:02:03,456", 3_723_456),
        ("1:02:03", 3_723_000),
        ("02:03,4", 123_400),
        ("02:03,5", 123_500),
        ("02:03,500000", 123_500),  # microseconds are half a second, not eight minutes
        ("02:03.4567", 123_457),
        ("02:03.9996", 124_000),  # carries
        ("90:00", 5_400_000),
        ("123:00:00.000", 442_800_000),
        ("12.5s", 12_500),
        ("12.5", 12_500),
        ("12s", 12_000),
        ("00:01:02:345", 62_345),
        (" 0:12 ", 12_000),
        ("００：１２", 12_000),  # full-width
        ("00：01：02，345", 62_345),
    ],
)
def test_reads(text: str, ms: int) -> None:
    assert clock.parse(text) == ms


@pytest.mark.parametrize("text", ["", "12", "1:2:3:4:5", "ab:cd", "-0:12", "0:12x", ":12", "1::2", "12:", "3/4"])
def test_what_is_no_time_gives_none(text: str) -> None:
    assert clock.parse(text) is None


@given(st.integers(0, 10 * DAY))
def test_written_times_are_read_back(ms: int) -> None:
    assert clock.parse(clock.vtt(ms)) == ms
    assert clock.parse(clock.srt(ms)) == ms
    assert clock.from_seconds(clock.seconds(ms)) == ms


@given(st.integers(0, DAY), st.integers(0, DAY))
def test_written_times_sort_as_times_do(a: int, b: int) -> None:
    assert (clock.vtt(a) < clock.vtt(b)) == (a < b)


@given(st.text(max_size=20))
def test_never_raises(text: str) -> None:
    found = clock.parse(text)
    assert found is None or found >= 0


def test_writes() -> None:
    assert clock.srt(3_723_456) == "01:02:03,456"
    assert clock.vtt(3_723_456) == "01:02:03.456"
    assert clock.vtt(442_800_000) == "123:00:00.000"
    assert clock.seconds(1234) == 1.234


def test_rounds_half_up() -> None:
    assert clock.from_seconds(0.0005) == 1
    assert clock.from_seconds(1.2344) == 1234
