"""The plugin in yt-dlp itself, offline: a local file by --load-info-json, captions by its own writing of subtitles."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from .recordings import talk

pytest.importorskip("yt_dlp", reason="yt-dlp is not installed")


def _json3(captions: str) -> str:
    """json3 of SubRip captions, one segment a cue."""
    import turncue

    events = [
        {"tStartMs": c.start, "dDurationMs": c.end - c.start, "segs": [{"utf8": c.text}]}
        for c in turncue.parse_captions(captions).cues
    ]
    return json.dumps({"wireMagic": "pb3", "events": events})


@pytest.fixture
def video(tmp_path: Path) -> Path:
    transcript, captions = talk(3)
    (tmp_path / "talk.md").write_text(transcript, encoding="utf-8")
    media = tmp_path / "source.mp4"
    media.write_bytes(b"\x00" * 1000)
    sub = {"en": [{"ext": "json3", "data": _json3(captions)}, {"ext": "srt", "data": captions}]}
    info = {
        "id": "abc123",
        "title": "A: talk",
        "ext": "mp4",
        "extractor": "generic",
        "extractor_key": "Generic",
        "webpage_url": "https://example.org/talk",
        "formats": [{"url": media.as_uri(), "format_id": "0", "ext": "mp4"}],
        "subtitles": sub,
        "_type": "video",
    }
    (tmp_path / "info.json").write_text(json.dumps(info), encoding="utf-8")
    return tmp_path


def _yt_dlp(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "yt_dlp", "--ignore-config", "--enable-file-urls", "--load-info-json", "info.json"]
    return subprocess.run(
        [*command, "--write-subs", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )


@pytest.mark.parametrize("kind", ["json3", "srt"])
def test_yt_dlp_writes_subtitles_that_say_who_speaks(video: Path, kind: str) -> None:
    done = _yt_dlp(video, "--sub-format", kind, "--use-postprocessor", "Turncue:transcript=talk.md;speakers=every")
    assert done.returncode == 0, done.stderr
    name = "A： talk [abc123].en.srt" if kind == "json3" else "A： talk [abc123].speakers.en.srt"
    text = (video / name).read_text(encoding="utf-8")
    assert "Ann Lee: " in text
    assert "[Turncue]" in done.stdout


def test_it_goes_with_the_other_files_to_their_folder(video: Path) -> None:
    arguments = ("-P", "home:final", "-P", "temp:work", "--sub-format", "json3")
    done = _yt_dlp(video, *arguments, "--use-postprocessor", "Turncue:transcript=%(id)s/../talk.md;format=vtt")
    assert "no such file" in done.stderr  # a template was expanded
    done = _yt_dlp(video, *arguments, "--use-postprocessor", "Turncue:transcript=talk.md;format=vtt")
    assert done.returncode == 0, done.stderr
    assert (video / "final" / "A： talk [abc123].en.vtt").exists()
    assert not list((video / "work").glob("*.vtt"))


def test_a_failure_is_one_line(video: Path) -> None:
    done = _yt_dlp(video, "--sub-format", "srt", "--use-postprocessor", "Turncue:transcript=talk.md;speakers=evry")
    assert done.returncode != 0
    assert "Did you mean 'every'?" in done.stderr
    assert "Traceback" not in done.stderr
    done = _yt_dlp(video, "--sub-format", "srt", "--use-postprocessor", "Turncue")
    assert "transcript=FILE" in done.stderr


def test_the_wheel_has_the_plugin() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "src/yt_dlp_plugins" in project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert not list((ROOT / "src" / "yt_dlp_plugins").rglob("__init__.py"))
