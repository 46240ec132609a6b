"""Gladia's JSON, times in seconds::

{"result": {"transcription": {"utterances": [{"start": 1.0, "end": 2.5, "text": "Good morning.", "speaker": 0,
                                              "words": [{"word", "start", "end", "confidence"}]}]}}}
"""

from __future__ import annotations

from typing import Any

from turncue.errors import ReadError
from turncue.formats.asr.recognized import Segment, captions_from_segments, name_of, rows_of, time_of
from turncue.formats.asr.whisper_json import word_of
from turncue.formats.json_text import load_json
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_captions"]


def read_captions(source: Source) -> Captions:
    """Read Gladia's utterances, in order of start, times in ms. Raises ``ReadError``."""
    inner: Any = load_json(source)
    for key in ("result", "transcription"):
        inner = inner.get(key, inner) if isinstance(inner, dict) else inner
    rows = rows_of(inner.get("utterances")) if isinstance(inner, dict) else []
    if not rows:
        raise ReadError("no Gladia JSON: there is no list 'utterances'.", source.name)
    segments = []
    for row in rows:
        start, text = time_of(row.get("start")), row.get("text")
        if start is not None and isinstance(text, str):
            words = tuple(map(word_of, rows_of(row.get("words"))))
            who = name_of(row.get("speaker_name")) or name_of(row.get("speaker"))
            segments.append(Segment(start, time_of(row.get("end")), text, who, words))
    return captions_from_segments(segments, source, "gladia", unit=1000.0)
