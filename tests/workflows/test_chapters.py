"""Chapters: from headings where there are any, else from long turns; read by ffmpeg, YouTube's rules kept."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

import turncue
from turncue.cli.app import run
from turncue.model import Document
from turncue.workflows.chapters import Chapter, chapters_of, ffmetadata, vtt_chapters, youtube_chapters
from turncue.workflows.headings import Heading, headings_of

from .recordings import NAMES, WORDS


def _spoken(first: int) -> str:
    return " ".join(random.Random(first).choices(WORDS, k=24)).capitalize() + "."


SPEECH = [_spoken(k) for k in range(6)]
HEADED = f"""# An evening

Date: 2026-05-04

## Opening

**{NAMES[0]}:** {SPEECH[0]}

**{NAMES[1]}:** {SPEECH[1]}

## The river: part one

**{NAMES[0]}:** {SPEECH[2]}

## In the middle of a turn

{SPEECH[3]}

## Nothing follows

## Questions & answers 1 < 2

**{NAMES[2]}:** {SPEECH[4]}

**{NAMES[1]}:** {SPEECH[5]}
"""
PLAIN = "\n\n".join(f"**{NAMES[k % 3]}:** {text}" for k, text in enumerate(SPEECH))


def _captions() -> str:
    rows, now = [], 2000
    for k, text in enumerate(SPEECH):
        words = text.split()
        for at in range(0, len(words), 6):
            part = words[at : at + 6]
            rows.append(f"{_time(now)} --> {_time(now + 3000)}\n{' '.join(part).lower().rstrip('.')}\n")
            now += 3000
        now += 1000 * (k % 2)
    return "WEBVTT\n\n" + "\n".join(rows)


def _time(ms: int) -> str:
    return f"00:{ms // 60_000:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("talk.md").write_text(HEADED, encoding="utf-8")
    Path("talk.en.vtt").write_text(_captions(), encoding="utf-8")
    assert run(["align", "talk.md", "talk.en.vtt", "-o", "talk.json", "--quiet"]) == 0
    return tmp_path


def _result(text: str) -> turncue.Result:
    return turncue.align(turncue.parse_transcript(text), turncue.parse_captions(_captions()))


def test_headings_have_the_time_of_what_follows(folder: Path) -> None:
    result = turncue.align("talk.md", "talk.en.vtt")
    title, *headings = headings_of("talk.md", result.document)
    assert title == Heading("An evening", None)
    titles = ["Opening", "The river: part one", "In the middle of a turn", "Questions & answers 1 < 2"]
    assert [h.title for h in headings] == titles
    starts = {t.text.split(" ")[0]: t.start for t in result.turns}
    at = [h.start for h in headings]
    assert at[0] == result.turns[0].start
    assert at[1] == starts[SPEECH[2].split(" ")[0]]
    long_turn = next(t for t in result.turns if SPEECH[3] in t.text)
    word = next(w for w in long_turn.words if w.begin == long_turn.text.index(SPEECH[3]))
    assert at[2] == word.start
    assert at[3] == starts[SPEECH[4].split(" ")[0]]


def test_speakers_as_headings_are_no_chapters(folder: Path) -> None:
    text = "# A talk\n\n" + "\n\n".join(f"## {NAMES[k % 2]}\n\n{x}" for k, x in enumerate(SPEECH))
    Path("named.md").write_text(text, encoding="utf-8")
    result = turncue.align("named.md", "talk.en.vtt")
    assert [t.speaker for t in result.turns][:2] == list(NAMES[:2])
    assert [h.title for h in headings_of("named.md", result.document)] == ["A talk"]


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_headings_of_word_and_of_web_pages(folder: Path, kind: str) -> None:
    if kind == "docx":
        docx = pytest.importorskip("docx")
        file = docx.Document()
        for line in filter(None, HEADED.split("\n")):
            hashes, _, title = line.partition(" ")
            if hashes.startswith("#"):
                file.add_heading(title, len(hashes))
            else:
                label, sign, rest = line.partition(":** ")
                paragraph = file.add_paragraph()
                paragraph.add_run(label.strip("*") + ": ").bold = True if sign else None
                paragraph.add_run(rest if sign else line)
        file.save("talk.docx")
    else:
        body = re.sub(r"^## (.*)$", lambda m: f"<h2>{m[1]}</h2>", HEADED, flags=re.MULTILINE)
        rows = [x if x.startswith("<h") else f"<p>{x}</p>" for x in body.split("\n") if x and x[0] != "#"]
        page = re.sub(r"\*\*(.*?):\*\*", r"<b>\1:</b>", "\n".join(rows))
        Path("talk.html").write_text(f"<!DOCTYPE html><html><body>{page}</body></html>", encoding="utf-8")
    every = headings_of(f"talk.{kind}", turncue.align("talk.md", "talk.en.vtt").document)
    headings = [h for h in every if h.title != "An evening"]
    assert [h.title for h in headings][:2] == ["Opening", "The river: part one"]
    assert all(h.start is not None for h in headings[:2])


def test_without_headings_long_turns_are_chapters(folder: Path) -> None:
    document = _result(PLAIN).document
    assert chapters_of(document, headings_of("talk.md", document), shortest=4000)[0].title == "Opening"
    chapters = chapters_of(document, shortest=4000)
    assert len(chapters) == 6
    assert chapters[0].title.startswith(f"{NAMES[0]}: ")


def test_the_first_begins_at_zero_and_none_is_too_short() -> None:
    document = _result(PLAIN).document
    headings = [Heading("A", 30_000), Heading("B", 33_000), Heading("lost", None), Heading("C", 45_000)]
    chapters = chapters_of(document, headings)
    assert [(c.start, c.title) for c in chapters][1:] == [(30_000, "A"), (45_000, "C")]
    assert chapters[0].start == 0
    assert chapters[0].title.startswith(NAMES[0])
    assert [c.start for c in chapters_of(document, [Heading("A", 8000), Heading("B", 20_000)])] == [0, 20_000]
    assert all(a.end == b.start for a, b in pairwise(chapters))
    assert chapters_of(Document(())) == ()


def test_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["chapters", "talk.json", "--transcript", "talk.md"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "0:00 Opening"
    assert out.splitlines()[-1].endswith("Questions & answers 1 ( 2")
    assert err == ""
    outs = [part for suffix in ("txt", "vtt", "json", "ffmetadata") for part in ("-o", f"c.{suffix}")]
    assert run(["chapters", "talk.json", "--transcript", "talk.md", *outs]) == 0
    assert json.loads(Path("c.json").read_text(encoding="utf-8"))["chapters"][1]["title"] == "The river: part one"
    assert run(["chapters", "talk.json", "-o", "c.srt"]) == 2
    assert run(["chapters", "talk.json", "-o", "c.txt"]) == 1
    assert run(["chapters", "talk.json", "-o", "talk.json", "--overwrite"]) == 2
    capsys.readouterr()
    Path("plain.md").write_text(PLAIN, encoding="utf-8")
    assert run(["chapters", "talk.json", "--transcript", "plain.md"]) == 0
    assert "long turns" in capsys.readouterr().err


HOSTILE = [
    Chapter(0, 10_000, "a=b;c#d\\e"),
    Chapter(10_000, 20_000, "--> <v x> &amp;"),
    Chapter(20_000, 30_000, "é\n[CHAPTER]"),
]


def test_the_webvtt_parser_reads_hostile_titles() -> None:
    webvtt = pytest.importorskip("webvtt")
    cues = webvtt.from_string(vtt_chapters(HOSTILE[:2]).decode())
    assert [c.raw_text for c in cues] == ["a=b;c#d\\e", "--&gt; &lt;v x&gt; &amp;amp;"]
    assert len(youtube_chapters(HOSTILE[:2]).splitlines()) == 2


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="ffmpeg is not installed")
def test_ffmpeg_reads_hostile_titles(tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_bytes(ffmetadata(HOSTILE))
    source = ["-f", "lavfi", "-i", "sine=d=30", "-i", str(tmp_path / "c.txt"), "-map_chapters", "1"]
    subprocess.run(["ffmpeg", "-v", "error", *source, str(tmp_path / "a.mka")], check=True, stdin=subprocess.DEVNULL)
    command = ["ffprobe", "-v", "error", "-show_chapters", "-of", "json", str(tmp_path / "a.mka")]
    probe = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert [c["tags"]["title"] for c in probe["chapters"]] == [c.title for c in HOSTILE]


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="ffmpeg is not installed")
def test_mux_with_headings_as_chapters(folder: Path) -> None:
    source = ["-f", "lavfi", "-i", "color=black:s=64x36:r=5:d=80", "-f", "lavfi", "-i", "sine=d=80"]
    subprocess.run(["ffmpeg", "-v", "error", *source, "-c:v", "mpeg4", "v.mp4"], check=True, stdin=subprocess.DEVNULL)
    arguments = ["mux", "v.mp4", "talk.en.vtt", "-o", "o.mp4", "--transcript", "talk.md"]
    assert run(arguments) == 2
    assert run([*arguments, "--chapters", "talk.json", "--quiet"]) == 0
    command = ["ffprobe", "-v", "error", "-show_chapters", "-of", "json", "o.mp4"]
    probe = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert [c["tags"]["title"] for c in probe["chapters"]][:2] == ["Opening", "The river: part one"]
