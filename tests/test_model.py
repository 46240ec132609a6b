"""The nouns: frozen, small sums that must be right."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue import model
from turncue.model import Cue, Report, TimedTurn, TimedWord, Transcript, Turn

_counts = st.integers(0, 10_000)
reports = st.builds(
    Report,
    words=_counts,
    matched=_counts.map(float),
    caption_words=_counts,
    caption_matched=_counts.map(float),
    turns=_counts,
    aligned=_counts,
    estimated=_counts,
    absent=_counts,
    repairs=_counts,
    warnings=st.lists(st.text(max_size=3), max_size=2).map(tuple),
)


def test_every_noun_is_frozen() -> None:
    for name in model.__all__:
        noun = getattr(model, name)
        if dataclasses.is_dataclass(noun):
            assert noun.__dataclass_params__.frozen, name  # type: ignore[attr-defined]
            assert hasattr(noun, "__slots__"), name


def test_a_noun_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Cue(0, 1, "x").start = 5  # type: ignore[misc]


def test_speakers_come_in_order_of_appearance_once() -> None:
    turns = tuple(Turn(name, "x") for name in ("Ben", None, "Ann", "Ben"))
    assert Transcript(turns).speakers == ("Ben", "Ann")


def test_a_turn_lasts_from_its_first_word_to_its_last() -> None:
    words = (TimedWord(0, 2, 100, 200, "cue", 1.0), TimedWord(3, 5, 250, 400, "cue", 1.0))
    turn = TimedTurn(0, "Ann", "is it", words, 1.0, "aligned")
    assert (turn.start, turn.end) == (100, 400)


def test_an_absent_turn_has_no_times() -> None:
    turn = TimedTurn(0, "Ann", "is it", (), 0.0, "absent")
    assert turn.start is None
    assert turn.end is None


@given(reports, reports, reports)
def test_reports_add_up(a: Report, b: Report, c: Report) -> None:
    assert (a + b) + c == a + (b + c)
    for name in (
        "words",
        "matched",
        "caption_words",
        "caption_matched",
        "turns",
        "aligned",
        "estimated",
        "absent",
        "repairs",
    ):
        assert getattr(a + b, name) == getattr(a, name) + getattr(b, name)


@given(reports)
def test_score_and_coverage_are_shares(report: Report) -> None:
    assert 0 <= report.score <= 1
    assert report.coverage >= 0


def test_score_is_of_the_smaller_side() -> None:
    # a transcript of a part: all of it found, though most of the captions are not in it
    assert Report(words=100, matched=90.0, caption_words=1000, caption_matched=90.0).score == 0.9


def test_nothing_scores_nothing() -> None:
    assert Report().score == 0
    assert Report().coverage == 0


def test_two_engines_make_a_mixed_report() -> None:
    assert (Report(engine="words") + Report(engine="sentences")).engine == "mixed"
