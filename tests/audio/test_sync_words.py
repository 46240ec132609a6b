"""Sync by words, without sound: offsets, rates, cuts, strangers, a good file."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from gardeners import CAPTIONS
from heard import heard_talk, moved

from turncue.audio.sync_result import SyncRefused
from turncue.audio.sync_words import sync_to_words
from turncue.audio.synchronize import sync_to_captions
from turncue.model import Captions, Word
from turncue.reading import parse_captions


def _errors(result_time: list[int], truth: Captions) -> list[int]:
    return [abs(a - c.start) for a, c in zip(result_time, truth.cues, strict=True)]


@pytest.mark.parametrize("offset", [-7900, -600, 700, 2300, 31_400, 600_000])
def test_an_offset_is_undone(offset: int) -> None:
    captions, words = heard_talk()
    wrong = moved(captions, offset=offset)
    result = sync_to_words(wrong, words)
    assert len(result.pieces) == 1
    assert max(_errors([result.time(c.start) for c in wrong.cues], captions)) <= 60
    assert f"{abs(offset) / 1000:.1f} s {'late' if offset > 0 else 'early'}" in result.messages[0]


@pytest.mark.parametrize("rate", [25 / 23.976, 24 / 25, 23.976 / 24])
def test_a_frame_rate_is_undone(rate: float) -> None:
    captions, words = heard_talk(150)
    wrong = moved(captions, rate=rate)
    result = sync_to_words(wrong, words)
    assert max(_errors([result.time(c.start) for c in wrong.cues], captions)) <= 200


@pytest.mark.parametrize("jump", [-5000, 6500, 90_000])
def test_a_cut_is_undone_and_told(jump: int) -> None:
    captions, words = heard_talk(80)
    wrong = moved(captions, offset=jump, first=50)
    result = sync_to_words(wrong, words)
    errors = _errors([c.start for c in result.applied(wrong).cues], captions)
    assert sum(e <= 60 for e in errors) >= 78
    assert len(result.pieces) == 2
    assert any("cues from" in m for m in result.messages)


def test_a_good_file_is_left_alone() -> None:
    captions, words = heard_talk()
    result = sync_to_words(captions, words)
    assert not result.moved
    assert result.applied(captions) is captions
    assert result.time(12_345) == 12_345


def test_jitter_is_no_reason_for_pieces() -> None:
    captions, words = heard_talk()
    dice = random.Random(2)
    cues = tuple(replace(c, start=max(c.start + round(dice.gauss(1500, 200)), 0)) for c in captions.cues)
    result = sync_to_words(replace(captions, cues=cues), words)
    assert len(result.pieces) == 1


@pytest.mark.parametrize("seed", range(2, 8))
def test_strangers_are_refused_with_the_number(seed: int) -> None:
    captions, _ = heard_talk()
    _, words = heard_talk(seed=seed)
    with pytest.raises(
        SyncRefused, match=r"not synced: evidence 0\.\d\d, needed 1\.00. \d+ of \d+ recognised"
    ) as caught:
        sync_to_words(captions, words)
    assert caught.value.score < 1


def test_no_words_in_common() -> None:
    with pytest.raises(SyncRefused, match="None of 1 recognised words"):
        sync_to_words(heard_talk()[0], [Word("xylophone", 0, 300)])


def test_a_sample_of_the_words_is_enough() -> None:
    captions, words = heard_talk(300)
    wrong = moved(captions, offset=4000)
    some = [w for w in words if (w.start // 20_000) % 5 == 0]
    assert sync_to_words(wrong, some).pieces[0].offset == pytest.approx(-4000, abs=80)


def test_captions_are_a_reference_too() -> None:
    captions = parse_captions(CAPTIONS, name="x.srt")
    result = sync_to_captions(moved(captions, offset=1800), captions)
    assert result.evidence == "captions"
    assert result.pieces[0].offset == pytest.approx(-1800, abs=60)


@pytest.mark.parametrize("rate", [25 / 23.976, 23.976 / 25, 24 / 25, 1.0, 30 / 25])
@pytest.mark.parametrize("cues", [4, 6, 9, 14])
def test_a_rate_is_right_or_refused_however_short_the_captions(rate: float, cues: int) -> None:
    """Turns of a few seconds, words misheard and uneven: what cannot be told apart is not moved in silence."""
    refused = 0
    for seed in range(12):
        captions, words = heard_talk(cues, seed=100 + seed)
        dice = random.Random(seed)
        uneven = [replace(w, start=w.start + round(dice.gauss(0, 120)), end=w.end + 200) for w in words]
        wrong = moved(captions, rate=rate, offset=1500)
        try:
            result = sync_to_words(wrong, sorted(uneven, key=lambda w: w.start))
        except SyncRefused:
            refused += 1
            continue
        errors = sorted(_errors([result.time(c.start) for c in wrong.cues], captions))
        assert errors[int(0.85 * len(errors))] <= 450
    assert refused <= (12 if cues < 9 else 6)


def test_words_at_one_end_only_tell_no_rate() -> None:
    """Twenty cues over a minute and more, but words of the first two only: the far end may be seconds off."""
    captions, words = heard_talk(20)
    wrong = moved(captions, offset=3000)
    early = [w for w in words if w.start < captions.cues[1].end]
    with pytest.raises(SyncRefused, match=r"do not tell a rate of 1 from one of .*frames a second.* elsewhere, is 0\."):
        sync_to_words(wrong, early)


def test_a_recording_that_repeats_itself_is_not_moved_by_a_repetition() -> None:
    """The same four minutes ten times over, known by a few samples: most of all words agree at one offset only."""
    captions, words = heard_talk(100)
    length = captions.cues[-1].end + 2000
    cues = tuple(
        replace(c, start=c.start + k * length + 2300, end=c.end + k * length + 2300)
        for k in range(10)
        for c in captions.cues
    )
    spoken = [replace(w, start=w.start + k * length, end=w.end + k * length) for k in range(10) for w in words]
    some = [w for w in spoken if (w.start // 20_000) % 25 == 0]
    result = sync_to_words(replace(captions, cues=cues), some)
    assert [round(p.offset, -2) for p in result.pieces] == [-2300]
