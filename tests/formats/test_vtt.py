"""WebVTT: voices, word stamps, references, structure; what is written reads back with its speakers."""

from __future__ import annotations

import pytest
from durations import within
from hypothesis import given, settings
from hypothesis import strategies as st
from readers import captions_of, read_with, written_by
from strategies import documents

from turncue.errors import ReadError
from turncue.formats import vtt
from turncue.formats.base import WriteOptions
from turncue.formats.cues.clean_scan import clean_cues
from turncue.formats.cues.cue_text import parse_cue_text
from turncue.model import Cue, Document, Mark, Subtitle, Word

HEAD = "WEBVTT\n\n"


def read(body: str) -> Cue:
    return read_with(vtt, f"{HEAD}00:01.000 --> 00:03.000\n{body}\n").cues[0]


def texts(text: str) -> list[str]:
    return [c.text for c in read_with(vtt, text).cues]


# ---------------------------------------------------------------- cue text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("&eacute;t&eacute; &copy; &notin; &#20170;&#x5929;", "été © ∉ 今天"),
        ("AT&T &unknown; &amp", "AT&T &unknown; &"),
        ("&amp;lt;", "&lt;"),
        ("<c.yellow.bg_blue>so</c> <b>it</b> <i.x>is</i> <u>now</u>", "so it is now"),
        ("<lang zh-Hant>今天</lang> is today", "今天 is today"),
        ("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>です", "漢字です"),
        ("<rt>outside</rt>", "outside"),
        ("no <unknown>tag</unknown> here", "no tag here"),
        ("2 < 3 and 4 <5", "2 < 3 and 4 <5"),
        ("open <i>to the end", "open to the end"),
        ("an end </c", "an end"),
        ("<c\nyellow>broken over lines</c>", "broken over lines"),
        ("  spaces  \t inside ", "spaces inside"),
        ("<>nothing</>", "nothing"),
        ("nul \x00 here", "nul \ufffd here"),
        ("one\u2028two", "one two"),
        ("<00:00:99.000>bad stamp<00:01.5x>", "bad stamp"),
    ],
)
def test_cue_text(raw: str, text: str) -> None:
    assert parse_cue_text(raw, "vtt").text == text


@pytest.mark.parametrize(
    ("raw", "text", "speaker", "marks"),
    [
        ("<v Bob>Hello", "Hello", "Bob", ()),
        ("<v.loud.first Ann Lee>Hello</v>", "Hello", "Ann Lee", ()),
        ("<v.bg-red\tAnn\nLee>Hello</v>", "Hello", "Ann Lee", ()),
        ("<v R&amp;D &lt;x&gt;>Hello</v>", "Hello", "R&D <x>", ()),
        ("<i><v Bob>Hello</v></i>", "Hello", "Bob", ()),
        ("<v Bob>Hi.</v><v Ann>Yes?</v>", "Hi.Yes?", "Bob", (Mark(3, "Ann"),)),
        ("<v Bob>Hi.</v>\n<v Ann>Yes?</v>", "Hi.\nYes?", "Bob", (Mark(4, "Ann"),)),
        ("<v Bob>Hi.</v>\n<v Bob>Yes?</v>", "Hi.\nYes?", "Bob", ()),
        ("So <v Ann>yes</v> it is", "So yes it is", None, (Mark(3, "Ann"), Mark(7, None))),
        ("<v Bob>Hi <v Ann>you</v> there</v>", "Hi you there", "Bob", (Mark(3, "Ann"), Mark(7, "Bob"))),
        ("<v>nobody</v>", "nobody", None, ()),
        ("&gt;&gt; ANN: Hello. &gt;&gt; Yes?", "Hello. Yes?", "ANN", (Mark(0, "ANN"), Mark(7, None))),
        ("<v Bob>- Hi.\n- Hello.</v>", "Hi.\nHello.", "Bob", (Mark(0), Mark(4))),
    ],
)
def test_voices(raw: str, text: str, speaker: str | None, marks: tuple[Mark, ...]) -> None:
    found = parse_cue_text(raw, "vtt")
    assert (found.text, found.speaker) == (text, speaker)
    assert [(m.at, m.speaker) for m in found.marks] == [(m.at, m.speaker) for m in marks]


