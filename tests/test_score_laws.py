"""Measures against a reference: by their laws, and against the field's own libraries."""

from __future__ import annotations

import random
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue.formats.nist import stm
from turncue.score import Segment, WordErrors
from turncue.score.speaker_time import best_mapping, compare_speakers
from turncue.score.word_errors import compare_words


def speech(rng: random.Random, names: str) -> list[Segment]:
    """Random segments: people talk at once, no one with themselves."""
    made = []
    for name in names:
        now = rng.randrange(3000)
        while now < 60_000:
            end = now + rng.randrange(1, 8000)
            made.append(Segment(now, end, name))
            now = end + rng.choice((0, rng.randrange(1, 9000)))
    return sorted(made, key=lambda s: s.start)


# ---------------------------------------------------------------- laws

KEYS = st.lists(st.sampled_from("abcde"), max_size=12)


@given(KEYS, KEYS)
def test_word_errors_obey_the_edit_distance(reference: list[str], result: list[str]) -> None:
    found = compare_words(reference, result)
    assert found.words == len(reference)
    assert found.hits + found.substitutions + found.insertions == len(result)
    back = compare_words(result, reference)
    edits = found.substitutions + found.deletions + found.insertions
    assert edits == back.substitutions + back.deletions + back.insertions


@given(st.integers(0, 10_000), st.integers(0, 400))
def test_speaker_measures_obey_their_laws(seed: int, collar: int) -> None:
    rng = random.Random(seed)
    reference, result = speech(rng, "abc"), speech(rng, "bcd")
    found, time = compare_speakers(reference, result, collar=collar)
    back, _ = compare_speakers(result, reference)
    plain, _ = compare_speakers(reference, result)
    assert (plain.correct, plain.confusion) == (back.correct, back.confusion)
    assert (plain.missed, plain.false_alarm) == (back.false_alarm, back.missed)
    assert 0 <= time.accuracy <= 1
    assert found.speech <= plain.speech == sum(s.end - s.start for s in reference)
    partners = best_mapping(reference, result)
    mapped = [Segment(s.start, s.end, partners.get(str(s.speaker))) for s in result]
    assert len(set(partners.values())) == len(partners)
    assert compare_speakers(reference, mapped)[0].correct >= plain.correct


# ---------------------------------------------------------------- against the field's libraries


def _annotation(core: Any, found: list[Segment]) -> Any:
    made = core.Annotation()
    for track, s in enumerate(found):
        made[core.Segment(s.start / 1000, s.end / 1000), track] = s.speaker
    return made


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("collar", [0, 250])
def test_diarization_error_rate_agrees_with_pyannote(seed: int, collar: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        core = pytest.importorskip("pyannote.core", reason="pyannote.metrics is not installed (extra score-oracle)")
        diarization = pytest.importorskip("pyannote.metrics.diarization")
        identification = pytest.importorskip("pyannote.metrics.identification")
    rng = random.Random(seed)
    reference, result = speech(rng, "abc"), speech(rng, rng.choice(("ab", "abc", "bcde", "xyz", "abxyz")))
    partners = best_mapping(reference, result, collar=collar)
    mapped = [Segment(s.start, s.end, partners.get(str(s.speaker), "-" + str(s.speaker))) for s in result]
    # pyannote's collar is the whole width, md-eval's and ours half of it
    width = 2 * collar / 1000
    for ours, metric in (
        (result, identification.IdentificationErrorRate(collar=width)),
        (mapped, diarization.DiarizationErrorRate(collar=width)),
    ):
        found, _ = compare_speakers(reference, ours, collar=collar)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = metric(_annotation(core, reference), _annotation(core, result), detailed=True)
        assert found.speech / 1000 == pytest.approx(theirs["total"], abs=1e-6)
        assert found.confusion / 1000 == pytest.approx(theirs["confusion"], abs=1e-6)
        assert found.missed / 1000 == pytest.approx(theirs["missed detection"], abs=1e-6)
        assert found.false_alarm / 1000 == pytest.approx(theirs["false alarm"], abs=1e-6)


def test_word_error_rate_agrees_with_meeteval() -> None:
    wer = pytest.importorskip("meeteval.wer", reason="meeteval is not installed (extra score-oracle)")
    rng = random.Random(5)
    for _ in range(30):
        reference = rng.choices("abcdef", k=rng.randrange(1, 60))
        result = rng.choices("abcdefg", k=rng.randrange(1, 60))
        theirs = wer.wer.siso.siso_word_error_rate(" ".join(reference), " ".join(result))
        found = compare_words(reference, result)
        assert found.rate == pytest.approx(theirs.error_rate, abs=1e-6)
        assert found.words == theirs.length


def test_word_error_rate_agrees_with_jiwer() -> None:
    jiwer = pytest.importorskip("jiwer", reason="jiwer is not installed (extra score-oracle)")
    rng = random.Random(7)
    pairs = [
        (rng.choices("abcdef", k=rng.randrange(1, 60)), rng.choices("abcdefg", k=rng.randrange(1, 60)))
        for _ in range(30)
    ]
    pooled = WordErrors()
    for reference, result in pairs:
        found = compare_words(reference, result)
        assert found.rate == pytest.approx(jiwer.wer(" ".join(reference), " ".join(result)), abs=1e-6)
        pooled += found
    whole = jiwer.process_words([" ".join(a) for a, _ in pairs], [" ".join(b) for _, b in pairs])
    assert pooled.rate == pytest.approx(whole.wer, abs=1e-6)


def test_stm_is_read_as_meeteval_does(tmp_path: Path) -> None:
    io = pytest.importorskip("meeteval.io", reason="meeteval is not installed (extra score-oracle)")
    file = tmp_path / "a.stm"
    text = "a 1 Ann 0.125 1.5 good morning\na 1 Ben 1.5 3.75 hello there\n"
    file.write_text(text, encoding="utf-8")
    theirs = io.STM.load(file).lines
    ours = stm.read_utterances(text)
    assert [(u.speaker, u.start, u.end, u.text) for u in ours] == [
        (t.speaker_id, int(t.begin_time * 1000), int(t.end_time * 1000), t.transcript) for t in theirs
    ]
