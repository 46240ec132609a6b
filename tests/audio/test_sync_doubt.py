"""Sync in doubt: what the words contradict is refused, what they leave open is not guessed."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from heard import heard_talk, moved

from turncue.audio.matching import word_tokens
from turncue.audio.rate_evidence import rate_odds
from turncue.audio.sync_result import Piece, SyncRefused, SyncResult
from turncue.audio.sync_words import sync_to_words
from turncue.audio.synchronize import settles_rate
from turncue.audio.word_columns import columns_of
from turncue.model import Captions, Cue, Word


def _shifted(cues: tuple[Cue, ...], by: int) -> list[Cue]:
    return [replace(c, start=c.start + by, end=c.end + by) for c in cues]


@pytest.mark.parametrize("cues", [14, 40, 120])
@pytest.mark.parametrize("share", [0.35, 0.6])
def test_swapped_passages_are_refused(cues: int, share: float) -> None:
    captions, words = heard_talk(cues)
    at = round(share * cues)
    head, tail = captions.cues[:at], captions.cues[at:]
    swapped = _shifted(tail, -tail[0].start) + _shifted(head, tail[-1].end - tail[0].start + 500)
    with pytest.raises(SyncRefused, match=r"The words of \d+ of \d+ cues, the first at .*, are heard at other places"):
        sync_to_words(replace(captions, cues=tuple(swapped)), words)


def test_a_line_that_comes_again_is_no_contradiction() -> None:
    """A chorus of five lines, four times: its words fit at four places, each explained by the cue that stands there."""
    verse, heard = heard_talk(12)
    chorus, sung = heard_talk(5, seed=3)
    cues: list[Cue] = []
    words: list[Word] = []
    at = 0
    for k in range(4):
        for part, spoken in ((verse.cues[3 * k : 3 * k + 3], heard), (chorus.cues, sung)):
            begin, end = part[0].start, part[-1].end
            cues += _shifted(part, at - begin)
            words += [
                replace(w, start=w.start + at - begin, end=w.end + at - begin) for w in spoken if begin <= w.start < end
            ]
            at += end - begin + 1500
    captions = Captions(tuple(cues), "en")
    result = sync_to_words(moved(captions, offset=4000), words)
    assert [round(p.offset, -2) for p in result.pieces] == [-4000]


def test_cues_that_take_turns_each_go_where_their_words_are() -> None:
    """The second half moved back over the first with nothing taken out: in order of time the cues alternate."""
    captions, words = heard_talk(24)
    wrong = moved(captions, offset=-14_000, first=12)
    order = sorted(range(24), key=lambda k: wrong.cues[k].start)
    assert order != list(range(24))
    given = replace(wrong, cues=tuple(wrong.cues[k] for k in order))
    result = sync_to_words(given, words)
    errors = [abs(c.start - captions.cues[k].start) for c, k in zip(result.moved_cues(given), order, strict=True)]
    assert sum(e <= 100 for e in errors) >= 22
    assert len(result.messages) == 2, result.messages


def test_overlapping_talk_is_not_torn_apart() -> None:
    """People who talk at once, all 3 s late: one piece, though cues overlap."""
    captions, words = heard_talk(40)
    early = tuple(replace(c, end=c.end + 2500) for c in captions.cues)
    result = sync_to_words(moved(replace(captions, cues=early), offset=3000), words)
    assert len(result.pieces) == 1


@pytest.mark.parametrize("seed", range(6))
def test_few_cues_that_drift_are_not_stretched(seed: int) -> None:
    """Six cues over some 15 s whose words drift by 0.5 s from the first to the last, as a recogniser's times do."""
    captions, words = heard_talk(6, seed=200 + seed)
    span = captions.cues[-1].start
    drifting = [replace(w, start=round(w.start + 500 * w.start / span), end=w.end + 600) for w in words]
    try:
        result = sync_to_words(moved(captions, offset=2000), drifting)
    except SyncRefused:
        return
    errors = [abs(result.time(c.start + 2000) - c.start) for c in captions.cues]
    assert np.quantile(errors, 0.85) <= 450


