"""Sync across languages by where an aligner places the cues: rates, cuts, short recordings, strangers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from turncue.audio.rate_evidence import RateInDoubt
from turncue.audio.sync_across import Placed, sync_across
from turncue.audio.sync_result import SyncRefused
from turncue.model import Captions, Cue, Transcript

REFERENCE = Captions((Cue(0, 1000, "reference"),), "en")


def _captions(cues: int, pause: int = 300) -> Captions:
    dice = random.Random(4)
    rows, at = [], 1000
    for k in range(cues):
        end = at + dice.randint(2500, 5500)
        rows.append(Cue(at, end, f"字幕{k}"))
        at = end + dice.randint(50, pause)
    return Captions(tuple(rows), "zh")


class Aligner:
    """Places each cue at its true time, with the errors that an engine across languages has."""

    def __init__(self, true: Captions, seed: int = 1) -> None:
        self.true, self.dice = true, random.Random(seed)

    def __call__(self, transcript: Transcript, captions: Captions) -> Sequence[Placed]:
        out = []
        for k, cue in enumerate(self.true.cues):
            doubtful = self.dice.random() < 0.15
            error = self.dice.gauss(0, 1200 if doubtful else 90)
            out.append(Placed(k, round(cue.start + error), 0.7 if doubtful else 0.97))
        return out


def _moved(captions: Captions, rate: float = 1.0, offset: float = 0.0, first: int = 0) -> Captions:
    cues = tuple(
        c if k < first else replace(c, start=round(rate * c.start + offset), end=round(rate * c.end + offset))
        for k, c in enumerate(captions.cues)
    )
    return replace(captions, cues=cues)


def _worst(captions: Captions, wrong: Captions, seed: int = 1) -> int:
    result = sync_across(wrong, REFERENCE, Aligner(captions, seed))
    return max(abs(result.time(a.start) - b.start) for a, b in zip(wrong.cues, captions.cues, strict=True))


@pytest.mark.parametrize(
    ("rate", "offset"), [(1.0, 2300), (1.0, 31_400), (25 / 23.976, 0), (24 / 25, 0), (24 / 25, 5000)]
)
def test_an_offset_and_a_rate_are_undone(rate: float, offset: int) -> None:
    captions = _captions(60)
    assert _worst(captions, _moved(captions, rate, offset)) < 300


def test_a_file_in_time_is_left_alone() -> None:
    captions = _captions(40)
    assert not sync_across(captions, REFERENCE, Aligner(captions)).moved


@pytest.mark.parametrize("cues", [12, 14, 16, 24, 60])
@pytest.mark.parametrize("seed", range(4))
def test_a_cut_in_a_short_recording_is_no_frame_rate(cues: int, seed: int) -> None:
    """Half a minute to some minutes: one line through the two halves of a cut is 25 instead of 30 frames a second."""
    captions = _captions(cues)
    try:
        assert _worst(captions, _moved(captions, offset=6500, first=cues // 2), seed) < 400
    except SyncRefused:
        assert cues < 24


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("rate", [25 / 23.976, 23.976 / 25, 24 / 25])
def test_a_rate_is_right_or_refused_however_short_the_captions(rate: float, seed: int) -> None:
    for cues in (6, 10, 14, 20):
        captions = _captions(cues)
        try:
            assert _worst(captions, _moved(captions, rate, 1500), seed) < 1000
        except SyncRefused:
            assert cues < 20


def test_a_rate_that_nothing_decides_is_refused_with_its_probability() -> None:
    captions, dice = _captions(7), random.Random(2)
    rough = [Placed(k, c.start + round(dice.gauss(0, 400)), 0.85) for k, c in enumerate(captions.cues)]
    with pytest.raises(RateInDoubt, match=r"The words of 7 cues over \d+ s do not tell a rate of .* is 0\.\d\d"):
        sync_across(_moved(captions, offset=3000), REFERENCE, lambda transcript, reference: rough)


def test_what_is_moved_back_has_room_before_it() -> None:
    """The cues beside a cut are placed badly; the change is at the gap of the captions, not inside a passage."""
    captions = _captions(40)
    wrong = _moved(captions, offset=6500, first=20)

    def matcher(transcript: Transcript, reference: Captions) -> Sequence[Placed]:
        placed = list(Aligner(captions)(transcript, reference))
        for k in (17, 18, 19):
            placed[k] = Placed(k, captions.cues[k].start - 6400, 0.9)
        return placed

    result = sync_across(wrong, REFERENCE, matcher)
    assert [p.first for p in result.pieces] == [0, 20]


@pytest.mark.parametrize("seed", range(5))
def test_places_without_order_are_refused(seed: int) -> None:
    captions = _captions(40)
    dice = random.Random(seed)

    def matcher(transcript: Transcript, reference: Captions) -> Sequence[Placed]:
        return [Placed(k, dice.randint(0, 200_000), 0.8) for k in range(40)]

    with pytest.raises(SyncRefused, match="placed cues agree on the times"):
        sync_across(captions, REFERENCE, matcher)


def test_too_few_places_are_refused() -> None:
    with pytest.raises(SyncRefused, match="0 cues are placed"):
        sync_across(_captions(9), REFERENCE, lambda transcript, captions: ())
