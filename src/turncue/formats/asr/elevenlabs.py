"""ElevenLabs' JSON, times in seconds::

{"language_code": "eng", "text": …, "words": [{"text": "Good", "start": 1.0, "end": 1.2, "type": "word",
  "speaker_id": "speaker_0"}, {"text": " ", "type": "spacing", …}, {"text": "(laughs)", "type": "audio_event", …}]}
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from turncue.errors import ReadError
from turncue.formats.asr.recognized import captions_from_segments, name_of, rows_of, segments_of_words
from turncue.formats.asr.whisper_json import word_of
from turncue.formats.json_text import load_json
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_captions"]


def read_captions(source: Source) -> Captions:
    """Read ElevenLabs' words, in order of start, times in ms. Raises ``ReadError``."""
    data = load_json(source)
    transcripts = rows_of(data.get("transcripts")) or [data] if isinstance(data, dict) else []
    rows = [row for t in transcripts for row in rows_of(t.get("words")) if row.get("type") != "spacing"]
    if not rows:
        raise ReadError("no ElevenLabs JSON: there is no list 'words'.", source.name)
    words = [replace(word_of(row), speaker=_speaker(row, channels=len(transcripts) > 1)) for row in rows]
    return captions_from_segments(segments_of_words(words, 1000.0), source, "elevenlabs", unit=1000.0)


def _speaker(row: dict[str, Any], *, channels: bool) -> str | None:
    """The speaker of a word; in a file of several channels each of them counts its speakers from 0."""
    name, channel = name_of(row.get("speaker_id")), row.get("channel_index")
    if not channels or not isinstance(channel, int):
        return name
    return f"channel {channel + 1}" + (f", {name}" if name and name != "speaker_0" else "")
