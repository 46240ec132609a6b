"""Spans of clauses, and what the clause aligner gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from turncue.align.engine_result import ReorderedPassage
from turncue.arrays import Flags, Ints
from turncue.lexicons.lexicon import Lexicon

__all__ = ["ClauseAlignment", "ClauseLink", "ClauseSpans"]


@dataclass(frozen=True, slots=True)
class ClauseSpans:
    """For each clause the caption tokens ``[first, stop)`` that answer it; the two are equal where none does.

    Spans are in order and never overlap.
    """

    first: Ints
    stop: Ints

    @property
    def present(self) -> Flags:
        """Which clauses have a place."""
        return self.stop > self.first

    @property
    def size(self) -> Ints:
        """How many caption tokens each clause takes."""
        return self.stop - self.first

    def where(self, keep: Flags) -> ClauseSpans:
        """The spans for which ``keep`` is true; the others are empty and stay where they are."""
        return ClauseSpans(self.first, np.where(keep, self.stop, self.first))


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """Characters ``[begin, finish)`` of turn ``turn`` answer caption tokens ``[first, stop)``.

    Nothing answers them when the two are equal. ``score``: nats of lexical support per caption token, above chance.
    ``confidence``: how likely the start is right to about a second (for an absent clause: that it is absent), 0 to 1.
    """

    turn: int
    begin: int
    finish: int
    first: int
    stop: int
    score: float
    confidence: float


@dataclass(frozen=True, slots=True)
class ClauseAlignment:
    """Links in order that cover every turn's characters once; their spans of caption tokens never cross.

    ``support``: nats per linked caption token beyond what clauses from elsewhere in the transcript reach in the same
    places, by tables that were learnt from other clauses than those they are tested on: about 0, or below, for texts
    that have nothing to do with each other. ``coverage``: share of the transcript (by length) that has a place.
    ``lexicon``: the word pairs learnt from this pair. ``reordered``: passages out of order, in the transcript's order;
    their clauses have empty links.
    """

    links: tuple[ClauseLink, ...]
    support: float
    coverage: float
    lexicon: Lexicon
    reordered: tuple[ReorderedPassage, ...] = ()
