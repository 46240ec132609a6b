"""Muxing by ffmpeg, checked by ffprobe; chapters; HLS segments."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import turncue
from turncue import clock
from turncue.cli.app import run
from turncue.workflows.chapters import chapters_of, podcast_chapters, vtt_chapters, youtube_chapters
from turncue.workflows.hls_segments import hls_segments
from turncue.workflows.mux_plan import three_letters

from .recordings import talk

needs_ffmpeg = pytest.mark.skipif(
    shutil.which("ffmpeg") is None or shutil.which("ffprobe") is None, reason="ffmpeg is not installed"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with talk.json, talk.en.vtt, talk.en.srt and, where ffmpeg is, a video with a hostile name."""
    monkeypatch.chdir(tmp_path)
    transcript, captions = talk(5, turns=8)
    result = turncue.align(
        turncue.parse_transcript(transcript), turncue.parse_captions(captions), colors=True, speakers="change"
    )
    for name in ("talk.json", "talk.en.vtt", "talk.en.srt"):
        result.write(name)
    if shutil.which("ffmpeg"):
        source = ["-f", "lavfi", "-i", "color=black:s=64x36:r=5:d=45", "-f", "lavfi", "-i", "sine=d=45"]
        subprocess.run(
            ["ffmpeg", "-v", "error", *source, "-c:v", "mpeg4", "-c:a", "aac", "-t", "45", "file:we'ird: [a],%d.mp4"],
            check=True,
            stdin=subprocess.DEVNULL,
        )
    return tmp_path


VIDEO = "we'ird: [a],%d.mp4"


