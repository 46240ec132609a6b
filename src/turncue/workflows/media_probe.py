"""Length and sample rate of a sound file, and pieces of it as WAV; by the standard library for WAV, else by ffmpeg."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import subprocess
import wave
from dataclasses import dataclass

from turncue.errors import ReadError

__all__ = ["MediaInfo", "cut_wav", "first_time_stamp", "probe_media"]


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """A sound file: samples in a second, number of samples (of one channel), channels."""

    path: str
    sample_rate: int
    samples: int
    channels: int = 1

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.samples / self.sample_rate


def probe_media(path: str) -> MediaInfo:
    """What a media file holds. Raises ``ReadError`` for one that has no sound, or where ffprobe is missing."""
    with contextlib.suppress(wave.Error, EOFError, OSError), wave.open(path, "rb") as file:
        return MediaInfo(path, file.getframerate(), file.getnframes(), file.getnchannels())
    command = ["ffprobe", "-v", "error", "-select_streams", "a:0", "-show_entries"]
    command += ["stream=sample_rate,channels:format=duration", "-of", "json", f"file:{path}"]
    if shutil.which("ffprobe") is None:
        raise ReadError("this is no WAV file, and ffprobe is not installed.", path, hint="Install ffmpeg.")
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    try:
        data = json.loads(done.stdout)
        stream, duration = data["streams"][0], float(data["format"]["duration"])
        rate = int(stream["sample_rate"])
    except (ValueError, LookupError) as error:
        raise ReadError("there is no sound in it.", path) from error
    return MediaInfo(path, rate, round(duration * rate), int(stream.get("channels", 1)))


def first_time_stamp(path: str) -> int:
    """The first time stamp of the picture (of the sound, where there is none), in 1/90000 s; the path may be that of an
    HLS playlist. Raises ``ReadError`` where ffprobe finds none.
    """
    if shutil.which("ffprobe") is None:
        raise ReadError("ffprobe is needed to read the time stamps of a video.", path, hint="Install ffmpeg.")
    place = path if "://" in path else f"file:{path}"
    command = ["ffprobe", "-v", "error", "-show_entries", "stream=codec_type,start_time", "-of", "json", place]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    try:
        streams = json.loads(done.stdout)["streams"]
        starts = {s["codec_type"]: float(s["start_time"]) for s in reversed(streams) if s.get("start_time")}
        return round((starts["video"] if "video" in starts else starts["audio"]) * 90_000)
    except (ValueError, LookupError) as error:
        raise ReadError("there is no picture and no sound with times in it.", path) from error


def cut_wav(path: str, start: int, end: int, rate: int = 16_000) -> bytes:
    """``[start, end)`` ms of a media file as WAV, 16 bit, one channel. Raises ``ReadError`` where ffmpeg fails."""
    if shutil.which("ffmpeg") is None:
        raise ReadError("ffmpeg is needed to cut sound.", path, hint="Install ffmpeg.")
    times = ["-ss", f"{start / 1000:.3f}", "-t", f"{(end - start) / 1000:.3f}"]
    command = ["ffmpeg", "-nostdin", "-v", "error", *times, "-i", f"file:{path}", "-vn", "-ac", "1", "-ar", str(rate)]
    done = subprocess.run([*command, "-f", "s16le", "-"], capture_output=True, check=False)
    if done.returncode or not done.stdout:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no sound at this place"]
        raise ReadError(f"cannot be cut at {start / 1000:.1f} s: {last[0]}", path)
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(done.stdout)
    return out.getvalue()
