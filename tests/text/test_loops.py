"""A recogniser that says the same sentence over and over."""

from __future__ import annotations

import pytest
from harbour import EN, ES, ZH
from hypothesis import given
from hypothesis import strategies as st

import turncue
from turncue.model import Captions, Cue, Transcript, Turn
from turncue.text.loops import without_loops


def _captions(lines: list[str]) -> Captions:
    return Captions(tuple(Cue(2000 * k, 2000 * k + 1900, line) for k, line in enumerate(lines)))


def _texts(captions: Captions) -> list[str]:
    return [cue.text for cue in captions.cues]


NOBODY = Transcript((Turn("Ana", "Nothing of all this was said tonight."),))


@pytest.mark.parametrize("lines", [EN, ES, ZH])
@pytest.mark.parametrize("period", [1, 2, 3])
def test_a_loop_is_said_once(lines: tuple[str, ...], period: int) -> None:
    looped = [*lines[:4], *lines[4 : 4 + period] * 9, *lines[4 + period :]]
    kept, told = without_loops(_captions(looped), NOBODY)
    assert _texts(kept) == list(lines)
    assert f"{8 * period} captions" in told[0]
    assert kept.cues[4].start == 8000
    assert kept.cues[-1].end == 2000 * len(looped) - 100


@pytest.mark.parametrize(
    "lines",
    [
        [*EN[:3], *["Yes."] * 30, *EN[3:]],  # people do
        [*EN[:3], *["How deep is it?"] * 2, *EN[3:]],  # three times is no loop
        [line for line in EN for _ in (0, 1)],
        ["[Music]"] * 9,
        [],
    ],
)
def test_what_people_say_again_stays(lines: list[str]) -> None:
    captions = _captions(lines)
    assert without_loops(captions, NOBODY) == (captions, ())


def test_a_refrain_that_the_transcript_has_stays() -> None:
    captions = _captions([*EN[:3], *["Row the boat ashore"] * 8, *EN[3:]])
    sung = Transcript((Turn("Choir", "Row the boat ashore! " * 8),))
    assert without_loops(captions, sung) == (captions, ())
    once = Transcript((Turn("Ana", "Row the boat ashore, said the captain."),))
    assert _texts(without_loops(captions, once)[0]) == [*EN[:3], "Row the boat ashore", *EN[3:]]


@given(st.lists(st.sampled_from(["a b c", "d e", "f", ""]), max_size=40))
def test_only_what_stands_before_is_left_out(lines: list[str]) -> None:
    captions = _captions(lines)
    kept, told = without_loops(captions, NOBODY)
    assert set(kept.cues) <= set(captions.cues)
    assert set(_texts(kept)) == set(lines)
    assert bool(told) == (len(kept.cues) < len(lines))


def test_turns_after_a_loop_are_where_they_were() -> None:
    """Half a minute is lost; neither what is before it nor what is after it goes astray."""
    said = [*EN[:7], "and the water was cold", "for it was the end of winter", *EN[7:]]
    heard = [*EN[:7], *[EN[6]] * 15, *EN[7:]]
    transcript = Transcript(tuple(Turn(("Ana", "Bo")[k % 2], line) for k, line in enumerate(said)))
    result = turncue.align(transcript, _captions(heard))
    found = {turn.text: turn.start for turn in result.turns}
    assert [found[line] for line in EN[:7]] == [2000 * k for k in range(7)]
    assert [found[line] for line in EN[7:]] == [2000 * k for k in range(22, 22 + len(EN) - 7)]
    assert any("hung" in warning for warning in result.report.warnings)
