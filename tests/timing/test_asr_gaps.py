"""Turns said while the recogniser heard nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import turncue
from turncue.model import Captions, Cue, Transcript, Turn

BEGIN, END = (
    "good evening and welcome to the harbour museum where tonight we open the long gallery",
    "nobody had touched the old lantern under the northern pier since the great storm of that winter",
)
QUESTION = "Would you like to tell us first how the money for all of this was found, and by whom it was then spent?"
ANSWER = "It came out of four hundred pockets in the village, most of them not very deep, and we spent every penny."


def _align(hole: int, stray: int | None) -> tuple[turncue.TimedTurn, ...]:
    """Two turns in a hole of ``hole`` ms, with one stray word ``stray`` ms into it."""
    cues = [Cue(0, 6000, BEGIN), Cue(6000 + hole, 12_000 + hole, END)]
    if stray is not None:
        cues.insert(1, Cue(6000 + stray, 6300 + stray, "um"))
    said = (Turn("A", BEGIN), Turn("B", QUESTION), Turn("A", ANSWER), Turn("B", END))
    return turncue.align(Transcript(said), Captions(tuple(cues), "en")).turns


@given(st.integers(30_000, 60_000), st.one_of(st.none(), st.floats(0.2, 0.8)))
def test_they_share_the_silence(hole: int, stray: float | None) -> None:
    _, asked, answered, last = _align(hole, None if stray is None else round(stray * hole))
    assert asked.start is not None
    assert asked.end is not None
    assert answered.start is not None
    assert answered.end is not None
    assert (asked.status, answered.status) == ("estimated", "estimated")
    assert 6000 <= asked.start < asked.end <= answered.start < answered.end <= 6000 + hole
    # neither is squeezed, whichever the stray word goes to
    assert min(asked.end - asked.start, answered.end - answered.start) > 2500
    assert last.start == 6000 + hole


def test_a_short_silence_is_a_pause() -> None:
    _, asked, answered, last = _align(2500, None)
    assert {asked.status, answered.status} == {"absent"}
    assert last.start == 8500


def _statuses(*said: str, silence: int = 2500) -> dict[str, str]:
    """The status of each turn, where only ``BEGIN`` and ``END`` are heard."""
    cues = (Cue(0, 6000, BEGIN), Cue(6000 + silence, 12_000 + silence, END))
    transcript = Transcript(tuple(Turn("AB"[k % 2], text) for k, text in enumerate(said)))
    return {t.text: t.status for t in turncue.align(transcript, Captions(cues, "en")).turns}


def test_a_remark_between_turns_that_were_not_recorded_is_not_there_either() -> None:
    found = _statuses(BEGIN, QUESTION, "Really?", ANSWER, END)
    assert found == {BEGIN: "aligned", QUESTION: "absent", "Really?": "absent", ANSWER: "absent", END: "aligned"}


def test_a_remark_beside_a_turn_that_was_heard_may_have_been_drowned_out() -> None:
    assert _statuses(BEGIN, "Really?", QUESTION, ANSWER, END)["Really?"] == "estimated"


def test_several_remarks_that_cannot_be_said_together_are_not_there() -> None:
    remarks = "Is it true?", "Some say that it is.", "And you, what do you say?", "I say nothing at all.", "As always."
    found = _statuses(BEGIN, *remarks, END, silence=200)
    assert [found[x] for x in remarks] == ["absent"] * 5
    assert _statuses(BEGIN, "Is it true?", END, silence=200)["Is it true?"] == "estimated"  # may be drowned out


def test_what_follows_the_captions_is_not_there_however_short() -> None:
    found = _statuses(BEGIN, END, QUESTION, "No.", ANSWER, "I see.")
    assert [found[x] for x in (QUESTION, "No.", ANSWER, "I see.")] == ["absent"] * 4
    found = _statuses("No.", QUESTION, "I see.", ANSWER, BEGIN, END)
    assert [found[x] for x in ("No.", QUESTION, "I see.", ANSWER)] == ["absent"] * 4


def test_a_turn_of_which_one_word_was_heard_takes_the_silence_before_it() -> None:
    cues = (Cue(0, 6000, BEGIN), Cue(12_000, 12_300, "um"), Cue(12_300, 18_300, END))
    said = (Turn("A", BEGIN), Turn("B", "Now that you have seen it all I leave you to the last of us. " + END))
    turn = turncue.align(Transcript(said), Captions(cues, "en")).turns[1]
    assert turn.start is not None
    assert 6300 <= turn.start <= 10_900
    words = [w for w in turn.words if w.source == "estimated"]
    assert min(w.end - w.start for w in words) > 60  # none is squeezed


def test_a_turns_first_words_stand_beside_its_match_though_much_went_unheard() -> None:
    said = (Turn("A", f"{BEGIN} {QUESTION} {ANSWER}"), Turn("B", f"Understood. {END}"))
    cues = (Cue(0, 6000, BEGIN), Cue(30_000, 36_000, END))
    turn = turncue.align(Transcript(said), Captions(cues, "en")).turns[1]
    assert turn.start is not None
    assert 28_800 <= turn.start <= 29_600


def test_talk_through_a_hole_takes_as_long_as_elsewhere_in_the_recording() -> None:
    # who pauses between words elsewhere does so in the hole: the second turn begins about where half of it is over
    words = f"{QUESTION} {ANSWER}".split()
    stamped = tuple(turncue.Word(w, 500 * k, 500 * k + 350) for k, w in enumerate(words))
    hole = stamped[-1].end, 500 * (len(words) + 2 * len(BEGIN.split()))
    said = (Turn("A", f"{QUESTION} {ANSWER} {BEGIN}"), Turn("B", f"{BEGIN} {END}"))
    cues = (Cue(0, hole[0], " ".join(words), words=stamped), Cue(hole[1], hole[1] + 6000, END))
    turn = turncue.align(Transcript(said), Captions(cues, "en")).turns[1]
    assert turn.start is not None
    assert abs(turn.start - sum(hole) / 2) < 700
