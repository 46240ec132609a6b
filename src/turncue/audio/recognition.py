"""Recognisers behind one protocol: a chunk of sound becomes words with times and confidence.

A recogniser is pocketsphinx (English, its model comes in its wheel), a Whisper model as a CTranslate2 folder (through
faster-whisper), or the output of any other recogniser in a file. Nothing is fetched unless the user names a model that
has to be.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from turncue.audio.chunks import chunks
from turncue.audio.decode import Block, Samples, blocks, read_samples
from turncue.audio.extras import available
from turncue.audio.onsets import sharpened
from turncue.audio.params import SILENT_PEAK
from turncue.audio.recogniser import AudioOptions, NoRecogniser, Recogniser
from turncue.audio.recognition_cache import Cache
from turncue.errors import ReadError
from turncue.model import Word
from turncue.text.language import base_language

__all__ = ["AudioOptions", "NoRecogniser", "Recogniser", "recognise", "recognise_windows", "recogniser_for"]


def recogniser_for(options: AudioOptions) -> Recogniser:
    """The recogniser that the options ask for.

    Raises ``NoRecogniser`` where none knows the language, ``ExtraMissing`` where its library is not installed,
    ``ReadError`` for a model folder that is none.
    """
    language = base_language(options.language)
    if options.model is not None:
        from turncue.audio.whisper import WhisperRecogniser

        return WhisperRecogniser(options.model, language, options.precise)
    if language not in (None, "en") or not available("pocketsphinx"):
        raise NoRecogniser(options.language)
    from turncue.audio.sphinx import SphinxRecogniser

    return SphinxRecogniser(options.bias)


def recognise(path: str | os.PathLike[str], recogniser: Recogniser, options: AudioOptions) -> Iterator[Word]:
    """All words of a media file, in order, times in ms on the media's clock. The file is streamed.

    Raises ``ReadError`` for a file without usable sound and for a silent track.
    """
    cache = Cache.of(path, recogniser.name, options) if options.cache else None
    loudest = 0
    for chunk in chunks(blocks(path, track=options.track), recogniser.longest):
        loudest = max(loudest, _peak(chunk.samples))
        yield from _words(chunk, recogniser, cache)
    if loudest < SILENT_PEAK * 32768:
        raise ReadError("the audio track is silent.", os.fspath(path), hint="Choose another with --track.")


def recognise_windows(
    path: str | os.PathLike[str],
    windows: list[tuple[int, int]],
    recogniser: Recogniser,
    options: AudioOptions,
) -> list[Word]:
    """The words inside some windows (start, end in ms) of a media file, in the windows' order."""
    cache = Cache.of(path, recogniser.name, options) if options.cache else None
    out: list[Word] = []
    for start, end in windows:
        held = read_samples(path, start, end, options.track)
        for chunk in chunks([held], recogniser.longest):
            out += _words(chunk, recogniser, cache)
    return out


def _peak(samples: Samples) -> int:
    return int(max(abs(int(samples.min())), abs(int(samples.max())))) if len(samples) else 0


def _words(chunk: Block, recogniser: Recogniser, cache: Cache | None) -> list[Word]:
    """The words of a chunk on the media's clock, with their starts corrected."""
    if _peak(chunk.samples) < SILENT_PEAK * 32768:
        return []
    words = cache.read(chunk) if cache else None
    if words is None:
        words = recogniser.recognise(chunk.samples)
        if cache:
            cache.write(chunk, words)
    words = sharpened(words, chunk.samples, recogniser.lead)
    return [Word(w.text, w.start + chunk.start, w.end + chunk.start, w.confidence) for w in words]


def is_media(path: str | os.PathLike[str]) -> bool:
    """Whether a file looks like sound or video, by its first bytes, or by its suffix where those do not tell."""
    name = Path(os.fspath(path))
    try:
        with name.open("rb") as file:
            head = file.read(64)
    except OSError:
        return name.suffix.lower() in _SUFFIXES
    magic = (
        head[:4] in (b"RIFF", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"FORM", b"FLV\x01", b"caff", b"\x30\x26\xb2\x75")
        or head[:3] == b"ID3"
        or head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free")
        or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] != 0xFE and head[1] != 0xFF)
    )
    return magic or name.suffix.lower() in _SUFFIXES


_SUFFIXES = frozenset(
    ".mp4 .m4v .mov .mkv .webm .avi .ts .mts .m2ts .mpg .mpeg .wmv .flv .ogv .3gp .mp3 .m4a .m4b .aac .opus .ogg .oga "
    ".wav .flac .wma .aiff .aif .ac3 .eac3 .dts .mka .caf .amr .w64 .weba".split()
)
