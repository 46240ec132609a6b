"""Amazon Transcribe's JSON, times as strings in seconds::

    {"results": {"items": [{"type": "pronunciation", "start_time": "4.87", "end_time": "5.02",
                            "alternatives": [{"content": "good", "confidence": "0.99"}], "speaker_label": "spk_0"},
                           {"type": "punctuation", "alternatives": [{"content": "."}]}],
     "speaker_labels": {"segments": [{"speaker_label", "items": [{"start_time", "speaker_label"}]}]}}}

Punctuation has no time and belongs to the word before. ``channel_label`` names the speaker where nothing else does.
Events of a live session, one in a line, have the same things with other names::

    {"TranscriptEvent": {"Transcript": {"Results": [{"IsPartial": false, "Alternatives": [{"Items": [
      {"StartTime": 1.2, "EndTime": 1.5, "Type": "pronunciation", "Content": "good", "Speaker": "0"}]}]}]}}}
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


def read_captions(source: Source) -> Captions:
    """Read Transcribe's items, in order of start, times in ms. Raises ``ReadError``."""
    values = rows_of(load_json_values(source))
    if live := [item for value in values for item in _live_items(value)]:
        return captions_from_segments(segments_of_words(_words(live, {}), 1000.0), source, "aws", unit=1000.0)
    results = values[0].get("results") if values else None
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


def _live_items(value: Any) -> list[dict[str, Any]]:
    """The items of a live event that is no longer partial, with the names that they have in a file."""
    for key in ("TranscriptEvent", "Transcript"):
        value = value.get(key, value) if isinstance(value, dict) else {}
    final = [r for r in rows_of(value.get("Results")) if not r.get("IsPartial")] if isinstance(value, dict) else []
    return [
        {
            "type": item.get("Type"),
            "start_time": item.get("StartTime"),
            "end_time": item.get("EndTime"),
            "speaker_label": item.get("Speaker"),
            "alternatives": [{"content": item.get("Content"), "confidence": item.get("Confidence")}],
        }
        for row in final
        for best in rows_of(row.get("Alternatives"))[:1]
        for item in rows_of(best.get("Items"))
    ]


def _words(items: Any, speakers: dict[str, str | None]) -> list[Word]:
    return words_with_marks(
        (_word(item, best, speakers), item.get("type") == "punctuation" or item.get("start_time") is None)
        for item in rows_of(items)
        if isinstance((best := best_of(item)).get("content"), str)
    )


def _word(item: dict[str, Any], best: dict[str, Any], speakers: dict[str, str | None]) -> Word:
    given = name_of(item.get("speaker_label")) or speakers.get(str(item.get("start_time")))
    start, end = time_of(item.get("start_time")), time_of(item.get("end_time"))
    speaker = given or name_of(item.get("channel_label"))
    return Word(best["content"], start, end, share_of(best.get("confidence")), speaker)
