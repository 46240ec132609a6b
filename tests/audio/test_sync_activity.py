"""Sync by voice activity alone, without sound: what fits is moved, what does not is refused."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from heard import moved

from turncue.arrays import Floats
from turncue.audio.sync_activity import sync_to_probability
from turncue.audio.sync_result import SyncRefused
from turncue.model import Captions, Cue


def _talk(cues: int = 30, seed: int = 1) -> tuple[Captions, Floats]:
    """Captions, and the probability of speech in each 10 ms of their recording: detectors err a little everywhere."""
    dice = random.Random(seed)
    rows, at = [], 2000
    for k in range(cues):
        end = at + dice.randint(700, 3500)
        rows.append(Cue(at, end, f"cue {k}"))
        at = end + dice.randint(150, 2500)
    noise = np.random.default_rng(seed)
    speech = noise.uniform(0.0, 0.15, at // 10 + 300)
    for row in rows:
        first, last = (row.start + dice.randint(-60, 60)) // 10, (row.end + dice.randint(-200, 50)) // 10
        speech[first:last] = noise.uniform(0.75, 1.0, last - first)
    return Captions(tuple(rows), "abz"), speech


@pytest.mark.parametrize("rate", [1.0, 25 / 23.976, 24 / 25])
@pytest.mark.parametrize("offset", [-7900, 2300, 31_400])
def test_offsets_and_rates_are_undone(rate: float, offset: int) -> None:
    captions, speech = _talk()
    wrong = moved(captions, rate, offset)
    result = sync_to_probability(wrong, speech)
    assert result.evidence == "speech"
    assert max(abs(result.time(a.start) - b.start) for a, b in zip(wrong.cues, captions.cues, strict=True)) <= 150


@pytest.mark.parametrize("jump", [-1500, 6500, 20_000])
def test_a_cut_is_undone(jump: int) -> None:
    captions, speech = _talk(40)
    if jump < 0:  # a passage is missing in the recording's captions: the later cues come too early
        captions = replace(captions, cues=tuple(c for k, c in enumerate(captions.cues) if k != 20))
    wrong = moved(captions, offset=jump, first=20)
    result = sync_to_probability(wrong, speech)
    errors = [abs(result.time(a.start) - b.start) for a, b in zip(wrong.cues, captions.cues, strict=True)]
    assert len(result.pieces) == 2
    assert sum(e <= 150 for e in errors) >= 0.9 * len(errors)


def test_a_good_file_is_left_alone() -> None:
    captions, speech = _talk()
    assert not sync_to_probability(captions, speech).moved


@pytest.mark.parametrize("seed", range(2, 12))
def test_strangers_are_refused_with_the_numbers(seed: int) -> None:
    captions, _ = _talk()
    _, speech = _talk(seed=seed)
    with pytest.raises(SyncRefused, match=r"\d\.\d sd better than by chance and \d\.\d better than elsewhere"):
        sync_to_probability(captions, speech)


@pytest.mark.parametrize("level", [0.0, 0.5, 1.0])
def test_speech_everywhere_or_nowhere_is_no_evidence(level: float) -> None:
    captions, speech = _talk()
    with pytest.raises(SyncRefused):
        sync_to_probability(captions, np.full(len(speech), level))


def test_too_few_cues_and_too_short_a_recording_are_refused() -> None:
    captions, speech = _talk()
    with pytest.raises(SyncRefused, match="needs 4 cues; there are 3"):
        sync_to_probability(replace(captions, cues=captions.cues[:3]), speech)
    with pytest.raises(SyncRefused, match="less than half"):
        sync_to_probability(captions, speech[:1500])
    with pytest.raises(SyncRefused, match="less than half"):
        sync_to_probability(captions, speech[:0])
