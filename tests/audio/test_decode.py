"""Sound from media files: tracks, times, blocks, and what is no sound."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import speech

from turncue.audio import is_media
from turncue.audio.decode import RATE, blocks, choose_track, probe, read_samples
from turncue.errors import ReadError, UsageError

av = pytest.importorskip("av", reason="the extra [audio] (PyAV) is not installed")


def _length(path: Path, **named: int) -> float:
    return sum(len(b.samples) for b in blocks(path, **named)) / RATE


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3", ".opus", ".mkv", ".m4a"])
def test_every_container_gives_its_sound(tone: Path, tmp_path: Path, suffix: str) -> None:
    samples = np.concatenate([b.samples for b in blocks(tone)])
    file = speech.write_media(tmp_path / f"x{suffix}", samples)
    assert probe(file).tracks[0].number == 1
    assert abs(_length(file) - 5.0) < 0.15


def test_blocks_follow_each_other(tone: Path) -> None:
    at = 0
    for block in blocks(tone):
        assert block.start == at
        at += len(block.samples) * 1000 // RATE
    assert at == 5000


def test_a_window_is_the_same_as_that_part_of_the_whole(tone: Path) -> None:
    whole = np.concatenate([b.samples for b in blocks(tone)])
    part = read_samples(tone, 3500, 4500)
    assert part.start == 3500
    assert np.array_equal(part.samples, whole[3500 * 16 : 4500 * 16])


def test_a_window_behind_the_end_is_empty(tone: Path) -> None:
    assert len(read_samples(tone, 60_000, 70_000).samples) == 0


def _two_tracks(path: Path, late: int = 0) -> Path:
    """Two audio tracks, Spanish and English; the second one ``late`` ms later than the file."""
    with av.open(str(path), "w") as container:
        streams = []
        for language in ("spa", "eng"):
            stream = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
            stream.metadata["language"] = language
            streams.append(stream)
        for k, stream in enumerate(streams):
            frame = av.AudioFrame.from_ndarray(
                np.full((1, RATE), 1000 * (k + 1), dtype=np.int16), format="s16", layout="mono"
            )
            frame.sample_rate = RATE
            frame.pts = late * 16 if k else 0
            for packet in [*stream.encode(frame), *stream.encode(None)]:
                container.mux(packet)
    return path


def test_tracks_are_chosen_by_number_and_language(tmp_path: Path) -> None:
    file = _two_tracks(tmp_path / "x.mkv")
    media = probe(file)
    assert [t.language for t in media.tracks] == ["spa", "eng"]
    assert choose_track(media, None).number == 1
    assert choose_track(media, "2").number == choose_track(media, "en").number == 2
    assert int(np.median(next(iter(blocks(file, track="en"))).samples)) == 2000
    with pytest.raises(UsageError, match=r"no such audio track\. It has 1: spa"):
        choose_track(media, "fr")


def test_a_track_that_starts_later_keeps_its_time(tmp_path: Path) -> None:
    file = _two_tracks(tmp_path / "x.mkv", late=1500)
    assert next(iter(blocks(file, track="en"))).start == pytest.approx(1500, abs=2)


def test_no_audio_track(tmp_path: Path) -> None:
    file = tmp_path / "x.mkv"
    with av.open(str(file), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), dtype=np.uint8), format="rgb24")
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    with pytest.raises(ReadError, match="no audio track in it"):
        probe(file)


@pytest.mark.parametrize(("suffix", "codec"), [(".nut", "pcm_s16le"), (".tta", "tta"), (".ts", "aac")])
def test_what_ffmpeg_opens_is_media_under_any_name(tone: Path, tmp_path: Path, suffix: str, codec: str) -> None:
    samples = np.concatenate([b.samples for b in blocks(tone)])
    made = speech.write_media(tmp_path / f"x{suffix}", samples, codec)
    assert is_media(made.rename(tmp_path / "talk.dat"))
    (tmp_path / "other.dat").write_bytes(bytes(np.random.default_rng(1).integers(0, 256, 50_000, dtype=np.uint8)))
    assert not is_media(tmp_path / "other.dat")


@pytest.mark.parametrize("content", [b"", b"RIFF", b"\0" * 5000, b"1\n00:00:01,000 --> 00:00:02,000\nhello\n" * 50])
def test_what_is_no_media(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.mp4"
    file.write_bytes(content)
    with pytest.raises(ReadError):
        list(blocks(file))


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        probe(tmp_path / "no.mp4")
    with pytest.raises(ReadError, match="a folder"):
        probe(tmp_path)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.9])
@pytest.mark.parametrize("suffix", [".flac", ".mp3", ".opus", ".mkv"])
def test_truncated_files_give_what_they_have_or_an_error(tone: Path, tmp_path: Path, suffix: str, share: float) -> None:
    samples = np.concatenate([b.samples for b in blocks(tone)])
    file = speech.write_media(tmp_path / f"x{suffix}", samples)
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * share)])
    try:
        length = _length(file)
    except ReadError:
        return
    assert length <= 5.2


@pytest.mark.parametrize("at", range(0, 44, 4))
def test_a_damaged_header_gives_sound_or_an_error(tone: Path, tmp_path: Path, at: int) -> None:
    """0 Hz, 48 channels, a length of hours: whatever the header says, nothing worse than an error comes of it."""
    data = bytearray(tone.read_bytes())
    for value in (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x30\0\x30\0"):
        data[at : at + 4] = value
        file = tmp_path / "x.wav"
        file.write_bytes(bytes(data))
        try:
            length = sum(len(b.samples) for b in blocks(file, end=20_000)) / RATE
        except ReadError:
            continue
        assert length <= 20.1
