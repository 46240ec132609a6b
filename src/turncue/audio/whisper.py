"""Whisper models in CTranslate2's form, through faster-whisper. Each chunk is recognised by itself."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from turncue.arrays import Floats, Ints
from turncue.audio import params
from turncue.audio.decode import Samples
from turncue.audio.extras import load
from turncue.audio.params import WHISPER_LEAD
from turncue.audio.recogniser import NoRecogniser
from turncue.errors import ReadError
from turncue.model import Word

__all__ = ["WhisperAttention", "WhisperRecogniser", "model_folder"]


def model_folder(model: str) -> str:
    """The model as faster-whisper takes it: a folder that is checked, or a name.

    Raises ``ReadError`` for a path that is no model folder. What has a path separator or exists is a path.
    """
    path = Path(model).expanduser()
    if not (path.exists() or os.sep in model or model.startswith((".", "~"))):
        return model
    if not (path / "model.bin").is_file():
        hint = "Name the folder that holds model.bin, config.json, tokenizer.json and the vocabulary."
        raise ReadError("this is no CTranslate2 Whisper model.", model, hint=hint)
    return str(path)


@lru_cache(maxsize=1)
def _loaded(folder: str) -> Any:
    library = load("faster_whisper", "asr", "A Whisper model")
    local = os.path.isdir(folder)
    try:
        return library.WhisperModel(folder, device="cpu", compute_type="int8", local_files_only=local)
    except Exception as error:  # the library raises whatever its own libraries do
        raise ReadError(f"the model cannot be loaded: {error}.", folder) from error


class WhisperRecogniser:
    """faster-whisper on the CPU. ``language`` None lets the model find it for each chunk.

    Raises ``NoRecogniser`` for a language that the model does not know.
    """

    longest = params.WHISPER_LONGEST
    sample = 20_000
    lead = WHISPER_LEAD

    def __init__(self, model: str, language: str | None, precise: bool = False) -> None:
        self._folder = model_folder(model)
        self._model = _loaded(self._folder)
        if language is not None and language not in self._model.supported_languages:
            raise NoRecogniser(language)
        self.language = language if self.multilingual else "en"
        self._beam = 5 if precise else 1

    @property
    def name(self) -> str:
        """The model (folder, size and time of its file) and the options."""
        file = Path(self._folder) / "model.bin"
        stamp = f"{file.stat().st_size}" if file.is_file() else ""
        return f"whisper|{self._folder}|{stamp}|{self.language}|{self._beam}|2"

    @property
    def multilingual(self) -> bool:
        """Whether the model knows other languages than English."""
        return bool(self._model.model.is_multilingual)

    def recognise(self, samples: Samples) -> list[Word]:
        """The words of a chunk of at most 28 s; see ``Recogniser``."""
        segments, _ = self._model.transcribe(
            samples.astype(np.float32) / 32768,
            language=self.language,
            beam_size=self._beam,
            temperature=[0.0, 0.4],
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=False,
        )
        words: list[Word] = []
        for segment in segments:
            silent = segment.no_speech_prob > params.WHISPER_NO_SPEECH and segment.avg_logprob < -0.8
            if silent or segment.compression_ratio > params.WHISPER_REPEATING:
                continue
            words += [
                Word(w.word, round(w.start * 1000), round(w.end * 1000), round(float(w.probability), 3))
                for w in segment.words or ()
            ]
        return words

    def language_of(self, samples: Samples) -> str | None:
        """The language that the model finds in a chunk, where it is at least half sure."""
        if not self.multilingual:
            return "en"
        language, probability, _ = self._model.detect_language(samples.astype(np.float32) / 32768)
        return str(language) if probability >= 0.5 else None


class WhisperAttention:
    """A Whisper model that finds known text in the sound; see ``Attention``.

    Raises ``NoRecogniser`` for a language that the model does not know, ``ReadError`` for a folder without a model.
    """

    longest = params.WHISPER_LONGEST

    def __init__(self, model: str, language: str) -> None:
        self._model = _loaded(model_folder(model))
        if language not in self._model.supported_languages:
            raise NoRecogniser(language)
        tokenizer = load("faster_whisper.tokenizer", "asr", "A Whisper model").Tokenizer
        many = bool(self._model.model.is_multilingual)
        self._tokenizer = tokenizer(self._model.hf_tokenizer, many, task="transcribe", language=language)

    def starts(self, parts: Sequence[str], samples: Samples) -> tuple[Ints, Floats] | None:
        """Start and probability of each part; None where the parts have more tokens than the model takes."""
        tokens = [self._tokenizer.encode(part) for part in parts]
        flat = [token for part in tokens for token in part]
        if len(flat) > params.WHISPER_MOST_TOKENS:
            return None
        if not flat:
            return np.zeros(len(parts), dtype=np.int64), np.zeros(len(parts))
        features = self._model.feature_extractor(samples.astype(np.float32) / 32768)
        room = self._model.feature_extractor.nb_max_frames
        frames = min(features.shape[-1], room)
        padded = np.zeros((features.shape[0], room), dtype=np.float32)
        padded[:, :frames] = features[:, :frames]
        sound, start = self._model.encode(padded), self._tokenizer.sot_sequence
        result = self._model.model.align(sound, start, [flat], frames)[0]
        path = np.array(result.alignments, dtype=np.int64).reshape(-1, 2)
        first = np.searchsorted(path[:, 0], np.arange(len(flat)))  # where the path comes to each token
        times = path[np.minimum(first, len(path) - 1), 1] * params.WHISPER_STEP
        summed = np.concatenate([[0.0], np.cumsum(result.text_token_probs)])
        bounds = np.cumsum([0, *map(len, tokens)])
        size = np.maximum(np.diff(bounds), 1)
        return times[np.minimum(bounds[:-1], len(flat) - 1)], np.diff(summed[bounds]) / size
