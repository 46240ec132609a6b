"""Names in brackets and on lines of their own, two people in a cue, signs of a change of speaker."""

from __future__ import annotations

import json

import pytest
from readers import captions_of, shown, srt, transcript_of, vtt

ANN, BEN = "Nora Field", "Tomas Reed"
LINES = ("Good morning and welcome.", "Thank you, it is lovely.", "Did the seeds arrive?", "Only half of them came.")


def _named(form: str, names: tuple[str, str] = (ANN, BEN)) -> list[tuple[int, int, str]]:
    return [(n * 3000, n * 3000 + 2500, form.format(names[n % 2], t)) for n, t in enumerate(LINES)]


@pytest.mark.parametrize(
    "form",
    [
        "({})\n{}",
        "[{}]\n{}",
        "[{}] {}",
        "- [{}] {}",
        "-[{}] {}",
        "({}) {}",
        "<{}> {}",
        "{}\n{}",
        "[{}]: {}",
        "- ({})\n{}",
        "【{}】{}",
        "{{{}}} {}",
        "{{{}}}\n{}",
    ],
)
@pytest.mark.parametrize(
    "names", [(ANN, BEN), ("NORA FIELD", "TOMAS REED"), ("SPEAKER_00", "SPEAKER_01"), ("林美玲", "陳志明")]
)
def test_names_in_brackets_and_on_their_own_line(form: str, names: tuple[str, str]) -> None:
    if form == "{}\n{}" and names[0] == "SPEAKER_00":
        pytest.skip("a code alone on a line is no name that a person writes")
    captions = captions_of(srt(*_named(form, names)), "x.srt")
    assert [c.text for c in captions.cues] == list(LINES)
    assert [m.speaker for c in captions.cues for m in c.marks] == [names[n % 2] for n in range(4)]
    turns = transcript_of(srt(*_named(form, names)), "x.srt").turns
    assert [(t.speaker, t.text) for t in turns] == [(names[n % 2], t) for n, t in enumerate(LINES)]


def _at_changes(names: tuple[str, str], between: str = "And so on.") -> str:
    rows = [row for n, t in enumerate(LINES) for row in (f"{names[n % 2]}\n{t}", between)]
    return srt(*((k * 3000, k * 3000 + 2500, text) for k, text in enumerate(rows)))


def test_names_in_capitals_at_changes_only() -> None:
    captions = captions_of(_at_changes(("NORA FIELD", "REED")), "x.srt")
    assert [c.text for c in captions.cues] == [text for t in LINES for text in (t, "And so on.")]
    assert [c.speaker for c in captions.cues] == [s for _ in "ab" for s in ("NORA FIELD", None, "REED", None)]


@pytest.mark.parametrize(("one", "two"), [("LONDON", "1944"), ("Nora Field", "Tomas Reed"), ("MUSIC", "APPLAUSE")])
def test_what_may_be_a_title_or_a_sound_stays(one: str, two: str) -> None:
    assert captions_of(_at_changes((one, two)), "x.srt").cues[0].text == f"{one}\n{LINES[0]}"


def test_a_text_that_is_in_capitals_has_no_names_in_capitals() -> None:
    text = _at_changes(("NORA FIELD", "REED")).upper()
    assert captions_of(text, "x.srt").cues[0].text == f"NORA FIELD\n{LINES[0].upper()}"


@pytest.mark.parametrize("parting", ["-", "–", "—", " - "])
def test_two_people_in_a_cue_parted_by_a_dash(parting: str) -> None:
    cues = [
        (n * 6000, n * 6000 + 5500, f"({ANN})\n{LINES[2 * n]}\n{parting}\n({BEN})\n{LINES[2 * n + 1]}")
        for n in range(2)
    ]
    captions = captions_of(vtt(*cues), "x.vtt")
    assert [c.text for c in captions.cues] == ["\n".join(LINES[:2]), "\n".join(LINES[2:])]
    assert [[m.speaker for m in c.marks] for c in captions.cues] == [[ANN, BEN], [ANN, BEN]]


@pytest.mark.parametrize(
    "form",
    [
        "[Music] {1}",
        "[Laughs] {1}",
        "(door closes) {1}",
        "[whispers] {1}",
        "{1}\n[Applause]",
        "[Sighs]\n{1}",
        "♪ {1} ♪",
    ],
)
def test_sounds_and_manners_are_no_names(form: str) -> None:
    captions = captions_of(srt(*_named(form)), "x.srt")
    assert not any(c.speaker or c.marks for c in captions.cues)


def test_a_check_sees_the_labels_as_they_stand() -> None:
    cues, _ = shown(srt(*_named("[{}] {}")), "x.srt")
    assert [c.labels for c in cues] == [(f"[{n}] ",) for n in (ANN, BEN, ANN, BEN)]


@pytest.mark.parametrize("end", [" >>", " >> ", ">>", "\n>>", " [SPEAKER_TURN]", "[SPEAKER_TURN]"])
def test_a_change_at_the_end_of_a_cue_is_the_next_cues(end: str) -> None:
    captions = captions_of(
        srt((0, 1000, "Are you there?" + end), (1000, 2000, "I am."), (2000, 3000, "Good.")), "x.srt"
    )
    assert [(c.text, [m.at for m in c.marks]) for c in captions.cues] == [
        ("Are you there?", []),
        ("I am.", [0]),
        ("Good.", []),
    ]


def test_a_change_at_the_end_of_a_line_is_the_next_lines() -> None:
    (cue,) = captions_of(srt((0, 1000, "Are you there? >>\nI am.")), "x.srt").cues
    assert (cue.text, [m.at for m in cue.marks]) == ("Are you there?\nI am.", [15])


@pytest.mark.parametrize("token", ["<|1.00|>", "<|en|>", "<|endoftext|>", "[_TT_50]", "[_BEG_]", "[_SOT_]"])
def test_tokens_of_recognisers_go(token: str) -> None:
    assert captions_of(srt((0, 1000, f"{token}Good morning.{token}")), "x.srt").cues[0].text == "Good morning."
    data = {"segments": [{"start": 0, "end": 1, "text": f" {token} Good morning.{token}"}]}
    assert captions_of(json.dumps(data), "x.json").cues[0].text == "Good morning."
