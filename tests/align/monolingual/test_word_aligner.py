"""The word engine: beside a textbook dynamic programme, and where other aligners are known to fail."""

from __future__ import annotations

import random

import pytest
from durations import linear, within
from hypothesis import given
from hypothesis import strategies as st
from oracle import common_length
from strategies import garbled

from turncue.align.alignment import Alignment
from turncue.align.monolingual.word_aligner import align_words
from turncue.text.tokens import tokenize

_FEW = st.lists(st.sampled_from("the a river stone window carry under seven market".split()), max_size=14)


def _story(n: int, seed: int) -> list[str]:
    """Made-up words with the skew of a language: a few of them are half of all."""
    chance = random.Random(seed)
    rare = ["".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(3)) for _ in range(n // 3)]
    common = "the and of to a in it is you that".split()
    return [chance.choice(common) if chance.random() < 0.45 else chance.choice(rare) for _ in range(n)]


def _pairs(links: Alignment) -> dict[int, int]:
    return {link.transcript.start: link.captions.start for link in links}


def _sound(links: Alignment) -> None:
    """Links are in order, never cross, never overlap; no run is empty; scores are shares."""
    t = c = 0
    for link in links:
        assert t <= link.transcript.start < link.transcript.stop <= links.transcript_size
        assert c <= link.captions.start < link.captions.stop <= links.caption_size
        assert 0 < link.score <= 1
        t, c = link.transcript.stop, link.captions.stop


@given(_FEW, _FEW)
def test_links_are_sound_and_never_beat_the_textbook(a: list[str], b: list[str]) -> None:
    links = align_words(a, b)
    _sound(links)
    exact = 0
    for link in links:
        if link.score == 1.0 and len(link.transcript) == len(link.captions) == 1:
            assert a[link.transcript.start] == b[link.captions.start]
            exact += 1
    assert exact <= common_length(a, b)


@given(st.integers(0, 10**6), st.integers(20, 150), st.floats(0.01, 0.1))
def test_near_equal_texts_match_nearly_as_well_as_the_textbook(seed: int, n: int, rate: float) -> None:
    a = _story(n, seed)
    b = garbled(a, rate, seed)
    links = align_words(a, b)
    _sound(links)
    exact = sum(link.score == 1.0 for link in links)
    assert exact >= 0.9 * common_length(a, b) - 1


@given(_FEW)
def test_a_text_matches_itself(a: list[str]) -> None:
    links = align_words(a, a)
    assert _pairs(links) == {k: k for k in range(len(a))}
    assert links.matched == len(a)


@pytest.mark.parametrize(("a", "b"), [([], []), (["x"], []), ([], ["x"])])
def test_an_empty_side_gives_no_links(a: list[str], b: list[str]) -> None:
    links = align_words(a, b)
    assert len(links) == 0
    assert (links.transcript_size, links.caption_size) == (len(a), len(b))


# ---------------------------------------------------------------- where others fail


def test_no_word_in_common_gives_nothing_and_does_not_hang() -> None:
    assert within(1, lambda: align_words("totally different text".split(), "hello world".split()))
    assert len(align_words("totally different text".split(), "hello world".split())) == 0


def test_other_scripts_never_match_by_place() -> None:
    # a normaliser that keeps a-z only makes every Russian word '' and equal to every other
    said = tokenize("Вчера мы ходили на рынок за яблоками").keys
    heard = tokenize("Завтра никто здесь ничего продавать больше").keys
    assert len(align_words(said, heard)) == 0


def test_a_recording_said_three_times_over_stays_in_order() -> None:
    verse = "row the little boat across the quiet river and sing".split()
    links = align_words(verse * 3, verse * 3)
    assert _pairs(links) == {k: k for k in range(3 * len(verse))}


def test_the_second_of_three_refrains_missing() -> None:
    verse = "row the little boat across the quiet river and sing".split()
    between = ["then came thunder over northern mountains".split(), "later children walked home singing".split()]
    said = verse + between[0] + verse + between[1] + verse
    heard = verse + between[0] + between[1] + verse
    pairs = _pairs(align_words(said, heard))
    n = len(verse)
    for k in range(len(between[1])):
        assert pairs[n + 6 + n + k] == n + 6 + k
    for k in range(n):
        assert pairs[len(said) - n + k] == len(heard) - n + k


def test_words_never_spoken_and_ad_lib_words_in_the_middle() -> None:
    head, tail = _story(700, 1), _story(700, 2)
    never, ad_lib = _story(600, 3), _story(800, 4)
    links = align_words(head + never + tail, head + ad_lib + tail)
    _sound(links)
    pairs = _pairs(links)
    right = sum(pairs.get(k) == k for k in range(700))
    right += sum(pairs.get(1300 + k) == 1500 + k for k in range(700))
    assert right >= 1390
    # only chance joins the two middles
    assert sum(1 for k in range(700, 1300) if k in pairs) <= 45


def test_each_side_holds_much_that_the_other_lacks() -> None:
    # a minimal edit alignment runs along the wrong diagonal: the transcript reaches back before the recording, and of
    # the recording only what some of the speakers say is in the transcript
    chance = random.Random(13)
    before, said, heard, truth = _story(3000, 14), [], [], {}
    for k, size in enumerate(chance.choice((20, 40, 80)) for _ in range(60)):
        words = _story(size, 100 + k)
        for word in words:
            truth[len(before) + len(said)] = len(heard)
            said.append(word)
            heard.append(word)
        heard += _story(chance.choice((60, 120)), 500 + k)
    links = align_words(before + said, heard)
    _sound(links)
    pairs = _pairs(links)
    assert sum(pairs.get(k) == j for k, j in truth.items()) >= 0.97 * len(truth)
    assert sum(1 for k in range(len(before)) if k in pairs) <= 60


def test_three_words_in_ten_wrong() -> None:
    said = _story(3000, 5)
    chance, heard, truth = random.Random(6), [], {}
    for k, word in enumerate(said):
        if chance.random() < 0.3:
            heard.append(chance.choice(said))
        else:
            truth[k] = len(heard)
            heard.append(word)
    pairs = _pairs(align_words(said, heard))
    right = sum(pairs.get(k) == j for k, j in truth.items())
    assert right >= 0.98 * len(truth)


def test_an_introduction_does_not_draw_matches_to_itself() -> None:
    said, intro = _story(300, 7), _story(400, 8)
    pairs = _pairs(align_words(said, intro + said))
    assert all(pairs.get(k) == 400 + k for k in range(5, 300))
    assert sum(j < 400 for j in pairs.values()) <= 2


def test_misheard_names_are_linked() -> None:
    said = "then Droege asked whether Ballykeeran would pay for everything again".lower().split()
    heard = "then droggy asked whether ballykeran would pay for everything again".split()
    pairs = _pairs(align_words(said, heard))
    assert pairs[1] == 1
    assert pairs[4] == 4


def test_split_and_joined_words_are_linked() -> None:
    links = align_words(
        "nobody ever cannot sleep in healthcare".split(), "nobody ever can not sleep in health care".split()
    )
    assert {(len(link.transcript), len(link.captions)) for link in links} >= {(1, 2)}
    assert links.matched > 5.5


def test_unrelated_texts_take_no_longer_than_related_ones_by_far() -> None:
    one, other = _story(4000, 9), _story(4000, 10)
    assert within(5, lambda: align_words(one, other))
    assert align_words(one, other).matched < 400


def test_ten_times_the_words_cost_at_most_thirty_times_the_time() -> None:
    said = {n: _story(n, 11) for n in (1500, 15_000)}
    heard = {n: garbled(words, 0.15, 12) for n, words in said.items()}
    assert linear(lambda n: align_words(said[n], heard[n]), 1500, 15_000)
