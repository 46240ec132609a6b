"""Markdown transcripts: every way to write a label, and everything that looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import assert_turns_hold_together, dialogues

from turncue.errors import ReadError, UsageError
from turncue.formats.base import TranscriptOptions
from turncue.model import Transcript
from turncue.transcripts.markdown import read_markdown, sniff_markdown
from turncue.transcripts.plain_text import sniff_plain


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(t.speaker, t.text) for t in transcript.turns]


def read(text: str, **options: object) -> Transcript:
    return read_markdown(text, "talk.md", TranscriptOptions(**options))  # type: ignore[arg-type]


MINUTES = """# 潮汐與燈塔：一次港邊對談

**日期:** 2031年2月3日
**講者:** 林又青 (燈塔管理員)
**主持人:** Rosa Quill (港務電台)

---

## 前言

這裡先介紹燈塔的歷史。它有一百年了。

## 背景資訊

*   **林又青:** 守塔三十年。
*   **潮汐:** 海水的漲落。

---

## 對談內容

**Rosa Quill:** 大家好，歡迎來到港邊。

*(掌聲)*
*(音樂)*

**Rosa Quill:** 請坐。

**林又青:** 謝謝。海風很大。

**主持人：**那我們開始吧。

---
[**&laquo; 上一篇**](../a.md) | [下一篇 &raquo;](../b.md)
"""


def test_a_document_with_everything_around_the_dialogue() -> None:
    got = read(MINUTES)
    assert said(got) == [
        ("Rosa Quill", "大家好，歡迎來到港邊。\n(掌聲)\n(音樂)"),
        ("Rosa Quill", "請坐。"),
        ("林又青", "謝謝。海風很大。"),
        ("主持人", "那我們開始吧。"),
    ]
    assert got.metadata == {
        "title": "潮汐與燈塔：一次港邊對談",
        "日期": "2031年2月3日",
        "講者": "林又青 (燈塔管理員)",
        "主持人": "Rosa Quill (港務電台)",
    }
    first = got.turns[0]
    assert [(e.text, first.text[e.at : e.at + len(e.text)]) for e in first.events] == [
        ("(掌聲)", "(掌聲)"),
        ("(音樂)", "(音樂)"),
    ]
    assert [t.line for t in got.turns] == [22, 27, 29, 31]
    assert any("前言" in n and "背景資訊" in n for n in got.notes)


@pytest.mark.parametrize(
    "line",
    [
        "**Ada Byrne:** Hello.",
        "**Ada Byrne**: Hello.",
        "**Ada Byrne** : Hello.",
        "**Ada Byrne：**Hello.",
        "**Ada Byrne**：Hello.",
        "**Ada Byrne﹕** Hello.",
        "**Ada Byrne︰** Hello.",
        "__Ada Byrne:__ Hello.",
        "***Ada Byrne:*** Hello.",
        "**\u00a0Ada Byrne\u3000:** Hello.",
        "\u200b**Ada Byrne:**\u00a0Hello.",
        "**Ada Byrne:**\nHello.",
        "**Ada Byrne:**\n\nHello.",
        "    **Ada Byrne:** Hello.",
        "> **Ada Byrne:** Hello.",
        "**Ada Byrne:** *Hello.*",
        "**Ada Byrne:** [Hello.](https://example.org/x)",
        "**Ada Byrne:** `Hello.`",
        "Ada Byrne: Hello.",
        "**Ada Byrne:** Hello.\n---",
    ],
)
def test_ways_to_write_a_label(line: str) -> None:
    text = f"{line}\n\n**Ben:** Hi.\n\n{line}\n\n**Ben:** Bye.\n"
    if line.startswith("Ada"):
        text = text.replace("**", "")
    assert said(read(text)) == [("Ada Byrne", "Hello."), ("Ben", "Hi."), ("Ada Byrne", "Hello."), ("Ben", "Bye.")]


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("[00:00:15 → 00:01:02] **Ada:** Hello.", 15000),
        ("\\[00:00:15\\] **Ada:** Hello.", 15000),
        ("**[00:15] Ada:** Hello.", 15000),
        ("**11:00 Ada:** Hello.", 660000),
        ("**Ada** (00:15): Hello.", 15000),
        ("**Ada (00:15):** Hello.", 15000),
        ("**Ada** 00:15\n\nHello.", 15000),
        ("**Ada** [0:15]\nHello.", 15000),
        ("### 0:15 Ada\n\nHello.", 15000),
        ("### Ada (0:15)\n\nHello.", 15000),
        ("## 00:00:15 Harbours\n\n**Ada:** Hello.", 15000),
        ("## [00:15]\n\n**Ada:** Hello.", 15000),
        ("[00:15]\n\n**Ada:** Hello.", 15000),
    ],
)
def test_times_in_labels_and_headings(line: str, start: int) -> None:
    turns = read(f"# T\n\n{line}\n\n{line}\n").turns
    assert [(t.speaker, t.text, t.start) for t in turns] == [("Ada", "Hello.", start)] * 2


def test_a_role_in_brackets_is_a_role_and_another_bracket_is_part_of_the_name() -> None:
    text = "**李明（主持人）：**歡迎。\n\n**Daniel (Samphire):** 好。\n\n**Ann (she/her):** Yes.\n\n**李明：** 開始。\n"
    turns = read(text).turns
    assert [(t.speaker, t.role) for t in turns] == [
        ("李明", "主持人"),
        ("Daniel (Samphire)", None),
        ("Ann", "she/her"),
        ("李明", None),
    ]


def test_inline_markup_becomes_text() -> None:
    text = (
        "**A:** use `x_1`, *it* and **bold** [here](u) \\[laughter\\] 5 \\* 3 SPEAKER_00 a * b "
        "<inaudible> &amp; R&D<br>ok\n\n"
        "**B:** 我是**“新星”**公司的**Neo**雲，*（笑）*對。\n\n**A:** one\n"
    )
    got = said(read(text))
    assert got[0][1] == "use x_1, it and bold here [laughter] 5 * 3 SPEAKER_00 a * b <inaudible> & R&D ok"
    assert got[1][1] == "我是“新星”公司的Neo雲，（笑）對。"


def test_paragraphs_headings_and_lists_inside_a_turn() -> None:
    text = (
        "# Talk\n\n**Ada:** First.\n\nSecond\nwrapped.\n\n## A topic\n\n**Ben:** Three things:\n\n- red\n- blue\n\n"
        "1984. That was the year.\n\n**Ada:** I see.\n\n第一行\n第二行。\n"
    )
    got = read(text)
    assert said(got) == [
        ("Ada", "First.\nSecond wrapped."),
        ("Ben", "Three things:\nred\nblue\n1984. That was the year."),
        ("Ada", "I see.\n第一行第二行。"),
    ]
    assert any(note.startswith("1 heading inside the dialogue belongs to no turn, first “") for note in got.notes)


def test_speech_before_the_first_label_and_prose_before_it() -> None:
    talk = (
        "# Talk\n\n…and so we came to the sea, and it was calm.\n\n**Kim:** Was it?\n\n**Lee:** Yes.\n\n**Kim:** Ah.\n"
    )
    assert said(read(talk))[0] == (None, "…and so we came to the sea, and it was calm.")
    prose = talk.replace("**Kim:** Was", "## Transcript\n\n**Kim:** Was", 1)
    assert said(read(prose))[0] == ("Kim", "Was it?")
    assert any("left out" in n for n in read(prose).notes)


def test_a_name_given_once_among_turns_is_a_speaker() -> None:
    text = "**Ana:** Questions?\n\n**Bo:** None.\n\n**Operator:** One more call.\n\n**Ana:** Fine.\n\n**Bo:** Fine.\n"
    assert [t.speaker for t in read(text).turns] == ["Ana", "Bo", "Operator", "Ana", "Bo"]


@pytest.mark.parametrize(
    "lead", ["**Note:**", "**Important:**", "**例如：**", "Paris:", "**the key point:**", "https:"]
)
def test_lead_ins_inside_a_turn_are_text(lead: str) -> None:
    text = f"**Ana:** One.\n\n{lead} this matters.\n\n**Bo:** Two.\n\n**Ana:** Three.\n\n**Bo:** Four.\n"
    turns = read(text).turns
    assert [t.speaker for t in turns] == ["Ana", "Bo", "Ana", "Bo"]
    assert "this matters." in turns[0].text


def test_sections_of_labelled_prose_are_no_turns() -> None:
    text = (
        "# Episode\n\n## About the guests\n\n**Ana Roe:** runs a mill.\n\n**Bo Lund:** bakes bread.\n\n"
        "## Dialogue\n\n**Ana Roe:** Hi.\n\n**Bo Lund:** Hi.\n\n**Ana Roe:** Flour?\n\n**Bo Lund:** Yes.\n\n"
        "## Key points\n\n**Flour:** matters.\n\n**Bread:** too.\n\n## Links\n\n- [mill](https://example.org)\n"
    )
    assert [t.text for t in read(text).turns] == ["Hi.", "Hi.", "Flour?", "Yes."]


def test_front_matter_in_yaml_and_in_a_table_of_keys() -> None:
    text = (
        '---\ntitle: "Tides"\nlanguage: en-GB\n---\n\n- **Date:** 1 May\n- **Host:** Ana\n\n**Ana:** Hi.\n\n**Bo:** Yo.'
    )
    got = read(text)
    assert got.metadata == {"title": "Tides", "language": "en-GB", "Date": "1 May", "Host": "Ana"}
    assert got.language == "en-GB"
    assert said(got) == [("Ana", "Hi."), ("Bo", "Yo.")]
    assert got.turns[0].line == 9


@pytest.mark.parametrize(
    "block",
    [
        "**Fecha:** 3 de mayo\n**Invitada:** Sol Prieto",
        "**Datum:** 3. Mai\n**Gast:** Jörn Falk",
        "**日時：** 5月3日\n**司会：** 佐藤",
        "**날짜:** 5월 3일\n**진행자:** 김하나",
        "**Дата:** 3 мая\n**Ведущий:** Иван Котов",
        "**التاريخ:** 3 مايو\n**الضيف:** سامي",
        "**会议时间：** 5月3日\n**参会人员：** 张三、李四\n**记录人：** 王五",
        "**Source:** a tape\n\n**Editor:** Jo Hale",
    ],
)
def test_metadata_in_many_languages(block: str) -> None:
    got = read(f"# T\n\n{block}\n\n**Q1:** Eins.\n\n**Zed:** Zwei.\n\n**Q1:** Drei.\n\n**Zed:** Vier.\n")
    assert [t.speaker for t in got.turns] == ["Q1", "Zed", "Q1", "Zed"]
    assert len(got.metadata) == block.count(":**") + block.count("：**") + 1


def test_a_dialogue_without_blank_lines_is_no_front_matter() -> None:
    text = "**Host:** Hello.\n**Guest:** Hi.\n**Host:** Well?\n**Guest:** Well.\n"
    assert [t.speaker for t in read(text).turns] == ["Host", "Guest", "Host", "Guest"]


def test_a_list_and_a_table_of_turns() -> None:
    items = "- **Ana:** Hi.\n- **Bo:** Yo.\n- **Ana:** Bye.\n- **Bo:** Bye.\n"
    assert [t.speaker for t in read(items).turns] == ["Ana", "Bo", "Ana", "Bo"]
    table = (
        "| Time | Speaker | Text |\n|---|---|---|\n| 0:05 | Ana | Hi. |\n| 0:07 | Bo | Yo. |\n| 0:09 | Ana | So. |\n"
    )
    assert [(t.speaker, t.start, t.text) for t in read(table).turns] == [
        ("Ana", 5000, "Hi."),
        ("Bo", 7000, "Yo."),
        ("Ana", 9000, "So."),
    ]


def test_a_numbered_list_of_turns_and_an_aside_above() -> None:
    text = "# T\n\n*Recorded in May. Edited.*\n\n1. **Ana:** Hi.\n2. **Bo:** Yo.\n3. **Ana:** So.\n"
    assert said(read(text)) == [("Ana", "Hi."), ("Bo", "Yo."), ("Ana", "So.")]


def test_pins_before_a_label_and_in_the_text() -> None:
    got = read("[[00:12:34.5]] **A:** Hi.\n\n**B:** Yo [[1:00]] there.\n\n[[00:20]]\n\n**A:** So.\n\n*(he leaves)*\n")
    assert [[(s.at, s.time, s.hard) for s in t.stamps] for t in got.turns] == [
        [(0, 754500, True)],
        [(3, 60000, True)],
        [(0, 20000, True)],
    ]
    assert got.turns[2].text == "So.\n(he leaves)"
    assert [e.text for e in got.turns[2].events] == ["(he leaves)"]


def test_names_alone_on_a_line_and_as_headings() -> None:
    bold = "**Ana**\n\nHi.\n\n**Bo**\n\nYo.\n\n**Ana**\n\nBye.\n\n**Bo**\n\nBye.\n"
    assert said(read(bold)) == [("Ana", "Hi."), ("Bo", "Yo."), ("Ana", "Bye."), ("Bo", "Bye.")]
    heads = bold.replace("**Ana**", "### Ana").replace("**Bo**", "### Bo")
    assert said(read(heads)) == said(read(bold))


def test_a_document_without_labels_gives_its_paragraphs() -> None:
    got = read("# On tides\n\nThe sea rises.\n\n## Later\n\nIt **falls** again.\n")
    assert said(got) == [(None, "The sea rises."), (None, "It falls again.")]


def test_one_long_turn() -> None:
    assert said(read("# 12\n\n**讲者:** 大家好。\n\n今天讲海。\n")) == [("讲者", "大家好。\n今天讲海。")]


def test_options_choose_a_section() -> None:
    text = (
        "# T\n\n## Warm-up\n\n**Ana:** Test.\n\n**Bo:** Test.\n\n**Ana:** One.\n\n"
        "## Interview\n\n**Bo:** Two.\n\n### Deeper\n\n**Ana:** Three.\n\n**Bo:** Four.\n"
    )
    for choice in ("interview", "2"):
        assert [t.text for t in read(text, section=choice).turns] == ["Two.", "Three.", "Four."]
    with pytest.raises(UsageError, match=r"Warm-up.*Interview"):
        read(text, section="coda")


def test_options_choose_and_rename_speakers() -> None:
    text = "**Ana:** One.\n\n**Point:** Two.\n\n**Ana:** Three.\n\n**Point:** Four.\n\n**Bo:** Five.\n"
    got = read(text, speakers_only=("ana", "Bo"), rename=(("Bo", "Bo Lund"),))
    assert said(got) == [("Ana", "One.\nPoint: Two."), ("Ana", "Three.\nPoint: Four."), ("Bo Lund", "Five.")]
    with pytest.raises(UsageError, match="Ana, Point"):
        read(text, speakers_only=("Cy",))
    with pytest.raises(UsageError, match="--rename"):
        read(text, rename=(("Cy", "Di"),))


@pytest.mark.parametrize(
    "text", ["", "\n \n", "# Only a title\n", "---\n", "**Date:** 4 May\n", "[a](https://example.org)\n"]
)
def test_nothing_to_read(text: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(text)
    assert caught.value.path == "talk.md"
    assert caught.value.hint


def test_sniffing_tells_markdown_from_plain_text() -> None:
    for text in ("**Ana:** Hi.\n\n**Bo:** Yo.", "# T\n\nAna: hi", MINUTES):
        assert sniff_markdown(text) > sniff_plain(text)
    for text in ("Ana: Hi.\n\nBo: Yo.", "Just a * b * c.", "Ana  0:12\nHi.\n"):
        assert sniff_plain(text) > sniff_markdown(text)
    cues = "1\n00:00:01,000 --> 00:00:02,000\nHi\n"
    assert max(sniff_markdown(cues), sniff_plain(cues)) < 0.05


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.sampled_from(list("ab:：*_ \n#-|[]()>`\\0123.主持人，&;!<")), max_size=200)
    | st.text(max_size=80)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        got = read(text)
    except ReadError:
        return
    assert_turns_hold_together(got)


@settings(max_examples=60, deadline=None)
@given(dialogues("SPEAKER_00"), st.sampled_from(["**{}:** ", "**{}**: ", "**{}：**", "{}: "]))
def test_every_word_comes_out_once_in_order_with_its_speaker(turns: list[tuple[str, list[str]]], label: str) -> None:
    turns = [*turns, *turns]
    text = "# A talk\n\n" + "\n\n".join(label.format(name) + "\n\n".join(paragraphs) for name, paragraphs in turns)
    got = read(text)
    assert [(t.speaker, t.text.split()) for t in got.turns] == [(n, " ".join(p).split()) for n, p in turns]
