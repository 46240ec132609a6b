"""Rev.ai's JSON, times in seconds::

{"monologues": [{"speaker": 0, "elements": [{"type": "text", "value": "Good", "ts": 1.0, "end_ts": 1.2,
                                             "confidence": 0.9}, {"type": "punct", "value": " "}]}]}
"""

from __future__ import annotations

from typing import Any

from turncue.errors import ReadError
from turncue.formats.asr.recognized import (
    Word,
    captions_from_segments,
    name_of,
    rows_of,
    segments_of_words,
    share_of,
    time_of,
    words_with_marks,
)
from turncue.formats.json_text import load_json
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_captions"]


def read_captions(source: Source) -> Captions:
    """Read Rev.ai's monologues, in order of start, times in ms. Raises ``ReadError``."""
    data = load_json(source)
    monologues = rows_of(data.get("monologues")) if isinstance(data, dict) else []
    if not monologues:
        raise ReadError("no Rev.ai JSON: there is no list 'monologues'.", source.name)
    words = [w for m in monologues for w in _words(m)]
    return captions_from_segments(segments_of_words(words, 1000.0), source, "revai", unit=1000.0)


def _words(monologue: dict[str, Any]) -> list[Word]:
    listed = {n.get("id"): n.get("name") for n in rows_of(monologue.get("speaker_info"))}
    speaker = name_of(listed.get(monologue.get("speaker")) or monologue.get("speaker"))
    return words_with_marks(
        (
            Word(text, time_of(row.get("ts")), time_of(row.get("end_ts")), share_of(row.get("confidence")), speaker),
            row.get("type") == "punct",
        )
        for row in rows_of(monologue.get("elements"))
        if isinstance(text := row.get("value"), str)
    )
