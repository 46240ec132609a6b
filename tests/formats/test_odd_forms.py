"""Forms that people really have: karaoke, names in brackets, arrows and times in text, frames, odd units, tokens."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readers import captions_of, shown, transcript_of

from turncue.errors import ReadError
from turncue.formats import Source
from turncue.formats.base import Dialect
from turncue.formats.cues.clean_scan import clean_cues
from turncue.formats.cues.repair import scan
from turncue.formats.cues.timing_line import timing_lines
from turncue.model import Captions
from turncue.reading import parse_transcript, read_captions, read_transcript, reading_warnings

SENTENCES = ("the ferry left the harbour late", "nobody had seen the captain", "we walked home along the wall")


def _time(ms: int, point: str = ",") -> str:
    return f"00:{ms // 60000:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"


def srt(*cues: tuple[int, int, str]) -> str:
    return "\n".join(f"{n}\n{_time(a)} --> {_time(b)}\n{t}\n" for n, (a, b, t) in enumerate(cues, 1))


def vtt(*cues: tuple[int, int, str]) -> str:
    return "WEBVTT\n\n" + "\n".join(f"{_time(a, '.')} --> {_time(b, '.')}\n{t}\n" for a, b, t in cues)


def word_times(captions: Captions) -> list[tuple[str, int]]:
    return [(w.text, w.start) for c in captions.cues for w in c.words]


EXPECTED = [(w, n * 10_000 + k * 400) for n, s in enumerate(SENTENCES) for k, w in enumerate(s.split())]


def _karaoke(form: Any, *, gaps: bool = False) -> list[tuple[int, int, str]]:
    cues = []
    for n, sentence in enumerate(SENTENCES):
        words = sentence.split()
        for k in range(len(words)):
            start = n * 10_000 + k * 400
            cues.append((start, start + (300 if gaps else 400), form(words, k)))
            if gaps:
                cues.append((start + 300, start + 400, sentence))
    return cues


def _one(mark: str) -> Any:
    return lambda words, k: " ".join(mark.format(w) if j == k else w for j, w in enumerate(words))


# ---------------------------------------------------------------- karaoke


@pytest.mark.parametrize(
    "mark", ["<u>{}</u>", "<b>{}</b>", "<i>{}</i>", '<font color="#00ff00">{}</font>', "<font color=yellow>{}</font>"]
)
@pytest.mark.parametrize("gaps", [False, True])
def test_a_highlighted_word_has_its_cues_time(mark: str, gaps: bool) -> None:
    captions = captions_of(srt(*_karaoke(_one(mark), gaps=gaps)), "x.srt")
    assert [c.text for c in captions.cues] == list(SENTENCES)
    assert word_times(captions) == EXPECTED
    assert [r.rule for r in captions.repairs] == ["one cue per word"]


@pytest.mark.parametrize("mark", ["<c.yellow>{}</c>", "<u>{}</u>", "<b>{}</b>", "<c>{}</c>"])
def test_highlights_in_webvtt(mark: str) -> None:
    assert word_times(captions_of(vtt(*_karaoke(_one(mark), gaps=True)), "x.vtt")) == EXPECTED


def test_a_highlight_of_all_words_so_far() -> None:
    form = lambda words, k: f"<c.on>{' '.join(words[: k + 1])}</c> {' '.join(words[k + 1 :])}"  # noqa: E731
    assert word_times(captions_of(vtt(*_karaoke(form)), "x.vtt")) == EXPECTED


def test_growing_cues_time_their_words() -> None:
    captions = captions_of(srt(*_karaoke(lambda words, k: " ".join(words[: k + 1]))), "x.srt")
    assert [c.text for c in captions.cues] == list(SENTENCES)
    assert word_times(captions) == EXPECTED


def test_a_word_in_italics_here_and_there_is_no_karaoke() -> None:
    cues = [(n * 2000, n * 2000 + 1500, f"this is <i>line</i> number {n}") for n in range(20)]
    assert not any(c.words for c in captions_of(srt(*cues), "x.srt").cues)


# ---------------------------------------------------------------- names

ANN, BEN = "Nora Field", "Tomas Reed"
LINES = ("Good morning and welcome.", "Thank you, it is lovely.", "Did the seeds arrive?", "Only half of them came.")


def _named(form: str, names: tuple[str, str] = (ANN, BEN)) -> list[tuple[int, int, str]]:
    return [(n * 3000, n * 3000 + 2500, form.format(names[n % 2], t)) for n, t in enumerate(LINES)]


@pytest.mark.parametrize(
    "form",
    [
        "({})\n{}",
        "[{}]\n{}",
        "[{}] {}",
        "- [{}] {}",
        "-[{}] {}",
        "({}) {}",
        "<{}> {}",
        "{}\n{}",
        "[{}]: {}",
        "- ({})\n{}",
        "【{}】{}",
    ],
)
@pytest.mark.parametrize(
    "names", [(ANN, BEN), ("NORA FIELD", "TOMAS REED"), ("SPEAKER_00", "SPEAKER_01"), ("林美玲", "陳志明")]
)
def test_names_in_brackets_and_on_their_own_line(form: str, names: tuple[str, str]) -> None:
    if form == "{}\n{}" and names[0] == "SPEAKER_00":
        pytest.skip("a code alone on a line is no name that a person writes")
    captions = captions_of(srt(*_named(form, names)), "x.srt")
    assert [c.text for c in captions.cues] == list(LINES)
    assert [m.speaker for c in captions.cues for m in c.marks] == [names[n % 2] for n in range(4)]
    turns = transcript_of(srt(*_named(form, names)), "x.srt").turns
    assert [(t.speaker, t.text) for t in turns] == [(names[n % 2], t) for n, t in enumerate(LINES)]


@pytest.mark.parametrize("parting", ["-", "–", "—", " - "])
def test_two_people_in_a_cue_parted_by_a_dash(parting: str) -> None:
    cues = [
        (n * 6000, n * 6000 + 5500, f"({ANN})\n{LINES[2 * n]}\n{parting}\n({BEN})\n{LINES[2 * n + 1]}")
        for n in range(2)
    ]
    captions = captions_of(vtt(*cues), "x.vtt")
    assert [c.text for c in captions.cues] == ["\n".join(LINES[:2]), "\n".join(LINES[2:])]
    assert [[m.speaker for m in c.marks] for c in captions.cues] == [[ANN, BEN], [ANN, BEN]]


@pytest.mark.parametrize(
    "form",
    [
        "[Music] {1}",
        "[Laughs] {1}",
        "(door closes) {1}",
        "[whispers] {1}",
        "{1}\n[Applause]",
        "[Sighs]\n{1}",
        "♪ {1} ♪",
    ],
)
def test_sounds_and_manners_are_no_names(form: str) -> None:
    captions = captions_of(srt(*_named(form)), "x.srt")
    assert not any(c.speaker or c.marks for c in captions.cues)


def test_a_check_sees_the_labels_as_they_stand() -> None:
    cues, _ = shown(srt(*_named("[{}] {}")), "x.srt")
    assert [c.labels for c in cues] == [(f"[{n}] ",) for n in (ANN, BEN, ANN, BEN)]


# ---------------------------------------------------------------- changes of speaker


@pytest.mark.parametrize("end", [" >>", " >> ", ">>", "\n>>", " [SPEAKER_TURN]", "[SPEAKER_TURN]"])
def test_a_change_at_the_end_of_a_cue_is_the_next_cues(end: str) -> None:
    captions = captions_of(
        srt((0, 1000, "Are you there?" + end), (1000, 2000, "I am."), (2000, 3000, "Good.")), "x.srt"
    )
    assert [(c.text, [m.at for m in c.marks]) for c in captions.cues] == [
        ("Are you there?", []),
        ("I am.", [0]),
        ("Good.", []),
    ]


def test_a_change_at_the_end_of_a_line_is_the_next_lines() -> None:
    (cue,) = captions_of(srt((0, 1000, "Are you there? >>\nI am.")), "x.srt").cues
    assert (cue.text, [m.at for m in cue.marks]) == ("Are you there?\nI am.", [15])


@pytest.mark.parametrize("token", ["<|1.00|>", "<|en|>", "<|endoftext|>", "[_TT_50]", "[_BEG_]", "[_SOT_]"])
def test_tokens_of_recognisers_go(token: str) -> None:
    assert captions_of(srt((0, 1000, f"{token}Good morning.{token}")), "x.srt").cues[0].text == "Good morning."
    data = {"segments": [{"start": 0, "end": 1, "text": f" {token} Good morning.{token}"}]}
    assert captions_of(json.dumps(data), "x.json").cues[0].text == "Good morning."


# ---------------------------------------------------------------- times and arrows in text


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


# ---------------------------------------------------------------- units and missing values


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


def test_ass_karaoke_times_words_and_comments_are_left_out() -> None:
    text = (
        "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,not this\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\k20}Good {\\k50}morning {\\k30}all\n"
        "Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\p1}m 0 0 l 9 9{\\p0}\n"
        "Dialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,One\\Ntwo\\hthree\n"
    )
    captions = captions_of(text, "x.ass")
    assert word_times(captions) == [("Good", 1000), ("morning", 1200), ("all", 1700)]
    assert captions.cues[1].text == "One\ntwo three"


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


# ---------------------------------------------------------------- files that hold no text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\0\0\0\x18ftypmp42", "video"), (b"\x1aE\xdf\xa3x", "Matroska"), (b"ID3\x03", "MP3"),
        (b"RIFF\0\0\0\0WAVE", "audio"), (b"\x89PNG\r\n", "picture"), (b"\x1f\x8b\x08", "gzip"), (b"Rar!\x1a", "RAR"),
        (b"\xd0\xcf\x11\xe0\xa1", "Word"), (b"OggS\0", "Ogg"),
    ],
)  # fmt: skip
def test_files_without_text_are_named(data: bytes, kind: str) -> None:
    for read in (read_captions, read_transcript):
        with pytest.raises(ReadError, match=kind):
            read(data + bytes(300))


def test_reading_warnings_name_the_encoding() -> None:
    data = "Sébastien: Good morning.\n\nAnn: Morning.\n\nSébastien: Cold today.\n".encode("cp1252")
    assert reading_warnings(read_transcript(data)) == ("transcript: not UTF-8, read as cp1252.",)
    assert reading_warnings(parse_transcript("Ann: Good.\n\nBen: Yes.\n")) == ()


# ---------------------------------------------------------------- the quick way is the slow way

_TEXTS = st.lists(
    st.sampled_from(["Good morning.", "- Yes.", "12", "A -> B", "<i>x</i>", "  led", "x → y", "NOTE this", "\u3000"]),
    min_size=1,
    max_size=3,
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 3000), _TEXTS), min_size=1, max_size=5),
    st.sampled_from(["srt", "vtt"]),
)
def test_the_quick_scan_gives_what_the_slow_one_does(rows: list[tuple[int, int, list[str]]], dialect: Dialect) -> None:
    now, cues = 0, []
    for gap, length, lines in rows:
        now += gap
        cues.append((now, now + length, "\n".join(lines)))
    text = (srt if dialect == "srt" else vtt)(*cues)
    quick = clean_cues(text, dialect)
    slow, repairs = scan(Source.of_text("\ufeff" + text.replace("\n", "\r\n", 1) + "\n\ufeff\n", None), dialect)
    assert timing_lines(text.split("\n"), text, dialect)[0]
    if quick is not None:
        assert [(c.start, c.end, c.lines, c.id, c.line) for c in quick] == [
            (c.start, c.end, c.lines, c.id, c.line) for c in slow
        ] or repairs


@pytest.mark.parametrize(
    "text",
    [
        "-->" * 30_000,
        "<b" * 50_000,
        "{\\" * 50_000,
        "- a " * 30_000,
        ">> a " * 20_000,
        "<u>a</u> " * 20_000,
        "(A) " * 20_000,
    ],
)
def test_long_odd_lines_take_linear_time(text: str) -> None:
    captions_of(srt((0, 1000, text), (1000, 2000, "Good.")), "x.srt")
    captions_of(vtt((0, 1000, text), (1000, 2000, "Good.")), "x.vtt")
