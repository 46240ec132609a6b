"""Forced alignment, the recogniser and voice activity: which of them is believed about a word."""

from __future__ import annotations

import numpy as np
import pytest

from turncue.audio.trusted import trusted
from turncue.model import Captions, Cue, Transcript, Turn
from turncue.options import Options
from turncue.prepare.pair import prepare
from turncue.timing import ESTIMATED, MEASURED, SOUND, Timing

COUNT = 8
SILENT = np.zeros(600)


def _timing(starts: list[int], source: int) -> Timing:
    start = np.array(starts, dtype=np.int64)
    pair = prepare(Transcript((Turn(None, "a"),), language="en"), Captions((Cue(0, 500, "a"),), "en"), Options())
    return Timing(start, start + 200, np.full(COUNT, source), np.ones(COUNT), pair.caption_tokens)


BEFORE = _timing([0, 500, 1000, 1500, 2000, 2500, 3000, 3500], MEASURED)


def test_small_moves_are_believed() -> None:
    after = _timing([60, 520, 1100, 1480, 2100, 2490, 3200, 3500], SOUND)
    assert trusted(BEFORE, after, SILENT) is after


def test_a_word_taken_away_brings_its_neighbours_back() -> None:
    """The words from 3 to 5 were pushed along by a word that nobody spoke; the third of them was not heard."""
    before = _timing([0, 500, 1000, 1500, 2000, 2500, 3000, 3500], MEASURED)
    before.source[5] = ESTIMATED
    after = _timing([20, 510, 1010, 2100, 2600, 2800, 3020, 3510], SOUND)
    result = trusted(before, after, SILENT)
    assert result.start.tolist() == [20, 510, 1010, 1500, 2000, 2500, 3020, 3510]
    assert result.source.tolist() == [SOUND] * 3 + [MEASURED, MEASURED, ESTIMATED] + [SOUND] * 2


def test_voice_activity_decides_for_the_sound() -> None:
    """The recogniser put the word into the pause before it."""
    after = _timing([20, 510, 1010, 1980, 2100, 2500, 3020, 3510], SOUND)
    heard = SILENT.copy()
    heard[:150] = heard[200:] = 0.9
    assert trusted(BEFORE, after, heard).start[3] == 1980
    assert trusted(BEFORE, after, SILENT).start[3] == 1500


@pytest.mark.parametrize("seed", range(5))
def test_times_stay_in_order(seed: int) -> None:
    dice = np.random.default_rng(seed)
    starts = np.sort(dice.integers(0, 5000, COUNT)) + np.arange(COUNT) * 30
    result = trusted(BEFORE, _timing(starts.tolist(), SOUND), SILENT)
    assert (np.diff(result.start) > 0).all()
    assert (result.end > result.start).all()
