"""Fitted numbers of ``turncue.align.crosslingual``: value, unit, meaning, and what checks it.

All were set by hand and then checked, unless a comment states otherwise: ``python tests/benchmarks/cross.py``
measures the engine on whole recordings in two languages and on paraphrases, ``damage.py`` on recordings with clauses
or words taken away, ``holes.py`` on recordings with passages that only the captions have, ``passages.py`` on
recordings with passages moved or cut out, ``lexicons.py`` with and without word pairs.

Lengths of text are in units: a unit is about one Han character, or the time of one and a half syllables.
"""

from __future__ import annotations

import numpy as np

# ---- clauses (``clauses``)

LEAST_CLAUSE, MOST_CLAUSE = 8.0, 20.0  # units: no shorter part is cut at a comma, no longer one is left whole
LEAST_REST = 0.6  # times LEAST_CLAUSE: what may remain after a comma
MOST_UNCUT = 1.2  # times MOST_CLAUSE: only longer parts are cut where there is no mark
# units of a kana, a Hangul syllable, a character of a South East Asian script, a digit; of a word, and of each of its
# letters
KANA_UNITS, HANGUL_UNITS, SOUTH_EAST_ASIAN_UNITS, DIGIT_UNITS = 0.6, 0.75, 0.5, 0.8
WORD_UNITS, LETTER_UNITS = 0.5, 0.22

# ---- keys (``keyed_pair``)

LEAST_UNITS, UNITS_PER_WORD = 0.5, 1.5  # units of the shortest clause; units that make a word
CHARACTER_WEIGHT = 0.6  # information in one character of a language without spaces, as a share of that of a word
# share of a clause's mean score by chance that is taken off each of its words, so that unrelated text scores near 0
CENTRE = 0.7

# ---- notes of sounds (``sound_notes``)

NOTE_SHARE = 0.5  # share of the transcript's notes that stand in the captions as well, where those have notes

# ---- translation tables (``translation_table``)

MOST_EVIDENCE = 4.0  # nats of one word at most: a name that occurs once must not outweigh a whole sentence
COMMONEST = 0.02  # share of the caption words: a commoner key can be separated from chance in no clause
LEAST_OCCURRENCES = 1.5  # of a key in the captions: one that occurs once teaches nothing
EM_ROUNDS = 5  # rounds of expectation maximisation
PRIOR_STRENGTH = 2.0  # occurrences that the prior table counts as
NULL_FACTOR = 2.0  # times chance: the probability that a caption word answers no word of the clause
LEAST_COUNT, LEAST_RATIO = 1.5, 4.0  # expected occurrences, and times chance: below these a learnt pair is dropped
SHRINK = 2.0  # occurrences: a learnt probability is multiplied by count / (count + this)
LEAST_LENGTH = 4.0  # words: shorter clauses are scored as if they had so many
# how likely a key is answered by itself: numbers and percent signs, sounds of names, beginnings of words, single Han
# characters; other keys in one language or across scripts; long and short words of two languages in one script
SAME_NUMBER, SAME_SOUND, SAME_PREFIX, SAME_CHARACTER = 0.8, 0.3, 0.25, 0.5
SAME_KEY, SAME_LONG_WORD, SAME_SHORT_WORD = 0.8, 0.5, 0.1
LONG_WORD = 3  # letters: words with more are long

# ---- where clauses begin (``clause_boundaries``): nats for a cut that was forced, a part of a sentence, a sentence, a
# turn

