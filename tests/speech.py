"""Sound made by the project: speech by espeak-ng (the program, or the library of espeakng-loader), tones, noise.

``spoken`` gives None where neither is installed; tests that need it say so and are skipped. As a program it makes the
recording in samples/, on the captions' clock: python tests/speech.py TRANSCRIPT CAPTIONS OUT.opus
"""

from __future__ import annotations

import ctypes
import functools
import io
import shutil
import subprocess
import sys
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]
RATE = 16_000
TOWN_HALL = (
    "Good evening and welcome to the town hall.",
    "Tonight we have one question about the night bus.",
    "The first shift in the hospital kitchen starts at five.",
    "Nine of my people walk seven kilometres in the dark.",
    "What would it cost the council to bring the bus back?",
    "The old line cost three hundred thousand a year.",
    "That was one bus, two drivers and the insurance.",
    "And how many people were on it every night?",
    "Thirty one, most of them nurses and bakers.",
    "Then we should ask the bakers to pay for the driver.",
)
VOICES = ("en-us", "en-gb", "en-us+f3", "en-gb+m3", "en-us+m5")
_AUDIO_OUTPUT_RETRIEVAL = 1
_UTF8 = 1


@functools.cache
def _library() -> Any:
    """The espeak-ng library with its rate; None where it is not installed."""
    try:
        import espeakng_loader
    except ImportError:
        return None
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(_AUDIO_OUTPUT_RETRIEVAL, 0, espeakng_loader.get_data_path().encode(), 0)
    return (library, rate) if rate > 0 else None


def available() -> bool:
    return shutil.which("espeak-ng") is not None or _library() is not None


def spoken(text: str, voice: str = "en-us", speed: int = 160) -> Samples:
    """A text as speech, 16 kHz mono."""
    if shutil.which("espeak-ng"):
        arguments = ["espeak-ng", "-v", voice, "-s", str(speed), "--stdout", text]
        data = subprocess.run(arguments, capture_output=True, check=True).stdout
        with wave.open(io.BytesIO(data)) as file:
            raw, rate = np.frombuffer(file.readframes(10**9), dtype=np.int16), file.getframerate()
        return _at_16k(raw, rate)
    library, rate = _library()
    parts: list[Samples] = []
    kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)

    def receive(wav: Any, count: int, _events: Any) -> int:
        if wav and count > 0:
            parts.append(np.ctypeslib.as_array(wav, (count,)).copy())
        return 0

    callback = kind(receive)
    library.espeak_SetSynthCallback(callback)
    library.espeak_SetVoiceByName(voice.encode())
    library.espeak_SetParameter(1, speed, 0)
    data = text.encode() + b"\0"
    library.espeak_Synth(data, len(data), 0, 0, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    return _at_16k(np.concatenate(parts) if parts else np.zeros(0, dtype=np.int16), rate)


def _at_16k(raw: Samples, rate: int) -> Samples:
    count = int(len(raw) * RATE / rate)
    return np.interp(np.arange(count) * rate / RATE, np.arange(len(raw)), raw).astype(np.int16)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), dtype=np.int16)


def noise(seconds: float, level: float = 300.0) -> Samples:
    return np.random.default_rng(3).normal(0, level, round(seconds * RATE)).astype(np.int16)


def lines(texts: Sequence[tuple[str, str]], pause: float = 0.6) -> tuple[Samples, list[tuple[int, int]]]:
    """Texts (voice, text) one after another, with pauses; the sound and start and end of each in ms."""
    parts, times, at = [silence(0.5)], [], 0.5
    for voice, text in texts:
        samples = _trimmed(spoken(text, voice))
        length = len(samples) / RATE
        times.append((round(at * 1000), round((at + length) * 1000)))
        parts += [samples, silence(pause)]
        at += length + pause
    return np.concatenate(parts), times


def _trimmed(samples: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > 200)
    return samples[loud[0] : loud[-1] + 1] if len(loud) else samples


def write_media(path: Path, samples: Samples, codec: str | None = None, bit_rate: int = 16_000) -> Path:
    """Write sound with PyAV in the format of the suffix."""
    import av

    kinds = {".opus": "libopus", ".ogg": "libopus", ".wav": "pcm_s16le", ".flac": "flac", ".mp3": "libmp3lame"}
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec or kinds.get(path.suffix, "aac"), rate=RATE, layout="mono")
        stream.bit_rate = bit_rate
        if path.suffix == ".opus":
            stream.options = {"application": "voip", "frame_duration": "60"}
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return path


def at_times(texts: Sequence[tuple[str, str]], starts: Sequence[int], last: int) -> Samples:
    """Texts (voice, text) each at its start in ms, as fast as the time to the next one asks; ``last`` is the end."""
    out = silence(last / 1000 + 1)
    for k, ((voice, text), start) in enumerate(zip(texts, starts, strict=True)):
        room = ([*starts, last][k + 1] - start) / 1000 - 0.15
        samples = _trimmed(spoken(text, voice))
        for speed in range(180, 300, 15):
            if len(samples) / RATE <= room:
                break
            samples = _trimmed(spoken(text, voice, speed))
        first = start * RATE // 1000
        kept = samples[: len(out) - first]
        out[first : first + len(kept)] = np.clip(out[first : first + len(kept)].astype(int) + kept, -32768, 32767)
    return out


def main() -> None:
    import turncue

    result = turncue.align(sys.argv[1], sys.argv[2])
    turns = [t for t in result.turns if t.start is not None and t.end is not None]
    speakers = list(dict.fromkeys(t.speaker for t in turns))
    texts = [(VOICES[speakers.index(t.speaker)], t.text) for t in turns]
    starts = [t.start for t in turns if t.start is not None]
    samples = at_times(texts, starts, max(t.end for t in turns if t.end is not None))
    write_media(Path(sys.argv[3]), samples, bit_rate=6500)


if __name__ == "__main__":
    main()
