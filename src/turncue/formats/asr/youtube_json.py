"""YouTube's own caption form, json3 (``.json3``, ``.json``)::

    {"wireMagic": "pb3", "events": [
        {"tStartMs": 1000, "dDurationMs": 2000, "segs": [{"utf8": "good"}, {"utf8": " morning", "tOffsetMs": 400}]},
        {"tStartMs": 2990, "dDurationMs": 10, "aAppend": 1, "segs": [{"utf8": "\\n"}]}]}

Each line stands there once, so there is nothing to unroll. Times are ms, offsets count from their event; an
event's duration runs into the next one, so it is cut there. Recognised captions have an offset per word;
captions by people have one segment per event and no words.
"""

from __future__ import annotations

from typing import Any

from turncue.errors import ReadError
from turncue.formats.cues.cue_text import WordTime, assemble, make_cue
from turncue.formats.json_text import load_json
from turncue.formats.source import Source
from turncue.model import Captions, Cue

__all__ = ["read_captions"]


def read_captions(source: Source) -> Captions:
    """Read json3 captions, in order of start, times in ms. Raises ``ReadError`` when it is no json3."""
    data = load_json(source)
    events = data.get("events") if isinstance(data, dict) else None
    if not isinstance(events, list):
        raise ReadError("no json3 captions: there is no list 'events'.", source.name)
    spoken = sorted((e for e in events if _is_spoken(e)), key=lambda e: int(e["tStartMs"]))
    worded = any(_offset(seg) for e in spoken for seg in e["segs"])
    starts = [int(e["tStartMs"]) for e in spoken]
    cues = [_cue(e, starts[i + 1] if i + 1 < len(starts) else None, worded) for i, e in enumerate(spoken)]
    kept = tuple(cue for cue in cues if cue.text)
    if not kept:
        raise ReadError("there is no text in its events.", source.name)
    return Captions(kept, None, source.name, "json3")


def _is_spoken(event: Any) -> bool:
    if not isinstance(event, dict) or event.get("aAppend") or not _is_time(event.get("tStartMs")):
        return False
    segs = event.get("segs")
    return isinstance(segs, list) and all(isinstance(s, dict) and isinstance(s.get("utf8", ""), str) for s in segs)


def _is_time(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**10


def _offset(seg: dict[str, Any]) -> int:
    value = seg.get("tOffsetMs", 0)
    return value if _is_time(value) else 0


def _cue(event: dict[str, Any], after: int | None, worded: bool) -> Cue:
    start = int(event["tStartMs"])
    duration: Any = event.get("dDurationMs")
    end = start + int(duration) if _is_time(duration) else (after or start)
    if worded and after is not None:
        end = max(start, min(end, after))
    text, stamps = "", []
    for seg in event["segs"]:
        level = seg.get("acAsrConf")
        confidence = level / 255 if isinstance(level, int) and 0 < level <= 255 else None
        stamps.append(WordTime(start + _offset(seg), None, confidence))
        text += "\x00" + seg.get("utf8", "").replace("\x00", "\ufffd")
    parsed = assemble(text, stamps)
    return make_cue(parsed if worded else parsed._replace(stamps=()), (start, end))
