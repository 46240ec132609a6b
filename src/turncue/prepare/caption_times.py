"""When each caption token is heard."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from turncue.arrays import Flags, Floats, Ints, quantile
from turncue.model import Captions, Word
from turncue.prepare.nominal_duration import nominal
from turncue.prepare.token_columns import EVENT, CaptionTokens

__all__ = ["HeardTimes", "heard_times"]


# Pause in ms after a word by what follows it: nothing, a clause's end, a sentence's end (aligners.md section 1: a prior
# of 0.35 s after a sentence and 0.12 s after a clause serves best).
_PAUSES = np.array([0.0, 120.0, 350.0])
_CHANGE = 450.0  # the pause where another turn begins inside a cue
# Nobody says words in less than this part of their ordinary time; those of a cue that would have to may reach this
# many ms beyond it. Cues closer than the last number, in ms, stand side by side.
_FASTEST, _REACH, _ABUTS = 0.55, 1500.0, 50.0
_ABSURD = 0.3
_DRAWL = 2.5  # a cue slower than this many times the median rate outlasts its words
_LINGERS = 2.0  # a stamped word longer than this many times its usual length is followed by a pause
_FEW = 20  # cues or words: below this there is no usual rate


@dataclass(frozen=True, slots=True)
class HeardTimes:
    """When each caption token is heard, in ms; ``measured`` where a word stamp says so, else placed in its cue."""

    start: Floats
    end: Floats
    measured: Flags

    @property
    def silence(self) -> Floats:
        """How many ms of silence stand before each token, the first one's since 0."""
        stands: Floats = self.start - np.append(0.0, self.end[:-1])
        return stands


def heard_times(captions: Captions, side: CaptionTokens, *, changes: Ints | None = None) -> HeardTimes:
    """Give every caption token its time.

    Word stamps are taken as they are. Without them a cue's time is shared out by spoken length with pauses at
    punctuation; ``changes`` are tokens known to begin another turn (a pause stands before them as well).
    """
    n = len(side)
    if not n:
        return HeardTimes(np.zeros(0), np.zeros(0), np.zeros(0, dtype=bool))
    length = nominal(side.keys)
    pause = _PAUSES[side.pause]
    before = side.mark.copy()
    if changes is not None:
        before[changes] = True
    before_next = np.append(before[1:], False)
    pause[before_next] = np.maximum(pause[before_next], _CHANGE)
    pause[np.append(side.cue[1:] != side.cue[:-1], True)] = 0.0  # a cue ends with its last word
    begin = np.array([c.start for c in captions.cues], dtype=np.float64)
    finish = np.array([c.end for c in captions.cues], dtype=np.float64)
    following = np.append(begin[1:], np.inf)  # where cues overlap, the later one is heard from its start on
    finish = np.where(following > begin, np.minimum(finish, following), finish)
    total: Floats = np.bincount(side.cue, weights=length + pause, minlength=len(begin)).astype(np.float64)
    stamped = np.array([bool(c.words) for c in captions.cues])
    begin, finish = _plausible(begin, finish, total, stamped)
    scale = _calm((finish - begin) / np.maximum(total, 1.0), total, stamped)
    run = np.cumsum(length + pause) - (length + pause)
    first = np.flatnonzero(np.append(True, side.cue[1:] != side.cue[:-1]))
    offset = np.zeros(len(begin))
    offset[side.cue[first]] = run[first]
    start = begin[side.cue] + (run - offset[side.cue]) * scale[side.cue]
    end = start + length * scale[side.cue]
    measured = np.zeros(n, dtype=bool)
    for a, b in zip(first.tolist(), [*first[1:].tolist(), n], strict=True):
        cue = captions.cues[int(side.cue[a])]
        if cue.words:
            _stamp(cue.text, cue.words, side.begin[a:b].tolist(), length[a:b], start[a:b], end[a:b])
            measured[a:b] = True
    end = _without_pauses(side, start, end, length, measured)
    return HeardTimes(start, np.maximum(end, start + 1.0), measured)


