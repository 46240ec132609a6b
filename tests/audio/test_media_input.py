"""Captions whose clock is off are brought to that of the media before they are aligned; ``turncue.sync`` in Python."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT

import turncue
from turncue.audio import media_input
from turncue.audio.recogniser import AudioOptions
from turncue.audio.sync_result import SyncRefused, SyncResult
from turncue.audio.synchronize import sync_to_captions
from turncue.model import Captions
from turncue.options import Options
from turncue.pipeline import placements

PANEL = ROOT / "samples" / "panel"


def _late(ms: int) -> tuple[Captions, Captions]:
    true = turncue.read_captions(PANEL / "captions.en.srt")
    return true, replace(true, cues=tuple(replace(c, start=c.start + ms, end=c.end + ms) for c in true.cues))


def test_captions_are_moved_and_it_is_stated_with_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    true, late = _late(2300)
    monkeypatch.setattr(media_input, "sync", lambda captions, media, options, matcher: sync_to_captions(captions, true))
    moved, notes = media_input.on_media_clock(late, "talk.mp4", Options(), placements)
    assert [c.start for c in moved.cues] == pytest.approx([c.start for c in true.cues], abs=30)
    assert len(notes) == 1
    assert "brought to the clock of the sound: all 65 cues are 2.3 s late" in notes[0]
    assert "agree, confidence" in notes[0]


def test_captions_in_time_stay_and_nothing_is_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    true, _ = _late(0)
    monkeypatch.setattr(media_input, "sync", lambda captions, media, options, matcher: sync_to_captions(captions, true))
    assert media_input.on_media_clock(true, "talk.mp4", Options(), placements) == (true, ())


def test_a_refusal_leaves_the_times_and_says_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> SyncResult:
        raise SyncRefused(0.4, 1.0, "3 of 90 recognised words agree.", "Is it the same recording?")

    true, _ = _late(0)
    monkeypatch.setattr(media_input, "sync", refused)
    kept, notes = media_input.on_media_clock(true, "talk.mp4", Options(), placements)
    assert kept is true
    assert "not compared with the sound: not synced: evidence 0.40, needed 1.00. 3 of 90" in notes[0]


def test_nothing_in_common_across_languages_leaves_the_times_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def unrelated(*_: object) -> SyncResult:
        raise turncue.AlignError(0.0, 0.25, "The transcript is in fr, the captions are in en.")

    true, _ = _late(0)
    monkeypatch.setattr(media_input, "sync", unrelated)
    kept, notes = media_input.on_media_clock(true, "talk.mp4", Options(), placements)
    assert kept is true
    assert "not compared with the sound" in notes[0]


def test_captions_recognised_in_the_file_itself_have_its_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    true, _ = _late(0)
    own = replace(true, source="talk.mp4")
    monkeypatch.delattr(media_input, "sync")
    assert media_input.on_media_clock(own, "talk.mp4", Options(), placements) == (own, ())


def test_options_of_sound_reach_the_recogniser() -> None:
    options = Options(model="folder", track="2", audio_language="de", no_cache=True)
    assert media_input.audio_options(options, precise=True) == AudioOptions("folder", "2", "de", False, "", True)


def test_sync_in_python() -> None:
    true, late = _late(-1700)
    result = turncue.sync(late, PANEL / "captions.en.srt")
    assert isinstance(result, turncue.SyncResult)
    assert result.moved
    assert result.messages == ("all 65 cues are 1.7 s early",)
    assert [c.start for c in result.applied(late).cues] == pytest.approx([c.start for c in true.cues], abs=30)
    assert not turncue.sync(true, PANEL / "captions.en.srt").moved


def test_strangers_are_refused_in_python(tmp_path: Path) -> None:
    other = tmp_path / "other.srt"
    other.write_text("1\n00:00:01,000 --> 00:00:03,000\nzebras quilt foxgloves\n", encoding="utf-8")
    with pytest.raises(turncue.SyncRefused, match=r"needed 1\.00"):
        turncue.sync(PANEL / "captions.en.srt", other)
