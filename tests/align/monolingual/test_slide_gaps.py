"""Which of several equal words a turn begins with."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue.align.alignment import Alignment
from turncue.align.monolingual.monolingual_engine import align_monolingual
from turncue.align.monolingual.slide_gaps import with_slid_gaps
from turncue.model import Captions, Cue, Transcript, Turn
from turncue.prepare.pair import Pair, pair_of
from turncue.prepare.turn_boundaries import boundary_scores


def _pair(turns: list[str], cues: list[tuple[int, int, str]]) -> Pair:
    transcript = Transcript(tuple(Turn("AB"[k % 2], text) for k, text in enumerate(turns)))
    return pair_of(transcript, Captions(tuple(Cue(*cue) for cue in cues), "en"))


def _first_of(turn: int, turns: list[str], cues: list[tuple[int, int, str]]) -> float:
    """When the first word of a turn that has a partner is heard, in ms."""
    pair = _pair(turns, cues)
    alignment = with_slid_gaps(pair, align_monolingual(pair))
    own = pair.transcript_tokens.turn[alignment.transcript_first] == turn
    return float(pair.caption_tokens.start[alignment.caption_first[own][0]])


SHOUTED = (
    ["They all shouted: repent, repent!", "Repent, repent. Now he asks what for."],
    [(0, 3000, "They all shouted: repent, repent, repent!"), (4000, 8000, "Repent, repent. Now he asks what for.")],
)
COLD = (
    ["People become cold. That is how they see it.", "Cold? No, not at all, you say."],
    [
        (0, 5000, "People become cold. That is how they see it, becoming cold."),
        (5000, 8000, "Cold? No, not at all, you say."),
    ],
)
PRIDE = (
    ["So what do you lose? Nothing.", "Pride. You lose your pride, that is all."],
    [
        (0, 3000, "So what do you lose? Nothing."),
        (3200, 5000, "We lose pride."),
        (5200, 9000, "Pride. You lose your pride, that is all."),
    ],
)


@pytest.mark.parametrize(("turns", "cues", "start"), [(*SHOUTED, 4000), (*COLD, 5000), (*PRIDE, 5200)])
def test_a_turn_begins_where_a_sentence_does(turns: list[str], cues: list[tuple[int, int, str]], start: int) -> None:
    assert _first_of(1, turns, cues) == start


def test_a_speaker_who_starts_again_has_begun() -> None:
    turns = ["And none of the clones.", "No apps even, just the platform, nothing else."]
    cues = [
        (0, 2000, "And none of the clones."),
        (2000, 8000, "No apps even, just. No apps even, just the platform, nothing else."),
    ]
    assert _first_of(1, turns, cues) == 2000


def test_thanks_that_were_heard_once_leave_the_silence_to_those_that_were_not() -> None:
    turns = ["It looks good for the industry. Perfect. Thank you.", "Thank you, Deepa. The next question please."]
    cues = [
        (0, 3000, "It looks good for the industry."),
        (3000, 3600, "perfect"),
        (5600, 6200, "thank you"),
        (6200, 9000, "Deepa. The next question please."),
    ]
    assert _first_of(1, turns, cues) == 5600
    cues[2] = (3700, 4300, "thank you")
    assert _first_of(1, turns, cues) == 6200


def test_a_letter_that_is_spelt_opens_no_turn() -> None:
    tokens = _pair(["x"], [(0, 3000, "about a i i mean we went")]).caption_tokens
    scores = dict(zip(enumerate(tokens.normalized), boundary_scores(tokens).tolist(), strict=False))
    assert scores[3, "i"] > scores[2, "i"]


def test_inside_a_turn_nothing_moves() -> None:
    pair = _pair(["We went on and on and on. Then home."], [(0, 5000, "We went on and on. Then home.")])
    alignment = align_monolingual(pair)
    assert _rows(with_slid_gaps(pair, alignment)) == _rows(alignment)


def test_what_is_fixed_stays() -> None:
    pair = _pair(*SHOUTED)
    alignment = align_monolingual(pair)
    fixed = range(len(pair.transcript_tokens))
    assert _rows(with_slid_gaps(pair, alignment, fixed=fixed)) == _rows(alignment)


def _rows(alignment: Alignment) -> list[tuple[int, int, int, int]]:
    return [row[:4] for row in alignment.rows()]


WORDS = st.lists(st.sampled_from(["yes", "no", "well", "yes.", "no.", "stay,"]), min_size=1, max_size=6).map(" ".join)


RUNS = st.lists(st.tuples(WORDS, st.integers(0, 2000)), min_size=1, max_size=6)


@given(st.lists(WORDS, min_size=1, max_size=5), RUNS)
def test_links_stay_in_order_and_equal(turns: list[str], heard_runs: list[tuple[str, int]]) -> None:
    cues, at = [], 0
    for text, silence in heard_runs:
        cues.append((at + silence, at + silence + 400 * len(text.split()), text))
        at = cues[-1][1]
    pair = _pair(turns, cues)
    own, other = pair.transcript_tokens, pair.caption_tokens
    before = align_monolingual(pair)
    after = with_slid_gaps(pair, before)
    assert len(after) == len(before)
    assert after.matched >= before.matched
    for (_, t1, _, c1), (t0, _, c0, _) in pairwise(_rows(after)):
        assert t1 <= t0
        assert c1 <= c0
    for (t0, t1, c0, c1), old in zip(_rows(after), _rows(before), strict=True):
        assert 0 <= t0 < t1 <= len(own)
        assert 0 <= c0 < c1 <= len(other)
        if (t0, t1, c0, c1) != old:
            assert own.normalized[t0] == other.normalized[c0]
