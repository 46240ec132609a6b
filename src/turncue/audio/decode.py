"""Sound from any media file that ffmpeg reads, as 16 kHz mono samples in blocks. Never a whole file in memory.

Times are ms on the clock that players show: a stream that starts later than the file starts later here too, and gaps
between packets stay gaps (they are filled with silence).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from turncue.audio import params
from turncue.audio.extras import load
from turncue.audio.params import RATE
from turncue.errors import ReadError, UsageError
from turncue.text.language import same_language

__all__ = ["AudioTrack", "Block", "Media", "Samples", "blocks", "choose_track", "probe", "read_samples"]

Samples = NDArray[np.int16]

_BLOCK = 5 * RATE  # samples of a block


@dataclass(frozen=True, slots=True)
class AudioTrack:
    """One audio track of a file; ``number`` counts the audio tracks from 1, ``stream`` is ffmpeg's stream index."""

    number: int
    stream: int
    language: str | None
    codec: str
    rate: int
    channels: int


@dataclass(frozen=True, slots=True)
class Media:
    """A media file: its audio tracks, its ``duration`` in ms as its header states it (None where it does not)."""

    path: str
    tracks: tuple[AudioTrack, ...]
    duration: int | None


@dataclass(frozen=True, slots=True)
class Block:
    """Samples from ``start`` (ms) on, 16 kHz mono."""

    start: int
    samples: Samples


def _open(path: str) -> Any:
    av = load("av", "audio", "Reading sound")
    if not os.path.exists(path):
        raise ReadError("there is no such file (media).", path, hint="Check the name and the folder.")
    if os.path.isdir(path):
        raise ReadError("this is a folder, not a file (media).", path, hint="Name a file in it.")
    try:
        return av.open(path, mode="r", metadata_errors="ignore")
    except (av.FFmpegError, OSError, ValueError) as error:
        hint = "Is it a media file, and complete? Convert it with ffmpeg if a player plays it."
        raise ReadError(f"cannot be opened as sound or video: {_reason(error)}.", path, hint=hint) from error


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error).rstrip(".")


def probe(path: str | os.PathLike[str]) -> Media:
    """The audio tracks of a file. Raises ``ReadError`` for one that is no media file or has no audio track."""
    name = os.fspath(path)
    with _open(name) as container:
        return _media(container, name)


def _media(container: Any, name: str) -> Media:
    tracks = tuple(
        AudioTrack(
            number,
            stream.index,
            _language(stream),
            str(getattr(stream.codec_context, "name", None) or "unknown"),
            int(stream.codec_context.sample_rate or 0),
            int(stream.codec_context.channels or 0),
        )
        for number, stream in enumerate((s for s in container.streams.audio if s.codec_context is not None), 1)
    )
    if not tracks:
        kinds = ", ".join(sorted({s.type for s in container.streams})) or "nothing"
        raise ReadError(f"there is no audio track in it (it has: {kinds}).", name, hint="Name a file with sound.")
    duration = (
        None if container.duration is None or container.duration <= 0 else max(round(container.duration / 1000), 1)
    )
    return Media(name, tracks, duration)


def _language(stream: Any) -> str | None:
    tag = stream.language or stream.metadata.get("language")
    return tag if tag and tag != "und" else None


def choose_track(media: Media, requested: str | None) -> AudioTrack:
    """The track by number (from 1) or language; the first where nothing is requested.

    Raises ``UsageError`` with the list of tracks when no track fits.
    """
    if requested is None:
        return media.tracks[0]
    wanted = requested.strip()
    for track in media.tracks:
        if wanted == str(track.number) or (track.language is not None and same_language(wanted, track.language)):
            return track
    have = "; ".join(f"{t.number}: {t.language or 'no language'}, {t.codec}" for t in media.tracks)
    raise UsageError(f"--track {requested}: {media.path} has no such audio track. It has {have}.")


