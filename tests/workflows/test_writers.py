"""Every writer: read again by its reader or by the real package, hostile names and texts, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import turncue
from turncue.formats import FORMATS, by_name, by_suffix, format_for
from turncue.formats.base import WriteOptions
from turncue.formats.writers.spoken import timed_lines
from turncue.formats.writers.writer_rows import WRITERS
from turncue.model import Document, Subtitle, TimedTurn, TimedWord

from .recordings import talk

HOSTILE = (
    "</v><script>alert(1)</script>",
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "@cmd",
    'quo"te',
    "a,b;c\td",
    "line\nbreak",
    "\x00\x01\x1b[31m",
    "]]>",
    "&amp; & &lt;",
    "{\\k99}{\\r}\\N",
    "--> 00:00:01.000",
    "[00:01.00]<00:02.00>",
    "**bold** _x_ # 1. `code` [a](b)",
    ";; comment <o,,>",
    "\ud800 lone",
    "\ufffe\uffff",
    "مرحبا، كيف الحال؟",
    "歡迎大家，收聽。",
    "👩‍👩‍👧",
    "   ",
)
NAMES = sorted({writer.name for writer in WRITERS})


def _turn(index: int, speaker: str | None, text: str, start: int) -> TimedTurn:
    words = []
    for match in re.finditer(r"\S+", text):
        begin = start + 300 * len(words)
        words.append(TimedWord(match.start(), match.end(), begin, begin + 280, "measured", 0.9))
    return TimedTurn(index, speaker, text, tuple(words), 0.9, "aligned" if words else "absent")


def document_of(texts: list[str], names: list[str | None]) -> Document:
    """A document with a turn and a subtitle for each text."""
    turns, subtitles, now = [], [], 1000
    for k, text in enumerate(texts):
        name = names[k % len(names)]
        turn = _turn(k, name, text, now)
        turns.append(turn)
        if turn.end is not None:
            label = f"{name}: " if name else ""
            subtitles.append(Subtitle(now, turn.end, (text.replace("\n", " "),), (name,), (label,), (k,)))
            now = turn.end + 100
    return Document(tuple(subtitles), tuple(turns), language="en", metadata={"title": "A talk"})


@pytest.fixture(scope="module")
def result() -> turncue.Result:
    transcript, captions = talk(5, turns=8)
    return turncue.align(turncue.parse_transcript(transcript), turncue.parse_captions(captions))


def _written(document: Document, name: str, options: WriteOptions | None = None) -> bytes:
    write = by_name(name).write
    assert write is not None
    return write(document, options or WriteOptions())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("options", [WriteOptions(), WriteOptions(True, True, True)])
def test_hostile_names_and_texts_are_written(name: str, options: WriteOptions) -> None:
    document = document_of(list(HOSTILE), [*list(HOSTILE)[:7], None])
    data = _written(document, name, options)
    assert data
    assert data == _written(document, name, options)
    if name != "docx":
        text = data.decode("utf-8")
        assert "\x00" not in text
        assert "\x1b" not in text
        assert "<script>" not in text or name not in ("ttml", "eaf", "html", "karaoke-vtt", "markdown", "lrc")


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_document_is_written(name: str) -> None:
    assert isinstance(_written(Document(()), name), bytes)


@pytest.mark.parametrize("name", NAMES)
@given(texts=st.lists(st.text(max_size=30), max_size=4), names=st.lists(st.none() | st.text(max_size=9), min_size=1))
def test_any_text_is_written(name: str, texts: list[str], names: list[str | None]) -> None:
    data = _written(document_of(texts, names), name)
    if by_name(name).suffixes[0] in (".ttml", ".eaf"):
        ElementTree.fromstring(data)
    elif name in ("podcast", "whisper"):
        json.loads(data)


@pytest.mark.parametrize("name", NAMES)
def test_subtitles_without_turns_are_written(name: str) -> None:
    subtitles = (Subtitle(0, 1000, ("One.", "Two."), ("Ann", "Ben"), ("Ann: ", "Ben: "), ()),)
    assert _written(Document(subtitles), name)


def test_rows_are_in_the_table_and_suffixes_lead_to_them() -> None:
    assert set(NAMES) <= {row.name for row in FORMATS}
    for writer in WRITERS:
        for suffix in writer.suffixes:
            assert format_for(f"talk.en{suffix}") == writer.name
    assert format_for("talk.json") == "result"
    assert format_for("talk.en.srt") == "srt"
    assert (row := by_suffix("talk.podcast.json", writing=True)) is not None
    assert row.name == "podcast"


def test_a_table_of_writers_loads_no_writer() -> None:
    code = "import sys, turncue.formats; print([m for m in sys.modules if m.endswith('_writer')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---------------------------------------------------------------- read again


@pytest.mark.parametrize("name", [w.name for w in WRITERS])
def test_what_has_a_reader_is_read_again(name: str, result: turncue.Result) -> None:
    row = by_name(name)
    if row.read_captions is None:
        pytest.skip(f"{name} is not read as captions")
    data = result.render_bytes(name)
    captions = turncue.parse_captions(data)
    assert captions.format == name
    wanted = " ".join(t.text for t in result.turns).lower()
    shown = " ".join(c.text for c in captions.cues).lower()
    for spoken in ("ann lee: ", "ben ode: ", "cem ada: "):
        shown = shown.replace(spoken, "")
    assert re.findall(r"\w+", shown) == re.findall(r"\w+", wanted)
    first = next(t.start for t in result.turns if t.start is not None)
    assert abs(captions.cues[0].start - first) <= 60


@pytest.mark.parametrize("name", ["markdown", "text"])
def test_a_written_transcript_is_a_transcript(name: str, result: turncue.Result) -> None:
    again = turncue.parse_transcript(result.render_bytes(name))
    assert [(t.speaker, t.text) for t in again.turns] == [(t.speaker, t.text) for t in result.turns]
    starts = [t.start if t.start is not None else (t.stamps[0].time if t.stamps else None) for t in again.turns]
    assert starts == [(t.start or 0) // 1000 * 1000 for t in result.turns]


def test_rttm_is_read_as_a_reference(result: turncue.Result) -> None:
    from turncue.formats import Source

    read = by_name("rttm").read_reference
    assert read is not None
    segments = read(Source.of_text(result.render_bytes("rttm").decode()), None).segments
    assert [(s.start, s.end) for s in segments] == [(t.start, t.end) for t in result.turns]
    assert segments[0].speaker == "Ann_Lee"


def test_ttml_is_imsc_text(result: turncue.Result) -> None:
    root = ElementTree.fromstring(result.render_bytes("ttml"))
    ns = {"t": "http://www.w3.org/ns/ttml", "m": "http://www.w3.org/ns/ttml#metadata"}
    assert root.get("{http://www.w3.org/ns/ttml#parameter}contentProfiles", "").endswith("imsc1.1/text")
    assert [n.text for n in root.iterfind(".//m:agent/m:name", ns)] == ["Ann Lee", "Ben Ode", "Cem Ada"]
    assert len(root.findall(".//t:p", ns)) == len(result.subtitles)


def test_dapt_has_a_script_event_for_each_turn(result: turncue.Result) -> None:
    root = ElementTree.fromstring(result.render_bytes("dapt"))
    metadata = "{http://www.w3.org/ns/ttml/profile/dapt#metadata}"
    assert root.get(f"{metadata}scriptType") == "originalTranscript"
    events = list(root.iter("{http://www.w3.org/ns/ttml}div"))
    assert ["".join(e.itertext()).strip() for e in events] == [t.text for t in result.turns]


def test_ttconv_reads_the_ttml(result: turncue.Result) -> None:
    reader = pytest.importorskip("ttconv.imsc.reader")
    from ttconv.srt import writer

    made = writer.from_model(
        reader.to_model(ElementTree.ElementTree(ElementTree.fromstring(result.render_bytes("ttml"))))
    )
    assert made.count("-->") == len(result.subtitles)
    assert "Ann Lee:" in made


def test_csv_cells_are_no_formulas() -> None:
    document = document_of(list(HOSTILE), list(HOSTILE))
    for row in csv.reader(io.StringIO(_written(document, "csv").decode(), newline="")):
        assert len(row) == 7
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_docx_is_read_by_python_docx(result: turncue.Result) -> None:
    docx = pytest.importorskip("docx")
    file = docx.Document(io.BytesIO(result.render_bytes("docx")))
    turns = [p.text for p in file.paragraphs if p.text]
    assert turns[-1].startswith("[00:00:")
    assert f"{result.turns[-1].speaker}: {result.turns[-1].text}" in turns[-1]
    assert zipfile.ZipFile(io.BytesIO(result.render_bytes("docx"))).testzip() is None


def test_praatio_reads_the_textgrid(result: turncue.Result, tmp_path: Path) -> None:
    textgrid = pytest.importorskip("praatio.textgrid")
    (tmp_path / "a.TextGrid").write_bytes(result.render_bytes("textgrid"))
    grid = textgrid.openTextgrid(str(tmp_path / "a.TextGrid"), includeEmptyIntervals=False)
    assert set(grid.tierNames) >= {"Ann Lee", "Ann Lee - words"}
    own = [t for t in result.turns if t.speaker == "Ann Lee"]
    entries = grid.getTier("Ann Lee").entries
    assert [(round(e.start * 1000), e.label) for e in entries] == [(t.start, t.text) for t in own]
    assert len(grid.getTier("Ann Lee - words").entries) == sum(len(t.words) for t in own)


def test_eaf_has_rising_slots_and_whole_references(result: turncue.Result) -> None:
    root = ElementTree.fromstring(result.render_bytes("eaf"))
    slots = {s.get("TIME_SLOT_ID"): int(s.get("TIME_VALUE") or 0) for s in root.iter("TIME_SLOT")}
    assert list(slots.values()) == sorted(slots.values())
    used = [a.get(ref) for a in root.iter("ALIGNABLE_ANNOTATION") for ref in ("TIME_SLOT_REF1", "TIME_SLOT_REF2")]
    assert sorted(map(str, used)) == sorted(map(str, slots))
    for a in root.iter("ALIGNABLE_ANNOTATION"):
        assert slots[a.get("TIME_SLOT_REF1")] < slots[a.get("TIME_SLOT_REF2")]


# ---------------------------------------------------------------- word times


def test_every_word_of_a_line_has_its_time(result: turncue.Result) -> None:
    for lines in timed_lines(result.document):
        for line in lines:
            assert len(line.words) == len(line.text.split())
            assert all(a[1] <= b[1] for a, b in pairwise(line.words))


def test_karaoke_vtt_has_rising_stamps_within_the_cue(result: turncue.Result) -> None:
    webvtt = pytest.importorskip("webvtt")
    text = result.render_bytes("karaoke-vtt").decode()
    cues = webvtt.from_string(text)
    assert len(cues) == len(result.subtitles)
    for cue in cues:
        stamps = re.findall(r"<(\d\d:\d\d:\d\d\.\d{3})>", cue.raw_text)
        assert stamps == sorted(set(stamps))
        assert all(cue.start < stamp < cue.end for stamp in stamps)
    assert len(re.findall(r"<\d\d:\d\d:\d\d\.\d{3}><c>[^<]+</c>", text)) == text.count("<00:")


def test_karaoke_ass_adds_up_to_the_event(result: turncue.Result) -> None:
    pysubs2 = pytest.importorskip("pysubs2")
    file = pysubs2.SSAFile.from_string(result.render_bytes("karaoke-ass").decode())
    assert len(file) == len(result.subtitles)
    for event in file:
        total = sum(map(int, re.findall(r"\{\\k(\d+)\}", event.text)))
        assert 0 < total <= (event.end - event.start) // 10
    assert set(file.styles) >= {"Ann Lee", "Ben Ode"}


def test_enhanced_lrc_has_a_time_for_every_word(result: turncue.Result) -> None:
    text = result.render_bytes("lrc-words").decode()
    assert len(re.findall(r"<\d\d:\d\d\.\d\d>", text)) == sum(len(t.words) for t in result.turns)


def test_whisper_json_has_the_words(result: turncue.Result) -> None:
    data = json.loads(result.render_bytes("whisper"))
    assert [s["speaker"] for s in data["segments"]] == [t.speaker for t in result.turns]
    for segment in data["segments"]:
        assert "".join(w["word"] for w in segment["words"]) == segment["text"]
