"""Fitted numbers of ``turncue.quality``: value, unit, what they were fitted on."""

from __future__ import annotations

# ---- confidence (confidence.py): a logistic regression, fitted
# to the distance between placed and true turn starts on about 8,400 turns of recordings (calls by four recognisers,
# conversations, a debate, talks, podcasts in English and Mandarin) and, at a seventh of the weight, on the same damaged
# in nine ways (captions lost, wrong, without punctuation or joined to long blocks, transcripts tidied or abridged);
# checked with each set left out once. "Right" is within one second. Weights in nats.

BASE = 2.624
CAUTION = 0.75  # subtracted: recordings that nobody here has seen are harder than those of the fit
WEIGHTS = {
    "opening": 0.175,
    "lead": -0.318,
    "share": -0.264,
    "alone": -0.802,
    "nothing": -0.048,
    "closing": 0.823,
    "spare": -0.163,
    "back": -0.34,
    "silence": -0.678,
    "boundary": 0.041,
    "edge": 0.509,
    "careless": -2.336,
    "odd": -1.059,
    "score": 0.342,
    "foreign": 0.333,
}
# matches up to the turn before and from the first word on, with nothing between; alone, on an edge, in silence
CLEAN, CLEAN_EDGE, CLEAN_SILENCE = 0.516, 0.771, -1.286
CARELESS_ODD = -0.63

DOUBTFUL = 0.6  # below this confidence a turn gets a reason for doubt; set by hand
UNKNOWN_PLACE = 0.2  # confidence of a turn of which the clause engine says nothing; set by hand
LEAST_SHOWN_MS = 60_000  # a passage that takes longer to say and is not in the recording is not shown; set by hand

# ---- speaker checks (speaker_checks.py); set by hand on the seed interview and ed_interviews

ASKS, ANSWERS = 0.5, 0.25  # shares of turns that end with a question: the one who asks, the one who answers
LONG_TURN = 10  # tokens: shorter turns are remarks that anybody makes
INSIDE = 4  # tokens from a turn's edges within which a mark belongs to the edge
MARKED = 0.3  # share of turns that begin at a mark, from which on marks can be trusted
VOICE_WORDS, VOICE_SHARE = 20, 0.6  # words of a voice, and the share of them in one speaker's turns, that tie the two
TURN_WORDS, TURN_SHARE = 3, 0.8  # words of a turn in another's voice, and their share, that make a warning
VOICE_TURNS = 2  # turns a voice speaks in at least: a title before a colon stands once

# ---- passages in another order (reordered.py): words in a row that are the same, and how often

GRAM, HITS, HIT_SHARE, LOOSE = 4, 6, 0.3, 10

# ---- passages of the captions that the transcript lacks (unused_captions.py); set by hand

UNUSED_MS = 30_000  # the shortest passage that a warning names
UNUSED_SHARE = 0.25  # most transcript words beside it, as a share of its words: more, and the two say it differently
SHOWN_PASSAGES = 3  # the longest are named

# ---- words of the transcript that the captions lack (unheard_words.py); set by hand, counted on the recordings of the
# research data: how many results get a sentence

UNHEARD_MATCHED = 0.8  # share of the words that must match for a word without a partner to say anything
UNHEARD_SHARE = 0.25  # most caption words in its place, as a share of its words
UNHEARD_WORDS = 5  # the shortest passage inside a turn
UNHEARD_TURNS, UNHEARD_OFTEN = 3, 0.25  # turns with such an edge, and their share
UNHEARD_LOSS = 0.02  # share of other words without a partner up to which captions have every word
UNHEARD_NEVER = 0.9  # share of the turns with a word at this edge in which it is unheard
UNHEARD_SHOWN = 40  # characters
