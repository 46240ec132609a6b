"""SubRip: what dirty files say is read right, and every repair is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readers import read_with, written_by
from strategies import documents

from turncue.errors import ReadError
from turncue.formats import srt
from turncue.model import Cue, Document, Mark, Subtitle, Word

TWO = "1\n00:00:01,000 --> 00:00:02,500\nA slow start\n\n2\n00:00:03,000 --> 00:00:04,000\nand a finish\n"


def spans(text: str) -> list[tuple[int, int, str]]:
    return [(c.start, c.end, c.text) for c in read_with(srt, text).cues]


def rules(text: str) -> list[str]:
    return [r.rule for r in read_with(srt, text).repairs]


CLEAN = [(1000, 2500, "A slow start"), (3000, 4000, "and a finish")]


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
def test_clean_file_in_all_line_ends_needs_no_repair(eol: str) -> None:
    assert spans(TWO.replace("\n", eol)) == CLEAN
    assert rules(TWO.replace("\n", eol)) == []


@pytest.mark.parametrize(
    ("timing", "rule"),
    [
        ("00:00:01.000 --> 00:00:02.500", "decimal sign"),
        ("00:01,000 --> 00:02,500", "missing hours"),
        ("00:00:01,0 --> 00:00:02,5", "fraction length"),
        ("00:00:01,000000 --> 00:00:02,500000", "fraction length"),
        ("00:00:01,000000000 --> 00:00:02,499999999", "fraction length"),
        ("00:00:01,000 -> 00:00:02,500", "arrow"),
        ("00:00:01,000 → 00:00:02,500", "arrow"),
        ("00：00：01，000 --> 00：00：02，500", "full-width signs"),
        ("00:00:01:000 --> 00:00:02:500", "decimal sign"),
        ("00.00.01,000 --> 00.00.02,500", None),
        ("0:0:1,000-->0:0:2,500", None),
        ("00: 00: 01,000 --> 00: 00: 02,500", None),
    ],
)
def test_other_notations_of_times(timing: str, rule: str | None) -> None:
    text = TWO.replace("00:00:01,000 --> 00:00:02,500", timing)
    assert spans(text) == CLEAN
    if rule:
        assert rule in rules(text)
        assert {r.line for r in read_with(srt, text).repairs} == {2}


@pytest.mark.parametrize(
    ("timing", "span", "rule"),
    [
        ("00:00:01 --> 00:00:02", (1000, 2000), "missing fraction"),
        ("00:00:00,75 --> 00:00:01,500", (750, 1500), "fraction length"),
        ("00:01:75,000 --> 00:02:20,000", (135_000, 140_000), "fields over 59"),
        ("-00:00:01,500 --> 00:00:02,000", (0, 2000), "negative time"),
        ("100:00:00,000 --> 100:00:01,500", (360_000_000, 360_001_500), None),
        ("00:00:05,000 --> 00:00:02,000", (5000, 6000), "end before start"),
        ("00:00:05,000 -->", (5000, 6000), "missing end"),
        ("00:00:05,000 --> 00:00:06,000  X1:100 X2:200", (5000, 6000), None),
    ],
)
def test_odd_times(timing: str, span: tuple[int, int], rule: str | None) -> None:
    captions = read_with(srt, f"1\n{timing}\nOnly this\n")
    assert [(c.start, c.end, c.text) for c in captions.cues] == [(*span, "Only this")]
    assert [r.rule for r in captions.repairs] == ([rule] if rule else [])


def test_a_reversed_cue_ends_where_the_next_begins() -> None:
    text = TWO.replace("00:00:02,500", "00:00:00,500")
    assert spans(text)[0] == (1000, 2000, "A slow start")
    text = text.replace("00:00:03,000", "00:00:01,700")
    assert spans(text)[0] == (1000, 1700, "A slow start")


def test_position_is_kept_as_settings() -> None:
    cue = read_with(srt, TWO.replace("02,500", "02,500 X1:40 X2:600 Y1:20 Y2:50")).cues[0]
    assert cue.settings == "X1:40 X2:600 Y1:20 Y2:50"


def test_structure_repairs() -> None:
    assert spans(TWO.replace("\n\n2", "\n2")) == CLEAN  # no blank line between the cues
    assert spans(TWO.replace("1\n", "", 1).replace("2\n00", "00")) == CLEAN  # no numbers
    assert spans("Movie made by nobody\n\n" + TWO) == CLEAN
    assert "text before the first cue dropped" in rules("Movie made by nobody\n\n" + TWO)
    assert spans("\ufeff" + TWO) == CLEAN
    assert spans(TWO.replace("\n", "\n\n")) == CLEAN  # a blank line after every line


def test_blank_lines_inside_a_cue_do_not_end_it() -> None:
    captions = read_with(srt, TWO.replace("A slow start", "A slow\n\n \nstart"))
    assert captions.cues[0].text == "A slow\nstart"
    assert [(r.line, r.rule) for r in captions.repairs] == [(4, "blank line inside a cue")]


def test_numbers_in_the_text_are_text() -> None:
    assert [t for *_, t in spans(TWO.replace("A slow start", "Call\n911"))] == ["Call\n911", "and a finish"]
    assert [t for *_, t in spans(TWO.replace("A slow start", "42"))] == ["42", "and a finish"]
    unnumbered = "00:00:01,000 --> 00:00:02,000\n42\n\n00:00:03,000 --> 00:00:04,000\n7\n"
    assert [t for *_, t in spans(unnumbered)] == ["42", "7"]


def test_odd_separators_in_the_text_do_not_part_cues() -> None:
    assert spans(TWO.replace("slow start", "slow\u2028start"))[0][2] == "A slow start"
    assert spans(TWO.replace("slow start", "slow\x85\x0c start\x0b"))[0][2] == "A slow start"
    assert spans(TWO.replace("slow", "sl\x00w"))[0][2] == "A sl\ufffdw start"


def test_an_arrow_in_the_text_is_text() -> None:
    assert spans(TWO.replace("slow start", "--> B -> C"))[0][2] == "A --> B -> C"


def test_unsorted_cues_are_sorted_and_told() -> None:
    first, second = TWO.split("\n\n")
    captions = read_with(srt, second + "\n" + first + "\n")
    assert [(c.start, c.end, c.text) for c in captions.cues] == CLEAN
    assert "out of order" in [r.rule for r in captions.repairs]


def test_a_time_that_cannot_be_read_costs_its_cue_and_is_told() -> None:
    captions = read_with(srt, TWO.replace("00:00:01,000", "00:0x:01,000"))
    assert [c.text for c in captions.cues] == ["and a finish"]
    assert [(r.line, r.rule) for r in captions.repairs] == [
        (2, "unreadable time, cue dropped"),
        (3, "text without time dropped"),
    ]


@pytest.mark.parametrize("text", ["", "no times at all", "1\n00:00:01,000 --> 00:00:02,000\n\n", "\x00", "-->"])
def test_a_file_without_a_cue_is_refused(text: str) -> None:
    with pytest.raises(ReadError) as error:
        read_with(srt, text, "x.srt")
    assert error.value.path == "x.srt"
    assert error.value.line is not None


# ---------------------------------------------------------------- text


def cue(body: str) -> Cue:
    return read_with(srt, f"1\n00:00:01,000 --> 00:00:02,000\n{body}\n").cues[0]


def test_markup_goes_and_the_rest_stays() -> None:
    assert cue(r"{\an8}<i>Red</i> <font color='#f00'>and</font> {\c&H00FF00&}blue").text == "Red and blue"
    assert cue("3 < 5 &amp; 5 &gt; 3&nbsp;!").text == "3 < 5 & 5 > 3\xa0!"
    assert cue("<laughs> Tom &amp; <b>Ann</b>").text == "<laughs> Tom & Ann"
    assert cue("[Music]\n").text == "[Music]"
    assert cue("one<br>two").text == "one\ntwo"


def test_speakers_of_text_labels_are_left_alone() -> None:
    assert cue("Bob: hi").text == "Bob: hi"
    assert cue("Bob: hi").marks == ()


def test_voice_tags_name_the_speaker() -> None:
    found = cue("<v Bob>Hi there.</v>\n<v Ann Lee>Hello.</v>")
    assert (found.text, found.speaker, found.marks) == ("Hi there.\nHello.", "Bob", (Mark(10, "Ann Lee"),))


@pytest.mark.parametrize(
    ("body", "text", "marks"),
    [
        (">> So we begin.", "So we begin.", (Mark(0),)),
        ("&gt;&gt; So we begin.", "So we begin.", (Mark(0),)),
        (">>> A new story.", "A new story.", (Mark(0),)),
        ("Yes. >> No, never.", "Yes. No, never.", (Mark(5),)),
        (">> JANE DOE: Hello.", "Hello.", (Mark(0, "JANE DOE"),)),
        ("well\n>>Mr. Smith: Hello.", "well\nHello.", (Mark(5, "Mr. Smith"),)),
        (">> JANE DOE:", "JANE DOE:", (Mark(0),)),
        (">> 李明：大家好。", "大家好。", (Mark(0, "李明"),)),
        (">> अब हम यह बात समझते हैं: देखो", "अब हम यह बात समझते हैं: देखो", (Mark(0),)),
        ("- Ready?\n- Always.", "Ready?\nAlways.", (Mark(0), Mark(7))),
        ("-Why?-Why not?", "Why? Why not?", (Mark(0), Mark(5))),
        ("– Ready? – Always.", "Ready? Always.", (Mark(0), Mark(7))),
        ("- Ready?", "- Ready?", ()),
        ("It is\n- I think -\nlate.", "It is\n- I think -\nlate.", ()),
        ("-5 degrees\n-3 degrees", "-5 degrees\n-3 degrees", ()),
        ("a >>> b", "a b", (Mark(2),)),
    ],
)
def test_signs_of_another_speaker(body: str, text: str, marks: tuple[Mark, ...]) -> None:
    found = cue(body)
    assert (found.text, found.marks) == (text, marks)
    assert found.speaker == (marks[0].speaker if marks and marks[0].at == 0 else None)


# ---------------------------------------------------------------- words, rolling


def numbered(rows: list[tuple[int, int, str]]) -> str:
    from turncue import clock

    return "\n".join(f"{i}\n{clock.srt(a)} --> {clock.srt(b)}\n{t}\n" for i, (a, b, t) in enumerate(rows, 1))


def test_one_word_cues_are_words() -> None:
    rows = [(i * 400, i * 400 + 300, w) for i, w in enumerate("so this is how it is done here my dear".split())]
    cues = read_with(srt, numbered(rows)).cues
    assert [c.words for c in cues] == [(Word(w, a, b),) for a, b, w in rows]
    mixed = [(a, b, "two words" if i % 2 else w) for i, (a, b, w) in enumerate(rows)]
    assert not any(c.words for c in read_with(srt, numbered(mixed)).cues)
    sentences = [(a, b, "今天我們來談一談這個") for a, b, _ in rows]
    assert not any(c.words for c in read_with(srt, numbered(sentences)).cues)


def test_rolling_without_stamps_says_each_line_once() -> None:
    lines = ["the first line", "then a second", "then a third", "yes", "yes", "the end"]
    rows, before, now = [], "", 1000
    for line in lines:
        rows += [(now, now + 1990, f"{before}\n{line}".strip()), (now + 1990, now + 2000, line)]
        before, now = line, now + 2000
    captions = read_with(srt, numbered(rows))
    assert [(c.start, c.text) for c in captions.cues] == [(1000 + 2000 * i, x) for i, x in enumerate(lines)]
    assert captions.repairs[-1].rule == "rolling captions"


def test_overlapping_cues_end_where_the_next_begins() -> None:
    rows = [(i * 1000, i * 1000 + 1800, f"line number {i}") for i in range(6)]
    cues = read_with(srt, numbered(rows)).cues
    assert [(c.start, c.end) for c in cues] == [*((i * 1000, i * 1000 + 1000) for i in range(5)), (5000, 6800)]


def test_a_chorus_is_not_rolling() -> None:
    rows = [(i * 2000, i * 2000 + 1500, t) for i, t in enumerate(["la la", "la la", "oh my", "la la", "la la"])]
    assert len(read_with(srt, numbered(rows)).cues) == 5


# ---------------------------------------------------------------- writing


def test_written_form() -> None:
    document = Document(
        (
            Subtitle(1000, 2500, ("Good morning.", "Hi -->"), ("Ann", "Ben"), ("Ann: ", "Ben: "), (0, 1)),
            Subtitle(3_723_004, 3_724_000, ("So\n\nit is.",), ("Ann",), ("ANN:\n",), (2,)),
        )
    )
    assert written_by(srt, document) == (
        "1\n00:00:01,000 --> 00:00:02,500\nAnn: Good morning.\nBen: Hi ->\n\n"
        "2\n01:02:03,004 --> 01:02:04,000\nANN:\nSo\nit is.\n\n"
    )


@settings(max_examples=60, deadline=None)
@given(documents())
def test_what_is_written_reads_back(document: Document) -> None:
    cues = read_with(srt, written_by(srt, document)).cues
    assert [(c.start, c.end) for c in cues] == [(s.start, s.end) for s in document.subtitles]
    assert [c.text for c in cues] == [
        "\n".join(label + line for label, line in zip(s.labels, s.lines, strict=True)) for s in document.subtitles
    ]


PIECES = st.sampled_from(
    "1|2|\n|\n\n|\r|00:00:01,000|00:00:0|-->|->| --> |-|>> |BOB:|<i>|<v Bob>|</v>|<00:00:02.000>|&amp;|{\\an8}|word|"
    "\u2028|\x00|：|\t|00:00:01,000 --> 00:00:02,000\n|NOTE|WEBVTT\n\n|. - No".split("|")
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_any_text_reads_or_is_refused(text: str) -> None:
    try:
        captions = read_with(srt, text)
    except ReadError:
        return
    check_sound(captions.cues)


def check_sound(cues: tuple[Cue, ...]) -> None:
    """What holds for the cues of every reader."""
    assert [c.start for c in cues] == sorted(c.start for c in cues)
    for c in cues:
        assert 0 <= c.start <= c.end
        assert "\x00" not in c.text
        assert "\n\n" not in c.text
        assert c.text == c.text.strip()
        assert all(0 <= m.at < len(c.text) for m in c.marks)
        times = [t for w in c.words for t in (w.start, w.end)]
        assert times == sorted(times)
        assert not c.words or "".join(w.text for w in c.words) == "".join(c.text.split())


def test_cues_shown_together_keep_their_time() -> None:
    rows = [(i // 2 * 1000, i // 2 * 1000 + 1800, f"line number {i}") for i in range(8)]
    cues = read_with(srt, numbered(rows)).cues
    assert [(c.start, c.end) for c in cues][:4] == [(0, 1000), (0, 1000), (1000, 2000), (1000, 2000)]
    assert all(c.end > c.start for c in cues)
