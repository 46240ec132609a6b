"""Limits and numbers of ``turncue.formats``: value, unit, reason.

All are set by hand and held by ``tests/formats``."""

from __future__ import annotations

# ---- asr/azure_speech.py; set by hand, unless it is said otherwise

AZURE_SPEECH_TICKS = 10_000.0  # a ms

# ---- ass.py; set by hand, unless it is said otherwise

ASS_LATEST = 36_000_000  # ms; pysubs2 writes one digit of hours

# ---- cues/bracketed_names.py; set by hand, unless it is said otherwise

BRACKETED_NAMES_LONGEST_NAME = 5  # words

# ---- cues/clean_scan.py; set by hand, unless it is said otherwise

CLEAN_SCAN_LONGEST_HOURS = 10  # digits

# ---- cues/cue_helpers.py; set by hand, unless it is said otherwise

CUE_HELPERS_LEAST_CUES = 3
CUE_HELPERS_SAMPLE = 3000  # cues
CUE_HELPERS_SHARE = 0.9
CUE_HELPERS_UNSPACED_WORD = 4  # characters

# ---- cues/highlights.py; set by hand, unless it is said otherwise

HIGHLIGHTS_SAMPLE = 3000  # cues; a longer file is karaoke where its beginning is

# ---- cues/repair.py; set by hand, unless it is said otherwise

REPAIR_TOGETHER = 2000  # ms: cues that begin so close to each other belong to people talking at once
REPAIR_ENDLESS = 60_000  # ms: no cue lasts so long
REPAIR_LONGEST_GUESS = 7000  # ms; a guessed end is never later than this after its start

# ---- cues/rolling.py; set by hand, unless it is said otherwise

ROLLING_SAMPLE = 3000  # cues
ROLLING_BRIDGE = 100  # ms; a bridge cue lasts 10 ms, this leaves room for rounding
ROLLING_CLEARED = 200  # ms; after a longer pause the same text is said again

# ---- cues/timed_text.py; set by hand, unless it is said otherwise

TIMED_TEXT_LONGEST_GUESS = 7000  # ms; a guessed end is never later than this after its start

# ---- cues/timing_line.py; set by hand, unless it is said otherwise

TIMING_LINE_LONGEST = 400  # characters; a timing line with settings is shorter, and so the patterns stay cheap
TIMING_LINE_RATES = (25, 30, 50, 60)  # frames a second, the first that all frame numbers of a file fit is assumed

# ---- lrc.py; set by hand, unless it is said otherwise

LRC_FASTEST = 60.0  # characters a second; nobody speaks or sings faster over a whole file

# ---- nist/ctm.py; set by hand, unless it is said otherwise

# words are made into cues: a pause (ms), a change of speaker or so many characters or ms end one
CTM_PAUSE, CTM_LONGEST, CTM_CHARACTERS = 1000, 6000, 84

# ---- pasted_times.py; set by hand, unless it is said otherwise

PASTED_LONGEST_LINE = 100_000  # characters; keeps the patterns cheap
PASTED_LEAST_RANGES = 0.3  # of the lines; a cue has its times, a name and two lines of text at most
PASTED_LEAST_TIMES = 0.45  # of the lines

# ---- tsv_captions.py; set by hand, unless it is said otherwise

TSV_CAPTIONS_DURATIONS = (100, 600_000)  # ms, of the median row
TSV_CAPTIONS_SAMPLE = 50  # rows that tell the columns of a table whose head is in other words

# ---- ttml.py; set by hand, unless it is said otherwise

TTML_DEEPEST = 200

# ---- writers/lrc_writer.py; set by hand, unless it is said otherwise

LRC_WRITER_GAP = 1500  # ms without words before the screen is cleared
