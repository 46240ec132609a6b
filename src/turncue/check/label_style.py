"""How a file sets off its speakers' names, so that a file made from it does the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from turncue.check.finding import Shown

__all__ = ["label_style"]

Style = Literal["colon", "brackets", "caps", "dash", "chevrons", "line"]


def label_style(cues: Sequence[Shown]) -> Style:
    """The commonest way labels are printed in a file; ``colon`` where there are none."""
    found: Counter[Style] = Counter()
    for cue in cues:
        for line, label in zip(cue.lines, cue.labels, strict=True):
            plain = label.strip().lstrip("-–—‐‑― ")
            if not label:
                continue
            if label.startswith((">", "＞")):
                found["chevrons"] += 1
            elif plain.startswith(("[", "(", "（")):
                found["line" if plain == line.strip() else "brackets"] += 1
            elif plain and plain == plain.upper() != plain.lower():
                found["caps"] += 1
            elif plain:
                found["colon"] += 1
    return found.most_common(1)[0][0] if found else "colon"
