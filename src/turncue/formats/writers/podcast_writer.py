"""JSON transcripts of Podcasting 2.0 (the namespace's ``podcast:transcript``), times in seconds::

{"version": "1.0.0", "segments": [{"speaker": "Ann", "startTime": 1.0, "endTime": 2.5, "body": "Good morning."}]}
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from turncue import clock
from turncue.formats.base import WriteOptions, encoded
from turncue.formats.cues.cue_helpers import printable_lines
from turncue.formats.writers.spoken import plain
from turncue.model import Document, Subtitle

__all__ = ["write"]


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """Podcast JSON of a document: a segment for each speaker of each subtitle."""
    segments = [segment for subtitle in document.subtitles for segment in _segments(subtitle)]
    rows = ",\n  ".join(json.dumps(segment, ensure_ascii=False) for segment in segments)
    body = f"[\n  {rows}\n ]" if segments else "[]"
    return encoded(f'{{"version": "1.0.0",\n "segments": {body}}}\n')


def _segments(subtitle: Subtitle) -> list[dict[str, Any]]:
    rows = zip(subtitle.lines, subtitle.speakers, strict=True)
    runs = [
        (name, [x for line, _ in run for x in printable_lines(line)]) for name, run in groupby(rows, lambda r: r[1])
    ]
    total = sum(len(line) for _, lines in runs for line in lines)
    made, at = [], 0
    for name, lines in runs:
        begin, at = at, at + sum(map(len, lines))
        if lines:  # two speakers share the time by the length of their lines
            times = [subtitle.start + (subtitle.end - subtitle.start) * part // total for part in (begin, at)]
            speaker = {"speaker": plain(name)} if name and plain(name) else {}
            start, end = map(clock.seconds, times)
            made.append({**speaker, "startTime": start, "endTime": end, "body": " ".join(lines)})
    return made
