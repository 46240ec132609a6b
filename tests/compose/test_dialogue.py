"""Two people in one subtitle: when, how, and that readers tell them apart again."""

from __future__ import annotations

import pytest
from readers import captions_of, transcript_of, written_by

from turncue.compose import LabelOptions, LayoutOptions, compose, load_profile
from turncue.compose.dialogue import DASHES, dashes
from turncue.formats import result_json, srt, vtt
from turncue.model import Document, Subtitle, TimedTurn, TimedWord


def turn(index: int, speaker: str | None, text: str, start: int, end: int) -> TimedTurn:
    word = TimedWord(0, len(text), start, end, "measured", 1.0)
    return TimedTurn(index, speaker, text, (word,), 1.0, "aligned")


FAST = [
    turn(0, "Ann", "Are you coming?", 1000, 1600),
    turn(1, "Ben", "In a minute.", 1650, 2300),
    turn(2, "Ann", "Good.", 5000, 5500),
]


def made(turns: list[TimedTurn], language: str = "en", profile: str = "netflix", **labels: str) -> list[Subtitle]:
    options = LabelOptions(**labels)  # type: ignore[arg-type]
    return compose(turns, LayoutOptions(load_profile(profile, language), labels=options, language=language))


def test_fast_turns_share_a_subtitle() -> None:
    both, last = made(FAST, when="none")
    assert both.lines == ("Are you coming?", "In a minute.")
    assert both.labels == ("-", "-")
    assert both.speakers == ("Ann", "Ben")
    assert both.turns == (0, 1)
    assert (both.start, both.end) == (1000, 2800)
    assert last.turns == (2,)


def test_names_stand_behind_the_dash() -> None:
    both, last = made(FAST)
    assert both.labels == ("-Ann: ", "-Ben: ")
    assert last.labels == ("Ann: ",)


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ("-", "-")),
        ("fr", ("- ", "- ")),
        ("fi", ("", "-")),
        ("bg", ("", "- ")),
        ("zh-TW", ("-", "-")),
        ("ar", ("- ", "- ")),
    ],
)
def test_dashes_by_language(language: str, labels: tuple[str, str]) -> None:
    assert dashes(language) == labels
    assert made(FAST, language, when="none")[0].labels == labels
    assert set(DASHES) == set("ar cs es fr hu id it ko ms pl pt ro ru sk th vi fi he nl sr bg".split())


def test_not_across_a_pause_nor_when_time_allows() -> None:
    slow = [turn(0, "Ann", "Are you coming?", 1000, 1600), turn(1, "Ben", "In a minute.", 2300, 2900)]
    assert [s.turns for s in made(slow)] == [(0,), (1,)]
    long = [turn(0, "Ann", "Are you coming?", 1000, 2600), turn(1, "Ben", "In a minute.", 2700, 4300)]
    assert [s.turns for s in made(long)] == [(0,), (1,)]


def test_not_one_person_nor_where_it_does_not_fit_nor_when_forbidden() -> None:
    same = [turn(0, "Ann", "Are you coming?", 1000, 1600), turn(1, "Ann", "Hello?", 1650, 2300)]
    assert [s.turns for s in made(same)] == [(0,), (1,)]
    unknown = [turn(0, None, "Are you coming?", 1000, 1600), turn(1, None, "Hello?", 1650, 2300)]
    assert [s.turns for s in made(unknown)] == [(0,), (1,)]
    wide = [turn(0, "Ann", "Are you coming with all of us to see it?", 1000, 1600), FAST[1]]
    assert [s.turns for s in made(wide)] == [(0,), (1,)]
    dashed = [FAST[0], turn(1, "Ben", "-or in two.", 1650, 2300)]
    assert [s.turns for s in made(dashed)] == [(0,), (1,)]
    assert [s.turns for s in made(FAST, profile="podcast")] == [(0,), (1,), (2,)]
    apart = load_profile("netflix", "en").with_overrides(dialogue="split")
    assert [s.turns for s in compose(FAST, LayoutOptions(apart, language="en"))] == [(0,), (1,), (2,)]
    assert [s.turns for s in made(FAST, style="line")] == [(0,), (1,), (2,)]


def test_never_three() -> None:
    crowd = [turn(k, "ABCD"[k], "Yes.", 1000 + 300 * k, 1250 + 300 * k) for k in range(4)]
    assert [s.turns for s in made(crowd)] == [(0, 1), (2, 3)]


@pytest.mark.parametrize("form", ["srt", "vtt", "json"])
def test_readers_keep_both_speakers(form: str) -> None:
    # SubRip tells names by their labels, which must come twice to be taken for names
    turns = [*FAST, turn(3, "Ben", "Is it?", 9000, 9500), turn(4, "Ann", "It is.", 9550, 10000)]
    document = Document(tuple(made(turns)), tuple(turns), language="en")
    text = written_by({"srt": srt, "vtt": vtt, "json": result_json}[form], document)
    if form == "vtt":
        assert "<v Ann>Are you coming?</v>\n<v Ben>In a minute.</v>" in text
    if form == "srt":
        assert "-Ann: Are you coming?\n-Ben: In a minute." in text
    cue = captions_of(text, f"x.{form}").cues[0]
    assert cue.text == "Are you coming?\nIn a minute."
    assert {0: cue.speaker, **{m.at: m.speaker for m in cue.marks}} == {0: "Ann", 16: "Ben"}
    transcript = transcript_of(text, f"x.{form}") if form != "json" else None
    if transcript:
        assert [(t.speaker, t.text) for t in transcript.turns[:2]] == [
            ("Ann", "Are you coming?"),
            ("Ben", "In a minute."),
        ]


def test_chevrons_stand_before_both() -> None:
    both, last = made(FAST, style="chevrons")
    assert both.labels == (">> ", ">> ")
    assert last.labels == (">> ",)


def test_people_without_names_keep_their_dashes_in_every_format() -> None:
    unknown = [turn(0, None, "Are you coming?", 1000, 1600), turn(1, None, "In a minute.", 1650, 2300)]
    labels = LabelOptions(unnamed=True)
    subtitles = compose(unknown, LayoutOptions(load_profile("netflix", "en"), labels=labels, language="en"))
    document = Document(tuple(subtitles), tuple(unknown), language="en")
    for text, name in ((written_by(srt, document), "x.srt"), (written_by(vtt, document), "x.vtt")):
        assert "-Are you coming?\n-In a minute." in text
        (cue,) = captions_of(text, name).cues
        assert [m.at for m in cue.marks] == [0, 16]
