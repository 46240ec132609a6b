"""Rolling captions: every line once, no word lost, none doubled, times in order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from readers import read_with

from turncue import clock
from turncue.formats import vtt
from turncue.model import Captions, Mark, Word

Line = list[tuple[str, int]]
"""The words of a line with the times at which they begin, in ms."""


def stamped(line: Line) -> str:
    first, *rest = line
    return first[0] + "".join(f"<{clock.vtt(at)}><c> {word}</c>" for word, at in rest)


def plain(line: Line) -> str:
    return " ".join(word for word, _ in line)


def rolling(lines: list[Line], ends: list[int], cleared: set[int] = frozenset()) -> str:
    """The file as YouTube writes it; after the lines in ``cleared`` the screen is emptied."""
    out, before = ["WEBVTT\nKind: captions\nLanguage: en\n"], " "
    place = " align:start position:0%"
    for i, (line, end) in enumerate(zip(lines, ends, strict=True)):
        start = line[0][1]
        out.append(f"{clock.vtt(start)} --> {clock.vtt(end - 10)}{place}\n{before}\n{stamped(line)}\n")
        shown = " " if i in cleared else plain(line)
        out.append(f"{clock.vtt(end - 10)} --> {clock.vtt(end)}{place}\n{shown}\n \n")
        before = shown
    return "\n".join(out)


def words(captions: Captions) -> list[Word]:
    return [w for cue in captions.cues for w in cue.words]


def test_each_line_once_with_the_words_times() -> None:
    lines: list[Line] = [
        [("so", 1000), ("this", 1200), ("begins", 1500)],
        [("yes", 3000)],
        [("yes", 4000)],
        [("and", 5000), ("yes", 5300)],
    ]
    captions = read_with(vtt, rolling(lines, [3000, 4000, 5000, 6000]))
    assert [(c.start, c.end, c.text) for c in captions.cues] == [
        (1000, 2990, "so this begins"),
        (3000, 3990, "yes"),
        (4000, 4990, "yes"),
        (5000, 5990, "and yes"),
    ]
    assert captions.cues[0].words == (Word("so", 1000, 1200), Word("this", 1200, 1500), Word("begins", 1500, 2990))
    assert captions.cues[1].words == (Word("yes", 3000, 3990),)
    assert captions.language == "en"
    assert [r.rule for r in captions.repairs] == ["rolling captions"]


def test_marks_of_another_speaker_inside() -> None:
    lines: list[Line] = [
        [("&gt;&gt; Who", 1000), ("goes?", 1200), ("&gt;&gt; Me.", 1700)],
        [("&gt;&gt;", 3000), ("Me", 3200), ("too.", 3300)],
        [("fine", 4000), ("then", 4100)],
    ]
    captions = read_with(vtt, rolling(lines, [3000, 4000, 5000]))
    assert [(c.text, c.marks) for c in captions.cues] == [
        ("Who goes? Me.", (Mark(0), Mark(10))),
        ("Me too.", (Mark(0),)),
        ("fine then", ()),
    ]
    assert [w.text for w in words(captions)] == "Who goes? Me. Me too. fine then".split()
    assert [w.start for w in words(captions)][:4] == [1000, 1200, 1700, 3200]


def test_a_word_said_again_after_an_empty_screen() -> None:
    lines: list[Line] = [[("[Music]", 0)], [("[Music]", 9000)], [("now", 20_000), ("we", 20_300)], [("go", 21_000)]]
    captions = read_with(vtt, rolling(lines, [9000, 18_000, 21_000, 22_000], cleared={0, 1}))
    assert [c.text for c in captions.cues] == ["[Music]", "[Music]", "now we", "go"]


def test_unspaced_script() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.990\n \n今天<00:00:01.500><c>我們 </c><00:00:02.000><c>談談</c>\n\n"
        "00:02.990 --> 00:03.000\n今天我們 談談\n \n\n00:03.000 --> 00:04.000\n"
        "今天我們 談談\n好<00:00:03.500><c>嗎</c>\n"
    )
    captions = read_with(vtt, text)
    assert [c.text for c in captions.cues] == ["今天我們 談談", "好嗎"]
    assert [(w.text, w.start) for w in words(captions)] == [
        ("今天", 1000), ("我們", 1500), ("談談", 2000), ("好", 3000), ("嗎", 3500),
    ]  # fmt: skip


def test_captions_by_people_stay_as_they_are() -> None:
    text = "WEBVTT\n\n" + "\n".join(f"00:0{i}.000 --> 00:0{i}.900\nyes\nno {i // 2}\n" for i in range(1, 9))
    captions = read_with(vtt, text)
    assert len(captions.cues) == 8
    assert captions.repairs == ()


WORD = st.sampled_from(["yes", "no", "so", "well", "and", "[Music]", "naïve", "R&amp;D"])


@st.composite
def spoken(draw: st.DrawFn) -> tuple[list[Line], list[int]]:
    lines, ends, now = [], [], 0
    for _ in range(draw(st.integers(6, 20))):
        now += draw(st.sampled_from([0, 0, 0, 5000]))
        line = []
        for word in draw(st.lists(WORD, min_size=1, max_size=6)):
            line.append((word, now))
            now += draw(st.integers(0, 600))
        now += 200
        lines.append(line)
        ends.append(now)
    return lines, ends


@settings(max_examples=150, deadline=None)
@given(spoken())
def test_no_word_is_lost_or_doubled(made: tuple[list[Line], list[int]]) -> None:
    lines, ends = made
    captions = read_with(vtt, rolling(lines, ends))
    said = [(word.replace("&amp;", "&"), at) for line in lines for word, at in line]
    if any(r.rule == "rolling captions" for r in captions.repairs):
        found = words(captions)
        assert [w.text for w in found] == [word for word, _ in said]
        times = [t for w in found for t in (w.start, w.end)]
        assert times == sorted(times)
        firsts = [line[0][1] for line in lines]
        assert [c.start for c in captions.cues] == firsts
    else:  # too little of it carries a line on
        assert not any(len(line) > 1 for line in lines)
