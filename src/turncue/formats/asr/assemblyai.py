"""AssemblyAI's JSON, times in whole ms::

{"audio_url": …, "words": [{"text": "Good", "start": 170, "end": 340, "confidence": 0.9, "speaker": "A"}],
 "utterances": [{"speaker": "A", "start": 170, "end": 2000, "text": "Good morning.", "words": […]}]}
"""

from __future__ import annotations

from turncue.errors import ReadError
from turncue.formats.asr.recognized import Segment, captions_from_segments, name_of, rows_of, segments_of_words, time_of
from turncue.formats.asr.whisper_json import word_of
from turncue.formats.json_text import load_json
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_captions"]


def read_captions(source: Source) -> Captions:
    """Read AssemblyAI's utterances or words, in order of start, times in ms. Raises ``ReadError``."""
    data = load_json(source)
    if not isinstance(data, dict):
        raise ReadError("no AssemblyAI JSON.", source.name)
    segments = []
    listed = (rows_of(data.get(key)) for key in ("utterances", "sentences", "paragraphs"))
    for row in next((rows for rows in listed if rows), []):
        start, text = time_of(row.get("start")), row.get("text")
        if start is not None and isinstance(text, str):
            words = tuple(map(word_of, rows_of(row.get("words"))))
            segments.append(Segment(start, time_of(row.get("end")), text, name_of(row.get("speaker")), words))
    segments = segments or segments_of_words(map(word_of, rows_of(data.get("words"))), 1.0)
    tag = data.get("language_code")
    language = tag.replace("_", "-") if isinstance(tag, str) else None
    return captions_from_segments(segments, source, "assemblyai", language=language, unit=1.0)