STOP_GAIN = (0.0, 0.7, 1.6, 1.8)  # the end of a sentence stands before
COMMA_GAIN = (0.0, 0.9, 0.3, 0.2)  # a comma stands before
CAPITAL_GAIN = (0.0, 0.5, 1.2, 1.4)  # a capital, on a word that is mostly written without
CUE_GAIN = (0.0, 0.3, 0.6, 0.8)  # a cue begins
SHORT_PAUSE_GAIN = (0.0, 0.5, 0.9, 1.0)
LONG_PAUSE_GAIN = (0.0, 0.7, 1.4, 1.8)
SPEAKER_CHANGE_GAIN = (0.0, -1.0, 0.6, 2.5)
# clauses that these gains count as when they are learnt anew from the pair. Captioners keep to one way of beginning a
# turn, while translators move the borders of sentences.
BOUNDARY_STRENGTH = (30.0, 30.0, 30.0, 10.0)
LEAST_BOUNDARY, MOST_BOUNDARY = -4.0, 6.0  # nats of a learnt gain
SHORT_PAUSE_MS, LONG_PAUSE_MS, EDGE_PAUSE_MS = 300, 900, 2000  # the last: before the first word and after the last
# a word is expected to last its letters and WORD_LETTERS more at the median pace; where it lasts longer than
# USUAL_LENGTH times that and USUAL_MORE_MS, a pause is inside it
WORD_LETTERS, USUAL_LENGTH, USUAL_MORE_MS = 1.5, 1.3, 60
# what the words themselves tell of a boundary: weight by kind of clause; occurrences that the prior counts as; limits
# in nats; occurrences at which a word's counts have half their weight
WORD_HABIT = np.array([0.55, 0.8, 0.8, 0.8])
HABIT_STRENGTH, LEAST_HABIT, MOST_HABIT, HABIT_HALF = 8.0, -2.0, 1.5, 10.0
TORN_MS, TORN_LOSS = 3000, 4.0  # ms between two words over which no clause is stretched; nats against it
# the cost of a boundary inside a clause: occurrences that the prior counts as; the highest prior and learnt share of
# boundaries that begin a clause; the highest overall share; limits in nats
INSIDE_STRENGTH, MOST_PRIOR_SHARE, MOST_SHARE, MOST_OVERALL = 10.0, 0.7, 0.98, 0.9
LEAST_INSIDE, MOST_INSIDE = -4.0, 0.2

# ---- the search band (``search_band``)

BLOCK = 20  # caption words of a block
REACH = 3000  # caption words in which clauses without a place are looked for again
CHUNK = 36.0  # expected caption words of a chunk of clauses
JUMP_COST, STEP_COST = 9.0, 1.2  # nats for a jump ahead; for each block off the expected step
BAND_SLACK = 14.0  # nats: paths that are worse than the best by no more belong to the band
BLOCK_CENTRE = 0.5  # share of a block's mean score over all chunks that is taken off
# the even path: nats for the square of the distance, its limit; scale as a share of all blocks and blocks more
EVEN_COST, EVEN_MOST, EVEN_SHARE, EVEN_BLOCKS = 4.0, 4.0, 0.08, 4.0
BAND_MARGIN = 2.5  # blocks: half a chunk and this on both sides of a cell

# ---- the semi-Markov model (``semi_markov``, ``forward_backward``)

IMPOSSIBLE = -1e9  # nats
# A few caption words left over: share of clauses with such a run before them, and share of its words that end it.
SKIP_SHARE, SKIP_WORD_COST = 0.05, 0.1
SKIP_COST = float(-np.log(SKIP_SHARE * SKIP_WORD_COST))  # nats: see ``Costs``
# A hole: many caption words left over. Share of clauses that have one before them, by kind of clause: passages are left
# out between turns far more often than inside them, and hardly ever inside a sentence. Lengths, in words, are equally
# likely up to HOLE_LENGTHS.
HOLE_TOKENS, HOLE_LENGTHS, HOLE_SHARE = 15, 1000, (0.0005, 0.001, 0.004, 0.02)
HOLE_COST = tuple((np.log(HOLE_LENGTHS) - np.log(HOLE_SHARE)).tolist())  # nats
ABSENT_COST, ABSENT_UNIT_COST, EDGE_COST = 5.0, 0.12, 2.0
# the number of words a clause takes: scale of the bell as a share of the expected number and words more; nats and scale
# of its heavy tail; the longest run as a multiple of the expected number and words more
BELL_SHARE, BELL_WORDS, TAIL_COST, TAIL_SHARE, TAIL_WORDS = 0.24, 1.2, 3.0, 0.3, 1.5
LONGEST_RUN, LONGEST_MORE = 2.6, 8
# neighbouring words do not testify independently: scores are multiplied by this before they become probabilities
TEMPERATURE_SCALE = 0.6

