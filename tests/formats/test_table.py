"""The table of formats: found by content, suffix as a hint, nothing imported before it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest
from readers import captions_of

from turncue.errors import FormatUnknown
from turncue.formats import FORMATS, Source, by_name, by_suffix, detect

SRT = "1\n00:00:01,000 --> 00:00:02,000\nHello\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n"
JSON3 = '{"wireMagic": "pb3", "events": [{"tStartMs": 1000, "dDurationMs": 1000, "segs": [{"utf8": "Hello"}]}]}'
WHISPER = '{"text": "Hello", "segments": [{"id": 0, "start": 1.0, "end": 2.0, "text": "Hello"}]}'
CPP = '{"transcription": [{"offsets": {"from": 1000, "to": 2000}, "text": "Hello"}]}'
RESULT = (
    '{"version": 1, "engine": "words", "score": 1.0, "turns": [],'
    ' "cues": [{"start": 1.0, "end": 2.0, "lines": ["Hello"], "speakers": [null]}]}'
)


@pytest.mark.parametrize("name", [None, "x.srt", "x.vtt", "x.json", "x.txt", "x"])
@pytest.mark.parametrize(
    ("text", "format"),
    [(SRT, "srt"), (VTT, "vtt"), (JSON3, "json3"), (WHISPER, "whisper"), (CPP, "whisper"), (RESULT, "result")],
)
def test_the_content_decides(text: str, format: str, name: str | None) -> None:
    assert detect(Source.of_text(text, name)).name == format
    captions = captions_of("\ufeff" + text, name)
    assert [(c.start, c.end, c.text) for c in captions.cues] == [(1000, 2000, "Hello")]
    assert captions.format == format


def test_the_suffix_decides_between_likely_ones() -> None:
    nameless = VTT.removeprefix("WEBVTT\n\n").replace("00:0", "00:00:0")
    assert detect(Source.of_text(nameless, "x.vtt")).name == "vtt"
    assert detect(Source.of_text(nameless, "x.srt")).name == "srt"


@pytest.mark.parametrize("text", ["", "  \n", "Just some prose: 12:30 is when we meet.", "{}", "<tv xmlns='x'></tv>"])
def test_what_fits_nothing_is_unknown(text: str) -> None:
    with pytest.raises(FormatUnknown) as error:
        captions_of(text, "talk.srt")
    assert error.value.path == "talk.srt"
    assert "SubRip" in str(error.value) or "are the two files swapped?" in str(error.value)


def test_rows_by_name_and_suffix() -> None:
    assert by_name("VTT").title == "WebVTT"
    with pytest.raises(FormatUnknown, match="srt, vtt"):
        by_name("doc")
    assert [f.name for f in map(by_suffix, ("a.b/talk.en.SRT", ".vtt", "x.json3")) if f] == ["srt", "vtt", "json3"]
    written = by_suffix("x.json", writing=True)
    assert written is not None
    assert written.name == "result"
    assert by_suffix("x.unknown") is None
    assert len({f.name for f in FORMATS}) == len(FORMATS)


def test_importing_the_table_imports_no_format_library() -> None:
    code = (
        "import sys, turncue.formats; print([m for m in ('pysrt', 'webvtt', 'charset_normalizer') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
