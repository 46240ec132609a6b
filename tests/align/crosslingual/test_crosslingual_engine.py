"""When a pair across languages is taken for one recording, without any word pair known before."""

from __future__ import annotations

import importlib
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from harbour import EN, ZH
from talk import DIALOGUE

import turncue
from turncue.lexicons.lexicon import Lexicon

engine = importlib.import_module("turncue.align.crosslingual.crosslingual_engine")


@pytest.fixture
def no_words(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Two languages of which nothing is known."""
    monkeypatch.setattr(Lexicon, "seed", classmethod(lambda cls, source, target: Lexicon(source[:2], target[:2])))
    return monkeypatch


@pytest.mark.usefixtures("no_words")
def test_a_talk_of_two_unknown_languages_is_aligned(samples: Path) -> None:
    folder = samples / "zh-interview"
    result = turncue.align(folder / "transcript.md", folder / "captions.en.srt")
    assert result.report.aligned >= 25


@pytest.mark.usefixtures("no_words")
def test_another_recording_of_an_unknown_language_is_refused(samples: Path) -> None:
    with pytest.raises(turncue.AlignError, match="do not fit together"):
        turncue.align(samples / "zh-interview" / "transcript.md", samples / "panel" / "captions.en.srt")


def test_little_support_is_enough_where_every_place_is_probable(samples: Path, no_words: pytest.MonkeyPatch) -> None:
    aligned = engine.align_crosslingual
    certain = 0.9

    def poor(*args: Any, **options: Any) -> Any:
        result = aligned(*args, **options)
        return replace(result, support=0.08, probability=dict.fromkeys(result.probability, certain))

    no_words.setattr(engine, "align_crosslingual", poor)
    files = samples / "zh-interview" / "transcript.md", samples / "zh-interview" / "captions.en.srt"
    assert turncue.align(*files).report.aligned > 20
    certain = 0.5
    with pytest.raises(turncue.AlignError, match=r"score 0\.17, needed 0\.25"):
        turncue.align(*files)


@pytest.mark.parametrize(
    ("letters", "signs", "length"),
    [
        ("कगचजतदनपबमरलवसह", "", 3),
        ("कगचजतदनपबमरलवसह", "\u093e\u093f\u0940\u0941\u0947\u0948\u094b\u0902", 3),
        ("".join(map(chr, range(0x1208, 0x1248))), "", 2),  # Ethiopic, a letter a syllable
        ("абвгдежзиклмнопрстуфхцчшэюя", "", 12),
    ],
    ids=["letters", "vowel signs", "short words", "long words"],
)
def test_a_language_is_learnt_however_it_is_written(letters: str, signs: str, length: int) -> None:
    """A talk of 200 turns and its translation, word for word into words that nobody knows."""
    chance = random.Random(7)
    english = ["".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(3)) for _ in range(500)]

    def word() -> str:
        return "".join(chance.choice(letters) + (chance.choice(signs) if signs else "") for _ in range(length))

    foreign = {key: word() for key in english}
    commonness = [1 / (k + 3) for k in range(len(english))]
    cues, turns, starts, at = [], [], [], 1000
    for k in range(200):
        words = chance.choices(english, commonness, k=chance.randint(4, 20))
        starts.append(at)
        for a in range(0, len(words), 6):
            text = " ".join(words[a : a + 6])
            cues.append(turncue.Cue(at, at + 60 * len(text), text + "." * (a + 6 >= len(words))))
            at = cues[-1].end + 80
        turns.append(turncue.Turn("AB"[k % 2], " ".join(foreign[w] for w in words) + "।"))
    transcript = turncue.Transcript(tuple(turns))
    result = turncue.align(transcript, turncue.Captions(tuple(cues), "en"))
    near = [t.start is not None and abs(t.start - x) <= 1000 for t, x in zip(result.turns, starts, strict=True)]
    assert sum(near) >= 195


def _short(spoken: tuple[str, ...], shown: tuple[str, ...], min_score: float = 0.25) -> turncue.Result:
    transcript = turncue.Transcript(tuple(turncue.Turn("AB"[k % 2], text) for k, text in enumerate(spoken)))
    cues = tuple(turncue.Cue(2000 * k, 2000 * k + 1900, text) for k, text in enumerate(shown))
    return turncue.align(transcript, turncue.Captions(cues), options=turncue.Options(min_score=min_score))


def test_a_short_clip_is_aligned_where_every_place_is_certain() -> None:
    result = _short(ZH, EN)
    assert [turn.start for turn in result.turns] == [2000 * k for k in range(len(ZH))]


@pytest.mark.parametrize("shown", [EN[::-1], tuple(e for _, e in DIALOGUE)], ids=["reversed", "another talk"])
def test_a_short_clip_of_something_else_is_refused(shown: tuple[str, ...]) -> None:
    with pytest.raises(turncue.AlignError, match="do not fit together"):
        _short(ZH, shown)


def test_a_least_score_of_nothing_refuses_nothing() -> None:
    assert len(_short(ZH, EN[::-1], min_score=0.0).turns) == len(ZH)