def _probe(name: str) -> Any:
    command = ["ffprobe", "-v", "error", "-show_streams", "-show_chapters", "-of", "json", f"file:{name}"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _subtitles(name: str) -> str:
    command = ["ffmpeg", "-v", "error", "-i", f"file:{name}", "-map", "0:s:0", "-f", "srt", "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL).stdout


@needs_ffmpeg
@pytest.mark.parametrize(
    ("target", "codec"), [("o'ut: 1.mp4", "mov_text"), ("out.mkv", "subrip"), ("out.mov", "mov_text")]
)
@pytest.mark.parametrize("subs", ["talk.en.vtt", "talk.en.srt"])
def test_names_language_and_flags_are_there(folder: Path, target: str, codec: str, subs: str) -> None:
    assert run(["mux", VIDEO, subs, "-o", target, "--title", "English: (names)"]) == 0
    streams = _probe(target)["streams"]
    assert [s["codec_type"] for s in streams] == ["video", "audio", "subtitle"]
    assert streams[0]["codec_name"] == "mpeg4"
    track = streams[2]
    assert track["codec_name"] == codec
    assert track["tags"]["language"] == "eng"
    assert track["tags"].get("title", track["tags"].get("handler_name")) == "English: (names)"
    assert track["disposition"]["default"] == 1
    shown = _subtitles(target)
    assert "Ann Lee:" in shown
    assert shown.count("Ann Lee: Ann Lee:") == 0
    assert shown.count("-->") == Path("talk.en.srt").read_text(encoding="utf-8").count("-->")
    assert not list(folder.glob(".turncue-*"))


@needs_ffmpeg
def test_several_tracks_and_chapters(folder: Path) -> None:
    shutil.copy("talk.en.srt", "talk.de.forced.srt")
    arguments = ["mux", VIDEO, "talk.en.srt", "talk.de.forced.srt", "-o", "a.mkv"]
    assert run([*arguments, "--chapters", "talk.json", "--no-default"]) == 0
    probe = _probe("a.mkv")
    subs = [s for s in probe["streams"] if s["codec_type"] == "subtitle"]
    assert [s["tags"]["language"] for s in subs] == ["eng", "ger"]
    assert [s["disposition"]["forced"] for s in subs] == [0, 1]
    assert subs[0]["disposition"]["default"] == 0
    assert probe["chapters"]
    assert probe["chapters"][0]["tags"]["title"].startswith("Ann Lee: ")


@needs_ffmpeg
def test_burn_in(folder: Path) -> None:
    pytest.importorskip("pysubs2")
    assert run(["mux", VIDEO, "talk.en.vtt", "-o", "burnt.mp4", "--burn"]) == 0
    assert [s["codec_type"] for s in _probe("burnt.mp4")["streams"]] == ["video", "audio"]
    assert Path("burnt.mp4").stat().st_size > 1000


@needs_ffmpeg
def test_a_broken_video_is_one_line_and_leaves_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("broken.mp4").write_bytes(b"no video")
    assert run(["mux", "broken.mp4", "talk.en.srt", "-o", "out.mp4"]) == 1
    assert "ffmpeg failed" in capsys.readouterr().err
    assert not Path("out.mp4").exists()
    assert not list(folder.glob(".turncue-*"))


def test_a_dry_run_prints_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("v.mp4").write_bytes(b"")
    assert run(["mux", "v.mp4", "talk.en.srt", "-o", "out.mp4", "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("ffmpeg ")
    assert run(["mux", "v.mp4", "talk.en.srt", "-o", "v.mp4"]) == 2
    assert run(["mux", "v.mp4", "-o", "out.mp4"]) == 2
    assert run(["mux", "v.mp4", "talk.en.srt", "-o", "out.avi", "--dry-run"]) == 2
    assert run(["mux", "nothere.mp4", "talk.en.srt", "-o", "out.mp4"]) == 1


@pytest.mark.parametrize(
    ("tag", "code"), [("en", "eng"), ("zh-Hant", "chi"), ("de-AT", "ger"), (None, "und"), ("x", "und")]
)
def test_languages_as_containers_have_them(tag: str | None, code: str) -> None:
    assert three_letters(tag) == code


# ---------------------------------------------------------------- chapters and HLS


def test_chapters_cover_the_recording(folder: Path) -> None:
    transcript, captions = talk(9, turns=30)
    result = turncue.align(turncue.parse_transcript(transcript), turncue.parse_captions(captions))
    chapters = chapters_of(result.document, shortest=4000)
    assert chapters[0].start == 0
    assert all(a.end == b.start for a, b in pairwise(chapters))
    assert youtube_chapters(chapters).startswith(b"0:00 ")
    assert json.loads(podcast_chapters(chapters))["chapters"][0]["startTime"] == 0
    assert vtt_chapters(chapters).count(b"-->") == len(chapters)


@pytest.mark.parametrize("seconds", [2.0, 6.0, 10.01])
def test_hls_segments_hold_every_cue_in_its_time(folder: Path, seconds: float) -> None:
    webvtt = pytest.importorskip("webvtt")
    vtt = Path("talk.en.vtt").read_text(encoding="utf-8")
    files = hls_segments(vtt, seconds=seconds, mpegts=900_000)
    playlist = files["subtitles.m3u8"].decode().splitlines()
    names = [line for line in playlist if line.endswith(".vtt")]
    lengths = [float(line[8:-1]) for line in playlist if line.startswith("#EXTINF:")]
    assert [*names, "subtitles.m3u8"] == list(files)
    assert all(length <= seconds + 0.001 for length in lengths)
    whole = [(c.start, c.end, c.raw_text) for c in webvtt.from_string(vtt)]
    assert abs(sum(lengths) * 1000 - (clock.parse(whole[-1][1]) or 0)) < len(lengths)
    seen = []
    for k, name in enumerate(names):
        text = files[name].decode()
        assert text.splitlines()[:2] == ["WEBVTT", "X-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000"]
        assert ("STYLE" in text) == ("STYLE" in vtt)
        for cue in webvtt.from_string(text):
            start, end = clock.parse(cue.start), clock.parse(cue.end)
            assert start is not None
            assert end is not None
            assert start < (k + 1) * seconds * 1000
            assert end > k * seconds * 1000
            seen.append((cue.start, cue.end, cue.raw_text))
    assert list(dict.fromkeys(seen)) == whole


def test_the_hls_command(folder: Path) -> None:
    assert run(["hls", "talk.en.vtt", "stream", "--segment", "6", "--quiet"]) == 0
    assert Path("stream/subtitles.m3u8").exists()
    assert run(["hls", "talk.en.vtt", "stream", "--quiet"]) == 1
    assert run(["hls", "talk.en.vtt", "stream", "--overwrite", "--labels", "--quiet"]) == 0
    assert re.search(r">Ann Lee: ", Path("stream/segment00000.vtt").read_text(encoding="utf-8"))


@needs_ffmpeg
def test_ffmpeg_reads_the_segments(folder: Path) -> None:
    assert run(["hls", "talk.en.vtt", "stream", "--quiet"]) == 0
    for name in sorted(Path("stream").glob("*.vtt")):
        subprocess.run(["ffprobe", "-v", "error", str(name)], check=True)


@needs_ffmpeg
@pytest.mark.parametrize("kind", ["mpegts", "fmp4"])
def test_the_zero_of_the_segments_is_that_of_the_video(folder: Path, kind: str) -> None:
    """Where zero is not that of the video, players show every subtitle seconds too late."""
    hls = ["-f", "hls", "-hls_time", "6", "-hls_playlist_type", "vod", "-hls_segment_type", kind]
    command = ["ffmpeg", "-v", "error", "-i", f"file:{VIDEO}", "-c:v", "mpeg4", "-bf", "2", "-c:a", "aac", *hls]
    subprocess.run([*command, "v.m3u8"], check=True, stdin=subprocess.DEVNULL)
    assert run(["hls", "talk.en.vtt", "stream", "--video", "v.m3u8", "--quiet"]) == 0
    head = Path("stream/segment00000.vtt").read_text(encoding="utf-8").splitlines()[1]
    zero = int(re.fullmatch(r"X-TIMESTAMP-MAP=MPEGTS:(\d+),LOCAL:00:00:00.000", head)[1])  # type: ignore[index]
    probe = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts_time", "-of", "csv=p=0"]
    shown = subprocess.run([*probe, "v.m3u8"], capture_output=True, text=True, check=True).stdout
    first = min(float(line.strip(",")) for line in shown.split() if line.strip(",") not in ("", "N/A"))
    assert abs(zero - first * 90_000) < 200
    assert run(["hls", "talk.en.vtt", "other", "--video", "nothere.m3u8"]) == 1
    assert run(["hls", "talk.en.vtt", "other", "--mpegts", "1234", "--quiet"]) == 0
    assert "MPEGTS:1234," in Path("other/segment00000.vtt").read_text(encoding="utf-8")
