"""pocketsphinx: the embedded recogniser for English. Its model comes in its wheel.

With a text whose words are expected (captions, a transcript) it gets a language model made of that text: many times
faster than the general one, and enough for matching.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from turncue.audio import params
from turncue.audio.decode import Samples
from turncue.audio.extras import load
from turncue.audio.language_model import arpa_of
from turncue.audio.params import RATE, SPHINX_LEAD
from turncue.audio.pronunciation import Pronouncer, spoken_words
from turncue.model import Word

__all__ = ["SphinxRecogniser", "dithered", "quiet_decoder", "write_dictionary"]

_VARIANT = re.compile(r"\(\d+\)$")


def quiet_decoder(options: Mapping[str, Any] | None = None) -> Any:
    """A pocketsphinx decoder that writes no log; ``options`` are those of its ``Config``."""
    library = load("pocketsphinx", "audio", "The embedded recogniser")
    return library.Decoder(loglevel="FATAL", logfn=os.devnull, samprate=RATE, **(options or {}))


def write_dictionary(words: Iterable[str], path: Path) -> frozenset[str]:
    """Write the pronunciations of some words as a dictionary for a decoder; gives the words that have one.

    A decoder with its general dictionary takes ten seconds to start with another language model, one with these words
    none; it recognises the same.
    """
    decoder = quiet_decoder({"lm": None})
    pronounce = Pronouncer(decoder)
    pronounce.add(words)
    rows: list[str] = []
    for word in sorted(pronounce.known):
        for number in itertools.count(1):
            name = word if number == 1 else f"{word}({number})"
            phones = decoder.lookup_word(name)
            if phones is None:
                break
            rows.append(f"{name} {phones}\n")
    path.write_text("".join(rows), encoding="ascii")
    return frozenset(pronounce.known)


def dithered(samples: Samples) -> Samples:
    """Samples with a little noise, the same each time."""
    noise = np.random.default_rng(1).integers(-params.SPHINX_DITHER, params.SPHINX_DITHER + 1, len(samples))
    return np.asarray(np.clip(samples.astype(np.int32) + noise, -32768, 32767), dtype=np.int16)


class SphinxRecogniser:
    """pocketsphinx with the general language model, or with one made of ``bias``."""

    language = "en"
    longest = params.SPHINX_LONGEST
    sample = 12_000
    lead = SPHINX_LEAD

    def __init__(self, bias: str = "") -> None:
        self._bias = bias
        self._decoder: Any = None

    @property
    def name(self) -> str:
        """The version and a hash of the expected text."""
        library = load("pocketsphinx", "audio", "The embedded recogniser")
        version = getattr(library, "__version__", "")
        return f"sphinx|{version}|{hashlib.blake2b(self._bias.encode(), digest_size=8).hexdigest()}"

    def _start(self) -> Any:
        sentences = [spoken_words(line) for line in re.split(r"[\n.!?]+", self._bias)]
        sentences = [s for s in sentences if s]
        if sum(map(len, sentences)) < 10:
            return quiet_decoder()
        with tempfile.TemporaryDirectory() as folder:
            known = write_dictionary((w for s in sentences for w in s), Path(folder) / "words.dict")
            model = Path(folder) / "words.lm"
            model.write_text(arpa_of(sentences, known), encoding="ascii")
            return quiet_decoder({"dict": str(Path(folder) / "words.dict"), "lm": str(model)})

    def recognise(self, samples: Samples) -> list[Word]:
        """The words of a chunk; see ``Recogniser``."""
        if self._decoder is None:
            self._decoder = self._start()
        decoder = self._decoder
        decoder.start_utt()
        decoder.process_raw(dithered(samples).tobytes(), full_utt=True)
        decoder.end_utt()
        words: list[Word] = []
        for segment in decoder.seg() or ():
            if segment.word[0] in "<[+":
                continue
            text = " " + _VARIANT.sub("", segment.word)
            confidence = min(1.0, max(0.0, float(segment.prob)))
            words.append(Word(text, segment.start_frame * 10, segment.end_frame * 10 + 10, round(confidence, 3)))
        return words

    def language_of(self, samples: Samples) -> str | None:
        """It knows English only, and cannot tell."""
        return None
