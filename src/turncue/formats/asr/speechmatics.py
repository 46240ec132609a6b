"""Speechmatics' JSON, times in seconds::

{"format": "2.9", "results": [{"type": "word", "start_time": 1.0, "end_time": 1.2,
   "alternatives": [{"content": "Good", "confidence": 0.9, "speaker": "S1"}]},
  {"type": "punctuation", "attaches_to": "previous", "alternatives": [{"content": "."}]}]}

Of the messages of a live session (one in a line) those named ``AddTranscript`` are read. ``channel`` names the speaker
where nothing else does.
"""

from __future__ import annotations

from typing import Any

from turncue.errors import ReadError
from turncue.formats.asr.recognized import (
    Word,
    best_of,
    captions_from_segments,
    name_of,
    rows_of,
    segments_of_words,
    share_of,
    time_of,
    words_with_marks,
)
from turncue.formats.json_text import load_json_values
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_captions"]

_FINAL = "AddTranscript"


def read_captions(source: Source) -> Captions:
    """Read Speechmatics' results, in order of start, times in ms. Raises ``ReadError``."""
    values = rows_of(load_json_values(source))
    rows = [row for v in values if v.get("message", _FINAL) == _FINAL for row in rows_of(v.get("results"))]
    if not rows:
        raise ReadError("no Speechmatics JSON: there is no list 'results'.", source.name)
    words = words_with_marks((w, row.get("type") == "punctuation") for row in rows if (w := _word(row)) is not None)
    segments = segments_of_words(words, 1000.0)
    tag = next((t for v in values if (t := _language(v)) is not None), None)
    return captions_from_segments(segments, source, "speechmatics", language=tag, unit=1000.0)


def _word(row: dict[str, Any]) -> Word | None:
    best = best_of(row)
    text, speaker = best.get("content"), name_of(best.get("speaker"))
    if not isinstance(text, str):
        return None
    named = (speaker if speaker != "UU" else None) or name_of(row.get("channel"))
    start, end = time_of(row.get("start_time")), time_of(row.get("end_time"))
    return Word(text, start, end, share_of(best.get("confidence")), named)


def _language(data: dict[str, Any]) -> str | None:
    metadata = data.get("metadata")
    config = metadata.get("transcription_config") if isinstance(metadata, dict) else None
    tag = config.get("language") if isinstance(config, dict) else None
    return tag if isinstance(tag, str) and tag != "auto" else None
