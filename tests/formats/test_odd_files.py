"""Files that hold no text; the quick scan gives what the slow one does; long lines take linear time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readers import captions_of, srt, vtt

from turncue.errors import ReadError
from turncue.formats import Source
from turncue.formats.base import Dialect
from turncue.formats.cues.clean_scan import clean_cues
from turncue.formats.cues.repair import scan
from turncue.formats.cues.timing_line import timing_lines
from turncue.reading import parse_transcript, read_captions, read_transcript, reading_warnings


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\0\0\0\x18ftypmp42", "video"), (b"\x1aE\xdf\xa3x", "Matroska"), (b"ID3\x03", "MP3"),
        (b"RIFF\0\0\0\0WAVE", "audio"), (b"\x89PNG\r\n", "picture"), (b"\x1f\x8b\x08", "gzip"), (b"Rar!\x1a", "RAR"),
        (b"\xd0\xcf\x11\xe0\xa1", "Word"), (b"OggS\0", "Ogg"),
    ],
)  # fmt: skip
def test_files_without_text_are_named(data: bytes, kind: str) -> None:
    for read in (read_captions, read_transcript):
        with pytest.raises(ReadError, match=kind):
            read(data + bytes(300))


def test_reading_warnings_name_the_encoding() -> None:
    data = "Sébastien: Good morning.\n\nAnn: Morning.\n\nSébastien: Cold today.\n".encode("cp1252")
    assert reading_warnings(read_transcript(data)) == ("transcript: not UTF-8, read as cp1252.",)
    assert reading_warnings(parse_transcript("Ann: Good.\n\nBen: Yes.\n")) == ()


_TEXTS = st.lists(
    st.sampled_from(["Good morning.", "- Yes.", "12", "A -> B", "<i>x</i>", "  led", "x → y", "NOTE this", "\u3000"]),
    min_size=1,
    max_size=3,
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 3000), _TEXTS), min_size=1, max_size=5),
    st.sampled_from(["srt", "vtt"]),
)
def test_the_quick_scan_gives_what_the_slow_one_does(rows: list[tuple[int, int, list[str]]], dialect: Dialect) -> None:
    now, cues = 0, []
    for gap, length, lines in rows:
        now += gap
        cues.append((now, now + length, "\n".join(lines)))
    text = (srt if dialect == "srt" else vtt)(*cues)
    quick = clean_cues(text, dialect)
    slow, repairs = scan(Source.of_text("\ufeff" + text.replace("\n", "\r\n", 1) + "\n\ufeff\n", None), dialect)
    assert timing_lines(text.split("\n"), text, dialect)[0]
    if quick is not None:
        assert [(c.start, c.end, c.lines, c.id, c.line) for c in quick] == [
            (c.start, c.end, c.lines, c.id, c.line) for c in slow
        ] or repairs


@pytest.mark.parametrize(
    "text",
    [
        "-->" * 30_000,
        "<b" * 50_000,
        "{\\" * 50_000,
        "- a " * 30_000,
        ">> a " * 20_000,
        "<u>a</u> " * 20_000,
        "(A) " * 20_000,
    ],
)
def test_long_odd_lines_take_linear_time(text: str) -> None:
    captions_of(srt((0, 1000, text), (1000, 2000, "Good.")), "x.srt")
    captions_of(vtt((0, 1000, text), (1000, 2000, "Good.")), "x.vtt")
