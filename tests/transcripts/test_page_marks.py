"""What a page has and nobody says; labels in mid-line; paragraphs behind the last turn; texts without names."""

from __future__ import annotations

import pytest
from small_talk import TALK, A, B, assert_talk, plain, read, written

from turncue.model import Captions, Cue
from turncue.transcripts.choice import choose_reading
from turncue.transcripts.page_marks import with_split_lines, without_page_marks

PLAIN = written(lambda s, a, b, x: f"{s}: {x}")
CAPTIONS = Captions(tuple(Cue(int(a * 1000), int(b * 1000), x) for _, a, b, x in TALK))


def split(mark: str) -> str:
    """The talk with a mark after the second, fourth and sixth turn; `{}` is a page number."""
    parts = PLAIN.rstrip().split("\n\n")
    for page, at in ((3, 6), (2, 4), (1, 2)):
        parts.insert(at, mark.format(page))
    return "\n\n".join(parts) + "\n"


@pytest.mark.parametrize("mark", ["{}", "Page {}", "- {} -", "Seite {} von 9", "第 {} 页", "The Mill        {}", "\f"])
def test_page_numbers_are_no_words(mark: str) -> None:
    made = read(split(mark), "t.txt")
    assert_talk(made)
    assert mark == "\f" or any("mark of the page" in note and note.startswith("t.txt:5: ") for note in made.notes)


@pytest.mark.parametrize("text", ["Yes.", "Part 2", "1984", "Thank you all very much"])
def test_short_paragraphs_are_words(text: str) -> None:
    assert without_page_marks(f"Ann: a\n\n{text}\n\nBob: b\n") == (f"Ann: a\n\n{text}\n\nBob: b\n", ())


def test_names_on_lines_of_their_own_are_no_running_heads() -> None:
    text = "\n\n".join(f"{s}\n\n{x}\n\n{n}" for n, (s, _, _, x) in enumerate(TALK, 1)) + "\n"
    assert_talk(read(text, "t.txt"))


def test_footnotes() -> None:
    text = PLAIN.replace("for once.", "for once.[1]") + "\n[1] It was high in April, too.\n"
    assert_talk(read(text, "t.txt"))
    assert without_page_marks("Ann: a\n\n[1] b\n")[1] == ()


def test_footnotes_with_names_wherever_they_stand() -> None:
    parts = PLAIN.replace("for once.", "for once[^tide].").rstrip().split("\n\n")
    text = "\n\n".join([*parts[:4], "[^tide]: It was high in April, too.\n    So they say.", *parts[4:]]) + "\n"
    made = read(text, "t.md")
    assert_talk(made)
    assert any("“[^tide]: It was high in April, too.” is left out as a mark of the page" in note for note in made.notes)
    assert without_page_marks("Ann: a\n\n[^x]: b\n")[1] == ()


def test_marks_of_footnotes_that_the_document_lacks() -> None:
    assert_talk(read(written(lambda s, a, b, x: f"**{s}:** {x}").replace("for once.", "for once.[^4]"), "t.md"))


def test_two_turns_in_one_line() -> None:
    parts = PLAIN.rstrip().split("\n\n")
    text = "\n\n".join([*parts[:2], f"{parts[2]} {parts[3]}", *parts[4:]]) + "\n"
    made = read(text, "t.txt")
    assert_talk(made)
    assert any(note.startswith(f"t.txt:5: the line is cut at “{B}:”") for note in made.notes)


def test_a_whole_talk_in_one_line() -> None:
    assert_talk(read(" ".join(PLAIN.split()), "t.txt"))


@pytest.mark.parametrize("words", ["He told me. Note: it was late.", "Dr. Bo Lund: he is my friend.", "At 10. Bo: no."])
def test_what_is_not_cut(words: str) -> None:
    assert with_split_lines(f"{A}: a\n\n{B}: b\n\n{A}: c\n\n{B}: {words}\n").cut == ()


@pytest.mark.parametrize(
    "tail", ["Let me know if you need more!", "Soll ich es kürzen?", "**Note:** Some words are guessed."]
)
def test_courtesies_behind_the_last_turn(tail: str) -> None:
    made = read(f"{PLAIN}\n{tail}\n", "t.txt")
    if plain(made.turns[-1].text) != plain(TALK[-1][3]):
        assert any(note.startswith("t.txt:17: ") and "behind the last label" in note for note in made.notes)
    assert_talk(choose_reading((made, *made.alternatives), CAPTIONS))


@pytest.mark.parametrize(
    "answers", [("Yeah.", "Okay."), ("Right. So", "Yes. Well"), ("好的。", "是的。"), ("[laughs]", "(music)")]
)
def test_short_answers_name_nobody(answers: tuple[str, str]) -> None:
    text = "".join(f"{answers[n % 2]} {x}\n{answers[n % 2]}\n" for n, (*_, x) in enumerate(TALK))
    made = read(text, "t.txt")
    assert made.speakers == ()
    assert "no speaker was found" in made.notes[0]


@pytest.mark.parametrize("name", ["Coughlin", "Clapton", "Gasparov", "Silency"])
def test_names_that_begin_as_sounds_do(name: str) -> None:
    text = written(lambda s, a, b, x: f"{name if s == A else s}: {x}")
    assert_talk(read(text, "t.txt"), names=(name, B))
