"""Fitted numbers of the text package.

The prices of breaks have no unit; only their order and their ratios matter. They are added to the costs in
``turncue.compose.params``. Set by hand; checked by ``tests/benchmarks/quality.py`` (136 captions of
real recordings) and by the reference subtitles in ``tests/compose/golden``.
"""

from __future__ import annotations

# ---------------------------------------------------------------- breaks: the price of ending a line or a subtitle

SENTENCE = 0.0  # after a sentence
CLAUSE = 1.0  # after a clause
SPACED_PAUSE = 1.5  # at a space in Chinese, Japanese or Thai text, which stands for a pause; beside a sound note
JOIN = 2.0  # before a conjunction, before an opening bracket
LEAD = 2.6  # before a preposition
HELD_LEAD = 3.3  # before a conjunction or a preposition, after a word that leans on what follows
SOFT_END = 3.3  # after a particle that ends a phrase (Chinese)
PLAIN = 4.0  # between any two words
DENSE_PLAIN = 5.0  # between two phrases without a space, which may be one compound (Chinese)
SINGLE_DENSE = 6.5  # after a phrase of a single character in a script without spaces
WEAK = 7.0  # inside a name or a bracket, between a number and its unit, after a conjunction
BAD = 8.0  # after an article, a preposition or a title; from here on other places are preferred by far
WORST = 9.0  # before a particle that belongs to the word before it, between a title and a name
INSIDE = 14.0  # inside a word that is cut because no line can hold it

ENCLOSED_SHARE = 0.75  # of a line: brackets and quotes up to this width stay together where possible

# ---------------------------------------------------------------- language detection
# set by hand, checked by tests/text/test_language.py

SAMPLE = 20_000  # characters examined at the beginning, and as many in the middle of a longer text
SHARE_OF_KANA = 0.05  # share of Kana among Kana and Han above which a text is Japanese
LEAST_KANA = 3  # Kana characters that a Japanese text has more than
DENSE_WEIGHT = 3  # Latin letters that one Han character or one syllable counts for
SHARE_OF_LATIN = 0.5  # of the Latin letters: weight of another script above which that script decides
RARE_LETTER_SHARE = 0.003  # of a text's letters: share of a language's own letters above which they decide
