"""A format is a file and a row: one that is added at run time works in every command."""

from __future__ import annotations

import json
import sys
import types
from pathlib import Path

import pytest
import test_docs

from turncue import formats
from turncue.cli.app import run
from turncue.formats import Format, Source, WriteOptions
from turncue.formats.base import Reference, SpeakerSegment, encoded
from turncue.formats.table import captions_as_transcript
from turncue.model import Captions, Cue, Document

# a line is: start|end|speaker|text, times in tenths of a second
TALK = "TOY\n" + "\n".join(
    f"{k * 30}|{k * 30 + 25}|{'Ann' if k % 2 else 'Ben'}|{text}"
    for k, text in enumerate(
        (
            "The river rises behind the third hill.",
            "Nobody has lived there for a hundred years.",
            "Then who keeps the old bridge in repair?",
            "My brother walks up every spring with a saw.",
        )
    )
)


def _read(source: Source) -> Captions:
    rows = [line.split("|", 3) for line in source.text.splitlines()[1:]]
    return Captions(tuple(Cue(int(a) * 100, int(b) * 100, t, who) for a, b, who, t in rows), "en", source.name, "toy")


def _reference(source: Source, recording: str | None) -> Reference:
    cues = _read(source).cues
    return Reference(Captions(cues), tuple(SpeakerSegment(c.start, c.end, c.speaker) for c in cues))


def _write(document: Document, options: WriteOptions) -> bytes:
    rows = [f"{s.start // 100}|{s.end // 100}|{s.speakers[0] or ''}|{' '.join(s.lines)}" for s in document.subtitles]
    return encoded("\n".join(["TOY", *rows]) + "\n")


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    module = types.ModuleType("toy_format")
    monkeypatch.setitem(sys.modules, "toy_format", module)
    row = Format(
        "toy",
        "toy lines",
        (".toy",),
        lambda source: 1.0 if source.text.startswith("TOY\n") else 0.0,
        read_captions=_read,
        read_transcript=captions_as_transcript(_read),
        read_reference=_reference,
        write=_write,
        losses=("words", "confidence", "turns"),
    )
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, row))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talk.toy").write_text(TALK, encoding="utf-8")
    return tmp_path


def test_align_reads_it_on_both_sides_and_writes_it(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["align", "talk.toy", "talk.toy", "-o", "out.toy", "-o", "out.json"]) == 0
    written = (toy / "out.toy").read_text(encoding="utf-8")
    assert written.startswith("TOY\n0|")
    assert "|Ben|The river rises" in written
    turns = json.loads((toy / "out.json").read_text(encoding="utf-8"))["turns"]
    assert [t["speaker"] for t in turns] == ["Ben", "Ann", "Ben", "Ann"]
    assert [t["start"] for t in turns] == [0.0, 3.0, 6.0, 9.0]


def test_convert_reads_and_writes_it(toy: Path) -> None:
    assert run(["convert", "talk.toy", "out.vtt", "--quiet"]) == 0
    assert "<v Ann>Nobody has lived there" in (toy / "out.vtt").read_text(encoding="utf-8")
    assert run(["convert", "out.vtt", "back.toy", "--quiet"]) == 0
    assert "|Ann|Nobody has lived there" in (toy / "back.toy").read_text(encoding="utf-8")


def test_check_and_score_read_it(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "talk.toy", "--json"]) in (0, 1)
    assert json.loads(capsys.readouterr().out)["files"][0]["subtitles"] == 4
    assert run(["score", "talk.toy", "talk.toy", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["speaker_time"]["accuracy"] == 1.0


def test_it_is_listed(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["formats"]) == 0
    assert "toy lines" in capsys.readouterr().out
    assert "| toy lines | `.toy` | yes | yes | yes | yes, without words, confidence, turns |" in test_docs._table()
