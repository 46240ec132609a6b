"""From links to times for every transcript word."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from strategies import recordings

from turncue.align.engine_result import EngineResult
from turncue.align.monolingual.monolingual_engine import align_monolingual
from turncue.model import Captions, Cue, Transcript, Turn, Word
from turncue.prepare.pair import pair_of
from turncue.prepare.token_columns import transcript_tokens
from turncue.timing import ESTIMATED, MEASURED, UNPLACED, Timing, time_words


def _times(transcript: Transcript, captions: Captions) -> Timing:
    pair = pair_of(transcript, captions)
    return time_words(pair, EngineResult(align_monolingual(pair)))


def _turns(*texts: str) -> Transcript:
    return Transcript(tuple(Turn(f"S{k % 2}", text) for k, text in enumerate(texts)))


def _stamped(text: str, *, at: int = 0, step: int = 500, length: int = 400) -> Cue:
    words = tuple(Word(w, at + k * step, at + k * step + length) for k, w in enumerate(text.split()))
    return Cue(words[0].start, words[-1].end, text, words=words)


@given(recordings())
def test_every_word_is_placed_in_order_without_overlap(case: tuple[Transcript, Captions]) -> None:
    times = _times(*case)
    assert (times.source != UNPLACED).all()
    assert (times.end > times.start).all()
    assert (times.start[1:] >= times.end[:-1]).all()


def test_matched_words_take_the_stamps_and_stay_there() -> None:
    # a long pause after "hello" must not stretch it, as closing every gap would
    captions = Captions((_stamped("hello", at=10_000), _stamped("wonderful world", at=15_000)))
    times = _times(_turns("Hello", "wonderful world"), captions)
    assert times.start.tolist() == [10_000, 15_000, 15_500]
    assert times.end.tolist() == [10_400, 15_400, 15_900]
    assert (times.source == MEASURED).all()


def test_a_second_yes_gets_its_own_time() -> None:
    captions = Captions((_stamped("Yes did you find the harbour Yes it was closed", at=1000),))
    transcript = _turns("Yes.", "Did you find the harbour?", "Yes.", "It was closed.")
    times = _times(transcript, captions)
    tokens = transcript_tokens(transcript)
    yes = [k for k, token in enumerate(tokens.normalized) if token == "yes"]
    assert times.start[yes].tolist() == [1000, 4000]


def test_a_turns_first_words_do_not_go_back_across_the_pause() -> None:
    captions = Captions((_stamped("we were late again", at=0), _stamped("nobody noticed anything", at=20_000)))
    times = _times(_turns("We were late again.", "Well actually, nobody noticed anything."), captions)
    assert times.start[4] > 18_000
    assert times.source[4] == ESTIMATED


def test_interpolated_words_last_longer_than_nothing() -> None:
    captions = Captions((_stamped("seven market silver", at=0, step=2000), _stamped("morning bridge winter", at=9000)))
    times = _times(_turns("Seven market silver often letter hardly morning bridge winter."), captions)
    assert (times.end - times.start >= 60).all()


def test_a_missing_part_is_left_out_rather_than_squeezed_in() -> None:
    never = "island garden yellow machine travel basket friend engine corner butter " * 6
    captions = Captions((_stamped("seven market silver letter morning bridge", at=0),))
    times = _times(_turns("Seven market silver", never, "letter morning bridge."), captions)
    gone = times.source == UNPLACED
    assert gone[3:-3].all()
    assert not gone[:3].any()
    assert not gone[-3:].any()


def test_nothing_heard_places_nothing_after_it() -> None:
    times = _times(_turns("Seven market silver"), Captions(()))
    assert len(times.start) == 3
    assert np.isin(times.source, (ESTIMATED, UNPLACED)).all()


def test_a_long_turn_lies_in_the_silence_that_has_room_for_it() -> None:
    # one stray word of the recogniser is no room for sixty; the half minute around it is
    unheard = "island garden yellow machine travel basket friend engine corner butter " * 6
    captions = Captions(
        (_stamped("seven market silver", at=0), _stamped("um", at=3000), _stamped("letter morning bridge", at=40_000))
    )
    times = _times(_turns("Seven market silver", unheard, "letter morning bridge."), captions)
    assert (times.source[3:-3] == ESTIMATED).all()
    assert times.end[-4] - times.start[3] > 15_000


def test_a_sentence_that_the_transcript_lacks_is_not_the_next_turns() -> None:
    captions = Captions(
        (
            Cue(0, 3000, "Seven market silver."),
            Cue(4500, 6000, "Thunder over the valley!"),
            Cue(6000, 9000, "Letter morning bridge winter."),
        )
    )
    times = _times(_turns("Seven market silver.", "Letter morning bridge winter."), captions)
    assert times.start[3] >= 5900
