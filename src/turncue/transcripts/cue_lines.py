"""Speaker labels in the lines of captions, by the grammar that the captions themselves teach.

``(Name)``, ``- [Name] text``, ``<Name> text``, a name on its own line: the same induction as for transcripts, over the
lines of all cues.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from turncue.transcripts.grammar.document_lines import lines_of
from turncue.transcripts.grammar.induction import Grammar, induce
from turncue.transcripts.grammar.times import TimedLine

__all__ = ["CueLabel", "cue_labels"]


@dataclass(frozen=True, slots=True)
class CueLabel:
    """A label in a line of a cue: the name, and the offset in the line at which the words begin."""

    name: str
    rest: int


def cue_labels(
    cues: Sequence[Sequence[str]], *, least_bits: float = 0.0, least_share: float = 0.0
) -> dict[tuple[int, int], CueLabel]:
    """The labels by (cue, line). {} where no form of label reaches ``least_bits``, where fewer than two names come
    again, or where less than ``least_share`` of the cues have one."""
    places: dict[int, tuple[int, int]] = {}
    text: list[str] = []
    for k, lines in enumerate(cues):
        for n, line in enumerate(lines):
            text.append(" ".join(line.split("\n")))
            places[len(text)] = (k, n)
        text.append("")
    timed = [TimedLine(line, line.text) for line in lines_of("\n".join(text), markdown=False, tags=False)]
    grammar = induce(timed)
    if grammar is None or grammar.bits < least_bits or not _answers(grammar):
        return {}
    made: dict[tuple[int, int], CueLabel] = {}
    for at, candidate in grammar.starts.items():
        cue, place = places[timed[at].line.number]
        raw = cues[cue][place]
        begin = raw.rfind(candidate.rest) if candidate.rest else len(raw)
        made[cue, place] = CueLabel(candidate.name, begin if begin >= 0 else len(raw))
    below = sum(1 for (k, n), label in made.items() if n and n == len(cues[k]) - 1 and label.rest >= len(cues[k][n]))
    if 2 * below > len(made):  # names stand below the words: they are no labels of the next cue
        return {}
    return made if len({cue for cue, _ in made}) >= least_share * len(cues) else {}


def _answers(grammar: Grammar) -> bool:
    """Whether two names come again: one alone may be a sound, a title or a place."""
    return sum(1 for n in Counter(c.key for c in grammar.starts.values()).values() if n > 1) > 1
