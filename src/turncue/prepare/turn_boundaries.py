"""Where another speaker's turn may begin in the captions."""

from __future__ import annotations

import numpy as np

from turncue.arrays import Floats
from turncue.prepare import params
from turncue.prepare.token_columns import CaptionTokens
from turncue.text.turn_openers import STARTERS

__all__ = ["boundary_scores"]


def boundary_scores(tokens: CaptionTokens) -> Floats:
    """How much each caption token looks like the first word of another speaker's turn, in nats; 0 for the end."""
    new_cue = tokens.opens_cue
    real = new_cue | tokens.measured  # pauses inside a cue without word times are this package's own guess
    before = np.append(2, tokens.pause[:-1])[: len(tokens)]
    opens = np.fromiter(map(_opens, ("", *tokens.normalized), tokens.normalized), dtype=bool, count=len(tokens))
    after_opening = np.append(False, opens[:-1])[: len(tokens)] & (before < 2)
    silence = params.SILENCE_GAIN * np.clip(tokens.silence / 1000.0, 0.0, 1.0) * real
    score = silence + params.SPEAKER_CHANGE_GAIN * tokens.speaker_change + params.CUE_GAIN * new_cue
    score += params.PUNCTUATION_GAIN[before] + params.OPENER_GAIN * opens - params.AFTER_OPENER_LOSS * after_opening
    return np.append(score, 0.0)


def _opens(before: str, token: str) -> bool:
    """Whether people begin with this word; of letters spelt one by one ("a i") only the first may be one."""
    spelt = len(token) == len(before) == 1 and token != before and (before + token).isascii()
    return token in STARTERS and not spelt
