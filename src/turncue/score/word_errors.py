"""Words, right and wrong, and when they are spoken.

Words are compared by their keys (``turncue.text.tokens``): case, punctuation and accents do not count, and characters
of scripts without spaces are words. The errors are those of the edit distance of Levenshtein (NIST's sclite counts the
same way): word error rate = (substitutions + deletions + insertions) / words of the reference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from turncue.score.onset_errors import Errors
from turncue.score.score_input import TimedKeys

__all__ = ["WordErrors", "compare_word_times", "compare_words", "matched_words"]


@dataclass(frozen=True, slots=True)
class WordErrors:
    """Counts of words; they add up over recordings."""

    hits: int = 0
    substitutions: int = 0
    deletions: int = 0
    insertions: int = 0

    @property
    def words(self) -> int:
        """Words of the reference."""
        return self.hits + self.substitutions + self.deletions

    @property
    def rate(self) -> float:
        """Word error rate, 0 and up; may exceed 1."""
        wrong = self.substitutions + self.deletions + self.insertions
        return wrong / self.words if self.words else float(bool(wrong))

    def __add__(self, other: WordErrors) -> WordErrors:
        return WordErrors(
            self.hits + other.hits,
            self.substitutions + other.substitutions,
            self.deletions + other.deletions,
            self.insertions + other.insertions,
        )


def _numbered(reference: Sequence[str], result: Sequence[str]) -> tuple[list[int], list[int]]:
    ids: dict[str, int] = {}
    return [ids.setdefault(k, len(ids)) for k in reference], [ids.setdefault(k, len(ids)) for k in result]


def compare_words(reference: Sequence[str], result: Sequence[str]) -> WordErrors:
    """The fewest edits that make the reference's words into the result's."""
    hits = substitutions = deletions = insertions = 0
    for op in Levenshtein.opcodes(*_numbered(reference, result)):
        gone, come = op.src_end - op.src_start, op.dest_end - op.dest_start
        if op.tag == "equal":
            hits += gone
        elif op.tag == "replace":
            substitutions += gone
        else:
            deletions += gone
            insertions += come
    return WordErrors(hits, substitutions, deletions, insertions)


def matched_words(reference: Sequence[str], result: Sequence[str]) -> dict[int, int]:
    """Index of a reference word to that of the equal result word it answers to, in order."""
    pairs: dict[int, int] = {}
    for op in Levenshtein.opcodes(*_numbered(reference, result)):
        if op.tag == "equal":
            pairs.update(zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True))
    return pairs


def compare_word_times(reference: TimedKeys, result: TimedKeys) -> Errors:
    """Start of every matched word against the reference's, in ms; words without a partner are ``missing``."""
    pairs = matched_words(reference.keys, result.keys)
    offsets = tuple(sorted(result.starts[j] - reference.starts[i] for i, j in pairs.items()))
    return Errors(offsets, len(reference.keys) - len(pairs))
