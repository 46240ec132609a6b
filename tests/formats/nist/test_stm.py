"""STM: utterances with speaker, start, end and text."""

from __future__ import annotations

import pytest
from readers import captions_of, read_with, transcript_of

from turncue.errors import ReadError
from turncue.formats import Source, detect
from turncue.formats.nist import stm
from turncue.model import Cue

GOOD = """;; LABEL "o" "Overall" "Everything"
a 1 inter_segment_gap 0 1 <o,,> ignore_time_segment_in_scoring
a 1 Ben_Ash 3.25 4.5 <o,f0,male> I saw { the river / a river / @ } (uh) today
a 1 Ann 1.0 3.25 < o,f1 > good morning (%hesitation) Ben
a 2 Ann 5 6
"""


def test_it_is_read_as_captions() -> None:
    captions = captions_of(GOOD)
    assert captions.format == "stm"
    assert captions.cues == (
        Cue(1000, 3250, "good morning hesitation Ben", "Ann"),
        Cue(3250, 4500, "I saw the river uh today", "Ben Ash"),
    )
    assert [(r.line, r.rule) for r in captions.repairs] == [(2, "excluded from scoring"), (5, "excluded from scoring")]


def test_it_is_read_as_a_transcript() -> None:
    turns = transcript_of(GOOD, "a.stm").turns
    assert [(t.speaker, t.start) for t in turns] == [("Ann", 1000), ("Ben Ash", 3250)]


def test_spans_out_of_the_score_are_known() -> None:
    assert stm.read_reference(Source.of_text(GOOD)).unscored == ((0, 1000),)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a 1 Ann 1.0 2.0 hello\na 1 Ann 2.0\n", 2, "4 fields"),
        ("a 1 Ann Lee 1.0 2.0 hello\n", 1, "'Lee'"),
        ("a 1 Ann 2.0 1.0 hello\n", 1, "ends before it begins"),
        ("a 1 Ann 1.0 2.0 hello\nb 1 Ann 1.0 2.0 hello\n", 1, "2 recordings: a, b"),
    ],
)
def test_what_is_broken_is_told_with_its_line(text: str, line: int, told: str) -> None:
    with pytest.raises(ReadError, match=told) as error:
        read_with(stm, text, "x.stm")
    assert (error.value.path, error.value.line) == ("x.stm", line)


def test_without_text_it_is_no_captions() -> None:
    with pytest.raises(ReadError, match="no text"):
        read_with(stm, "a 1 Ann 1 2\n")


def test_it_is_told_from_other_files() -> None:
    assert detect(Source.of_text(GOOD)).name == "stm"
    assert detect(Source.of_text(GOOD, "x.txt"), "transcript").name == "stm"
    assert stm.sniff(Source.of_text("x 1 0.5 0.25 good 0.9\nx 1 0.75 0.5 morning 0.8\n")) == 0.0
    assert stm.sniff(Source.of_text("Ann: I have 3 or 4 apples.\nBen: So have I.\n")) == 0.0
    assert stm.sniff(Source.of_text("")) == 0.0
