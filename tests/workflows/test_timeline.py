"""Timelines: frame exact, drop-frame right, read by the real packages."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest

import turncue
from turncue.cli.app import run
from turncue.errors import UsageError
from turncue.formats.timelines.frame_clock import FrameClock, frame_clock
from turncue.formats.timelines.timeline_formats import TIMELINE_WRITERS, timeline_writer
from turncue.formats.timelines.turn_markers import Marker, Timeline, cut_of, timeline_from
from turncue.workflows.finished import timeline_of_file

from .recordings import talk
from .test_writers import HOSTILE


@pytest.fixture(scope="module")
def result() -> turncue.Result:
    transcript, captions = talk(5, turns=8)
    return turncue.align(turncue.parse_transcript(transcript), turncue.parse_captions(captions))


@pytest.mark.parametrize(
    ("rate", "ms", "code"),
    [
        ("25", 3_600_000, "01:00:00:00"),
        ("25", 40, "00:00:00:01"),
        ("23.976", 3_600_000, "00:59:56:10"),
        ("29.97", 3_600_000, "00:59:56:12"),
        ("29.97df", 3_600_000, "01:00:00;00"),
        ("29.97df", 60_060, "00:01:00;02"),
        ("29.97df", 60_000, "00:00:59;28"),
        ("29.97df", 600_600, "00:10:00;18"),
        ("59.94df", 3_600_000, "01:00:00;00"),
        ("30000/1001 df", 3_600_000, "01:00:00;00"),
    ],
)
def test_time_codes(rate: str, ms: int, code: str) -> None:
    clock = frame_clock(rate)
    assert clock.time_code(clock.frames(ms)) == code


@pytest.mark.parametrize("rate", ["24", "25", "29.97", "29.97df", "59.94df", "60"])
def test_every_time_code_names_its_frame(rate: str) -> None:
    clock = frame_clock(rate)
    codes = set()
    for frame in [*range(40_000), *range(100_000, 2_000_000, 997)]:
        code = clock.time_code(frame)
        assert clock.number(code) == frame
        codes.add(code)
    assert not clock.drop or not any(re.fullmatch(r"\d\d:\d[1-9]:00;0[01]", code) for code in codes)


def _counted(nominal: int, frames: int) -> Iterator[str]:
    """SMPTE drop-frame labels in their order, by counting: two numbers (four at 60) are left out at each minute but the
    tenth ones."""
    left_out, number = nominal // 15, 0
    for _ in range(frames):
        seconds, part = divmod(number, nominal)
        if part < left_out and seconds % 60 == 0 and seconds % 600:
            number += left_out
            part += left_out
        yield f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d};{part:02d}"
        number += 1


@pytest.mark.parametrize(("rate", "nominal"), [("29.97df", 30), ("59.94df", 60)])
def test_drop_frame_is_right_against_counting(rate: str, nominal: int) -> None:
    clock = frame_clock(rate)
    hours = 2
    count = hours * 3600 * nominal * 1000 // 1001 + 50
    for frame, label in enumerate(_counted(nominal, count)):
        assert clock.time_code(frame) == label
    # an hour of the clock on the wall is an hour of labels, to 3.6 ms
    assert clock.time_code(clock.frames(3_600_000)) == "01:00:00;00"


@pytest.mark.parametrize("rate", ["23.976", "24", "25", "29.97", "29.97df", "50", "59.94", "59.94df"])
@pytest.mark.parametrize("start", ["00:00:00:00", "01:00:00:00", "09:59:50:00"])
def test_other_packages_name_the_same_frames(rate: str, start: str) -> None:
    clock = frame_clock(rate, start)
    otio = pytest.importorskip("opentimelineio.opentime", reason="opentimelineio is not installed")
    for ms in (0, 1, 999, 59_999, 60_060, 600_000, 754_321, 3_599_999):
        frame = clock.frames(ms) + clock.start
        label = clock.time_code(clock.frames(ms))
        assert otio.RationalTime(frame, float(clock.rate)).to_timecode(float(clock.rate), clock.drop) == label
    timecode = pytest.importorskip("timecode", reason="timecode is not installed")
    plain = rate.removesuffix("df")
    for frame in (0, 1, 1799, 1800, 17_982, 107_892, 123_456):
        made = timecode.Timecode(plain, frames=frame + 1, force_non_drop_frame=not clock.drop)
        assert str(made).replace(";", ":") == FrameClock(clock.rate, clock.nominal, clock.drop).time_code(
            frame
        ).replace(";", ":")


def test_a_start_is_added() -> None:
    clock = frame_clock("29.97", "01:00:00;00")
    assert clock.drop
    assert clock.time_code(0) == "01:00:00;00"
    assert frame_clock("25", "10:00:00:00").time_code(25) == "10:00:01:00"


@pytest.mark.parametrize(
    ("rate", "start"),
    [("0", ""), ("x", ""), ("25df", ""), ("25", "1:2"), ("25", "00:00:00:25"), ("1/0", ""), ("999", "")],
)
def test_wrong_rates_and_starts(rate: str, start: str) -> None:
    with pytest.raises(UsageError):
        frame_clock(rate, start)


def _hostile(cut: bool) -> Timeline:
    rows = enumerate(zip(HOSTILE, HOSTILE[::-1], strict=True))
    markers = tuple(Marker(k * 50, k * 50 + 40, name, text, k) for k, (name, text) in rows)
    return Timeline("</x>\n&", FrameClock(Fraction(25), 25), markers, "talk & \"1'.mp4", (), 5000, cut)


@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("suffix", TIMELINE_WRITERS)
def test_hostile_names_are_written(suffix: str, cut: bool) -> None:
    timeline = _hostile(cut)
    made = timeline_writer(f"a{suffix}")(timeline)
    assert made == timeline_writer(f"a{suffix}")(timeline)
    if suffix == ".otio":
        json.loads(made)


def _texts(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f]", " ", text).split())


@pytest.mark.parametrize("suffix", [".otio", ".xml", ".fcpxml", ".edl"])
def test_opentimelineio_reads_hostile_names(suffix: str) -> None:
    otio = pytest.importorskip("opentimelineio", reason="opentimelineio is not installed")
    adapter = {".otio": "otio_json", ".xml": "fcp_xml", ".fcpxml": "fcpx_xml", ".edl": "cmx_3600"}[suffix]
    if adapter not in otio.adapters.available_adapter_names():
        pytest.skip(f"the adapter {adapter} of opentimelineio is not installed")
    texts = [_texts(t) for t in HOSTILE if t.strip() and not re.search("[\x00-\x1f\ud800\ufffe]", t)]
    markers = tuple(Marker(k * 50, k * 50 + 40, text, text[::-1], k) for k, text in enumerate(texts))
    made = Timeline("</x> & [1]", FrameClock(Fraction(25), 25), markers, "talk & one.mp4", (), 5000, True)
    rate = {"rate": 25} if suffix == ".edl" else {}
    read = otio.adapters.read_from_string(timeline_writer(f"a{suffix}")(made).decode(), adapter, **rate)
    timeline = read if isinstance(read, otio.schema.Timeline) else next(iter(read))
    clips = [c for c in timeline.find_clips() if c.trimmed_range().duration.value == 40]
    video = clips[: len(markers)]
    assert [round(c.source_range.start_time.value) for c in video] == [m.start for m in markers]
    if suffix == ".otio":
        assert [c.metadata["turncue"]["speaker"] for c in video] == texts
    elif suffix != ".edl":
        assert [_texts(c.name) for c in video] == texts
    else:
        notes = [" ".join(c.metadata["cmx_3600"].get("comments", [])) for c in video]
        assert all(text in note for text, note in zip(texts, notes, strict=True))


def test_xml_of_a_real_result_is_well_formed(result: turncue.Result) -> None:
    timeline = timeline_from(result.document, frame_clock("29.97df", "01:00:00;00"), media="talk & one.mp4")
    for suffix in (".fcpxml", ".xml"):
        for made in (timeline, cut_of(timeline, ["ann lee"])):
            root = ElementTree.fromstring(timeline_writer(f"x{suffix}")(made))
            assert root.tag in ("fcpxml", "xmeml")
    times = re.findall(r'(?:start|offset|duration)="(\d+)(?:/(\d+))?s"', timeline_writer("x.fcpxml")(timeline).decode())
    for over, under in times:
        frames = Fraction(int(over), int(under or 1)) * Fraction(30000, 1001)
        assert frames.denominator == 1


def test_otio_reads_markers_captions_and_start(result: turncue.Result) -> None:
    otio = pytest.importorskip("opentimelineio", reason="opentimelineio is not installed")
    clock = frame_clock("25", "01:00:00:00")
    made = timeline_from(result.document, clock, media="talk.mp4")
    timeline = otio.adapters.read_from_string(timeline_writer("x.otio")(made).decode(), "otio_json")
    assert timeline.global_start_time.to_timecode() == "01:00:00:00"
    clip = timeline.video_tracks()[0][0]
    assert len(clip.markers) == len(result.turns)
    assert clip.media_reference.target_url == "talk.mp4"
    for marker, turn in zip(clip.markers, result.turns, strict=True):
        assert marker.metadata["turncue"]["text"] == turn.text
        assert turn.start is not None
        assert marker.marked_range.start_time.value == 90_000 + int(turn.start / 40 + 0.5)
    assert len({m.color for m in clip.markers if m.name == "Ann Lee"}) == 1
    assert len({m.color for m in clip.markers}) == 3
    captions = timeline.tracks[1]
    texts = [c.media_reference.parameters["text"] for c in captions if isinstance(c, otio.schema.Clip)]
    assert texts == ["\n".join(s.lines) for s in result.subtitles]


def test_a_speaker_by_a_part_of_the_name(result: turncue.Result) -> None:
    whole = timeline_from(result.document, frame_clock("25"))
    assert cut_of(whole, ["ben"]) == cut_of(whole, ["Ben Ode"])
    others = replace(whole, markers=tuple(replace(m, speaker=f"Ann {m.speaker}") for m in whole.markers))
    assert {m.speaker for m in cut_of(others, ["ode"]).markers} == {"Ann Ben Ode"}
    for name in ("Ann", "Be", "", "Nobody"):
        with pytest.raises(UsageError):
            cut_of(others, [name])


def test_otio_reads_a_cut(result: turncue.Result) -> None:
    otio = pytest.importorskip("opentimelineio", reason="opentimelineio is not installed")
    made = cut_of(timeline_from(result.document, frame_clock("25"), media="talk.mp4"), ["Ben Ode"])
    timeline = otio.adapters.read_from_string(timeline_writer("x.otio")(made).decode(), "otio_json")
    own = [t for t in result.turns if t.speaker == "Ben Ode"]
    clips = list(timeline.video_tracks()[0])
    assert [c.source_range.start_time.value for c in clips] == [int((t.start or 0) / 40 + 0.5) for t in own]
    assert len(timeline.audio_tracks()[0]) == len(own)
    assert timeline.duration().value == sum(m.end - m.start for m in made.markers)


def test_a_result_is_a_timeline_of_opentimelineio(result: turncue.Result, tmp_path: Path) -> None:
    otio = pytest.importorskip("opentimelineio", reason="opentimelineio is not installed")
    made = result.to_otio(media="talk.mp4", rate="29.97df", start="01:00:00;00")
    assert isinstance(made, otio.schema.Timeline)
    assert made.global_start_time.to_timecode(30000 / 1001, True) == "01:00:00;00"
    assert len(made.video_tracks()[0][0].markers) == len(result.turns)
    otio.adapters.write_to_file(made, str(tmp_path / "a.otio"))
    again = otio.adapters.read_from_file(str(tmp_path / "a.otio"))
    assert again.is_equivalent_to(made)
    cut = result.to_otio(media="talk.mp4", cut=["Ben Ode"])
    assert len(cut.video_tracks()[0]) == sum(t.speaker == "Ben Ode" for t in result.turns)
    for wrong in ({"rate": "x"}, {"start": "1"}, {"cut": ["Nobody"]}):
        with pytest.raises(UsageError):
            result.to_otio(**wrong)


def test_without_opentimelineio_it_is_said(result: turncue.Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentimelineio.adapters", None)
    with pytest.raises(UsageError, match=r"turncue\[workflows\]"):
        result.to_otio()


@pytest.mark.parametrize("rate", ["25", "29.97df", "24"])
def test_otio_reads_the_edl(result: turncue.Result, rate: str) -> None:
    otio = pytest.importorskip("opentimelineio", reason="opentimelineio is not installed")
    if "cmx_3600" not in otio.adapters.available_adapter_names():
        pytest.skip("the CMX3600 adapter of opentimelineio is not installed")
    clock = frame_clock(rate)
    made = cut_of(timeline_from(result.document, clock, media="talk.mp4"), ["Ben Ode"])
    timeline = otio.adapters.read_from_string(
        timeline_writer("x.edl")(made).decode(), "cmx_3600", rate=float(clock.rate)
    )
    clips = [c for c in timeline.video_tracks()[0] if isinstance(c, otio.schema.Clip)]
    assert [round(c.source_range.start_time.value) for c in clips] == [m.start for m in made.markers]
    assert [round(c.source_range.duration.value) for c in clips] == [m.end - m.start for m in made.markers]


def test_otio_reads_the_premiere_xml(result: turncue.Result) -> None:
    otio = pytest.importorskip("opentimelineio", reason="opentimelineio is not installed")
    if "fcp_xml" not in otio.adapters.available_adapter_names():
        pytest.skip("the FCP7 XML adapter of opentimelineio is not installed")
    made = cut_of(timeline_from(result.document, frame_clock("25"), media="talk.mp4"), ["Ben Ode"])
    timeline = otio.adapters.read_from_string(timeline_writer("x.xml")(made).decode(), "fcp_xml")
    clips = list(timeline.video_tracks()[0])
    assert [c.source_range.start_time.value for c in clips] == [m.start for m in made.markers]


def test_otio_reads_the_fcpxml(result: turncue.Result) -> None:
    otio = pytest.importorskip("opentimelineio", reason="opentimelineio is not installed")
    if "fcpx_xml" not in otio.adapters.available_adapter_names():
        pytest.skip("the FCPXML adapter of opentimelineio is not installed")
    whole = timeline_from(result.document, frame_clock("25", "01:00:00:00"), media="talk.mp4")
    for made in (whole, cut_of(whole, ["Ben Ode"])):
        read = otio.adapters.read_from_string(timeline_writer("x.fcpxml")(made).decode(), "fcpx_xml")
        clips = list(read.find_clips())
        if made.cut:
            assert [round(c.source_range.start_time.value) for c in clips] == [90_000 + m.start for m in made.markers]
        else:
            assert sum(len(c.markers) for c in clips) == len(result.turns)


def test_resolve_markers(result: turncue.Result) -> None:
    made = timeline_from(result.document, frame_clock("25", "01:00:00:00"))
    text = timeline_writer("x.markers.edl")(made).decode()
    assert text.startswith("TITLE: ")
    assert "FCM: NON-DROP FRAME" in text
    notes = re.findall(r"^ \|C:ResolveColor(\w+) \|M:(.+) \|D:(\d+)$", text, re.MULTILINE)
    assert len(notes) == len(result.turns)
    assert len({color for color, _, _ in notes}) == 3


def test_premiere_csv(result: turncue.Result) -> None:
    made = timeline_from(result.document, frame_clock("25"))
    rows = list(csv.DictReader(io.StringIO(timeline_writer("x.csv")(made).decode(), newline="")))
    assert [row["Description"] for row in rows] == [t.text for t in result.turns]


def test_the_command(result: turncue.Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result.write("talk.json")
    result.write("talk.vtt")
    names = [f"a{suffix}" for suffix in TIMELINE_WRITERS]
    outs = [part for name in names for part in ("-o", name)]
    assert run(["timeline", "talk.json", *outs, "--media", "talk.mp4", "--quiet"]) == 0
    assert all(Path(name).stat().st_size > 200 for name in names)
    assert run(["timeline", "talk.json", "-o", "cut.otio", "--cut", "Ann Lee", "--quiet"]) == 0
    assert run(["timeline", "talk.json", "-o", "cut2.otio", "--cut", "Nobody"]) == 2
    assert run(["timeline", "talk.json", "-o", "x.nosuch"]) == 2
    assert run(["timeline", "talk.json"]) == 2
    assert run(["timeline", "talk.json", "-o", "a.otio"]) == 1
    assert run(["timeline", "talk.vtt", "-o", "v.otio", "--quiet"]) == 0
    by_turns, by_cues = (timeline_of_file(name, frame_clock("25")) for name in ("talk.json", "talk.vtt"))
    assert by_turns.speakers == by_cues.speakers
    assert [m.text for m in by_turns.markers] == [t.text for t in result.turns]
    direct = timeline_from(result.document, frame_clock("25"))
    assert [(m.start, m.end) for m in by_turns.markers] == [(m.start, m.end) for m in direct.markers]


def test_moviepy_shows_the_subtitles(result: turncue.Result) -> None:
    moviepy = pytest.importorskip("moviepy", reason="MoviePy is not installed")
    from moviepy.video.tools.subtitles import SubtitlesClip

    shown: list[str] = []

    def clip(text: str) -> object:
        shown.append(text)
        return moviepy.ColorClip((8, 8), (255, 255, 255))

    made = SubtitlesClip(subtitles=result.to_moviepy(), make_textclip=clip)
    assert made.duration == result.subtitles[-1].end / 1000
    first = result.subtitles[0]
    made.get_frame((first.start + 10) / 1000)
    assert shown[-1] == "\n".join(a + b for a, b in zip(first.labels, first.lines, strict=True))
