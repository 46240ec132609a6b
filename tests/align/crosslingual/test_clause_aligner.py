"""The engine on small texts written for these tests."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from talk import DIALOGUE

from turncue.align.crosslingual.clause_aligner import align_clauses
from turncue.align.crosslingual.clause_result import ClauseAlignment
from turncue.lexicons.lexicon import Lexicon, parse_tsv
from turncue.model import Captions, Cue, Mark, Transcript, Turn, Word
from turncue.prepare.pair import Pair, pair_of


def captions(lines: list[str], language: str = "en", *, plain: bool = False) -> Captions:
    """Captions of measured words: 300 ms a word, 700 ms between the lines; each line one cue of another speaker."""
    cues: list[Cue] = []
    clock = 0
    for line in lines:
        parts = list(line.replace(" ", "")) if language.startswith("zh") else line.split()
        shown = [word.strip(".,?!").lower() for word in parts] if plain else parts
        words = tuple(Word(word, clock + 300 * k, clock + 300 * (k + 1)) for k, word in enumerate(shown) if word)
        clock += 300 * len(parts)
        text = ("" if language.startswith("zh") else " ").join(word.text for word in words)
        if words:
            cues.append(Cue(words[0].start, clock, text, words=words, marks=() if plain else (Mark(0),)))
        clock += 700
    return Captions(tuple(cues), language)


def pair(turns: list[str], language: str, shown: Captions) -> Pair:
    return pair_of(Transcript(tuple(Turn(None, text) for text in turns), language=language), shown)


def line_starts(both: Pair) -> list[int]:
    """Index of the first token of each line."""
    return np.flatnonzero(both.caption_tokens.opens_cue).tolist()


def turn_starts(result: ClauseAlignment, turns: int) -> list[int | None]:
    """First caption token of each turn, None where it is absent."""
    out: list[int | None] = [None] * turns
    for link in result.links:
        if out[link.turn] is None and link.stop > link.first:
            out[link.turn] = link.first
    return out


def check_links(result: ClauseAlignment, both: Pair) -> None:
    """Every character once, in order; spans in order, inside the captions, never overlapping."""
    turns, tokens = [t.text for t in both.transcript.turns], len(both.caption_tokens)
    at = dict.fromkeys(range(len(turns)), 0)
    order = [(x.turn, x.begin) for x in result.links]
    assert order == sorted(order)
    reached = 0
    for link in result.links:
        assert at[link.turn] == link.begin
        at[link.turn] = link.finish
        assert 0 <= link.first <= link.stop <= tokens
        assert link.first >= reached
        reached = link.stop
        assert 0.0 <= link.confidence <= 1.0
    assert at == {i: len(t) for i, t in enumerate(turns)}


CHINESE = [zh for zh, _ in DIALOGUE]
ENGLISH = [en for _, en in DIALOGUE]


@pytest.mark.parametrize("plain", [False, True])
def test_chinese_on_english(plain: bool) -> None:
    both = pair(CHINESE, "zh-TW", captions(ENGLISH, plain=plain))
    result = align_clauses(both)
    check_links(result, both)
    starts = turn_starts(result, len(CHINESE))
    right = [a is not None and abs(a - b) <= 1 for a, b in zip(starts, line_starts(both), strict=True)]
    assert sum(right) >= len(right) - (1 if plain else 0)
    assert result.coverage > 0.95


def test_simplified_is_the_same_as_traditional() -> None:
    import opencc

    simple = [opencc.OpenCC("t2s").convert(t) for t in CHINESE]
    a = align_clauses(pair(CHINESE, "zh-TW", captions(ENGLISH)))
    b = align_clauses(pair(simple, "zh-CN", captions(ENGLISH)))
    assert [(x.first, x.stop) for x in a.links] == [(x.first, x.stop) for x in b.links]


def test_english_on_chinese_characters() -> None:
    shown = captions(CHINESE, "zh-TW")
    both = pair(ENGLISH, "en", shown)
    result = align_clauses(both)
    check_links(result, both)
    starts = turn_starts(result, len(ENGLISH))
    truth = line_starts(both)
    assert sum(a is not None and abs(a - b) <= 2 for a, b in zip(starts, truth, strict=True)) >= len(ENGLISH) - 1


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
    both = pair(other, "en", captions(ENGLISH))
    result = align_clauses(both)
    check_links(result, both)
    starts = turn_starts(result, len(other))
    right = [a is not None and abs(a - b) <= 2 for a, b in zip(starts, line_starts(both), strict=True)]
    assert sum(right) >= len(right) - 1


def test_words_of_a_missing_turn_are_left_over() -> None:
    """The transcript lacks a long turn: its caption words belong to no turn, the neighbours stay in place."""
    kept = [i for i in range(len(DIALOGUE)) if i != 5]
    both = pair([CHINESE[i] for i in kept], "zh-TW", captions(ENGLISH))
    result = align_clauses(both)
    truth = line_starts(both)
    starts = turn_starts(result, len(kept))
    assert all(starts[k] is not None and abs(starts[k] - truth[i]) <= 1 for k, i in enumerate(kept))
    gone = range(truth[5] + 3, truth[6] - 1)
    taken = {w for x in result.links for w in range(x.first, x.stop)}
    assert len(taken.intersection(gone)) <= len(gone) / 2


def test_a_turn_that_no_caption_has_is_absent() -> None:
    kept = [e for i, e in enumerate(ENGLISH) if i not in (3, 4, 5)]
    both = pair(CHINESE, "zh-TW", captions(kept))
    result = align_clauses(both)
    check_links(result, both)
    starts = turn_starts(result, len(CHINESE))
    assert starts[3] is None
    assert starts[5] is None
    truth = line_starts(both)
    for turn, at in ((2, truth[2]), (6, truth[3]), (9, truth[6]), (11, truth[8])):
        assert abs((starts[turn] or 0) - at) <= 1


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
    near = align_clauses(pair(CHINESE, "zh-TW", captions(ENGLISH)))
    far = align_clauses(pair(CHINESE, "zh-TW", captions(other)))
    assert near.support > 0.5
    assert far.support < near.support / 2


def test_without_any_lexicon_names_and_numbers_lead() -> None:
    words = ["Alba", "Borneo", "Cordoba", "Dublin", "Essex", "Fargo", "Geneva", "Havana", "Ithaca", "Jakarta"]
    turns = [f"下一個城市是 {w}，那裡住著 {100 + 7 * i} 萬人，風景很好。" for i, w in enumerate(words)]
    lines = [
        f"the next stop is {w}, home of {10 * (100 + 7 * i)} thousand people and nice views"
        for i, w in enumerate(words)
    ]
    both = pair(turns, "zh-TW", captions(lines, plain=True))
    result = align_clauses(both, Lexicon.empty())
    starts = turn_starts(result, len(turns))
    assert all(a is not None and abs(a - b) <= 2 for a, b in zip(starts, line_starts(both), strict=True))


def test_a_dictionary_of_the_user_is_used() -> None:
    """Made-up words: only the user's own list can tell which is which."""
    left = [f"{a}{b}" for a in "bdfgk" for b in ("alu", "emo", "iru", "ona")]
    right = [f"{a}{b}" for a in "lmnpr" for b in ("esk", "ort", "und", "ash")]
    turns = [f"{left[(3 * i) % 20]} {left[(7 * i + 1) % 20]} {left[(11 * i + 5) % 20]}." for i in range(14)]
    lines = [f"{right[(3 * i) % 20]} {right[(7 * i + 1) % 20]} {right[(11 * i + 5) % 20]}" for i in range(14)]
    pairs = {a: {b: 0.8} for a, b in zip(left, right, strict=True)}
    text = "\n".join(f"{a}\t{b}" for a, v in pairs.items() for b in v)
    both = pair(turns, "xx", captions(lines, "yy", plain=True))
    result = align_clauses(both, parse_tsv(text, "xx", "yy"))
    starts = turn_starts(result, len(turns))
    assert all(a is not None and abs(a - b) <= 1 for a, b in zip(starts, line_starts(both), strict=True))


