"""CTM: words with times."""

from __future__ import annotations

import pytest
from readers import captions_of, read_with

from turncue.errors import ReadError
from turncue.formats import Source, detect
from turncue.formats.nist import ctm
from turncue.model import Word

GOOD = """;; made by hand
a 1 0.50 0.25 good 0.97
a 1 0.75 0.5 morning 0.5 lex Ann_Lee
a 1 * * <ALT_BEGIN>
a 1 3.00 0.2 see
a 1 * * <ALT>
a 1 3.00 0.1 sea
a 1 * * <ALT_END>
a 1 3.2 0.1 @
a 1 3.3 0.2 (breath) 1 non-lex
a 1 3.6 0.2 you NA lex NA
"""


def test_words_become_cues_with_times() -> None:
    captions = captions_of(GOOD)
    assert captions.format == "ctm"
    assert [(c.start, c.end, c.text, c.speaker) for c in captions.cues] == [
        (500, 750, "good", None),
        (750, 1250, "morning", "Ann Lee"),
        (3000, 3800, "see you", None),
    ]
    assert captions.cues[0].words == (Word("good", 500, 750, 0.97),)
    assert captions.cues[2].words == (Word("see", 3000, 3200), Word("you", 3600, 3800))


def test_cues_end_at_pauses_and_are_not_long() -> None:
    lines = [f"a 1 {k * 0.3 + (2 if k >= 50 else 0):.2f} 0.3 word{k}" for k in range(100)]
    cues = read_with(ctm, "\n".join(lines)).cues
    assert [w.text for c in cues for w in c.words] == [f"word{k}" for k in range(100)]
    assert all(c.end - c.start <= 6000 and len(c.text) <= 84 for c in cues)
    assert any(c.words[0].text == "word50" for c in cues)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a 1 0.5 0.2 good\na 1 0.7\n", 2, "3 fields"),
        ("a 1 soon 0.2 good\n", 1, "'soon'"),
        ("a 1 0.5 nan good\n", 1, "'nan'"),
        ("a 1 0.5 0.2 good\nb 1 0.5 0.2 good\n", 1, "2 recordings: a, b"),
        ("a 1 0.5 0.2 @\n", None, "no word"),
    ],
)
def test_what_is_broken_is_told_with_its_line(text: str, line: int | None, told: str) -> None:
    with pytest.raises(ReadError, match=told) as error:
        read_with(ctm, text, "x.ctm")
    assert (error.value.path, error.value.line) == ("x.ctm", line)


def test_it_is_told_from_other_files() -> None:
    assert detect(Source.of_text(GOOD, None)).name == "ctm"
    assert detect(Source.of_text(GOOD[:-9], "x.txt")).name == "ctm"
    assert ctm.sniff(Source.of_text("a 1 Ann 1.0 3.25 good morning\n")) == 0.0
    assert ctm.sniff(Source.of_text("We counted 3 4 times that day\n")) == 0.0
