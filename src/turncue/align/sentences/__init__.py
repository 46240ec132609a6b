"""Across languages, and one language in other words: clauses of a transcript on the caption words that answer them."""

from turncue.align.sentences.engine import align_sentences
from turncue.align.sentences.lexicon import Lexicon, from_tsv, merge, parse_cedict, parse_tsv, to_tsv
from turncue.align.sentences.nouns import ClauseLink, Heard, SentenceAlignment, Spoken

__all__ = [
    "ClauseLink",
    "Heard",
    "Lexicon",
    "SentenceAlignment",
    "Spoken",
    "align_sentences",
    "from_tsv",
    "merge",
    "parse_cedict",
    "parse_tsv",
    "to_tsv",
]
