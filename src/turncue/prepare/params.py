"""Fitted numbers of ``turncue.prepare``: value, unit, what it was fitted on.

"Set by hand" means chosen for a stated reason and then checked, not fitted. ``python tests/benchmarks/accuracy.py``
checks the numbers of this file anew on 136 pairs of recordings, where nothing else is said.
"""

from __future__ import annotations

import numpy as np

# ---- nominal durations: ms of speech for what is written

EVENT_MS = 600.0  # a note of a sound; set by hand
# a word and each of its letters: linear fit of word durations on letters (the rule of stt-align-node)
WORD_MS, LETTER_MS = 85.0, 54.0
# a digit is read out: in captions with word times "20" takes 320 ms, "2019" 700 to 1000 ms
DIGIT_MS = 170.0
# a character where each is a token. Mandarin has 5.2 syllables a second, Japanese 7.8 morae (Pellegrino, Coupé and
# Marsico 2011, Language 87(3), table 2); a Han character is a syllable, or about two morae. Measured on subtitles:
# Hangul 130 ms, kana 120 ms, Han 170 to 240 ms.
SYLLABLE_MS, KANA_MS, HANGUL_MS, SOUTH_EAST_ASIAN_MS = 200.0, 130.0, 140.0, 80.0

# ---- times of tokens inside cues

# ms of pause after a token by what follows it: nothing, the end of a clause, the end of a sentence. Fitted on captions
# with word times, turned into cues without.
PAUSE_MS = np.array([0.0, 120.0, 350.0])
TURN_PAUSE_MS = 450.0  # the same where another turn begins inside a cue
FASTEST_CUE = 0.55  # share of the nominal duration below which a cue cannot hold its words; set by hand
WIDEN_MS = 1500.0  # how far such a cue is widened at most on each side; set by hand
ADJACENT_MS = 50.0  # cues and words closer than this stand side by side
IMPOSSIBLE_CUE = 0.3  # share of the nominal duration below which even a cue's start must be wrong
SLOWEST = 2.5  # times the median rate: a slower cue stays on after its words
LINGERING = 2.0  # times its usual duration: a longer word is followed by a pause
LEAST_FOR_RATE = 20  # cues or words: below this there is no usual rate

# ---- where another speaker's turn may begin (``turn_boundaries``): weights in nats, set by hand

SILENCE_GAIN = 2.0  # for a second of silence, and no more for longer silence
SPEAKER_CHANGE_GAIN = 3.0  # for a mark of another speaker
CUE_GAIN = 0.2  # for the beginning of a cue
PUNCTUATION_GAIN = np.array([0.0, 0.3, 0.9])  # for nothing, the end of a clause, the end of a sentence before
OPENER_GAIN = 0.8  # for a word that people begin a turn with
AFTER_OPENER_LOSS = 0.6  # for the word after such a one

# ---- interpolated times: tests/benchmarks/accuracy.py and damage_words.py check these

# s: the square of a time's error between two known times is this much times the distance to both ends. Fitted by
# interpolating the measured times of 50 recordings between marks 15 to 120 s apart.
WANDER_S = 0.5
# s: the same inside one cue, where sentence ends and turns tell more. Fitted by joining the captions of 30 recordings
# to blocks of 6 to 40 s.
WANDER_IN_CUE_S = 0.3
LEAST_RUN_MS = 30_000  # shorter runs leave most times within a second
LEAST_CUES, LEAST_LENGTHS = 6, 3  # cues of a run, and different text lengths among them, that show anything
SAME_RATE = 0.005  # nats: two rates that differ by less, beside the rounding of times, are equal
ROUNDING_MS = 2.0  # on a cue's duration

# ---- time stamps of the transcript

LEAST_TIMESTAMPS = 6  # below this nothing is known of their clock
SAME_CLOCK_MS = 1500.0  # time stamps closer than this are on the captions' clock
USELESS_MS = 5000.0  # time stamps that scatter more are no evidence

# ---- hallucinations: damage_words.py checks these

# captions in a row with the same words, and different words among them, that make a loop: people do repeat fewer
LEAST_REPEATS, LEAST_WORDS = 4, 3
LEAST_REPEATS_UNKNOWN = 8  # the same where the transcript cannot tell, as in another language
LONGEST_LOOP = 3  # captions that are repeated together
MOST_PLACES = 3  # places of a loop that a warning names
DENSE_WORD = 0.5  # words that a character of Han or kana counts
MOST_TEXT = 80  # characters of a filler that a warning quotes

# ---- texts in two languages: set by hand

LEAST_DOUBLE = 10  # places with two lines: below this nothing is known of them
LEAST_DOUBLE_SHARE = 0.3  # share of a text's places that hold both languages
SHORT_LINE = 8  # characters: a shorter line (a name, an "OK") may be in both
BOTH_SPOKEN = 0.5  # share of the words of the lines in each language that the other side has too: then both were spoken
DENSE_SCRIPT, OTHER_SCRIPT = (
    4,
    2,
)  # weight of a Han, kana or Hangul letter, and of another script's, against a Latin one
