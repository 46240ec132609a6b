"""Lines that begin with a dash between named turns: the questions of a person whom the document does not name.

Interviews name the guests and give the interviewer a dash (``――`` in Japanese, ``—`` elsewhere). Without this the
questions would go on as words of the person named above them. They become turns of nobody, and the user is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from turncue.model import Transcript, Turn
from turncue.transcripts import params

__all__ = ["with_dash_turns"]

_DASH = re.compile(r"[ \t\u3000]*(?P<dash>[—―─–]{1,3})[ \t\u3000]*(?=[^\s—―─–])")


def with_dash_turns(transcript: Transcript, text: str, place: str) -> Transcript:
    """The transcript with such lines as turns of nobody; the same where they do not answer named turns."""
    lines = text.split("\n")
    dashed = {n: m for n, line in enumerate(lines, 1) if (m := _DASH.match(line)) is not None}
    named: set[int] = {t.line for t in transcript.turns if t.line and t.speaker}
    dashed = {n: m for n, m in dashed.items() if n not in named}
    double = all(len(m["dash"]) > 1 for m in dashed.values())
    if len(transcript.speakers) < (1 if double else 2) or not _answer(lines, dashed, named):
        return transcript
    turns: list[Turn] = []
    for turn, following in zip(transcript.turns, [*transcript.turns[1:], None], strict=True):
        begin, end = turn.line or 0, (following.line if following and following.line else len(lines) + 1)
        made = _parted(turn, [(n, lines[n - 1]) for n in dashed if begin <= n < end])
        if made is None:
            return transcript
        turns += made
    note = (
        f"{place.format(line=min(dashed))}{len(dashed)} lines begin with a dash where others have a name: they are "
        "taken for turns of a person who is not named; write the name before them"
    )
    return replace(transcript, turns=tuple(turns), notes=(note, *transcript.notes))


def _answer(lines: Sequence[str], dashed: dict[int, re.Match[str]], named: set[int]) -> bool:
    """Whether the lines stand between named turns: most before one, few in a row."""
    filled = [n for n, line in enumerate(lines, 1) if line.strip()]
    after = dict(pairwise(filled))
    answered = sum(1 for n in dashed if after.get(n) in named)
    in_a_row = sum(1 for n in dashed if after.get(n) in dashed)
    enough = len(dashed) >= params.DASH_TURNS_LEAST and len(named) >= params.DASH_TURNS_LEAST
    return enough and answered >= params.DASH_TURNS_ANSWERED * len(dashed) and in_a_row <= 0.2 * len(dashed)


def _parted(turn: Turn, dashed: Sequence[tuple[int, str]]) -> list[Turn] | None:
    """A turn cut at its lines with a dash; None where one of them is not in it."""
    cuts: list[tuple[int, int, int]] = []  # where the words before end, where the line's own begin, its number
    place = 0
    for number, line in dashed:
        match = _DASH.match(line)
        words = line[match.end() :].strip() if match else line
        at = turn.text.find(words[: params.DASH_TURNS_SEEN].rstrip(), place)
        if at < 0:
            return None
        before = turn.text[:at].rstrip(" \t\u3000\n—―─–")
        cuts.append((len(before), at, number))
        place = at + 1
    if not cuts:
        return [turn]
    first = _piece(turn, 0, cuts[0][0])
    ends = [cut[0] for cut in cuts[1:]] + [len(turn.text)]
    pieces = [
        replace(_piece(turn, begin, end), speaker=None, role=None, start=None, line=number)
        for (_, begin, number), end in zip(cuts, ends, strict=True)
    ]
    return [first, *pieces] if first.text else pieces


def _piece(turn: Turn, begin: int, end: int) -> Turn:
    """A part of a turn with its notes and times."""
    return replace(
        turn,
        text=turn.text[begin:end],
        events=tuple(replace(e, at=e.at - begin) for e in turn.events if begin <= e.at < end),
        stamps=tuple(replace(s, at=s.at - begin) for s in turn.stamps if begin <= s.at < end),
    )
