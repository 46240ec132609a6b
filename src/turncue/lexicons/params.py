"""Fitted numbers of ``turncue.lexicons``: value, unit, meaning.

All were set by hand and then checked, unless a comment states otherwise: ``python tests/benchmarks/lexicons.py``
measures the clause engine without word pairs, with those that turncue ships, with learnt ones and with dictionaries.
No numpy here: word pairs are read where no alignment is wanted.
"""

from __future__ import annotations

# ---- word pairs (``lexicon``)

PAIR_WEIGHT, PAIR_EXPONENT = (
    0.8,
    0.7,
)  # the weight of a word's only translation; of one of n: divided by n to this power
MOST_GLOSSES = 8  # translations of a CC-CEDICT word that are kept
MOST_GLOSS_WORDS = 3  # content words of such a translation; longer ones explain

# ---- dictionaries (``dictionaries``, ``lexicon_io``)

MOST_TRANSLATIONS = 8  # of an entry; twice as many of a headword with several entries
MOST_WORDS = 4  # words of a headword or a translation: the engine looks for phrases of no more
MOST_HEADWORD = 40  # characters; longer headwords are sentences
MOST_BAD_ENTRIES = 0.01  # share of entries that may point past the end of the definitions
MOST_UNPACKED = 256 * 1024 * 1024  # bytes of an unpacked dictionary; the largest of FreeDict has 100 MB

# ---- word pairs from embeddings (``embedding``)

MOST_EMBEDDED = 4000  # words of one side, the commonest: the matrix of cosines takes 64 MB
NEIGHBOURS = 10  # nearest words whose mean cosine is what is usual for a word
NEAREST = 2  # each word of a pair is among so many nearest of the other
LEAST_COSINE = 0.45
LEAST_MARGIN = 0.06  # of a pair's cosine over what is usual for both words
# the weight of a pair: at the least margin, for each unit of margin more, at most
LEAST_WEIGHT, MARGIN_WEIGHT, MOST_WEIGHT = 0.1, 2.5, 0.6

# ---- embedding models (``embedders``)

BATCH = 64  # texts that are encoded at once
MOST_TOKENS = 128  # of one text
