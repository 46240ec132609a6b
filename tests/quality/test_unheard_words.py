"""Words of the transcript that nobody is heard to say are told; words that a recogniser lost are not."""

from __future__ import annotations

import pytest

import turncue
from turncue.model import Captions, Cue, Transcript, Turn

SPOKEN = (
    "We begin with the harbour and the old crane that nobody dares to touch.",
    "The crane was built in the year my mother learnt to swim.",
    "Since then three mayors have promised to paint it green.",
    "None of them ever asked what the gulls think about the colour.",
    "And who is going to climb up there with a brush?",
    "My nephew says he would do it for a boat and a barrel of herring.",
    "Then we should ask him before the winter storms come in.",
    "Ask him now, because in October he is always in love with somebody.",
)
NOTE = "Action item: order eleven litres of green paint by Friday"


def warnings(texts: list[str], heard: tuple[str, ...] = SPOKEN) -> list[str]:
    cues = Captions(tuple(Cue(k * 6000, k * 6000 + 5500, x) for k, x in enumerate(heard)), language="en")
    transcript = Transcript(tuple(Turn(("Ann", "Ben")[k % 2], x) for k, x in enumerate(texts)), language="en")
    report = turncue.align(transcript, cues).report
    return [w for w in report.warnings if "not in the captions" in w]


def test_nothing_is_told_of_a_transcript_that_is_heard() -> None:
    assert warnings(list(SPOKEN)) == []


@pytest.mark.parametrize("form", ["{0} {1}", "{1}. {0}", "{0}\n{1}"], ids=["behind", "before", "below"])
def test_a_passage_that_nobody_says_is_told_with_its_turn(form: str) -> None:
    texts = [form.format(x, NOTE) if k == 3 else x for k, x in enumerate(SPOKEN)]
    told = warnings(texts)
    assert len(told) == 1
    assert all(part in told[0] for part in ("turn 4", "Action item", "words of Ben"))


@pytest.mark.parametrize(
    ("form", "edge"), [("{0}: {1}", "begin"), ("({0}) {1}", "begin"), ("{1} {0}", "end")], ids=["colon", "note", "end"]
)
def test_names_that_are_left_in_the_words_are_told(form: str, edge: str) -> None:
    told = warnings([form.format(("Anneke", "Benedikt")[k % 2], x) for k, x in enumerate(SPOKEN)])
    assert len(told) == 1
    assert all(part in told[0] for part in (f"8 of 8 turns {edge}", "“Anneke”"))


def test_names_are_told_beside_captions_that_lost_words_too() -> None:
    heard = tuple(" ".join(w for n, w in enumerate(x.split()) if n % 6 != 4) for x in SPOKEN)
    told = warnings([f"{('Anneke', 'Benedikt')[k % 2]} {x}" for k, x in enumerate(SPOKEN)], heard)
    assert len(told) == 1
    assert "8 of 8 turns begin" in told[0]


def test_words_that_captions_lost_are_not_told() -> None:
    heard = tuple(" ".join(w for n, w in enumerate(x.split()) if (n + k) % 6 != 4) for k, x in enumerate(SPOKEN))
    assert warnings(list(SPOKEN), heard) == []


def test_words_that_were_misheard_are_not_told() -> None:
    texts = [x.replace("the old crane that nobody dares", "a cold train that somebody shares") for x in SPOKEN]
    assert warnings(texts) == []
