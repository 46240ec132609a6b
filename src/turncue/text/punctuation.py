"""The marks that end sentences and clauses and that close quotes and brackets, of every script."""

from __future__ import annotations

__all__ = ["CLAUSE_ENDS", "CLOSERS", "SENTENCE_ENDS"]

SENTENCE_ENDS = ".?!…⋯‥。？！｡؟۔।॥։።။།។៕"
"""What ends a sentence; a full stop may also stand in a number or after an abbreviation."""

CLAUSE_ENDS = ",;:，、；：､،؛፣፤፥၊"
"""What parts a sentence; dashes, which do so only between spaces or in pairs, are not among them."""

CLOSERS = "\"'”’»›)]}）」』】〉》〕］｝〗〙"
"""Quotes and brackets that belong to the sentence they close."""
