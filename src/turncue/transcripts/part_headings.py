"""Headings of parts in plain text between the turns (``PART 2: The slipway``): a reading without them.

They have the form of a label and nobody says them, as a rule. The captions decide whether they are spoken.
"""

from __future__ import annotations

import re

from turncue.transcripts import params
from turncue.transcripts.grammar.vetoes import is_veto

__all__ = ["without_part_headings"]

_HEADING = re.compile(r"[ \t*_#]*(?P<label>[^:：\n]{2,24}?)[ \t*_]*(?:[:：.–—-][ \t]*(?P<title>[^\n]{0,80}))?")


def without_part_headings(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The text with such lines left empty, and those lines with their numbers (from 1); few are none."""
    lines = text.split("\n")
    headings: list[tuple[int, str]] = []
    for n, line in enumerate(lines):
        alone = (n == 0 or not lines[n - 1].strip()) and (n + 1 == len(lines) or not lines[n + 1].strip())
        match = _HEADING.fullmatch(line) if alone and line.strip() else None
        if match is not None and any(c.isdigit() for c in match["label"]) and is_veto(match["label"]):
            headings.append((n + 1, line.strip()))
    if len(headings) < params.PART_HEADINGS_LEAST:
        return text, ()
    for number, _ in headings:
        lines[number - 1] = ""
    return "\n".join(lines), tuple(headings)
