"""Colours that can be read on black and told apart, also by viewers who see no red or no green."""

from __future__ import annotations

from itertools import combinations

import pytest
from readers import captions_of, written_by

from turncue import formats
from turncue.formats import ass, srt, vtt
from turncue.formats.base import WriteOptions
from turncue.formats.cues.bidi import embedded
from turncue.formats.speaker_colors import PALETTE, speaker_colours
from turncue.model import Document, Subtitle
from turncue.text.width import width

Triple = tuple[float, float, float]

# Viénot, Brettel and Mollon (1999): linear RGB as seen without green and without red cones
_SEEN = {
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}


def linear(colour: str) -> Triple:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return r, g, b


def lab(rgb: Triple) -> Triple:
    """CIE L*a*b* of linear sRGB, white D65."""
    r, g, b = (max(0.0, x) for x in rgb)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: str, by: str) -> Triple:
    rgb = linear(colour)
    r, g, b = (sum(m * c for m, c in zip(row, rgb, strict=True)) for row in _SEEN[by])
    return lab((r, g, b))


@pytest.mark.parametrize("colour", PALETTE)
def test_contrast_on_black(colour: str) -> None:
    r, g, b = linear(colour)
    assert (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05) / 0.05 >= 4.5  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize("by", _SEEN)
def test_told_apart(by: str) -> None:
    for one, other in combinations(PALETTE, 2):
        apart = sum((x - y) ** 2 for x, y in zip(seen(one, by), seen(other, by), strict=True)) ** 0.5
        assert apart >= 35, (one, other, round(apart, 1))


def subtitle(start: int, *said: tuple[str | None, str]) -> Subtitle:
    names, lines = zip(*said, strict=True)
    return Subtitle(start, start + 1000, lines, names, tuple(f"{n}: " if n else "" for n in names), (0,))


TALK = Document(
    (
        subtitle(0, ("Ann", "Good day.")),
        subtitle(1000, ("Ben", "Hello."), ("Ann", "Oh.")),
        subtitle(2000, (None, "A door.")),
        subtitle(3000, ('Bo "B" & Co --> x', "Late.")),
    ),
    language="en",
)


def test_the_same_person_has_the_same_colour() -> None:
    assert list(speaker_colours(TALK.subtitles).items()) == [
        ("Ann", PALETTE[0]),
        ("Ben", PALETTE[1]),
        ('Bo "B" & Co --> x', PALETTE[2]),
    ]
    many = [subtitle(k * 1000, (f"P{k}", "x")) for k in range(10)]
    assert speaker_colours(many)["P9"] == PALETTE[2]


def test_srt_has_font_tags_only_when_asked() -> None:
    assert "<font" not in written_by(srt, TALK)
    text = written_by(srt, TALK, WriteOptions(colours=True))
    assert '<font color="#ffff00">Ben: Hello.</font>\n<font color="#ffffff">Ann: Oh.</font>' in text
    plain = captions_of(written_by(srt, TALK), "x.srt")
    assert [c.text for c in captions_of(text, "x.srt").cues] == [c.text for c in plain.cues]


def test_vtt_has_a_style_block_before_the_cues() -> None:
    text = written_by(vtt, TALK, WriteOptions(colours=True))
    head, _, body = text.partition("\n00:00:00.000")
    assert '::cue(v[voice="Ann"]) { color: #ffffff; }' in head
    assert "-->" not in head
    assert body
    again = captions_of(text, "x.vtt")
    assert [(c.text, c.speaker) for c in again.cues] == [
        (c.text, c.speaker) for c in captions_of(written_by(vtt, TALK), "x.vtt").cues
    ]
    assert again.repairs == ()


def test_ass_has_a_style_per_speaker() -> None:
    pysubs2 = pytest.importorskip("pysubs2", reason="pysubs2 comes with the extra [formats]")
    row = formats.by_suffix("x.ass", writing=True)
    assert row is not None
    assert row.write is not None
    file = pysubs2.SSAFile.from_string(row.write(TALK, WriteOptions()).decode())
    colour = file.styles["Ben"].primarycolor
    assert (colour.r, colour.g, colour.b) == (255, 255, 0)
    assert [(e.style, e.name, e.plaintext) for e in file.events] == [
        ("Ann", "Ann", "Ann: Good day."),
        ("Ben", "Ben / Ann", "Ben: Hello.\nAnn: Oh."),
        ("Default", "", "A door."),
        ('Bo "B" & Co --> x', 'Bo "B" & Co --> x', 'Bo "B" & Co --> x: Late.'),
    ]


def test_no_name_or_text_of_ass_leaves_its_place() -> None:
    names = ("Ann", r"X}{\p1}m 0 0 l 900 900")
    subtitle = Subtitle(0, 1000, ("Good {\\p1} day", "Late."), names, ("", ""), (0, 1))
    text = written_by(ass, Document((subtitle,)))
    dialogue = text.splitlines()[-1]
    assert dialogue.count("{") == 1
    assert dialogue.count("\\p1") == 0
    assert dialogue.count(",") == 9


def test_ass_times_from_ten_hours_on() -> None:
    ten = 36_000_000
    document = Document(
        (
            Subtitle(0, 1000, ("a",), (None,), ("",), (0,)),
            Subtitle(ten + 1230, ten + 2340, ("b",), (None,), ("",), (0,)),
        )
    )
    text = written_by(ass, document)
    assert "Dialogue: 0,0:00:00.00,0:00:01.00," in text
    assert "Dialogue: 0,10:00:01.23,10:00:02.34," in text
    assert [c.start for c in captions_of(text, "x.ass").cues] == [0, ten + 1230]


@pytest.mark.parametrize("text", [r"{\an8}{\p1}m 0 0", "<font size=900>big</font>", "<b>", "</i>", "{Y:b}x"])
def test_markup_in_words_is_no_markup_in_subrip(text: str) -> None:
    out = written_by(srt, Document((Subtitle(0, 1000, (text,), (None,), ("",), (0,)),)))
    assert not any(mark in out for mark in ("{\\", "<font", "<b>", "</i>", "{Y:"))
    harmless = written_by(srt, Document((Subtitle(0, 1000, ("a < b, 2 {x} <3",), (None,), ("",), (0,)),)))
    assert "a < b, 2 (x) <3" in harmless  # in braces it would not be shown by players that turn SubRip into ASS


def test_right_to_left_marks() -> None:
    arabic = Document((subtitle(0, ("ليلى", "كنا في Westmark.")), subtitle(1000, ("Ann", "Hello."))), language="ar")
    assert embedded("Hello.") == "Hello."
    for form in (srt, vtt):
        assert "\u202b" not in written_by(form, arabic)
        text = written_by(form, arabic, WriteOptions(bidi_marks=True))
        assert text.count("\u202b") == text.count("\u202c") == 1
        name = "x.srt" if form is srt else "x.vtt"
        (first, _) = captions_of(text, name).cues
        assert width(first.text) == width(first.text.replace("\u202b", "").replace("\u202c", ""))
    assert "\u202bليلى: كنا في Westmark.\u202c" in written_by(srt, arabic, WriteOptions(bidi_marks=True))
