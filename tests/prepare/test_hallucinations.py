"""A recogniser that repeats the same sentence over and over, or adds sentences of its own."""

from __future__ import annotations

import pytest
from harbour import EN, ES, ZH
from hypothesis import example, given
from hypothesis import strategies as st

import turncue
from turncue.model import Captions, Cue, Transcript, Turn
from turncue.prepare.hallucinations import without_hallucinations


def _captions(lines: list[str]) -> Captions:
    return Captions(tuple(Cue(2000 * k, 2000 * k + 1900, line) for k, line in enumerate(lines)))


def _texts(captions: Captions) -> list[str]:
    return [cue.text for cue in captions.cues]


def _transcript(*lines: str) -> Transcript:
    return Transcript(tuple(Turn(("Ana", "Bo")[k % 2], line) for k, line in enumerate(lines)))


ELSEWHERE = _transcript("Nothing of all this was said tonight.")


@pytest.mark.parametrize("lines", [EN, ES, ZH])
@pytest.mark.parametrize("period", [1, 2, 3])
def test_a_loop_is_kept_once(lines: tuple[str, ...], period: int) -> None:
    looped = [*lines[:4], *lines[4 : 4 + period] * 9, *lines[4 + period :]]
    kept, warnings = without_hallucinations(_captions(looped), _transcript(*lines))
    assert _texts(kept) == list(lines)
    assert without_hallucinations(_captions(looped), ELSEWHERE)[0] == kept  # nine times, whatever the transcript has
    assert f"{8 * period} captions" in warnings[0]
    assert kept.cues[4].start == 8000
    assert kept.cues[-1].end == 2000 * len(looped) - 100


@pytest.mark.parametrize(
    "lines",
    [
        [*EN[:3], *["Yes."] * 30, *EN[3:]],  # people do
        [*ZH[:3], *["對，沒錯"] * 9, *ZH[3:]],
        [*EN[:3], *["How deep is it?"] * 2, *EN[3:]],  # three times is no loop
        [line for line in EN for _ in (0, 1)],
        ["[Music]"] * 9,
        [],
    ],
)
def test_what_people_repeat_stays(lines: list[str]) -> None:
    captions = _captions(lines)
    assert without_hallucinations(captions, _transcript(*EN, *ZH)) == (captions, ())


def test_a_refrain_that_the_transcript_has_stays() -> None:
    captions = _captions([*EN[:3], *["Row the boat ashore"] * 8, *EN[3:]])
    sung = _transcript(*EN, "Row the boat ashore! " * 8)
    assert without_hallucinations(captions, sung) == (captions, ())
    once = _transcript(*EN, "Row the boat ashore, said the captain.")
    assert _texts(without_hallucinations(captions, once)[0]) == [*EN[:3], "Row the boat ashore", *EN[3:]]


def test_a_sentence_that_only_the_recogniser_says_goes() -> None:
    lines = [line for pair in zip(EN, ["Thank you for watching!"] * len(EN), strict=True) for line in pair]
    kept, warnings = without_hallucinations(_captions(lines), _transcript(*EN))
    assert _texts(kept) == list(EN)
    assert "14 captions" in warnings[0]
    assert "“Thank you for watching!”" in warnings[0]
    captions = _captions(lines)
    assert without_hallucinations(captions, _transcript(*EN, "And thank you for watching."))[0] == captions
    assert (
        without_hallucinations(captions, _transcript(*ES))[0] == captions
    )  # another language: it says nothing of what it lacks


def test_in_another_language_only_a_long_loop_is_one() -> None:
    for times, stays in ((7, True), (8, False)):
        captions = _captions([*EN[:4], *[EN[3]] * (times - 1), *EN[4:]])
        kept, warnings = without_hallucinations(captions, _transcript(*ZH))
        assert (kept == captions) is stays
        assert bool(warnings) is not stays


@given(st.lists(st.sampled_from(["a b c", "d e", "f", ""]), max_size=40), st.booleans())
@example(["a b c"] * 3 + ["", "a b c"], False)  # nothing else is there to compare: what is repeated stays
@example(["a b c"] * 4, False)
@example(["a b c"] * 9 + ["a b c", "f"] * 4, True)
def test_what_is_kept_keeps_its_place(lines: list[str], alike: bool) -> None:
    captions = _captions(lines)
    kept, warnings = without_hallucinations(captions, _transcript("a b c f") if alike else ELSEWHERE)
    assert set(kept.cues) <= set(captions.cues)
    assert list(kept.cues) == sorted(kept.cues, key=lambda cue: cue.start)
    assert bool(warnings) == (len(kept.cues) < len(lines))
    assert "a b c" not in lines or "a b c" in _texts(kept)


def test_turns_after_a_loop_are_where_they_were() -> None:
    """Half a minute is lost; neither what is before it nor what is after it goes astray."""
    spoken = [*EN[:7], "and the water was cold", "for it was the end of winter", *EN[7:]]
    shown_lines = [*EN[:7], *[EN[6]] * 15, *EN[7:]]
    transcript = Transcript(tuple(Turn(("Ana", "Bo")[k % 2], line) for k, line in enumerate(spoken)))
    result = turncue.align(transcript, _captions(shown_lines))
    found = {turn.text: turn.start for turn in result.turns}
    assert [found[line] for line in EN[:7]] == [2000 * k for k in range(7)]
    assert [found[line] for line in EN[7:]] == [2000 * k for k in range(22, 22 + len(EN) - 7)]
    assert any("hallucinated them" in warning for warning in result.report.warnings)
    shown = turncue.align(transcript, _captions(shown_lines), options=turncue.Options(text="captions")).subtitles
    assert sum(" ".join(subtitle.lines).count(EN[6]) for subtitle in shown) == 16
