from __future__ import annotations

import pytest

from turncue.compose import LabelOptions, LayoutOptions, compose, load_profile, printed_lines
from turncue.compose.labels import Labeller, with_roles
from turncue.model import TimedTurn, TimedWord
from turncue.text.label_options import LabelForm, LabelStyle, LabelWhen


def said(text: str, start: int, speaker: str | None, *, index: int = 0, role: str | None = None) -> TimedTurn:
    words, at = [], 0
    for k, word in enumerate(text.split()):
        at = text.index(word, at)
        words.append(TimedWord(at, at + len(word), start + k * 400, start + k * 400 + 400, "measured", 1.0))
        at += len(word)
    return TimedTurn(index, speaker, text, tuple(words), 1.0, "aligned", role=role)


TALK = [
    said("Where is the river?", 0, "Anna Weber", index=0, role="Host"),
    said("Over there.", 3000, "王小明", index=1),
    said("Behind the house.", 6000, "王小明", index=2),
    said("Listen.", 9000, None, index=3),
    said("I see.", 12000, "Anna Weber", index=4),
]


@pytest.mark.parametrize(
    ("when", "labels"),
    [
        ("change", ["Anna Weber: ", "王小明：", "", "", "Anna Weber: "]),
        ("every", ["Anna Weber: ", "王小明：", "王小明：", "", "Anna Weber: "]),
        ("none", ["", "", "", "", ""]),
    ],
)
def test_when(when: LabelWhen, labels: list[str]) -> None:
    shown = compose(TALK, LayoutOptions(load_profile("netflix", "en"), labels=LabelOptions(when=when), language="en"))
    assert [s.labels[0] for s in shown] == labels
    assert [s.speakers[0] for s in shown] == ["Anna Weber", "王小明", "王小明", None, "Anna Weber"]


@pytest.mark.parametrize(
    ("style", "form", "label"),
    [
        ("colon", "full", "Anna Weber: "),
        ("colon", "first", "Anna: "),
        ("colon", "initials", "AW: "),
        ("colon", "role", "Host: "),
        ("brackets", "full", "[Anna Weber] "),
        ("caps", "full", "ANNA WEBER: "),
        ("dash", "full", "- "),
        ("chevrons", "full", ">> "),
        ("line", "full", "Anna Weber\n"),
    ],
)
def test_styles_and_forms(style: LabelStyle, form: LabelForm, label: str) -> None:
    options = LabelOptions(style=style, form=form)
    first = compose(TALK, LayoutOptions(load_profile("netflix", "en"), labels=options, language="en"))[0]
    assert first.labels[0] == label
    assert first.speakers[0] == "Anna Weber"
    assert printed_lines(first.lines, first.labels)[0] == (label + first.lines[0]).split("\n")[0]


def test_a_label_too_long_goes_above_its_line() -> None:
    text = "是的，我們去了河邊。"
    words = tuple(TimedWord(k, k + 1, k * 300, k * 300 + 300, "measured", 1.0) for k in range(len(text)))
    t = TimedTurn(0, "Anna Weberstein", text, words, 1.0, "aligned")
    first = compose([t], LayoutOptions(load_profile("netflix", "zh-TW"), language="zh-TW"))[0]
    assert printed_lines(first.lines, first.labels) == ["Anna Weberstein：", text]


def test_a_label_longer_than_a_line_is_shortened() -> None:
    t = said("Yes.", 0, "Bartholomew Featherstonehaugh-Cholmondeley")
    first = compose([t], LayoutOptions(load_profile("tiktok", "en"), language="en"))[0]
    assert first.labels == ("Bartholomew: ",)


def test_short_forms_that_two_share_stay_whole() -> None:
    labeller = Labeller(LabelOptions(form="first"), ["Anna Weber", "Anna Stone", "Dr. Paul Hill"], "en")
    assert next(labeller.candidates("Anna Weber", None)) == "Anna Weber: "
    assert next(labeller.candidates("Dr. Paul Hill", None)) == "Paul: "


def test_full_width_colon_in_chinese() -> None:
    labeller = Labeller(LabelOptions(), ["Ana"], "zh-Hant")
    assert next(labeller.candidates("Ana", None)) == "Ana："


def test_roles_of_the_head() -> None:
    turns = [
        said("Where is it?", 0, "Mia Owens"),
        said("There.", 3000, "Jon Beck", role="Guest"),
        said("Oh.", 6000, "Liv"),
    ]
    head = {"Host": "Mia Owens (harbour master)", "Guests": "Jon Beck (painter)", "Also": "Liv, sailor"}
    assert [t.role for t in with_roles(turns, head)] == ["harbour master", "Guest", "sailor"]
    assert with_roles(turns, {}) == turns
