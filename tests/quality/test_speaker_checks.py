"""Where the transcript itself looks wrong."""

from __future__ import annotations

import turncue
from turncue.model import Captions, Cue, Mark, Transcript, Turn

_TALK = [
    ("Host", "What made you leave the shipyard after so many years?"),
    ("Guest", "Well, the work had changed, and I wanted to build smaller boats with my own hands."),
    ("Host", "And how did your family take the news at the time?"),
    ("Guest", "They laughed, and then my brother lent me his garage for the whole winter."),
    ("Host", "So it took you one winter to finish the first boat?"),
    ("Host", "Yes, it took us five months before anything could float, and we learnt everything from scratch."),
    ("Host", "What do you tell young people who want to start today?"),
    ("Guest", "I tell them to sharpen their tools every evening and to be patient with the wood."),
]


def _captions(*, voices: bool = False, marks: bool = False) -> Captions:
    cues = []
    truth = ["Host", "Guest", "Host", "Guest", "Host", "Guest", "Host", "Guest"]
    for n, (_, text) in enumerate(_TALK):
        speaker = {"Host": "V1", "Guest": "V2"}[truth[n]] if voices else None
        cues.append(Cue(6000 * n, 6000 * n + 5500, text, speaker, marks=(Mark(0),) if marks else ()))
    return Captions(tuple(cues), "en")


def _warnings(talk: list[tuple[str, str]], captions: Captions) -> list[str]:
    made = turncue.align(Transcript(tuple(Turn(s, t) for s, t in talk)), captions)
    return list(made.report.warnings)


def test_an_answer_under_the_askers_name() -> None:
    found = [w for w in _warnings(_TALK, _captions()) if "reads like an answer" in w]
    assert len(found) == 1
    assert found[0].startswith("turn 6 (00:00:30.000, “Yes, it took us five months before anyth …”)")
    assert "carries the name Host" in found[0]
    assert "Guest" in found[0]


def test_nothing_is_said_of_a_clean_transcript() -> None:
    clean = [*_TALK]
    clean[5] = ("Guest", clean[5][1])
    assert not [w for w in _warnings(clean, _captions(voices=True, marks=True)) if "turn" in w]


def test_a_voice_that_disagrees() -> None:
    found = [w for w in _warnings(_TALK, _captions(voices=True)) if "give its words to" in w]
    assert len(found) == 1
    assert found[0].startswith("turn 6 (00:00:30.000, “")
    assert "carries the name Host, but the captions give its words to “V2”, who elsewhere is Guest" in found[0]


def test_a_change_of_speaker_inside_a_turn() -> None:
    joined = [*_TALK[:2], ("Host", f"{_TALK[2][1]} {_TALK[3][1]}"), *_TALK[4:]]
    found = [w for w in _warnings(joined, _captions(marks=True)) if "mark a change" in w]
    assert len(found) == 1
    assert "inside turn 3" in found[0]


def test_a_passage_in_another_place() -> None:
    talk = [*_TALK[:1], *_TALK[3:], *_TALK[1:3]]
    found = [w for w in _warnings(talk, _captions()) if "another order" in w]
    assert found
    assert "is heard at 00:00:" in found[0]


def test_a_voice_in_turns_without_a_speaker_belongs_to_nobody() -> None:
    """Three voices, of which one is heard only where the transcript names nobody."""
    talk: list[tuple[str | None, str]] = [(None, _TALK[0][1]), *[("Ann", text) for _, text in _TALK[1:]]]
    cues = [
        Cue(6000 * n, 6000 * n + 5500, text, ("Bob", "Ann", "Carl")[min(n, 2)] if n < 3 else "Ann")
        for n, (_, text) in enumerate(_TALK)
    ]
    made = turncue.align(Transcript(tuple(Turn(s, t) for s, t in talk)), Captions(tuple(cues), "en"))
    assert len(made.turns) == len(talk)
    assert not [w for w in made.report.warnings if "“Bob”" in w]


def test_a_title_before_a_colon_is_no_voice() -> None:
    """A name that stands once, in one turn, is not held against anybody."""
    cues = [
        Cue(6000 * n, 6000 * n + 5500, text, "The Normans" if n == 1 else speaker)
        for n, (speaker, text) in enumerate(_TALK)
    ]
    made = turncue.align(Transcript(tuple(Turn(s, t) for s, t in _TALK)), Captions(tuple(cues), "en"))
    assert not [w for w in made.report.warnings if "Normans" in w]
