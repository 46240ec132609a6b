"""What goes in and what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from turncue.lexicons.lexicon import Lexicon

__all__ = ["ClauseLink", "Heard", "MovedPassage", "SentenceAlignment", "Spoken"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The transcript: the text of each turn (sound notes blanked out) and its language (BCP 47)."""

    turns: Sequence[str]
    language: str


@dataclass(frozen=True, slots=True)
class Heard:
    """The captions as a stream of words in order, punctuation kept on the word.

    Languages without spaces come as single characters (Latin words whole). ``starts`` and ``ends`` in ms, ``cue``
    the index of each word's cue, ``change`` whether a mark of another speaker stands before the word.
    """

    words: Sequence[str]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    cue: npt.NDArray[np.int32]
    change: npt.NDArray[np.bool_]
    language: str


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """Characters ``[begin, finish)`` of turn ``turn`` answer heard words ``[first, last)``.

    Nothing answers them when the two are equal. ``score``: nats of lexical support per heard word, above chance.
    ``confidence``: how likely the start is right to about a second (for an absent clause: that it is absent), 0 to 1.
    """

    turn: int
    begin: int
    finish: int
    first: int
    last: int
    score: float
    confidence: float


@dataclass(frozen=True, slots=True)
class MovedPassage:
    """Of turns ``first`` to ``last`` (both included) a passage is heard from word ``heard`` on, out of order."""

    first: int
    last: int
    heard: int


@dataclass(frozen=True, slots=True)
class SentenceAlignment:
    """Links in order that cover every turn's characters once; their spans of heard words never cross.

    ``support``: nats per linked heard word beyond what clauses from elsewhere in the transcript reach in the same
    places, by tables that were learnt from other clauses than those they are tried on: about 0, or below, for texts
    that have nothing to do with each other. ``coverage``: share of the
    transcript (by length) that found a place. ``learnt``: the table learnt from this pair, to be saved. ``moved``:
    passages that are heard elsewhere, in the transcript's order; their clauses have empty links.
    """

    links: tuple[ClauseLink, ...]
    support: float
    coverage: float
    learnt: Lexicon
    moved: tuple[MovedPassage, ...] = ()
