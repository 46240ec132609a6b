from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue.text.width import prefix_widths, strip_tags, width


@pytest.mark.parametrize(
    ("text", "each", "half"),
    [
        ("", 0, 0),
        ("Hello, you.", 11, 5.5),
        ("河邊的石頭。", 6, 6),
        ("AI 時代", 5, 3.5),
        ("ｶﾞ", 2, 1),
        ("한국어 A", 5, 4),
        ("ที่นี่", 2, 1),  # four marks above the letters
        ("نَهْر", 3, 1.5),
        ("नदी", 2, 1),
        ("e\u0301", 1, 0.5),
        ("👨‍👩‍👧", 1, 1),
        ("👍🏽!", 2, 1.5),
        ("🇩🇪🇫🇷", 2, 2),
        ("\u1112\u1161\u11ab", 1, 1),  # one syllable in three letters
        ("a\u200bb\u2060\u200f", 2, 1),
    ],
)
def test_width(text: str, each: float, half: float) -> None:
    assert width(text) == each
    assert width(text, "half") == half


def test_tags_count_nothing_when_asked() -> None:
    text = "<i>now</i> {\\an8}<v Ana>you</v> <00:01.500>3 < 4 <laughs>"
    assert strip_tags(text) == "now you 3 < 4 <laughs>"
    assert width("<b>x</b>", tags=True) == 1
    assert width("<b>x</b>") == 8


@given(st.text(), st.text(), st.sampled_from(["each", "half"]))
def test_prefixes_never_fall_and_end_in_the_width(a: str, b: str, count: str) -> None:
    p = prefix_widths(a + b, count)  # type: ignore[arg-type]
    assert len(p) == len(a + b) + 1
    assert all(x <= y for x, y in pairwise(p))
    assert p[-1] == width(a + b, count)  # type: ignore[arg-type]
    assert p[-1] <= width(a, count) + width(b, count)  # type: ignore[arg-type]
