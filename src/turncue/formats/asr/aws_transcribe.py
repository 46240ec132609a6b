"""Amazon Transcribe's JSON, times as strings in seconds::

    {"results": {"items": [{"type": "pronunciation", "start_time": "4.87", "end_time": "5.02",
                            "alternatives": [{"content": "good", "confidence": "0.99"}], "speaker_label": "spk_0"},
                           {"type": "punctuation", "alternatives": [{"content": "."}]}],
     "speaker_labels": {"segments": [{"speaker_label", "items": [{"start_time", "speaker_label"}]}]}}}

Punctuation has no time and belongs to the word before.
"""

from __future__ import annotations

from typing import Any

from turncue.errors import ReadError
from turncue.formats.asr.recognized import (
    Word,
    attached,
    captions_from_segments,
    name_of,
    rows_of,
    segments_of_words,
    share_of,
    time_of,
)
from turncue.formats.json_text import load_json
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_captions"]


def read_captions(source: Source) -> Captions:
    """Read Transcribe's items, in order of start, times in ms. Raises ``ReadError``."""
    data = load_json(source)
    results = data.get("results") if isinstance(data, dict) else None
    if not isinstance(results, dict) or not isinstance(results.get("items"), list):
        raise ReadError("no Amazon Transcribe JSON: there is no list 'items'.", source.name)
    labels = results.get("speaker_labels")
    speakers = {
        str(item.get("start_time")): name_of(item.get("speaker_label"))
        for segment in rows_of(labels.get("segments") if isinstance(labels, dict) else None)
        for item in rows_of(segment.get("items"))
    }
    tag = results.get("language_code")
    segments = segments_of_words(_words(results["items"], speakers), 1000.0)
    language = tag if isinstance(tag, str) else None
    return captions_from_segments(segments, source, "aws", language=language, unit=1000.0)


def _words(items: Any, speakers: dict[str, str | None]) -> list[Word]:
    words: list[Word] = []
    for item in rows_of(items):
        best = next(iter(rows_of(item.get("alternatives"))), {})
        text = best.get("content")
        if not isinstance(text, str):
            continue
        if item.get("type") == "punctuation" or item.get("start_time") is None:
            words[-1:] = attached(words[-1:], text)
            continue
        speaker = name_of(item.get("speaker_label")) or speakers.get(str(item.get("start_time")))
        start, end = time_of(item.get("start_time")), time_of(item.get("end_time"))
        words.append(Word(text, start, end, share_of(best.get("confidence")), speaker))
    return words
