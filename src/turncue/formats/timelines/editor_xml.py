"""XML of editing programs: FCPXML 1.10 (Final Cut Pro, Resolve) and FCP7 XML (``xmeml``: Premiere, Resolve, Avid)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path, PurePath
from xml.sax.saxutils import escape, quoteattr

from turncue.formats.timelines.frame_clock import FrameClock
from turncue.formats.timelines.turn_markers import Marker, Timeline

__all__ = ["write_fcpxml", "write_xmeml"]


def write_fcpxml(timeline: Timeline) -> bytes:
    """FCPXML: the media with a marker for each turn, or the clips of a cut. Times are whole frames."""
    clock = timeline.clock
    frame = 1 / clock.rate
    start, length = _time(clock.start, clock), _time(max(timeline.length, 1), clock)
    source = quoteattr(_url(timeline.media) or f"file:///{PurePath(timeline.title).name}.mov")
    asset = (
        f'<asset id="r2" name={quoteattr(timeline.title)} start="{start}" duration="{length}" hasVideo="1" '
        f'hasAudio="1" format="r1" videoSources="1" audioSources="1" audioChannels="2">'
        f'<media-rep kind="original-media" src={source}/></asset>'
    )
    if timeline.cut:
        clips, at = [], clock.start
        for marker in timeline.markers:
            clips.append(_clip(timeline, marker, at))
            at += marker.end - marker.start
        total = at - clock.start
    else:
        marks = "".join(_marker(marker, clock) for marker in timeline.markers)
        clips = [
            f'<asset-clip ref="r2" name={quoteattr(timeline.title)} offset="{start}" start="{start}" '
            f'duration="{length}" format="r1">{marks}</asset-clip>'
        ]
        total = max(timeline.length, 1)
    mode = "DF" if clock.drop else "NDF"
    return _encoded(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n<fcpxml version="1.10">\n<resources>\n'
        f'<format id="r1" frameDuration="{frame.numerator}/{frame.denominator}s" width="1920" height="1080"/>\n'
        f'{asset}\n</resources>\n<library><event name="turncue"><project name={quoteattr(timeline.title)}>\n'
        f'<sequence format="r1" duration="{_time(total, clock)}" tcStart="{start}" tcFormat="{mode}"><spine>\n'
        + "\n".join(clips)
        + "\n</spine></sequence>\n</project></event></library>\n</fcpxml>\n"
    )


def _time(frames: int, clock: FrameClock) -> str:
    seconds = Fraction(frames) / clock.rate
    return f"{seconds.numerator}s" if seconds.denominator == 1 else f"{seconds.numerator}/{seconds.denominator}s"


def _marker(marker: Marker, clock: FrameClock) -> str:
    frame = _time(1, clock)
    start = _time(clock.start + marker.start, clock)
    name, note = quoteattr(marker.speaker or "speaker"), quoteattr(marker.text)
    return f'\n<marker start="{start}" duration="{frame}" value={name} note={note}/>'


def _clip(timeline: Timeline, marker: Marker, at: int) -> str:
    clock = timeline.clock
    times = f'offset="{_time(at, clock)}" start="{_time(clock.start + marker.start, clock)}"'
    name = quoteattr(marker.speaker or "speaker")
    length = _time(marker.end - marker.start, clock)
    return (
        f'<asset-clip ref="r2" name={name} {times} duration="{length}" format="r1">'
        f"<note>{escape(marker.text)}</note></asset-clip>"
    )


def _url(media: str) -> str:
    """A path as a file URL; URLs and nothing stay what they are."""
    if not media or "://" in media:
        return media
    return Path(media).absolute().as_uri()


def write_xmeml(timeline: Timeline) -> bytes:
    """FCP7 XML, version 5: a sequence with markers, or with the clips of a cut in picture and sound."""
    clock = timeline.clock
    ntsc = "TRUE" if clock.rate.denominator == 1001 else "FALSE"
    rate = f"<rate><timebase>{clock.nominal}</timebase><ntsc>{ntsc}</ntsc></rate>"
    total = sum(m.end - m.start for m in timeline.markers) if timeline.cut else timeline.length
    spans: list[tuple[Marker, int]] = []
    at = 0
    for marker in timeline.markers if timeline.cut else (Marker(0, timeline.length, timeline.title, "", 0),):
        spans.append((marker, at))
        at += marker.end - marker.start
    file = (
        f'<file id="file-1"><name>{escape(PurePath(timeline.media).name or timeline.title)}</name>'
        f"<pathurl>{escape(_url(timeline.media))}</pathurl>{rate}<duration>{timeline.length}</duration>"
        "<media><video/><audio/></media></file>"
    )
    items = {"video": "", "audio": ""}
    for kind in items:
        for number, (marker, begin) in enumerate(spans, 1):
            used = file if kind == "video" and number == 1 else '<file id="file-1"/>'
            items[kind] += (
                f'<clipitem id="{kind}-{number}"><name>{escape(marker.speaker or "speaker")}</name>{rate}'
                f"<duration>{timeline.length}</duration><start>{begin}</start>"
                f"<end>{begin + marker.end - marker.start}</end><in>{marker.start}</in><out>{marker.end}</out>{used}"
                "</clipitem>\n"
            )
    marks = "" if timeline.cut else "".join(map(_xmeml_marker, timeline.markers))
    code = (
        f"<timecode>{rate}<string>{clock.time_code(0)}</string><frame>{clock.start}</frame>"
        f"<displayformat>{'DF' if clock.drop else 'NDF'}</displayformat></timecode>"
    )
    return _encoded(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n<xmeml version="5">\n<sequence id="sequence-1">'
        f"<name>{escape(timeline.title)}</name><duration>{total}</duration>{rate}{code}\n{marks}<media>"
        f"<video><track>\n{items['video']}</track></video><audio><track>\n{items['audio']}</track></audio></media>"
        "</sequence>\n</xmeml>\n"
    )


def _xmeml_marker(marker: Marker) -> str:
    name, comment = escape(marker.speaker or "speaker"), escape(marker.text)
    times = f"<in>{marker.start}</in><out>{marker.end}</out>"
    return f"<marker><name>{name}</name><comment>{comment}</comment>{times}</marker>\n"


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