def _without_pauses(side: CaptionTokens, start: Floats, end: Floats, length: Floats, measured: Flags) -> Floats:
    """Ends of words without the pauses after them: many stamps say only when a word begins.

    A word that reaches to the next one and is longer than ``_LINGERS`` times its usual length is over before. Digits
    tell nothing of how long they take to say.
    """
    if measured.sum() < _FEW:
        return end
    worded = np.fromiter((k != EVENT and not k[:1].isdigit() for k in side.keys), dtype=bool, count=len(side))
    spoken = measured & worded
    if spoken.sum() < _FEW:
        return end
    rate = quantile((end - start)[spoken] / length[spoken], 0.5)
    reaches = spoken & (np.append(start[1:], -np.inf) - end < _ABUTS)
    return np.where(reaches, np.minimum(end, start + _LINGERS * rate * length), end)


def _calm(scale: Floats, need: Floats, stamped: Flags) -> Floats:
    """Scales of cues, none of them more than ``_DRAWL`` times the usual: a cue that stands longer just stays on."""
    usual = (need > 0) & (scale > 0) & ~stamped
    if usual.sum() < _FEW:
        return scale
    return np.minimum(scale, _DRAWL * quantile(scale[usual], 0.5))


def _plausible(begin: Floats, finish: Floats, need: Floats, stamped: Flags) -> tuple[Floats, Floats]:
    """Windows of cues, those too short for their words widened into the slack beside them.

    ``need`` is how long each cue's words take to say at an ordinary rate. Nobody speaks ``1 / _FASTEST`` times as
    fast: such a cue was drawn carelessly, and its words began before it or went on after it. It takes what it lacks
    in equal parts from the silence, and from slow cues, on both sides. Where a cue is so short that its start must be
    wrong (``_ABSURD``: four sentences in a quarter of a second), its words fill the silence before it at an ordinary
    rate.
    """
    b, f = begin.copy(), finish.copy()
    least = _FASTEST * need
    for k in np.flatnonzero((least > finish - begin) & ~stamped & (need > 0)).tolist():
        lack = float(least[k] - (f[k] - b[k]))
        before = _spare(b, f, need, stamped, k, k - 1)
        after = _spare(b, f, need, stamped, k, k + 1)
        take = min(lack / 2, before)
        give = min(lack - take, after)
        take = min(lack - give, before)
        if take > 0:
            b[k] -= take
            f[k - 1 : k] = np.minimum(f[k - 1 : k], b[k])
        if give > 0:
            f[k] += give
            b[k + 1 : k + 2] = np.maximum(b[k + 1 : k + 2], f[k])
        if finish[k] - begin[k] < _ABSURD * need[k]:
            b[k] = min(b[k], max(f[k] - need[k], f[k - 1] if k else 0.0, b[k] - 2 * _REACH))
    return b, f


def _spare(b: Floats, f: Floats, need: Floats, stamped: Flags, k: int, other: int) -> float:
    """How many ms cue k may take on the side of its neighbour ``other``: silence, and what that cue does not need."""
    if not 0 <= other < len(b) or stamped[other]:
        return 0.0
    silence = max(b[k] - f[other] if other < k else b[other] - f[k], 0.0)
    slack = max(f[other] - b[other] - need[other], 0.0) if silence < _ABUTS else 0.0
    return float(min(silence + slack, _REACH))


def _stamp(text: str, words: tuple[Word, ...], begins: list[int], length: Floats, start: Floats, end: Floats) -> None:
    """Write the times of a cue's stamped words over those of its tokens, which begin at ``begins`` in its text.

    A word of several tokens ("forward-looking", a run of Han) is shared out by length.
    """
    places, at = [], 0
    for w in words:
        found = text.find(w.text.strip(), at)
        places.append(at if found < 0 else found)
        at = places[-1] + len(w.text.strip())
    k, a = 0, 0
    for j in range(1, len(begins) + 1):
        following = k
        if j < len(begins):
            while following + 1 < len(places) and begins[j] >= places[following + 1]:
                following += 1
            if following == k:
                continue
        while k + 1 < len(places) and begins[a] >= places[k + 1]:
            k += 1
        edge = np.concatenate(([0.0], np.cumsum(length[a:j])))
        edge = words[k].start + (words[k].end - words[k].start) * edge / edge[-1]
        start[a:j], end[a:j] = edge[:-1], edge[1:]
        k, a = following, j
