"""How a file sets off its speakers' names, so that a file made from it does the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from turncue.check.finding import DASHES_AND_CHEVRONS, ShownCue
from turncue.text.label_options import LabelStyle

__all__ = ["label_style"]


def label_style(cues: Sequence[ShownCue]) -> LabelStyle:
    """The commonest way labels are printed in a file; ``colon`` where there are none.

    Dashes count only where no names are printed: two people in one subtitle have them beside any style.
    """
    styles: Counter[LabelStyle] = Counter()
    for cue in cues:
        for line, label in zip(cue.lines, cue.labels, strict=True):
            plain = label.strip().lstrip(DASHES_AND_CHEVRONS)
            if not label:
                continue
            if label.startswith((">", "＞")):
                styles["chevrons"] += 1
            elif not plain:
                styles["dash"] += 1
            elif plain == line.strip():
                styles["line"] += 1
            elif plain.startswith(("[", "(", "（")):
                styles["brackets"] += 1
            elif plain and plain == plain.upper() != plain.lower():
                styles["caps"] += 1
            elif plain:
                styles["colon"] += 1
    named = Counter({style: n for style, n in styles.items() if style != "dash"})
    return (named or styles).most_common(1)[0][0] if styles else "colon"
