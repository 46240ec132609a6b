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
from turncue.transcripts.grammar.joining import Joined, joined_labels, merged_slips, new_people
from turncue.transcripts.grammar.scoring import Document, Scored, company_bits, label_places, score_signature
from turncue.transcripts.grammar.signatures import Candidate, Signature, candidates_of
from turncue.transcripts.grammar.times import TimedLine, restored

__all__ = ["Grammar", "induce"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """What was induced: the main form with its score, the labels by line, those joined, and those left as text.

    ``rival`` is the score of the best other reading (bits), ``left`` the labels of the main form whose names are none.
    ``places``: where a label may stand in a document that labels nearly every paragraph.
    """

    main: Scored
    starts: dict[int, Candidate]
    joined: tuple[Joined, ...] = ()
    left: tuple[Candidate, ...] = ()
    rival: float = 0.0
    bits: float = 0.0
    places: frozenset[int] = frozenset()

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
    pairs = [_with_company(main, ranked, document) for main in _leading(ranked)]
    if not pairs:
        return None
    main, starts, bits = max(pairs, key=lambda pair: round(pair[2], 1))
    if bits < params.THRESHOLD:
        return None
    starts, slips = merged_slips(starts)
    joined = (*slips, *joined_labels(timed, every, starts))
    places = label_places([starts[at] for at in sorted(starts)], document)
    joined = (*joined, *new_people(every, starts, frozenset(places - {j.candidate.at for j in joined})))
    rival = next((x.bits for x in ranked[1:] if {c.at for c in x.starts} - starts.keys()), 0.0)
    taken = {**starts, **{j.candidate.at: j.candidate for j in joined}}
    left = tuple(c for c in main.others if c.at not in taken)
    places = label_places([taken[at] for at in sorted(taken)], document)
    return Grammar(main, dict(sorted(taken.items())), joined, left, rival, bits, places)


def _leading(ranked: Sequence[Scored]) -> list[Scored]:
    """The forms that may be the main one: the best, and those whose names alone would be enough."""
    return [
        x
        for n, x in enumerate(ranked)
        if n < params.INDUCTION_MAIN_FORMS or sum(x.names.values()) > params.INDUCTION_SECOND_BITS
    ][: params.INDUCTION_MAIN_FORMS]


def _with_company(
    main: Scored, ranked: Sequence[Scored], document: Document
) -> tuple[Scored, dict[int, Candidate], float]:
    """A main form with the other forms that belong to its dialogue: the labels by line, and the bits of all."""
    starts = {c.at: c for c in main.starts}
    names = dict(main.names)
    others = sorted((x for x in ranked if x is not main), key=lambda x: -sum(x.names.values()))
    for other in others[: params.INDUCTION_OTHER_FORMS]:
        if sum(other.names.values()) < params.INDUCTION_SECOND_BITS or not _kin(other.signature, main.signature):
            continue
        rest = [c for c in other.starts if c.at not in starts]
        again = score_signature(other.signature, rest, document) if rest else None
        if again is not None and _belongs(again, starts, document.timed):
            starts |= {c.at: c for c in again.starts}
            names |= again.names
    if len(starts) == len(main.starts):
        return main, starts, main.bits
    keys = [starts[at].key for at in sorted(starts)]
    return main, starts, sum(names.values()) + company_bits(keys, names)


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


def _kin(its: Signature, mine: Signature) -> bool:
    """Whether two forms may be of one dialogue: the same list mark and delimiter, both on lines of their own or not."""
    if its.heading or (its.own and not its.closing and not its.delimiter) or its.own != mine.own:
        return False
    return its.bullet == mine.bullet and (its.delimiter == mine.delimiter or bool(its.closing and mine.closing))


def _belongs(other: Scored, starts: dict[int, Candidate], timed: frozenset[int]) -> bool:
    """Whether a second form is part of the dialogue: its names come again, between labels of the first."""
    if sum(other.names.values()) < params.INDUCTION_SECOND_BITS or not other.starts:
        return False
    keys = [c.key for c in other.starts]
    if max(Counter(keys).values()) < params.INDUCTION_FAMILY_COUNT:
        return False
    ats = sorted(c.at for c in other.starts)
    if sum(at in timed for at in starts) > 0.9 * len(starts) and 2 * sum(at in timed for at in ats) < len(ats):
        return False  # all labels of the first form have a time, these have none
    places = sorted(starts)
    between = sum(1 for a, b in pairwise(ats) if any(a < p < b for p in _near(places, a)))
    return between >= 0.5 * (len(ats) - 1)


def _near(places: Sequence[int], at: int) -> Sequence[int]:
    k = bisect_right(places, at)
    return places[k : k + 1]
