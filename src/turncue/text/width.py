"""How long a text is, as subtitle guides count it.

Two ways of counting (``Count``), chosen by the profile:

- ``each``: every character is one (Netflix for Chinese and for alphabets);
- ``half``: a full-width character is one, a half-width one 0.5 (Netflix for Japanese and Korean). Characters whose
  width Unicode calls ambiguous count as full.

In both, what has no width of its own counts nothing: combining marks (Thai, Hindi, Arabic vowels), joiners and
direction marks, the later parts of an emoji sequence or of a Hangul syllable written in letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate
from typing import Literal

__all__ = ["Count", "prefix_widths", "strip_tags", "width"]

Count = Literal["each", "half"]

_TAG = re.compile(r"</?(?:[ibusc]|v|lang|ruby|rt|font|span|br)(?:[ .][^<>\n]*)?/?>|\{\\[^{}\n]*\}|<\d[\d:.]*>", re.I)
# what takes part in a cluster with the character before it, beyond the plain marks
_CLUSTERS = re.compile("[\u200d\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\u1160-\u11ff\ud7b0-\ud7ff]")


class _Costs(dict[str, float]):
    """Width of a character on its own, worked out at its first use."""

    def __init__(self, wide: float, narrow: float) -> None:
        super().__init__()
        self.wide, self.narrow = wide, narrow

    def __missing__(self, char: str) -> float:
        if unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf"):
            cost = 0.0
        else:
            flag = "\U0001f1e6" <= char <= "\U0001f1ff"  # letters that make flags; Unicode calls them neutral
            cost = self.wide if flag or unicodedata.east_asian_width(char) in "WFA" else self.narrow
        self[char] = cost
        return cost


_COSTS = {"each": _Costs(1, 1), "half": _Costs(1, 0.5)}


def _continues(text: str, at: int) -> bool:
    """Whether the character joins the cluster before it although it is no mark."""
    char, before = text[at], text[at - 1]
    if before == "\u200d":
        return ord(char) >= 0x2000  # an emoji sequence; after a letter the joiner only shapes
    if "\U0001f1e6" <= char <= "\U0001f1ff":  # flags are pairs of regional letters
        run = 0
        while run < at and "\U0001f1e6" <= text[at - 1 - run] <= "\U0001f1ff":
            run += 1
        return run % 2 == 1
    if "\U0001f3fb" <= char <= "\U0001f3ff":  # skin tone
        return unicodedata.category(before) in ("So", "Mn")
    return "\u1160" <= char <= "\u11ff" and "\u1100" <= before <= "\u11ff"


def prefix_widths(text: str, count: Count = "each") -> Sequence[float]:
    """Running widths: the width of ``text[a:b]`` is ``p[b] - p[a]``; ``len(text) + 1`` values, never falling."""
    costs = _COSTS[count]
    if text.isascii() and count == "each":
        return range(len(text) + 1)
    if not _CLUSTERS.search(text):
        return list(accumulate(map(costs.__getitem__, text), initial=0.0))
    each = [costs[c] for c in text]
    for m in _CLUSTERS.finditer(text):
        for at in (m.start(), m.end()):
            if 0 < at < len(text) and _continues(text, at):
                each[at] = 0.0
    return list(accumulate(each, initial=0.0))


def width(text: str, count: Count = "each", *, tags: bool = False) -> float:
    """The text's length in characters as ``count`` has it.

    ``tags``: the text may hold markup (``<i>``, ``<v Name>``, ``{\\an8}``), which counts nothing.
    """
    if tags:
        text = strip_tags(text)
    if text.isascii():
        return len(text) * (1 if count == "each" else 0.5)
    return prefix_widths(text, count)[-1]


def strip_tags(text: str) -> str:
    """The text without the markup that subtitle formats know; other angle brackets stay."""
    return _TAG.sub("", text) if "<" in text or "{" in text else text
