"""Fitted numbers of the compose package. Limits that a guide sets stand in ``profiles/``, each with its source.

Unless a line says otherwise: set by hand, checked by ``tests/benchmarks/quality.py`` (136 captions of real recordings)
and by the reference subtitles in ``tests/compose/golden``. Costs and prices have no unit; only their ratios matter. The
prices of breaks stand in ``turncue.text.params``.
"""

from __future__ import annotations

from collections.abc import Mapping

FAR = 1 << 40  # ms: later than any recording ends
INFINITE = float("inf")

# ---------------------------------------------------------------- where subtitles end (segmentation)

PAUSE = 700  # ms of silence that make any place a fair end: as long as the pause between two sentences
SCRAP = 0.3  # share of a line: one word narrower than this should not stand alone
SCRAP_WIDTH = 3  # characters: a text up to this wide counts as one word
QUIET = 600  # ms of silence inside a subtitle that cost nothing
COST_SUBTITLE = 1.0  # for every subtitle; the square of its share of the lines' room is added
COST_SILENCE = 2.0  # for every second of silence above QUIET inside a subtitle
COST_FAST, COST_FASTER, MOST_FASTER = (
    4.0,
    10.0,
    3.0,
)  # too fast to read; and for every 100 % over the limit, up to 300 %
COST_SHORT = 3.0  # for a duration of 0, falling to 0 at the least duration
COST_LONG, COST_LONGER = 4.0, 8.0  # above the longest duration; and for every 100 % over it, up to 100 %
COST_TWO_SENTENCES = 0.4  # for each sentence end inside a subtitle that ends with a sentence
COST_MIXED = 3.0  # for the end of one sentence with the beginning of another
COST_CLAUSE = 24.0  # in Chinese and Japanese: for an end inside a clause where the last line holds the end of one
COST_SCRAP = 4.5  # for a word alone
COST_LINE_BREAK = 0.15  # times the square of the price of the best break between the lines
PAUSE_DISCOUNT = 0.6  # share of a break's price that a pause of PAUSE ms takes off
SHOT_DISCOUNT = 0.5  # factor on a break's price at a change of shot
COST_SHOT = 1.5  # for each change of shot inside a subtitle
PACE = 0.9  # share of a turn's own duration that reading it may take, where the turn is faster than the limit
PACE_AFTER = 1000  # ms of silence after a turn that count as time to read it
# for every 100 % that a second text exceeds its room; tests/benchmarks/bilingual.py on 10 of its pairs: with 10, 20, 30
# and 40 the halves of 95.2, 98.8, 99.2 and 99.2 % of the subtitles answer each other, of 7304, 7681, 7883 and 7979
COST_SECOND_TEXT = 30.0
FAIR_LABEL = 1 / 3  # share of a line that a label beside the text must leave to it, else it stands above

# ---------------------------------------------------------------- notes of sound

OWN_TIME = 1500  # ms of silence from which a note of sound gets a subtitle of its own
SOUND = 3000  # ms that a note of sound shows where its end is not known
WAIT = 400  # ms between the speech before and a note of sound, so that the speech can be read

# ---------------------------------------------------------------- changes of shot

SHOT = 292  # ms (7 frames at 24 per second) within which speech belongs to a change of shot: Netflix 360051554394
SNAP_IN, SNAP_OUT = 292, 500  # ms (7 and 12 frames at 24 per second) within which times move to a shot: same guide

# ---------------------------------------------------------------- display times

LEND = 200  # ms that the next subtitle of the same turn may wait, where this one could not be read otherwise
AROUND = 83  # ms (2 frames at 24 per second) within which a start counts as on its speech: Netflix 360051554394
REBALANCE_PASSES = 2  # a third pass changes nothing on the recordings of tests/benchmarks/quality.py

# ---------------------------------------------------------------- subtitles that would flash

FLASH = 300  # ms below which no eye catches a subtitle: BBC guidelines, section 4, at least 0.3 s for a word
EARLY, LATE = 300, 500  # ms before and after its speech that a subtitle may begin, where one would be too short
SHIFT_STEP = 50  # ms between the starts that are tried
SHORT_BEFORE, SHORT_AFTER = 2, 3  # subtitles before and after a short one whose starts may move
COST_UNDER, COST_UNDER_MINIMUM = 0.3, 4.0  # under the least duration; and for a duration of 0, falling to 0 there
COST_FLASH = 10.0  # below FLASH, rising to twice that
COST_SHIFT_SECOND = 1.5  # for every second between start and speech, AROUND aside
COST_UNREAD = 1.0  # for every 100 % of reading time over the duration, up to 100 %

# ---------------------------------------------------------------- two speakers in a subtitle

DIALOGUE_PAUSE = 600  # ms of silence between two turns over which they never share a subtitle
COST_TOO_SHORT = 3.0  # for a duration of 0, falling to 0 at the least duration
MOST_TOO_FAST = 3.0  # the most that reading time over the time at hand costs; 1 for every 100 %
COST_DIALOGUE = 0.1  # for two in one, so that equal ways keep them apart

# ---------------------------------------------------------------- lines inside a subtitle

LINE_PRICE = 1.5  # weight of a break's price against the shape
TOP_LONGER: Mapping[str, tuple[float, float]] = {"bottom-heavy": (1.5, 3.5), "balanced": (1.2, 3.2)}
LOWER_LONGER: Mapping[str, tuple[float, float]] = {"bottom-heavy": (0.8, 3.0), "balanced": (1.2, 3.2)}
# (linear, square) factors on how many half lines a line is longer or shorter than its share, by the profile's shape
COST_STUB = 2.0  # for a last line narrower than STUB of a line
COST_LONE_TOP = 2.5  # for one word, or less than STUB, on the upper line (Netflix, Traditional Chinese: 215994807)
STUB = 0.25  # share of a line

# ---------------------------------------------------------------- two languages

BESIDE = 2000  # ms between a subtitle and text of the other language up to which they are shown together
SHIFT = 600  # ms within which the cut through the other text may move to a better place
NEAR_PIECES = 40  # pieces before and after that cut which are tried
COST_SHIFT = 4.0  # for moving it by SHIFT
FULL = 0.9  # share of its lines that a text fills, since lines break between words

# ---------------------------------------------------------------- profiles

LEAST_CHARS, MOST_CHARS = 4, 1000  # characters of a line that a profile may set; the work grows with its square
MOST_LINES = 20  # lines of a subtitle that a profile may set

CLOSE_NAME = 60  # of 100 (rapidfuzz ratio): similarity from which an unknown name is taken for a typing error
