"""Reading speed: where subtitles end and begin so that they can be read, and the counts of those that cannot."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from durations import linear
from hypothesis import given
from hypothesis import strategies as st
from strategies import SPOKEN, spoken_text, timed_turns

from turncue.compose import LabelOptions, LayoutOptions, compose, count_violations, load_profile
from turncue.compose.compose_turns import cut_turns, draft
from turncue.compose.display_times import Draft, assign_times
from turncue.compose.params import AROUND, LATE, LEND
from turncue.compose.rebalance import rebalanced
from turncue.model import Subtitle, TimedTurn, TimedWord

NETFLIX = load_profile("netflix", "en")  # 20 characters per second, 42 per line, 84 ms between
PLAIN = LabelOptions(when="none")
LANGUAGES = st.sampled_from(sorted(SPOKEN))


def spoken(text: str, per_word: list[int], index: int = 0, speaker: str | None = None, start: int = 0) -> TimedTurn:
    """A turn whose words follow one another, each as many ms long as told."""
    words, at = [], 0
    for word, lasts in zip(text.split(), per_word, strict=True):
        at = text.index(word, at)
        words.append(TimedWord(at, at + len(word), start, start + lasts, "measured", 1.0))
        at, start = at + len(word), start + lasts
    return TimedTurn(index, speaker, text, tuple(words), 1.0, "aligned")


SLOW_THEN_QUICK = spoken(
    "They walked along the river slowly, talking about the garden and everything the others had wanted there.",
    [350] * 9 + [240] * 8,
)
ANSWER = spoken("Yes, they did.", [400] * 3, 1, start=5370)


def test_an_end_moves_to_where_both_can_be_read() -> None:
    """Cut after the comma, the rest would be too fast; with some of it shown before, both can be read."""
    subtitles = compose([SLOW_THEN_QUICK, ANSWER], LayoutOptions(NETFLIX, labels=PLAIN, language="en"))
    assert [s.lines for s in subtitles if s.turns == (0,)] == [
        ("They walked along the river slowly,", "talking about the garden and everything"),
        ("the others had wanted there.",),
    ]
    assert count_violations(subtitles, profile=NETFLIX).fast == 0


def test_a_long_turn_takes_linear_time() -> None:
    """Each subtitle that is too fast looks at itself and its neighbour, not at the whole turn."""

    def composed(times: int) -> object:
        turn = SLOW_THEN_QUICK.text + " "
        long = spoken((turn * times).strip(), ([420] * 9 + [190] * 8) * times)
        return compose([long], LayoutOptions(NETFLIX, labels=PLAIN, language="en"))

    composed(20)
    assert linear(composed, 300, 3000)


@given(st.data(), LANGUAGES)
def test_starts_stay_with_the_speech(data: st.DataObject, language: str) -> None:
    """None begins more than two frames before its speech, and then in silence; only crowded ones later than LEND."""
    turns = data.draw(timed_turns(spoken_text(language), calm=True))
    profile = load_profile("netflix", language)
    drafts = [draft(c, profile) for c in cut_turns(turns, LayoutOptions(profile, PLAIN, language))]
    for k, (d, s) in enumerate(zip(drafts, assign_times(drafts, profile, make_room=False), strict=True)):
        assert d.start - AROUND <= s.start <= d.start + LATE
        if s.start < d.start and k:
            assert s.start >= drafts[k - 1].end + profile.min_gap
    if all(b.start - a.start >= profile.min_duration + profile.min_gap for a, b in pairwise(drafts)):
        assert all(s.start <= d.start + LEND for d, s in zip(drafts, assign_times(drafts, profile), strict=True))


def test_a_start_is_early_only_in_silence_and_only_if_it_helps() -> None:
    first = Draft(0, 500, 1000.0, ("a",), (None,), ("",), (0,), 1.0)
    second = Draft(2000, 2900, 1000.0, ("b",), (None,), ("",), (1,), 1.0)
    third = Draft(3050, 4000, 1000.0, ("c",), (None,), ("",), (2,), 1.0)

    def starts(*drafts: Draft) -> list[int]:
        return [s.start for s in assign_times(drafts, NETFLIX)]

    assert starts(first, second, third) == [0, 2000, 3084]  # the third waits
    assert starts(first, second, replace(third, start=2950)) == [0, 1949, 3033]  # waiting alone does not do
    assert starts(replace(first, end=1990), second, replace(third, start=2950)) == [0, 2000, 3033]  # somebody speaks


def test_the_first_may_begin_early_but_not_before_the_file() -> None:
    drafts = [
        Draft(20, 900, 1000.0, ("a",), (None,), ("",), (0,), 1.0),
        Draft(990, 2000, 900.0, ("b",), (None,), ("",), (1,), 1.0),
    ]
    assert [s.start for s in assign_times(drafts, NETFLIX)] == [20, 1073]
    assert [s.start for s in assign_times([drafts[0], replace(drafts[1], start=1015)], NETFLIX)] == [14, 1098]


def shown(start: int, end: int, text: str) -> Subtitle:
    return Subtitle(start, end, (text,), (None,), ("",), (0,))


def test_counts_tell_a_place_to_cut_from_a_pause() -> None:
    text = "We were walking there. Then everybody wanted to see the garden"
    words = spoken(text, [200] * 4 + [150] * 7).words
    paused = tuple(replace(w, start=w.start + 2000, end=w.end + 2000) if k > 3 else w for k, w in enumerate(words))
    apart = replace(spoken(text, [200] * 11), words=paused)
    cut = [
        shown(0, 1100, "We were walking there."),
        shown(2800, 3850, text[23:]),
        Subtitle(3934, 5000, ("Yes.",), (None,), ("",), (1,)),
    ]
    figures = count_violations(cut, profile=NETFLIX, turns=[apart], language="en")
    assert (figures.fast, figures.fast_by_cut, figures.fast_by_pause) == (1, 0, 1)
    assert count_violations(cut, profile=NETFLIX).fast_by_cut == 1  # the places are not known

    evenly = spoken(text, [400] * 11)
    cut = [shown(0, 716, "We were"), shown(800, 2016, "walking there. Then everybody"), shown(2600, 9000, text[38:])]
    figures = count_violations(cut, profile=NETFLIX, turns=[evenly], language="en")
    assert (figures.fast, figures.fast_by_cut, figures.fast_by_pause) == (1, 1, 0)


def test_what_is_too_fast_as_it_shows_is_cut_once_more() -> None:
    """Parted before its last two words, a turn leaves them no time before the answer; as one, both can be read."""
    turn = spoken(
        "We walked along the river and garden, then about with it, along there.",
        [350, 200, 350, 200, 240, 200, 240, 200, 300, 350, 200, 240, 300],
    )
    answer = spoken("Yes, they did.", [400] * 3, 1, start=turn.words[-1].end + 200)
    whole, then = cut_turns([turn, answer], LayoutOptions(NETFLIX, PLAIN, "en"))
    late = len(whole.pieces.begins) - 2
    split = [replace(whole, j=late), replace(whole, i=late), then]
    drafts = [draft(c, NETFLIX) for c in split]
    assert rebalanced(split, drafts, assign_times(drafts, NETFLIX), NETFLIX) == [whole, then]


@given(st.data(), LANGUAGES)
def test_cutting_once_more_keeps_every_piece_in_order(data: st.DataObject, language: str) -> None:
    turns = data.draw(timed_turns(spoken_text(language)))
    profile = load_profile("netflix", language)
    cuts = list(cut_turns(turns, LayoutOptions(profile, PLAIN, language)))
    drafts = [draft(c, profile) for c in cuts]
    again = rebalanced(cuts, drafts, assign_times(drafts, profile), profile)
    for a, b in pairwise(again):
        assert (b.i == a.j) if a.turn is b.turn else (b.i == 0 and a.j == len(a.pieces.begins))
    assert {c.turn.index for c in again} == {c.turn.index for c in cuts}
