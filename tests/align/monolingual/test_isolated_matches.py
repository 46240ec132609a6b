"""Words that the clock tears off their sentence."""

from __future__ import annotations

import turncue
from turncue.model import Captions, Cue, Event, Transcript, Turn


def _start(first_cue: str, turn: str, *events: Event) -> int | None:
    captions = Captions(
        (
            Cue(0, 3000, "good evening and welcome to the harbour museum"),
            Cue(3200, 6000, first_cue),
            Cue(20_000, 24_000, "found the old lantern under the northern pier"),
            Cue(24_000, 28_000, "and nobody had touched it since the great storm"),
        ),
        "en",
    )
    said = Transcript((Turn("A", "Good evening and welcome to the harbour museum."), Turn("B", turn, events=events)))
    return turncue.align(said, captions).turns[1].start


def test_a_word_seconds_before_its_sentence_is_not_the_sentence() -> None:
    turn = "We found the old lantern under the northern pier and nobody had touched it since the great storm."
    start = _start("coming up we have more after these messages", turn)
    assert start is not None
    assert start >= 18_000


def test_an_answer_before_a_pause_stands() -> None:
    turn = "Yes indeed. Found the old lantern under the northern pier and nobody had touched it since the great storm."
    start = _start("yes indeed", turn)
    assert start is not None
    assert start <= 3300


def test_a_closed_answer_does_not_keep_the_turns_before_it_from_the_silence_after_it() -> None:
    unheard = "Now that we have walked the length of the gallery I would like to ask who found all of it, and when."
    said = Transcript(
        (
            Turn("A", "Good evening and welcome to the harbour museum."),
            Turn("B", f"{unheard} {unheard}"),
            Turn("C", "Yes. Found the old lantern under the northern pier and nobody had touched it since."),
        )
    )
    captions = Captions(
        (
            Cue(0, 3000, "good evening and welcome to the harbour museum"),
            Cue(3100, 3400, "yes"),
            Cue(30_000, 34_000, "found the old lantern under the northern pier"),
            Cue(34_000, 37_000, "and nobody had touched it since"),
        ),
        "en",
    )
    asked, answered = turncue.align(said, captions).turns[1:]
    assert asked.status == "estimated"
    assert asked.start is not None
    assert asked.end is not None
    assert answered.start is not None
    assert asked.end - asked.start > 8_000
    assert answered.start > 25_000


def test_a_note_that_both_sides_have_explains_the_silence() -> None:
    found = "found the old lantern under the northern pier and nobody had touched it since the great storm."
    start = _start("so [speaks in Welsh]", f"So [speaks in Welsh] {found}", Event("[speaks in Welsh]", 3))
    assert start is not None
    assert start <= 3300


def test_a_word_at_the_captions_edge_does_not_squeeze_the_turns_that_they_lack() -> None:
    lost = "we rowed past the old harbour wall and counted every single lamp that was still burning over the water"
    said = Transcript(
        (
            Turn("A", f"Okay, tell us how it began, for {lost}."),
            Turn("B", f"It began when {lost}, and then again {lost}."),
            Turn("A", "Okay. The lantern came from a fishing boat that sank here in spring."),
            Turn("B", "And its owner never asked for it, which surprised the whole village."),
        )
    )
    captions = Captions(
        (
            Cue(1000, 5000, "okay the lantern came from a fishing boat that sank here in spring"),
            Cue(5200, 9000, "and its owner never asked for it which surprised the whole village"),
        ),
        "en",
    )
    turns = turncue.align(said, captions, min_score=0.0).turns
    assert all(t.status != "aligned" for t in turns[:2])
    assert turns[2].start is not None
    assert turns[2].start <= 1500


def test_few_common_words_before_a_passage_of_others_are_chance() -> None:
    told = "the lantern came from a fishing boat that sank here in spring and its owner never asked for it"
    others = "buy the chairs that fold in seconds and weigh next to nothing because no rain can ever hurt them at all"
    said = Transcript(
        (
            Turn("A", "Good evening and welcome to the harbour museum and its many old lamps."),
            Turn("B", f"And the thing is {told}."),
        )
    )
    captions = Captions(
        (
            Cue(0, 4000, "good evening and welcome to the harbour museum and its many old lamps"),
            Cue(4000, 10_000, f"and {others}"),
            Cue(10_000, 20_000, f"now {others} now {others}"),
            Cue(20_000, 27_000, f"and the thing is {told}"),
        ),
        "en",
    )
    start = turncue.align(said, captions).turns[1].start
    assert start is not None
    assert start >= 18_000
