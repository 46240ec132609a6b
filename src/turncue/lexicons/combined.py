"""The word pairs to start an alignment from: those that turncue ships, and those of the user."""

from __future__ import annotations

from collections.abc import Sequence

from turncue.lexicons.lexicon import Lexicon, merge

__all__ = ["combined_lexicon", "shipped_lexicon"]


def shipped_lexicon(source: str | None, target: str | None) -> Lexicon:
    """The word pairs that turncue ships for two BCP 47 tags (or None); empty where it has none."""
    return Lexicon.seed(source or "", target or "")


def combined_lexicon(source: str | None, target: str | None, extra: Sequence[Lexicon] = ()) -> Lexicon:
    """The shipped word pairs of two BCP 47 tags (or None), and those of ``extra`` that are for the same languages.

    Where two have the same pair, the larger weight counts.
    """
    shipped = shipped_lexicon(source, target)
    if not extra:
        return shipped
    return merge(shipped, *(x.between(shipped.source, shipped.target) for x in extra))
