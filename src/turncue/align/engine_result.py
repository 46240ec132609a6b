"""What an alignment engine gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from turncue.align.alignment import Alignment

if TYPE_CHECKING:
    from turncue.lexicons.lexicon import Lexicon

__all__ = ["EngineResult", "ReorderedPassage", "UnmatchedTurns"]


@dataclass(frozen=True, slots=True)
class UnmatchedTurns:
    """Turns by index that an engine did not match: ``absent`` from all captions, or ``elsewhere`` out of order.

    An absent turn gets no time where there is no silence long enough to say it in, however short it is: a recording
    that was cut has none, one whose captions have a gap does. A turn that is elsewhere has no place here at all.
    """

    absent: frozenset[int] = frozenset()
    elsewhere: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ReorderedPassage:
    """Of turns ``first`` to ``last`` (both included) a passage is heard from ``caption_token`` on, out of order."""

    first: int
    last: int
    caption_token: int


@dataclass(frozen=True, slots=True)
class EngineResult:
    """The alignment, and what the engine knows of it.

    ``probability``: for turns by index the probability that they begin in their captions' words; None where the engine
    does not say. ``reordered``: passages heard in another order; None where the engine does not look for them.
    ``lexicon``: word pairs learnt on the way. ``warnings``: sentences for the user.
    """

    alignment: Alignment
    probability: Mapping[int, float] | None = None
    unmatched: UnmatchedTurns = field(default_factory=UnmatchedTurns)
    reordered: tuple[ReorderedPassage, ...] | None = None
    lexicon: Lexicon | None = None
    warnings: tuple[str, ...] = ()
