"""Speakers that the user names, in documents that no reader understands; and names that may be words."""

from __future__ import annotations

import pytest

from turncue.errors import UsageError
from turncue.formats.base import TranscriptOptions
from turncue.model import Captions, Cue
from turncue.transcripts.choice import choose_reading
from turncue.transcripts.readings import read_plain

TALK = [
    ("Nora", "Good morning and welcome to the garden programme."),
    ("Tomas", "Thank you, it is lovely to be back."),
    ("Nora", "Did the seeds arrive in time?"),
    ("Tomas", "Only half of them came on Monday."),
    ("Nora", "Then we wait with the others."),
]


@pytest.mark.parametrize("form", ["◆{}◆ {}", "§ {} § {}", "~{}~ {}", "+++ {} +++ {}"])
def test_names_in_any_frame(form: str) -> None:
    text = "\n".join(form.format(*turn) for turn in TALK) + "\n"
    made = read_plain(text, None, TranscriptOptions(speakers_only=("Nora", "Tomas")))
    assert [(t.speaker, t.text) for t in made.turns] == TALK


@pytest.mark.parametrize("wrap", ["\n", " "])
def test_names_within_lines(wrap: str) -> None:
    text = wrap.join(" ".join(f"{name.upper()}: {words}" for name, words in TALK).split(" "))
    made = read_plain(text, None, TranscriptOptions(speakers_only=("NORA", "TOMAS")))
    assert [t.speaker for t in made.turns] == [name.upper() for name, _ in TALK]
    assert " ".join(" ".join(t.text for t in made.turns).split()) == " ".join(words for _, words in TALK)


def test_a_name_that_is_no_label_is_refused() -> None:
    with pytest.raises(UsageError, match="speakers-only"):
        read_plain("\n".join(f"◆{n}◆ {w}" for n, w in TALK), None, TranscriptOptions(speakers_only=("Nora", "Clara")))


@pytest.mark.parametrize(("heard", "speaker"), [("", "高山"), ("高山", "周敏")])
def test_captions_tell_a_forgotten_mark_from_a_word(heard: str, speaker: str) -> None:
    turns = [
        ("高山", "大家早上好。"),
        ("周敏", "早上好，很高兴来。"),
        ("高山", "今天我们谈书店。"),
        ("周敏", "书店下个月搬走。"),
    ]
    text = "\n\n".join(f"{n}：{w}" for n, w in turns) + "\n\n高山 知道门口还排着队吗？\n\n周敏：知道。\n"
    made = read_plain(text)
    spoken = [*(w for _, w in turns), f"{heard}知道门口还排着队吗？", "知道。"]
    captions = Captions(tuple(Cue(k * 3000, k * 3000 + 2500, w) for k, w in enumerate(spoken)))
    chosen = choose_reading((made, *made.alternatives), captions)
    assert next(t.speaker for t in chosen.turns if "排着队" in t.text) == speaker
    assert any("高山" in note for note in chosen.notes)


def test_a_family_name_is_no_verb() -> None:
    names = ["Ann Lee", "Ben Lee", "Ann Lee", "Ben Lee", "Ann Lee"]
    made = read_plain("\n\n".join(f"{n}: {w}" for n, (_, w) in zip(names, TALK, strict=True)))
    assert [t.speaker for t in made.turns] == names


def test_dashes_of_a_list_are_no_turns() -> None:
    words = "We need three things:\n— rope\n— tar\n— a new hasp"
    made = read_plain(f"Nora: Well?\n\nTomas: {words}\n\nNora: And then?\n\nTomas: Then we go.\n\nNora: Good.\n")
    assert all(t.speaker for t in made.turns)


def test_a_dialogue_of_two_is_no_record() -> None:
    rows = [
        ("Ann", "Did you see the boat come in last night?"),
        ("Ben", "Yes."),
        ("Ann", "Was it late?"),
        ("Ben", "No."),
    ]
    rows = [*rows, ("Ann", "Who was on it then?"), ("Ben", "Yes."), ("Ann", "Was anybody hurt?"), ("Ben", "No.")]
    made = read_plain("\n".join(f"{n}: {w}" for n, w in rows))
    assert [(t.speaker, t.text) for t in made.turns] == rows
