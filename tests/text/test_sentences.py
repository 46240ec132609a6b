from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue.text.sentences import clause_ends, sentence_ends, sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["He came.", "She left!", "Why?"],
        ["Dr. Weber met Mr. J. R. Stone at 5.30.", "Then they left."],
        ["It is 3.5 miles, e.g. by boat.", "Or more."],
        ["He said “No.”", "She said nothing (or little).", "End"],
        ["Well... maybe so.", "Yes."],
        ["The U.S. team won.", "Good."],
        ["今天天氣很好。", "我們去河邊嗎？", "「好！」", "他說…真的⋯⋯"],
        ["No.", "I will not."],
        ["यह नदी है।", "वह पत्थर है।"],
        ["أين النهر؟", "هنا."],
        ["no full stop here", "and a paragraph"],
    ],
)
def test_sentences(parts: list[str]) -> None:
    dense = parts[0][-1] in "。"
    text = "\n".join(parts) if parts[0].startswith("no full") else ("" if dense else " ").join(parts)
    assert [text[a:b] for a, b in sentences(text)] == parts


def test_clauses() -> None:
    text = "Well, at 10:30 there were 1,000 — no; 2,000: all of them"
    assert [text[:e].split()[-1] for e in clause_ends(text)] == ["Well,", "—", "no;", "2,000:"]
    assert clause_ends("河邊，石頭、水；") == [3, 6, 8]


@given(st.text(alphabet=st.sampled_from("ab .。!?…\n“”)X1,，"), max_size=60))
def test_sentences_cover_the_text(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    ends = sentence_ends(text)
    assert ends == sorted(set(ends))
    assert all(a < b for a, b in spans)
