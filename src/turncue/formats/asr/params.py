"""Fitted numbers of the readers of recognisers' files.

Set by hand; the ranges hold for all recognisers' files of the field, checked by tests/formats/asr/ and
tests/formats/test_json_captions.py.
"""

from __future__ import annotations

WORD_RANGE = (0.05, 1.5)
"""s; the median word lasts so long in every language, so a median outside shows a wrong unit."""

SEGMENT_MOST = 600.0
"""s; no median segment lasts longer."""

LONGEST_CUE = 6000
"""ms; a cue made from bare words is no longer."""

WIDEST_CUE = 84
"""characters; a cue made from bare words holds no more: two lines of 42."""

PAUSE = 700
"""ms; a pause between words that ends a cue made from bare words."""

STRAY_WORD = 3000
"""ms; a word whose time lies further outside its segment has a wrong time."""

SLOWEST_SPEECH = 0.2
"""characters a second; whole numbers that give the median segment fewer count ms. Speech has 4 to 25."""
