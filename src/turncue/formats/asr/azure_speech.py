"""Azure Speech's JSON: batch and fast transcription, and the detailed results of the SDK::

    {"recognizedPhrases": [{"speaker": 1, "offset": "PT1.2S", "offsetInTicks": 12000000, "durationInTicks": 9000000,
                            "nBest": [{"display": "Good morning.", "words": [{"word", "offsetInTicks", …}]}]}]}
    {"phrases": [{"offsetMilliseconds": 1200, "durationMilliseconds": 900, "text", "speaker", "words"}]}
    {"Offset": 12000000, "Duration": 9000000, "NBest": [{"Display", "Words": [{"Word", "Offset", "Duration"}]}]}

A tick is 100 ns.
"""

from __future__ import annotations

from typing import Any

from turncue.errors import ReadError
from turncue.formats import params
from turncue.formats.asr.recognized import (
    Segment,
    Word,
    as_spelled,
    captions_from_segments,
    name_of,
    number_of,
    rows_of,
    share_of,
    time_of,
)
from turncue.formats.json_text import load_json_values
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_captions"]


def read_captions(source: Source) -> Captions:
    """Read Azure's phrases, in order of start, times in ms. Raises ``ReadError``."""
    values = load_json_values(source)
    phrases = [p for value in values for p in _phrases(value)]
    if not phrases:
        raise ReadError("no Azure Speech JSON: there are no phrases in it.", source.name)
    rows = [{k.lower(): v for k, v in p.items()} for p in phrases]
    channels = len({row.get("channel") for row in rows if isinstance(row.get("channel"), int)}) > 1
    segments = [s for row in rows if (s := _segment(row, channels=channels)) is not None]
    tag = next((p["locale"] for p in phrases if isinstance(p.get("locale"), str)), None)
    return captions_from_segments(segments, source, "azure", language=tag, unit=1.0)


def _phrases(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [p for item in value for p in _phrases(item)]
    if not isinstance(value, dict):
        return []
    for key in ("recognizedPhrases", "phrases"):
        if rows := rows_of(value.get(key)):
            return rows
    return [value] if "NBest" in value or "DisplayText" in value else []


def _ms(row: dict[str, Any], what: str) -> float | None:
    """The offset or the duration of a phrase or a word (keys in small letters) in ms."""
    for key in (f"{what}milliseconds", f"{what}inmilliseconds"):
        if (value := number_of(row.get(key))) is not None:
            return value
    if (ticks := number_of(row.get(f"{what}inticks"))) is not None:
        return ticks / params.AZURE_SPEECH_TICKS
    value = row.get(what)
    if isinstance(value, str) and value.startswith("PT"):
        return None if (seconds := time_of(value)) is None else seconds * 1000
    return None if (ticks := number_of(value)) is None else ticks / params.AZURE_SPEECH_TICKS


def _segment(row: dict[str, Any], *, channels: bool) -> Segment | None:
    """A phrase; in a file of several channels the channel is the speaker where no other is named."""
    best = {k.lower(): v for k, v in next(iter(rows_of(row.get("nbest"))), {}).items()}
    text = next(
        (
            v
            for v in (best.get("display"), row.get("text"), row.get("displaytext"), best.get("lexical"))
            if isinstance(v, str)
        ),
        None,
    )
    start, lasting = _ms(row, "offset"), _ms(row, "duration")
    if start is None or text is None:
        return None
    listed = rows_of(best.get("displaywords")) or rows_of(best.get("words")) or rows_of(row.get("words"))
    words = as_spelled(text, [_word({k.lower(): v for k, v in w.items()}) for w in listed])
    channel = f"channel {row['channel'] + 1}" if channels and isinstance(row.get("channel"), int) else None
    speaker = name_of(row.get("speaker")) or channel
    return Segment(start, None if lasting is None else start + lasting, text, speaker, words)


def _word(row: dict[str, Any]) -> Word:
    start, lasting = _ms(row, "offset"), _ms(row, "duration")
    text = next((row[k] for k in ("word", "displaytext", "text") if isinstance(row.get(k), str)), "")
    end = None if start is None or lasting is None else start + lasting
    return Word(text, start, end, share_of(row.get("confidence")))
