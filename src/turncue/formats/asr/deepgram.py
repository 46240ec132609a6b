"""Deepgram's JSON, times in seconds::

    {"results": {"channels": [{"alternatives": [{"words": [{"word", "punctuated_word", "start", "end", "confidence",
     "speaker"}]}]}], "utterances": [{"start", "end", "transcript", "speaker", "words"}]}}

Several channels are several people.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from turncue.errors import ReadError
from turncue.formats.asr.recognized import (
    Segment,
    captions_from_segments,
    name_of,
    rows_of,
    segments_of_words,
    time_of,
)
from turncue.formats.asr.whisper_json import word_of
from turncue.formats.json_text import load_json
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_captions"]


def read_captions(source: Source) -> Captions:
    """Read Deepgram's words, in order of start, times in ms. Raises ``ReadError``."""
    data = load_json(source)
    results = data.get("results") if isinstance(data, dict) else None
    if not isinstance(results, dict):
        raise ReadError("no Deepgram JSON: there is no 'results'.", source.name)
    segments = [s for row in rows_of(results.get("utterances")) if (s := _utterance(row)) is not None]
    if not segments:
        channels = rows_of(results.get("channels"))
        for number, channel in enumerate(channels):
            words = [word_of(w) for a in rows_of(channel.get("alternatives"))[:1] for w in rows_of(a.get("words"))]
            if len(channels) > 1:
                words = [replace(w, speaker=w.speaker or f"channel {number + 1}") for w in words]
            segments += segments_of_words(words, 1000.0)
    return captions_from_segments(segments, source, "deepgram", language=_language(results), unit=1000.0)


def _utterance(row: dict[str, Any]) -> Segment | None:
    start, end, text = time_of(row.get("start")), time_of(row.get("end")), row.get("transcript")
    if start is None or not isinstance(text, str):
        return None
    return Segment(start, end, text, name_of(row.get("speaker")), tuple(map(word_of, rows_of(row.get("words")))))


def _language(results: dict[str, Any]) -> str | None:
    tags = {c.get("detected_language") for c in rows_of(results.get("channels"))}
    return tags.pop() if len(tags) == 1 and all(isinstance(t, str) for t in tags) else None
