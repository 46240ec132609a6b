"""Names in captions that no colon marks: read where nearly every cue has one, left alone elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from readers import captions_of, srt, transcript_of
from small_talk import TALK, A, B

from turncue.model import Captions, Cue
from turncue.transcripts.caption_labels import with_labels_as_marks

Form = Callable[[str, str], str]
FIRST = {A: A.split()[0], B: B.split()[0]}
INITIALS = {name: "".join(word[0] for word in name.split()) for name in (A, B)}
FORMS: dict[str, tuple[Form, Callable[[str], str]]] = {
    "dash": (lambda s, x: f"{FIRST[s]} - {x}", FIRST.__getitem__),
    "bar": (lambda s, x: f"{s} | {x}", str),
    "full stop and dash": (lambda s, x: f"{s}. – {x}", str),
    "slash": (lambda s, x: f"{INITIALS[s].lower()}/ {x}", lambda s: INITIALS[s].lower()),
    "no mark": (lambda s, x: f"{s} {x}", str),
    "no mark, first name": (lambda s, x: f"{FIRST[s]} {x}", FIRST.__getitem__),
    "no mark, capitals": (lambda s, x: f"{FIRST[s].upper()} {x}", lambda s: FIRST[s].upper()),
    "behind in brackets": (lambda s, x: f"{x} ({FIRST[s]})", FIRST.__getitem__),
    "behind a dash": (lambda s, x: f"{x} — {s}", str),
    "below in brackets": (lambda s, x: f"{x}\n({s})", str),
}


def written(form: Form) -> str:
    return srt(*((round(a * 1000), round(b * 1000), form(s, x)) for s, a, b, x in TALK))


def named(captions: Captions) -> list[tuple[str | None, str]]:
    return [(c.speaker or (c.marks[0].speaker if c.marks else None), " ".join(c.text.split())) for c in captions.cues]


@pytest.mark.parametrize("form", FORMS)
def test_names_leave_the_text(form: str) -> None:
    write, name = FORMS[form]
    assert named(captions_of(written(write))) == [(name(s), x) for s, _, _, x in TALK]


@pytest.mark.parametrize("form", FORMS)
def test_such_captions_are_a_transcript(form: str) -> None:
    write, name = FORMS[form]
    made = transcript_of(written(write), "talk.srt")
    assert [(t.speaker, t.text) for t in made.turns] == [(name(s), x) for s, _, _, x in TALK]


@pytest.mark.parametrize("label", ["{0}: ", "[{0}] ", "{0}:\n"])
def test_a_speaker_who_is_named_twice_is_named_once(label: str) -> None:
    cues = tuple(
        Cue(round(a * 1000), round(b * 1000), label.format(FIRST[s]) + x, s) for s, a, b, x in TALK if len(x) > 20
    )
    made = with_labels_as_marks(Captions(cues))
    assert [(c.speaker, c.text) for c in made.cues] == [(s, x) for s, _, _, x in TALK if len(x) > 20]


def test_another_name_in_the_text_stays() -> None:
    cues = tuple(Cue(round(a * 1000), round(b * 1000), f"Somebody: {x}", s) for s, a, b, x in TALK)
    assert with_labels_as_marks(Captions(cues)).cues == cues


def test_names_as_identifiers() -> None:
    cues = tuple(Cue(round(a * 1000), round(b * 1000), x, id=s) for s, a, b, x in TALK)
    assert named(with_labels_as_marks(Captions(cues))) == [(s, x) for s, _, _, x in TALK]


@pytest.mark.parametrize(
    "texts",
    [
        [x for _, _, _, x in TALK],
        [
            "And so we went.",
            "And he said yes.",
            "But I did not.",
            "And so we stayed.",
            "But Ann went.",
            "But Ben came.",
        ],
        ["Yes. (He laughs)", "No. (She nods)", "Well. (He laughs)", "Go on. (She nods)", "I did. (He laughs)"],
        ["Oh - no", "Well - yes", "Oh - and then", "Well - perhaps", "Oh - never", "Well - always"],
    ],
    ids=["no names", "the same beginnings", "notes behind", "hesitation"],
)
def test_words_stay(texts: list[str]) -> None:
    captions = Captions(tuple(Cue(k * 3000, k * 3000 + 2500, x) for k, x in enumerate(texts)))
    assert [c.text for c in with_labels_as_marks(captions).cues] == texts
