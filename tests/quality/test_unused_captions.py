"""Passages of the captions that the transcript lacks are named."""

from __future__ import annotations

import pytest

import turncue
from turncue.model import Captions, Cue, Transcript, Turn

SPOKEN = (
    "We begin with the harbour and the old crane that nobody dares to touch.",
    "The crane was built in the year my mother learnt to swim.",
    "Since then three mayors have promised to paint it green.",
    "None of them ever asked what the gulls think about the colour.",
)
ADVERT = (
    "This programme is brought to you by a bakery on the hill.",
    "Their rye bread keeps for a week and their rolls for a minute.",
    "Walk in before nine and the first coffee costs nothing at all.",
    "Say the word lighthouse at the counter and get a second one.",
)


def cues(lines: list[str], seconds: int = 10) -> Captions:
    step = seconds * 1000
    return Captions(tuple(Cue(k * step, k * step + step - 200, x) for k, x in enumerate(lines)), language="en")


def warnings(lines: list[str]) -> list[str]:
    transcript = Transcript(tuple(Turn(("Ann", "Ben")[k % 2], x) for k, x in enumerate(SPOKEN)), language="en")
    result = turncue.align(transcript, cues(lines))
    return [w for w in result.report.warnings if "not in the transcript and get no subtitles" in w]


@pytest.mark.parametrize(
    ("at", "place"),
    [(0, "00:00:00 to 00:00:39"), (2, "00:00:20 to 00:00:59"), (4, "00:00:40 to 00:01:19")],
    ids=["before", "amid", "behind"],
)
def test_a_passage_that_only_the_captions_have_is_named(at: int, place: str) -> None:
    (warning,) = warnings([*SPOKEN[:at], *ADVERT, *SPOKEN[at:]])
    assert warning.startswith(f"39 s of the captions are not in the transcript and get no subtitles ({place})")
    assert "--text captions" in warning


def test_nothing_is_said_where_all_is_there() -> None:
    assert warnings(list(SPOKEN)) == []


def test_short_remarks_and_misheard_words_are_no_passage() -> None:
    misheard = [SPOKEN[0], "The grain was guilt in the ear my brother burnt two skim.", *SPOKEN[2:], "Thank you."]
    assert warnings(misheard) == []


def test_only_the_longest_are_named() -> None:
    lines: list[str] = []
    for k, line in enumerate(SPOKEN):
        lines += [line, *(f"{x} Number {k}." for x in ADVERT)]
    (warning,) = warnings(lines)
    assert warning.startswith("2 min 39 s of the captions")
    assert "and others" in warning
