"""Times in the text, arrows, frames, many hours; units that are not stated, and values that are missing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from readers import captions_of, srt, vtt

from turncue.errors import ReadError
from turncue.model import Captions
from turncue.reading import reading_warnings


@pytest.mark.parametrize(
    "line",
    [
        "12:30 → 13:00 every day",
        "12:30 -> 13:00",
        "1.5 -> 2 is the ratio",
        "10:00 => 11:00",
        "00:30 → 01:00",
        "9:15–>9:45",
    ],
)
@pytest.mark.parametrize("above", ["The shop is open", "Call\n911"])
def test_a_time_with_an_arrow_in_the_text_is_text(line: str, above: str) -> None:
    for text, name in ((srt, "x.srt"), (vtt, "x.vtt")):
        captions = captions_of(text((1000, 2000, f"{above}\n{line}"), (3000, 4000, "Good.")), name)
        assert [c.text for c in captions.cues] == [f"{above}\n{line}", "Good."]
        assert not captions.repairs


def test_an_arrow_in_a_note_makes_no_cue() -> None:
    text = "WEBVTT\n\nNOTE\n1.5 -> 2 is the ratio\n\n" + vtt((1000, 2000, "Good."))[8:]
    assert [c.text for c in captions_of(text, "x.vtt").cues] == ["Good."]


def test_a_file_that_writes_all_its_times_so_is_read() -> None:
    text = "0:01 -> 0:03\nGood morning.\n\n0:04 → 0:06\nMorning!\n"
    assert [(c.start, c.text) for c in captions_of(text, "x.srt").cues] == [(1000, "Good morning."), (4000, "Morning!")]


@pytest.mark.parametrize("extra", [" -->", " --> 00:00:03,000", "-->"])
def test_an_arrow_behind_the_times(extra: str) -> None:
    captions = captions_of(srt((1000, 2000, "hello")).replace("02,000", f"02,000{extra}"), "x.srt")
    assert [(c.start, c.end, c.text) for c in captions.cues] == [(1000, 2000, "hello")]


@pytest.mark.parametrize(("highest", "rate"), [(24, 25), (29, 30), (49, 50)])
@pytest.mark.parametrize("sign", [":", ";"])
def test_frames_are_told(highest: int, rate: int, sign: str) -> None:
    text = f"1\n00:00:01{sign}12 --> 00:00:02{sign}{highest}\nGood.\n\n2\n00:00:03{sign}00 --> 00:00:04{sign}05\nYes.\n"
    captions = captions_of(text, "x.srt")
    assert captions.cues[0].start == 1000 + 12_000 // rate
    assert (captions.repairs[0].rule, captions.repairs[0].replacement) == (
        "frames in times",
        f"read at {rate} frames a second",
    )
    assert "frames" in reading_warnings(captions)[0]


def test_thousandths_behind_a_colon_are_no_frames() -> None:
    text = srt((1240, 2000, "Good.")).replace(",", ":")
    assert captions_of(text, "x.srt").cues[0].start == 1240


def test_many_hours() -> None:
    text = "WEBVTT\n\n12345:00:00.000 --> 12345:00:01.000\nStill here.\n"
    assert captions_of(text, "x.vtt").cues[0].start == 12345 * 3_600_000


def test_braces_that_are_no_override_are_text() -> None:
    assert (
        captions_of(vtt((0, 1000, r"The set {x, {\bf y}} is open.")), "x.vtt").cues[0].text
        == r"The set {x, {\bf y}} is open."
    )
    assert captions_of(srt((0, 1000, r"{\an8}{\i1}Above{\i0}")), "x.srt").cues[0].text == "Above"


def _segments(*rows: dict[str, Any]) -> Captions:
    return captions_of(json.dumps({"segments": list(rows)}), "x.json")


def test_missing_ends_are_the_next_starts() -> None:
    captions = _segments(
        {"start": 1, "text": "Good morning."}, {"start": 3, "text": "Yes."}, {"start": 20, "text": "No."}
    )
    assert [(c.start, c.end) for c in captions.cues] == [(1000, 2040), (3000, 4000), (20_000, 21_000)]
    assert [r.rule for r in captions.repairs] == ["missing end"]


@pytest.mark.parametrize(
    "row",
    [
        {"start": "1.0", "end": "2.5"}, {"start": "1.0s", "end": "2.5s"},
        {"start": "00:00:01.000", "end": "00:00:02.500"},
        {"start": "0:01", "duration": 1.5}, {"start": 1, "dur": "1.5"}, {"startTime": 1, "endTime": 2.5},
        {"timestamp": [1.0, 2.5]}, {"start": "00:00:01,000", "end": "00:00:02,500"}, {"begin": 1.0, "end": 2.5},
    ],
)  # fmt: skip
def test_times_of_many_names_and_kinds(row: dict[str, Any]) -> None:
    captions = captions_of(
        json.dumps([{"text": "Good morning.", **row}, {"text": "Yes.", "start": 9, "end": 10}]), "x.json"
    )
    assert (captions.cues[0].start, captions.cues[0].end) == (1000, 2500)


@pytest.mark.parametrize("factor", [60, 1e4, 1e7, 1e-3])
def test_units_that_make_no_sense_are_refused_with_the_number(factor: float) -> None:
    rows = [
        {"word": w, "start": k * 0.4 * factor, "end": (k * 0.4 + 0.35) * factor, "punctuated_word": w}
        for k, w in enumerate("a b c d e".split())
    ]
    deepgram = {"results": {"channels": [{"alternatives": [{"words": rows}]}]}}
    with pytest.raises(ReadError, match=r"median word lasts [\d.e+]+ s|no text|makes no sense"):
        captions_of(json.dumps(deepgram), "x.json")


@pytest.mark.parametrize(
    "data",
    [
        {"transcript": [{"text": "Good morning.", "start": 1, "duration": 2}]},
        {"data": {"items": [{"content": "Good morning.", "start_time": "1.0", "end_time": "3.0"}]}},
        [{"text": "Good morning.", "startMs": 1000, "endMs": 3000}],
        [{"text": "Good morning.", "startTimeMs": "1000", "endTimeMs": "3000"}],
        {
            "segments": [
                {"text": "Good morning.", "start": 1000, "end": 1400},
                {"text": "Now then.", "start": 1500, "end": 1900},
            ]
        },
    ],
)
def test_lists_of_timed_texts_wherever_they_stand(data: Any) -> None:
    captions = captions_of(json.dumps(data), "x.json")
    assert (captions.cues[0].start, captions.cues[0].text) == (1000, "Good morning.")


def test_assemblyai_counts_ms_and_whisper_seconds() -> None:
    rows = [
        {"text": w, "start": 170 + k * 400, "end": 500 + k * 400, "confidence": 1}
        for k, w in enumerate("a b c d".split())
    ]
    assert captions_of(json.dumps({"audio_url": "x", "words": rows}), "x.json").cues[0].start == 170


def test_a_wrong_first_word_does_not_move_its_segment() -> None:
    words = [
        {"word": " Then", "start": 2.0, "end": 2.1},
        {"word": " we", "start": 60.2, "end": 60.4},
        {"word": " left.", "start": 60.4, "end": 60.8},
    ]
    captions = _segments(
        {"start": 0, "end": 5, "text": " Good morning."},
        {"start": 60.0, "end": 61, "text": " Then we left.", "words": words},
    )
    assert [c.start for c in captions.cues] == [0, 60_000]


@pytest.mark.parametrize("rate", ["0.5", "999"])
def test_a_frame_rate_that_makes_no_sense(rate: str) -> None:
    with pytest.raises(ReadError, match="frames a second"):
        captions_of("{1}{1}" + rate + "\n{25}{50}Good.\n{60}{70}Yes.\n", "x.sub")


def test_a_missing_frame_rate_is_told() -> None:
    captions = captions_of("{25}{50}Good.|Morning.\n{75}{100}Yes.\n", "x.sub")
    assert [(c.start, c.text) for c in captions.cues] == [(1000, "Good.\nMorning."), (3000, "Yes.")]
    assert "25 frames" in reading_warnings(captions)[0]


def test_ttml_frames_offsets_and_nesting() -> None:
    text = (
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25">'
        '<body begin="10s"><div begin="1m"><p begin="00:00:01:10" dur="2s">A<br/>b</p>'
        '<p begin="75f" end="5s"><span>C</span> d</p>'
        "<p><span begin='8s' end='9s'>E</span><span begin='9s' end='10s'>f</span></p></div></body></tt>"
    )
    assert [(c.start, c.end, c.text) for c in captions_of(text, "x.ttml").cues] == [
        (71_400, 73_400, "A\nb"), (73_000, 75_000, "C d"), (78_000, 79_000, "E"), (79_000, 80_000, "f"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]><tt xmlns="http://www.w3.org/ns/ttml"><body>&c;</body></tt>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><tt xmlns="http://www.w3.org/ns/ttml"><body>&b;</body></tt>',
    ],
)
def test_xml_with_entities_is_refused(text: str) -> None:
    with pytest.raises(ReadError, match="entities"):
        captions_of(text, "x.ttml")


def test_pasted_times() -> None:
    text = "0:01\nGood morning.\n0:05\n5 seconds\nMorning! How are you?\n1:02:03 Late.\n"
    captions = captions_of(text, None)
    assert captions.format == "pasted"
    assert [(c.start, c.text) for c in captions.cues] == [
        (1000, "Good morning."),
        (5000, "Morning! How are you?"),
        (3_723_000, "Late."),
    ]


def _counted(first: int, texts: tuple[str, ...]) -> str:
    """Numbered cues as some programs print them, with a dash between the times."""
    return "".join(f"{first + k}\n00:00:0{k}.250 - 00:00:0{k}.900\n{text}\n\n" for k, text in enumerate(texts))


@pytest.mark.parametrize("first", [1, 7])
def test_numbers_above_pasted_times_are_no_words(first: int) -> None:
    captions = captions_of(_counted(first, ("Good morning.", "Thank you.\nIt is lovely.", "Good.")), "x.txt")
    assert [c.text for c in captions.cues] == ["Good morning.", "Thank you.\nIt is lovely.", "Good."]
    assert not reading_warnings(captions)


def test_numbers_that_are_counted_aloud_are_words() -> None:
    text = "".join(f"[0:0{k}] {k}\n" for k in range(1, 6))
    assert [c.text for c in captions_of(text, "x.txt").cues] == [str(k) for k in range(1, 6)]
