"""Short forms of a name: merged where they deviate, left apart where both are in use or another person may be meant."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from small_talk import read

from turncue.formats.base import TranscriptOptions
from turncue.model import Turn
from turncue.transcripts.readings import read_plain
from turncue.transcripts.same_person import full_names, with_full_names

FULL = ("Ann Lee", "Bob Ray", "Ann Lee", "Bob Ray", "Ann Lee", "Bob Ray", "Ann Lee")


def turns(names: Sequence[str]) -> list[Turn]:
    return [Turn(name, "words", line=n) for n, name in enumerate(names, 1)]


@pytest.mark.parametrize("short", ["Bob", "Ray", "Mr Ray", "Dr. Bob Ray", "B. Ray", "Ray, Bob", "Herr Ray", "BOB"])
def test_a_short_form_given_once_is_the_person(short: str) -> None:
    assert full_names(turns([*FULL[:3], short, *FULL[4:]])) == {short: "Bob Ray"}


@pytest.mark.parametrize(
    "names",
    [
        (*FULL, "Bob", *["Ann Lee", "Bob"] * 3),  # both in use
        ("Bob Ray", "Bob", *FULL),  # they answer each other
        (*FULL, "Bob Fox", "Ann Lee", "Bob Fox", "Ann Lee", "Bob"),  # two of that name
        (*FULL, *["Ann Lee", "Cy Poe"] * 8, "Bob"),  # an hour later
        (*FULL, "Speaker"),
        ("Ann Lee", "Bob Ray", *["Ann", "Bob"] * 4),  # introduced once, and called by the first name from there on
    ],
)
def test_what_may_be_another_person_stays(names: tuple[str, ...]) -> None:
    assert full_names(turns(names)) == {}


PRESS = ("ANN LEE, HOST", "BOB RAY, BYLINE", "LEE", "RAY", "CY POE", "LEE", "POE", "LEE", "RAY")


def test_a_person_introduced_in_full_is_the_family_name_behind() -> None:
    full = {"LEE": "ANN LEE, HOST", "RAY": "BOB RAY, BYLINE", "POE": "CY POE"}
    assert full_names(turns(PRESS)) == full
    named, messages = with_full_names(turns(PRESS), "t.txt:{line}: ")
    people = {"LEE": "ANN LEE", "RAY": "BOB RAY", "POE": "CY POE"}
    assert [t.speaker for t in named] == [people[name.split(",")[0].split()[-1]] for name in PRESS]
    assert [t.role for t in named] == ["HOST", "BYLINE", *[None] * 7]
    assert messages[0].startswith("t.txt:3: “LEE” (3 turns) is taken for ANN LEE; if not")


@pytest.mark.parametrize(
    "names",
    [
        ("LEE", *PRESS),  # named before anybody introduces her
        ("ANN LEE, HOST", "BOB RAY", "ANN", "BOB RAY", "ANN", "BOB RAY", "ANN"),  # a first name may be anybody's
        ("ANN LEE, HOST", "BO LEE, GUEST", "LEE", "CY POE", "LEE"),  # two of that name
        ("ANN LEE, HOST", "LEE", "CY POE", "LEE"),  # they answer each other
    ],
)
def test_a_family_name_that_may_be_another_person_stays(names: tuple[str, ...]) -> None:
    assert not {"LEE", "ANN"} & set(full_names(turns(names)))


def test_the_message_has_the_line_and_the_option() -> None:
    text = "\n\n".join(f"{'Bob' if n == 3 else name}: This is turn number {n}." for n, name in enumerate(FULL))
    note = next(note for note in read(text, "t.txt").notes if "Bob Ray" in note)
    assert note.startswith("t.txt:7: “Bob” (1 turn) is taken for Bob Ray")
    assert "--rename 'Bob=Bob 2'" in note
    apart = read_plain(text, "t.txt", TranscriptOptions(rename=(("Bob", "Bob 2"),)))
    assert apart.speakers == ("Ann Lee", "Bob Ray", "Bob 2")


def test_a_name_that_one_reading_knows_can_be_renamed() -> None:
    """`Yes. Ann Lee` is a label by one of the readers only."""
    text = "\n\n".join(f"{name.upper()}. This is turn number {n}." for n, name in enumerate(FULL))
    made = read_plain(text, "t.txt", TranscriptOptions(rename=(("ANN LEE", "Ann Fox"),)))
    assert made.speakers == ("Ann Fox", "BOB RAY")


def test_full_names_up_to_a_place_are_the_short_ones_behind_it() -> None:
    later = {"Ann": "Ann Lee", "Bob": "Bob Ray"}
    assert full_names(turns([*FULL, "Bob", "Ann", "Bob", "Ann", "Bob", "Ann"])) == later
