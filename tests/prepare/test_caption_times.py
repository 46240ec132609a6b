"""When each caption word is heard."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from turncue.model import Captions, Cue, Word
from turncue.prepare.caption_times import caption_tokens
from turncue.prepare.nominal_duration import nominal_duration
from turncue.text.tokens import tokenize

_TEXTS = st.lists(st.sampled_from("one, two. three 四 five! [Music] six".split()), min_size=1, max_size=8).map(" ".join)


@given(st.lists(st.tuples(_TEXTS, st.integers(0, 900), st.integers(100, 5000)), min_size=1, max_size=8))
def test_words_lie_in_order_in_their_cues_or_close_to_them(rows: list[tuple[str, int, int]]) -> None:
    cues, now = [], 0
    for text, pause, length in rows:
        now += pause
        cues.append(Cue(now, now + length, text))
        now += length
    captions = Captions(tuple(cues))
    times = caption_tokens(captions)
    assert (np.diff(times.start) >= 0).all()
    assert (times.end > times.start).all()
    for k, cue in enumerate(times.cue.tolist()):
        # a cue timed carelessly may take up to 1.5 s from the silence around it
        assert cues[cue].start - 1500 <= times.start[k]
        assert times.end[k] <= cues[cue].end + 1500
    assert not times.measured.any()


def test_the_first_word_of_a_cue_begins_with_it() -> None:
    captions = Captions((Cue(1000, 3000, "one two three"), Cue(3500, 4000, "four")))
    times = caption_tokens(captions)
    assert times.start[0] == 1000
    assert times.start[3] == 3500


def test_word_stamps_are_taken_as_they_are() -> None:
    words = (Word("so", 0, 200), Word("then,", 900, 1300))
    captions = Captions((Cue(0, 2000, "so then,", words=words),))
    times = caption_tokens(captions)
    assert times.start.tolist() == [0, 900]
    assert times.end.tolist() == [200, 1300]
    assert times.measured.all()


def _stamped(*lengths: int, apart: int = 0, last: str = "words") -> np.ndarray:
    """How long each of many words is heard whose stamps are so far from one another; ``last`` is the last of them."""
    texts = [*["word"] * (len(lengths) - 1), last]
    begins = np.cumsum([0, *lengths])
    words = tuple(Word(t, int(a), int(b) - apart) for t, a, b in zip(texts, begins, begins[1:], strict=False))
    captions = Captions(
        (Cue(0, int(begins[-1]), " ".join(texts), words=words), Cue(int(begins[-1]), int(begins[-1]) + 1000, "end"))
    )
    times = caption_tokens(captions)
    assert times.start[: len(lengths)].tolist() == begins[:-1].tolist()
    return (times.end - times.start)[: len(lengths)]


def test_a_word_that_lingers_until_the_next_is_followed_by_a_pause() -> None:
    lengths = [300] * 25
    lengths[10] = 1500  # the speaker fell silent; the stamps say only when words begin
    assert _stamped(*lengths).tolist() == [300] * 10 + [600] + [300] * 14


def test_an_end_that_is_told_stands() -> None:
    lengths = [300] * 25
    lengths[10] = 1500
    assert _stamped(*lengths, apart=60)[10] == 1440


def test_digits_may_take_long_to_say() -> None:
    assert _stamped(*[300] * 24, 1500, last="1995")[-1] == 1500


def test_a_first_word_at_zero_is_kept() -> None:
    words = tuple(Word(w, k * 500, k * 500 + 400) for k, w in enumerate("Hello big wide wonderful world".split()))
    captions = Captions((Cue(0, 2500, "Hello big wide wonderful world", words=words),))
    times = caption_tokens(captions)
    assert times.normalized[0] == "hello"
    assert times.start[0] == 0


def test_a_longer_word_takes_longer() -> None:
    length = nominal_duration(("a", "extraordinarily"))
    assert length[1] > 3 * length[0]


def test_a_year_is_read_out_digit_by_digit() -> None:
    two, four, word = nominal_duration(("20", "2019", "year"))
    assert word < two < four
    assert 600 <= four <= 1000


def test_a_character_takes_as_long_as_its_script_says_with_it() -> None:
    han, kana, hangul, thai = nominal_duration(("說", "ん", "한", "ก"))
    assert han > hangul >= kana > thai
    # Thai spells some three letters a syllable: a sentence of 40 takes no eight seconds
    assert nominal_duration(tokenize("วันนี้เรามีชาวสวนที่ปลูกแอปเปิลบนภูเขา").keys).sum() < 3000


def test_punctuation_makes_a_pause() -> None:
    captions = Captions((Cue(0, 4000, "Stop. Again we walk"),))
    times = caption_tokens(captions)
    assert times.start[1] > times.end[0]
    assert times.start[2] == times.end[1]


def test_where_cues_overlap_the_later_one_is_heard_from_its_start() -> None:
    captions = Captions((Cue(0, 5000, "one two three"), Cue(2000, 4000, "four five")))
    times = caption_tokens(captions)
    assert round(times.end[2]) <= 2000
    assert times.start[3] == 2000


def test_no_words_no_times() -> None:
    assert len(caption_tokens(Captions(())).start) == 0


def test_words_of_an_absurdly_short_cue_fill_the_silence_before_it() -> None:
    cues = (Cue(0, 4000, "it was all ages"), Cue(9000, 9200, "Oh. And where was it? Over on First Street. I see."))
    captions = Captions(cues, "en")
    times = caption_tokens(captions)
    first = int(np.flatnonzero(times.cue == 1)[0])
    assert 5000 < times.start[first] < 7500
    assert (np.diff(times.start) > 0).all()
