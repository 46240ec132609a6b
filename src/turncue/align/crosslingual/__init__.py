"""Clauses of a transcript aligned with caption words: across languages, and in one language with another wording.

This package module imports nothing: the engine is large, and most pairs never need it.
"""
