"""The captions' own words under the transcript's names: turns made of what was heard.

Each caption word goes to the turn that is being spoken when it is heard. Long runs that the transcript lacks go to
nobody. Where the captions ended is kept, so that subtitles can keep their boundaries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from turncue.align.alignment import Alignment
from turncue.arrays import Ints
from turncue.model import Captions, Event, TimedTurn, TimedWord
from turncue.prepare.token_columns import EVENT, CaptionTokens
from turncue.text.tokens import is_dense

__all__ = ["CaptionTurns", "caption_turns"]

_FOREIGN = 10  # caption words in a row without a partner, between two turns, that belong to neither; set by hand
_NOBODY = -1


@dataclass(frozen=True, slots=True)
class CaptionTurns:
    """The captions cut where the speaker changes.

    ``turns`` are numbered from 0 in order by ``index``; one that no transcript turn claims has the speaker None.
    ``breaks``: for each, the offsets in its text at which a caption begins. ``owners``: for each, the index of its
    transcript turn, or None.
    """

    turns: tuple[TimedTurn, ...]
    breaks: Mapping[int, Sequence[int]]
    owners: tuple[int | None, ...]


def caption_turns(
    captions: Captions, tokens: CaptionTokens, alignment: Alignment, turns: Sequence[TimedTurn]
) -> CaptionTurns:
    """The captions cut where the speaker changes; ``tokens`` are theirs, ``turns`` the transcript's with times."""
    owner = _owners(tokens, alignment, turns)
    by_index = {t.index: t for t in turns}
    pieces: list[TimedTurn] = []
    breaks: dict[int, Sequence[int]] = {}
    owners: list[int | None] = []
    edges = [0, *(np.flatnonzero(np.diff(owner)) + 1).tolist(), len(tokens)]
    for a, b in pairwise(edges):
        if b > a:
            turn = by_index[int(owner[a])] if owner[a] != _NOBODY else None
            piece = _piece(captions, tokens, a, b)
            breaks[len(pieces)] = piece.breaks
            pieces.append(piece.turn(len(pieces), turn))
            owners.append(turn.index if turn else None)
    return CaptionTurns(tuple(pieces), breaks, tuple(owners))


def _owners(tokens: CaptionTokens, alignment: Alignment, turns: Sequence[TimedTurn]) -> Ints:
    """The turn each caption token belongs to, or ``_NOBODY``."""
    placed = [t for t in turns if t.start is not None]
    starts = np.array([t.start for t in placed], dtype=np.float64)
    ends = np.array([t.end for t in placed], dtype=np.float64)
    index = np.array([t.index for t in placed], dtype=np.int64)
    owner = np.full(len(tokens), _NOBODY, dtype=np.int64)
    if not len(placed) or not len(tokens):
        return owner
    middle = (tokens.start + tokens.end) / 2
    at = np.searchsorted(starts, middle, side="right") - 1
    at = np.maximum.accumulate(np.maximum(at, 0))
    owner = index[at]
    # long runs outside every turn's own time belong to nobody
    outside = (middle > ends[at] + 1.0) | (middle < starts[at])
    matched = np.zeros(len(tokens), dtype=bool)
    for _, _, a, b, _ in alignment.rows():
        matched[a:b] = True
    loose = outside & ~matched
    edges = np.flatnonzero(np.diff(np.concatenate(([False], loose, [False])).astype(np.int8)))
    for a, b in edges.reshape(-1, 2).tolist():
        if b - a > _FOREIGN:
            owner[a:b] = _NOBODY
    return owner


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of caption tokens as text, with the offsets in it of its words, its notes of sounds and its captions."""

    text: str
    words: tuple[TimedWord, ...]
    events: tuple[Event, ...]
    breaks: tuple[int, ...]

    def turn(self, index: int, owner: TimedTurn | None) -> TimedTurn:
        """The piece as a turn of the transcript turn's speaker."""
        speaker, role, confidence = (owner.speaker, owner.role, owner.confidence) if owner else (None, None, 0.0)
        return TimedTurn(index, speaker, self.text, self.words, confidence, "aligned", self.events, role)


def _piece(captions: Captions, tokens: CaptionTokens, a: int, b: int) -> _Piece:
    """Caption tokens [a, b): the cues' text between them, with its punctuation."""
    text = ""
    words: list[TimedWord] = []
    events: list[Event] = []
    breaks: list[int] = []
    j, last = a, 0
    while j < b:
        stop = int(np.searchsorted(tokens.cue[j:b], tokens.cue[j], side="right")) + j
        begin, part = _part(captions, tokens, j, stop)
        if text:
            dense = is_dense(tokens.normalized[j]) and is_dense(tokens.normalized[j - 1])
            text += "" if dense and not text[-1].isascii() else " "
        if text or not begin.inside:
            breaks.append(len(text))
        base = len(text) - begin.at
        text += part
        for k in range(j, stop):
            start = max(round(float(tokens.start[k])), last)
            last = max(round(float(tokens.end[k])), start + 1)
            x, y = base + int(tokens.begin[k]), base + int(tokens.finish[k])
            words.append(TimedWord(x, y, start, last, "measured" if tokens.measured[k] else "cue", 1.0))
            if tokens.normalized[k] == EVENT:
                events.append(Event(text[x:y], x))
        j = stop
    return _Piece(text, tuple(words), tuple(events), tuple(breaks))


@dataclass(frozen=True, slots=True)
class _Begin:
    """Where a part begins in its cue's text, and whether other tokens of the cue stand before it."""

    at: int
    inside: bool


def _part(captions: Captions, tokens: CaptionTokens, j: int, stop: int) -> tuple[_Begin, str]:
    """The text of tokens [j, stop) of one cue, with the punctuation that is theirs."""
    text = captions.cues[int(tokens.cue[j])].text
    first = j == 0 or tokens.cue[j - 1] != tokens.cue[j]
    last = stop == len(tokens) or tokens.cue[stop] != tokens.cue[j]
    begin = 0 if first else _opening(text, int(tokens.finish[j - 1]), int(tokens.begin[j]))
    finish = len(text) if last else _opening(text, int(tokens.finish[stop - 1]), int(tokens.begin[stop]))
    part = text[begin:finish]
    lead = len(part) - len(part.lstrip())
    return _Begin(begin + lead, not first), part.strip().replace("\n", " ")


def _opening(text: str, finish: int, begin: int) -> int:
    """Where between two tokens the second one's own punctuation (an opening quote, a dash) begins."""
    between = text[finish:begin]
    for k, char in enumerate(between):
        if char.isspace() or char in "([{“‘«「『（【《〈¿¡":
            return finish + k
    return begin
