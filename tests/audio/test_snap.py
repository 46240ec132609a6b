"""Cue starts moved to words: two witnesses, order, room; on speech too."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import speech
from readers import srt_of
from speech import TOWN_HALL

import turncue
from turncue.audio.retime import retimed
from turncue.audio.snap import onset_starts, recognised_starts, snapped
from turncue.audio.sync_result import Piece, SyncResult
from turncue.cli.app import run
from turncue.errors import UsageError
from turncue.model import Captions, Cue, Word

CUES = Captions((Cue(1000, 2000, "one"), Cue(3000, 4000, "two"), Cue(4000, 5000, "three")), "en")

LINES = TOWN_HALL[:8]


def _result(moved: bool = False, offset: float = 0.0) -> SyncResult:
    return SyncResult((Piece(0, 3, 1000, 1.0, offset),), "words", 0.9, moved)


def _starts(result: SyncResult, captions: Captions = CUES) -> list[int]:
    return [c.start for c in result.applied(captions).cues]


def test_the_first_of_two_witnesses_that_agree_is_believed() -> None:
    result = snapped(_result(), CUES, [{0: 1200, 1: 3900}, {0: 1260, 1: 3210}, {1: 3190}])
    assert _starts(result) == [1200, 3210, 4000]
    assert [c.end for c in result.applied(CUES).cues] == [2200, 4000, 5000]
    assert result.messages[-1] == "2 of 3 cue starts were moved to their first word, by 205 ms (median), 210 ms at most"


@pytest.mark.parametrize("witnesses", [[{0: 1200}], [{0: 1200}, {0: 1500}], [{0: 2600}, {0: 2610}], []])
def test_one_witness_or_a_far_place_moves_nothing(witnesses: list[dict[int, int]]) -> None:
    result = snapped(_result(offset=40.0), CUES, witnesses)
    assert not result.moved
    assert result.applied(CUES) is CUES
    assert "none of 3 cue starts" in result.messages[-1]


def test_an_offset_too_small_to_be_undone_is_not_undone_by_the_way() -> None:
    result = snapped(_result(offset=-180.0), CUES, [{0: 1200}, {0: 1200}])
    assert _starts(result) == [1200, 3000, 4000]


def test_cues_that_touch_still_touch() -> None:
    result = snapped(_result(), CUES, [{2: 3800}, {2: 3800}])
    assert result.applied(CUES).cues[1].end == 3800
    assert _starts(result) == [1000, 3000, 3800]


def test_a_move_that_leaves_a_neighbour_no_room_is_not_made() -> None:
    result = snapped(_result(), CUES, [{2: 3100}, {2: 3100}])
    assert _starts(result) == [1000, 3000, 4000]


def test_order_and_overlap_are_kept_whatever_is_wanted() -> None:
    dice = random.Random(5)
    for _ in range(200):
        edges = sorted(dice.sample(range(20_000), 24))
        captions = Captions(tuple(Cue(a, b, "x") for a, b in zip(edges[::2], edges[1::2], strict=True)), "en")
        wanted = {k: c.start + dice.randint(-900, 900) for k, c in enumerate(captions.cues)}
        result = SyncResult((Piece(0, 12, edges[0], 1.0, 0.0),), "words", 0.9, False)
        cues = snapped(result, captions, [wanted, wanted]).moved_cues(captions)
        assert all(c.end > c.start for c in cues)
        assert all(a.end <= b.start for a, b in itertools.pairwise(cues))


def test_cues_with_times_of_words_keep_them() -> None:
    word = Word("one", 1000, 1400)
    captions = replace(CUES, cues=(replace(CUES.cues[0], words=(word,)), *CUES.cues[1:]))
    assert not snapped(_result(), captions, [{0: 1300}, {0: 1300}]).moved


def test_the_recogniser_witnesses_first_words_only() -> None:
    captions = Captions((Cue(1000, 3000, "hello there you"), Cue(4000, 5000, "goodbye now")), "en")
    heard = [Word("hello", 1100, 1300), Word("their", 1300, 1500), Word("you", 1600, 1700), Word("now", 4600, 4800)]
    assert recognised_starts(captions, heard) == {0: 1100}


def test_voice_activity_witnesses_its_nearest_onset() -> None:
    speech_now = np.zeros(600)
    speech_now[120:200], speech_now[330:500] = 0.9, 0.9
    assert onset_starts(CUES, speech_now) == {0: 1200, 1: 3300, 2: 3300}
    assert onset_starts(CUES, np.zeros(600)) == {}


def test_the_file_gets_the_time_of_each_cue() -> None:
    spans = {(1000, 2000): (1200, 2200)}
    text = "1\n00:00:01,000 --> 00:00:02,000\none\n\n2\n00:00:03,000 --> 00:00:04,000\ntwo\n"
    new = retimed(text, "srt", lambda t: t + 5, spans)
    assert "00:00:01,200 --> 00:00:02,200" in new
    assert "00:00:03,005 --> 00:00:04,005" in new
    line = "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,one 0:00:09.00\n"
    assert retimed(line, "ass", lambda t: t, spans) == line.replace("01.00,", "01.20,").replace("02.00,", "02.20,")


def test_captions_as_reference_have_no_sound() -> None:
    with pytest.raises(UsageError, match="words in the sound"):
        turncue.sync(CUES, CUES, snap=True)


@pytest.mark.skipif(not speech.available(), reason="neither espeak-ng nor espeakng-loader is installed")
def test_starts_that_are_each_a_bit_off_are_moved_to_the_words(tmp_path: Path) -> None:
    pytest.importorskip("av", reason="the extra [audio] (PyAV) is not installed")
    pytest.importorskip("pocketsphinx", reason="the extra [audio] (pocketsphinx) is not installed")
    samples, times = speech.lines([(("en-us", "en-gb")[k % 2], text) for k, text in enumerate(LINES)])
    media = speech.write_media(tmp_path / "talk.opus", samples, bit_rate=24_000)
    dice = random.Random(2)
    off = [(a + dice.choice([-260, -180, 190, 240]), b) for a, b in times]
    file = tmp_path / "talk.srt"
    captions = Captions(tuple(Cue(a, b, t) for (a, b), t in zip(off, LINES, strict=True)), "en")
    file.write_text(srt_of(captions), encoding="utf-8")
    assert run(["sync", str(file), str(media), "--quiet"]) == 0
    assert not (tmp_path / "talk.synced.srt").exists()
    assert run(["sync", str(file), str(media), "--snap", "--quiet"]) == 0
    fixed = turncue.read_captions(tmp_path / "talk.synced.srt")
    before = sorted(abs(a - t) for (a, _), (t, _) in zip(off, times, strict=True))
    after = sorted(abs(c.start - t) for c, (t, _) in zip(fixed.cues, times, strict=True))
    assert after[len(after) // 2] <= 60 < before[0]
    assert after[-1] <= before[-1] + 20
