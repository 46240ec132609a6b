"""Plain text transcripts: the shapes of services and of people."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import assert_turns_hold_together, dialogues

from turncue.errors import ReadError, UsageError
from turncue.formats.base import TranscriptOptions
from turncue.model import Transcript
from turncue.transcripts.plain_text import read_plain, sniff_plain


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(t.speaker, t.text) for t in transcript.turns]


def read(text: str, **options: object) -> Transcript:
    return read_plain(text, "talk.txt", TranscriptOptions(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "name", "start"),
    [
        ("ANA ROE: Hello.", "BO: Hi.", "ANA ROE", None),
        ("Ana Roe: Hello.", "Bo: Hi.", "Ana Roe", None),
        ("Ana Roe：Hello.", "Bo：Hi.", "Ana Roe", None),
        ("Ana Roe (00:12): Hello.", "Bo (00:14): Hi.", "Ana Roe", 12000),
        ("Ana Roe (00:12):\nHello.", "Bo (00:14):\nHi.", "Ana Roe", 12000),
        ("Ana Roe(00:00:12): Hello.", "Bo(00:00:14): Hi.", "Ana Roe", 12000),
        ("[00:12] Ana Roe: Hello.", "[00:14] Bo: Hi.", "Ana Roe", 12000),
        ("[00:12 - 00:14] Ana Roe: Hello.", "[00:14 - 00:15] Bo: Hi.", "Ana Roe", 12000),
        ("(0:12) Ana Roe: Hello.", "(0:14) Bo: Hi.", "Ana Roe", 12000),
        ("00:12\tANA ROE:\tHello.", "00:14\tBO:\tHi.", "ANA ROE", 12000),
        ("Ana Roe  0:12\nHello.", "Bo  0:14\nHi.", "Ana Roe", 12000),
        ("Ana Roe  0:12 \n\nHello.", "Bo  0:14 \n\nHi.", "Ana Roe", 12000),
        ("anaR00 22:22\nHello.", "Bo 22:24\nHi.", None, None),
        ("说话人 1 00:00:12\nHello.", "说话人 2 00:00:14\nHi.", "说话人 1", 12000),
        ("说话人 1 00:00:12Hello.", "说话人 2 00:00:14Hi.", "说话人 1", 12000),
        ("林又青  00:12\nHello.", "张三  00:14\nHi.", "林又青", 12000),
        ("Speaker 1: Hello.", "Speaker 2: Hi.", "Speaker 1", None),
        (">> ANA ROE: Hello.", ">> BO: Hi.", "ANA ROE", None),
        ("[Ana Roe] Hello.", "[Bo] Hi.", "Ana Roe", None),
        ("[Ana Roe]: Hello.", "[Bo]: Hi.", "Ana Roe", None),
        ("Q: Hello.", "A: Hi.", "Q", None),
        ("Question: Hello.", "Answer: Hi.", "Question", None),
        ("问：Hello.", "答：Hi.", "问", None),
        ("Jean de la Tour: Hello.", "Bo: Hi.", "Jean de la Tour", None),
        ("Unidentified speaker: Hello.", "Bo: Hi.", "Unidentified speaker", None),
        ("Ana Roe (Host): Hello.", "Bo (Guest): Hi.", "Ana Roe", None),
        ("W. J. Roe, Jr.: Hello.", "Bo: Hi.", "W. J. Roe, Jr.", None),
    ],
)
def test_shapes_of_labels(first: str, second: str, name: str | None, start: int | None) -> None:
    if name is None:
        name, start = "LJRoe", 22 * 60000 + 22000
        first = first.replace("anaR00", "LJRoe")
    for gap in ("\n\n", "\n"):
        turns = read(gap.join([first, second, first, second])).turns
        assert [(t.speaker, t.text) for t in turns[::2]] == [(name, "Hello.")] * 2
        assert [t.text for t in turns] == ["Hello.", "Hi."] * 2
        assert turns[0].start == start


def test_a_feishu_export() -> None:
    text = (
        "港边谈话\n2031年2月3日 | 2分钟 5秒\n\n关键词:\n灯塔、潮汐、海风\n\n文字记录:\n"
        "说话人 1 00:00:05\n你好，今天我们谈灯塔。\n\n说话人 2 00:00:09\n好的。\n\n说话人 1 00:00:11那开始吧。\n"
    )
    assert [(t.speaker, t.start, t.text) for t in read(text).turns] == [
        ("说话人 1", 5000, "你好，今天我们谈灯塔。"),
        ("说话人 2", 9000, "好的。"),
        ("说话人 1", 11000, "那开始吧。"),
    ]


def test_a_meeting_export_with_clock_lines() -> None:
    text = (
        "Weekly sync (2031-02-03)\nAttendees\nAna Roe, Bo Lund\nTranscript\n"
        "This editable transcript was computer generated and might contain errors.\n00:00:00\n\n"
        "Ana Roe: Hi.\nBo Lund: Yo.\n00:05:00\n\nAna Roe: So.\n"
    )
    assert [(t.speaker, t.start, t.text) for t in read(text).turns] == [
        ("Ana Roe", 0, "Hi."),
        ("Bo Lund", None, "Yo."),
        ("Ana Roe", 300000, "So."),
    ]


def test_names_on_a_line_of_their_own() -> None:
    text = "ANA\nHello there.\n\nBO\nHi.\n\nANA\nWell.\n\nBO\nYes.\n"
    assert said(read(text)) == [("ANA", "Hello there."), ("BO", "Hi."), ("ANA", "Well."), ("BO", "Yes.")]


def test_nicknames_in_lower_case_need_to_come_often() -> None:
    text = "wren: Hi.\n\nasha: Yo.\n\n" * 3
    assert [t.speaker for t in read(text).turns] == ["wren", "asha"] * 3


def test_an_otter_export() -> None:
    text = "Ana Roe  0:00  \nHello there.\nHow are you?\n\nBo  1:02:07  \nFine.\n\nTranscribed by https://otter.ai\n"
    got = read(text)
    assert [(t.speaker, t.start, t.text) for t in got.turns] == [
        ("Ana Roe", 0, "Hello there. How are you?"),
        ("Bo", 3727000, "Fine."),
    ]
    assert any("left out" in n for n in got.notes)


def test_sound_notes_alone_belong_to_the_turn_before() -> None:
    got = read(
        "ANA: Thanks.\n\n[Applause]\n\n[Music]\n\nBO: (laughs) Hi [inaudible 00:01:02].\n\nANA: So.\n\nBO: Yes.\n"
    )
    assert said(got)[:2] == [("ANA", "Thanks.\n[Applause]\n[Music]"), ("BO", "(laughs) Hi [inaudible 00:01:02].")]
    assert [e.text for e in got.turns[0].events] == ["[Applause]", "[Music]"]
    assert [(e.text, e.at) for e in got.turns[1].events] == [("(laughs)", 0), ("[inaudible 00:01:02]", 12)]


@pytest.mark.parametrize(
    "line",
    [
        "I want to say this: we won.",
        "We met at 3:30 and left.",
        "At 3:30 we left.",
        "https://example.org/a: b",
        "Note: the bridge is out.",
        "Question: who pays?",
        "10:30 Meeting: the budget.",
        "Mailto:someone",
        "C:\\data\\x: gone",
        "The thing is: it rained. And then it stopped.",
        "He told me one thing: run.",
        "例如：下雨。",
        "我想说的是：我们赢了。",
        "他说：好。",
        "Here is what I know about it: nothing.",
        "Ratio 3:1 is enough.",
        "So: yes.",
        "“Go”: he said.",
    ],
)
def test_lines_with_a_colon_that_are_speech(line: str) -> None:
    """Once in a dialogue it is the turn's text; on its own it is a turn of nobody."""
    got = read(f"Ana: One.\n\n{line}\n\nBo: Two.\n\nAna: Three.\n\nBo: Four.\n")
    assert [t.speaker for t in got.turns] == ["Ana", "Bo", "Ana", "Bo"]
    assert got.turns[0].text == f"One.\n{line}"
    assert said(read(f"It rained all day.\n\n{line}\n")) == [(None, "It rained all day."), (None, line)]


