"""The captions decide between readings; they never take single turns away."""

from __future__ import annotations

from small_talk import TALK, A, B, read, written

from turncue.model import Captions, Cue, Transcript, Turn
from turncue.transcripts.choice import choose_reading, matched_words
from turncue.transcripts.describe import describe_transcript


def captions(*more: str) -> Captions:
    texts = [*more, *(x for *_, x in TALK)]
    return Captions(tuple(Cue(1000 * k, 1000 * k + 900, text) for k, text in enumerate(texts)))


SECTIONS = (
    "# Mill\n\n## Background\n\n**Ana Roe:** Once a miller lived by the river.\n\n**Bo Lund:** He had a red boat.\n\n"
)


def test_what_the_captions_have_is_speech_whatever_heading_it_stands_under() -> None:
    made = read(SECTIONS + "## Talk\n\n" + written(lambda s, a, b, x: f"**{s}:** {x}"), "t.md")
    readings = (made, *made.alternatives)
    assert len(choose_reading(readings, captions()).turns) == 8
    chosen = choose_reading(readings, captions("Once a miller lived by the river.", "He had a red boat."))
    assert len(chosen.turns) == 10
    assert "the captions decided" in chosen.notes[0]


def test_text_before_the_first_speaker_is_dropped_when_it_is_not_spoken() -> None:
    made = read("This was typed by the miller's daughter.\n\n" + written(lambda s, a, b, x: f"{s}: {x}"), "t.txt")
    readings = (made, *made.alternatives)
    assert len(choose_reading(readings, captions()).turns) == 8
    assert len(choose_reading(readings, captions("this was typed by the miller's daughter")).turns) == 9


def test_captions_in_another_language_leave_the_first_reading() -> None:
    one = Transcript((Turn(A, "Der Müller schläft heute lange."),))
    two = Transcript((Turn(A, "Anna: Der Müller schläft heute lange."),))
    assert choose_reading((one, two), captions()) is one
    assert choose_reading((one,), captions()) is one


def test_labels_in_the_text_lose_and_words_in_common_gain() -> None:
    right = Transcript(tuple(Turn(s, x) for s, _, _, x in TALK))
    wrong = Transcript(tuple(Turn(None, f"{s} {x}") for s, _, _, x in TALK))
    assert [t.speaker for t in choose_reading((wrong, right), captions()).turns] == [s for s, *_ in TALK]
    assert choose_reading((right, wrong), captions()) is right


def test_a_single_match_counts_only_near_a_run() -> None:
    assert matched_words("a b c x".split(), "a b c".split()) == [True, True, True, False]
    assert matched_words("q w e r t a".split(), "a z y".split()) == [False] * 6
    assert matched_words("a b x c".split(), "a b y c".split()) == [True, True, False, True]


def test_a_description_has_a_row_for_each_thing_understood() -> None:
    rows = describe_transcript(read(SECTIONS + "## Talk\n\n" + written(lambda s, a, b, x: f"**{s}:** {x}"), "t.md"))
    parts = [row.part for row in rows]
    assert parts.count("speaker") == 2
    assert {"document", "speaker", "turn", "metadata", "warning"} <= set(parts)
    assert any(row.name == B and row.detail.startswith("4 turns") for row in rows)
    nobody = describe_transcript(read("It rained.\n\nIt stopped.\n", "t.txt"), turns=0)
    assert any("nobody is named" in row.detail for row in nobody)
