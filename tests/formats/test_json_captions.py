"""Captions in JSON: YouTube json3, Whisper and its relatives, and our own result."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readers import read_with, written_by
from strategies import documents

from turncue.errors import ReadError
from turncue.formats import result_json
from turncue.formats.asr import whisper_json, youtube_json
from turncue.model import Cue, Document, Mark, Report, Subtitle, TimedTurn, TimedWord, Word

# ---------------------------------------------------------------- json3

JSON3 = {
    "wireMagic": "pb3",
    "events": [
        {"tStartMs": 0, "dDurationMs": 9000, "id": 1, "wpWinPosId": 1},
        {
            "tStartMs": 1000,
            "dDurationMs": 5000,
            "segs": [{"utf8": "so"}, {"utf8": " it", "tOffsetMs": 300, "acAsrConf": 51}],
        },
        {"tStartMs": 2990, "dDurationMs": 10, "aAppend": 1, "segs": [{"utf8": "\n"}]},
        {"tStartMs": 3000, "dDurationMs": 2000, "segs": [{"utf8": ">> begins", "tOffsetMs": 0}]},
    ],
}


def test_json3_lines_and_words() -> None:
    captions = read_with(youtube_json, json.dumps(JSON3), "x.json3")
    assert [(c.start, c.end, c.text, c.marks) for c in captions.cues] == [
        (1000, 3000, "so it", ()),
        (3000, 5000, "begins", (Mark(0),)),
    ]
    assert captions.cues[0].words == (Word("so", 1000, 1300), Word("it", 1300, 3000, 0.2))
    assert captions.cues[1].words == (Word("begins", 3000, 5000),)


def test_json3_by_people_has_no_words() -> None:
    events = [{"tStartMs": 10, "dDurationMs": 900, "segs": [{"utf8": "Good\nmorning"}]}]
    assert read_with(youtube_json, json.dumps({"events": events})).cues == (Cue(10, 910, "Good\nmorning"),)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"events": 3}', '{"events": [1, {"tStartMs": "x"}]}'])
def test_what_is_no_json3_is_refused(text: str) -> None:
    with pytest.raises(ReadError):
        read_with(youtube_json, text)


# ---------------------------------------------------------------- Whisper


def whisper(data: Any) -> tuple[Cue, ...]:
    return read_with(whisper_json, json.dumps(data), "x.json").cues


def test_openai_whisper() -> None:
    words = [
        {"word": " So", "start": 1.0, "end": 1.2, "probability": 0.9},
        {"word": " it", "start": 1.2, "end": 1.4, "probability": 0.8},
        {"word": " began.", "start": 1.6, "end": 2.0, "probability": 0.7},
    ]
    data = {"text": " So it began.", "language": "en", "segments": [
        {"id": 0, "start": 1.0, "end": 2.0, "text": " So it began.", "words": words}]}  # fmt: skip
    captions = read_with(whisper_json, json.dumps(data))
    assert captions.language == "en"
    heard = (Word("So", 1000, 1200, 0.9), Word("it", 1200, 1400, 0.8), Word("began.", 1600, 2000, 0.7))
    assert captions.cues == (Cue(1000, 2000, "So it began.", None, heard),)
    assert whisper(data["segments"]) == captions.cues  # the bare list


def test_segments_without_words_are_cues() -> None:
    assert whisper({"segments": [{"start": 1, "end": 2.5, "text": " Well, well. "}]}) == (
        Cue(1000, 2500, "Well, well."),
    )


def test_whisperx_missing_times_and_speakers() -> None:
    words = [
        {"word": "In", "start": 1.0, "end": 1.2, "score": 0.5, "speaker": "SPEAKER_00"},
        {"word": "1999", "speaker": "SPEAKER_00"},
        {"word": "yes.", "start": 2.0, "end": 2.3, "speaker": "SPEAKER_00"},
        {"word": "No.", "start": 2.6, "end": 2.9, "speaker": "SPEAKER_01"},
    ]
    (cue,) = whisper(
        {"segments": [{"start": 1.0, "end": 3.0, "text": "In 1999 yes. No.", "speaker": "SPEAKER_00", "words": words}]}
    )
    assert cue.words == (
        Word("In", 1000, 1200, 0.5),
        Word("1999", 1200, 2000),
        Word("yes.", 2000, 2300),
        Word("No.", 2600, 2900),
    )
    assert cue.speaker == "SPEAKER_00"
    assert cue.marks == (Mark(13, "SPEAKER_01"),)


def test_whisper_cpp_counts_milliseconds_and_tells_parts_of_words() -> None:
    tokens = [
        {"text": "[_BEG_]", "offsets": {"from": 1000, "to": 1000}, "p": 0.9},
        {"text": " Good", "offsets": {"from": 1000, "to": 1300}, "p": 0.9},
        {"text": " mor", "offsets": {"from": 1300, "to": 1500}, "p": 0.8},
        {"text": "ning", "offsets": {"from": 1500, "to": 1700}, "p": 0.8},
        {"text": ".", "offsets": {"from": 1700, "to": 1800}, "p": 0.9},
    ]
    data = {"result": {"language": "en"}, "transcription": [
        {"offsets": {"from": 1000, "to": 2000}, "text": " Good morning.", "tokens": tokens, "speaker_turn_next": True},
        {"offsets": {"from": 2000, "to": 3000}, "text": " Hi.", "speaker": "1"}]}  # fmt: skip
    first, second = whisper(data)
    assert first.words == (Word("Good", 1000, 1300, 0.9), Word("morning.", 1300, 1800, 0.8))
    assert (second.start, second.end, second.text, second.speaker, second.marks) == (2000, 3000, "Hi.", "1", (Mark(0),))


@pytest.mark.parametrize("factor", [1, 1000])
@pytest.mark.parametrize("key", ["text", "word"])
def test_word_lists_in_either_unit(factor: int, key: str) -> None:
    rows = [("So", 1.0, 1.25), ("it", 1.25, 1.5), ("is.", 1.5, 1.875), ("Yes", 4.0, 4.25), ("no", 4.25, 4.5)]
    data = {"words": [{key: w, "start": a * factor, "end": b * factor} for w, a, b in rows]}
    cues = whisper(data)
    assert [(c.start, c.end, c.text) for c in cues] == [(1000, 1875, "So it is."), (4000, 4500, "Yes no")]
    assert [(w.text, w.start) for c in cues for w in c.words] == [(w, int(a * 1000)) for w, a, _ in rows]


def test_a_unit_that_makes_no_sense_is_refused() -> None:
    data = {"words": [{"word": w, "start": i * 8, "end": i * 8 + 7} for i, w in enumerate("so it is".split())]}
    with pytest.raises(ReadError, match="median word lasts 7"):
        whisper(data)


def test_chevrons_in_recognised_text_are_marks() -> None:
    words = [{"word": w, "start": i * 0.5, "end": i * 0.5 + 0.4} for i, w in enumerate([" >>", " Hi.", " >> No."])]
    (cue,) = whisper({"segments": [{"start": 0, "end": 2, "text": " >> Hi. >> No.", "words": words}]})
    assert (cue.text, cue.marks) == ("Hi. No.", (Mark(0), Mark(4)))
    assert [(w.text, w.start) for w in cue.words] == [("Hi.", 500), ("No.", 1000)]


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "[1]", '{"segments": []}', '{"segments": [{"text": "x"}]}', '{"words": [{}]}']
)
def test_what_is_no_recogniser_is_refused(text: str) -> None:
    with pytest.raises(ReadError):
        read_with(whisper_json, text)


KEYS = "start end text word words segments speaker events segs utf8 tStartMs offsets from to cues lines".split()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "a b", ">> x", "1.5", "\x00"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["segments", "words", "transcription", "events", "cues"]), st.lists(VALUES, max_size=4))
def test_any_json_reads_or_is_refused(key: str, rows: list[Any]) -> None:
    text = json.dumps({key: rows, "version": 1})
    for reader in (whisper_json, youtube_json, result_json):
        try:
            cues = read_with(reader, text).cues
        except ReadError:
            continue
        assert all(0 <= c.start <= c.end for c in cues)
        assert all(not c.words or "".join(w.text for w in c.words) == "".join(c.text.split()) for c in cues)


# ---------------------------------------------------------------- our result


def result() -> Document:
    words = (TimedWord(0, 4, 1000, 1400, "measured", 1.0), TimedWord(5, 13, 1400, 2000, "estimated", 0.33333))
    return Document(
        (Subtitle(1000, 2000, ("Good", "morning."), ("Ann", "Ann"), ("Ann: ", ""), (0,), 0.98765),),
        (
            TimedTurn(0, "Ann", "Good morning.", words, 0.9, "aligned", role="host"),
            TimedTurn(1, None, "Not there", (), 0.0, "absent", reason="none of its words were heard"),
        ),
        Report("words", 3, 2.0, 2, 2.0, 2, 1, 0, 1, warnings=("one turn is absent",)),
        "en",
        "en-GB",
    )


def test_written_result() -> None:
    data = json.loads(written_by(result_json, result()))
    assert data == {
        "version": 1,
        "engine": "words",
        "score": 1.0,
        "coverage": 0.6667,
        "language": {"transcript": "en", "captions": "en-GB"},
        "turns": [
            {
                "index": 0, "speaker": "Ann", "start": 1.0, "end": 2.0, "confidence": 0.9, "status": "aligned",
                "text": "Good morning.", "role": "host",
            },
            {
                "index": 1, "speaker": None, "start": None, "end": None, "confidence": 0.0, "status": "absent",
                "text": "Not there", "reason": "none of its words were heard",
            },
        ],
        "cues": [
            {
                "start": 1.0, "end": 2.0, "lines": ["Good", "morning."], "speakers": ["Ann", "Ann"], "turns": [0],
                "confidence": 0.9877,
            }
        ],
        "words": [
            {"text": "Good", "start": 1.0, "end": 1.4, "turn": 0, "source": "measured", "confidence": 1.0},
            {"text": "morning.", "start": 1.4, "end": 2.0, "turn": 0, "source": "estimated", "confidence": 0.3333},
        ],
        "warnings": ["one turn is absent"],
    }  # fmt: skip


def test_result_reads_back_as_captions_with_words() -> None:
    captions = read_with(result_json, written_by(result_json, result()), "x.json")
    assert captions.language == "en"
    assert captions.cues == (
        Cue(1000, 2000, "Good\nmorning.", "Ann", (Word("Good", 1000, 1400, 1.0), Word("morning.", 1400, 2000, 0.3333))),
    )


@settings(max_examples=40, deadline=None)
@given(documents())
def test_result_keeps_times_lines_and_speakers(document: Document) -> None:
    cues = read_with(result_json, written_by(result_json, document)).cues
    assert [(c.start, c.end, c.text, c.speaker) for c in cues] == [
        (s.start, s.end, "\n".join(s.lines), s.speakers[0]) for s in document.subtitles
    ]
    changes = [sum(a != b for a, b in zip(s.speakers, s.speakers[1:], strict=False)) for s in document.subtitles]
    assert [len(c.marks) for c in cues] == changes


@pytest.mark.parametrize(
    "text", ["", "[]", '{"cues": []}', '{"version": 2, "cues": [{}]}', '{"version": 1, "cues": [{"start": 1}]}']
)
def test_what_is_no_result_is_refused(text: str) -> None:
    with pytest.raises(ReadError):
        read_with(result_json, text)
