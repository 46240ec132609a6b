"""Where another speaker's turn may begin in the captions."""

from __future__ import annotations

import numpy as np

from turncue.arrays import Floats
from turncue.prepare.caption_times import HeardTimes
from turncue.prepare.token_columns import CaptionTokens
from turncue.text.turn_openers import STARTERS

__all__ = ["boundary_scores"]


def boundary_scores(heard: CaptionTokens, times: HeardTimes) -> Floats:
    """How much each caption token looks like the first word of another speaker's turn; one more for the end."""
    m = len(heard)
    new_cue = np.append(True, heard.cue[1:] != heard.cue[:-1])
    real = new_cue | times.measured  # pauses inside an unstamped cue are our own guess
    before = np.append(2, heard.pause[:-1])
    opens = np.fromiter(map(_opens, ("", *heard.keys), heard.keys), dtype=bool, count=m)
    after_opening = np.append(False, opens[:-1]) & (before < 2)
    score = 2.0 * np.clip(times.silence / 1000.0, 0.0, 1.0) * real + 3.0 * heard.mark + 0.2 * new_cue
    score += np.array([0.0, 0.3, 0.9])[before] + 0.8 * opens - 0.6 * after_opening
    return np.append(score, 0.0)


def _opens(before: str, key: str) -> bool:
    """Whether people begin with this word; of letters spelt one by one ("a i") only the first could be."""
    return key in STARTERS and not (len(key) == len(before) == 1 and key != before and (before + key).isascii())
