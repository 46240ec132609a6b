"""Sounds: their own time, and their words in another language."""

from __future__ import annotations

import pytest

from turncue.compose import LabelOptions, LayoutOptions, compose, load_profile
from turncue.compose.event_style import EVENT_LANGUAGES, with_events, without_note_times
from turncue.errors import UsageError
from turncue.model import TimedTurn, TimedWord, TimeSource
from turncue.text.events import find_events


def spoken(text: str, *times: tuple[str, int, int], source: TimeSource = "measured") -> TimedTurn:
    words, at = [], 0
    for word, start, end in times:
        at = text.index(word, at)
        words.append(TimedWord(at, at + len(word), start, end, source, 1.0))
        at += len(word)
    return TimedTurn(0, "Ann", text, tuple(words), 1.0, "aligned", find_events(text))


CLAPPED = spoken("Welcome. [applause] Thank you.", ("Welcome", 0, 600), ("Thank", 8000, 8300), ("you", 8300, 8600))


def test_a_sound_in_a_silence_stands_alone_at_its_time() -> None:
    first, sound, last = compose([CLAPPED], LayoutOptions(load_profile("netflix", "en"), language="en"))
    assert (first.lines, sound.lines, last.lines) == (("Welcome.",), ("[applause]",), ("Thank you.",))
    assert 600 <= sound.start <= 1100
    assert sound.end <= 4600
    assert last.start == 8000
    assert sound.labels == ("",)


def test_a_sound_between_words_stays_with_them() -> None:
    near = spoken("Well (laughs) of course.", ("Well", 0, 300), ("of", 900, 1100), ("course", 1100, 1500))
    assert [s.lines for s in compose([near], LayoutOptions(load_profile("netflix", "en")))] == [
        ("Well (laughs) of course.",)
    ]


def test_a_sound_at_a_turns_end_has_the_silence_before_the_next() -> None:
    first = spoken("Welcome. (掌聲)", ("Welcome", 0, 600))
    second = TimedTurn(1, "Ben", "Thanks.", (TimedWord(0, 6, 7000, 7400, "measured", 1.0),), 1.0, "aligned")
    made = compose([first, second], LayoutOptions(load_profile("netflix", "en"), labels=LabelOptions(when="none")))
    assert [s.lines for s in made] == [("Welcome.",), ("(掌聲)",), ("Thanks.",)]
    assert made[1].start >= 600
    assert made[1].end <= 7000


def test_a_sound_with_a_time_of_its_own_keeps_it() -> None:
    timed = spoken("Yes. [music] No.", ("Yes", 0, 400), ("[music]", 3000, 5000), ("No", 9000, 9300))
    made = compose([timed], LayoutOptions(load_profile("netflix", "en")))
    assert [(s.lines, s.start) for s in made] == [(("Yes.",), 0), (("[music]",), 3000), (("No.",), 9000)]


@pytest.mark.parametrize(
    ("how", "language", "before", "after"),
    [
        ("zh-Hant", "en", "[applause]", "（掌聲）"),
        ("zh-TW", "en", "(laughs)", "（笑聲）"),
        ("zh-CN", "en", "[Music]", "（音乐）"),
        ("en", "zh-Hant", "（掌聲）", "[applause]"),
        ("ja", "en", "[music]", "（音楽）"),
        ("ko", "en", "[crowd cheering]", "[환호]"),
        ("fr", "de", "[Gelächter]", "[rires]"),
        ("en", "zh-Hant", "（關門）", "（關門）"),
        ("bracketed", "en", "(laughs)", "[laughs]"),
        ("bracketed", "zh-Hant", "(笑)", "（笑）"),
    ],
)
def test_sounds_are_told_in_another_language(how: str, language: str, before: str, after: str) -> None:
    turn = spoken(f"Yes {before} of course.", ("Yes", 0, 400), ("of", 900, 1100), ("course", 1100, 1500))
    if not turn.events:  # brackets that hold no sound that is known
        assert before == "（關門）"
        return
    (made,) = with_events([turn], how, language)
    assert made.text == f"Yes {after} of course."
    assert [made.text[w.begin : w.finish] for w in made.words] == ["Yes", "of", "course"]
    assert [(w.start, w.end) for w in made.words] == [(w.start, w.end) for w in turn.words]
    assert [made.text[e.at : e.at + len(e.text)] for e in made.events] == [after]


def test_words_inside_a_sound_become_one() -> None:
    turn = spoken(
        "Yes [loud applause] no.", ("Yes", 0, 400), ("loud", 500, 700), ("applause", 700, 900), ("no", 950, 999)
    )
    (made,) = with_events([turn], "de", "en")
    assert [(made.text[w.begin : w.finish], w.start, w.end) for w in made.words] == [
        ("Yes", 0, 400),
        ("[Applaus]", 500, 900),
        ("no", 950, 999),
    ]


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("[inaudible 00:04:12]", "[inaudible]"),
        ("[unintelligible 00:02:40.20]", "[unintelligible]"),
        ("(crosstalk 4:12)", "(crosstalk)"),
        ("[00:04:12, laughs]", "[laughs]"),
        ("【聽不清 00:04:12】", "【聽不清】"),
        ("[00:04:12]", "[00:04:12]"),
        ("[Genesis 12]", "[Genesis 12]"),
    ],
)
def test_times_inside_notes_are_not_shown(note: str, shown: str) -> None:
    turn = spoken(f"Yes {note} of course.", ("Yes", 0, 400), ("of", 900, 1100), ("course", 1100, 1500))
    (made,) = without_note_times([turn])
    assert made.text == f"Yes {shown} of course."
    assert [(made.text[w.begin : w.finish], w.start, w.end) for w in made.words] == [
        ("Yes", 0, 400),
        ("of", 900, 1100),
        ("course", 1100, 1500),
    ]


def test_unknown_ways_are_refused() -> None:
    with pytest.raises(UsageError, match="tlh"):
        with_events([CLAPPED], "tlh")
    assert set(EVENT_LANGUAGES) >= {"en", "zh-Hant", "zh-Hans", "ja", "ko", "es", "fr", "de", "ar"}
