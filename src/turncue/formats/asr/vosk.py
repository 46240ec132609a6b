"""Vosk's and Kaldi's JSON, one object per utterance, one behind the other or in a list, times in seconds::

{"result": [{"conf": 1.0, "start": 1.0, "end": 1.2, "word": "good"}], "text": "good"}
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from turncue.errors import ReadError
from turncue.formats.asr.recognized import captions_from_segments, name_of, rows_of, segments_of_words
from turncue.formats.asr.whisper_json import word_of
from turncue.formats.json_text import load_json_values
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_captions"]


def read_captions(source: Source) -> Captions:
    """Read Vosk's words, in order of start, times in ms. Raises ``ReadError``."""
    utterances = [u for value in load_json_values(source) for u in _utterances(value)]
    words = [
        replace(word_of(w), speaker=name_of(u.get("speaker"))) for u in utterances for w in rows_of(u.get("result"))
    ]
    if not words:
        raise ReadError("no Vosk JSON: there is no list 'result' with words.", source.name)
    return captions_from_segments(segments_of_words(words, 1000.0), source, "vosk", unit=1000.0)


def _utterances(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [u for item in value for u in _utterances(item)]
    if not isinstance(value, dict):
        return []
    best = rows_of(value.get("alternatives"))
    return best[:1] if best and "result" in best[0] else [value]
