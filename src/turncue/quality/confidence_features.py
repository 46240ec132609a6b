"""What can be seen of a turn's beginning without knowing the truth.

Each turn with a place gets a row of numbers; ``confidence`` turns a row into a probability.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from turncue.align.alignment import Alignment
from turncue.arrays import Flags, Floats, Ints, quantile
from turncue.prepare.interpolated_times import bridge_freedom
from turncue.prepare.nominal_duration import nominal_duration
from turncue.prepare.pair import Pair
from turncue.prepare.token_columns import CaptionTokens
from turncue.prepare.turn_boundaries import boundary_scores
from turncue.timing import ESTIMATED, UNPLACED, Timing

__all__ = ["NAMES", "turn_features"]

NAMES = (
    "opening",  # share of the first six words that have a partner
    "lead",  # log of one more than the words before the first that has one
    "share",  # share of all the turn's words that have one
    "alone",  # one or two words with partners in all: nothing else holds the turn in place
    "nothing",  # no word of the turn has a partner
    "closing",  # share of the last four words of the turn before that have one
    "spare",  # log of one more than the caption words left over before the turn's first match
    "back",  # seconds (at most 3) the start lies before the first match
    "silence",  # seconds (at most 1) of silence in the captions just before the start
    "boundary",  # how much the captions' own signs (mark, pause, punctuation) speak for a beginning there
    "edge",  # the start is the start of a cue or of a word with a time
    "careless",  # spread of the captions' speech rate from cue to cue: how carelessly they are timed
    "odd",  # how far the rate of the cue the turn starts in is from the usual
    "free",  # how free the start is inside its caption, in s: 0 at the caption's ends and where words have times
    "score",  # share of the smaller side's words that have a partner, in the whole recording
    "foreign",  # share of the captions the transcript lacks
)


@dataclass(frozen=True, slots=True)
class _Recording:
    """What all rows of a recording share.

    ``partner`` is the first caption token of each transcript token's link (-1 without one), ``last_partner[i]`` that of
    the last linked token before token i; ``boundary`` are boundary scores in nats, ``careless`` and ``odd`` (by cue)
    say how evenly the captions are timed.
    """

    linked: Flags
    partner: Ints
    last_partner: Ints
    boundary: Floats
    careless: float
    odd: Floats
    score: float
    foreign: float


def turn_features(pair: Pair, alignment: Alignment, timing: Timing) -> tuple[Ints, Floats]:
    """For every turn that has a place: its index, and a row of the numbers named in ``NAMES``."""
    turns = len(pair.transcript.turns)
    edges = pair.transcript_tokens.turn_edges(turns).tolist()
    recording = _recording(alignment, timing)
    rows, index = [], []
    for k in range(turns):
        a, b = edges[k], edges[k + 1]
        placed = a + np.flatnonzero(timing.source[a:b] != UNPLACED)
        if len(placed):
            index.append(k)
            rows.append(_row((a, b), int(placed[0]), timing, recording))
    return np.array(index, dtype=np.int64), np.array(rows, dtype=np.float64).reshape(-1, len(NAMES))


def _recording(alignment: Alignment, timing: Timing) -> _Recording:
    captions = timing.caption_tokens
    partner = np.full(alignment.transcript_size, -1, dtype=np.int64)
    for a, b, c, _, _ in alignment.rows():
        partner[a:b] = c
    careless, odd = _rates(captions)
    least = max(min(alignment.transcript_size, alignment.caption_size), 1)
    return _Recording(
        linked=timing.link_score > 0,
        partner=partner,
        last_partner=np.maximum.accumulate(np.append(-1, partner)),
        boundary=boundary_scores(captions),
        careless=careless,
        odd=odd,
        score=min(alignment.matched, alignment.caption_matched) / least,
        foreign=1.0 - alignment.caption_matched / max(alignment.caption_size, 1),
    )


def _row(tokens: tuple[int, int], first_placed: int, timing: Timing, recording: _Recording) -> tuple[float, ...]:
    """The numbers of the turn with ``tokens`` [first, stop), of which ``first_placed`` is the first with a place."""
    a, b = tokens
    captions, linked, partner = timing.caption_tokens, recording.linked, recording.partner
    start = float(timing.start[first_placed])
    first = a + np.flatnonzero(linked[a:b])
    lead = int(first[0]) - a if len(first) else b - a
    before = linked[max(0, a - 4) : a]
    spare = int(partner[first[0]]) - int(recording.last_partner[first[0]]) - 1 if len(first) else 0
    back = (float(captions.start[partner[first[0]]]) - start) / 1000 if len(first) else 3.0
    j = int(np.searchsorted(captions.start, start + 1.0, side="right")) - 1
    j = min(max(j, 0), len(captions) - 1)
    gap = (start - float(captions.end[j - 1])) / 1000 if j else 1.0
    at_word = abs(float(captions.start[j]) - start) < 30.0
    new_cue = j == 0 or captions.cue[j] != captions.cue[j - 1]
    measured = bool(captions.measured[j])
    return (
        float(linked[a : min(b, a + 6)].mean()),
        float(np.log1p(lead)),
        float(linked[a:b].mean()),
        float(len(first) in (1, 2)),
        float(not len(first)),
        float(before.mean()) if len(before) else 1.0,
        float(np.log1p(max(spare, 0))),
        min(max(back, 0.0), 3.0),
        min(max(gap, 0.0), 1.0),
        min(float(recording.boundary[j]) if at_word else 0.0, 4.0),
        float(at_word and (new_cue or measured) and timing.source[first_placed] != ESTIMATED),
        recording.careless,
        float(recording.odd[captions.cue[j]]),
        _freedom(start, captions, j),
        recording.score,
        recording.foreign,
    )


def _freedom(start: float, captions: CaptionTokens, j: int) -> float:
    """How free a start in ms is inside the caption of token j, in s."""
    if captions.measured[j]:
        return 0.0
    first, last = np.searchsorted(captions.cue, [captions.cue[j], captions.cue[j] + 1])
    return bridge_freedom(start - float(captions.start[first]), float(captions.end[last - 1]) - start)


def _rates(captions: CaptionTokens) -> tuple[float, Floats]:
    """How much the speech rate varies from cue to cue (robust, in nats), and how odd each cue's rate is.

    Captions with word times are timed as exactly as can be: their spread is 0.
    """
    size = int(captions.cue.max(initial=-1)) + 1
    if not size or captions.measured.mean() > 0.5:
        return 0.0, np.zeros(max(size, 1))
    need = np.bincount(captions.cue, weights=nominal_duration(captions.normalized), minlength=size)
    span = np.bincount(captions.cue, weights=captions.duration, minlength=size)
    usable = (need > 600) & (span > 0)
    rate = np.zeros(size)
    rate[usable] = np.log(span[usable] / need[usable])
    if usable.sum() < 10:
        return 0.3, np.zeros(size)
    low, middle, high = (quantile(rate[usable], share) for share in (0.1, 0.5, 0.9))
    odd = np.where(usable, np.minimum(np.abs(rate - middle), 1.5), 0.3)
    return float(high - low) / 2.56, odd
