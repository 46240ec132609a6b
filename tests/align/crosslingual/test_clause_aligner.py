"""The engine on small texts written for these tests."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from talk import DIALOGUE

from turncue.align.crosslingual import Heard, SentenceAlignment, Spoken, align_sentences
from turncue.lexicons.lexicon import Lexicon


def heard(lines: list[str], language: str = "en", *, plain: bool = False) -> Heard:
    """A word stream: 300 ms a word, 700 ms between the lines; each line one cue."""
    words: list[str] = []
    starts: list[int] = []
    cue: list[int] = []
    change: list[bool] = []
    clock = 0
    for number, line in enumerate(lines):
        parts = list(line.replace(" ", "")) if language.startswith("zh") else line.split()
        for k, word in enumerate(parts):
            words.append(word.strip(".,?!").lower() if plain else word)
            starts.append(clock)
            cue.append(number)
            change.append(k == 0 and not plain)
            clock += 300
        clock += 700
    at = np.array(starts, np.int64)
    return Heard(words, at, at + 300, np.array(cue, np.int32), np.array(change), language)


def line_starts(lines: list[str]) -> list[int]:
    """Index of the first word of each line."""
    return np.cumsum([0] + [len(line.split()) for line in lines])[:-1].tolist()


def turn_starts(result: SentenceAlignment, turns: int) -> list[int | None]:
    """First heard word of each turn, None where it is absent."""
    out: list[int | None] = [None] * turns
    for link in result.links:
        if out[link.turn] is None and link.last > link.first:
            out[link.turn] = link.first
    return out


def check_links(result: SentenceAlignment, turns: list[str], words: int) -> None:
    """Every character once, in order; spans in order, inside the stream, never overlapping."""
    at = dict.fromkeys(range(len(turns)), 0)
    order = [(x.turn, x.begin) for x in result.links]
    assert order == sorted(order)
    reached = 0
    for link in result.links:
        assert at[link.turn] == link.begin
        at[link.turn] = link.finish
        assert 0 <= link.first <= link.last <= words
        assert link.first >= reached
        reached = link.last
        assert 0.0 <= link.confidence <= 1.0
    assert at == {i: len(t) for i, t in enumerate(turns)}


CHINESE = [zh for zh, _ in DIALOGUE]
ENGLISH = [en for _, en in DIALOGUE]


@pytest.mark.parametrize("plain", [False, True])
def test_chinese_on_english(plain: bool) -> None:
    result = align_sentences(Spoken(CHINESE, "zh-TW"), heard(ENGLISH, plain=plain))
    check_links(result, CHINESE, sum(len(x.split()) for x in ENGLISH))
    found = turn_starts(result, len(CHINESE))
    right = [a is not None and abs(a - b) <= 1 for a, b in zip(found, line_starts(ENGLISH), strict=True)]
    assert sum(right) >= len(right) - (1 if plain else 0)
    assert result.coverage > 0.95


def test_simplified_is_the_same_as_traditional() -> None:
    import opencc

    simple = [opencc.OpenCC("t2s").convert(t) for t in CHINESE]
    a = align_sentences(Spoken(CHINESE, "zh-TW"), heard(ENGLISH))
    b = align_sentences(Spoken(simple, "zh-CN"), heard(ENGLISH))
    assert [(x.first, x.last) for x in a.links] == [(x.first, x.last) for x in b.links]


def test_english_on_chinese_characters() -> None:
    stream = heard(CHINESE, "zh-TW")
    result = align_sentences(Spoken(ENGLISH, "en"), stream)
    check_links(result, ENGLISH, len(stream.words))
    found = turn_starts(result, len(ENGLISH))
    truth = np.cumsum([0] + [len(t) for t in CHINESE])[:-1]
    assert sum(a is not None and abs(a - b) <= 2 for a, b in zip(found, truth, strict=True)) >= len(ENGLISH) - 1


def test_paraphrase_in_one_language() -> None:
    other = [
        "Hello and welcome, our guest on the show today is a farmer.",
        "Thank you for inviting me.",
        "So where can we find your farm, and how many trees are there?",
        "It lies up on the mountain beside a river. There are 3,500 apple trees, and 49% of the fruit went to Germany.",
        "And the weather, what does it do to you?",
        "It was a cold winter, flowers died. With a loan from the bank we put two million dollars in new machines.",
        "Jason is your brother, right? And he works with you?",
        "He does. The website and the market are his.",
        "How do your children like their school?",
        "Every morning they walk there. A teacher shows them mathematics and music.",
        "Tell us about your plans for the future.",
        "I would like to write down the history of the family in a book.",
        "Wonderful. Thank you for coming.",
    ]
    result = align_sentences(Spoken(other, "en"), heard(ENGLISH))
    check_links(result, other, sum(len(x.split()) for x in ENGLISH))
    found = turn_starts(result, len(other))
    right = [a is not None and abs(a - b) <= 2 for a, b in zip(found, line_starts(ENGLISH), strict=True)]
    assert sum(right) >= len(right) - 1


def test_words_of_a_missing_turn_are_left_over() -> None:
    """The transcript lacks a long turn: its heard words belong to nobody, the neighbours stay in place."""
    kept = [i for i in range(len(DIALOGUE)) if i != 5]
    result = align_sentences(Spoken([CHINESE[i] for i in kept], "zh-TW"), heard(ENGLISH))
    truth = line_starts(ENGLISH)
    found = turn_starts(result, len(kept))
    assert all(found[k] is not None and abs(found[k] - truth[i]) <= 1 for k, i in enumerate(kept))
    gone = range(truth[5] + 3, truth[6] - 1)
    taken = {w for x in result.links for w in range(x.first, x.last)}
    assert len(taken.intersection(gone)) <= len(gone) / 2


def test_a_turn_that_was_not_heard_is_absent() -> None:
    kept = [e for i, e in enumerate(ENGLISH) if i not in (3, 4, 5)]
    result = align_sentences(Spoken(CHINESE, "zh-TW"), heard(kept))
    check_links(result, CHINESE, sum(len(x.split()) for x in kept))
    found = turn_starts(result, len(CHINESE))
    assert found[3] is None
    assert found[5] is None
    truth = line_starts(kept)
    for turn, at in ((2, truth[2]), (6, truth[3]), (9, truth[6]), (11, truth[8])):
        assert abs((found[turn] or 0) - at) <= 1


def test_support_tells_related_from_unrelated() -> None:
    other = [
        "The rocket engine needs liquid oxygen at very low temperatures.",
        "Our satellites orbit above the poles, measuring ice and clouds.",
        "Which software controls the antenna when a signal disappears?",
        "A small processor, programmed in the nineties, with almost no memory.",
        "Astronauts complained that the toilet was noisy, so engineers redesigned a valve.",
        "Then gravity pulls the capsule towards the atmosphere and parachutes open.",
        "Nobody expected the battery to survive for eleven months.",
        "Radiation damaged two sensors and the camera lens.",
    ]
    near = align_sentences(Spoken(CHINESE, "zh-TW"), heard(ENGLISH))
    far = align_sentences(Spoken(CHINESE, "zh-TW"), heard(other))
    assert near.support > 0.5
    assert far.support < near.support / 2


def test_without_any_lexicon_names_and_numbers_lead() -> None:
    words = ["Alba", "Borneo", "Cordoba", "Dublin", "Essex", "Fargo", "Geneva", "Havana", "Ithaca", "Jakarta"]
    turns = [f"下一個城市是 {w}，那裡住著 {100 + 7 * i} 萬人，風景很好。" for i, w in enumerate(words)]
    lines = [
        f"the next stop is {w}, home of {10 * (100 + 7 * i)} thousand people and nice views"
        for i, w in enumerate(words)
    ]
    result = align_sentences(Spoken(turns, "zh-TW"), heard(lines, plain=True), lexicon=Lexicon.empty())
    found = turn_starts(result, len(turns))
    assert all(a is not None and abs(a - b) <= 2 for a, b in zip(found, line_starts(lines), strict=True))


def test_a_dictionary_of_the_user_is_used() -> None:
    """Made-up words: only the user's own list can tell which is which."""
    left = [f"{a}{b}" for a in "bdfgk" for b in ("alu", "emo", "iru", "ona")]
    right = [f"{a}{b}" for a in "lmnpr" for b in ("esk", "ort", "und", "ash")]
    turns = [f"{left[(3 * i) % 20]} {left[(7 * i + 1) % 20]} {left[(11 * i + 5) % 20]}." for i in range(14)]
    lines = [f"{right[(3 * i) % 20]} {right[(7 * i + 1) % 20]} {right[(11 * i + 5) % 20]}" for i in range(14)]
    pairs = {a: {b: 0.8} for a, b in zip(left, right, strict=True)}
    from turncue.lexicons.lexicon import parse_tsv

    text = "\n".join(f"{a}\t{b}" for a, v in pairs.items() for b in v)
    result = align_sentences(Spoken(turns, "xx"), heard(lines, "yy", plain=True), lexicon=parse_tsv(text, "xx", "yy"))
    found = turn_starts(result, len(turns))
    assert all(a is not None and abs(a - b) <= 1 for a, b in zip(found, line_starts(lines), strict=True))


