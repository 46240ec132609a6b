"""RTTM: who speaks when, for scoring."""

from __future__ import annotations

from itertools import pairwise

import pytest
from readers import captions_of

from turncue.errors import FormatUnknown, ReadError
from turncue.formats import Source
from turncue.formats.base import Reference, SpeakerSegment
from turncue.formats.nist import rttm


def reference(text: str, name: str | None = None, *, recording: str | None = None) -> Reference:
    return rttm.read_reference(Source.of_text(text, name), recording)


GOOD = """;; made by hand
SPKR-INFO one 1 <NA> <NA> <NA> unknown Ann <NA>
SPEAKER one 1 1.50 2.25 <NA> <NA> Ann <NA> <NA>
SPEAKER one 1 0.00 1.50 <NA> <NA> Ben_Ash <NA>
SPEAKER one 2 3.0 1.0005 <NA> <NA> <NA> <NA> <NA>
NOSCORE one 1 9 1 <NA> <NA> <NA> <NA> <NA>
LEXEME one 1 1.50 0.5 river lex Ann <NA> <NA>
LEXEME one 1 2.0 0.5 uh fp Ann <NA> <NA>
NON-LEX one 1 2.2 0.1 <NA> breath Ann <NA> <NA>
"""


def test_everything_is_read_in_order_of_time() -> None:
    side = reference(GOOD)
    assert side.segments == (
        SpeakerSegment(0, 1500, "Ben_Ash"),
        SpeakerSegment(1500, 3750, "Ann"),
        SpeakerSegment(3000, 4001, None),
    )
    assert side.unscored == ((9000, 10000),)
    assert [(w.text, w.start, w.end) for w in side.words] == [("river", 1500, 2000), ("uh", 2000, 2500)]
    assert side.turns == ()


def test_neighbours_stay_neighbours_after_rounding() -> None:
    lines = "".join(f"SPEAKER x 1 {k * 0.3335:.4f} 0.3335 <NA> <NA> s{k % 2} <NA> <NA>\n" for k in range(200))
    segments = reference(lines).segments
    assert all(a.end == b.start for a, b in pairwise(segments))


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("SPEAKER x 1 0 1 <NA> <NA> Ann\n", 1, "8 fields"),
        ("SPEAKER x 1 zero 1 <NA> <NA> Ann <NA>\n", 1, "'zero'"),
        (";; none\nSPEAKER x 1 0 -1 <NA> <NA> Ann <NA>\n", 2, "'-1'"),
        ("SPKR-INFO one 1 <NA> <NA> <NA> unknown Ann <NA>\n", None, "no SPEAKER line"),
    ],
)
def test_what_is_broken_is_told_with_its_line(text: str, line: int | None, told: str) -> None:
    with pytest.raises(ReadError, match=told) as error:
        reference(text, "x.rttm")
    assert (error.value.path, error.value.line) == ("x.rttm", line)


def test_one_of_several_recordings_is_chosen() -> None:
    two = GOOD + GOOD.replace(" one ", " two ").replace("Ann", "Cem")
    with pytest.raises(ReadError, match=r"2 recordings: one, two"):
        reference(two, "meetings.rttm")
    assert reference(two, "two.rttm").segments[1].speaker == "Cem"
    assert reference(two, "two.rttm", recording="one").segments[1].speaker == "Ann"
    with pytest.raises(ReadError, match="no recording 'three'"):
        reference(two, recording="three")


def test_it_is_told_from_other_files() -> None:
    assert rttm.sniff(Source.of_text(GOOD)) == 1.0
    assert rttm.sniff(Source.of_text(GOOD[:-30])) == 1.0
    assert (
        rttm.sniff(Source.of_text("SPEAKER: Good morning.\nANN: Morning to you all, I am glad that you could come.\n"))
        == 0.0
    )
    with pytest.raises(FormatUnknown):
        captions_of(GOOD, "x.rttm")  # no captions: it is for scoring only
