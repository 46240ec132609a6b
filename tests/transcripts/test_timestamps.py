"""Times written into a transcript."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue.model import Stamp
from turncue.transcripts.timestamps import lone_time, read_time, take_stamps


@pytest.mark.parametrize(
    ("text", "left", "stamps"),
    [
        ("one [00:12:34] two", "one two", [Stamp(4, 754000)]),
        ("one (00:12) two", "one two", [Stamp(4, 12000)]),
        ("[00:12:34.16] two", "two", [Stamp(0, 754160)]),
        ("one [[00:12:34.5]] two", "one two", [Stamp(4, 754500, True)]),
        ("one [0:12 → 0:20] two", "one two", [Stamp(4, 12000)]),
        ("早上[00:12]好", "早上好", [Stamp(2, 12000)]),
        ("早上【00：12】好", "早上好", [Stamp(2, 12000)]),
        ("one. (1:02) two", "one. two", [Stamp(5, 62000)]),
        ("one [0:12]", "one", [Stamp(3, 12000)]),
        ("[0:01] a [0:02] b", "a b", [Stamp(0, 1000), Stamp(2, 2000)]),
        ("[inaudible 00:01:02] x", "[inaudible 00:01:02] x", []),
        ("he left (at 3:30) early", "he left (at 3:30) early", []),
        ("as John (3:16) has it", "as John (3:16) has it", []),
        ("half each (50:50) then", "half each (50:50) then", []),
        ("at 12:30 sharp", "at 12:30 sharp", []),
        ("[12:75] x", "[12:75] x", []),
    ],
)
def test_take_stamps(text: str, left: str, stamps: list[Stamp]) -> None:
    assert take_stamps(text) == (left, tuple(stamps))


@given(st.text(alphabet=st.sampled_from(list("a [](0123:.)燈")), max_size=60))
def test_only_stamps_and_white_space_go(text: str) -> None:
    left, stamps = take_stamps(text)
    assert all(0 <= s.at <= len(left) for s in stamps)
    assert [s.at for s in stamps] == sorted(s.at for s in stamps)
    if not stamps:
        assert left == text
    assert left.count("a") == text.count("a")


def test_lone_times() -> None:
    assert lone_time("[00:12]") == lone_time("00:12") == "[00:12]"
    assert lone_time("[[1:00:12.5]]") == "[[1:00:12.5]]"
    assert lone_time("0:12 x") is None
    assert read_time("[0:15 - 1:02]") == 15000
    assert read_time("no time") is None
