from __future__ import annotations

import pytest

from turncue.model import Cue, Mark, Word
from turncue.text.speaker_spans import SpeakerSpan, speaker_spans, time_at


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        (Cue(0, 1000, "one two"), [SpeakerSpan(0, 7, False, None)]),
        (
            Cue(0, 1000, "one two", "Ann", marks=(Mark(4),)),
            [SpeakerSpan(0, 4, True, "Ann"), SpeakerSpan(4, 7, True, None)],
        ),
        # nothing is said before the mark: it speaks of the cue's own voice
        (Cue(0, 1000, "one", "Ann", marks=(Mark(0),)), [SpeakerSpan(0, 3, True, "Ann")]),
        (Cue(0, 1000, "\u200e one", "Ann", marks=(Mark(2, "Bo"),)), [SpeakerSpan(0, 5, True, "Bo")]),
        (Cue(0, 1000, "one", marks=(Mark(9, "Bo"),)), [SpeakerSpan(0, 3, False, None), SpeakerSpan(3, 3, True, "Bo")]),
        (Cue(0, 1000, ""), [SpeakerSpan(0, 0, False, None)]),
    ],
)
def test_a_cue_is_cut_at_its_marks(cue: Cue, expected: list[SpeakerSpan]) -> None:
    assert speaker_spans(cue) == expected


def test_times_come_from_stamps_else_by_length() -> None:
    stamped = Cue(1000, 3000, "one two", words=(Word("one", 1100, 1500), Word("two", 2600, 2900)))
    assert [time_at(stamped, at) for at in (0, 4, 7)] == [1000, 2600, 3000]
    assert [time_at(Cue(1000, 2000, "abcd"), at) for at in (0, 1, 4, 9)] == [1000, 1250, 2000, 2000]


def test_a_stamped_word_that_is_not_in_the_text_moves_nothing() -> None:
    cue = Cue(1000, 3000, "a b", words=(Word("zebra", 1100, 1500), Word("b", 2600, 2900)))
    assert time_at(cue, 2) == 2600
