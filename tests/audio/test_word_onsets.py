"""Words at their onset: a fake model that looks early, as Whisper does; a real one where the environment names it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import speech

from turncue.align.engine_result import EngineResult
from turncue.align.monolingual.monolingual_engine import align_monolingual
from turncue.arrays import Floats, Ints
from turncue.audio import params, word_onsets
from turncue.audio.attention import align_by_attention
from turncue.audio.decode import RATE, Block, Samples
from turncue.audio.onsets import past_pauses
from turncue.audio.recogniser import AudioOptions, NoRecogniser
from turncue.audio.word_times import WordTimes
from turncue.model import Captions, Cue, Transcript, Turn
from turncue.prepare.pair import Pair, pair_of
from turncue.timing import SOUND, Timing, time_words

MODEL = os.environ.get("TURNCUE_TEST_MODEL", "")


@dataclass
class FakeAttention:
    """Knows where every part is in the whole recording; sees it in a block by the block's first sample, its number.

    ``room`` is how many parts it takes at once, ``sure`` how probable it finds them.
    """

    true: dict[str, int]
    room: int = 1000
    sure: float = 0.9
    longest: int = 28_000
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def starts(self, parts: Sequence[str], samples: Samples) -> tuple[Ints, Floats] | None:
        self.asked.append(tuple(parts))
        if len(parts) > self.room:
            return None
        begin = int(samples[0]) * 10
        here = [self.true[part] - begin for part in parts]
        return np.array(here, dtype=np.int64), np.full(len(parts), self.sure)


def _read(low: int, high: int) -> Block:
    """Loud sound whose first sample tells where it begins, in hundredths of a second."""
    samples = np.where(np.arange((high - low) * RATE // 1000) % 2, 9000, -9000).astype(np.int16)
    start = low // 10 * 10
    samples[0] = start // 10
    return Block(start, samples)


def _words(count: int, step: int = 400) -> tuple[list[str], Ints]:
    return [f" w{k}" for k in range(count)], 1000 + step * np.arange(count, dtype=np.int64)


def _rough(start: Ints) -> WordTimes:
    return WordTimes(start, start + 300, np.zeros(len(start), dtype=bool))


def _early(true: Ints) -> dict[str, int]:
    """Where the model looks on: a share of the time between words early."""
    lead = round(params.ATTENTION_LEAD * 400)
    return {f" w{k}": int(t) - lead for k, t in enumerate(true.tolist())}


def test_all_words_come_to_their_onset_over_many_windows() -> None:
    parts, true = _words(200)
    wobble = np.random.default_rng(1).integers(-150, 150, len(true))
    rough = np.maximum.accumulate(true + wobble)
    fake = FakeAttention(_early(true))
    times = align_by_attention(parts, _rough(rough), _read, fake)
    assert times.measured.all()
    assert np.abs(times.start - true).max() <= 10
    assert len(fake.asked) >= 4
    assert all(len(asked) * 400 <= 28_000 for asked in fake.asked)


def test_windows_have_words_around_them() -> None:
    parts, true = _words(100)
    fake = FakeAttention(_early(true))
    align_by_attention(parts, _rough(true), _read, fake)
    shared = set(fake.asked[0]) & set(fake.asked[1])
    assert len(shared) == 2 * params.ATTENTION_CONTEXT


def test_a_long_pause_ends_a_window() -> None:
    parts, true = _words(20)
    true[10:] += 10_000
    fake = FakeAttention(_early(true))
    align_by_attention(parts, _rough(true), _read, fake)
    assert [len(asked) for asked in fake.asked] == [10, 10]


def test_a_word_far_from_its_rough_time_keeps_it() -> None:
    parts, true = _words(10)
    places = _early(true)
    places[" w9"] += 2000
    times = align_by_attention(parts, _rough(true), _read, FakeAttention(places))
    assert times.measured.tolist() == [True] * 9 + [False]
    assert times.start[9] == true[9]
    assert (np.diff(times.start) >= 0).all()
    assert (times.end > times.start).all()


def test_text_that_the_model_does_not_hear_keeps_its_times() -> None:
    parts, true = _words(30)
    rough = true + 90
    times = align_by_attention(parts, _rough(rough), _read, FakeAttention(_early(true), sure=0.01))
    assert not times.measured.any()
    assert times.start.tolist() == rough.tolist()


def test_too_much_text_is_halved() -> None:
    parts, true = _words(40)
    fake = FakeAttention(_early(true), room=12)
    times = align_by_attention(parts, _rough(true), _read, fake)
    assert times.measured.all()
    assert np.abs(times.start - true).max() <= 100  # at the edges of windows the pace around is not known


def test_no_words_and_no_sound() -> None:
    empty = align_by_attention([], _rough(np.zeros(0, dtype=np.int64)), _read, FakeAttention({}))
    assert len(empty.start) == 0
    parts, true = _words(3)
    silent = align_by_attention(parts, _rough(true), lambda low, high: Block(low, speech.silence(0)), FakeAttention({}))
    assert not silent.measured.any()


def test_starts_move_past_pauses_and_ends_before_them() -> None:
    # 20 ms levels: loud 0-400 ms, quiet to 1000, loud to 1600, a closure of 60 ms, loud to 2000
    loud = np.array([-10.0] * 20 + [-60.0] * 30 + [-10.0] * 30 + [-60.0] * 3 + [-10.0] * 17)
    begins, ends = past_pauses(np.array([0, 360, 1400]), loud, 2000)
    assert begins.tolist() == [0, 1000, 1400]
    assert ends.tolist() == [360, 1400, 2000]
    begins, ends = past_pauses(np.array([0, 600]), loud, 2000)
    assert begins.tolist() == [0, 1000]
    assert ends.tolist() == [400, 2000]


def _timed(text: str, language: str | None) -> tuple[Timing, Pair]:
    transcript = Transcript((Turn("A", text),), language=language)
    captions = Captions((Cue(1000, 5000, text),), language)
    pair = pair_of(transcript, captions)
    return time_words(pair, EngineResult(align_monolingual(pair))), pair


def test_english_words_are_refined_by_pocketsphinx_from_the_models_times(monkeypatch: pytest.MonkeyPatch) -> None:
    parts, true = _words(10)
    given: list[Ints] = []

    def forced(words: Sequence[str], start: Ints, end: Ints, media: object, options: AudioOptions) -> WordTimes:
        given.append(start)
        moved = start.copy()
        moved[:5] += 7
        return WordTimes(moved, end, np.arange(len(start)) < 5)

    monkeypatch.setattr(word_onsets, "align_words_to_sound", forced)
    monkeypatch.setattr(word_onsets, "available", lambda library: True)
    monkeypatch.setattr(word_onsets, "read_samples", lambda media, low, high, track: _read(low, high))
    places = _early(true)
    places[" w9"] += 2000
    english, model = AudioOptions(language="en", model="m"), FakeAttention(places)
    times = word_onsets.words_in_sound(parts, _rough(true - 300), "x.opus", english, model)
    assert np.abs(given[0][:9] - true[:9]).max() <= 20
    assert times.start[:5].tolist() == (given[0][:5] + 7).tolist()
    assert times.measured.tolist() == [True] * 9 + [False]
    monkeypatch.setattr(word_onsets, "available", lambda library: False)
    alone = word_onsets.words_in_sound(parts, _rough(true - 300), "x.opus", english, model)
    assert len(given) == 1
    assert alone.measured.tolist() == [True] * 9 + [False]
    without = word_onsets.words_in_sound(parts, _rough(true - 300), "x.opus", english, None)
    assert without.measured.tolist() == [True] * 5 + [False] * 5


TEXT = "Le petit train quitte la gare, tous les matins."


def test_without_a_model_the_warning_names_the_option(tmp_path: Path) -> None:
    timing, pair = _timed(TEXT, "fr")
    out = word_onsets.with_onsets(timing, pair, tmp_path / "none.opus", AudioOptions())
    assert out.start.tolist() == timing.start.tolist()
    assert len(out.warnings) == 1
    assert "fr" in out.warnings[0]
    assert "--model" in out.warnings[0]


def test_a_translation_is_not_looked_for(tmp_path: Path) -> None:
    timing, pair = _timed(TEXT, "fr")
    out = word_onsets.with_onsets(timing, pair, tmp_path / "none.opus", AudioOptions(model="m", language="de"))
    assert "fr on de" in out.warnings[0]


def test_a_language_that_the_model_does_not_know_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(model: str, language: str) -> FakeAttention:
        raise NoRecogniser(language)

    monkeypatch.setattr(word_onsets, "attention_for", refuse)
    timing, pair = _timed(TEXT, "fr")
    out = word_onsets.with_onsets(timing, pair, tmp_path / "none.opus", AudioOptions(model="english-only"))
    assert "does not know the language fr" in out.warnings[0]
    assert (out.source == timing.source).all()


def test_with_a_model_words_have_their_times_in_the_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    timing, pair = _timed(TEXT, "fr")
    parts = word_onsets.written_parts(pair, np.arange(len(timing.start)))
    assert parts == [" Le", " petit", " train", " quitte", " la", " gare,", " tous", " les", " matins."]
    fake = FakeAttention({part: 1200 + 400 * k for k, part in enumerate(parts)})
    monkeypatch.setattr(word_onsets, "attention_for", lambda model, language: fake)
    monkeypatch.setattr(word_onsets, "read_samples", lambda media, low, high, track: _read(low, high))
    out = word_onsets.with_onsets(timing, pair, "x.opus", AudioOptions(model="m"))
    assert (out.source == SOUND).all()
    lead = round(params.ATTENTION_LEAD * 400)
    assert np.abs(out.start - (1200 + 400 * np.arange(9) + lead)).max() <= 10
    assert out.warnings == timing.warnings


def test_words_that_are_not_in_the_sound_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    timing, pair = _timed(TEXT, "fr")
    fake = FakeAttention(dict.fromkeys(word_onsets.written_parts(pair, np.arange(9)), 1200), sure=0.01)
    monkeypatch.setattr(word_onsets, "attention_for", lambda model, language: fake)
    monkeypatch.setattr(word_onsets, "read_samples", lambda media, low, high, track: _read(low, high))
    out = word_onsets.with_onsets(timing, pair, "x.opus", AudioOptions(model="m"))
    assert (out.source == timing.source).all()
    assert "9 of 9 words were not found in the sound" in out.warnings[-1]


def test_chinese_is_written_without_spaces() -> None:
    timing, pair = _timed("“门铃响了，” AI 说。", "zh")
    assert word_onsets.written_parts(pair, np.arange(len(timing.start))) == ["门", "铃", "响", "了，”", " AI", " 说。"]


@pytest.mark.skipif(not MODEL, reason="TURNCUE_TEST_MODEL names no folder with a multilingual Whisper model")
@pytest.mark.skipif(not speech.available(), reason="neither espeak-ng nor espeakng-loader is installed")
def test_a_real_model_finds_french_words() -> None:
    lines = ("Le petit train quitte la gare.", "Ma voisine cultive des tomates.", "Personne ne savait pourquoi.")
    samples, spans = speech.lines([("fr", line) for line in lines])
    words = [w for line in lines for w in line.split()]
    start = np.array(
        [a + 150 + (b - a) * k // len(line.split()) for line, (a, b) in zip(lines, spans, strict=True)
         for k in range(len(line.split()))], dtype=np.int64
    )  # fmt: skip
    model = word_onsets.attention_for(MODEL, "fr")
    read = lambda low, high: Block(low, samples[low * RATE // 1000 : high * RATE // 1000])  # noqa: E731
    times = align_by_attention([f" {w}" for w in words], _rough(start), read, model)
    firsts = np.cumsum([0, *(len(line.split()) for line in lines[:-1])])
    assert times.measured.all()
    assert np.abs(times.start[firsts] - [a for a, _ in spans]).max() <= 100


@pytest.mark.skipif(not MODEL, reason="TURNCUE_TEST_MODEL names no folder with a multilingual Whisper model")
def test_a_real_model_refuses_a_language_that_it_does_not_know() -> None:
    with pytest.raises(NoRecogniser):
        word_onsets.attention_for(MODEL, "abz")
