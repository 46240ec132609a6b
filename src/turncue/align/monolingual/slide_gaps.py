"""Which of several equal words is meant, where a turn begins.

An edit distance is the same wherever among equal words a gap stands: captions say "Repent, repent, repent! | Repent,
repent. Now …" where the transcript has the word twice and twice, or "thank you" once where one person says it and then
another. Diff tools know such gaps as sliders. Beside a turn's beginning a gap is slid to where that turn begins as
turns do, after a pause or the end of a sentence, and to where the silence is that unheard words would need.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from turncue.align.alignment import Alignment
from turncue.arrays import Floats, Ints
from turncue.prepare.caption_times import HeardTimes
from turncue.prepare.nominal_duration import nominal
from turncue.prepare.token_columns import CaptionTokens, TranscriptTokens
from turncue.prepare.turn_boundaries import boundary_scores

__all__ = ["at_seams"]


# How much of a beginning a transcript token is by what stands before it (nothing, a clause's end, a sentence's end),
# and where it begins a turn. It multiplies the boundary score, in nats, of the caption token it answers.
_AFTER = np.array([0.0, 0.5, 1.0])
_TURN = 2.0
_ROOM = 2.0  # nats for silence that is as long as the words nobody heard
_JOINED = 0.7  # nats where two gaps become one
_LEAST = 1.0  # nats that a move must bring
_FEWER = 0.02  # nats against each word moved: of equal places the nearer


@dataclass(frozen=True, slots=True)
class _Seams:
    """How much each transcript token ``opens`` something and each caption token ``begins`` something.

    ``silence[c]`` ms stand before caption token c; the transcript before token t takes ``spent[t]`` ms to say.
    """

    opens: Floats
    begins: Floats
    silence: Floats
    spent: Floats


def at_seams(
    said: TranscriptTokens, heard: CaptionTokens, times: HeardTimes, links: Alignment, *, fixed: Collection[int] = ()
) -> Alignment:
    """The links with one-sided gaps beside turns' beginnings slid, among equal words, to where they belong best.

    ``fixed`` are transcript tokens that stay where they are. As many links as before, of equal words where one moved.
    """
    if len(links) < 2 or links.engine != "words":
        return links
    turn = said.turn
    opens = np.append(_TURN, _AFTER[said.pause])
    opens[1:-1][turn[1:] != turn[:-1]] = _TURN
    seams = _Seams(
        opens,
        boundary_scores(heard, times),
        np.append(times.silence, 0.0),
        np.append(0.0, np.cumsum(nominal(said.keys))),
    )
    t0, c0, scores = links.t0.copy(), links.c0.copy(), links.scores.copy()
    words, sounds = links.t1 - t0, links.c1 - c0
    single = (words == 1) & (sounds == 1) & ~np.isin(t0, list(fixed))

    def apart(x: int) -> bool:
        """Whether links x - 1 and x do not follow one another on both sides."""
        return bool(t0[x] > t0[x - 1] + words[x - 1] or c0[x] > c0[x - 1] + sounds[x - 1])

    one_sided = (links.t0[1:] == links.t1[:-1]) != (links.c0[1:] == links.c1[:-1])
    for k in (np.flatnonzero(one_sided) + 1).tolist():
        t, c = int(t0[k - 1] + words[k - 1]), int(c0[k - 1] + sounds[k - 1])
        more, extra = int(t0[k]) - t, int(c0[k]) - c
        if (more > 0) == (extra > 0):
            continue  # a gap before has been slid to this one
        left = right = 0
        while (x := k - 1 - left) >= 0 and single[x] and not (left and apart(x + 1)):
            if said.keys[t0[x] + more] != heard.keys[c0[x] + extra]:
                break
            left += 1
        while (x := k + right) < len(t0) and single[x] and not (right and apart(x)):
            if said.keys[t0[x] - more] != heard.keys[c0[x] - extra]:
                break
            right += 1
        if left + right == 0 or not _begins(turn, t - left, t + right + more):
            continue
        value = _values(seams, t, c, more, extra, left, right)
        if 0 < left < k and apart(k - left):
            value[0] += _JOINED
        if right and k + right < len(t0) and apart(k + right):
            value[-1] += _JOINED
        move = _best(value, left, turn, t, more)
        moved, step = (slice(k + move, k), 1) if move < 0 else (slice(k, k + move), -1)
        t0[moved] += step * more
        c0[moved] += step * extra
        scores[moved] = 1.0
    return replace(links, t0=t0, t1=t0 + words, c0=c0, c1=c0 + sounds, scores=scores)


def _values(seams: _Seams, t: int, c: int, more: int, extra: int, left: int, right: int) -> Floats:
    """What each place of a gap of ``more`` transcript or ``extra`` caption tokens is worth, in nats.

    The gap stands before transcript token t and caption token c; places are from ``left`` tokens before to ``right``
    tokens behind.
    """
    at = np.arange(-left, right)
    before = seams.opens[t + at] * seams.begins[c + at]
    after = seams.opens[t + at + more] * seams.begins[c + at + extra]
    value: Floats = np.append(0.0, np.cumsum(before)) + np.append(np.cumsum(after[::-1])[::-1], 0.0)
    if more:
        at = np.arange(-left, right + 1)
        # a turn whose first words went unheard begins at the gap all the same
        value += seams.begins[c + at] * np.maximum(seams.opens[t + at] - seams.opens[t + at + more], 0.0)
        need = seams.spent[t + at + more] - seams.spent[t + at]
        value += _ROOM * np.clip(seams.silence[c + at] / need, 0.0, 1.0)
    value[left] += _LEAST
    value -= _FEWER * np.abs(np.arange(-left, right + 1))
    return value


def _best(value: Floats, left: int, turn: Ints, t: int, more: int) -> int:
    """By how many tokens to slide: the best place such that a turn begins in the gap or among what is moved."""
    for k in np.argsort(-value, kind="stable").tolist():
        move = k - left
        if move == 0 or _begins(turn, t + min(move, 0), t + max(move, 0) + more):
            return int(move)
    return 0


def _begins(turn: Ints, first: int, last: int) -> bool:
    """Whether a turn begins with one of the tokens from ``first`` to ``last``."""
    return first == 0 or bool(turn[first - 1] != turn[min(last, len(turn) - 1)])
