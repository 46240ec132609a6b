"""Numbers, spelt-out letters and a user's equivalents as units."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue.align.monolingual.token_units import expand, parse_glossary, units_of
from turncue.align.monolingual.word_aligner import align_words
from turncue.text.tokens import tokenize


def _units(text: str, **options: object) -> tuple[str, ...]:
    return units_of(tokenize(text).keys, **options).normalized  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("in 2020", "in twenty twenty"),
        ("in 2020", "in two thousand twenty"),
        ("born 1992", "born nineteen ninety-two"),
        ("14 billion", "fourteen billion"),
        ("49%", "forty nine percent"),
        ("the 3rd quarter", "the third quarter"),
        ("1,957 people", "1957 people"),
        ("140億", "14000000000"),
        ("百分之四十九", "49%"),
        ("the SEC filing", "the S E C filing"),
        ("the S.E.C. filing", "the sec filing"),
    ],
)
def test_spellings_of_one_thing_have_one_key(one: str, other: str) -> None:
    assert _units(one) == _units(other)


@pytest.mark.parametrize(
    ("one", "other"), [("in 2020", "in 2021"), ("nine", "ninety"), ("1.5 million", "15 million"), ("a b c", "a c b")]
)
def test_different_things_have_different_keys(one: str, other: str) -> None:
    assert _units(one) != _units(other)


def test_a_number_ends_where_a_clause_ends() -> None:
    keys = tokenize("I saw twenty. Three left").keys
    ends = [False, False, True, False, False]
    assert "#23" in units_of(keys).normalized
    assert "#23" not in units_of(keys, ends=ends).normalized


def test_a_letter_stuttered_is_no_spelling() -> None:
    assert _units("i i mean") == ("i", "i", "mean")


def test_glossary_makes_phrases_equal() -> None:
    glossary = parse_glossary([("ok", "all right"), ("Monro Inc", "Monroe Inks")])
    assert _units("all right Monro Inc said", glossary=glossary) == _units("ok Monroe Inks said", glossary=glossary)
    assert _units("all right now", glossary=glossary) != _units("fine now", glossary=glossary)


def test_links_between_units_cover_their_tokens() -> None:
    said = tokenize("we sold two thousand twenty boats that day in the harbour").keys
    heard = tokenize("we sold 2020 boats that day in the harbour").keys
    own, other = units_of(said), units_of(heard)
    links = expand(align_words(own.normalized, other.normalized), own, other)
    spans = {(link.transcript.start, link.transcript.stop): link.captions for link in links}
    assert spans[(2, 5)] == range(2, 3)
    assert links.transcript_size == len(said)
    assert links.caption_size == len(heard)


@given(st.lists(st.sampled_from("twenty 20 hundred and percent % a b 億 十 二 the 1.5 million".split()), max_size=20))
def test_every_token_is_in_one_unit_in_order(keys: list[str]) -> None:
    units = units_of(keys)
    edges = units.edges.tolist()
    assert edges[0] == 0
    assert edges[-1] == len(keys)
    assert all(a < b for a, b in pairwise(edges))
    assert len(units.normalized) == len(edges) - 1
