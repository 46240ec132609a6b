"""Two long texts that cannot belong together are refused without the work of aligning them by clauses."""

from __future__ import annotations

import random
from unittest.mock import patch

import pytest

import turncue
from turncue.align.crosslingual import clause_aligner, params
from turncue.model import Captions, Cue, Transcript, Turn


def _captions(words: list[str], language: str) -> Captions:
    rows = [" ".join(words[k : k + 10]) for k in range(0, len(words), 10)]
    return Captions(tuple(Cue(3000 * k, 3000 * k + 2900, row) for k, row in enumerate(rows)), language=language)


def _transcript(words: list[str]) -> Transcript:
    return Transcript((Turn("Ann", " ".join(words)),), language="en")


def _words(count: int, seed: int) -> list[str]:
    """Words of a small vocabulary, which both texts have."""
    spelling, chosen = random.Random(0), random.Random(seed)
    known = ["".join(spelling.choices("abcdefghiklmnoprstuw", k=6)) for _ in range(900)]
    return [chosen.choice(known) + "." * (k % 12 == 11) for k in range(count)]


LONG = 4000


@pytest.fixture(autouse=True)
def _long_from_3000(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(params, "LONG_TEXT", 3000)


@pytest.mark.parametrize(
    ("captions", "language"), [(_words(LONG, 2), "en"), (["beta", "gamma"] * 4, "en"), (["beta", "gamma"] * 4, "da")]
)
def test_long_texts_are_refused_at_once(captions: list[str], language: str) -> None:
    with (
        patch.object(clause_aligner, "run_passes", side_effect=AssertionError("aligned by clauses")),
        pytest.raises(turncue.AlignError, match=r"score 0\.\d\d, needed 0\.25"),
    ):
        turncue.align(_transcript(_words(LONG, 1)), _captions(captions, language))


@pytest.mark.parametrize("wording", ["one language", "two languages"])
def test_long_texts_in_the_same_order_are_tried_by_clauses(wording: str) -> None:
    words = _words(LONG, 1)
    if wording == "one language":  # every other sentence in other words: too few are the same for the word engine
        other = [w if k // 12 % 4 == 0 else "thing" for k, w in enumerate(words)]
    else:
        other = [w[::-1].lstrip(".") for w in words]
    with (
        patch.object(clause_aligner, "run_passes", side_effect=ZeroDivisionError),
        pytest.raises(ZeroDivisionError),
    ):
        turncue.align(_transcript(words), _captions(other, "en" if wording == "one language" else "da"))


def test_short_texts_are_tried_by_clauses() -> None:
    with (
        patch.object(clause_aligner, "run_passes", side_effect=ZeroDivisionError),
        pytest.raises(ZeroDivisionError),
    ):
        turncue.align(_transcript(_words(300, 1)), _captions(["beta", "gamma"] * 20, "en"))
