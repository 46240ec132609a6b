"""Right-to-left lines for players that know no direction.

Such a player lays every line out from the left: the full stop of an Arabic line lands at its right end, and a Latin
name at its beginning on the wrong side. A line put between RIGHT-TO-LEFT EMBEDDING and POP DIRECTIONAL FORMATTING
(Unicode Standard Annex 9) is right in every player that shapes Arabic at all. The marks have no width.
"""

from __future__ import annotations

import re

__all__ = ["embedded"]

_RIGHT_TO_LEFT = re.compile("[\u0590-\u05ff\u0600-\u06ff\u0700-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def embedded(line: str) -> str:
    """The line between the marks when it holds any right-to-left letter, else as it is."""
    return f"\u202b{line}\u202c" if _RIGHT_TO_LEFT.search(line) else line
