"""Speechmatics' JSON, times in seconds::

{"format": "2.9", "results": [{"type": "word", "start_time": 1.0, "end_time": 1.2,
   "alternatives": [{"content": "Good", "confidence": 0.9, "speaker": "S1"}]},
  {"type": "punctuation", "attaches_to": "previous", "alternatives": [{"content": "."}]}]}
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
    """Read Speechmatics' results, in order of start, times in ms. Raises ``ReadError``."""
    data = load_json(source)
    rows = rows_of(data.get("results")) if isinstance(data, dict) else []
    if not rows:
        raise ReadError("no Speechmatics JSON: there is no list 'results'.", source.name)
    words: list[Word] = []
    for row in rows:
        best = next(iter(rows_of(row.get("alternatives"))), {})
        text = best.get("content")
        if not isinstance(text, str):
            continue
        if row.get("type") == "punctuation":
            words[-1:] = attached(words[-1:], text)
        else:
            speaker = name_of(best.get("speaker")) if best.get("speaker") != "UU" else None
            start, end = time_of(row.get("start_time")), time_of(row.get("end_time"))
            words.append(Word(text, start, end, share_of(best.get("confidence")), speaker))
    segments = segments_of_words(words, 1000.0)
    return captions_from_segments(segments, source, "speechmatics", language=_language(data), unit=1000.0)


def _language(data: dict[str, Any]) -> str | None:
    metadata = data.get("metadata")
    config = metadata.get("transcription_config") if isinstance(metadata, dict) else None
    tag = config.get("language") if isinstance(config, dict) else None
    return tag if isinstance(tag, str) and tag != "auto" else None
