"""Google Speech-to-Text's JSON, v1 and v2, times as ``"1.200s"``::

    {"results": [{"alternatives": [{"transcript": "good morning", "words": [{"word", "startTime" or "startOffset",
      "endTime" or "endOffset", "speakerTag" or "speakerLabel"}]}], "resultEndTime": "2.5s", "languageCode": "en-us"}]}

With diarization v1 repeats all words in the last result; those are read alone, for they have the speakers. IBM Watson's
results have the same shape with ``"timestamps": [["good", 1.0, 1.2]]``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from turncue.errors import ReadError
from turncue.formats.asr.recognized import (
    Segment,
    Word,
    best_of,
    captions_from_segments,
    name_of,
    rows_of,
    segments_of_words,
    share_of,
    time_of,
)
from turncue.formats.json_text import load_json_values
from turncue.formats.source import Source
from turncue.model import Captions, Repair

__all__ = ["read_captions"]


def read_captions(source: Source) -> Captions:
    """Read Google's or Watson's results, in order of start, times in ms. Raises ``ReadError``."""
    values = load_json_values(source)
    rows = [row for value in values for row in rows_of(_results(value))]
    if not rows:
        raise ReadError("no Google Speech JSON: there is no list 'results'.", source.name)
    speakers = {
        time_of(label.get("from")): name_of(label.get("speaker"))
        for value in rows_of(values)
        for label in rows_of(value.get("speaker_labels"))
    }
    best = [(row, best_of(row)) for row in rows]
    words = [[*map(_word, rows_of(a.get("words"))), *_timestamps(a, speakers)] for _, a in best]
    tag = next(
        (row[k] for row, _ in best for k in ("languageCode", "language_code") if isinstance(row.get(k), str)), None
    )
    if words[-1] and any(w.speaker for w in words[-1]) and not any(w.speaker for ws in words[:-1] for w in ws):
        words = words[-1:] if len(words[-1]) >= sum(map(len, words[:-1])) else words
    spoken = [w for ws in words for w in ws]
    segments = segments_of_words(spoken, 1000.0) if spoken else _untimed(best)
    captions = captions_from_segments(segments, source, "google", language=tag, unit=1000.0)
    if spoken:
        return captions
    guess = Repair(0, "missing start", f"{len(segments)} results", "each begins where the one before ends")
    return replace(captions, repairs=(*captions.repairs, guess))


def _results(value: Any) -> Any:
    """The list of results; of the Video Intelligence API the transcriptions in its list of annotations."""
    if isinstance(value, dict) and isinstance(value.get("response"), dict):
        value = value["response"]
    if isinstance(value, dict) and (rows := rows_of(value.get("annotationResults"))):
        return [result for row in rows for result in rows_of(row.get("speechTranscriptions"))]
    return value.get("results") if isinstance(value, dict) else value


def _word(row: dict[str, Any]) -> Word:
    def first(*keys: str) -> Any:
        return next((row[k] for k in keys if row.get(k) is not None), None)

    text = row.get("word")
    start = time_of(first("startTime", "startOffset", "start_time", "start_offset"))
    end = time_of(first("endTime", "endOffset", "end_time", "end_offset"))
    speaker = name_of(first("speakerLabel", "speaker_label", "speakerTag", "speaker_tag"))
    spoken = text if isinstance(text, str) else ""
    # a start of zero is left out in JSON made from protocol buffers
    return Word(
        spoken, 0.0 if start is None and end is not None else start, end, share_of(row.get("confidence")), speaker
    )


def _timestamps(alternative: dict[str, Any], speakers: dict[float | None, str | None]) -> list[Word]:
    rows = alternative.get("timestamps")
    words = []
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, list) and len(row) == 3 and isinstance(row[0], str):
            start = time_of(row[1])
            words.append(Word(row[0], start, time_of(row[2]), None, speakers.get(start)))
    return words


def _untimed(best: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[Segment]:
    """Results with their end only: each begins where the one before ended."""
    segments, start = [], 0.0
    for row, alternative in best:
        end = next(
            (
                t
                for k in ("resultEndTime", "resultEndOffset", "result_end_time")
                if (t := time_of(row.get(k))) is not None
            ),
            None,
        )
        text = alternative.get("transcript")
        if end is not None and isinstance(text, str) and text.strip():
            segments.append(Segment(start, max(start, end), text, None, ()))
            start = max(start, end)
    return segments
