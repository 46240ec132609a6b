"""Edit decision lists and marker lists: CMX3600, Resolve markers, Premiere CSV, Avid markers; exact to the frame."""

from __future__ import annotations

import csv
import io
import re
from pathlib import PurePath

from turncue.formats.timelines.turn_markers import Marker, Timeline

__all__ = ["write_avid_markers", "write_edl", "write_premiere_csv", "write_resolve_markers"]

_RESOLVE = "Blue Cyan Green Yellow Red Pink Purple Fuchsia Rose Lavender Sky Mint Lemon Sand Cocoa Cream".split()
_AVID = "red green blue cyan magenta yellow black white".split()
_MOST_EVENTS = 999  # CMX3600 numbers events with three digits
_LONGEST_NOTE = 200  # characters; Resolve cuts longer names off


def write_edl(timeline: Timeline) -> bytes:
    """CMX3600: an event for each clip of a cut, or for each turn in its place; picture and sound.

    Of more than 999 events the numbers begin again, as most programs write and read it.
    """
    reel = _reel(timeline)
    out = [f"TITLE: {_line(timeline.title)[:70]}", _frame_mode(timeline), ""]
    record = 0
    for number, clip in enumerate(timeline.markers):
        length = clip.end - clip.start
        begin = record if timeline.cut else clip.start
        record = begin + length
        times = " ".join(map(timeline.clock.time_code, (clip.start, clip.end, begin, record)))
        out.append(f"{number % _MOST_EVENTS + 1:03d}  {reel:<8} AA/V  C        {times}")
        out.append(f"* FROM CLIP NAME: {PurePath(timeline.media).name or _line(timeline.title)}")
        out.append(f"* COMMENT: {_line(_note(clip))}")
    return _encoded(out)


def write_resolve_markers(timeline: Timeline) -> bytes:
    """DaVinci Resolve's EDL of timeline markers: events of one frame with color, name and duration."""
    out = [f"TITLE: {_line(timeline.title)[:70]}", _frame_mode(timeline), ""]
    for number, marker in enumerate(timeline.markers):
        start, end = timeline.clock.time_code(marker.start), timeline.clock.time_code(marker.start + 1)
        color = _RESOLVE[marker.color % len(_RESOLVE)]
        out.append(f"{number % _MOST_EVENTS + 1:03d}  001      V     C        {start} {end} {start} {end}")
        name = _line(_note(marker)).replace("|", "/")[:_LONGEST_NOTE]
        out.append(f" |C:ResolveColor{color} |M:{name} |D:{marker.end - marker.start}")
        out.append("")
    return _encoded(out)


def write_premiere_csv(timeline: Timeline) -> bytes:
    """The marker list as Premiere exports it: name, description, in, out, duration, type."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(("Marker Name", "Description", "In", "Out", "Duration", "Marker Type"))
    clock = timeline.clock
    plain = type(clock)(clock.rate, clock.nominal, clock.drop)
    for marker in timeline.markers:
        times = (clock.time_code(marker.start), clock.time_code(marker.end), plain.time_code(marker.end - marker.start))
        cells = (_cell(marker.speaker or "speaker"), _cell(marker.text))
        table.writerow((*cells, *times, "Comment"))
    return out.getvalue().encode("utf-8", "replace")


def write_avid_markers(timeline: Timeline) -> bytes:
    """Avid's marker text: name, time code, track, color, comment, length, parted by tabs."""
    rows = []
    for marker in timeline.markers:
        color = _AVID[marker.color % len(_AVID)]
        name = re.sub(r"\s+", "_", marker.speaker or "speaker")
        fields = (
            name,
            timeline.clock.time_code(marker.start),
            "V1",
            color,
            marker.text,
            str(marker.end - marker.start),
        )
        rows.append("\t".join(map(_line, fields)))
    return _encoded(rows)


def _note(marker: Marker) -> str:
    return f"{marker.speaker}: {marker.text}" if marker.speaker else marker.text


def _reel(timeline: Timeline) -> str:
    name = re.sub(r"[^A-Za-z0-9_]", "", PurePath(timeline.media).stem or timeline.title)[:8]
    return name.upper() or "AX"


def _frame_mode(timeline: Timeline) -> str:
    return "FCM: DROP FRAME" if timeline.clock.drop else "FCM: NON-DROP FRAME"


def _line(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f]+", " ", text).strip()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _encoded(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")
