"""Fitted numbers of the score package. Set by hand, checked by ``tests/test_score.py``."""

from __future__ import annotations

OPENING = 60  # characters of a turn's normalized tokens that are compared
SIMILAR = 80  # per cent of them that must agree
PREFIX = 12  # characters: shorter openings are compared whole, not as the beginning of a longer turn
MOST_PAIRS = 250_000  # turn pairs between two equal turns that are compared; above it, turns are found by their words
FIRST_WORDS = 3  # words by any of which an unmatched turn may be found in the result
STAMPED_SHARE = 0.9  # share of cues with word times from which these count as measured
