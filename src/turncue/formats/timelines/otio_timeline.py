"""OpenTimelineIO (``.otio``): the media as a clip with a marker for each turn, and a track of captions; or a cut.

The JSON is written as opentimelineio's own serializer has it (Timeline.1, Clip.2, Marker.2); no package is needed.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

from turncue.formats.timelines.turn_markers import Marker, Timeline

__all__ = ["COLORS", "write_otio"]

COLORS = ("RED", "GREEN", "BLUE", "YELLOW", "CYAN", "MAGENTA", "ORANGE", "PURPLE", "PINK", "WHITE")
"""OpenTimelineIO's marker colors, in the order in which speakers get them."""


def write_otio(timeline: Timeline) -> bytes:
    """The timeline as JSON; each marker has speaker, text and confidence in ``metadata["turncue"]``."""
    rate = float(timeline.clock.rate)
    kinds = ("Video", "Audio") if timeline.cut else ("Video",)
    tracks = [_cut_track(timeline, kind, rate) if timeline.cut else _marked_track(timeline, rate) for kind in kinds]
    if timeline.subtitles:
        tracks.append(_caption_track(timeline, rate))
    whole = {
        "OTIO_SCHEMA": "Timeline.1",
        "metadata": {"turncue": {"version": 1, "speakers": list(timeline.speakers)}},
        "name": timeline.title,
        "global_start_time": _time(timeline.clock.start, rate),
        "tracks": {**_item("Stack.1", "tracks"), "children": tracks},
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _time(frames: int, rate: float) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": rate, "value": float(frames)}


def _range(start: int, duration: int, rate: float) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "TimeRange.1", "start_time": _time(start, rate), "duration": _time(duration, rate)}


def _item(schema: str, name: str) -> dict[str, Any]:
    return {
        "OTIO_SCHEMA": schema,
        "metadata": {},
        "name": name,
        "source_range": None,
        "effects": [],
        "markers": [],
        "enabled": True,
    }


def _media(timeline: Timeline, rate: float) -> dict[str, Any]:
    made: dict[str, Any] = {
        "OTIO_SCHEMA": "MissingReference.1",
        "metadata": {},
        "name": PurePath(timeline.media).name,
        "available_range": None,
        "available_image_bounds": None,
    }
    if timeline.media:
        available = _range(timeline.clock.start, timeline.length, rate)
        made |= {"OTIO_SCHEMA": "ExternalReference.1", "target_url": timeline.media, "available_range": available}
    return made


def _clip(name: str, source: dict[str, Any], reference: dict[str, Any]) -> dict[str, Any]:
    media = {"media_references": {"DEFAULT_MEDIA": reference}, "active_media_reference_key": "DEFAULT_MEDIA"}
    return _item("Clip.2", name) | {"source_range": source} | media


def _track(name: str, kind: str, children: list[dict[str, Any]]) -> dict[str, Any]:
    return _item("Track.1", name) | {"kind": kind, "children": children}


def _metadata(marker: Marker) -> dict[str, Any]:
    about = {"speaker": marker.speaker, "text": marker.text, "confidence": round(marker.confidence, 4)}
    return {"turncue": about}


def _marker(marker: Marker, begin: int, rate: float) -> dict[str, Any]:
    return {
        "OTIO_SCHEMA": "Marker.2",
        "metadata": _metadata(marker),
        "name": marker.speaker or "speaker",
        "color": COLORS[marker.color % len(COLORS)],
        "comment": marker.text,
        "marked_range": _range(begin + marker.start, marker.end - marker.start, rate),
    }


def _marked_track(timeline: Timeline, rate: float) -> dict[str, Any]:
    begin = timeline.clock.start
    clip = _clip(timeline.title, _range(begin, timeline.length, rate), _media(timeline, rate))
    markers = [_marker(marker, begin, rate) for marker in timeline.markers]
    return _track("V1", "Video", [clip | {"markers": markers}])


def _cut_track(timeline: Timeline, kind: str, rate: float) -> dict[str, Any]:
    clips = []
    for number, marker in enumerate(timeline.markers, 1):
        source = _range(timeline.clock.start + marker.start, marker.end - marker.start, rate)
        clip = _clip(f"{marker.speaker or 'speaker'} {number}", source, _media(timeline, rate))
        clips.append(clip | {"metadata": _metadata(marker)})
    return _track("V1" if kind == "Video" else "A1", kind, clips)


def _caption_track(timeline: Timeline, rate: float) -> dict[str, Any]:
    """A track of generators with the text of each subtitle, gaps between them."""
    children: list[dict[str, Any]] = []
    at = 0
    for start, end, text in timeline.subtitles:
        begin = max(start, at)
        if begin > at:
            children.append(_item("Gap.1", "") | {"source_range": _range(0, begin - at, rate)})
        if end > begin:
            reference = {
                "OTIO_SCHEMA": "GeneratorReference.1",
                "metadata": {},
                "name": "",
                "available_range": None,
                "available_image_bounds": None,
                "generator_kind": "turncue.subtitle",
                "parameters": {"text": text},
            }
            children.append(_clip(text.replace("\n", " "), _range(0, end - begin, rate), reference))
            at = end
    return _track("captions", "turncue.captions", children)
