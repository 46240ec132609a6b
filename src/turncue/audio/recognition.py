"""Recognisers behind one protocol: a chunk of sound becomes words with times and confidence.

A recogniser is pocketsphinx (English, its model comes in its wheel), a Whisper model as a CTranslate2 folder (through
faster-whisper), or the output of any other recogniser in a file. Nothing is fetched unless the user names a model that
has to be.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from turncue.audio.chunks import chunks
from turncue.audio.decode import Block, Samples, blocks, probe, read_samples
from turncue.audio.extras import available
from turncue.audio.missed import missed
from turncue.audio.onsets import sharpened
from turncue.audio.params import RATE, SILENT_PEAK
from turncue.audio.recogniser import AudioOptions, NoRecogniser, Recogniser
from turncue.audio.recognition_cache import Cache
from turncue.encodings import HEAD, holds_text
from turncue.errors import ReadError
from turncue.formats import Source
from turncue.formats.unreadable import is_known, is_sound
from turncue.model import Captions, Transcript, Word
from turncue.reading import parse_captions
from turncue.text.language import base_language, detect_language, same_language

__all__ = [
    "Transcription",
    "captions_from_media",
    "captions_of_words",
    "is_media",
    "recognise",
    "recognise_windows",
    "recogniser_for",
    "speech_language",
    "spoken_bias",
    "transcribed",
    "words_json",
]


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
        words = _words(chunk, recogniser, cache)
        yield from _completed(words, chunk, recogniser, cache) if options.precise else words
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


def speech_language(
    path: str | os.PathLike[str], recogniser: Recogniser, options: AudioOptions, windows: int = 3
) -> str | None:
    """The language of the speech, by a vote of some windows; None where the recogniser cannot tell."""
    duration = probe(path).duration or 90_000
    votes: Counter[str] = Counter()
    for k in range(windows):
        start = round(duration * (k + 0.5) / windows)
        held = read_samples(path, max(start - 15_000, 0), start + 15_000, options.track)
        language = recogniser.language_of(held.samples) if len(held.samples) > RATE else None
        votes.update([language] if language else [])
    return votes.most_common(1)[0][0] if votes else None


def captions_of_words(words: Sequence[Word], language: str | None) -> Captions:
    """Recognised words as captions with word times, in cues as the readers of recognisers' JSON make them.

    Raises ``ReadError`` where there are no words.
    """
    captions = parse_captions(words_json(words, language), name="words.json")
    return replace(captions, language=language or captions.language, source=None)


def words_json(words: Sequence[Word], language: str | None) -> str:
    """Recognised words in the form that turncue (and others) read: seconds, a word's text with its leading space."""
    rows = [
        {"word": w.text, "start": w.start / 1000, "end": w.end / 1000}
        | ({} if w.confidence is None else {"probability": w.confidence})
        for w in words
    ]
    return json.dumps({"language": language, "words": rows}, ensure_ascii=False, indent=0)


@dataclass(frozen=True, slots=True)
class Transcription:
    """The words of a recording as JSON, how many they are, their language, and the recogniser's name."""

    json: str
    words: int
    language: str | None
    recogniser: str


def transcribed(
    path: str | os.PathLike[str],
    options: AudioOptions | None = None,
    progress: Callable[[float, str], None] | None = None,
) -> Transcription:
    """The speech of a media file as words with times.

    Without ``options.language`` a multilingual model finds it, the embedded recogniser takes it for English. Raises
    ``ReadError`` for a file without usable sound or words, ``NoRecogniser``, ``ExtraMissing``.
    """
    chosen = options or AudioOptions()
    recogniser = recogniser_for(chosen)
    language = recogniser.language or speech_language(path, recogniser, chosen)
    if recogniser.language is None and language is not None:
        chosen = replace(chosen, language=language)
        recogniser = recogniser_for(chosen)
    duration = probe(path).duration or 0
    words: list[Word] = []
    for word in recognise(path, recogniser, chosen):
        words.append(word)
        if progress and duration:
            progress(min(word.start / duration, 1.0), "recognise")
    if not words:
        raise ReadError("no word is recognised in it.", os.fspath(path), hint="Is there speech on this audio track?")
    return Transcription(words_json(words, language), len(words), language, recogniser.name.split("|")[0])


def captions_from_media(
    path: str | os.PathLike[str],
    options: AudioOptions | None = None,
    progress: Callable[[float, str], None] | None = None,
) -> Captions:
    """The speech of a media file as captions with word times, ready for ``align``. Raises as ``transcribed`` does."""
    made = transcribed(path, options, progress)
    captions = parse_captions(made.json, name="words.json")
    return replace(captions, language=made.language or captions.language, source=os.fspath(path))


def spoken_bias(transcript: Transcript, options: AudioOptions) -> str:
    """The text that the embedded recogniser may expect: the transcript's, where it is in the language of the speech."""
    text = "\n".join(t.text for t in transcript.turns)
    language = transcript.language or detect_language(text)
    return text if options.model is None and same_language(language, options.language or "en") else ""


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


def _completed(words: list[Word], chunk: Block, recogniser: Recogniser, cache: Cache | None) -> list[Word]:
    """The words of a chunk and those of the speech in it that was passed over, which is recognised by itself."""
    inside = [Word(w.text, w.start - chunk.start, w.end - chunk.start) for w in words]
    out = list(words)
    for start, end in missed(inside, chunk.samples):
        part = chunk.samples[start * RATE // 1000 : end * RATE // 1000]
        out += _words(Block(chunk.start + start, part), recogniser, cache)
    return sorted(out, key=lambda w: w.start)


def is_media(path: str | os.PathLike[str]) -> bool:
    """Whether a file is sound or video: by its suffix, by its first bytes, or because it holds no text and opens."""
    name = Path(os.fspath(path))
    if name.suffix.lower() in _SUFFIXES:
        return True
    try:
        with name.open("rb") as file:
            head = file.read(HEAD)
    except (OSError, ValueError):
        return False
    if is_sound(head):
        return True
    return not holds_text(head) and not is_known(Source(head, str(path))) and available("av") and _opens(name)


def _opens(path: Path) -> bool:
    try:
        return bool(probe(path).tracks)
    except ReadError:
        return False


_SUFFIXES = frozenset(
    ".mp4 .m4v .mov .mkv .webm .avi .ts .mts .m2ts .mpg .mpeg .wmv .flv .ogv .3gp .mp3 .m4a .m4b .aac .opus .ogg .oga "
    ".wav .flac .wma .aiff .aif .ac3 .eac3 .dts .mka .caf .amr .w64 .weba .mxf .vob .mp2 .au .wv .f4v".split()
)
