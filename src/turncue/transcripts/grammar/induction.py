"""The grammar of a document's labels: the form with the best score, and what belongs to it.

One main form; a second one where its names alternate with those of the first (questions in bold, answers not). What
deviates once is joined by name (``turncue.transcripts.grammar.joining``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from turncue.transcripts import params
from turncue.transcripts.grammar.joining import Joined, joined_labels, merged_slips
from turncue.transcripts.grammar.scoring import Document, Scored, score_signature
from turncue.transcripts.grammar.signatures import Candidate, Signature, candidates_of
from turncue.transcripts.grammar.times import TimedLine, restored

__all__ = ["Grammar", "induce"]

_SECOND_BITS = 20.0
_FAMILY_COUNT = 3


@dataclass(frozen=True, slots=True)
class Grammar:
    """What was induced: the main form with its score, the labels by line, those joined, and those left as text.

    ``rival`` is the score of the best other reading (bits), ``left`` the labels of the main form whose names are none.
    """

    main: Scored
    starts: dict[int, Candidate]
    joined: tuple[Joined, ...] = ()
    left: tuple[Candidate, ...] = ()
    rival: float = 0.0
    bits: float = 0.0

    @property
    def reused(self) -> int:
        """How many names come again."""
        return sum(1 for n in Counter(c.key for c in self.starts.values()).values() if n > 1)


def induce(timed: Sequence[TimedLine]) -> Grammar | None:
    """Induce the grammar of the labels; None where no form reaches the threshold."""
    every = {at: candidates_of(at, line) for at, line in enumerate(timed)}
    lines = sum(1 for line in timed if not line.line.rule)
    stamped = frozenset(at for at, line in enumerate(timed) if line.written)
    fresh = frozenset(at for at, line in enumerate(timed) if line.line.blank)
    document = Document(lines, stamped, fresh, _follows(timed))
    groups: dict[Signature, list[Candidate]] = defaultdict(list)
    for match in every.values():
        for candidate in match:
            groups[candidate.signature].append(candidate)
    ranked = sorted(
        (score_signature(s, members, document) for s, members in groups.items()),
        key=lambda x: (-round(x.bits, 1), -_marks(x.signature)),
    )
    if not ranked or ranked[0].bits < params.THRESHOLD:
        return None
    main = ranked[0]
    starts = {c.at: c for c in main.starts}
    bits = main.bits
    for other in ranked[1:]:
        if other.bits < _SECOND_BITS:
            break
        again = score_signature(
            other.signature, [c for c in other.starts if c.at not in starts] or other.starts[:1], document
        )
        if _belongs(again, main, starts):
            starts |= {c.at: c for c in again.starts}
            bits += again.bits
    starts, slips = merged_slips(starts)
    joined = (*slips, *joined_labels(timed, every, starts))
    rival = next((x.bits for x in ranked[1:] if {c.at for c in x.starts} - starts.keys()), 0.0)
    taken = {**starts, **{j.candidate.at: j.candidate for j in joined}}
    left = tuple(c for c in main.others if c.at not in taken)
    return Grammar(main, dict(sorted(taken.items())), joined, left, rival, bits)


def _marks(form: Signature) -> int:
    """How many marks a form names; of two equal forms the one with more says more."""
    return bool(form.delimiter) + len(form.closing) + len(form.opening)


def _follows(timed: Sequence[TimedLine]) -> dict[int, str]:
    """The text of the line below each line; nothing below a rule or before a heading."""
    made: dict[int, str] = {}
    for at in range(len(timed) - 1):
        below = timed[at + 1]
        if not below.line.rule and not below.line.level:
            made[at] = restored(below.text, below.written)
    return made


def _belongs(other: Scored, main: Scored, starts: dict[int, Candidate]) -> bool:
    """Whether a second form is part of the dialogue: of the same family, its names coming again between the first's."""
    if other.bits < _SECOND_BITS or not other.starts:
        return False
    mine, its = main.signature, other.signature
    if its.heading or (its.own and not its.closing and not its.delimiter) or its.own != mine.own:
        return False
    if its.bullet != mine.bullet or (its.delimiter != mine.delimiter and not (its.closing and mine.closing)):
        return False
    keys = [c.key for c in other.starts]
    if max(Counter(keys).values()) < _FAMILY_COUNT:
        return False
    ats = sorted(c.at for c in other.starts)
    places = sorted(starts)
    between = sum(1 for a, b in pairwise(ats) if any(a < p < b for p in _near(places, a)))
    return between >= 0.5 * (len(ats) - 1)


def _near(places: Sequence[int], at: int) -> Sequence[int]:
    k = bisect_right(places, at)
    return places[k : k + 1]
