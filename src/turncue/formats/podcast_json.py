"""JSON transcripts of Podcasting 2.0, times in seconds::

    {"version": "1.0.0", "segments": [{"speaker": "Ann", "startTime": 1.0, "endTime": 2.5, "body": "Good morning."}]}

A segment may be one word.
"""

from __future__ import annotations

from turncue.errors import ReadError
from turncue.formats.asr.recognized import (
    Segment,
    Word,
    captions_from_segments,
    name_of,
    rows_of,
    segments_of_words,
    time_of,
)
from turncue.formats.json_text import load_json
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_captions"]


def read_captions(source: Source) -> Captions:
    """Read a podcast's segments, in order of start, times in ms. Raises ``ReadError``."""
    data = load_json(source)
    rows = rows_of(data.get("segments")) if isinstance(data, dict) else []
    if not rows:
        raise ReadError("no podcast JSON: there is no list 'segments'.", source.name)
    segments = []
    for row in rows:
        start, body = time_of(row.get("startTime")), row.get("body")
        if start is not None and isinstance(body, str):
            segments.append(Segment(start, time_of(row.get("endTime")), body, name_of(row.get("speaker")), ()))
    if len(segments) > 2 and sum(len(s.text.split()) <= 1 for s in segments) > 0.9 * len(segments):
        words = [Word(s.text.strip(), s.start, s.end, None, s.speaker) for s in segments]
        segments = segments_of_words(words, 1000.0) or segments
    return captions_from_segments(segments, source, "podcast", unit=1000.0)
