"""Numbers that count the turns of a document (``[1]``, ``#12``, ``003``, ``1.`` behind another mark, ``Q4``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from turncue.transcripts import params
from turncue.transcripts.grammar.document_lines import Line
from turncue.transcripts.params import TIME_CLASS_LEAST, TIME_CLASS_RISING

__all__ = ["without_ordinals"]

_LEAD = r"(?P<lead>(?:>{1,3}[ \t]*|[-–—•▪◦*][ \t]+)?[*_]{0,3})"
_ORDINAL = re.compile(
    rf"{_LEAD}(?P<bold>[*_]{{0,2}})(?:[\[(#]\s*#?(?P<a>\d{{1,5}})\s*[\])]?[.:]?|(?P<q>[A-Z]{{0,2}}|[^\W\d_]{{2,6}}\.\s?)(?P<b>\d{{1,5}})[.)、]?)(?P=bold)"
    r"(?=\s+\S)\s+"
)


def without_ordinals(lines: Sequence[Line]) -> list[Line]:
    """The lines without a number at their beginning that rises by one, where enough paragraphs have it."""
    match = {n: m for n, line in enumerate(lines) if (m := _ORDINAL.match(line.text)) is not None}
    values = [int(m["a"] or m["b"]) for m in match.values()]
    rising = sum(1 for a, b in pairwise(values) if b == a + 1)
    if len(values) < TIME_CLASS_LEAST or rising < TIME_CLASS_RISING * (len(values) - 1):
        return list(lines)
    if len({m["q"] or "" for m in match.values()}) > 1:
        return list(lines)
    if len(values) < params.ORDINALS_SHARE * sum(1 for line in lines if line.blank and not line.rule):
        return list(lines)
    return [
        replace(x, text=f"{m['lead']}{x.text[m.end() :]}") if (m := match.get(n)) is not None else x
        for n, x in enumerate(lines)
    ]
