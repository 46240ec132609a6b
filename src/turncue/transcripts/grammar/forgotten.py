"""Known names that begin a paragraph without the usual mark, where no capital tells whether they are a label.

``Ann  I see it`` may be Ann's turn whose colon was forgotten, or a sentence about Ann. The form of the words cannot
tell in scripts without capitals, nor for a name of one word; what is heard can. So these labels make a reading of their
own, between which and the first one the captions choose.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from turncue.transcripts.grammar.induction import Grammar
from turncue.transcripts.grammar.signatures import Candidate
from turncue.transcripts.grammar.times import TimedLine
from turncue.transcripts.names import fold

__all__ = ["forgotten_marks", "with_forgotten"]

_GAPS = " \t\u3000\xa0;；.。．"
_LEAD = " \t\u3000*_[("


def forgotten_marks(timed: Sequence[TimedLine], grammar: Grammar) -> dict[int, Candidate]:
    """The lines that begin with a name that labels two turns or more, and have no mark behind it; by their number."""
    form = grammar.main.signature
    if form.own or len(grammar.starts) < 2:
        return {}
    counts = Counter(c.key for c in grammar.starts.values())
    names = {c.key: c.name for c in grammar.starts.values()}
    known: dict[str, list[str]] = defaultdict(list)  # by the first letter, the longest first
    for key in sorted((key for key, n in counts.items() if n > 1), key=len, reverse=True):
        known[names[key][0]].append(key)
    first, last = min(grammar.starts), max(grammar.starts)
    bare = form._replace(closing="", delimiter="")
    made: dict[int, Candidate] = {}
    for at, line in enumerate(timed):
        own = grammar.starts.get(at)
        if not first < at <= last + 1 or line.line.rule or (own is not None and counts[own.key] > 1):
            continue
        if own is None and not (line.line.blank or line.written or at in grammar.places):
            continue
        text = line.text.lstrip(_LEAD)
        for key in known.get(text[:1], ()):
            name = names[key]
            gap, rest = text[len(name) :][:1], text[len(name) :].lstrip(_GAPS + "]*_)")
            if gap and gap in _GAPS and rest and fold(text[: len(name)]) == key:
                made[at] = Candidate(at, bare, name, key, (), rest)
                break
    return made


def with_forgotten(grammar: Grammar, marks: dict[int, Candidate]) -> Grammar:
    """The grammar with these labels, too."""
    return replace(grammar, starts=dict(sorted({**grammar.starts, **marks}.items())))
