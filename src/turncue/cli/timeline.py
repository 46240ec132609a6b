"""``turncue timeline``: the turns of a result for video editors, as markers or as a cut."""

from __future__ import annotations

from types import SimpleNamespace

from turncue.cli.outputs import check_place
from turncue.cli.rows import OUTPUT, OVERWRITE, QUIET, Command, Row, argument
from turncue.cli.terminal import note, say, standard_input
from turncue.errors import FormatUnknown, UsageError

__all__ = ["COMMAND"]

_ROWS = (
    argument("source", "A result (align -o talk.json), or subtitles with names; - is standard input.", "RESULT"),
    Row("out", "File to write; may repeat: .otio .edl .markers.edl (Resolve) .fcpxml .xml (Premiere) .csv .txt (Avid).",
        str, ("--out", "-o"), many=True, panel=OUTPUT, metavar="FILE"),
    Row("fps", "Frame rate of the timeline: 25, 23.976, 29.97, 29.97df (drop-frame) …", str, ("--fps",), "25",
        metavar="RATE"),
    Row("start", "Time code of the first frame, for example 01:00:00:00.", str, ("--start",), metavar="TIMECODE"),
    Row("media", "The video or sound that the times belong to.", str, ("--media",), metavar="FILE"),
    Row("cut", "A cut of this speaker's turns instead of markers; may repeat.", str, ("--cut",), many=True,
        metavar="NAME"),
    OVERWRITE,
    QUIET,
)  # fmt: skip


def _run(given: SimpleNamespace) -> int:
    from turncue.files import write_bytes
    from turncue.formats.timelines.frame_clock import frame_clock
    from turncue.formats.timelines.timeline_formats import timeline_writer
    from turncue.formats.timelines.turn_markers import cut_of
    from turncue.workflows.finished import timeline_of_file

    if not given.out:
        raise UsageError("name a file to write: -o talk.otio.")
    try:
        writers = [(name, timeline_writer(name)) for name in given.out]
    except FormatUnknown as error:
        raise UsageError(str(error)) from error
    inputs = {k: v for k, v in (("input", given.source), ("media", given.media)) if v and v != "-"}
    for name in given.out:
        check_place(name, given.overwrite, inputs)
    source = standard_input("result") if given.source == "-" else given.source
    timeline = timeline_of_file(source, frame_clock(given.fps, given.start or ""), media=given.media or "")
    if given.cut:
        timeline = cut_of(timeline, given.cut)
    for name, write in writers:
        write_bytes(name, write(timeline), overwrite=given.overwrite)
        say(name)
    if not given.quiet:
        what = "clips" if given.cut else "markers"
        note(f"{len(timeline.markers)} {what} of {', '.join(filter(None, timeline.speakers)) or 'nobody named'}")
    return 0


COMMAND = Command(
    "timeline",
    "Write the turns of RESULT as markers, or as a cut of chosen speakers, for a video editor.",
    _ROWS,
    _run,
    (
        "turncue timeline talk.json -o talk.otio --media talk.mp4 --fps 25",
        "turncue timeline talk.json -o talk.markers.edl --fps 29.97df --start 01:00:00:00",
        "turncue timeline talk.json -o maria.edl --media talk.mp4 --cut 'Maria Curi'",
    ),
)
