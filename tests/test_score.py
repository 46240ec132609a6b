"""Measures against a reference: by hand, from files, and as a command."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue.cli.app import run
from turncue.errors import FormatUnknown, ReadError
from turncue.formats import Source
from turncue.formats.nist import ctm, rttm, stm
from turncue.model import Captions, Cue, Mark, Word
from turncue.score import Errors, Score, Segment, Side, reference, score, side_of_captions
from turncue.score.score_input import TimedKeys, line_segments, name_key
from turncue.score.speaker_time import compare_speakers
from turncue.score.turn_onsets import compare_turns_by_speaker, compare_turns_by_text, match_turns
from turncue.score.word_errors import compare_word_times


def read_side(text: str, name: str | None = None, *, recording: str | None = None) -> Side:
    return reference.read_side(Source.of_text(text, name), recording=recording)


VTT = """WEBVTT

00:00:00.000 --> 00:00:02.000
<v Ann Lee>Where does the river rise?</v>

00:00:02.000 --> 00:00:05.000
<v Ben>Far behind the third hill,
where nobody lives.</v>

00:00:06.000 --> 00:00:07.000
<v Ann Lee>I see.</v>
"""
RTTM = """SPEAKER talk 1 0.000 2.500 <NA> <NA> ann_lee <NA> <NA>
SPEAKER talk 1 2.500 2.500 <NA> <NA> Ben <NA> <NA>
SPEAKER talk 1 6.000 1.000 <NA> <NA> ann_lee <NA> <NA>
"""
RESULT = {
    "version": 1,
    "engine": "words",
    "turns": [
        {"index": 0, "speaker": "Ann Lee", "start": 0.1, "end": 2, "status": "aligned", "text": "Where does it rise?"},
        {"index": 1, "speaker": "Ben", "start": None, "end": None, "status": "absent", "text": "Far behind the hill."},
    ],
    "cues": [{"start": 0.1, "end": 2, "lines": ["Where does it rise?"], "speakers": ["Ann Lee"], "turns": [0]}],
    "words": [
        {"text": "Where", "start": 0.1, "end": 0.4, "turn": 0},
        {"text": "does", "start": 0.4, "end": 0.8, "turn": 0},
        {"text": "it", "start": 0.8, "end": 1.2, "turn": 0},
        {"text": "rise", "start": 1.2, "end": 2.0, "turn": 0},
    ],
}


def segments(*rows: tuple[int, int, str | None]) -> list[Segment]:
    return [Segment(*row) for row in rows]


# ---------------------------------------------------------------- by hand


def test_diarization_by_hand() -> None:
    reference = segments((0, 1000, "a"), (800, 2000, "b"), (3000, 4000, "a"))
    result = segments((0, 900, "a"), (900, 1500, "c"), (3500, 5000, "a"))
    diarization, time = compare_speakers(reference, result)
    # 0-800 a/a; 800-900 ab/a; 900-1000 ab/c; 1000-1500 b/c; 1500-2000 b/-; 3000-3500 a/-; 3500-4000 a/a; 4000-5000 -/a
    assert diarization.correct == 800 + 100 + 500
    assert diarization.confusion == 100 + 500
    assert diarization.missed == 100 + 100 + 500 + 500
    assert diarization.false_alarm == 1000
    assert diarization.speech == 3200
    assert diarization.rate == 2800 / 3200
    assert (time.right, time.wrong, time.silent) == (1400, 600, 1000)
    assert time.accuracy == 1400 / 3000


def test_collar_unknown_speakers_and_unscored_spans_are_left_out() -> None:
    reference = segments((0, 1000, "a"), (1000, 2000, None))
    result = segments((0, 3000, "a"))
    assert compare_speakers(reference, result)[0].false_alarm == 1000
    diarization, _ = compare_speakers(reference, result, collar=250, unscored=[(2600, 2900)])
    assert (diarization.correct, diarization.false_alarm) == (500, 2600 - 2250 + 100)


def test_a_result_without_a_name_is_confused_not_right() -> None:
    diarization, time = compare_speakers(segments((0, 1000, "a")), segments((0, 1000, None)))
    assert (diarization.confusion, time.wrong) == (1000, 1000)


def test_names() -> None:
    assert name_key("ＡＮＮ_Lee :") == name_key(" ann  lee") == "ann lee"
    assert name_key(None) is None
    assert name_key(" _ ") is None


def test_turns_are_found_by_their_text_in_order() -> None:
    theirs = ["yes", "wheredoestheriverriseinwinter", "yes", "behindthehill", ""]
    assert match_turns(theirs, theirs) == {0: 0, 1: 1, 2: 2, 3: 3}
    ours = ["yes", "wheredoestheriverriseinthewinter", "yes"]
    assert match_turns(theirs, ours) == {0: 0, 1: 1, 2: 2}
    # a turn that goes on in the result is still the one that begins so
    assert match_turns(["wheredoestheriver"], ["no", "wheredoestheriverrisehesaidtome"]) == {0: 1}
    assert match_turns(["yes"], ["yesterdaywewent"]) == {}


def test_a_turn_the_result_has_not_is_looked_up_by_its_words() -> None:
    reference = side_of_captions(
        Captions((Cue(0, 1000, "good morning all", "a"), Cue(1000, 2000, "uh river bank", "b")))
    )
    result = side_of_captions(Captions((Cue(0, 2000, "good morning all river bank", "a"),)))
    found = compare_turns_by_text(reference.turns, result.turns, TimedKeys(("good", "river", "bank"), (0, 1100, 1500)))
    assert found == Errors((0, 100), 0, 1)
    gone = compare_turns_by_text(reference.turns, result.turns, TimedKeys(("good",), (0,)))
    assert gone == Errors((0,), 1, 0)


def test_turns_by_speaker() -> None:
    reference = segments((0, 1000, "a"), (1200, 2000, "a"), (2000, 3000, "b"), (3000, 4000, "a"), (5000, 6000, "c"))
    result = segments((100, 1900, "a"), (1950, 3100, "b"), (3100, 7000, "a"))
    assert compare_turns_by_speaker(reference, result) == Errors((-50, 100, 100), 1)


def test_errors_in_time() -> None:
    found = Errors((-300, -100, 100, 200, 2000), missing=1)
    assert len(found) == 6
    assert found.quantile(0.5) == 250
    assert found.quantile(0.8) == 2000
    assert found.quantile(0.9) is None
    assert found.quantile(0.9, missing=False) == pytest.approx(300 + 0.6 * 1700)
    assert found.within(300) == 4 / 6
    assert found.within(300, missing=False) == 4 / 5
    assert found.bias == 100
    assert Errors().quantile(0.5) is None
    assert Errors().bias is None
    assert Errors().within(9) == 0


def test_word_times() -> None:
    found = compare_word_times(TimedKeys(("a", "b", "c"), (0, 100, 200)), TimedKeys(("a", "x", "c"), (10, 90, 150)))
    assert found == Errors((-50, 10), 1)


# ---------------------------------------------------------------- files as sides


def test_captions_as_a_side() -> None:
    side = read_side(VTT)
    assert [(s.start, s.end, s.speaker) for s in side.segments] == [
        (0, 2000, "Ann Lee"),
        (2000, 5000, "Ben"),
        (6000, 7000, "Ann Lee"),
    ]
    assert [t.start for t in side.turns] == [0, 2000, 6000]
    assert not side.stamped


def test_a_name_holds_until_the_next_and_marks_cut_a_cue() -> None:
    cues = (
        Cue(0, 1000, "one two", "Ann"),
        Cue(1000, 2000, "three"),
        Cue(2000, 4000, "four five", None, (), (Mark(5, "Ben"),)),
        Cue(4000, 5000, "six", None, (), (Mark(0),)),
        Cue(5000, 6000, "seven", None, (Word("seven", 5000, 6000),)),
    )
    side = side_of_captions(Captions(cues))
    assert [(t.speaker, t.text, t.start, t.end) for t in side.turns] == [
        ("Ann", "one two\nthree\nfour", 0, 2000 + 2000 * 5 // 9),
        ("Ben", "five", 2000 + 2000 * 5 // 9, 4000),
        (None, "six\nseven", 4000, 6000),
    ]
    assert not side.stamped  # one stamped cue of five is no measurement
    assert side_of_captions(Captions((Cue(0, 1000, "one two"),))).turns == ()


def test_our_json_as_a_side() -> None:
    side = read_side(json.dumps(RESULT))
    assert [(t.speaker, t.start) for t in side.turns] == [("Ann Lee", 100), ("Ben", None)]
    assert side.stamped
    assert side.text == "Where does it rise?"
    assert side.segments == (Segment(100, 2000, "Ann Lee"),)


def test_lines_of_two_people_share_their_subtitle() -> None:
    assert line_segments(0, 1000, ["abcdef", "gh", "ij"], ["a", "b", "b"]) == segments((0, 600, "a"), (600, 1000, "b"))


def test_stm_says_what_is_not_scored() -> None:
    text = "a 1 Ann 0 1 good morning\na 1 gap 1 2 IGNORE_TIME_SEGMENT_IN_SCORING\na 1 Ben 2 3 hello\n"
    side = read_side(text)
    assert side.unscored == ((1000, 2000),)
    assert [t.speaker for t in side.turns] == ["Ann", "Ben"]
    result = Side(segments=tuple(segments((0, 2000, "ANN"), (2000, 3000, "ben"))))
    found = score(result, side)
    assert found.diarization is not None
    assert found.diarization.rate == 0.0


def test_what_cannot_be_read_says_what_can() -> None:
    with pytest.raises(FormatUnknown, match="RTTM"):
        read_side("Just some prose.")
    with pytest.raises(ReadError, match="--recording"):
        read_side(VTT, recording="talk")
    with pytest.raises(ReadError, match="turn 0"):
        read_side(json.dumps(RESULT | {"turns": ["Ann"]}))


# ---------------------------------------------------------------- the whole


@pytest.mark.parametrize("text", [VTT, RTTM, json.dumps(RESULT), "a 1 Ann 0 1 good morning\na 1 Ben 2 3 hello\n"])
def test_a_file_against_itself_is_perfect(text: str) -> None:
    side = read_side(text)
    found = score(side, side)
    assert found.diarization is not None
    assert found.speaker_time is not None
    assert found.turn_starts is not None
    assert found.diarization.rate == 0
    assert found.diarization.speech > 0
    assert found.speaker_time.accuracy == 1
    assert set(found.turn_starts.offsets) == {0}
    assert found.turn_starts.missing == 0
    assert found.words is None or found.words.rate == 0
    assert found.word_times is None or set(found.word_times.offsets) == {0}


def test_against_rttm() -> None:
    found = score(read_side(VTT), read_side(RTTM))
    assert found.turn_starts == Errors((-500, 0, 0))
    assert found.diarization is not None
    assert found.diarization.confusion == 500
    assert [s.split(":")[0] for s in found.left_out] == ["word times", "word errors"]


def test_renamed_and_mapped_names() -> None:
    other = RTTM.replace("ann_lee", "SPEAKER_01").replace("Ben", "ann_lee").replace("SPEAKER_01", "Ben")
    plain = score(read_side(VTT), read_side(other))
    assert plain.speaker_time is not None
    assert plain.speaker_time.right == 500
    mapped = score(read_side(VTT), read_side(other), map_speakers=True)
    assert mapped.speaker_time is not None
    assert mapped.speaker_time.right == 5500
    assert mapped.turn_starts == Errors((-500, 0, 0))
    renamed = score(read_side(VTT), read_side(RTTM.replace("ann_lee", "A._Lee")), rename=[("A. LEE", "ann lee")])
    assert renamed.speaker_time is not None
    assert renamed.speaker_time.right == 5500


def test_what_one_side_lacks_is_left_out_and_said() -> None:
    words = read_side("x 1 0 1 where\nx 1 1 1 river\n")
    found = score(read_side(VTT), words)
    assert (found.turn_starts, found.speaker_time, found.diarization, found.word_times) == (None,) * 4
    assert found.words is not None
    assert "turn starts: the reference does not have turns or speakers" in found.left_out
    assert "word times: the result does not have times of single words" in found.left_out
    assert score(Side(), Side()).empty


def test_scores_add_up() -> None:
    one = score(read_side(VTT), read_side(RTTM))
    two = score(read_side(json.dumps(RESULT)), read_side(VTT))
    both = one + two
    assert both.recordings == 2
    assert one.turn_starts is not None
    assert two.turn_starts is not None
    assert both.turn_starts == one.turn_starts + two.turn_starts
    assert both.words == two.words
    assert one.diarization is not None
    assert two.diarization is not None
    assert both.diarization is not None
    assert both.diarization.speech == one.diarization.speech + two.diarization.speech
    assert Score() + one == Score(
        one.turn_starts, one.speaker_time, one.diarization, None, None, one.left_out, recordings=2
    )


# ---------------------------------------------------------------- the command


def test_the_command_prints_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result, reference = tmp_path / "talk.vtt", tmp_path / "talk.rttm"
    result.write_text(VTT, encoding="utf-8")
    reference.write_text(RTTM, encoding="utf-8")
    assert run(["score", str(result), str(reference)]) == 0
    out, err = capsys.readouterr()
    assert "turn starts" in out
    assert "diarization error rate  8.3%: missed 0.0%, false alarm 0.0%, confusion 8.3%" in out
    assert "left out: word times" in err
    assert run(["score", str(result), str(reference), "--json", "--collar", "0.5", "--recording", "talk"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["ok"] is True
    assert figures["diarization"]["error_rate"] == 0.0
    assert figures["turn_starts"]["within"] == {"0.5": 1.0, "1": 1.0, "2": 1.0, "5": 1.0}
    assert figures["words"] is None


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result, reference = tmp_path / "talk.vtt", tmp_path / "talk.rttm"
    result.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n", encoding="utf-8")
    reference.write_text(RTTM, encoding="utf-8")
    assert run(["score", str(result), str(reference)]) == 1
    assert "nothing can be compared" in capsys.readouterr().err
    assert run(["score", str(result), str(tmp_path / "none.rttm"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == "ReadError"
    assert run(["score", "-", "-"]) == 2
    assert run(["score", str(result), str(reference), "--rename", "Ann"]) == 2
    assert run(["score", str(result), str(reference), "--collar", "-1"]) == 2


LINES = st.lists(
    st.lists(
        st.sampled_from(
            ["SPEAKER", "LEXEME", "x", "1", "0.5", "-1", "2e9", "1e400", "<NA>", "Ann", "<o>", "@", "{", "\0"]
        ),
        max_size=11,
    ).map(" ".join),
    max_size=4,
).map("\n".join)


@given(LINES)
def test_a_broken_reference_is_told_and_no_crash(text: str) -> None:
    source = Source.of_text(text)
    for read in (rttm.read_reference, stm.read_captions, ctm.read_captions, reference.read_side):
        with suppress(ReadError):  # anything else is a crash
            found = read(source)
            assert not isinstance(found, Side) or score(found, found).recordings == 1
