"""Fitted numbers of ``turncue.align``: value, unit, what it was fitted on.

Nats are units of log probability. "Set by hand" means chosen for a stated reason and then checked:
``python tests/benchmarks/accuracy.py`` checks the numbers of this file anew on 136 pairs of recordings,
``damage_words.py`` on the same recordings damaged in thirteen ways, ``holes.py`` with passages that only the captions
have.
"""

from __future__ import annotations

# ---- choice of the engine and refusal (engine.py)

# A score from which on two texts have one wording, word for word; recognisers that miss a third of the words reach it.
# Below it they still have where what matches is scattered all over: a recogniser, however poor, gets a word right here
# and there, another wording differs for sentences on end. Of recordings with six words in ten replaced, lost or put in
# 0 to 2 % of the words stand in gaps of more than SENTENCE_WORDS words on both sides, of a free paraphrase 93 %.
ONE_WORDING, POOR_WORDING = 0.6, 0.4
SENTENCE_WORDS, MOST_IN_GAPS = 20, 0.04
# Lexical support in nats a word that counts as a full score, so that --min-score is one scale for both engines: with
# known word pairs, and without. Pairs that do not belong together stay below 0.2 and 0.06, those that do lie above 0.5
# and 0.19.
FULL_SUPPORT, FULL_SUPPORT_WITHOUT_PAIRS = 1.2, 0.48
# In one language two recordings of one kind share formulas ("your next question comes from the line of"): of 111 pairs
# of calls, interviews and talks with the captions of another the most is 0.33; another wording of one talk has 0.5.
FULL_SUPPORT_ONE_LANGUAGE = 1.6
# Without known word pairs, for want of names and numbers, support may be low though every clause has its place: less is
# enough where the engine's mean probability is as high as it never is for texts that do not belong together (0.2 to
# 0.55, with a large dictionary too; of those that do, 0.69 and more).
PROBABLE, FULL_SUPPORT_PROBABLE = 0.65, 0.24
# Across languages a clip of half a minute may hold none of the known words; its few turns are then placed by their
# lengths and by each other. Of 226 snippets of 3 to 25 turns on captions of elsewhere none had this mean probability
# (the most 0.94); of 288 on their own captions 13 had too little support, and 5 of those had it.
CERTAIN, LEAST_CERTAIN_TURNS = 0.95, 5

# ---- edit alignment (monolingual/word_aligner.py); tokens, set by hand

MOST_CELLS = 2_000_000  # cells of the largest gap aligned whole; of larger ones only the flanks
FLANK = 120  # tokens of a flank
HOLE, SOLID, PEEL = 3, 5, 25  # a gap this uneven is open again up to so many equal tokens, at most so far
WHOLE, STRETCH = 16_000, 4_000  # tokens aligned at once; least distance of two cuts
SEED, APART = 6, 30  # tokens of an anchor; a step between anchors by which the sides run apart

# ---- alignment in gaps (monolingual/gap_aligner.py); nats, set by hand

GAP_OPEN, GAP_CHOICE = 1.0, 0.7  # to open a gap, and for each e-fold of places where it might open
GAP_EXTEND = 0.15  # for each further word of a gap
LEAST_SIMILARITY = 0.55  # words less similar are not the same word misheard
JOINED_SIMILARITY = 0.8  # of one word to two, written as one
LEAST_LENGTH = 3  # characters: below this two different words are never similar
UNLIKE_LOSS = -0.5  # for pairing different words
BASE_SIMILARITY = 0.4  # similarity at which a pair gains nothing

# ---- filter of chance matches (monolingual/match_filter.py); nats, set by hand

MATCH_PROBABILITY = 0.8  # of a word, where two texts correspond
LEAST_MATCH_GAIN = 0.3
MISMATCH_LOSS = 1.2  # for each word that ought to match and does not (about 30 % errors are expected)
DRIFT_LOSS = 0.5  # for each word that only one side has
NEW_RUN = 10  # a step of more words than this on either side begins a new run
RUN_MARGIN = 3.0  # beyond the log of the number of places: one false run in twenty at most

# ---- sliding gaps (monolingual/slide_gaps.py); nats, set by hand

# how much a transcript token begins something, by what stands before it (nothing, the end of a clause, of a sentence)
# and where it opens a turn. It multiplies the boundary score of the caption token it answers.
OPENS = (0.0, 0.5, 1.0)
OPENS_TURN = 2.0
SILENCE_FITS = 2.0  # for silence that is as long as the words without a partner
GAPS_JOINED = 0.7  # where two gaps become one
LEAST_GAIN = 1.0  # that a move must bring
EACH_WORD_MOVED = 0.02  # against each word moved: of equal places the nearer

# ---- isolated matches (monolingual/isolated_matches.py); set by hand

HOLE_TOKENS = 15  # caption words in a row, beyond those of the transcript, that make a passage it lacks
TEAR_MS = 2000.0  # silence, over what is spoken meanwhile, that parts a sentence
TEAR_SPEECH = 2.0  # the same, times what is spoken meanwhile
CROWDED = 2.0  # words spoken this many times as fast as people speak need more time
FEW_LINKS, MANY_LINKS = 2, 5  # links on one side of a tear that are dropped, beside so many on the other
