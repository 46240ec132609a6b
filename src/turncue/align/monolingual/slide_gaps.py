"""Which of several equal words is meant, where a turn begins.

An edit distance is the same wherever among equal words a gap stands: captions say "Repent, repent, repent! | Repent,
repent. Now …" where the transcript has the word twice and twice, or "thank you" once where one person says it and then
another. Diff tools call such gaps sliders. Beside a turn's beginning a gap slides to where that turn begins as turns
do, after a pause or the end of a sentence, and to where the silence is that words without a partner would need.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from turncue.align import params
from turncue.align.alignment import Alignment
from turncue.arrays import Flags, Floats, Ints
from turncue.prepare.nominal_duration import nominal_duration
from turncue.prepare.pair import Pair
from turncue.prepare.turn_boundaries import boundary_scores

__all__ = ["with_slid_gaps"]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """How much each transcript token ``opens`` something and each caption token ``begins`` something, in nats.

    ``silence[c]`` ms stand before caption token c; the transcript before token t takes ``spent[t]`` ms to say.
    """

    opens: Floats
    begins: Floats
    silence: Floats
    spent: Floats


@dataclass(frozen=True, slots=True)
class _Gap:
    """A gap of ``more`` transcript or ``extra`` caption tokens before transcript token t and caption token c.

    It can slide ``left`` tokens back and ``right`` tokens forward.
    """

    t: int
    c: int
    more: int
    extra: int
    left: int
    right: int


def with_slid_gaps(pair: Pair, alignment: Alignment, *, fixed: Collection[int] = ()) -> Alignment:
    """The alignment with one-sided gaps beside turns' beginnings slid, among equal words, to where they fit best.

    ``fixed`` are transcript tokens that stay where they are. As many links as before, of equal words where one moved.
    """
    if len(alignment) < 2 or not alignment.by_word:
        return alignment
    links = _Links.of(alignment, fixed)
    evidence = _evidence(pair)
    turn = pair.transcript_tokens.turn
    one_sided = (alignment.transcript_first[1:] == alignment.transcript_stop[:-1]) != (
        alignment.caption_first[1:] == alignment.caption_stop[:-1]
    )
    for k in (np.flatnonzero(one_sided) + 1).tolist():
        gap = links.gap_before(k, pair)
        if gap is None or not _begins(turn, gap.t - gap.left, gap.t + gap.right + gap.more):
            continue
        value = _values(evidence, gap)
        if 0 < gap.left < k and links.apart(k - gap.left):
            value[0] += params.GAPS_JOINED
        if gap.right and k + gap.right < len(links.t) and links.apart(k + gap.right):
            value[-1] += params.GAPS_JOINED
        links = links.slid(k, gap, _best(value, gap, turn))
    return links.alignment(alignment)


def _evidence(pair: Pair) -> _Evidence:
    tokens = pair.transcript_tokens
    opens = np.append(params.OPENS_TURN, np.array(params.OPENS)[tokens.pause])
    opens[1:-1][tokens.turn[1:] != tokens.turn[:-1]] = params.OPENS_TURN
    return _Evidence(
        opens,
        boundary_scores(pair.caption_tokens),
        np.append(pair.caption_tokens.silence, 0.0),
        np.append(0.0, np.cumsum(nominal_duration(tokens.normalized))),
    )


@dataclass(frozen=True, slots=True)
class _Links:
    """The links while gaps slide: first tokens ``t`` and ``c``, how many tokens each has, and which may move."""

    t: Ints
    c: Ints
    scores: Floats
    words: Ints
    caption_words: Ints
    single: Flags

    @classmethod
    def of(cls, alignment: Alignment, fixed: Collection[int]) -> _Links:
        words = alignment.transcript_stop - alignment.transcript_first
        caption_words = alignment.caption_stop - alignment.caption_first
        single = (words == 1) & (caption_words == 1) & ~np.isin(alignment.transcript_first, list(fixed))
        return cls(alignment.transcript_first, alignment.caption_first, alignment.scores, words, caption_words, single)

    def apart(self, x: int) -> bool:
        """Whether links x - 1 and x do not follow one another on both sides."""
        t, c = self.t, self.c
        return bool(t[x] > t[x - 1] + self.words[x - 1] or c[x] > c[x - 1] + self.caption_words[x - 1])

    def gap_before(self, k: int, pair: Pair) -> _Gap | None:
        """The one-sided gap before link k; None where an earlier gap slid to it, or where it cannot slide."""
        own, other = pair.transcript_tokens.normalized, pair.caption_tokens.normalized
        t, c = int(self.t[k - 1] + self.words[k - 1]), int(self.c[k - 1] + self.caption_words[k - 1])
        more, extra = int(self.t[k]) - t, int(self.c[k]) - c
        if (more > 0) == (extra > 0):
            return None
        left = right = 0
        while (x := k - 1 - left) >= 0 and self.single[x] and not (left and self.apart(x + 1)):
            if own[self.t[x] + more] != other[self.c[x] + extra]:
                break
            left += 1
        while (x := k + right) < len(self.t) and self.single[x] and not (right and self.apart(x)):
            if own[self.t[x] - more] != other[self.c[x] - extra]:
                break
            right += 1
        return _Gap(t, c, more, extra, left, right) if left + right else None

    def slid(self, k: int, gap: _Gap, move: int) -> _Links:
        """The links with the gap before link k slid by ``move`` tokens."""
        if not move:
            return self
        moved, step = (slice(k + move, k), 1) if move < 0 else (slice(k, k + move), -1)
        t, c, scores = self.t.copy(), self.c.copy(), self.scores.copy()
        t[moved] += step * gap.more
        c[moved] += step * gap.extra
        scores[moved] = 1.0
        return replace(self, t=t, c=c, scores=scores)

    def alignment(self, before: Alignment) -> Alignment:
        return replace(
            before,
            transcript_first=self.t,
            transcript_stop=self.t + self.words,
            caption_first=self.c,
            caption_stop=self.c + self.caption_words,
            scores=self.scores,
        )


def _values(evidence: _Evidence, gap: _Gap) -> Floats:
    """What each place of a gap gains, in nats, from ``left`` tokens before to ``right`` tokens behind."""
    t, c = gap.t, gap.c
    at = np.arange(-gap.left, gap.right)
    before = evidence.opens[t + at] * evidence.begins[c + at]
    after = evidence.opens[t + at + gap.more] * evidence.begins[c + at + gap.extra]
    value: Floats = np.append(0.0, np.cumsum(before)) + np.append(np.cumsum(after[::-1])[::-1], 0.0)
    if gap.more:
        at = np.arange(-gap.left, gap.right + 1)
        # a turn whose first words have no partner begins at the gap all the same
        value += evidence.begins[c + at] * np.maximum(evidence.opens[t + at] - evidence.opens[t + at + gap.more], 0.0)
        need = evidence.spent[t + at + gap.more] - evidence.spent[t + at]
        value += params.SILENCE_FITS * np.clip(evidence.silence[c + at] / need, 0.0, 1.0)
    value[gap.left] += params.LEAST_GAIN
    value -= params.EACH_WORD_MOVED * np.abs(np.arange(-gap.left, gap.right + 1))
    return value


def _best(value: Floats, gap: _Gap, turn: Ints) -> int:
    """By how many tokens to slide: the best place such that a turn begins in the gap or among what is moved."""
    for k in np.argsort(-value, kind="stable").tolist():
        move = k - gap.left
        if move == 0 or _begins(turn, gap.t + min(move, 0), gap.t + max(move, 0) + gap.more):
            return int(move)
    return 0


def _begins(turn: Ints, first: int, last: int) -> bool:
    """Whether a turn begins with one of the tokens from ``first`` to ``last``."""
    return first == 0 or bool(turn[first - 1] != turn[min(last, len(turn) - 1)])