def test_word_stamps() -> None:
    cue = read("So <00:01.500>it <00:00:02.000><c>is</c> now<00:02.400> <c.x>done.</c>")
    assert cue.text == "So it is now done."
    assert cue.words == (
        Word("So", 1000, 1500),
        Word("it", 1500, 2000),
        Word("is", 2000, 2160),  # one stamp over two words: its time is shared by length
        Word("now", 2160, 2400),
        Word("done.", 2400, 3000),
    )


def test_word_stamps_never_run_backwards() -> None:
    cue = read("a<00:02.500> b<00:01.200> c<00:02.500> d<00:09.000> e")
    assert [w.text for w in cue.words] == list("abcde")
    times = [t for w in cue.words for t in (w.start, w.end)]
    assert times == sorted(times)
    assert times[0] == 1000
    assert times[-1] == 3000


# ---------------------------------------------------------------- structure


def test_header_notes_styles_identifiers_and_settings() -> None:
    text = (
        "WEBVTT - a title\nKind: captions\nLanguage: pt-BR\n\nSTYLE\n::cue(v) { color: red }\n\nNOTE one\nline two\n\n"
        "intro\n00:01.000 --> 00:02.000 align:start position:0%\nHello\n\nNOTE\na comment\n\n"
        "00:00:03.000 --> 00:00:04.000\nthere\n"
    )
    captions = read_with(vtt, text, "x.vtt")
    assert [(c.start, c.end, c.text, c.id, c.settings) for c in captions.cues] == [
        (1000, 2000, "Hello", "intro", "align:start position:0%"),
        (3000, 4000, "there", None, ""),
    ]
    assert (captions.language, captions.source, captions.format, captions.repairs) == ("pt-BR", "x.vtt", "vtt", ())


@pytest.mark.parametrize(
    ("timing", "span", "rule"),
    [
        ("00:00:01,000 --> 00:00:02,000", (1000, 2000), "decimal sign"),
        ("00:00:01 --> 00:00:02", (1000, 2000), "missing fraction"),
        ("00:00:01.5 --> 00:00:02.000000", (1500, 2000), "fraction length"),
        ("00:01.000 -> 00:02.000", (1000, 2000), "arrow"),
        ("-00:01.000 --> 00:02.000", (0, 2000), "negative time"),
        ("00:03.000 --> 00:01.000", (3000, 4000), "end before start"),
    ],
)
def test_times_the_library_would_drop_are_mended_and_told(timing: str, span: tuple[int, int], rule: str) -> None:
    captions = read_with(vtt, f"{HEAD}{timing}\nHello there\n")
    assert [(c.start, c.end) for c in captions.cues] == [span]
    assert [(r.line, r.rule) for r in captions.repairs] == [(3, rule)]


def test_what_is_dropped_is_told() -> None:
    captions = read_with(vtt, f"{HEAD}00:xx.000 --> 00:02.000\nlost\n\n00:03.000 --> 00:04.000\nkept\n")
    assert [c.text for c in captions.cues] == ["kept"]
    assert [r.original for r in captions.repairs] == ["00:xx.000 --> 00:02.000", "lost"]


def test_missing_header_and_missing_blank_lines() -> None:
    body = "00:01.000 --> 00:02.000\nA\n00:03.000 --> 00:04.000\nB\n\nmore of B\n"
    assert texts(HEAD + body) == ["A", "B\nmore of B"]
    captions = read_with(vtt, body)
    assert len(captions.cues) == 2
    assert captions.repairs[0].rule == "missing WEBVTT line"


@pytest.mark.parametrize("text", ["", "WEBVTT", HEAD + "only text\n", HEAD + "00:01.000 --> 00:02.000\n\n"])
def test_nothing_to_read_is_refused(text: str) -> None:
    with pytest.raises(ReadError):
        read_with(vtt, text, "x.vtt")


# ---------------------------------------------------------------- writing


def document() -> Document:
    return Document(
        (
            Subtitle(1000, 2500, ("Is a < b?", "Yes & no."), ("Ann", "Ann"), ("ANN: ", ""), (0,)),
            Subtitle(3000, 4000, ("Who?", "Me --> you."), ("R&D <1>", None), ("R&D:\n", ""), (1, 2)),
        ),
        language="en",
    )


