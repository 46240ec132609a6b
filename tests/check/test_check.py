"""What a check finds, rule by rule, and that what turncue cuts anew is clean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers import captions_of, shown, written_by
from strategies import SPOKEN, spoken_text, timed_turns

from turncue.check import RULES, check_text, recompose
from turncue.compose import LabelOptions, LayoutOptions, compose, load_profile, profile_from_table
from turncue import formats
from turncue.formats import Source
from turncue.formats import srt as srt_format
from turncue.formats import vtt as vtt_format
from turncue.formats.base import WriteOptions
from turncue.model import Document, TimedTurn, TimedWord
from turncue.options import Options
from turncue.reformat import reformat


def srt(*cues: tuple[int, int, str]) -> str:
    def time(ms: int) -> str:
        return f"00:{ms // 60000:02d}:{ms // 1000 % 60:02d},{ms % 1000:03d}"

    return "\n".join(f"{n}\n{time(a)} --> {time(b)}\n{text}\n" for n, (a, b, text) in enumerate(cues, 1))


def rules(text: str, language: str | None = "en", profile: str = "netflix") -> list[tuple[int, str]]:
    found = check_text(text, "x.srt", profile=load_profile(profile, language), language=language)
    return [(f.cue, f.rule) for f in found]


FINE = (1000, 3000, "This one is fine.")


def test_nothing_to_find() -> None:
    assert rules(srt(FINE, (3084, 5000, "So is this one."))) == []


@pytest.mark.parametrize(
    ("cue", "rule", "measured", "limit", "fix"),
    [
        ((5000, 8000, "one line\ntwo lines\nthree lines"), "too-many-lines", "3", "2", "break as: "),
        ((5000, 8000, "This line is a good deal longer than it may be."), "line-too-long", "47", "42", "break as: "),
        ((5000, 6000, "Far too much to read in a second, is it?"), "too-fast", "40.0 cps", "20 cps", "at 00:00:07.000"),
        ((5000, 5500, "Short."), "too-short", "0.500 s", "0.834 s", "end at 00:00:05.834"),
        ((5000, 12500, "It stays and stays."), "too-long", "7.500 s", "7.000 s", "cut in two, or end at 00:00:12.000"),
        ((5000, 8000, "We walked down to the\nriver in the evening."), "bad-break", "the | river", "a better", "break"),
        ((5000, 8000, "We walked to the river\n, and then back."), "orphan-punctuation", "begins with ,", "line", "up"),
        ((5000, 8000, "He told us of the inter-\nnational meeting."), "word-split", "inter-|national", "whole", "move"),
        ((5000, 8000, "- Are you coming?\n- In a minute."), "dash-style", "'- ' and '- '", "'-' and '-'", "-Are you"),
        ((5000, 8000, "We walked down to the old stone bridge\ntoday."), "unbalanced", "38 over 6", "upper", "We"),
    ],
)  # fmt: skip
def test_each_rule(cue: tuple[int, int, str], rule: str, measured: str, limit: str, fix: str) -> None:
    text = srt(FINE, cue)
    found = check_text(text, "x.srt", profile=load_profile("netflix", "en"), language="en")
    chosen = [f for f in found if f.rule == rule]
    assert [f.rule for f in found if f.rule != rule] == []
    assert len(chosen) == 1
    assert (chosen[0].cue, chosen[0].line, chosen[0].start) == (2, 6, cue[0])
    assert measured in chosen[0].measured
    assert limit in chosen[0].limit
    assert fix in chosen[0].fix
    assert chosen[0].source == RULES[rule]


@pytest.mark.parametrize(
    ("gap", "rule"),
    [(-400, "overlap"), (40, "gap-too-small"), (84, None), (300, "gap-not-closed"), (500, None), (2000, None)],
)
def test_gaps(gap: int, rule: str | None) -> None:
    found = rules(srt(FINE, (3000 + gap, 6000 + gap, "And this is the next one.")))
    assert found == ([(1, rule)] if rule else [])


def test_order_and_empty() -> None:
    text = srt((9000, 11000, "The second in time."), FINE, (20000, 22000, ""))
    assert rules(text) == [(2, "out-of-order"), (3, "empty")]


def test_a_subtitle_without_an_end_is_told_and_counted() -> None:
    between = (3100, 5000, "Between."), (9000, 0, "When does it end?"), (0, 8000, "Nobody knows.")
    found = rules(srt(FINE, *between, (8100, 8200, "Short.")))
    assert (3, "out-of-order") in found
    assert (5, "too-short") in found


def test_reading_speed_is_kept_to_the_ms() -> None:
    said = "Forty characters, neither more nor less."
    assert len(said) == 40
    assert rules(srt((5000, 7000, said))) == []
    assert rules(srt((5000, 6999, said))) == []  # both times may have been rounded
    found = check_text(srt((5000, 6998, said)), "x.srt", profile=load_profile("netflix", "en"), language="en")
    assert [(f.rule, f.measured, f.limit) for f in found] == [("too-fast", "20.02 cps", "20 cps")]


def test_three_people() -> None:
    text = srt(FINE, (5000, 8000, "-Yes.\n-No.\n-Who?"))
    assert rules(text) == [(2, "too-many-lines"), (2, "too-many-speakers")]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("zh-Hant", "這件事情可以當作\n為大家的例子", []),
        ("zh-Hant", "我們把它看作大家的工\n作", ["word-split"]),
        ("zh-Hant", "他說「\n我知道」了", ["orphan-punctuation"]),
        ("zh-Hans", "我们去河边\n，好吗？", ["orphan-punctuation"]),
        ("ja", "今日は川へ\nっと行く", ["orphan-punctuation"]),
        ("fi", "Tuletko sinä?\n-Kohta tulen.", []),
        ("fr", "-Tu viens ?\n-Bientôt.", ["dash-style"]),
        ("fr", "- Tu viens ?\n- Bientôt.", []),
    ],
)
def test_other_languages(language: str, text: str, found: list[str]) -> None:
    names = [r for _, r in rules(srt((5000, 12000, text)), language) if r not in ("bad-break", "unbalanced")]
    assert names == found


def test_line_ends_only_when_asked() -> None:
    text = srt((5000, 9000, "今天天氣很好，\n我們去走走。"))
    profile = load_profile("netflix", "zh-Hant")
    assert check_text(text, profile=profile, language="zh-Hant") == []
    strict = profile.with_overrides(drop_line_end_punctuation=True)
    found = check_text(text, profile=strict, language="zh-Hant")
    assert [(f.rule, f.measured) for f in found] == [("line-end-punctuation", "，"), ("line-end-punctuation", "。")]


@pytest.mark.parametrize(
    ("lines", "label", "speaker"),
    [
        ("Ann: We walk to the river.", "Ann: ", "Ann"),
        ("ANN: We walk to the river.", "ANN: ", "ANN"),
        ("[Ann] We walk to the river.", "[Ann] ", "Ann"),
        ("- We walk to the river.", "- ", None),
        ("[laughs] We walk to the river.", "", None),
        ("Look: we walk.", "", None),
    ],
)
def test_labels_are_told_and_counted(lines: str, label: str, speaker: str | None) -> None:
    style = label.replace("Ann", "Ben").replace("ANN", "BEN")
    other = f"{style}No, thank you." if label else "No, thank you."
    cues, _ = shown(srt((1000, 3000, lines), (4000, 6000, other), (8000, 9000, f"{label}Yes.")))
    assert (cues[0].labels, cues[0].speakers) == ((label,), (speaker,))
    table = {"use": "netflix", "general": {"count_labels": False}}
    for counted, profile in ((True, load_profile("netflix", "en")), (False, profile_from_table("own", table, "en"))):
        fast = check_text(
            srt((0, 1000, f"{'Ann: '}{'x' * 18}"), (2000, 3000, "Ann: b"), (5000, 6000, "Ann: c")), profile=profile
        )
        assert [f.rule for f in fast] == (["too-fast"] if counted else [])  # 23 characters with the label, 18 without


def test_voices_are_speakers_and_cost_nothing() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ann>Yes &amp; no.</v>\n<v Ben>No.</v>\n"
    (cue,), _ = shown(text, "x.vtt")
    assert (cue.lines, cue.labels, cue.speakers) == (("Yes & no.", "No."), ("", ""), ("Ann", "Ben"))


def test_turncues_own_json_is_checked_too() -> None:
    text = (
        '{"version": 1, "engine": "words", "turns": [], "cues": [{"start": 1.0, "end": 1.3, "lines": ["Yes.", "No."],'
        ' "speakers": ["Ann", "Ben"],'
        ' "turns": [0, 1], "confidence": 1.0}]}'
    )
    (cue,), _ = shown(text, "x.json")
    assert (cue.lines, cue.speakers) == (("Yes.", "No."), ("Ann", "Ben"))
    found = check_text(text, "x.json", profile=load_profile("netflix", "en"), language="en")
    assert [f.rule for f in found] == ["too-fast", "too-short"]


# ---------------------------------------------------------------- cut anew


@given(st.data(), st.sampled_from(sorted(SPOKEN)), st.sampled_from(["srt", "vtt"]))
def test_cut_anew_no_word_changes(data: st.DataObject, language: str, name: str) -> None:
    turns = data.draw(timed_turns(spoken_text(language), calm=True))
    made = compose(turns, LayoutOptions(load_profile("youtube", language), LabelOptions(when="none"), language))
    document = Document(tuple(made), tuple(turns), language=language)
    text = written_by({"srt": srt_format, "vtt": vtt_format}[name], document)
    if not "".join("".join(s.lines) for s in made).strip():
        return
    captions = captions_of(text, f"x.{name}")
    profile = load_profile("netflix", language)
    again = recompose(captions, LayoutOptions(profile, labels=LabelOptions(when="none"), language=language))

    def bare(lines: list[str]) -> str:
        return "".join("".join(lines).split())

    assert bare([x for s in again.subtitles for x in s.lines]) == bare([c.text for c in captions.cues])
    kinds = {f.rule for f in check_text(written_by(srt_format, again), profile=profile, language=language)}
    assert not kinds & {"too-many-lines", "line-too-long", "overlap", "out-of-order", "empty", "too-long"}


def test_cut_anew_mends_what_can_be_mended() -> None:
    text = srt(
        (1000, 9000, "Ann: We looked at the river for an hour, and then it was\ntime to go back to the old house."),
        (9100, 11000, "Ben: Nobody spoke\nof it."),
        (11300, 13800, "Ann: And the\nbridge was gone."),
    )
    before = {r for _, r in rules(text)}
    assert {"too-long", "line-too-long", "gap-not-closed"} <= before
    captions = captions_of(text, "x.srt")
    profile = load_profile("netflix", "en")
    again = recompose(captions, LayoutOptions(profile, labels=LabelOptions(), language="en"))
    assert check_text(written_by(srt_format, again), profile=profile, language="en") == []
    assert [s.labels[0] for s in again.subtitles if s.labels[0]] == ["Ann: ", "Ben: ", "Ann: "]


STYLES = ["colon", "brackets", "caps", "dash", "chevrons", "line"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("form", ["srt", "vtt"])
def test_made_anew_it_is_the_same_who_speaks(style: str, form: str) -> None:
    lines = [
        ("Nora Lind", "Good evening and welcome to the old harbour of our town."),
        ("Tomas Reed", "Thank you. I have been here for thirty years now."),
        ("Nora Lind", "And what do you like most?"),
        ("Tomas Reed", "The boats in the morning, and nobody about at all."),
    ]
    turns = []
    for index, (speaker, text) in enumerate(lines):
        words, at = [], 0
        for k, word in enumerate(text.split()):
            at = text.index(word, at)
            start = index * 5000 + k * 400
            words.append(TimedWord(at, at + len(word), start, start + 400, "measured", 1.0))
            at += len(word)
        turns.append(TimedTurn(index, speaker, text, tuple(words), 1.0, "aligned"))
    labels = LabelOptions(style=style)  # type: ignore[arg-type]
    made = compose(turns, LayoutOptions(load_profile("netflix", "en"), labels, "en"))
    row = formats.by_name(form)
    assert row.write is not None
    text = row.write(Document(tuple(made), tuple(turns), language="en"), WriteOptions(visible_labels=True))
    again = reformat(Source.of_text(text.decode(), f"talk.{form}"), Options())
    assert [t.text for t in again.turns] == [text for _, text in lines]
    if form == "vtt" or style not in ("dash", "chevrons"):
        assert [(t.speaker or "").title() for t in again.turns] == [speaker for speaker, _ in lines]
    else:
        assert [t.speaker for t in again.turns] == [None] * 4
    printed = [label for s in again.subtitles for label in s.labels if label]
    assert len(printed) == 4