# ---- passes (``clause_passes``)

# caption words, or characters of a language without spaces, for a unit of transcript, where the lengths do not tell
WORDS_PER_UNIT, CHARACTERS_PER_UNIT = 0.62, 1.0
LEAST_USUAL, MOST_USUAL = 0.75, 1.33  # times that: between these the lengths of both sides tell the ratio
LEAST_PER_UNIT, MOST_PER_UNIT = 0.3, 3.0  # limits of the ratio learnt from the pair
LEAST_CLAUSES = 8  # below this many linked clauses no ratio is learnt
LEAST_KNOWN = 0.25  # share of caption words with a known answer: below this several starts are tried
# caption words around a span that teach: in the first pass, of long recordings, more for the even start; in the later
# passes; at the end
NEAR, NEAR_LONG, LONG_RECORDING, NEAR_EVEN = 30, 20, 20_000, 20
LATER_WIDTHS, LAST_WIDTH = (12, 5), 3
PASS_MARGIN, POSTERIOR_MARGIN = 80, 40  # caption words around the spans of the pass before
# costs of words left over, learnt from the pass before: occurrences that the prior counts as
SKIP_COUNT, HOLE_COUNT = 2, 2  # few words, holes
NEIGHBOURS = 6  # clauses: each may stand wherever its neighbours up to this number do
PROGRESS = (0.3, 0.5, 0.65, 0.85)  # share of the work that is done after each of the parts

# two texts that cannot belong together: caption words of the longer side from which on that is asked; the least that
# one side may have of the other's length (a talk of three hours, captions of half a minute); and nats for each chunk by
# which the captions in their order must answer better than backwards. Paraphrases have 19 of these and more, texts of
# two recordings -0.5 to 0.9 with under a hundred chunks, nearer to 0 with more.
LONG_TEXT, LEAST_PART, LEAST_IN_ORDER = 30_000, 1 / 300, 1.0

# ---- places and their probability (``clause_posterior``)

SAME_PLACE_MS = 500  # starts closer than this count as one when the likeliest is chosen
CONFIDENT_MS = 1000  # confidence: the probability that the start is this close to the truth

# ---- turns that are in no caption (``clause_support``)

LEAST_LINKED = 0.5  # share of a turn's units: one with less linked is looked at
ISOLATED = 1.5  # nats, beyond the logarithm of its number of clauses: less than one plain word of agreement
ISOLATED_CONFIDENCE = 0.5  # that such a clause is absent

# ---- the result (``crosslingual_engine``)

ABSENT_CONFIDENCE = 0.85  # probability from which a turn counts as absent from all captions
LINK_SCORE, LINK_GAIN, LEAST_LINK_SCORE = 0.5, 0.5, 0.3  # score of a link without support; for each nat; at least

# ---- passages in another order (``reordered_clauses``): passages.py checks these

PASSAGE_HOLE_COST = 11.0  # nats of a hole between the clauses of a passage
PIECE = 60.0  # units: a longer turn is judged in pieces
LEAST_PIECE = 8.0  # units: shorter pieces tell nothing of the usual evidence
WEAK = 0.35  # share of the usual evidence: a piece with less is not where it belongs, or is in no caption
FIT = 0.6  # share of the usual evidence that a passage has where it is
LEAST_PASSAGE = 20.0  # units: a shorter one may fit anywhere
LEAST_EVIDENCE = 30.0  # nats: one with less evidence in all may fit anywhere
MORE_EVIDENCE = 15.0  # nats beyond what the passage reaches among words that surely answer others
APART = 40  # caption words: one passage has no larger gap
JOIN_TURNS, JOIN_GAPS = 3, 3  # turns, and times APART: passages closer on both sides are one
