"""Fitted numbers of ``turncue.timing``: value, unit, what they were fitted on.

All are set by hand for the reason that stands beside them and checked by ``python tests/benchmarks/accuracy.py`` (136
pairs of recordings) and ``damage_words.py`` (the same, damaged in thirteen ways).
"""

from __future__ import annotations

# ---- durations and pauses (interpolate.py)

LONG_PAUSE_MS = 3000.0  # a longer pause inside a turn is no part of talking
MOST_AFTER_MS = 60_000.0  # how far the last turn may run on after the captions
SLOWEST_RATE, FASTEST_RATE = 2.5, 0.4  # limits of a recording's rate, times the nominal duration
MOST_PAUSING = 1.6  # limit of the time that speech takes with its pauses, times the time of its words
LONG_RUN_TOKENS = 10  # caption tokens in a row that the transcript lacks: somebody else's words
FOREIGN_WEIGHT = 6.0  # how much their share raises the price of words before a turn
LEAST_SPEECH, MOST_SPEECH, MORE_SPEECH_MS = 0.5, 3.0, 2000.0  # of captions in a gap that hold a turn's missing words

# ---- which caption words a part of a gap takes (partition_gap.py); prices in nats

WINDOW_TOKENS = 150  # caption tokens looked at on each side of a gap
REQUEST_GAIN, REQUEST_NEAR_MS = 4.0, 1500.0  # for beginning at a requested time, and how near counts
SKIP, MOST_SKIP = 0.3, 4.0  # for a caption word that no part takes, and for the longest run of them
TAIL_EXTRA, EXTRA, EXTRA_SQUARED = 0.08, 0.12, 0.03  # for a word too many at a turn's end, elsewhere, and its square
# ms of silence that cost nothing inside a turn's beginning; the price of each second more, or of half a sound note
FREE_SILENCE_MS, SILENCE = 400.0, 2.5
EVENT_SILENCE = 2.0  # seconds of silence that a note of a sound counts as
INAUDIBLE = 0.2  # share of these prices where a part holds a note for words not written down: "[inaudible]"
SENTENCE = 0.6  # seconds of silence that the end of a sentence counts as
WHOLE_SENTENCE = 1.5  # for sentences, beyond a mere "Yes.", before a turn all of whose words have partners
LEAST_TOKEN_MS = 100.0  # of a caption token's mean duration
LACK_MS, LACK_SHARE = 150.0, 0.35  # scale of the price of too little speech: this and that share of its duration

# ---- silence (silence.py)

FASTEST = 0.3  # share of its nominal duration below which nobody says a run of words
LONG_BLOCK_MS = 10_000.0  # ms of words inside a turn that must fit, or are not in the recording
HURRIED, BREATH_MS = 0.55, 300.0  # share of its duration that unrecognised speech takes; silence beside it
DROWNED_OUT_MS = 3000.0  # turns this short together may be drowned out; they are placed all the same

# ---- gaps of the recogniser (asr_gaps.py)

PIECE_MS = 1000.0  # length of the pieces that a silence is cut into
LEAST_SILENCE_MS, EDGE_MS = 3000.0, 500.0  # a silence that may hold speech; what of it on each side is a pause
MORE, MUCH_MS = 1.5, 10_000.0  # times the captions' speech, and ms beside, that the transcript must have to say

# ---- times of words (timing/__init__.py)

LEAST_WORD_MS, LEAST_SYLLABLE_MS = 60, 40  # the shortest a word or a syllable lasts
FIRMNESS = (8.0, 4.0, 1.0)  # weight of a start: measured, placed in its cue, estimated
PIN_FIRMNESS = 1e9
