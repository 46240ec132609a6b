"""Fitted numbers of the cue readers. All were set by hand and are checked by tests/formats/cues/."""

from __future__ import annotations

HIGHLIGHT_SHARE = 0.6
"""Share of the cues that must belong to sentences shown once per word before captions count as karaoke."""

HIGHLIGHT_GAP = 1500
"""ms between two cues of one karaoke sentence at most; tools leave the pauses between words uncovered."""

GROWING_SHARE = 0.5
"""Share of the cues that must show the cue before and one or two words more before captions count as growing."""

NAMED_SHARE = 0.5
"""Share of the cues (or of the changes of speaker) that must carry a bracketed name before brackets are names."""

NAME_REPEATS = 2.0
"""How often a bracketed name stands in a file on average; notes of sound and manner vary more."""

OWN_LINE_SHARE = 0.6
"""Share of the cues of two and more lines whose first line must be a short repeated name before it counts as one."""
