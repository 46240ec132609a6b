"""Across languages, and one language in other words: clauses of a transcript on the caption words that answer them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from turncue.align.crosslingual.clause_result import ClauseLink, Heard, MovedPassage, SentenceAlignment, Spoken

if TYPE_CHECKING:
    from turncue.align.crosslingual.clause_aligner import align_sentences

__all__ = [
    "ClauseLink",
    "Heard",
    "MovedPassage",
    "SentenceAlignment",
    "Spoken",
    "align_sentences",
]


def __getattr__(name: str) -> Any:
    # the engine is large and most pairs never need it
    if name == "align_sentences":
        from turncue.align.crosslingual.clause_aligner import align_sentences

        return align_sentences
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
