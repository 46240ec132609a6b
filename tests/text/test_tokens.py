"""Tokens keep their offsets; keys bring spellings together and keep different words apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue.text.tokens import fold, is_dense, tokenize


@given(st.text(max_size=60))
def test_spans_are_in_order_and_inside(text: str) -> None:
    tokens = tokenize(text)
    at = 0
    for begin, finish, key in zip(tokens.begins, tokens.finishes, tokens.keys, strict=True):
        assert at <= begin < finish <= len(text)
        assert key
        at = finish


@given(st.text(max_size=60))
def test_every_letter_and_digit_is_in_a_token(text: str) -> None:
    tokens = tokenize(text)
    inside = {k for a, b in zip(tokens.begins, tokens.finishes, strict=True) for k in range(a, b)}
    for k, char in enumerate(text):
        if char.isascii() and char.isalnum():
            assert k in inside


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hello", "hello"),
        ("café", "CAFE"),
        ("1,234", "1234"),
        ("S.E.C.", "SEC"),
        ("don't", "don’t"),
        ("ＧＰＵ", "gpu"),
        ("們", "们"),
        ("ёлка", "елка"),
        ("OK", "okay"),
        ("أحمد", "احمد"),
        ("Straße", "STRASSE"),
    ],
)
def test_spellings_of_one_word_have_one_key(one: str, other: str) -> None:
    assert tokenize(one).keys == tokenize(other).keys


@pytest.mark.parametrize(
    ("one", "other"), [("вчера", "завтра"), ("ここ", "そこ"), ("there", "three"), ("12", "13"), ("هذا", "ذلك")]
)
def test_different_words_have_different_keys(one: str, other: str) -> None:
    assert tokenize(one).keys != tokenize(other).keys


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Well, that's it.", ["Well", "that's", "it"]),
        ("我用Python3寫程式", ["我", "用", "Python3", "寫", "程", "式"]),
        ("It cost $1,200.50!", ["It", "cost", "$1,200.50"]),
        ("49% of 3:30", ["49%", "of", "3:30"]),
        ("コーヒー", ["コ", "ー", "ヒ", "ー"]),
        ("안녕 하세요", ["안", "녕", "하", "세", "요"]),
        ("«Да», — сказал он", ["Да", "сказал", "он"]),
        ("…—!? 。", []),
        ("", []),
    ],
)
def test_where_tokens_lie(text: str, words: list[str]) -> None:
    tokens = tokenize(text)
    assert [text[a:b] for a, b in zip(tokens.begins, tokens.finishes, strict=True)] == words
    assert len(tokens) == len(words)


def test_keys_are_never_empty_for_words_in_other_scripts() -> None:
    for word in ("привет", "שלום", "สวัสดี", "नमस्ते", "γειά", "مرحبا", "日本"):
        assert all(tokenize(word).keys)
        assert fold(word)


def test_dense_is_said_of_single_characters_only() -> None:
    assert is_dense("我")
    assert is_dense("カ")
    assert is_dense("한")
    assert not is_dense("python")
    assert not is_dense("a")