def test_what_was_learnt_can_be_given_to_the_next() -> None:
    first = align_sentences(Spoken(CHINESE * 3, "zh-TW"), heard(ENGLISH * 3))
    assert (first.learnt.source, first.learnt.target) == ("zh", "en")
    assert len(first.learnt) > 5
    again = align_sentences(Spoken(CHINESE, "zh-TW"), heard(ENGLISH), lexicon=first.learnt)
    found = turn_starts(again, len(CHINESE))
    assert sum(a is not None and abs(a - b) <= 1 for a, b in zip(found, line_starts(ENGLISH), strict=True)) >= 12


def test_progress_runs_forward_to_less_than_one() -> None:
    seen: list[float] = []
    align_sentences(Spoken(CHINESE, "zh-TW"), heard(ENGLISH), progress=seen.append)
    assert seen == sorted(seen)
    assert 0 < seen[0] <= seen[-1] <= 1


@pytest.mark.parametrize("turns", [[], [""], ["", "…"], ["你好。"]])
@pytest.mark.parametrize("lines", [[], ["hello"], ["one two three"]])
def test_nothing_or_nearly_nothing(turns: list[str], lines: list[str]) -> None:
    stream = heard(lines)
    result = align_sentences(Spoken(turns, "zh"), stream)
    check_links(result, turns, len(stream.words))


_TEXT = st.lists(st.text("你我他數據公司，。？! abcde12%\n", max_size=40), max_size=8)
_LINES = st.lists(st.text("abcdefg 12.,?%", max_size=40), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXT, _LINES)
@example(["111他他", "2", "1", "1!11"], ["?", "12 ?", "1"])
def test_links_cover_everything_once_in_order(turns: list[str], lines: list[str]) -> None:
    stream = heard(lines)
    check_links(align_sentences(Spoken(turns, "zh"), stream), turns, len(stream.words))