def test_one_small_change_between_few_cues_may_be_a_rate() -> None:
    """Four cues over 32 s, spread by 24/25: two and two with a jump of 1 s would fit as well, and say less."""
    _, words = heard_talk(40)
    starts = (0, 6000, 24_000, 30_000)
    cues: list[Cue] = []
    heard: list[Word] = []
    for k, start in enumerate(starts):
        part = words[k * 8 : k * 8 + 8]
        row = [replace(w, start=w.start - part[0].start + start, end=w.end - part[0].start + start) for w in part]
        heard += row
        cues.append(Cue(start, row[-1].end, " ".join(w.text for w in row)))
    captions = Captions(tuple(cues), "en")
    for rate in (24 / 25, 25 / 24):
        wrong = moved(captions, rate=rate, offset=9000)
        try:
            result = sync_to_words(wrong, heard)
        except SyncRefused:
            continue
        errors = [abs(result.time(c.start) - t) for c, t in zip(wrong.cues, starts, strict=True)]
        assert max(errors) <= 250


def test_pieces_have_one_rate() -> None:
    captions, words = heard_talk(60)
    dice = random.Random(4)
    uneven = [replace(w, start=w.start + round(dice.gauss(0, 150)), end=w.end + 300) for w in words]
    wrong = moved(moved(captions, offset=20_000, first=30), rate=25 / 24)
    result = sync_to_words(wrong, sorted(uneven, key=lambda w: w.start))
    assert len({p.rate for p in result.pieces}) == 1
    errors = [abs(result.time(c.start) - t.start) for c, t in zip(wrong.cues, captions.cues, strict=True)]
    assert np.quantile(errors, 0.85) <= 300


def test_a_piece_that_fits_two_places_is_refused() -> None:
    """The last third of the captions is heard nowhere; its few common words fit here and there."""
    captions, words = heard_talk(30)
    kept = [w for w in words if w.start < captions.cues[20].start]
    tail = [replace(w, start=w.start + 40_000, end=w.end + 40_000) for w in words if w.start >= captions.cues[20].start]
    twice = [*tail, *(replace(w, start=w.start + 60_000, end=w.end + 60_000) for w in tail)]
    with pytest.raises(SyncRefused, match="hardly better than another"):
        sync_to_words(captions, [*kept, *twice])


def test_a_rate_that_moves_only_the_last_cue_does_no_harm() -> None:
    captions, words = heard_talk(20)
    far = replace(captions.cues[-1], start=captions.cues[-1].start + 60_000, end=captions.cues[-1].end + 60_000)
    alone = replace(captions, cues=(*captions.cues[:-1], far))
    columns = columns_of(alone, word_tokens(words))
    odds = rate_odds([Piece(0, 20, alone.cues[0].start, 1.0, 0.0)], columns)
    whole = columns_of(captions, word_tokens(words))
    assert odds.moves.max() <= 1.5 * rate_odds([Piece(0, 20, captions.cues[0].start, 1.0, 0.0)], whole).moves.max()


@pytest.mark.parametrize(("missed", "told"), [(range(30, 40), True), (range(18, 20), False), (range(4), False)])
def test_cues_of_which_no_word_is_recognised_are_told(missed: range, told: bool) -> None:
    captions, words = heard_talk(40)
    spans = [(captions.cues[k].start, captions.cues[k].end) for k in missed]
    words = [w for w in words if not any(a <= w.start < b for a, b in spans)]
    result = sync_to_words(moved(captions, offset=2300), words)
    assert any(f"no word of {len(missed)} cues" in m for m in result.messages) is told


@pytest.mark.parametrize(
    ("begin_with_speech", "offset", "settled"), [(16, 0.0, True), (15, 0.0, False), (20, 900.0, False)]
)
def test_voice_activity_tells_a_rate_only_where_most_cues_begin_with_it(
    begin_with_speech: int, offset: float, settled: bool
) -> None:
    captions, _ = heard_talk(20)
    by_words = SyncResult((Piece(0, 20, captions.cues[0].start, 1.0, 0.0, 60, 80),), "words", 0.9, True)
    piece = Piece(0, 20, captions.cues[0].start, 1.001, offset, begin_with_speech, 20)
    assert settles_rate(SyncResult((piece,), "speech", 0.9, True), by_words, captions) is settled
