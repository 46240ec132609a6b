"""Passages that only the captions have, notes of sounds, and the edges of a recording, across languages."""

from __future__ import annotations

import numpy as np
from talk import DIALOGUE

import turncue
from turncue.align.crosslingual import params
from turncue.align.crosslingual.clause_aligner import align_clauses
from turncue.align.crosslingual.clause_passes import _costs
from turncue.align.crosslingual.clause_result import ClauseSpans
from turncue.align.crosslingual.clauses import SENTENCE, TURN
from turncue.align.crosslingual.sound_notes import with_note_links
from turncue.model import Captions, Cue, Event, Transcript, Turn
from turncue.prepare.pair import pair_of

ADVERTISEMENT = [
    "This programme is brought to you by a maker of garden chairs.",
    "They fold in seconds, they weigh next to nothing, and no rain will ever hurt them.",
    "Yes, we tried it ourselves, and we left one of them outside from October until May.",
    "Write the word lantern in the box and you will save a fifth on your first order.",
    "Right, and the cushions are washable, which anybody with a dog will understand.",
    "Thank you to the makers of garden chairs, and now back to our guest.",
]


def _captions(lines: list[str], silences: dict[int, int] | None = None) -> Captions:
    """A cue for each line, 330 ms a word and 400 ms between them; ``silences``: ms more before some lines."""
    cues, clock = [], 0
    for k, line in enumerate(lines):
        clock += (silences or {}).get(k, 0)
        length = 330 * len(line.split())
        cues.append(Cue(clock, clock + length, line))
        clock += length + 400
    return Captions(tuple(cues), "en")


def test_every_turn_is_wholly_before_or_behind_an_advertisement() -> None:
    chinese, english = [zh for zh, _ in DIALOGUE], [en for _, en in DIALOGUE]
    for at in range(2, len(english) - 2):
        captions = _captions([*english[:at], *ADVERTISEMENT, *english[at:]])
        both = pair_of(Transcript(tuple(Turn(None, t) for t in chinese), language="zh-TW"), captions)
        begin, end = captions.cues[at].start, captions.cues[at + len(ADVERTISEMENT) - 1].end
        starts = both.caption_tokens.start
        sides: dict[int, set[bool]] = {}
        for link in align_clauses(both).links:
            if link.stop > link.first:
                assert not (starts[link.first] < begin and starts[link.stop - 1] >= end), link
                sides.setdefault(link.turn, set()).add(bool(starts[link.first] < (begin + end) / 2))
        assert all(len(s) == 1 for s in sides.values()), (at, sides)


def test_few_words_left_over_now_and_then_make_no_hole_likelier() -> None:
    first = np.arange(200, dtype=np.int64) * 12
    short = ClauseSpans(first, first + np.where(np.arange(200) % 3 == 0, 9, 12))
    kinds = np.where(np.arange(200) % 4 == 0, TURN, SENTENCE).astype(np.int64)
    plain = _costs(ClauseSpans(first, first + 12), kinds)
    costs = _costs(short, kinds)
    assert costs.skip < plain.skip - 1
    assert np.allclose(costs.hole, plain.hole)
    assert costs.hole[TURN] < costs.hole[SENTENCE]


def test_notes_of_sounds_answer_each_other_across_languages() -> None:
    chinese, english = [zh for zh, _ in DIALOGUE], [en for _, en in DIALOGUE]
    text = chinese[4] + "\n(掌聲)"
    turns = [Turn("A", t) for t in chinese]
    turns[4] = Turn("A", text, events=(Event("(掌聲)", text.index("(掌聲)")),))
    captions = _captions([*english[:5], "[Applause] [Applause]", *english[5:]], {5: 1500, 6: 3500})
    result = turncue.align(Transcript(tuple(turns), language="zh-TW"), captions)
    note = captions.cues[5].start
    assert result.turns[4].end is not None
    times = [w.start for w in result.turns[4].words]
    assert any(abs(t - note) <= 50 for t in times), (times[-3:], note)
    assert result.turns[5].start is not None
    assert result.turns[5].start >= captions.cues[6].start - 50


def test_a_note_that_only_the_transcript_has_stays_with_its_clause() -> None:
    note, event = np.array([False, True, False]), np.zeros(4, bool)
    rows = [(0, 2, 0, 2, 0.5), (2, 3, 2, 4, 0.5)]
    assert with_note_links(rows, note, event) == rows


def test_a_note_on_both_sides_is_a_link_of_its_own() -> None:
    note, event = np.array([False, True, False]), np.array([False, True, False, False])
    rows = [(0, 2, 0, 1, 0.5), (2, 3, 2, 4, 0.5)]
    assert with_note_links(rows, note, event) == [(0, 1, 0, 1, 0.5), (1, 2, 1, 2, 1.0), (2, 3, 2, 4, 0.5)]


def test_an_unspoken_title_is_not_aligned_with_certainty() -> None:
    chinese, english = [zh for zh, _ in DIALOGUE], [en for _, en in DIALOGUE]
    turns = tuple(Turn(None, t) for t in ("晚間節目簡史", *chinese))
    captions = _captions(english, {0: 4000})
    result = turncue.align(Transcript(turns, language="zh-TW"), captions)
    title, first = result.turns[:2]
    assert title.status != "aligned" or title.confidence < 0.9
    assert first.start is not None
    assert abs(first.start - captions.cues[0].start) <= 300


def test_turns_behind_the_end_of_the_captions_are_not_squeezed() -> None:
    chinese, english = [zh for zh, _ in DIALOGUE], [en for _, en in DIALOGUE]
    count = len(english) // 2
    result = turncue.align(
        Transcript(tuple(Turn("A", t) for t in chinese), language="zh-TW"), _captions(english[:count]), min_score=0.0
    )
    behind = [t for t in result.turns[count + 1 :] if t.status == "aligned"]
    assert len(behind) <= 1
    assert params.EDGE_COST < params.ABSENT_COST