def test_names_given_once() -> None:
    text = (
        "Ana: Hello.\n\nBo Lund: Hi.\n\nAna: Calls?\n\nOperator: One from Oslo.\n\nKari Moe: Hello!\n\nBo Lund: Hi.\n"
    )
    assert [t.speaker for t in read(text).turns] == ["Ana", "Bo Lund", "Ana", "Operator", "Kari Moe", "Bo Lund"]
    assert [t.speaker for t in read("Ana Roe: Hello.\n\nBo Lund: Hi.\n").turns] == ["Ana Roe", "Bo Lund"]
    assert said(read("Operator: Good day.\n\nAll lines are open.\n")) == [
        ("Operator", "Good day.\nAll lines are open.")
    ]


def test_capitals_agree() -> None:
    text = "ANA: One.\n\nLesson: two.\n\nBO: Three.\n\nANA: Four.\n\nMAN IN HALL: Five.\n\nBO: Six.\n"
    assert [t.speaker for t in read(text).turns] == ["ANA", "BO", "ANA", "MAN IN HALL", "BO"]


def test_metadata_above_the_dialogue() -> None:
    text = "Title: Tides\nDate: 3 May\nHost: Ana Roe\n\nAna Roe: Hello.\n\nHost: Me.\n\nAna Roe: Yes.\n\nHost: Ok.\n"
    got = read(text)
    assert dict(got.metadata) == {"Title": "Tides", "Date": "3 May", "Host": "Ana Roe"}
    assert [t.speaker for t in got.turns] == ["Ana Roe", "Host", "Ana Roe", "Host"]


