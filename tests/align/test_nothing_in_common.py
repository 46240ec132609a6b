"""Two long texts of one language that share hardly a word are refused without the work of aligning them by clauses."""

from __future__ import annotations

from unittest.mock import patch

import pytest

import turncue
from turncue.align import engine, params
from turncue.model import Captions, Cue, Transcript, Turn


def _pair(words: int) -> tuple[Transcript, Captions]:
    text = " ".join(f"alpha{k % 900}" for k in range(words))
    cues = tuple(Cue(1000 * k, 1000 * k + 900, f"beta{k} gamma{k}") for k in range(40))
    return Transcript((Turn("Ann", text),), language="en"), Captions(cues, language="en")


def test_long_texts_are_refused_at_once() -> None:
    with (
        patch.object(engine, "_by_clause", side_effect=AssertionError("aligned by clauses")),
        pytest.raises(turncue.AlignError, match=r"score 0\.00"),
    ):
        turncue.align(*_pair(params.LONG_TEXT + 10))


def test_short_ones_are_tried_by_clauses() -> None:
    with patch.object(engine, "_by_clause", side_effect=ZeroDivisionError), pytest.raises(ZeroDivisionError):
        turncue.align(*_pair(300))
