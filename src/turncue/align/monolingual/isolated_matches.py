"""Matches that the times, or a passage that only the captions have, speak against."""

from __future__ import annotations

from collections import Counter

import numpy as np

from turncue.align import params
from turncue.align.alignment import Alignment
from turncue.arrays import Flags, Floats
from turncue.prepare.nominal_duration import nominal_duration
from turncue.prepare.pair import Pair

__all__ = ["without_isolated_matches"]


def without_isolated_matches(pair: Pair, alignment: Alignment) -> Alignment:
    """The alignment without the one or two words at a turn's edge that a long silence parts from the rest of it.

    Nobody begins a sentence, falls silent for seconds and goes on: such a word was matched in what somebody else said.
    Where a note of a sound answers one at the tear, the note explains the silence. Where a sentence ends at it, the
    word may stand ("Yes. …"), unless the turns before it lack the time that the silence after it has.
    """
    if len(alignment) < 3 or not alignment.by_word:
        return alignment
    alignment = _without_squeezed_edges(pair, _without_chance_parts(pair, alignment))
    if len(alignment) < 3:
        return alignment
    turn = pair.transcript_tokens.turn[alignment.transcript_first]
    apart, between = _distances(pair, alignment)
    tear = apart > params.TEAR_MS + params.TEAR_SPEECH * between
    torn = tear & (turn[1:] == turn[:-1]) & ~_explained(pair, alignment)
    if not torn.any():
        return alignment
    closed = _sentence_ends(pair, alignment)
    keep = np.ones(len(alignment), dtype=bool)
    first = np.searchsorted(turn, turn)  # the first and one past the last link of each link's turn
    last = np.searchsorted(turn, turn, side="right")
    for k in np.flatnonzero(torn).tolist():
        before, after = k + 1 - int(first[k]), int(last[k]) - k - 1
        x = int(first[k])
        crowded = x and between[x - 1] > max(params.CROWDED * apart[x - 1], 0.0) + params.TEAR_MS
        if closed[k] and not crowded:
            continue
        if before <= params.FEW_LINKS and after >= params.MANY_LINKS:
            keep[first[k] : k + 1] = False
        elif after <= params.FEW_LINKS and before >= params.MANY_LINKS:
            keep[k + 1 : last[k]] = False
    return alignment.where(keep)


def _without_chance_parts(pair: Pair, alignment: Alignment) -> Alignment:
    """The alignment without parts of turns that a passage of the captions separates from the rest by chance.

    A passage that the transcript lacks stands far more often between turns than inside one. A turn lies on the side
    that its words speak for most; a part of it lies on the other side only where its words are more than any few words
    of such a passage would be by chance (as in ``match_filter``).
    """
    turn = pair.transcript_tokens.turn[alignment.transcript_first]
    apart, between = _distances(pair, alignment)
    more = alignment.caption_first[1:] - alignment.caption_stop[:-1]
    more = more - (alignment.transcript_first[1:] - alignment.transcript_stop[:-1])
    hole = (more >= params.HOLE_TOKENS) & (apart > params.TEAR_MS + params.TEAR_SPEECH * between)
    split = hole & (turn[1:] == turn[:-1])
    if not split.any():
        return alignment
    gain = _gains(pair, alignment)
    part = np.concatenate(([0], np.cumsum(split | (turn[1:] != turn[:-1]))))
    total = np.bincount(part, gain)
    keep = np.ones(len(alignment), dtype=bool)
    for k in np.unique(turn[1:][split]).tolist():
        a, b = np.searchsorted(turn, [k, k + 1]).tolist()
        parts = range(int(part[a]), int(part[b - 1]) + 1)
        main = max(parts, key=lambda p: total[p])
        sizes = more[np.searchsorted(part, np.arange(parts.start + 1, parts.stop)) - 1].tolist()
        for p in parts:
            size = sum(sizes[min(p, main) - parts.start : max(p, main) - parts.start])
            if p != main and total[p] < np.log(size + 1.0) + params.RUN_MARGIN:
                keep[a:b] &= part[a:b] != p
    return alignment.where(keep)


def _without_squeezed_edges(pair: Pair, alignment: Alignment) -> Alignment:
    """The alignment without the first or last word or two where there is no time for the turns between it and the rest.

    Captions that begin late or stop early lack whole turns. One of their words stands at the captions' edge by chance
    ("OK"), and all the others would be squeezed between it and what was recorded.
    """
    turn = pair.transcript_tokens.turn[alignment.transcript_first]
    apart, between = _distances(pair, alignment)
    crowded = (turn[1:] != turn[:-1]) & (between > params.CROWDED * np.maximum(apart, 0.0) + params.TEAR_MS)
    few = params.FEW_LINKS
    head = np.flatnonzero(crowded[:few])
    tail = np.flatnonzero(crowded[::-1][:few])
    keep = np.ones(len(alignment), dtype=bool)
    if len(head):
        keep[: head[-1] + 1] = False
    if len(tail):
        keep[len(keep) - 1 - tail[-1] :] = False
    return alignment.where(keep)


def _gains(pair: Pair, alignment: Alignment) -> Floats:
    """Nats that each link brings: by the share of its words among all words, and how similar they are."""
    captions = pair.caption_tokens.normalized
    counts = Counter(captions) + Counter(pair.transcript_tokens.normalized)
    size = sum(counts.values())
    first = [captions[j] for j in alignment.caption_first.tolist()]
    share = np.array([counts[word] / size for word in first])
    gain = np.maximum(np.log(params.MATCH_PROBABILITY / share), params.LEAST_MATCH_GAIN)
    return gain * np.maximum((alignment.scores - params.BASE_SIMILARITY) / (1.0 - params.BASE_SIMILARITY), 0.0)


def _distances(pair: Pair, alignment: Alignment) -> tuple[Floats, Floats]:
    """Between each link and the next: ms of the captions, and nominal ms of the transcript's words."""
    captions = pair.caption_tokens
    apart = captions.start[alignment.caption_first[1:]] - captions.end[alignment.caption_stop[:-1] - 1]
    spent = np.concatenate(([0.0], np.cumsum(nominal_duration(pair.transcript_tokens.normalized))))
    return apart, spent[alignment.transcript_first[1:]] - spent[alignment.transcript_stop[:-1]]


def _sentence_ends(pair: Pair, alignment: Alignment) -> Flags:
    """Whether a sentence ends after each link or before the next."""
    ends = np.concatenate(([0], np.cumsum(pair.transcript_tokens.pause == 2)))
    closed: Flags = ends[alignment.transcript_first[1:]] > ends[alignment.transcript_stop[:-1] - 1]
    return closed


def _explained(pair: Pair, alignment: Alignment) -> Flags:
    """Where a note that both sides have explains why nobody speaks: (music), [in Hindi]."""
    note = pair.transcript_tokens.is_event[alignment.transcript_first]
    explained: Flags = note[1:] | note[:-1]
    return explained
