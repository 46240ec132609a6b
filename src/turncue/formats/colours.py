"""A colour for every speaker, the same one throughout: readable on black, told apart by colour-blind viewers too.

The first four are the BBC's, in its order (BBC subtitle guidelines, speaker colours); the others are lightened from
Okabe and Ito's set for colour-blind readers. More than eight speakers begin again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from turncue.model import Subtitle

__all__ = ["PALETTE", "speaker_colours"]

PALETTE = ("#ffffff", "#ffff00", "#00ffff", "#00e000", "#ff9440", "#8ab4ff", "#ff8fd0", "#c0a000")
"""Red, green and blue in hexadecimal. The contrast of each on black is at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""


def speaker_colours(subtitles: Iterable[Subtitle]) -> Mapping[str, str]:
    """A colour for every named speaker, given in order of first appearance."""
    names = dict.fromkeys(name for s in subtitles for name in s.speakers if name)
    return {name: PALETTE[k % len(PALETTE)] for k, name in enumerate(names)}
