"""A colour for every speaker, the same one throughout: readable on black, told apart by colour-blind viewers too.

The order is the BBC's (white, yellow, cyan, green: BBC subtitle guidelines, speaker colours), but its cyan and white
look alike without red cones, and its green and yellow without green ones. So hues and lightness were moved by a search
for the largest distance between any two of seven, as seen with all cones, without green and without red ones. More
than seven speakers begin again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from turncue.model import Subtitle

__all__ = ["PALETTE", "speaker_colours"]

PALETTE = ("#ffffff", "#ffff00", "#4dc3ff", "#bbff99", "#b26800", "#0080ff", "#ff0080")
"""Red, green and blue in hexadecimal. On black each has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3); any two lie
at least 35 apart in CIE L*a*b*, however they are seen."""


def speaker_colours(subtitles: Iterable[Subtitle]) -> Mapping[str, str]:
    """A colour for every named speaker, given in order of first appearance."""
    names = dict.fromkeys(name for s in subtitles for name in s.speakers if name)
    return {name: PALETTE[k % len(PALETTE)] for k, name in enumerate(names)}
