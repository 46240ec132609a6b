"""Passages in another order than in the transcript, and turns that are in no caption: across languages."""

from __future__ import annotations

import re

import pytest
from talk import DIALOGUE, MORE

import turncue
from turncue import Captions, Cue, Transcript, Turn

TALK = DIALOGUE[:6] + MORE + DIALOGUE[6:]


def captions(lines: list[str]) -> Captions:
    """A cue for every eight words: 300 ms a word, 700 ms between the lines."""
    cues: list[Cue] = []
    clock = 0
    for line in lines:
        words = line.split()
        for k in range(0, len(words), 8):
            part = words[k : k + 8]
            cues.append(Cue(clock, clock + 300 * len(part), " ".join(part)))
            clock += 300 * len(part)
        clock += 700
    return Captions(tuple(cues), language="en")


def transcript(order: list[int]) -> Transcript:
    return Transcript(tuple(Turn(f"S{k % 2}", TALK[k][0]) for k in order), language="zh-Hant")


def moved(result: turncue.Result) -> list[str]:
    return [w for w in result.report.warnings if "in another order" in w]


EVERYTHING = list(range(len(TALK)))
LINES = [english for _, english in TALK]


def test_nothing_is_told_of_a_talk_in_order() -> None:
    result = turncue.align(transcript(EVERYTHING), captions(LINES))
    assert not moved(result)
    assert all(t.status == "aligned" for t in result.turns)


@pytest.mark.parametrize("side", ["transcript", "captions"])
def test_a_passage_in_another_place_is_told_and_not_guessed(side: str) -> None:
    order = EVERYTHING[:2] + EVERYTHING[6:10] + EVERYTHING[2:6] + EVERYTHING[10:]
    if side == "transcript":
        said, heard = order, EVERYTHING
    else:
        said, heard = EVERYTHING, order
    result = turncue.align(transcript(said), captions([LINES[k] for k in heard]))
    told = moved(result)
    assert len(told) == 1
    m = re.match(r"a passage of turns (\d+) to (\d+) is heard at 00:(\d\d):(\d\d)", told[0])
    assert m is not None
    turns = {said[k] for k in range(int(m[1]) - 1, int(m[2]))}
    assert turns <= {2, 3, 4, 5} or turns <= {6, 7, 8, 9}
    first = heard.index(said[int(m[1]) - 1])
    begins = sum(300 * len(LINES[k].split()) + 700 for k in heard[:first]) / 1000
    assert abs(60 * int(m[3]) + int(m[4]) - begins) < 4
    for k in range(int(m[1]) - 1, int(m[2])):
        if len(TALK[said[k]][0]) > 12:
            assert result.turns[k].status == "absent"
            assert "another order" in result.turns[k].reason


def test_turns_cut_out_of_the_recording_are_absent_however_short() -> None:
    gone = range(7, 12)
    result = turncue.align(transcript(EVERYTHING), captions([x for k, x in enumerate(LINES) if k not in gone]))
    status = [t.status for t in result.turns]
    assert [status[k] for k in gone] == ["absent"] * len(gone)
    assert not [k for k, s in enumerate(status) if s == "absent" and k not in gone]


def test_turns_in_a_hole_of_the_captions_are_placed_in_it() -> None:
    full = captions(LINES)
    begins = [sum(300 * len(x.split()) + 700 for x in LINES[:k]) for k in (7, 12)]
    left = tuple(c for c in full.cues if not begins[0] <= c.start < begins[1])
    result = turncue.align(transcript(EVERYTHING), Captions(left, language="en"))
    assert [t.status for t in result.turns[7:12]] == ["estimated"] * 5
    for t in result.turns[7:12]:
        assert t.start is not None
        assert begins[0] - 1000 < t.start < begins[1]
