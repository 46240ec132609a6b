"""The formats of video editors by suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from turncue.errors import FormatUnknown
from turncue.formats.timelines.edit_lists import (
    write_avid_markers,
    write_edl,
    write_premiere_csv,
    write_resolve_markers,
)
from turncue.formats.timelines.editor_xml import write_fcpxml, write_xmeml
from turncue.formats.timelines.otio_timeline import write_otio
from turncue.formats.timelines.turn_markers import Timeline

__all__ = ["TIMELINE_WRITERS", "timeline_writer"]

TIMELINE_WRITERS: Mapping[str, tuple[str, Callable[[Timeline], bytes]]] = {
    ".otio": ("OpenTimelineIO", write_otio),
    ".markers.edl": ("Resolve timeline markers", write_resolve_markers),
    ".edl": ("CMX3600 edit decision list", write_edl),
    ".fcpxml": ("FCPXML 1.10", write_fcpxml),
    ".xml": ("FCP7 XML (Premiere)", write_xmeml),
    ".csv": ("Premiere marker list", write_premiere_csv),
    ".txt": ("Avid markers", write_avid_markers),
}
"""Title and writer by suffix; a suffix of two parts stands before its second part."""


def timeline_writer(name: str) -> Callable[[Timeline], bytes]:
    """The writer for a file's name. Raises ``FormatUnknown``."""
    for suffix, (_, write) in TIMELINE_WRITERS.items():
        if name.lower().endswith(suffix):
            return write
    names = ", ".join(f"{suffix} ({title})" for suffix, (title, _) in TIMELINE_WRITERS.items())
    raise FormatUnknown("no timeline format has this suffix.", name, hint=f"Choose: {names}.")
