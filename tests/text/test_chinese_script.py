"""The other Chinese script, every character at its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from turncue.text.chinese_script import to_script


def test_both_ways() -> None:
    assert to_script("這是頭髮的發展。", "hans") == "这是头发的发展。"
    assert to_script("这是头发的发展。", "hant") == "這是頭髮的發展。"


@given(st.text(alphabet=st.sampled_from("头发发展后面皇后里面公里乾坤干净 ABC，。"), max_size=30))
def test_the_length_holds(text: str) -> None:
    assert len(to_script(text, "hant")) == len(text)
    assert len(to_script(text, "hans")) == len(text)
