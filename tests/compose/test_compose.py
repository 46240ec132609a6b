"""What every list of subtitles must keep, in many scripts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import SPOKEN, spoken_text, timed_turns

from turncue.compose import (
    LabelOptions,
    LayoutOptions,
    Profile,
    break_lines,
    compose,
    compose_both,
    count_violations,
    load_profile,
    printed_lines,
)
from turncue.compose.params import AROUND, FLASH
from turncue.errors import UsageError
from turncue.model import Event, Subtitle, TimedTurn, TimedWord
from turncue.text.breaks import NOT_FIRST, NOT_LAST
from turncue.text.width import width

LABELS = st.builds(
    LabelOptions,
    when=st.sampled_from(("change", "every", "none")),
    style=st.sampled_from(("colon", "brackets", "caps", "dash", "chevrons")),
    form=st.sampled_from(("full", "first", "initials", "role")),
)
NAMES = st.sampled_from(("netflix", "bbc", "ted", "dcmp", "ebu", "youtube", "podcast", "tiktok", "plain"))
LANGUAGES = st.sampled_from(sorted(SPOKEN))


def bare(text: str) -> str:
    return "".join(text.split())


def turn(text: str, *times: tuple[str, int, int], index: int = 0, speaker: str | None = None) -> TimedTurn:
    """A turn whose words are named with their times; each is looked for after the one before."""
    words, at = [], 0
    for word, start, end in times:
        at = text.index(word, at)
        words.append(TimedWord(at, at + len(word), start, end, "measured", 1.0))
        at += len(word)
    return TimedTurn(index, speaker, text, tuple(words), 1.0, "aligned" if words else "absent")


def evenly(text: str, start: int, per_word: int = 300, *, index: int = 0, speaker: str | None = None) -> TimedTurn:
    """A turn of words parted by spaces, each as long as the others."""
    times = [(w, start + k * per_word, start + (k + 1) * per_word) for k, w in enumerate(text.split())]
    return turn(text, *times, index=index, speaker=speaker)


def lines_of(subtitles: list[Subtitle], index: int) -> list[str]:
    """What is shown of a turn; in a subtitle of two turns each has a line."""
    return [
        line
        for s in subtitles
        for line, owner in zip(s.lines, s.turns if len(s.turns) > 1 else s.turns * len(s.lines), strict=True)
        if owner == index
    ]


def crowded(subtitles: list[Subtitle], k: int, profile: Profile, first: dict[int, int]) -> bool:
    """Whether a subtitle near this one has hardly the least duration before the next, counted from its speech."""
    around = subtitles[max(0, k - 4) : k + 5]
    near = [max(s.start, first[s.turns[0]]) for s in around]
    least = profile.min_duration + profile.min_gap + 100
    # the first of a turn may show later than its speech, so that the one before has its time
    waits = [
        b.turns != a.turns and first[b.turns[0]] - x < least for (a, b), x in zip(pairwise(around), near, strict=False)
    ]
    return any(b - a < least for a, b in pairwise(near)) or any(waits)


def check_times(subtitles: list[Subtitle], turns: list[TimedTurn], profile: Profile) -> None:
    first = {t.index: t.words[0].start for t in turns if t.words}
    for k, s in enumerate(subtitles):
        assert s.end - s.start >= min(FLASH, profile.min_duration)
        assert s.start >= first[s.turns[0]] - AROUND or crowded(subtitles, k, profile, first)
    for a, b in pairwise(subtitles):
        assert a.end <= b.start


def check_shape(subtitles: list[Subtitle], profile: Profile) -> None:
    for s in subtitles:
        lines = printed_lines(s.lines, s.labels)
        assert len(lines) <= profile.max_lines
        assert all(width(line, profile.count) <= profile.max_chars for line in lines)
        assert len(s.lines) == len(s.speakers) == len(s.labels)
        assert all(line and line == line.strip() and "  " not in line for line in s.lines)


def check_fidelity(subtitles: list[Subtitle], turns: list[TimedTurn]) -> None:
    for t in turns:
        shown = bare("".join(lines_of(subtitles, t.index)))
        assert shown == (bare(t.text) if t.words else "")
    order = [k for s in subtitles for k in s.turns]
    assert order == sorted(order)
    assert all(len(s.turns) <= 2 for s in subtitles)


@given(st.data(), LANGUAGES, NAMES, LABELS)
def test_every_script_and_profile(data: st.DataObject, language: str, name: str, labels: LabelOptions) -> None:
    turns = data.draw(timed_turns(spoken_text(language)))
    profile = load_profile(name, language)
    subtitles = compose(turns, LayoutOptions(profile, labels=labels, language=language))
    check_times(subtitles, turns, profile)
    check_shape(subtitles, profile)
    check_fidelity(subtitles, turns)
    assert subtitles == compose(turns, LayoutOptions(profile, labels=labels, language=language))
    assert all(0 <= s.confidence <= 1 for s in subtitles)


@given(st.data(), st.integers(5, 50), st.integers(1, 3), st.sampled_from(("each", "half")), LABELS)
def test_any_text_at_any_size(data: st.DataObject, chars: int, lines: int, count: str, labels: LabelOptions) -> None:
    turns = data.draw(timed_turns(st.text(min_size=1, max_size=80)))
    profile = Profile("own", "general", chars, lines, 15, 800, 7000, 84, 500, count=count)  # type: ignore[arg-type]
    subtitles = compose(turns, LayoutOptions(profile, labels=labels))
    check_times(subtitles, turns, profile)
    check_fidelity(subtitles, turns)
    for s in subtitles:
        shown = printed_lines(s.lines, s.labels)
        assert len(shown) <= lines
        assert all(width(line, profile.count) <= chars for line in shown)


@given(st.data(), st.sampled_from(["zh-Hant", "zh-Hans", "ja", "ko", "fr", "th"]))
def test_kinsoku(data: st.DataObject, language: str) -> None:
    turns = data.draw(timed_turns(spoken_text(language), calm=True))
    profile = load_profile("netflix", language)
    assume(all(w.finish - w.begin <= profile.max_chars for t in turns for w in t.words))  # words joined into one
    whole = [" ".join(t.text.split()) for t in turns]
    for s in compose(turns, LayoutOptions(profile, labels=LabelOptions(when="none"), language=language)):
        for line in s.lines[1:]:
            opens = any(text.startswith(line) for text in whole)  # where a turn begins, its text is as it is
            assert line[0] not in NOT_FIRST or line.startswith("...") or opens
        for line in s.lines[:-1]:
            assert line[-1] not in NOT_LAST or any(text.endswith(line) for text in whole)


@given(st.data(), LANGUAGES)
def test_no_word_is_cut_where_words_fit_a_line(data: st.DataObject, language: str) -> None:
    turns = data.draw(timed_turns(spoken_text(language), calm=True))
    profile = load_profile("netflix", language)
    assume(all(w.finish - w.begin <= profile.max_chars for t in turns for w in t.words))  # words joined into one
    subtitles = compose(turns, LayoutOptions(profile, labels=LabelOptions(when="none"), language=language))
    figures = count_violations(subtitles, profile=profile, turns=turns)
    assert figures.split_words == 0
    assert figures.wide_lines == figures.many_lines == figures.overlaps == 0


@given(st.data())
def test_forced_breaks_are_kept(data: st.DataObject) -> None:
    turns = data.draw(timed_turns(spoken_text("en"), calm=True))
    chosen = {
        t.index: data.draw(st.sets(st.sampled_from([w.begin for w in t.words]), max_size=5)) for t in turns if t.words
    }
    profile = load_profile("netflix", "en")
    subtitles = compose(turns, LayoutOptions(profile, labels=LabelOptions(when="none"), language="en"), breaks=chosen)
    check_fidelity(subtitles, turns)
    check_shape(subtitles, profile)
    for t in turns:
        ends, at = {0}, 0
        for s in subtitles:
            if t.index in s.turns:
                at += len(bare("".join(lines_of([s], t.index))))
                ends.add(at)
        assert {len(bare(t.text[:offset])) for offset in chosen.get(t.index, ())} <= ends


def test_a_kept_stretch_that_fits_is_not_cut() -> None:
    text = "First part. Second part, which goes on. Third."
    one = compose([evenly(text, 0, 2500)], LayoutOptions(load_profile("netflix", "en")), breaks={0: (12,)})
    assert [" ".join(s.lines) for s in one] == ["First part.", "Second part, which goes on. Third."]


def test_sentences_before_anything_else() -> None:
    text = "We looked at the river for an hour. Then it was time to go back to the old house, and nobody spoke."
    shown = compose([evenly(text, 0)], LayoutOptions(load_profile("netflix", "en"), language="en"))
    assert [" ".join(s.lines) for s in shown] == [
        "We looked at the river for an hour.",
        "Then it was time to go back to the old house, and nobody spoke.",
    ]


def test_a_turn_borrows_the_pause_after_it() -> None:
    turns = [
        turn("Right.", ("Right", 1000, 1200), index=0),
        turn("Well, no.", ("Well", 6000, 6300), ("no", 6300, 6600), index=1),
    ]
    first, second = compose(turns, LayoutOptions(load_profile("netflix", "en"), language="en"))
    assert (first.start, first.end) == (1000, 1834)
    assert second.start == 6000


def test_a_short_gap_is_closed_and_a_long_one_left() -> None:
    def end(following: int) -> int:
        turns = [evenly("Yes, indeed it is.", 0, 500, index=0), evenly("No.", following, index=1)]
        return compose(turns, LayoutOptions(load_profile("netflix", "en"), language="en"))[0].end

    assert end(2800) == 2800 - 84
    assert end(4000) == 2000 + 500


def test_crammed_words_still_show() -> None:
    turns = [evenly(f"Number {k}.", 5000, 0, index=k, speaker="AB"[k % 2]) for k in range(6)]
    apart = load_profile("netflix", "en").with_overrides(dialogue="split")
    subtitles = compose(turns, LayoutOptions(apart, language="en"))
    check_times(subtitles, turns, apart)
    assert len(subtitles) == 6
    assert all(s.end - s.start >= 300 for s in subtitles)
    assert all(abs(s.start - 5000) <= 900 for s in subtitles)
    assert count_violations(subtitles, profile=load_profile("netflix", "en")).short >= 5


def test_absent_turns_give_nothing_and_event_turns_their_time() -> None:
    event = TimedTurn(
        1, "B", "(laughs)", (TimedWord(1, 7, 3000, 3900, "measured", 0.7),), 0.7, "aligned", (Event("(laughs)", 0),)
    )
    turns = [turn("Lost words.", index=0), event]
    (only,) = compose(turns, LayoutOptions(load_profile("netflix", "en")))
    assert (only.lines, only.start, only.turns, only.confidence) == (("(laughs)",), 3000, (1,), 0.7)
    assert compose(turns, LayoutOptions(load_profile("netflix", "en").with_overrides(events="drop"))) == []


def test_dropped_events_leave_the_words() -> None:
    text = "Yes (laughs) of course."
    t = turn(text, ("Yes", 0, 400), ("of", 2000, 2200), ("course", 2200, 2600))
    t = TimedTurn(0, None, text, t.words, 1.0, "aligned", (Event("(laughs)", 4),))
    shown = compose([t], LayoutOptions(load_profile("netflix", "en").with_overrides(events="drop")))
    assert " ".join(line for s in shown for line in s.lines) == "Yes of course."


def test_confidence_is_weighed_by_length() -> None:
    t = TimedTurn(
        0,
        None,
        "aaa b",
        (TimedWord(0, 3, 0, 500, "measured", 1.0), TimedWord(4, 5, 500, 900, "estimated", 0.2)),
        0.8,
        "aligned",
    )
    (only,) = compose([t], LayoutOptions(load_profile("netflix", "en")))
    assert only.confidence == pytest.approx(0.8)


def test_line_end_stops_go_only_when_asked() -> None:
    text = "今天天氣很好，我們去河邊走走。"
    t = TimedTurn(
        0,
        None,
        text,
        tuple(TimedWord(k, k + 1, k * 200, k * 200 + 200, "measured", 1.0) for k in range(14)),
        1.0,
        "aligned",
    )
    profile = load_profile("netflix", "zh-TW").with_overrides(max_chars=8)
    kept = compose([t], LayoutOptions(profile, language="zh-TW"))
    assert [s.lines for s in kept] == [("今天天氣很好，", "我們去河邊走走。")]
    dropped = compose([t], LayoutOptions(profile.with_overrides(drop_line_end_punctuation=True), language="zh-TW"))
    assert [s.lines for s in dropped] == [("今天天氣很好", "我們去河邊走走")]


def test_a_word_longer_than_a_line_is_cut_and_counted() -> None:
    profile = load_profile("tiktok", "en")
    t = evenly("Llanfairpwllgwyngyllgogerychwyrndrobwll is far.", 0, 2000)
    subtitles = compose([t], LayoutOptions(profile))
    figures = count_violations(subtitles, profile=profile, turns=[t])
    assert (figures.split_words, figures.wide_lines) == (1, 0)


def test_own_line_needs_two_lines() -> None:
    with pytest.raises(UsageError, match="one line only"):
        compose(
            [evenly("Yes.", 0, speaker="A")], LayoutOptions(load_profile("plain"), labels=LabelOptions(style="line"))
        )


@pytest.mark.parametrize(
    ("text", "language", "lines"),
    [
        (
            "She said that the river was high because it had rained",
            "en",
            ("She said that the river was high", "because it had rained"),
        ),
        (
            "We spent the whole long evening with Dr. Anna Weber",
            "en",
            ("We spent the whole long evening", "with Dr. Anna Weber"),
        ),
        (
            "Wir gingen am Abend langsam nach Hause, weil es regnete",
            "de",
            ("Wir gingen am Abend langsam nach Hause,", "weil es regnete"),
        ),
        ("我們今天想和大家聊聊河流，還有石頭。", "zh-TW", ("我們今天想和大家聊聊河流，", "還有石頭。")),
        ("今日は川の石について話したいと思います。", "ja", ("今日は川の石について", "話したいと思います。")),
        ("Short enough", "en", ("Short enough",)),
        ("", "en", ()),
    ],
)
def test_break_lines(text: str, language: str, lines: tuple[str, ...]) -> None:
    assert break_lines(text, load_profile("netflix", language), language=language) == lines


# ---------------------------------------------------------------- two languages


@given(st.data(), st.sampled_from(["transcript", "captions"]))
def test_both_texts_come_out_whole(data: st.DataObject, first: str) -> None:
    only_han = spoken_text("zh-Hant").map(lambda t: t.replace("Python", "河").replace("2024", "二"))
    turns = data.draw(timed_turns(only_han))
    others = data.draw(timed_turns(spoken_text("en")))
    zh, en = load_profile("netflix", "zh-TW"), load_profile("netflix", "en")
    subtitles = compose_both(
        turns,
        others,
        LayoutOptions(zh, LabelOptions(when="none"), "zh-Hant"),
        LayoutOptions(en, language="en"),
        first=first,  # type: ignore[arg-type]
    )
    han = set("".join(SPOKEN["zh-Hant"][1])) - set("Python2024") | {"河", "二"}
    upper, lower = [], []
    for s in subtitles:
        for line in s.lines:
            ours = bool(han & set(line))
            (upper if ours and s.turns else lower).append(bare(line))
            assert width(line) <= (zh.max_chars if ours else en.max_chars)
    assert "".join(upper) == "".join(bare(t.text) for t in turns if t.words)
    assert "".join(lower) == "".join(bare(t.text) for t in others if t.words)
    for a, b in pairwise(subtitles):
        assert a.start < a.end <= b.start


def test_both_side_by_side() -> None:
    text = "今天天氣很好。我們去河邊。"
    spoken = [k for k, c in enumerate(text) if c != "。"]
    words = tuple(
        TimedWord(k, k + 1, 10_000 + n * 400, 10_400 + n * 400, "measured", 1.0) for n, k in enumerate(spoken)
    )
    t = TimedTurn(0, "王", text, words, 1.0, "aligned")
    other = [
        evenly("Welcome all of you.", 1000, index=0),
        evenly("What a day. Let's walk to the river.", 10_050, 500, index=1),
    ]
    subtitles = compose_both(
        [t],
        other,
        LayoutOptions(load_profile("netflix", "zh-TW"), language="zh-TW"),
        LayoutOptions(load_profile("netflix", "en")),
    )
    assert subtitles[0].lines == ("Welcome all of you.",)
    assert (subtitles[0].turns, subtitles[0].speakers) == ((), (None,))
    assert subtitles[1].labels[0] == "王："
    assert "今天天氣很好。" in subtitles[1].lines[0]
    assert any("What a day." in line for line in subtitles[1].lines)


def test_a_chinese_subtitle_ends_at_a_comma_rather_than_behind_it() -> None:
    text = "我們昨天去了河邊，因為那裡的老船已經修好了，而且天氣非常好，所以大家都來看它下水。"
    spoken = [k for k, c in enumerate(text) if c not in "，。"]
    words = tuple(TimedWord(k, k + 1, n * 220, n * 220 + 220, "measured", 1.0) for n, k in enumerate(spoken))
    made = compose(
        [TimedTurn(0, None, text, words, 1.0, "aligned")],
        LayoutOptions(load_profile("netflix", "zh-TW"), language="zh-TW"),
    )
    assert all(s.lines[-1][-1] in "，。" for s in made)


def test_other_text_far_too_dense_comes_out_once_and_in_no_more_lines() -> None:
    """The place between two subtitles' other text moves before what does not fit leaves the first."""
    turns = [evenly("We walked along the river.", 435, 0), evenly("Then home.", 4435, 0, index=1)]
    other = [evenly("stone " * 200, 400, 2), evenly("water " * 60, 4400, 2, index=1)]
    layout = LayoutOptions(load_profile("netflix", "en"), LabelOptions(when="none"), "en")
    made = compose_both(turns, other, layout, layout)
    shown = " ".join(line for s in made for line in s.lines)
    assert (shown.count("stone"), shown.count("water")) == (200, 60)
    assert max(len(s.lines) for s in made) <= 4
