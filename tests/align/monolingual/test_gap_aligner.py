"""The fuzzy alignment of what exact matching left over."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from turncue.align.monolingual.gap_aligner import align_gap

_WORDS = st.lists(st.sampled_from("stone stoned store the a river rivers can not cannot".split()), max_size=8)


def _align(a: str, b: str) -> list[tuple[int, int, int, int]]:
    said, heard = a.split(), b.split()
    return [row[:4] for row in align_gap(said, heard, np.full(len(heard), 5.0))]


@given(_WORDS, _WORDS)
def test_rows_are_in_order_and_never_cross(a: list[str], b: list[str]) -> None:
    t = c = 0
    for t0, t1, c0, c1, score in align_gap(a, b, np.full(len(b), 4.0)):
        assert t <= t0 < t1 <= len(a)
        assert c <= c0 < c1 <= len(b)
        assert 0 < score <= 1
        t, c = t1, c1


def test_a_misheard_name_is_found_among_others() -> None:
    assert (1, 2, 2, 3) in _align("mister droege said", "well missed droggy says")


def test_one_word_may_answer_two() -> None:
    assert _align("cannot", "can not") == [(0, 1, 0, 2)]
    assert _align("health care", "healthcare") == [(0, 2, 0, 1)]


def test_short_different_words_are_never_alike() -> None:
    assert _align("is", "it") == []


def test_different_words_are_not_linked() -> None:
    assert _align("orchard", "minutes") == []


def test_an_empty_side() -> None:
    assert align_gap([], ["a"], np.ones(1)) == []
    assert align_gap(["a"], [], np.zeros(0)) == []


def test_words_stick_to_their_flank_instead_of_scattering() -> None:
    # "the stone" stands at the beginning; a lone "the" stands far off in a long hole
    rows = _align("the stone", "the stone " + "uh " * 30 + "the " + "um " * 30)
    assert rows == [(0, 1, 0, 1), (1, 2, 1, 2)]


def test_a_word_that_answers_alone_takes_no_neighbour() -> None:
    # "m" is rare and therefore worth much, yet "you" answers "you" better than "m you" does
    assert _align("you", "m you") == [(0, 1, 1, 2)]
    assert _align("m you", "you") == [(1, 2, 0, 1)]
