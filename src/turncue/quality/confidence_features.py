"""What can be seen of a turn's beginning without knowing the truth.

Each turn with a place gets a row of numbers; ``turncue.quality.confidence`` turns a row into a probability.
"""

from __future__ import annotations

import numpy as np

from turncue.align.alignment import Alignment
from turncue.arrays import Floats, Ints, quantile
from turncue.prepare.caption_times import HeardTimes
from turncue.prepare.interpolated_times import bridge
from turncue.prepare.nominal_duration import nominal
from turncue.prepare.token_columns import CaptionTokens, TranscriptTokens
from turncue.prepare.turn_boundaries import boundary_scores
from turncue.timing import ESTIMATED, UNPLACED, WordTimes

__all__ = ["NAMES", "turn_features"]


NAMES = (
    "opening",  # share of the first six words that found a partner
    "lead",  # log of one more than the words before the first that did
    "share",  # share of all the turn's words that did
    "alone",  # one or two words in all: nothing else holds the turn in place
    "nothing",  # no word of the turn found a partner
    "closing",  # share of the last four words of the turn before that did
    "spare",  # log of one more than the caption words left over before the turn's first match
    "back",  # seconds (at most 3) the start lies before the first match
    "silence",  # seconds (at most 1) of silence in the captions just before the start
    "boundary",  # how much the captions' own signs (mark, pause, punctuation) speak for a beginning there
    "edge",  # the start is the start of a cue or of a stamped word
    "careless",  # spread of the captions' speaking rate from cue to cue: how carelessly they are timed
    "odd",  # how far the rate of the cue the turn starts in is from the usual
    "free",  # how free the start is inside its caption, in s: 0 at the caption's ends and where words have stamps
    "score",  # share of the smaller side's words that found a partner, in the whole recording
    "foreign",  # share of the captions the transcript lacks
)


def turn_features(
    said: TranscriptTokens,
    heard: CaptionTokens,
    heard_times: HeardTimes,
    links: Alignment,
    times: WordTimes,
    turns: int,
) -> tuple[Ints, Floats]:
    """For every turn that has a place: its index, and a row of the numbers named in ``NAMES``."""
    edges = np.searchsorted(said.turn, np.arange(turns + 1))
    linked = times.linked > 0
    partner = np.full(len(said), -1, dtype=np.int64)
    for a, b, c in zip(links.t0.tolist(), links.t1.tolist(), links.c0.tolist(), strict=True):
        partner[a:b] = c
    last_heard = np.maximum.accumulate(np.append(-1, partner))  # partner of the last linked token before each
    scores = boundary_scores(heard, heard_times)
    spread, oddness = _rates(heard, heard_times)
    least = max(min(links.words, links.heard), 1)
    whole = min(links.matched, links.heard_matched) / least
    foreign = 1.0 - links.heard_matched / max(links.heard, 1)
    rows, index = [], []
    for k in range(turns):
        a, b = int(edges[k]), int(edges[k + 1])
        placed = a + np.flatnonzero(times.source[a:b] != UNPLACED)
        if not len(placed):
            continue
        start = float(times.start[placed[0]])
        first = a + np.flatnonzero(linked[a:b])
        lead = int(first[0]) - a if len(first) else b - a
        before = linked[max(0, a - 4) : a]
        spare = int(partner[first[0]]) - int(last_heard[first[0]]) - 1 if len(first) else 0
        back = (float(heard_times.start[partner[first[0]]]) - start) / 1000 if len(first) else 3.0
        j = int(np.searchsorted(heard_times.start, start + 1.0, side="right")) - 1
        j = min(max(j, 0), len(heard) - 1)
        gap = (start - float(heard_times.end[j - 1])) / 1000 if j else 1.0
        at_word = abs(float(heard_times.start[j]) - start) < 30.0
        new_cue = j == 0 or heard.cue[j] != heard.cue[j - 1]
        rows.append(
            (
                float(linked[a : min(b, a + 6)].mean()),
                np.log1p(lead),
                float(linked[a:b].mean()),
                float(len(first) in (1, 2)),
                float(not len(first)),
                float(before.mean()) if len(before) else 1.0,
                np.log1p(max(spare, 0)),
                min(max(back, 0.0), 3.0),
                min(max(gap, 0.0), 1.0),
                min(float(scores[j]) if at_word else 0.0, 4.0),
                float(at_word and (new_cue or bool(heard_times.measured[j])) and times.source[placed[0]] != ESTIMATED),
                spread,
                float(oddness[heard.cue[j]]),
                _free(start, heard, heard_times, j),
                whole,
                foreign,
            )
        )
        index.append(k)
    return np.array(index, dtype=np.int64), np.array(rows, dtype=np.float64).reshape(-1, len(NAMES))


def _free(start: float, heard: CaptionTokens, times: HeardTimes, j: int) -> float:
    """How free a start in ms is inside the caption of token j, in s."""
    if times.measured[j]:
        return 0.0
    first, last = np.searchsorted(heard.cue, [heard.cue[j], heard.cue[j] + 1])
    return bridge(start - float(times.start[first]), float(times.end[last - 1]) - start)


def _rates(heard: CaptionTokens, times: HeardTimes) -> tuple[float, Floats]:
    """How much the speaking rate varies from cue to cue (robust, in nats), and how odd each cue's rate is.

    Captions with word stamps are timed as exactly as can be: their spread is 0.
    """
    size = int(heard.cue.max(initial=-1)) + 1
    if not size or times.measured.mean() > 0.5:
        return 0.0, np.zeros(max(size, 1))
    need = np.bincount(heard.cue, weights=nominal(heard.keys), minlength=size)
    span = np.bincount(heard.cue, weights=times.end - times.start, minlength=size)
    usable = (need > 600) & (span > 0)
    rate = np.zeros(size)
    rate[usable] = np.log(span[usable] / need[usable])
    if usable.sum() < 10:
        return 0.3, np.zeros(size)
    low, middle, high = (quantile(rate[usable], share) for share in (0.1, 0.5, 0.9))
    odd = np.where(usable, np.minimum(np.abs(rate - middle), 1.5), 0.3)
    return float(high - low) / 2.56, odd
