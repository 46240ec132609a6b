"""Deepgram's JSON, times in seconds::

    {"results": {"channels": [{"alternatives": [{"words": [{"word", "punctuated_word", "start", "end", "confidence",
     "speaker"}]}]}], "utterances": [{"start", "end", "transcript", "speaker", "words"}]}}

Several channels are several people. Where no word is listed, the sentences of ``paragraphs`` are read. A live session
has one message in a line, with ``channel`` in place of ``channels``; only final ones are read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from turncue.errors import ReadError
from turncue.formats.asr.recognized import (
    Segment,
    Word,
    best_of,
    captions_from_segments,
    name_of,
    rows_of,
    segments_of_words,
    time_of,
)
from turncue.formats.asr.whisper_json import word_of
from turncue.formats.json_text import load_json_values
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_captions"]


def read_captions(source: Source) -> Captions:
    """Read Deepgram's words, in order of start, times in ms. Raises ``ReadError``."""
    values = rows_of(load_json_values(source))
    if live := [v for v in values if isinstance(v.get("channel"), dict)]:
        words = [w for v in live if v.get("is_final", True) for w in _words(v["channel"])]
        return captions_from_segments(segments_of_words(words, 1000.0), source, "deepgram", unit=1000.0)
    results = values[0].get("results") if values else None
    if not isinstance(results, dict):
        raise ReadError("no Deepgram JSON: there is no 'results'.", source.name)
    segments = [s for row in rows_of(results.get("utterances")) if (s := _utterance(row)) is not None]
    if not segments:
        channels = rows_of(results.get("channels"))
        for number, channel in enumerate(channels):
            label = f"channel {number + 1}" if len(channels) > 1 else None
            words = [replace(w, speaker=w.speaker or label) for w in _words(channel)]
            segments += segments_of_words(words, 1000.0) or _sentences(channel, label)
    return captions_from_segments(segments, source, "deepgram", language=_language(results), unit=1000.0)


def _words(channel: dict[str, Any]) -> list[Word]:
    return [word_of(w) for w in rows_of(best_of(channel).get("words"))]


def _sentences(channel: dict[str, Any], label: str | None) -> list[Segment]:
    paragraphs = best_of(channel).get("paragraphs")
    return [
        Segment(start, time_of(row.get("end")), text, name_of(paragraph.get("speaker")) or label, ())
        for paragraph in rows_of(paragraphs.get("paragraphs") if isinstance(paragraphs, dict) else None)
        for row in rows_of(paragraph.get("sentences"))
        if (start := time_of(row.get("start"))) is not None and isinstance(text := row.get("text"), str)
    ]


def _utterance(row: dict[str, Any]) -> Segment | None:
    start, end, text = time_of(row.get("start")), time_of(row.get("end")), row.get("transcript")
    if start is None or not isinstance(text, str):
        return None
    return Segment(start, end, text, name_of(row.get("speaker")), tuple(map(word_of, rows_of(row.get("words")))))


def _language(results: dict[str, Any]) -> str | None:
    tags = {c.get("detected_language") for c in rows_of(results.get("channels"))}
    return tags.pop() if len(tags) == 1 and all(isinstance(t, str) for t in tags) else None
