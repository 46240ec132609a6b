"""No subtitle flashes: time from the neighbours for those that would."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from turncue.compose import LabelOptions, LayoutOptions, compose, load_profile
from turncue.compose.display_times import Draft, assign_times
from turncue.compose.params import EARLY, FLASH, LATE
from turncue.compose.short_cues import with_room
from turncue.model import TimedTurn, TimedWord

NETFLIX = load_profile("netflix", "en")


def draft(start: int, end: int, text: str, turn: int) -> Draft:
    return Draft(start, end, NETFLIX.reading_time(len(text)), (text,), ("A",), ("",), (turn,), 1.0)


def turn(index: int, speaker: str, start: int, text: str, per_word: int = 250) -> TimedTurn:
    words, at = [], 0
    for k, word in enumerate(text.split()):
        at = text.index(word, at)
        words.append(TimedWord(at, at + len(word), start + k * per_word, start + (k + 1) * per_word, "measured", 1.0))
        at += len(word)
    return TimedTurn(index, speaker, text, tuple(words), 1.0, "aligned")


def test_an_answer_within_a_long_speech_gets_the_least_duration() -> None:
    drafts = [
        draft(0, 4000, "They painted the boats before the spring", 0),
        draft(4000, 4200, "Yes.", 1),
        draft(4200, 8000, "and then the river rose by two metres", 2),
    ]
    shown = assign_times(drafts, NETFLIX)
    assert shown[1].end - shown[1].start >= NETFLIX.min_duration
    assert all(d.start - EARLY <= s.start <= d.start + LATE for d, s in zip(drafts, shown, strict=True))
    assert all(s.end - s.start >= NETFLIX.reading_time(len(d.lines[0])) for d, s in zip(drafts, shown, strict=True))


def test_what_has_time_stays_where_it_is() -> None:
    drafts = [draft(k * 3000, k * 3000 + 2000, "They painted it.", k) for k in range(6)]
    assert [s.start for s in assign_times(drafts, NETFLIX)] == [d.start for d in drafts]


def test_text_timed_denser_than_speech_shares_out_the_time_around_it() -> None:
    drafts = [draft(min(k, 3) * 1500, min(k, 3) * 1500 + 100, f"Line number {k}.", 0) for k in range(9)]
    shown = assign_times(drafts, NETFLIX)
    assert all(s.end - s.start >= FLASH for s in shown)
    assert shown[0].start == 0


def test_a_name_with_one_word_joins_the_rest_of_its_turn() -> None:
    turns = [
        turn(0, "Marta Oduya", 0, "And where did you find the old map?"),
        turn(1, "Jan", 2100, "Yes. I found it in a drawer of the kitchen table, under the knives."),
    ]
    made = compose(turns, LayoutOptions(NETFLIX, LabelOptions(), "en"))
    assert all(s.lines != ("Yes.",) for s in made)


@given(st.lists(st.integers(-300, 1500), min_size=1, max_size=40))
def test_starts_rise_by_the_least_there_may_be(steps: list[int]) -> None:
    starts, at = [], 0
    for step in steps:
        at = max(at + 1, at + step)
        starts.append(at)
    drafts = [(s, 900.0) for s in starts]

    def end(k: int, start: int, following: int | None) -> int:
        return start + 1000 if following is None else min(start + 1000, following)

    moved = with_room(starts, drafts, NETFLIX, end)
    assert len(moved) == len(starts)
    assert all(b - a >= FLASH for a, b in pairwise(moved))
    if all(b - a >= 1000 for a, b in pairwise(starts)):
        assert moved == starts