def test_written_form() -> None:
    text = written_by(vtt, document())
    assert text.startswith("WEBVTT\n\nNOTE\nturncue ")
    assert "\nLanguage: en\n\n" in text
    assert text.split("\n\n", 2)[2] == (
        "00:00:01.000 --> 00:00:02.500\n<v Ann>Is a &lt; b?\nYes &amp; no.</v>\n\n"
        "00:00:03.000 --> 00:00:04.000\n<v R&amp;D &lt;1&gt;>Who?</v>\nMe --&gt; you.\n"
    )


def test_visible_labels() -> None:
    text = written_by(vtt, document(), WriteOptions(visible_labels=True))
    assert "<v Ann>ANN: Is a &lt; b?\nYes &amp; no.</v>" in text
    assert "<v R&amp;D &lt;1&gt;>R&amp;D:\nWho?</v>" in text


def test_hostile_lines_stay_one_cue() -> None:
    bad = Subtitle(0, 1000, ("a\n\n00:05.000 --> 00:06.000\r\nNOTE x", "\x00<v Eve>"), ("A\n>", "A\n>"), ("", ""), (0,))
    captions = read_with(vtt, written_by(vtt, Document((bad,))))
    assert [(c.text, c.speaker) for c in captions.cues] == [("a\n00:05.000 --> 00:06.000\nNOTE x\n<v Eve>", "A >")]


def line_speakers(cue: Cue) -> list[str | None]:
    """Who speaks at the beginning of each line."""
    found, at = [], 0
    for line in cue.text.split("\n"):
        said = [m.speaker for m in cue.marks if m.at <= at]
        found.append(said[-1] if said else cue.speaker)
        at += len(line) + 1
    return found


@settings(max_examples=60, deadline=None)
@given(documents())
def test_what_is_written_reads_back_with_speakers(document: Document) -> None:
    cues = read_with(vtt, written_by(vtt, document)).cues
    assert [(c.start, c.end, c.text) for c in cues] == [
        (s.start, s.end, "\n".join(s.lines)) for s in document.subtitles
    ]
    assert [line_speakers(c) for c in cues] == [list(s.speakers) for s in document.subtitles]


PIECES = st.sampled_from(
    "WEBVTT|\n|\n\n|\r\n|00:01.000 --> 00:02.000\n|00:00:01.000 --> |NOTE |STYLE\n|<v Bob>|</v>|<00:01.500>|<c>|</c>|"
    "&gt;&gt; |ANN: |- |<ruby>|<rt>|&amp;|&#0;|&#10;| |word|\x00|<|>|->|\u2028".split("|")
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(lambda p: HEAD + "".join(p))))
def test_any_text_reads_or_is_refused(text: str) -> None:
    try:
        cues = read_with(vtt, text).cues
    except ReadError:
        return
    assert [c.start for c in cues] == sorted(c.start for c in cues)
    for c in cues:
        assert 0 <= c.start <= c.end
        assert "\x00" not in c.text
        assert "\n\n" not in c.text
        assert all(0 <= m.at < len(c.text) for m in c.marks)
        times = [t for w in c.words for t in (w.start, w.end)]
        assert times == sorted(times)
        assert not c.words or "".join(w.text for w in c.words) == "".join(c.text.split())


def test_minutes_over_59_are_told() -> None:
    """WebVTT has no such minutes, with hours or without."""
    repairs = read_with(vtt, "WEBVTT\n\n00:01.000 --> 61:06.000\nWe saw it.\n", "x.vtt").repairs
    assert [(r.rule, r.line) for r in repairs] == [("fields over 59", 3)]


def test_a_long_head_without_an_end_is_left_at_once() -> None:
    """A head of many lines that the quick scan cannot take: no line is tried in more than one way."""
    head = "\n".join(f"line {k} of a head that is no note and has spaces" for k in range(60))
    text = f"WEBVTT\n{head}\n00:01.000 --> 00:02.000\nHello there.\n"
    assert within(2, lambda: clean_cues(text, "vtt"))
    assert within(2, lambda: captions_of(text, "long.vtt"))
    assert clean_cues(text, "vtt") is None
    assert [cue.text for cue in captions_of(text, "long.vtt").cues] == ["Hello there."]
