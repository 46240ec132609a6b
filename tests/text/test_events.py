"""Sound notes are told from speech in brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue.text.events import find_events, mask_events


@pytest.mark.parametrize(
    "note",
    [
        "[Music]",
        "(laughs)",
        "(LAUGHTER)",
        "（掌聲）",
        "（笑）",
        "【音樂】",
        "[inaudible 00:12:01]",
        "♪ la la ♪",
        "(박수)",
        "(Gelächter)",
        "(смех)",
        "[crosstalk]",
        "(audience applauds)",
        "(SPEAKING SPANISH)",
        "(Woman speaking in Hindi)",
        "(BEGIN VIDEO CLIP)",
        "(END VIDEOTAPE)",
        "(through an interpreter)",
        "(in Greek)",
        "(ph)",
        "(หัวเราะ)",
        "(śmiech)",
        "(צחוק)",
        "(हँसी)",
        "(kahkahalar)",
    ],
)
def test_notes(note: str) -> None:
    text = f"Well {note} yes"
    (found,) = find_events(text)
    assert found.text == note
    assert text[found.at : found.at + len(note)] == note


@pytest.mark.parametrize(
    "text",
    [
        "the committee (of nine) met",
        "他（指經理）不在",
        "it pays (speaking of which) well",
        "strictly (legally speaking) no",
        "he lives (in Greece) now",
        "take the car of it, (CAR X), twice",
        "[uh] I mean",
        "[um] well",
        "it is 3 < 4 and 5 > 4",
        "a sentence in brackets [that goes on and on for so long that nobody would call it a note of a sound]",
        "",
    ],
)
def test_speech_in_brackets_is_speech(text: str) -> None:
    assert find_events(text) == ()


@given(st.text(alphabet="ab [](){}（）♪<>笑laughs\n", max_size=60))
def test_events_lie_in_order_and_do_not_overlap(text: str) -> None:
    at = 0
    for event in find_events(text):
        assert event.at >= at
        assert text[event.at : event.at + len(event.text)] == event.text
        at = event.at + len(event.text)


@given(st.text(alphabet="ab [](){}（）♪笑laughs", max_size=60))
def test_masking_keeps_every_other_character_where_it_was(text: str) -> None:
    events = find_events(text)
    masked = mask_events(text, events)
    assert len(masked) == len(text)
    hidden = {k for e in events for k in range(e.at, e.at + len(e.text))}
    assert all(masked[k] == (" " if k in hidden else text[k]) for k in range(len(text)))
