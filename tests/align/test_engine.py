"""Which engine answers where two texts of one language have few words in common."""

from __future__ import annotations

import importlib
import random
from dataclasses import replace
from typing import Any

import pytest

import turncue
from turncue.model import Captions, Cue, Transcript, Turn


def _talk(seed: int, size: int) -> list[str]:
    chance = random.Random(seed)
    rare = ["".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(3)) for _ in range(400)]
    return [chance.choice("the and of to a in it".split()) if chance.random() < 0.4 else chance.choice(rare)
            for _ in range(size)]  # fmt: skip


def _captions(words: list[str]) -> Captions:
    runs = [words[k : k + 8] for k in range(0, len(words), 8)]
    return Captions(tuple(Cue(3000 * k, 3000 * k + 2900, " ".join(run)) for k, run in enumerate(runs)), "en")


def _transcript(words: list[str], size: int = 24) -> Transcript:
    turns = [words[k : k + size] for k in range(0, len(words), size)]
    return Transcript(tuple(Turn("AB"[k % 2], " ".join(turn)) for k, turn in enumerate(turns)), language="en")


@pytest.mark.parametrize("wrong", [0.3, 0.45, 0.55])
def test_a_poor_recogniser_writes_the_same_wording(wrong: float) -> None:
    said = _talk(1, 1200)
    chance = random.Random(2)
    heard = [chance.choice(said) if chance.random() < wrong else word for word in said]
    result = turncue.align(_transcript(said), _captions(heard))
    assert result.report.engine == "words"
    starts = [turn.start for turn in result.turns]
    assert sum(at is not None and abs(at - 9000 * k) <= 1000 for k, at in enumerate(starts)) >= 45  # of 50


def test_passages_in_other_words_make_another_wording() -> None:
    """Half of it word for word, half of it in words of its own, for sentences on end."""
    said = _talk(3, 1200)
    heard = said[:500] + _talk(4, 700)
    heard[900:1000] = said[900:1000]
    options = turncue.Options(engine="words")
    assert turncue.align(_transcript(said), _captions(heard), options=options).report.score < 0.6
    assert turncue.align(_transcript(said), _captions(heard)).report.engine == "sentences"


@pytest.mark.parametrize("tag", ["eng", "en-GB", "fr", "und"])
def test_the_same_words_are_one_language_whatever_the_tags_say(tag: str) -> None:
    said = _talk(5, 600)
    captions = replace(_captions(said), language=tag)
    result = turncue.align(_transcript(said), captions)
    assert result.report.engine == "words"
    assert [turn.start for turn in result.turns] == [9000 * k for k in range(25)]
    told = [w for w in result.report.warnings if "word for word" in w]
    assert bool(told) == (tag in ("fr", "und"))


@pytest.mark.parametrize(("support", "fits"), [(0.33, False), (0.5, True)])
def test_formulas_that_two_recordings_share_are_not_enough(
    support: float, fits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one language calls of one kind reach 0.33 nats a word, another wording of one talk 0.5."""
    across = importlib.import_module("turncue.align.crosslingual.crosslingual_engine")
    aligned = across.align_crosslingual

    def found(*args: Any, **options: Any) -> Any:
        return replace(aligned(*args, **options), support=support)

    monkeypatch.setattr(across, "align_crosslingual", found)
    pair = _transcript(_talk(6, 600)), _captions(_talk(7, 600))
    if fits:
        assert turncue.align(*pair).report.engine == "sentences"
    else:
        with pytest.raises(turncue.AlignError, match=r"score 0\.21, needed 0\.25"):
            turncue.align(*pair)
