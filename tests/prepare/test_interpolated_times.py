"""Captions whose times are interpolated over the text instead of measured."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import turncue
from turncue.model import Captions, Cue, Word
from turncue.prepare.interpolated_times import (
    bridge_freedom,
    interpolated_runs,
    probability_in_runs,
    probability_within_second,
)
from turncue.prepare.params import WANDER_IN_CUE_S
from turncue.prepare.token_columns import caption_columns

LINES = (
    "good evening", "and welcome to the harbour museum", "tonight we open", "the long gallery for the first time",
    "since the winter storm", "and I have beside me", "the woman who found the lantern", "under the northern pier",
)  # fmt: skip


def _runs(captions: Captions) -> tuple[tuple[int, int], ...]:
    return interpolated_runs(captions, caption_columns(captions))


def _interpolated(lines: tuple[str, ...], begin: int, end: int, *, extra: int = 0, words: bool = False) -> Captions:
    """Lines on [begin, end) ms, each as long as its share of the text."""
    lengths = [len(line.split()) if words else len(line) + extra for line in lines]
    edges = [begin + round((end - begin) * at / sum(lengths)) for at in accumulate([0, *lengths])]
    return Captions(tuple(Cue(a, b, line) for (a, b), line in zip(pairwise(edges), lines, strict=True)), "en")


@given(st.integers(0, 10**7), st.integers(30_000, 300_000), st.integers(0, 1), st.booleans())
def test_interpolated_captions_are_one_run(begin: int, length: int, extra: int, words: bool) -> None:
    captions = _interpolated(LINES, begin, begin + length, extra=extra, words=words)
    assert _runs(captions) == ((begin, begin + length),)


@given(st.lists(st.floats(0.8, 1.25), min_size=8, max_size=8, unique=True))
def test_spoken_captions_are_none(paces: list[float]) -> None:
    edges = list(accumulate([0, *(round(400 * pace * len(line)) for pace, line in zip(paces, LINES, strict=True))]))
    runs = _runs(Captions(tuple(Cue(a, b, t) for (a, b), t in zip(pairwise(edges), LINES, strict=True)), "en"))
    # by chance a few neighbours may be said at one pace, never all
    assert all(b - a < edges[-1] for a, b in runs)


def test_a_split_sentence_cues_of_one_length_and_word_stamps_are_none() -> None:
    assert _runs(_interpolated(LINES, 0, 20_000)) == ()
    assert _runs(Captions(tuple(Cue(k * 3000, k * 3000 + 3000, "the same again") for k in range(40)))) == ()
    stamped = _interpolated(LINES, 0, 60_000).cues
    assert (
        _runs(Captions(tuple(Cue(c.start, c.end, c.text, words=(Word(c.text, c.start, c.end),)) for c in stamped)))
        == ()
    )


def test_a_time_is_more_probable_near_the_ends_of_its_run_and_outside() -> None:
    runs = ((10_000, 70_000),)
    assert (
        probability_in_runs(runs, 5_000)
        == probability_in_runs(runs, 10_000)
        == probability_in_runs(runs, 70_000)
        == 1.0
    )
    assert probability_in_runs(runs, 11_000) > 0.8
    assert probability_in_runs(runs, 40_000) == pytest.approx(0.285, abs=0.01)


def test_the_user_is_warned_and_no_turn_is_confident() -> None:
    result = turncue.align(
        turncue.Transcript(
            (
                turncue.Turn("Ann", "Good evening and welcome to the harbour museum."),
                turncue.Turn("Ben", "Tonight we open the long gallery for the first time since the winter storm."),
                turncue.Turn("Ann", "And I have beside me the woman who found the lantern under the northern pier."),
            )
        ),
        _interpolated(LINES, 0, 60_000),
    )
    assert any("interpolated evenly over the text" in warning for warning in result.report.warnings)
    assert max(t.confidence for t in result.turns[1:]) < 0.5
    assert "interpolated over the text" in result.turns[1].reason


@given(st.floats(0, 60_000), st.floats(0, 60_000))
def test_a_time_inside_a_caption_is_most_probable_at_its_ends(before: float, after: float) -> None:
    assert bridge_freedom(0.0, after) == bridge_freedom(before, 0.0) == 0.0
    assert probability_within_second(0.0, WANDER_IN_CUE_S) == 1.0
    freedom = bridge_freedom(before, after)
    assert freedom == bridge_freedom(after, before)
    assert freedom <= bridge_freedom((before + after) / 2, (before + after) / 2) + 1e-9
    assert 0.0 < probability_within_second(freedom, WANDER_IN_CUE_S) <= 1.0


def test_a_turn_in_the_middle_of_a_long_caption_is_not_confident() -> None:
    turns = tuple(turncue.Turn("AB"[k % 2], f"{line}.") for k, line in enumerate(LINES))
    starts = [3000 * k for k in range(len(LINES) + 1)]
    short = tuple(Cue(a, b, f"{line}.") for (a, b), line in zip(pairwise(starts), LINES, strict=True))
    long = (Cue(0, starts[-1], " ".join(c.text for c in short)),)
    transcript = turncue.Transcript(turns)
    confident = [t.confidence for t in turncue.align(transcript, Captions(short, "en")).turns]
    doubtful = turncue.align(transcript, Captions(long, "en")).turns
    assert min(confident[1:]) > 0.9
    assert doubtful[0].confidence > 0.7  # a caption says when it begins
    assert all(t.confidence < 0.6 for t in doubtful[2:-1])
    assert "long caption" in doubtful[4].reason


def test_across_languages_a_start_inside_a_long_caption_is_not_confident(samples: Path) -> None:
    folder = samples / "zh-interview"
    short = turncue.read_captions(folder / "captions.en.srt")
    blocks: list[Cue] = []
    for cue in short.cues:
        if blocks and cue.end - blocks[-1].start <= 40_000:
            blocks[-1] = Cue(blocks[-1].start, cue.end, f"{blocks[-1].text}\n{cue.text}")
        else:
            blocks.append(Cue(cue.start, cue.end, cue.text))
    before = turncue.align(folder / "transcript.md", short)
    result = turncue.align(folder / "transcript.md", replace(short, cues=tuple(blocks)))
    assert result.report.engine == "sentences"
    assert sum(turn.confidence >= 0.9 for turn in before.turns) > len(before.turns) / 2
    inside = [
        turn
        for turn in result.turns
        for cue in blocks
        if turn.start is not None and cue.start + 5000 < turn.start < cue.end - 5000
    ]
    assert len(inside) >= 5
    assert all(turn.confidence < 0.9 for turn in inside)
    assert any("long caption" in turn.reason for turn in inside)
