"""Changes of shot: subtitles begin on them and end just before them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from strategies import spoken_text, timed_turns

from turncue.compose import LabelOptions, LayoutOptions, compose, load_profile
from turncue.model import TimedTurn, TimedWord

PROFILE = load_profile("netflix", "en")
TEXT = "We walked to the river. Nobody was there."


def evenly(start: int, per_word: int) -> TimedTurn:
    words, at, now = [], 0, start
    for word in TEXT.split():
        at = TEXT.index(word, at)
        words.append(TimedWord(at, at + len(word), now, now + per_word, "measured", 1.0))
        at, now = at + len(word), now + per_word
    return TimedTurn(0, None, TEXT, tuple(words), 1.0, "aligned")


def test_begins_on_the_shot_and_ends_before_the_next() -> None:
    (only,) = compose([evenly(1100, 300)], LayoutOptions(PROFILE, language="en", shots=[1000, 3900]))
    assert (only.start, only.end) == (1000, 3900 - 84)


def test_far_shots_change_nothing() -> None:
    assert compose([evenly(1100, 300)], LayoutOptions(PROFILE, shots=[400, 9000])) == compose(
        [evenly(1100, 300)], LayoutOptions(PROFILE)
    )


def test_a_shot_between_sentences_parts_them() -> None:
    turns = [evenly(1000, 400)]
    assert len(compose(turns, LayoutOptions(PROFILE, language="en"))) == 1
    first, second = compose(turns, LayoutOptions(PROFILE, language="en", shots=[3000]))
    assert (first.end, second.start) == (3000 - 84, 3000)


@given(st.data(), st.lists(st.integers(0, 60_000), max_size=20))
def test_nothing_breaks_for_it(data: st.DataObject, shots: list[int]) -> None:
    turns = data.draw(timed_turns(spoken_text("en"), calm=True))
    labels = LabelOptions(when="none")
    made = compose(turns, LayoutOptions(PROFILE, labels=labels, language="en", shots=shots))
    assert "".join("".join(s.lines) for s in made).split() == "".join("".join(s.lines) for s in made).split()
    for a, b in pairwise(made):
        assert a.start < a.end <= b.start
    first = {t.index: t.words[0].start for t in turns if t.words}
    assert all(s.start >= first[s.turns[0]] - 292 - 300 for s in made)  # a shot, and time for a short one
