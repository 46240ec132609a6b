"""``import turncue``: what ``align`` accepts, options by name, what a result gives."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import gardeners
import pytest
from conftest import ROOT

import turncue
from turncue import Captions, Cue, FormatCannot, FormatUnknown, Options, ReadError, Transcript, Turn, UsageError
from turncue.options import OptionNames

TURNS = [
    ("Ann Lee", "The roses came up late this year, I think it was the frost."),
    ("Ben Ode", "It was the neighbour's goat."),
    ("Ann Lee", "The goat again? We built a fence for four hundred euros."),
    ("Ben Ode", "The goat has read the fence carefully and found the gate."),
]
CUES = [
    (1.0, 4.0, "The roses came up late this year, I think it was the frost."),
    (4.5, 7.0, "It was the neighbour's goat. The goat again?"),
    (7.2, 10.0, "We built a fence for four hundred euros."),
    (10.4, 14.0, "The goat has read the fence carefully and found the gate."),
]


class TupleSegment(NamedTuple):
    """A segment of the older faster-whisper."""

    id: int
    start: float
    end: float
    text: str
    words: list[Any] | None = None


@dataclass
class DataSegment:
    """A segment of the newer faster-whisper."""

    id: int
    start: float
    end: float
    text: str
    words: list[Any] | None = None


@dataclass
class DataWord:
    """A word of faster-whisper."""

    start: float
    end: float
    word: str
    probability: float


def _words(start: float, end: float, text: str) -> Iterator[tuple[float, float, str]]:
    step = (end - start) / len(text.split())
    for k, word in enumerate(text.split()):
        yield start + k * step, start + (k + 1) * step, " " + word


def _segments(kind: Any, *, words: bool = True) -> list[Any]:
    return [
        kind(k, a, b, " " + t, [DataWord(x, y, w, 0.9) for x, y, w in _words(a, b, t)] if words else None)
        for k, (a, b, t) in enumerate(CUES)
    ]


def _whisper(*, words: bool = True) -> dict[str, Any]:
    """As openai-whisper gives it."""
    rows = []
    for k, (a, b, t) in enumerate(CUES):
        row: dict[str, Any] = {"id": k, "seek": 0, "start": a, "end": b, "text": " " + t, "tokens": [1, 2]}
        if words:
            row["words"] = [{"word": w, "start": x, "end": y, "probability": 0.9} for x, y, w in _words(a, b, t)]
        rows.append(row)
    return {"text": " ".join(t for _, _, t in CUES), "segments": rows, "language": "en"}


def _numpy(data: dict[str, Any]) -> dict[str, Any]:
    import numpy as np

    rows = [{**row, "start": np.float64(row["start"]), "end": np.float32(row["end"])} for row in data["segments"]]
    return {**data, "segments": rows}


def _subs() -> Any:
    pysubs2 = pytest.importorskip("pysubs2")
    file = pysubs2.SSAFile()
    file.extend(pysubs2.SSAEvent(int(a * 1000), int(b * 1000), text=r"{\i1}" + t) for a, b, t in CUES)
    return file


@pytest.mark.parametrize(
    ("captions", "measured"),
    [
        (lambda: _whisper(), True),
        (lambda: _whisper(words=False), False),
        (lambda: _whisper()["segments"], True),
        (lambda: _numpy(_whisper()), True),
        (lambda: (s for s in _segments(DataSegment)), True),
        (lambda: _segments(TupleSegment), True),
        (lambda: (iter(_segments(TupleSegment)), SimpleNamespace(language="en")), True),
        (lambda: _segments(DataSegment, words=False), False),
        (lambda: SimpleNamespace(to_dict=lambda: _whisper()), True),
        (lambda: SimpleNamespace(segments=_segments(DataSegment), language="en"), True),
        (lambda: CUES, False),
        (lambda: [(int(a * 1000), int(b * 1000), t, None) for a, b, t in CUES], False),
        (lambda: [((a, b), t) for a, b, t in CUES], False),
        (lambda: [(timedelta(seconds=a), timedelta(seconds=b), t) for a, b, t in CUES], False),
        (lambda: [(f"0:{a:04.1f}", f"0:{b:04.1f}", t) for a, b, t in CUES], False),
        (lambda: [{"start": a, "end": b, "text": t} for a, b, t in CUES], False),
        (lambda: [Cue(int(a * 1000), int(b * 1000), t) for a, b, t in CUES], False),
        (lambda: Captions(tuple(Cue(int(a * 1000), int(b * 1000), t) for a, b, t in CUES)), False),
        (_subs, False),
        (lambda: io.StringIO(gardeners.CAPTIONS), False),
        (lambda: io.BytesIO(gardeners.CAPTIONS.encode()), False),
        (lambda: gardeners.CAPTIONS.encode(), False),
        (lambda: turncue.parse_captions(gardeners.CAPTIONS), False),
    ],
)
def test_captions_of_every_form(captions: Any, measured: bool) -> None:
    result = turncue.align(TURNS, captions())
    assert [t.speaker for t in result.turns] == [name for name, _ in TURNS]
    starts = [t.start or 0 for t in result.turns]
    assert starts[0] == 1000
    assert abs(starts[3] - 10400) <= 1
    assert (result.report.measured > 0) == measured


@pytest.mark.parametrize(
    "transcript",
    [
        lambda: TURNS,
        lambda: [list(row) for row in TURNS],
        lambda: (row for row in TURNS),
        lambda: [{"speaker": name, "text": text} for name, text in TURNS],
        lambda: [{"name": name, "text": text, "start": None} for name, text in TURNS],
        lambda: {"turns": [{"speaker": name, "text": text} for name, text in TURNS]},
        lambda: [Turn(name, text) for name, text in TURNS],
        lambda: Transcript(tuple(Turn(name, text) for name, text in TURNS)),
        lambda: [Cue(k, k + 1, text, name) for k, (name, text) in enumerate(TURNS)],
        lambda: Captions(tuple(Cue(k, k + 1, text, name) for k, (name, text) in enumerate(TURNS))),
        lambda: io.StringIO(gardeners.TRANSCRIPT),
        lambda: gardeners.TRANSCRIPT.encode(),
        lambda: turncue.parse_transcript(gardeners.TRANSCRIPT),
        lambda: turncue.parse_transcript(gardeners.TRANSCRIPT.encode()),
    ],
)
def test_transcripts_of_every_form(transcript: Any) -> None:
    read = turncue.read_transcript(transcript())
    assert [(t.speaker, t.text) for t in read.turns] == TURNS
    assert turncue.align(transcript(), CUES).report.aligned == 4


def test_own_result_is_a_transcript() -> None:
    document = turncue.align(TURNS, CUES).to_dict()
    assert [(t.speaker, t.text) for t in turncue.read_transcript(document).turns] == TURNS


def test_turns_in_a_list_are_read_like_those_of_a_file() -> None:
    rows = [("Ann Lee", "The roses came up late (laughs) this year.\n[[0:01]] I think it was the frost."), *TURNS[1:]]
    read = turncue.read_transcript(rows, rename={"Ann Lee": "Ann"})
    assert [t.speaker for t in read.turns] == ["Ann", "Ben Ode", "Ann", "Ben Ode"]
    assert read.turns[0].events[0].text == "(laughs)"
    assert (read.turns[0].stamps[0].time, read.turns[0].stamps[0].hard) == (1000, True)


def test_read_takes_any_subtitle_file(tmp_path: Path) -> None:
    result = turncue.align(TURNS, CUES)
    for name in ("a.srt", "a.vtt", "a.json"):
        result.write(tmp_path / name)
        assert len(turncue.read(tmp_path / name).cues) == len(result.subtitles)


@pytest.mark.parametrize(
    ("transcript", "captions", "error", "message"),
    [
        (gardeners.TRANSCRIPT, CUES, ReadError, "a text, not the path of a file.*turncue.parse_transcript"),
        (TURNS, gardeners.CAPTIONS, ReadError, "a text, not the path of a file.*turncue.parse_captions"),
        ("word " * 200, CUES, ReadError, "a text, not the path"),
        (TURNS, "nothere.srt", ReadError, "no such file"),
        (TURNS, [(0, 3, "The roses"), (3, 6, "came up")], ReadError, "Integers are milliseconds"),
        (TURNS, [(3.0, 1.0, "The roses came up late")], ReadError, "cue 1 of the list ends before it starts"),
        (TURNS, [("x", 1.0, "The roses came up late")], ReadError, "'x' is no time"),
        (TURNS, [*CUES, (1.0, "two")], ReadError, "cue 5 of the list is no cue"),
        (TURNS, [object()], ReadError, "cue 1 of the list is no cue"),
        (TURNS, [], ReadError, "the list is empty"),
        (TURNS, {}, ReadError, "no format fits|no recogniser|segments"),
        (TURNS, 3, UsageError, "cannot be a int"),
        (TURNS, Transcript(()), UsageError, "were the two swapped"),
        ([], CUES, ReadError, "the list is empty"),
        ([*TURNS, ("a", "b", "c")], CUES, ReadError, "turn 5 of the list is no turn"),
        ([("Ann", 3)], CUES, ReadError, "turn 1 of the list is no turn"),
        (None, CUES, UsageError, "cannot be a NoneType"),
    ],
)
def test_what_cannot_be_read_is_said(transcript: Any, captions: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        turncue.align(transcript, captions)


# ---------------------------------------------------------------- options by name


def test_options_by_name_are_the_fields_of_options() -> None:
    assert set(OptionNames.__annotations__) == {f.name for f in fields(Options)}


def test_options_by_name_are_the_same_as_options() -> None:
    by_name = turncue.align(TURNS, CUES, speakers="every", speaker_style="caps", max_chars=30)
    by_value = turncue.align(TURNS, CUES, options=Options(speakers="every", speaker_style="caps", max_chars=30))
    assert by_name == by_value
    assert "BEN ODE: It was" in by_name.render("srt")
    over = turncue.align(TURNS, CUES, options=Options(speakers="every", speaker_style="caps"), max_chars=30)
    assert over == by_name


def test_former_names_and_other_forms_of_a_value() -> None:
    result = turncue.align(TURNS, CUES, colours=True, pin={2: 4600}, rename={"Ann Lee": "Ann"})  # type: ignore[call-arg]
    assert result.options == Options(colors=True, pins=((2, 4600),), rename=(("Ann Lee", "Ann"),))
    assert result.turns[1].start == 4600


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"speeker_style": "caps"}, "no option 'speeker_style'. Did you mean 'speaker_style'"),
        ({"speakers": "evry"}, "speakers is 'evry'; it can be change, every or none. Did you mean 'every'"),
        ({"profile": "netfilx"}, "netflix"),
    ],
)
def test_a_wrong_option_names_the_nearest(named: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        turncue.align(TURNS, CUES, **named)


# ---------------------------------------------------------------- results


def test_words_have_text_speaker_times_and_confidence() -> None:
    words = turncue.align(TURNS, _whisper()).words
    assert [w.text for w in words[:3]] == ["The", "roses", "came"]
    assert words[0][:3] == ("The", "Ann Lee", 1000)
    assert {w.speaker for w in words} == {"Ann Lee", "Ben Ode"}
    assert all(w.start < w.end and 0 <= w.confidence <= 1 for w in words)


def test_a_result_as_dict_is_its_json() -> None:
    result = turncue.align(TURNS, CUES)
    assert result.to_dict() == json.loads(result.render("json")) == json.loads(result.render("result"))
    assert result.to_dict()["version"] == 1


def test_a_result_as_table(monkeypatch: pytest.MonkeyPatch) -> None:
    result = turncue.align(TURNS, CUES)
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=list))  # pandas is no dependency
    turns: Any = result.to_dataframe()
    assert [row["speaker"] for row in turns] == [name for name, _ in TURNS]
    words: Any = result.to_dataframe("words")
    assert (words[0]["text"], words[0]["speaker"]) == ("The", "Ann Lee")
    subtitles: Any = result.to_dataframe("subtitles")
    assert len(subtitles) == len(result.subtitles)
    with pytest.raises(UsageError, match="turns, words or subtitles"):
        result.to_dataframe("cues")  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"pip install 'turncue\[dataframe\]'"):
        result.to_dataframe()


def test_a_result_goes_into_open_files(tmp_path: Path) -> None:
    result = turncue.align(TURNS, CUES)
    text, data = io.StringIO(), io.BytesIO()
    result.write(text, format="vtt")
    result.write(data, format="vtt")
    assert text.getvalue() == data.getvalue().decode() == result.render("vtt")
    with (tmp_path / "a.srt").open("w", encoding="utf-8", newline="") as named:
        result.write(named)
    with (tmp_path / "b.srt").open("wb") as named_bytes:
        result.write(named_bytes)
    result.write(tmp_path / "c", format="srt")
    contents = {(tmp_path / name).read_bytes() for name in ("a.srt", "b.srt", "c")}
    assert contents == {result.render("srt").encode()}


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    result = turncue.align([("林", text) for _, text in TURNS], CUES)
    with pytest.raises(UsageError, match=r"give format=, one of srt \(\.srt\)"):
        result.write(io.StringIO())
    with pytest.raises(FormatCannot, match=r"screenplay \(Fountain\) cannot carry subtitles"):
        result.render("fountain")
    with pytest.raises(FormatUnknown, match="no format 'nosuch'"):
        result.write(io.StringIO(), format="nosuch")
    with (tmp_path / "a.srt").open("w", encoding="ascii") as narrow, pytest.raises(turncue.WriteError, match="ascii"):
        result.write(narrow)
    with (tmp_path / "a.srt").open() as reading, pytest.raises(turncue.WriteError, match="cannot be written"):
        result.write(reading)


def test_a_result_is_short_in_a_terminal_and_a_table_in_a_notebook() -> None:
    result = turncue.align([("<Ann>", TURNS[0][1]), *TURNS[1:]], CUES)
    assert repr(result) == ("<turncue.Result: 4 subtitles, 4 turns (4 aligned, 0 estimated, 0 absent), score 1.00, en>")
    page = result._repr_html_()
    assert "&lt;Ann&gt;" in page
    assert page.count("<tr>") == 5
    assert "more turns" not in page
    long = turncue.align(TURNS * 5, [(a + 20 * k, b + 20 * k, t) for k in range(5) for a, b, t in CUES])
    assert long._repr_html_().count("<tr>") == 9
    assert "12 more turns" in long._repr_html_()
    assert len(repr(long)) < 120


def test_the_checkers_see_the_types() -> None:
    pytest.importorskip("mypy")
    command = [sys.executable, "-m", "mypy", "--strict", str(ROOT / "tests" / "typing" / "library.py")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300, check=False)
    assert done.returncode == 0, done.stdout
