"""Fitted numbers of the check package; limits that a guide sets stand in ``turncue/compose/profiles``.

Set by hand, checked by ``tests/benchmarks/quality.py`` (136 captions of real recordings) and ``tests/check``.
"""

from __future__ import annotations

NEW_TURN_PAUSE = 10_000  # ms of silence after which a new turn begins, whoever speaks
ROUNDED = 1  # ms: what rounding both times to whole ms may take from a subtitle
GOES_ON = 1000  # ms up to which the next subtitle may go on with a word of this one
SHORT_LINE = 0.5  # one line at least this share of the other (TED cheat-sheet), for the shape ``balanced``
BETTER_SHARE = 0.1  # how much nearer to equal the other lines must be before they are proposed
TOP_HEAVY = 0.25  # share of a line by which the upper may be longer than the lower, for the shape ``bottom-heavy``
BETTER_WIDTH = 2  # characters by which the other lines must be better before they are proposed
INSIDE_WORD = 6.0  # added to the price BAD (``turncue.text.params``) for a line end inside a piece

# names on a line of their own, above the words
NAME_LINES = 0.2  # share of subtitles of two lines and more that begin with a repeated name
MOST_NAME_LINES = 0.5  # share that begin with a line like a name, from which names that come once count too
NAME_WORDS, NAME_CHARACTERS = 4, 8  # the most words of a name, and the most characters of a name in Han

# two languages in a file
LEAST_PAIRED, PAIRED_SHARE = 3, 0.5  # subtitles, and share of all, with one script above another