def test_text_without_labels() -> None:
    assert said(read("One is\nwrapped here.\n\nTwo.\n")) == [(None, "One is wrapped here."), (None, "Two.")]
    assert said(read("First sentence.\nSecond sentence.\nThird.\n")) == [
        (None, "First sentence."),
        (None, "Second sentence."),
        (None, "Third."),
    ]
    wrapped = "this is a long line of text that was\ncut at a width and goes on over\nthe next lines until it ends.\n"
    assert len(read(wrapped).turns) == 1


def test_times_without_labels() -> None:
    got = read("0:05 The sea.\n\n0:09 The wind.\n")
    assert [(t.text, t.start) for t in got.turns] == [("The sea.", 5000), ("The wind.", 9000)]
    got = read("0:05\nThe sea\n0:09\nThe wind\n")
    assert [(t.text, t.start) for t in got.turns] == [("The sea", 5000), ("The wind", 9000)]


def test_stamps_inside_a_turn() -> None:
    got = read(
        "ANA: One [00:12:34] two.\n\n[00:13:00]\n\nThree.\n\nBO: [[00:14:00.5]] Four.\n\nANA: Five.\n\nBO: Six.\n"
    )
    ana, bo = got.turns[:2]
    assert ana.text == "One two.\nThree."
    assert [(s.time, ana.text[s.at :], s.hard) for s in ana.stamps] == [
        (754000, "two.\nThree.", False),
        (780000, "Three.", False),
    ]
    assert [(s.at, s.time, s.hard) for s in bo.stamps] == [(0, 840500, True)]
    assert bo.text == "Four."


def test_labels_without_text_are_told() -> None:
    got = read("Ana: One.\n\nBo:\n\nAna: Two.\n\nBo: Three.\n")
    assert said(got) == [("Ana", "One."), ("Ana", "Two."), ("Bo", "Three.")]
    assert any("line 3" in n for n in got.notes)


def test_options() -> None:
    text = "Ana: One.\n\nThesis: Two.\n\nAna: Three.\n\nThesis: Four.\n"
    assert said(read(text, speakers_only=("Ana",))) == [("Ana", "One.\nThesis: Two."), ("Ana", "Three.\nThesis: Four.")]
    with pytest.raises(UsageError, match="Ana, Thesis"):
        read(text, speakers_only=("Zoe",))
    with pytest.raises(UsageError, match="none"):
        read(text, section="1")


@pytest.mark.parametrize("text", ["", " \n\ufeff\n", "-----\n", "Date: 3 May\n", "https://example.org\n"])
def test_nothing_to_read(text: str) -> None:
    with pytest.raises(ReadError, match=r"talk\.txt"):
        read(text)


def test_sniff() -> None:
    assert sniff_plain("Ana: x\n\nBo: y") > sniff_plain("Just words.") > sniff_plain('{"a": 1}')
    assert sniff_plain("") < 0.1


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("abA:： \n\t-[]()>0123.主持人，!")), max_size=200) | st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        got = read(text)
    except ReadError:
        return
    assert_turns_hold_together(got)


@settings(max_examples=60, deadline=None)
@given(
    dialogues("Speaker 1"), st.sampled_from(["{}: ", "{}：", "{} (00:12): ", "[1:00:12] {}: ", ">> {}: ", "{}  0:12\n"])
)
def test_every_word_comes_out_once_in_order_with_its_speaker(turns: list[tuple[str, list[str]]], label: str) -> None:
    turns = [*turns, *turns]
    text = "\n\n".join(label.format(name) + "\n\n".join(paragraphs) for name, paragraphs in turns)
    got = read(text)
    assert [(t.speaker, t.text.split()) for t in got.turns] == [(n, " ".join(p).split()) for n, p in turns]
