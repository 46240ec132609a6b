"""Every format that is written is read again: times, text, speakers, word times, up to the losses of its row."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from turncue import formats
from turncue.formats import FORMATS, Format, Source, WriteOptions
from turncue.model import Captions, Document, Subtitle, TimedTurn, TimedWord
from turncue.reading import captions_from

NAMES = ("Ann Lee", "Ben Ode", "José Ibarra", "林美玲", "O’Hara")
WORDS = (
    "harbour ferry the a late was quiet cold bread it and wall tide 12 3.5 well-known it’s "
    'naïve Straße żółw море когда 早上好 歡迎大家 今日は مرحبا हमारा 안녕 R&D 5<6 7>6 "so" (yes) 50% #1 a/b x=y'
).split()
OPENINGS = (
    "Good morning",
    "Thank you for coming",
    "Now we walk to",
    "Nobody came before",
    "Which of the boats",
    "Perhaps on Monday",
    "And so goodbye",
)
WRITTEN = tuple(row for row in FORMATS if row.write is not None)
TOLERANCE = {"ass": 10, "karaoke-ass": 30, "lrc": 10, "lrc-words": 10, "stm": 10, "ctm": 10, "rttm": 10}
"""ms; what the format's own fractions allow. All others keep the ms."""


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A talk of turns in subtitles of one or two lines, a subtitle a turn, with a time for each word."""
    count = draw(st.integers(4, 7))
    now, last = draw(st.integers(1000, 3000)), None
    people = draw(st.permutations(NAMES))[: draw(st.integers(2, 3))]
    turns: list[TimedTurn] = []
    subtitles: list[Subtitle] = []
    for index in range(count):
        name = draw(st.sampled_from([n for n in people if n != last]))
        opening = OPENINGS[index].split()
        words = opening + draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=8))
        lasting = draw(st.integers(200, 500))
        text = " ".join(words) + "."
        timed = [
            TimedWord(m.start(), m.end(), now + k * lasting, now + (k + 1) * lasting - 20, "measured", 0.9)
            for k, m in enumerate(re.finditer(r"\S+", text))
        ]
        cut = draw(st.integers(0, len(words) - 1))
        lines = [" ".join(words[:cut]), " ".join(words[cut:]) + "."] if cut else [text]
        labels = (f"{name}: ", *[""] * (len(lines) - 1))
        end = timed[-1].end
        subtitles.append(Subtitle(now, end, tuple(lines), (name,) * len(lines), labels, (index,)))
        turns.append(TimedTurn(index, name, text, tuple(timed), 0.9, "aligned"))
        now, last = end + draw(st.integers(100, 9000)), name
    return Document(tuple(subtitles), tuple(turns), language="en")


@dataclass(frozen=True)
class Spoken:
    """What is read of a turn or a cue: who, what, from when to when, and the starts of its words."""

    speaker: str | None
    text: str
    start: int | None
    end: int | None
    words: tuple[int, ...] = ()


def written(row: Format, document: Document) -> Source:
    assert row.write is not None
    data = row.write(document, WriteOptions())
    name = f"talk{(row.write_suffixes or row.suffixes)[0]}"
    return Source(data, name) if data[:2] == b"PK" else Source.of_text(data.decode("utf-8"), name)


def cues_of(captions: Captions) -> list[Spoken]:
    out = []
    for cue in captions.cues:
        speaker = cue.speaker or next((m.speaker for m in cue.marks if m.at == 0), None)
        out.append(Spoken(speaker, " ".join(cue.text.split()), cue.start, cue.end, tuple(w.start for w in cue.words)))
    return out


def as_turns(cues: list[Spoken]) -> list[Spoken]:
    """Cues of one speaker in a row as one; a label may stand on the first line only."""
    out: list[Spoken] = []
    for cue in cues:
        if out and (cue.speaker is None or out[-1].speaker == cue.speaker):
            last = out[-1]
            out[-1] = Spoken(last.speaker, f"{last.text} {cue.text}", last.start, cue.end, last.words + cue.words)
        else:
            out.append(cue)
    return out


def bare(text: str) -> list[str]:
    return re.findall(r"\w+", text)  # LRC, CTM, STM have other meanings for some marks


def expected(document: Document) -> list[Spoken]:
    return [
        Spoken(t.speaker, t.text, t.words[0].start, t.words[-1].end, tuple(w.start for w in t.words))
        for t in document.turns
    ]


def same_times(row: Format, read: list[Spoken], document: Document) -> None:
    near = TOLERANCE.get(row.name, 0)
    for got, true in zip(read, expected(document), strict=True):
        assert got.start is not None
        assert abs(got.start - (true.start or 0)) <= near
        if "end" not in row.losses:
            assert got.end is not None
            assert abs(got.end - (true.end or 0)) <= near
        if "words" not in row.losses:
            assert len(got.words) == len(true.words)
            assert all(abs(a - b) <= near for a, b in zip(got.words, true.words, strict=True))


def keeps_speakers(row: Format) -> bool:
    return "speaker" not in row.losses or row.keeps_labels


@pytest.mark.parametrize("row", [r for r in WRITTEN if r.name != "rttm"], ids=lambda r: r.name)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(document=documents())
def test_what_is_written_is_read_again(row: Format, document: Document) -> None:
    source = written(row, document)
    if "lines" in row.losses and row.name not in ("ctm", "textgrid", "eaf", "whisper", "stm", "tsv", "dapt"):
        names = [t.speaker for t in document.turns]
        starts = [t.words[0].start // 1000 for t in document.turns]
        # the reader of transcripts learns the form of labels from the document: names that return, times that go on
        assume(all(names.count(name) > 1 for name in names) and len(set(starts)) == len(starts))
        turns = formats.read_transcript(source).turns
        # behind a time stamp the reader keeps Markdown's escapes
        read_turns = [(t.speaker, " ".join(t.text.replace("\\", "").split())) for t in turns]
        assert read_turns == [(t.speaker, t.text) for t in document.turns]
        return
    read = cues_of(captions_from(source))
    read = as_turns(read) if keeps_speakers(row) or row.name.startswith("lrc") else read  # LRC: a row a line
    if keeps_speakers(row):
        assert [r.speaker for r in read] == [t.speaker for t in document.turns]
    if row.name == "ctm":  # words, with nothing that says where a turn ends
        assert bare(" ".join(r.text for r in read)) == bare(" ".join(t.text for t in document.turns))
        starts = [s for r in read for s in r.words]
        assert all(
            abs(a - b) <= 10 for a, b in zip(starts, [w.start for t in document.turns for w in t.words], strict=True)
        )
        return
    if "marks" in row.losses or row.name.startswith("lrc"):
        assert [bare(r.text) for r in read] == [bare(t.text) for t in document.turns]
    else:
        assert [r.text for r in read] == [t.text for t in document.turns]
    same_times(row, read, document)


@settings(max_examples=25, deadline=None)
@given(document=documents())
def test_rttm_keeps_who_speaks_when(document: Document) -> None:
    row = formats.by_name("rttm")
    assert row.read_reference is not None
    segments = row.read_reference(written(row, document), None).segments
    assert [(s.speaker or "").replace("_", " ") for s in segments] == [t.speaker for t in document.turns]
    assert all(abs(s.start - t.words[0].start) <= 10 for s, t in zip(segments, document.turns, strict=True))


def test_every_written_row_is_tried() -> None:
    assert {r.name for r in WRITTEN} >= {"srt", "vtt", "ass", "ttml", "sbv", "lrc", "result", "docx", "csv", "dapt"}
