"""A real browser's ``<track>`` reads our WebVTT: every cue, its text, its voice, its times. Skips without Chromium."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

import turncue
from turncue.formats.base import WriteOptions
from turncue.workflows.chapters import Chapter, vtt_chapters
from turncue.workflows.hls_segments import hls_segments

from .real_readers import chromium
from .recordings import talk
from .test_real_readers import DOCUMENT, WANTED, _one_line, _written

_PAGE = """<!DOCTYPE html><meta charset="utf-8"><video><track id="t" kind="KIND" src="FILE" default></video>
<pre id="out">nothing was loaded</pre><script>
const t = document.getElementById("t"), out = document.getElementById("out");
t.track.mode = "hidden";
t.addEventListener("error", () => { out.textContent = JSON.stringify("error"); });
t.addEventListener("load", () => {
  out.textContent = JSON.stringify([...t.track.cues].map(c => {
    const tree = c.getCueAsHTML(), voices = [...tree.querySelectorAll("span[title]")].map(s => s.title);
    return { start: c.startTime, end: c.endTime, text: tree.textContent, voices,
             parts: [...tree.querySelectorAll("span:not([title])")].length };
  }));
});
</script>"""


def _cues(folder: Path, data: bytes, kind: str = "subtitles") -> Any:
    """The cues of a WebVTT file as the browser has them."""
    (folder / "a.vtt").write_bytes(data)
    page = folder / "page.html"
    page.write_text(_PAGE.replace("KIND", kind).replace("FILE", "a.vtt"), encoding="utf-8")
    shown = re.search(
        r'<pre id="out">(.*?)</pre>', chromium(page, "--virtual-time-budget=8000", "--dump-dom"), re.DOTALL
    )
    assert shown is not None
    return json.loads(html.unescape(shown[1]))


@pytest.mark.parametrize("name", ["vtt", "karaoke-vtt"])
def test_hostile_names_and_texts(name: str, tmp_path: Path) -> None:
    cues = _cues(tmp_path, _written(name))
    assert [_one_line(cue["text"]) for cue in cues] == WANTED
    assert [cue["voices"] for cue in cues] == [[turn.speaker] for turn in DOCUMENT.turns]
    times = [(round(cue["start"] * 1000), round(cue["end"] * 1000)) for cue in cues]
    assert times == [(s.start, s.end) for s in DOCUMENT.subtitles]
    if name == "karaoke-vtt":
        assert sum(cue["parts"] for cue in cues) >= 20


def test_visible_names(tmp_path: Path) -> None:
    cues = _cues(tmp_path, _written("vtt", WriteOptions(visible_labels=True)))
    wanted = [f"{_one_line(t.speaker or '')}: {text}" for t, text in zip(DOCUMENT.turns, WANTED, strict=True)]
    assert [_one_line(cue["text"]) for cue in cues] == wanted


@pytest.mark.parametrize("path", sorted((ROOT / "samples").glob("*/expected*.vtt")), ids=lambda p: p.parent.name)
def test_our_samples(path: Path, tmp_path: Path) -> None:
    cues = _cues(tmp_path, path.read_bytes())
    own = turncue.read(str(path)).cues
    assert [_one_line(cue["text"]) for cue in cues] == [_one_line(cue.text) for cue in own]
    assert [round(cue["start"] * 1000) for cue in cues] == [cue.start for cue in own]


def test_chapters(tmp_path: Path) -> None:
    made = _cues(tmp_path, vtt_chapters([Chapter(0, 5000, "A & B <i>"), Chapter(5000, 9000, "--> C")]), "chapters")
    assert [cue["text"] for cue in made] == ["A & B <i>", "--> C"]


def test_segments_for_streaming(tmp_path: Path) -> None:
    transcript, captions = talk(5, turns=8)
    result = turncue.align(turncue.parse_transcript(transcript), turncue.parse_captions(captions), colors=True)
    files = hls_segments(result.render("vtt"), seconds=6)
    seen = {}
    for name, data in files.items():
        if name.endswith(".vtt"):
            seen |= {cue["start"]: cue["text"] for cue in _cues(tmp_path, data)}
    assert list(seen.values()) == ["\n".join(s.lines) for s in result.subtitles]