def blocks(
    path: str | os.PathLike[str], *, track: str | None = None, start: int = 0, end: int | None = None
) -> Iterator[Block]:
    """The sound of a track between ``start`` and ``end`` (ms), in order, in blocks of at most 5 s.

    Blocks follow each other without a gap; the first begins at ``start`` or where the sound begins, if that is later.
    Damaged packets become silence. Raises ``ReadError`` for a file that cannot be opened, has no audio track, or of
    which nothing can be decoded; ``UsageError`` for a track that is not there.
    """
    name = os.fspath(path)
    with _open(name) as container:
        chosen = choose_track(_media(container, name), track)
        stream = container.streams[chosen.stream]
        if start > params.DECODE_EARLY:
            _seek(container, start - params.DECODE_EARLY)
        pieces = _resampled(_frames(container, stream), _origin(container), name, chosen)
        empty = True
        for block in _cut(pieces, start, end):
            empty = False
            yield block
        if empty and start == 0 and end is None:
            hint = "Is the file complete? A player would show whether it has sound."
            problem = f"nothing of audio track {chosen.number} ({chosen.codec}) can be decoded."
            raise ReadError(problem, name, hint=hint)


def read_samples(path: str | os.PathLike[str], start: int, end: int, track: str | None = None) -> Block:
    """The sound between two times (ms) as one block; shorter, or empty, where the file ends or begins later."""
    parts = list(blocks(path, track=track, start=start, end=end))
    if not parts:
        return Block(start, np.zeros(0, dtype=np.int16))
    return Block(parts[0].start, np.concatenate([p.samples for p in parts]))


def _origin(container: Any) -> float:
    """Seconds to subtract from time stamps so that the file begins at 0, as players show it."""
    return 0.0 if container.start_time is None else container.start_time / 1_000_000


def _seek(container: Any, time: int) -> None:
    av = load("av", "audio", "Reading sound")
    try:
        container.seek(round(time * 1000 + (container.start_time or 0)), backward=True)
    except (av.FFmpegError, OSError):
        container.seek(0)  # what cannot be sought is read from the beginning


def _frames(container: Any, stream: Any) -> Iterator[Any]:
    """Decoded frames; damaged packets are skipped, up to a limit."""
    av = load("av", "audio", "Reading sound")
    packets = container.demux(stream)
    damaged = 0
    while damaged < params.DECODE_WORST:
        try:
            packet = next(packets)
            yield from packet.decode()
            damaged = 0
        except StopIteration:
            return
        except av.EOFError:
            return
        except (av.FFmpegError, ValueError):
            damaged += 1


def _resampled(frames: Iterator[Any], origin: float, name: str, track: AudioTrack) -> Iterator[tuple[float, Samples]]:
    """Frames as (seconds, 16 kHz mono samples)."""
    av = load("av", "audio", "Reading sound")
    resampler: Any = None
    layout: Any = None
    clock = 0.0
    for frame in frames:
        if not frame.sample_rate or not frame.samples:
            continue
        if frame.pts is not None and frame.time_base:
            clock = float(frame.pts * frame.time_base) - origin
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        try:
            if kind != layout:  # a stream may change its form midway
                resampler, layout = av.AudioResampler(format="s16", layout="mono", rate=RATE), kind
            frame.pts = None
            for out in resampler.resample(frame):
                samples = out.to_ndarray().reshape(-1)
                yield clock, samples
        except (av.FFmpegError, ValueError) as error:
            raise ReadError(f"audio track {track.number} cannot be converted: {_reason(error)}.", name) from error
        clock += frame.samples / frame.sample_rate


def _cut(pieces: Iterator[tuple[float, Samples]], start: int, end: int | None) -> Iterator[Block]:
    """Pieces on one running sample clock between two times, in blocks."""
    first, last = start * RATE // 1000, None if end is None else end * RATE // 1000
    at: int | None = None  # the sample that is due next
    held: list[Samples] = []
    size = 0
    for seconds, samples in pieces:
        here = round(seconds * RATE)
        if at is None:
            at = here
        gap = here - at
        if params.DECODE_GAP * RATE // 1000 < gap < params.DECODE_LONGEST_GAP * RATE // 1000:
            samples = np.concatenate([np.zeros(min(gap, 600 * RATE), dtype=np.int16), samples])
            at = here - min(gap, 600 * RATE)
        low = max(first - at, 0)
        high = len(samples) if last is None else min(max(last - at, 0), len(samples))
        at += len(samples)
        if high > low:
            if not held:
                begin = at - len(samples) + low
            held.append(samples[low:high])
            size += high - low
        if size >= _BLOCK:
            yield Block(begin * 1000 // RATE, np.concatenate(held))
            held, size = [], 0
        if last is not None and at >= last:
            break
    if held:
        yield Block(begin * 1000 // RATE, np.concatenate(held))
