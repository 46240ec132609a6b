"""Notes of sounds on both sides: applause, music and laughter that both have tie their clocks, whatever the language.

Notes are no words: the model runs on the caption tokens without them. A clause with a note right before it begins
most likely where the captions have one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from turncue.align.alignment import LinkRow
from turncue.align.crosslingual import params
from turncue.align.crosslingual.clauses import Clause
from turncue.arrays import Flags, Floats
from turncue.model import Turn
from turncue.prepare.token_columns import CaptionTokens
from turncue.text.events import mask_events

__all__ = ["Notes", "notes_of", "spoken_tokens", "with_note_links"]


@dataclass(frozen=True, slots=True)
class Notes:
    """``before``: whether a note stands right before each clause; ``gain``: what such a clause gains by its beginning.

    The gains are in nats, one for each boundary of the caption tokens without notes.
    """

    before: Flags
    gain: Floats


def notes_of(turns: Sequence[Turn], clauses: Sequence[Clause], tokens: CaptionTokens) -> Notes:
    """The notes of both sides; ``clauses`` have words in them, ``tokens`` are all caption tokens."""
    marks = [(k, e.at) for k, turn in enumerate(turns) for e in turn.events]
    texts = {k: mask_events(turns[k].text, turns[k].events) for k in {c.turn for c in clauses}}
    before = np.zeros(len(clauses), bool)
    spoken = (0, -1)
    for k, c in enumerate(clauses):
        part = texts[c.turn][c.begin : c.finish]
        begin, finish = c.begin + len(part) - len(part.lstrip()), c.begin + len(part.rstrip())
        before[k] = bisect_left(marks, spoken) < bisect_left(marks, (c.turn, begin))
        spoken = c.turn, finish
    is_event = tokens.is_event
    noted = np.zeros(int((~is_event).sum()) + 1, bool)
    noted[np.cumsum(~is_event)[is_event]] = True
    share = float(noted.mean())
    if not share or share >= params.NOTE_SHARE:
        return Notes(before, np.zeros(len(noted)))
    likely, unlikely = np.log(params.NOTE_SHARE / share), np.log((1 - params.NOTE_SHARE) / (1 - share))
    return Notes(before, np.where(noted, min(float(likely), params.MOST_EVIDENCE), unlikely))


def spoken_tokens(tokens: CaptionTokens) -> CaptionTokens:
    """The caption tokens without notes of sounds; a change of speaker before a note stands before the next word."""
    keep = ~tokens.is_event
    number = np.cumsum(np.append(0, keep[:-1]))[: len(tokens)]
    change = np.bincount(number[tokens.speaker_change], minlength=int(keep.sum()) + 1)[: int(keep.sum())] > 0
    return CaptionTokens(
        normalized=tuple(np.array(tokens.normalized, dtype=object)[keep].tolist()),
        cue=tokens.cue[keep],
        begin=tokens.begin[keep],
        finish=tokens.finish[keep],
        pause=tokens.pause[keep],
        speaker_change=change,
        start=tokens.start[keep],
        end=tokens.end[keep],
        measured=tokens.measured[keep],
    )


def with_note_links(rows: Sequence[LinkRow], is_note: Flags, is_event: Flags) -> list[LinkRow]:
    """The links with those of notes of sounds: what stands between the same two links on both sides, in order.

    ``is_note``, ``is_event``: which transcript and which caption tokens are notes. Notes at the edges of a link that
    the captions have as well are no part of it: nobody speaks them.
    """
    words = [_words_alone(row, is_note) for row in rows]
    edge = len(is_note), len(is_note), len(is_event), len(is_event), 0.0
    notes: list[list[LinkRow]] = []
    for before, row in pairwise([(0, 0, 0, 0, 0.0), *words, edge]):
        own = before[1] + np.flatnonzero(is_note[before[1] : row[0]])
        other = before[3] + np.flatnonzero(is_event[before[3] : row[2]])
        notes.append([(a, a + 1, b, b + 1, 1.0) for a, b in zip(own.tolist(), other.tolist(), strict=False)])
    out = list(notes[0])
    for k, (whole, part) in enumerate(zip(rows, words, strict=True)):
        first = part[0] if notes[k] and notes[k][-1][1] > whole[0] else whole[0]
        stop = part[1] if notes[k + 1] and notes[k + 1][0][0] < whole[1] else whole[1]
        out += [(first, stop, *whole[2:]), *notes[k + 1]]
    return out


def _words_alone(row: LinkRow, is_note: Flags) -> LinkRow:
    """A link without the notes at its edges; as it is where it has nothing else."""
    words = row[0] + np.flatnonzero(~is_note[row[0] : row[1]])
    return (int(words[0]), int(words[-1]) + 1, *row[2:]) if len(words) else row
