"""How a file sets off its speakers' names, so that a file made from it does the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from turncue.check.finding import ShownCue
from turncue.text.label_options import LabelStyle

__all__ = ["label_style"]


def label_style(cues: Sequence[ShownCue]) -> LabelStyle:
    """The commonest way labels are printed in a file; ``colon`` where there are none."""
    styles: Counter[LabelStyle] = Counter()
    for cue in cues:
        for line, label in zip(cue.lines, cue.labels, strict=True):
            plain = label.strip().lstrip("-–—‐‑― ")
            if not label:
                continue
            if label.startswith((">", "＞")):
                styles["chevrons"] += 1
            elif plain.startswith(("[", "(", "（")):
                styles["line" if plain == line.strip() else "brackets"] += 1
            elif plain and plain == plain.upper() != plain.lower():
                styles["caps"] += 1
            elif plain:
                styles["colon"] += 1
    return styles.most_common(1)[0][0] if styles else "colon"
