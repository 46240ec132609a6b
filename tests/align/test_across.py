"""When a pair across languages is taken for one recording, without any word pair known before."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import turncue
from turncue.align.sentences import Lexicon

across = importlib.import_module("turncue.align.across")


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


def test_little_support_is_enough_where_every_place_is_sure(samples: Path, no_words: pytest.MonkeyPatch) -> None:
    aligned = across.align_across
    certain = 0.9

    def poor(*args: Any, **options: Any) -> Any:
        found = aligned(*args, **options)
        return replace(found, support=0.08, sure=dict.fromkeys(found.sure, certain))

    no_words.setattr(across, "align_across", poor)
    files = samples / "zh-interview" / "transcript.md", samples / "zh-interview" / "captions.en.srt"
    assert turncue.align(*files).report.aligned > 20
    certain = 0.5
    with pytest.raises(turncue.AlignError, match=r"score 0\.17, needed 0\.25"):
        turncue.align(*files)
