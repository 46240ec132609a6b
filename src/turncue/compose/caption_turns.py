"""The captions' own words under the transcript's names: turns made of what was heard.

Each caption word goes to the turn that is being spoken when it is heard. Long stretches that the transcript lacks go
to nobody. Where the old captions ended is told along, so that cues can keep their boundaries.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from turncue.align.alignment import Alignment
from turncue.arrays import Ints
from turncue.model import Captions, Event, TimedTurn, TimedWord
from turncue.prepare.caption_times import HeardTimes
from turncue.prepare.token_columns import EVENT, CaptionTokens
from turncue.text.tokens import is_dense

__all__ = ["spoken_turns"]


_FOREIGN = 10  # caption words in a row without a partner, between two turns, that belong to neither
_NOBODY = -1


def spoken_turns(
    captions: Captions, heard: CaptionTokens, times: HeardTimes, links: Alignment, turns: Sequence[TimedTurn]
) -> tuple[list[TimedTurn], dict[int, list[int]], list[int | None]]:
    """The captions cut where the speaker changes.

    Returns the pieces, numbered from 0 in order by ``index`` (a piece that no turn claims has speaker None); for each
    piece the offsets in its text at which a caption began; and for each piece the index of its turn, or None.
    """
    owner = _owners(heard, times, links, turns)
    by_index = {t.index: t for t in turns}
    pieces: list[TimedTurn] = []
    breaks: dict[int, list[int]] = {}
    owners: list[int | None] = []
    edges = [0, *(np.flatnonzero(np.diff(owner)) + 1).tolist(), len(heard)]
    for a, b in pairwise(edges):
        if b > a:
            turn = by_index[int(owner[a])] if owner[a] != _NOBODY else None
            piece, starts = _piece(len(pieces), turn, captions, heard, times, a, b)
            breaks[piece.index] = starts
            pieces.append(piece)
            owners.append(turn.index if turn else None)
    return pieces, breaks, owners


def _owners(heard: CaptionTokens, times: HeardTimes, links: Alignment, turns: Sequence[TimedTurn]) -> Ints:
    """The turn each caption token belongs to, or ``_NOBODY``."""
    placed = [t for t in turns if t.start is not None]
    starts = np.array([t.start for t in placed], dtype=np.float64)
    ends = np.array([t.end for t in placed], dtype=np.float64)
    index = np.array([t.index for t in placed], dtype=np.int64)
    owner = np.full(len(heard), _NOBODY, dtype=np.int64)
    if not len(placed) or not len(heard):
        return owner
    middle = (times.start + times.end) / 2
    at = np.searchsorted(starts, middle, side="right") - 1
    at = np.maximum.accumulate(np.maximum(at, 0))
    owner = index[at]
    # long stretches outside every turn's own time belong to nobody
    outside = (middle > ends[at] + 1.0) | (middle < starts[at])
    matched = np.zeros(len(heard), dtype=bool)
    for a, b in zip(links.c0.tolist(), links.c1.tolist(), strict=True):
        matched[a:b] = True
    loose = outside & ~matched
    edges = np.flatnonzero(np.diff(np.concatenate(([False], loose, [False])).astype(np.int8)))
    for a, b in edges.reshape(-1, 2).tolist():
        if b - a > _FOREIGN:
            owner[a:b] = _NOBODY
    return owner


def _piece(
    number: int, turn: TimedTurn | None, captions: Captions, heard: CaptionTokens, times: HeardTimes, a: int, b: int
) -> tuple[TimedTurn, list[int]]:
    """Caption tokens [a, b) as one turn: the cues' text between them, with its punctuation."""
    text = ""
    words: list[TimedWord] = []
    events: list[Event] = []
    starts: list[int] = []
    clock = 0
    j = a
    while j < b:
        cue = captions.cues[int(heard.cue[j])]
        stop = j
        while stop < b and heard.cue[stop] == heard.cue[j]:
            stop += 1
        whole_before = j == 0 or heard.cue[j - 1] != heard.cue[j]
        whole_after = stop == len(heard) or heard.cue[stop] != heard.cue[j]
        begin = 0 if whole_before else _opening(cue.text, int(heard.finish[j - 1]), int(heard.begin[j]))
        finish = (
            len(cue.text) if whole_after else _opening(cue.text, int(heard.finish[stop - 1]), int(heard.begin[stop]))
        )
        part = cue.text[begin:finish]
        lead = len(part) - len(part.lstrip())
        part = part.strip().replace("\n", " ")
        if text:
            dense = is_dense(heard.keys[j]) and is_dense(heard.keys[j - 1])
            text += "" if dense and not text[-1].isascii() else " "
        base = len(text) - begin - lead
        if text or whole_before:
            starts.append(len(text))
        text += part
        for k in range(j, stop):
            start = max(round(float(times.start[k])), clock)
            end = max(round(float(times.end[k])), start + 1)
            clock = end
            x, y = base + int(heard.begin[k]), base + int(heard.finish[k])
            words.append(TimedWord(x, y, start, end, "measured" if times.measured[k] else "cue", 1.0))
            if heard.keys[k] == EVENT:
                events.append(Event(text[x:y], x))
        j = stop
    speaker, role, confidence = (turn.speaker, turn.role, turn.confidence) if turn else (None, None, 0.0)
    piece = TimedTurn(number, speaker, text, tuple(words), confidence, "aligned", tuple(events), role)
    return piece, starts


def _opening(text: str, finish: int, begin: int) -> int:
    """Where between two tokens the second one's own punctuation (an opening quote, a dash) begins."""
    between = text[finish:begin]
    for k, char in enumerate(between):
        if char.isspace() or char in "([{“‘«「『（【《〈¿¡":
            return finish + k
    return begin
