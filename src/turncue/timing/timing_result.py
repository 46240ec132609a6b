"""What timing gives: when each word of the transcript is spoken."""

from __future__ import annotations

from dataclasses import dataclass

from turncue.arrays import Floats, Ints
from turncue.prepare.token_columns import CaptionTokens

__all__ = ["CUE", "ESTIMATED", "MEASURED", "SOUND", "UNPLACED", "Timing"]

MEASURED, CUE, ESTIMATED, UNPLACED, SOUND = 0, 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Timing:
    """Times of the transcript's tokens in whole ms, ``[start, end)``; meaningless where ``source`` is ``UNPLACED``.

    Tokens with a place are in order, do not overlap, and have ``end > start``. ``source`` is ``MEASURED`` (the captions
    have the word's time), ``CUE`` (a place inside a cue), ``ESTIMATED`` (between neighbours), ``SOUND`` (the
    onset in the sound) or ``UNPLACED``.
    ``link_score`` is the score of each token's link, 0 without one. ``caption_tokens`` are the captions' tokens with
    the times that this rests on: those of the pair, once it is known which of them open a turn. ``warnings`` are
    sentences for the user.
    """

    start: Ints
    end: Ints
    source: Ints
    link_score: Floats
    caption_tokens: CaptionTokens
    warnings: tuple[str, ...] = ()
