"""Captions that say who speaks, read as a transcript."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from turncue.errors import ReadError, UsageError
from turncue.formats.base import TranscriptOptions
from turncue.model import Captions, Cue, Mark, Repair, Transcript, Word
from turncue.transcripts.captions_as_transcript import transcript_from_captions


def read(*cues: Cue, **options: object) -> Transcript:
    captions = Captions(cues, "en", "talk.vtt", "vtt", (Repair(1, "r", "a", "b"),))
    return transcript_from_captions(captions, TranscriptOptions(**options))  # type: ignore[arg-type]


def said(transcript: Transcript) -> list[tuple[str | None, str, int | None]]:
    return [(t.speaker, t.text, t.start) for t in transcript.turns]


def test_voices_join_and_names_hold_until_the_next() -> None:
    got = read(
        Cue(0, 1000, "Hello", "Ana"),
        Cue(1000, 2000, "there.", "Ana"),
        Cue(2000, 3000, "Hi.", "Bo"),
        Cue(3000, 4000, "How\nare you?"),
        Cue(4000, 5000, "[laughs] Fine.", "Ana"),
    )
    assert said(got) == [("Ana", "Hello there.", 0), ("Bo", "Hi. How are you?", 2000), ("Ana", "[laughs] Fine.", 4000)]
    assert [e.text for e in got.turns[2].events] == ["[laughs]"]
    assert (got.language, got.source, got.format, len(got.repairs)) == ("en", "talk.vtt", "vtt", 1)


def test_marks_inside_a_cue() -> None:
    got = read(
        Cue(0, 1000, "Yes. No.", "Ana", marks=(Mark(0, "Ana"), Mark(5, "Bo"))),
        Cue(1000, 2000, "Never.\nWhy?", marks=(Mark(7),)),
    )
    assert said(got) == [("Ana", "Yes.", 0), ("Bo", "No. Never.", 625), (None, "Why?", 1636)]
    words = (Word("Yes.", 0, 300), Word("No.", 800, 1000))
    timed = read(Cue(0, 1000, "Yes. No.", "Ana", words, (Mark(5, "Bo"),)))
    assert [t.start for t in timed.turns] == [0, 800]


def test_labels_in_the_text() -> None:
    got = read(
        Cue(0, 1000, "Ana Roe: Hello, I want to say"),
        Cue(1000, 2000, "this: we won."),
        Cue(2000, 3000, "Bo: Oh.\nAna Roe: Yes."),
        Cue(3000, 4000, "Bo: At 3:30?"),
    )
    assert said(got) == [
        ("Ana Roe", "Hello, I want to say this: we won.", 0),
        ("Bo", "Oh.", 2000),
        ("Ana Roe", "Yes.", 2380),
        ("Bo", "At 3:30?", 3000),
    ]


def test_notes_of_manner_are_no_names() -> None:
    cues = (Cue(0, 1000, "[Whispers] Come."), Cue(1000, 2000, "No."), Cue(2000, 3000, "[Whispers] Do."))
    assert said(read(*cues)) == [(None, "[Whispers] Come. No. [Whispers] Do.", 0)]
    names = ("[Ana] Come.", "[Bo] No.", "[Ana] Do.", "[Bo] Ok.")
    assert read(*(Cue(n, n + 1, text) for n, text in enumerate(names))).speakers == ("Ana", "Bo")


def test_bare_marks_and_pauses_without_names() -> None:
    got = read(
        Cue(0, 1000, "One", marks=(Mark(0),)),
        Cue(1000, 2000, "two."),
        Cue(2000, 3000, "Three.", marks=(Mark(0),)),
        Cue(9000, 9500, "Four."),
        Cue(9500, 9900, "早"),
        Cue(9900, 9950, "安"),
    )
    assert said(got) == [(None, "One two.", 0), (None, "Three.", 2000), (None, "Four. 早安", 9000)]


def test_options() -> None:
    cues = (Cue(0, 1, "Hi.", "Ana"), Cue(1, 2, "Yo.", "Screen"), Cue(2, 3, "Bye.", "Bo"))
    assert said(read(*cues, speakers_only=("Ana", "Bo"), rename=(("Bo", "Bo Lund"),))) == [
        ("Ana", "Hi. Screen: Yo.", 0),
        ("Bo Lund", "Bye.", 2),
    ]
    with pytest.raises(UsageError, match="Ana, Screen, Bo"):
        read(*cues, speakers_only=("Cy",))
    with pytest.raises(UsageError, match="--section"):
        read(*cues, section="1")


def test_lookalikes_are_told() -> None:
    assert "Dan Ott" in read(Cue(0, 1, "Hi.", "Dan Ott"), Cue(1, 2, "Yo.", "Bo"), Cue(2, 3, "So.", "Dan")).notes[0]


@pytest.mark.parametrize("cues", [(), (Cue(0, 1, ""),), (Cue(0, 1, " \n", "Ana"),)])
def test_nothing_to_read(cues: tuple[Cue, ...]) -> None:
    with pytest.raises(ReadError, match=r"talk\.vtt"):
        read(*cues)


_line = st.lists(st.sampled_from("sea wind 5 well, 燈塔 x: (so)".split()), min_size=1, max_size=6).map(" ".join)
_name = st.none() | st.sampled_from(["Ana", "Bo"])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(_name, _line, st.integers(0, 12), _name), min_size=1, max_size=12))
def test_every_word_comes_out_once_and_in_order(made: list[tuple[str | None, str, int, str | None]]) -> None:
    cues = [
        Cue(n * 1000, n * 1000 + 900, text, name, marks=(Mark(at, other),) if text[at:] else ())
        for n, (name, text, at, other) in enumerate(made)
    ]
    got = read(Cue(0, 0, "start", "Ana"), *cues)
    assert "".join(t.text for t in got.turns).replace(" ", "") == "start" + "".join(c.text for c in cues).replace(
        " ", ""
    )
    starts = [t.start for t in got.turns if t.start is not None]
    assert starts == sorted(starts)
    assert len(starts) == len(got.turns)
