"""Word starts moved out of pauses, and speech that a recogniser passed over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import speech

from turncue.audio import AudioOptions, missed, recognition
from turncue.audio.decode import Samples
from turncue.audio.onsets import sharpened
from turncue.model import Word


def _sound(*parts: tuple[float, float]) -> Samples:
    """Noise of some seconds at some level, one after another."""
    return np.concatenate([speech.noise(seconds, level) for seconds, level in parts])


def test_a_word_after_a_pause_starts_where_sound_sets_in() -> None:
    samples = _sound((1.0, 3000), (0.5, 5), (1.0, 3000))
    words = [Word("one", 0, 950), Word("two", 1200, 2000)]
    assert sharpened(words, samples, 0)[1].start == pytest.approx(1500, abs=20)


@pytest.mark.parametrize("begin", [950, 1010])
def test_a_word_that_is_put_right_behind_the_one_before_starts_after_the_pause(begin: int) -> None:
    """No gap between the words, and a pause of 0.5 s in the second; a bit of the first one before the pause."""
    samples = _sound((1.0, 3000), (0.5, 5), (1.0, 3000))
    words = [Word("one", 300, begin), Word("two", begin, 2000)]
    assert sharpened(words, samples, 0)[1].start == pytest.approx(1500, abs=20)


def test_a_word_with_most_of_its_sound_before_the_pause_keeps_its_start() -> None:
    samples = _sound((1.0, 3000), (0.5, 5), (1.0, 3000))
    words = [Word("one", 200, 500), Word("two", 520, 1600)]
    assert sharpened(words, samples, 0)[1].start == 520


def test_the_closure_of_a_stop_is_no_pause() -> None:
    samples = _sound((1.0, 3000), (0.1, 5), (1.0, 3000), (1.0, 5))
    words = [Word("one", 200, 900), Word("two", 920, 1700)]
    assert sharpened(words, samples, 0)[1].start == 920


def test_what_holds_no_speech_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed, "detector", lambda: "silero")
    samples = speech.silence(10)
    blips = np.zeros(1000)
    blips[100:130] = blips[500:540] = 0.9
    monkeypatch.setattr(missed, "probability_of", lambda samples: blips)
    assert missed.missed([Word("one", 0, 800)], samples) == []
    blips[600:900] = 0.9
    assert missed.missed([Word("one", 0, 800)], samples) == [(pytest.approx(5600, abs=400), 10_000)]
    monkeypatch.setattr(missed, "detector", lambda: "level")
    assert missed.missed([Word("one", 0, 800)], samples) == []


class _Deaf:
    """A recogniser that gives up on a chunk that begins with noise."""

    name, language, longest, sample, lead = "deaf", "en", 28_000, 20_000, 0

    def recognise(self, samples: Samples) -> Sequence[Word]:
        return [] if np.abs(samples[:16_000]).mean() < 1000 else [Word(" bus", 100, 400)]

    def language_of(self, samples: Samples) -> str | None:
        return "en"


def test_speech_that_was_passed_over_is_recognised_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("av", reason="the extra [audio] (PyAV) is not installed")
    media = speech.write_media(tmp_path / "talk.wav", _sound((6.0, 300), (4.0, 6000)))
    heard = np.concatenate([np.zeros(620), np.full(380, 0.9)])
    monkeypatch.setattr(missed, "detector", lambda: "silero")
    monkeypatch.setattr(missed, "probability_of", lambda samples: heard)
    for precise, count in ((False, 0), (True, 1)):
        options = AudioOptions(precise=precise, cache=False)
        words = list(recognition.recognise(media, _Deaf(), options))
        assert len(words) == count
    assert 5000 < words[0].start < 6300  # the window of its own begins a little before the speech
