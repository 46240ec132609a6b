"""``turncue hls``: subtitles as segmented WebVTT with a playlist."""

from __future__ import annotations

import os
from types import SimpleNamespace

from turncue.cli.rows import OVERWRITE, QUIET, Command, Row, argument
from turncue.cli.terminal import note, say, standard_input
from turncue.errors import OutputExists, WriteError

__all__ = ["COMMAND"]

_APPLE = 900_000  # 90 kHz; where the streams of Apple's tools begin

_ROWS = (
    argument("source", "Subtitles, or a result; - is standard input.", "SUBS"),
    argument("folder", "Folder to write: subtitles.m3u8 and the segments."),
    Row("segment", "Seconds in a segment.", float, ("--segment",), 6.0, metavar="N", least=1, most=60),
    Row("video", "The video's playlist or first segment: the subtitles' zero is at its first time stamp (by ffprobe).",
        str, ("--video",), metavar="FILE"),
    Row("mpegts", "MPEG-2 time (90 kHz) of the subtitles' zero; without it that of --video, or 900000 (10 s) as "
        "Apple's tools have it.", int, ("--mpegts",), metavar="N", least=0),
    Row("length", "Seconds of the programme; without it until the last cue.", float, ("--length",), metavar="N",
        least=0),
    Row("labels", "Print the speakers' names; no player shows voices.", bool, ("--labels",), False),
    OVERWRITE,
    QUIET,
)  # fmt: skip


def _run(given: SimpleNamespace) -> int:
    from turncue.files import write_bytes
    from turncue.formats import by_name
    from turncue.formats.base import WriteOptions
    from turncue.workflows.finished import document_of_file
    from turncue.workflows.hls_segments import hls_segments

    document = document_of_file(standard_input("subtitles") if given.source == "-" else given.source)
    write = by_name("vtt").write
    assert write is not None
    vtt = write(document, WriteOptions(given.labels, False, False)).decode("utf-8")
    mpegts = _zero(given)
    files = hls_segments(vtt, seconds=given.segment, mpegts=mpegts, length=round((given.length or 0) * 1000))
    playlist = os.path.join(given.folder, "subtitles.m3u8")
    if os.path.lexists(playlist) and not given.overwrite:
        raise OutputExists(playlist)
    try:
        os.makedirs(given.folder, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{given.folder}: cannot be made: {error.strerror or error}.") from error
    for name, data in files.items():
        write_bytes(os.path.join(given.folder, name), data, overwrite=given.overwrite)
    say(playlist)
    if not given.quiet:
        note(f"{len(files) - 1} segments of {given.segment:g} s, zero at {mpegts / 90_000:.3f} s of MPEG-2 time")
    return 0


def _zero(given: SimpleNamespace) -> int:
    """The MPEG-2 time of the subtitles' zero."""
    if given.mpegts is not None:
        return int(given.mpegts)
    if not given.video:
        return _APPLE
    from turncue.workflows.media_probe import first_time_stamp

    return first_time_stamp(given.video)


COMMAND = Command(
    "hls",
    "Write SUBS as segmented WebVTT with a playlist for HTTP Live Streaming.",
    _ROWS,
    _run,
    ("turncue hls talk.vtt stream/subs --segment 6 --video stream/talk.m3u8",),
)
