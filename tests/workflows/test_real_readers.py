"""What the real readers make of our files: hostile names and texts come back, but for the changes that are stated."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import ROOT

import turncue
from turncue.formats import by_name
from turncue.formats.base import WriteOptions
from turncue.model import Document

from .real_readers import needs_ffmpeg, node
from .test_writers import HOSTILE, document_of

NAMES = ("Ann <b>: Lee", "{\\r}Ben, O", "=Cem|Ada", 'D "d" ]]> &amp;')
MORE = (
    "<i>x</i>",
    "{\\an8}top",
    "in C:\\News",
    "{curly}",
    "- dash",
    "1",
    "NOTE x",
    "WEBVTT",
    "STYLE",
    "a | b",
    "'single' \"double\"",
    "#hash ;semi",
    "100%d %s",
    "end\\",
    "a < b > c",
    "\u2028separator",
)
# what no file of text can hold is left out: control characters, half characters, noncharacters, blanks
TEXTS = [text for text in (*HOSTILE, *MORE) if text.strip() and not re.search("[\x00-\x08\x1b\ud800\ufffe]", text)]
DOCUMENT = document_of(TEXTS, list(NAMES))


def _one_line(text: str) -> str:
    return " ".join(text.split())


WANTED = [_one_line(turn.text) for turn in DOCUMENT.turns]


def _written(name: str, options: WriteOptions | None = None, document: Document = DOCUMENT) -> bytes:
    write = by_name(name).write
    assert write is not None
    return write(document, options or WriteOptions())


def _changed(*pairs: tuple[str, str]) -> list[str]:
    """The texts with the changes that a format makes, each a regular expression and what takes its place."""
    made = WANTED
    for pattern, place in pairs:
        made = [re.sub(pattern, place, text) for text in made]
    return [_one_line(text) for text in made]


def _without_labels(rows: list[str], *pairs: tuple[str, str]) -> list[str]:
    """The rows without the names before them, where these are printed."""
    labels = list(NAMES)
    for pattern, place in pairs:
        labels = [re.sub(pattern, place, label) for label in labels]
    made = []
    for row in map(_one_line, rows):
        label = next((x for x in map(_one_line, labels) if row.startswith(f"{x}: ")), None)
        made.append(row.removeprefix(f"{label}: ") if label else row)
    return made


# SubRip has no escape: what players take for markup is written with look-alikes
SRT = ((r"\{", "("), (r"\}", ")"), (r"\\(?=[Nnh])", "⧵"), (r"<(?=\s*[/!?]?\s*[A-Za-z][^<>]*>)", "‹"), ("-->", "->"))
ASS = ((r"\{", "("), (r"\}", ")"), (r"\\", "⧵"))
LRC = ((r"[\[<]", "("), (r"[\]>]", ")"))
TABLE = ((r"^(?=[=+\-@])", "'"),)  # a spreadsheet would run these


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str], Path]:
    def make(name: str, suffix: str) -> Path:
        (tmp_path / f"a{suffix}").write_bytes(_written(name))
        return tmp_path / f"a{suffix}"

    return make


def _ffmpeg(path: Path, form: str) -> str:
    command = ["ffmpeg", "-nostdin", "-v", "error", "-i", str(path), "-f", form, "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def _events(text: str) -> list[str]:
    """What a renderer of ASS shows of its events."""
    rows = [line.split(",", 9)[9] for line in text.splitlines() if line.startswith("Dialogue:")]
    shown = [re.sub(r"(?<!\\)\{[^}]*\}", "", row) for row in rows]
    return [re.sub(r"\\([{}\\Nnh])", lambda m: " " if m[1] in "Nnh" else m[1], row) for row in shown]


def test_pysubs2_and_pysrt_read_the_srt() -> None:
    pysubs2 = pytest.importorskip("pysubs2")
    import pysrt

    text = _written("srt").decode()
    rows = [event.plaintext for event in pysubs2.SSAFile.from_string(text, format_="srt")]
    assert _without_labels(rows, *SRT) == _changed(*SRT)
    assert _without_labels([item.text for item in pysrt.from_string(text)], *SRT) == _changed(*SRT)


@needs_ffmpeg
def test_ffmpeg_shows_the_srt_whole(file: Callable[[str, str], Path]) -> None:
    rows = _events(_ffmpeg(file("srt", ".srt"), "ass"))
    assert _without_labels(rows, *SRT) == _changed(*SRT)


@needs_ffmpeg
def test_no_cue_is_lost_for_a_character_that_ffmpeg_refuses(tmp_path: Path) -> None:
    odd = document_of(["one \ufffe two", "three \uffff", "\x00 four", "five \ud800 six", "\x1b[31m"], ["A", "B"])
    for name in ("srt", "vtt", "ass", "lrc"):
        path = tmp_path / f"a.{name}"
        path.write_bytes(_written(name, document=odd))
        assert _ffmpeg(path, "srt").count("-->") >= 5


@pytest.mark.parametrize("name", ["ass", "karaoke-ass"])
def test_pysubs2_reads_the_ass(name: str) -> None:
    pysubs2 = pytest.importorskip("pysubs2")
    rows = [event.plaintext for event in pysubs2.SSAFile.from_string(_written(name).decode())]
    plain = [re.sub("[\u202a-\u202e\u2066-\u2069]", "", row) for row in rows]
    assert _without_labels(plain, *ASS) == _changed(*ASS)


@needs_ffmpeg
@pytest.mark.parametrize("name", ["ass", "karaoke-ass"])
def test_ffmpeg_reads_the_ass(name: str, file: Callable[[str, str], Path]) -> None:
    rows = [re.sub("[\u202a-\u202e]", "", row) for row in _events(_ffmpeg(file(name, ".ass"), "ass"))]
    assert _without_labels(rows, *ASS) == _changed(*ASS)


def test_webvtt_py_reads_the_vtt() -> None:
    webvtt = pytest.importorskip("webvtt")
    for name in ("vtt", "karaoke-vtt"):
        captions = webvtt.from_string(_written(name).decode())
        assert [_one_line(html.unescape(c.text)) for c in captions] == WANTED
        assert [html.unescape(c.voice or "") for c in captions] == [t.speaker for t in DOCUMENT.turns]


@pytest.mark.parametrize("name", ["vtt", "karaoke-vtt"])
def test_the_parser_of_the_w3c_finds_no_error(name: str, file: Callable[[str, str], Path]) -> None:
    made = node("webvtt_parser.js", str(file(name, ".vtt")), "subtitles/captions/descriptions")
    assert made["errors"] == []
    rows = [_one_line(html.unescape(re.sub(r"<[^>]*>", "", cue["raw"]))) for cue in made["cues"]]
    assert rows == WANTED
    assert [[html.unescape(v) for v in cue["voices"]] for cue in made["cues"]] == [[t.speaker] for t in DOCUMENT.turns]
    if name == "karaoke-vtt":
        assert all(c["start"] < s < c["end"] for c in made["cues"] for s in c["stamps"])


def test_the_parser_of_the_w3c_reads_our_samples(tmp_path: Path) -> None:
    for path in sorted((ROOT / "samples").glob("*/expected*.vtt")):
        made = node("webvtt_parser.js", str(path), "subtitles/captions/descriptions")
        assert made["errors"] == []
        assert len(made["cues"]) == len(turncue.read(str(path)).cues)


def test_imsc_js_shows_the_ttml(file: Callable[[str, str], Path]) -> None:
    made = node("imsc_render.js", str(file("ttml", ".ttml")))
    assert made["messages"] == []
    rows = [text for _, text in made["shown"] if text.strip()]
    assert _without_labels(rows) == WANTED


def test_imsc_js_reads_the_dapt_script(file: Callable[[str, str], Path]) -> None:
    made = node("imsc_render.js", str(file("dapt", ".xml")))
    assert made["messages"] == []
    assert [_one_line(text) for _, text in made["shown"] if text.strip()] == WANTED


def test_ttconv_shows_the_ttml() -> None:
    reader = pytest.importorskip("ttconv.imsc.reader")
    from ttconv.srt import writer

    made = reader.to_model(ElementTree.ElementTree(ElementTree.fromstring(_written("ttml"))))
    rows = [" ".join(block.split("\n")[2:]) for block in writer.from_model(made).strip().split("\n\n")]
    assert _without_labels(rows) == WANTED


@pytest.mark.parametrize("sample", ["panel", "zh-interview", "ja-interview", "podcast-rolling"])
def test_the_ttml_can_be_drawn_in_time(sample: str, tmp_path: Path) -> None:
    """imschrm: the hypothetical render model of IMSC."""
    cli = pytest.importorskip("imschrm.cli", reason="imschrm is not installed")
    folder = ROOT / "samples" / sample
    captions = next(p for p in sorted(folder.iterdir()) if p.name.startswith("captions"))
    transcript = next(p for p in sorted(folder.iterdir()) if p.name.startswith("transcript"))
    result = turncue.align(str(transcript), str(captions), colors=True, speakers="every")
    result.write(tmp_path / "a.ttml")
    cli.main([str(tmp_path / "a.ttml")])  # ends with SystemExit where the model fails


def test_textgrid_and_praatio_read_the_textgrid(file: Callable[[str, str], Path]) -> None:
    path = file("textgrid", ".TextGrid")
    textgrid = pytest.importorskip("textgrid", reason="textgrid is not installed")
    grid = textgrid.TextGrid.fromFile(str(path))
    tiers = [tier for tier in grid.tiers if not tier.name.endswith(" - words")]
    # textgrid leaves the quotes in the names of tiers doubled
    assert [tier.name.replace('""', '"') for tier in tiers] == [_one_line(name) for name in NAMES]
    assert [mark for _, mark in sorted((i.minTime, i.mark) for t in tiers for i in t if i.mark)] == WANTED
    praatio = pytest.importorskip("praatio.textgrid")
    grid = praatio.openTextgrid(str(path), includeEmptyIntervals=False)
    own = [n for n in grid.tierNames if not n.endswith(" - words")]
    assert [e.label for e in sorted(e for n in own for e in grid.getTier(n).entries)] == WANTED


def test_pympi_reads_the_eaf(file: Callable[[str, str], Path]) -> None:
    pympi = pytest.importorskip("pympi", reason="pympi is not installed")
    eaf = pympi.Elan.Eaf(str(file("eaf", ".eaf")))
    own = [name for name in eaf.get_tier_names() if not name.endswith(" - words")]
    assert own == [_one_line(name) for name in NAMES]
    rows = sorted(row[:3] for name in own for row in eaf.get_annotation_data_for_tier(name))
    assert [(start, text) for start, _, text in rows] == list(
        zip([t.start for t in DOCUMENT.turns], WANTED, strict=True)
    )
    for name in own:
        assert eaf.get_parameters_for_tier(f"{name} - words")["PARENT_REF"] == name


@needs_ffmpeg
def test_ffmpeg_reads_the_lrc(file: Callable[[str, str], Path]) -> None:
    rows = [row for row in _events(_ffmpeg(file("lrc", ".lrc"), "ass")) if row.strip()]
    assert _without_labels(rows, *LRC) == _changed(*LRC)


def test_lhotse_reads_the_rttm(file: Callable[[str, str], Path]) -> None:
    lhotse = pytest.importorskip("lhotse", reason="lhotse is not installed")
    rows = list(lhotse.SupervisionSet.from_rttm(str(file("rttm", ".rttm"))))
    assert [(round(s.start * 1000), round(s.end * 1000)) for s in rows] == [(t.start, t.end) for t in DOCUMENT.turns]
    assert len({s.speaker for s in rows}) == len(NAMES)


def test_csv_and_pandas_read_the_tables(file: Callable[[str, str], Path]) -> None:
    rows = list(csv.DictReader(io.StringIO(_written("csv").decode(), newline="")))
    assert [row["text"] for row in rows] == _changed(*TABLE)
    assert {row["speaker"] for row in rows} == {re.sub(r"^(?=[=+\-@])", "'", name) for name in NAMES}
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    for name, sign in (("csv", ","), ("tsv", "\t")):
        table = pandas.read_csv(file(name, f".{name}"), sep=sign, keep_default_na=False)
        assert list(table.text) == _changed(*TABLE), name


def test_python_docx_reads_the_docx() -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    file = docx.Document(io.BytesIO(_written("docx")))
    text = "\n".join(_one_line(p.text) for p in file.paragraphs)
    for wanted, turn in zip(WANTED, DOCUMENT.turns, strict=True):
        assert f"{_one_line(turn.speaker or '')}: {wanted.split(' break')[0]}" in text


def test_markdown_it_reads_the_markdown() -> None:
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark").render(_written("markdown").decode())
    assert set(re.findall(r"</?(\w+)", made)) == {"p", "strong", "h1"}
    rows = [html.unescape(re.sub(r"<[^>]*>", "", row)) for row in re.findall(r"<p>(.*?)</p>", made, re.DOTALL)]
    assert _same_texts(_without_labels([row.partition("] ")[2] or row for row in rows]))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag == "p":
            self.rows.append("")

    def handle_data(self, data: str) -> None:
        if self.rows:
            self.rows[-1] += data.partition("\n")[0] if data.startswith("\n") else data


def test_a_page_holds_no_tag_of_a_text() -> None:
    page = _Page()
    page.feed(_written("html").decode())
    assert page.tags == set("html head meta title style body h1 cite time p".split())
    text = html.unescape(re.sub(r"<[^>]*>", "", _written("html").decode()))
    for wanted in WANTED:
        assert wanted.split(" break")[0].split("\t")[0] in _one_line(text)


def _same_texts(rows: list[str]) -> bool:
    """Whether the rows are the texts; one of two paragraphs is two rows."""
    wanted = [part for text in WANTED for part in (["line", "break"] if text == "line break" else [text])]
    return rows == wanted


def test_json_holds_every_text() -> None:
    whisper = json.loads(_written("whisper"))["segments"]
    podcast = json.loads(_written("podcast"))["segments"]
    assert [_one_line(row["text"]) for row in whisper] == WANTED
    assert [_one_line(row["body"]) for row in podcast] == WANTED
    assert [row["speaker"] for row in podcast] == [_one_line(t.speaker or "") for t in DOCUMENT.turns]
