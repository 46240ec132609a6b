"""Chinese words stay whole where the list knows them, and it keeps quiet where it cannot tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue.compose import break_lines, load_profile
from turncue.text.breaks import pieces
from turncue.text.zh_words import inside_words, torn_words


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("我把它當作例子", {4, 6}),
        ("作為", {1}),
        ("作为", {1}),  # the list is in Traditional characters, Simplified ones are made from it
        ("工作為了", set()),  # 作為 laps over 工作 and 為了: the list cannot tell
        ("河邊石頭", set()),
        ("", set()),
    ],
)
def test_torn(text: str, torn: set[int]) -> None:
    assert torn_words(text) == torn


@given(st.text(alphabet="工作為了因合關係實際上的，AI 12", max_size=40))
def test_places_are_inside_the_text(text: str) -> None:
    assert all(0 < k < len(text) for k in torn_words(text))


@pytest.mark.parametrize(
    ("text", "language", "whole"),
    [
        ("因為這實際上是您作為新任執行長的首次訪談", "zh-Hant", ("實際上", "作為", "執行長")),
        ("非常感謝妳對我們週五接手的精彩介紹", "zh-Hant", ("感謝", "接手", "精彩")),
        ("一件本来只是例行公事的事情变成了一个故事", "zh-Hans", ("本来", "例行", "公事", "变成")),
    ],
)
def test_pieces_hold_words_whole(text: str, language: str, whole: tuple[str, ...]) -> None:
    p = pieces(text, language=language, limit=16)
    for word in whole:
        at = text.index(word)
        assert not any(at < end < at + len(word) for end in p.ends), word


@pytest.mark.parametrize(
    ("text", "language", "lines"),
    [
        ("كنا نعد الركاب كل ليلة في محطة قرب البحر", "ar", ("كنا نعد الركاب كل ليلة", "في محطة قرب البحر")),
        ("이게 과연 좋은 것인지 정말 궁금하다면 말이죠", "ko", ("이게 과연 좋은 것인지", "정말 궁금하다면 말이죠")),
        ("Ashley 和我非常興奮能為大家帶來", "zh-Hant", ("Ashley 和我非常興奮", "能為大家帶來")),
    ],
)
def test_lines_end_between_phrases(text: str, language: str, lines: tuple[str, ...]) -> None:
    profile = load_profile("netflix", language)
    if language == "ar":
        profile = profile.with_overrides(max_chars=30)
    assert break_lines(text, profile, language=language) == lines


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("例行公事的供應鏈", ("例行公事", "供應")),
        ("我们始终孜孜以求", ("孜孜以求",)),
        ("美國陸軍名為", ("美國", "陸軍", "名為")),
    ],
)
def test_places_inside_words_of_the_segmenter(text: str, words: tuple[str, ...]) -> None:
    inside = inside_words(text)
    for word in words:
        at = text.index(word)
        assert set(range(at + 1, at + len(word))) <= inside
    assert all(0 < k < len(text) for k in inside)