def test_what_was_learnt_can_be_given_to_the_next() -> None:
    first = align_clauses(pair(CHINESE * 3, "zh-TW", captions(ENGLISH * 3)))
    assert (first.lexicon.source, first.lexicon.target) == ("zh", "en")
    assert len(first.lexicon) > 5
    both = pair(CHINESE, "zh-TW", captions(ENGLISH))
    again = align_clauses(both, lexicon=first.lexicon)
    starts = turn_starts(again, len(CHINESE))
    assert sum(a is not None and abs(a - b) <= 1 for a, b in zip(starts, line_starts(both), strict=True)) >= 12


def test_progress_runs_forward_to_less_than_one() -> None:
    parts_done: list[float] = []
    align_clauses(pair(CHINESE, "zh-TW", captions(ENGLISH)), progress=parts_done.append)
    assert parts_done == sorted(parts_done)
    assert 0 < parts_done[0] <= parts_done[-1] <= 1


@pytest.mark.parametrize("turns", [[], [""], ["", "…"], ["你好。"]])
@pytest.mark.parametrize("lines", [[], ["hello"], ["one two three"]])
def test_nothing_or_nearly_nothing(turns: list[str], lines: list[str]) -> None:
    shown = captions(lines)
    both = pair(turns, "zh", shown)
    result = align_clauses(both)
    check_links(result, both)


_TEXT = st.lists(st.text("你我他數據公司，。？! abcde12%\n", max_size=40), max_size=8)
_LINES = st.lists(st.text("abcdefg 12.,?%", max_size=40), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXT, _LINES)
@example(["111他他", "2", "1", "1!11"], ["?", "12 ?", "1"])
def test_links_cover_everything_once_in_order(turns: list[str], lines: list[str]) -> None:
    shown = captions(lines)
    both = pair(turns, "zh", shown)
    check_links(align_clauses(both), both)
