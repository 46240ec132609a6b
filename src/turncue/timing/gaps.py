"""The gaps between matches, and what is known about the recording when they are filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from turncue.align.alignment import Alignment
from turncue.align.engine_result import EngineResult, UnmatchedTurns
from turncue.arrays import Flags, Floats
from turncue.prepare.nominal_duration import nominal_duration
from turncue.prepare.pair import Pair
from turncue.prepare.token_columns import CaptionTokens, TranscriptTokens
from turncue.prepare.turn_boundaries import boundary_scores
from turncue.timing import params
from turncue.timing.asr_gaps import with_asr_gaps
from turncue.timing.partition_gap import Gap, GapParts, Span

__all__ = ["GapContext", "gap_context", "gaps_of", "parts_of"]


@dataclass(frozen=True, slots=True)
class GapContext:
    """What filling a gap needs to know about the recording.

    ``captions`` are its caption tokens, with pieces of silence where speech was not recognised, and ``alignment`` the
    links to them; ``boundary`` their boundary scores in nats. ``duration`` is how long each transcript token takes, in
    ms, ``is_event`` whether it is a note of a sound. ``pausing`` is how much longer than its words a run of speech
    takes. ``foreign`` raises the price of words left over. ``requested`` are times in ms at which other evidence wants
    a token to begin; ``unmatched`` turns may have no place; ``end`` is when the captions end, in ms.
    """

    tokens: TranscriptTokens
    captions: CaptionTokens
    alignment: Alignment
    boundary: Floats
    duration: Floats
    is_event: Flags
    pausing: float
    foreign: float
    requested: Mapping[int, float]
    unmatched: UnmatchedTurns
    end: float


def gap_context(
    pair: Pair, captions: CaptionTokens, result: EngineResult, requested: Mapping[int, float]
) -> GapContext:
    """What is known about a recording; ``captions`` are the pair's caption tokens with their latest times."""
    tokens, alignment = pair.transcript_tokens, result.alignment
    nominal = nominal_duration(tokens.normalized)
    duration = nominal * _rate(nominal, captions, alignment)
    pausing = _pausing(tokens, captions, alignment, duration)
    foreign = 1.0 + params.FOREIGN_WEIGHT * _foreign_share(alignment)
    if alignment.by_word:
        captions, alignment = with_asr_gaps(tokens, captions, alignment, duration)
    return GapContext(
        tokens=tokens,
        captions=captions,
        alignment=alignment,
        boundary=boundary_scores(captions),
        duration=duration,
        is_event=tokens.is_event,
        pausing=pausing,
        foreign=foreign,
        requested=requested,
        unmatched=result.unmatched,
        end=float(max((c.end for c in pair.captions.cues), default=0)),
    )


def _foreign_share(alignment: Alignment) -> float:
    """Share of the captions that lies in long runs of words the transcript lacks.

    Where it is large, words just before a turn are more probably somebody else's than the turn's own.
    """
    size = alignment.caption_size
    run = np.concatenate((alignment.caption_first, [size])) - np.concatenate(([0], alignment.caption_stop))
    return float(run[run > params.LONG_RUN_TOKENS].sum() / max(size, 1))


def _rate(nominal: Floats, captions: CaptionTokens, alignment: Alignment) -> float:
    """How much longer than nominal this recording's words are, by those that have partners."""
    if not len(alignment):
        return 1.0
    own = np.concatenate(([0.0], np.cumsum(nominal)))
    other = np.concatenate(([0.0], np.cumsum(captions.duration)))
    spoken = float((other[alignment.caption_stop] - other[alignment.caption_first]).sum())
    expected = (own[alignment.transcript_stop] - own[alignment.transcript_first]).sum()
    return float(np.clip(spoken / expected, params.FASTEST_RATE, params.SLOWEST_RATE))


def _pausing(tokens: TranscriptTokens, captions: CaptionTokens, alignment: Alignment, duration: Floats) -> float:
    """How much longer than its words a run of speech takes in this recording, with the pauses inside turns."""
    first = alignment.transcript_first
    same = tokens.turn[first[1:]] == tokens.turn[first[:-1]]
    spent = np.concatenate(([0.0], np.cumsum(duration)))
    words = (spent[first[1:]] - spent[first[:-1]])[same]
    times = captions.start[alignment.caption_first]
    elapsed = (times[1:] - times[:-1])[same]
    usual = elapsed < words + params.LONG_PAUSE_MS
    if not usual.any():
        return 1.0
    return float(np.clip(elapsed[usual].sum() / max(words[usual].sum(), 1.0), 1.0, params.MOST_PAUSING))


def gaps_of(context: GapContext, start: Floats, end: Floats) -> list[Gap]:
    """Every place with tokens to be placed, or with caption words left over where a turn begins.

    ``start`` and ``end`` are the times of matched tokens, in ms.
    """
    alignment, turn, n = context.alignment, context.tokens.turn, len(context.tokens)
    t1, c1 = np.concatenate(([0], alignment.transcript_stop)), np.concatenate(([0], alignment.caption_stop))
    t0 = np.concatenate((alignment.transcript_first, [n]))
    c0 = np.concatenate((alignment.caption_first, [len(context.captions)]))
    changes = np.zeros(len(t0), dtype=bool)
    inner = slice(1, len(t0) - 1)
    changes[inner] = turn[t1[inner] - 1] != turn[t0[inner]]
    if len(alignment) and t0[0] == 0:
        changes[0] = True
    if not alignment.by_word:
        changes[:] = False  # where clauses answer clauses, the engine has chosen each turn's first word itself
    gaps = []
    for k in np.flatnonzero((t0 > t1) | (changes & (c0 > c1))).tolist():
        a, b = int(t1[k]), int(t0[k])
        begin = float(end[a - 1]) if a else 0.0
        # after the last match nothing is in the way: the rest of its turn runs on after the captions
        rest = float(context.duration[a:][turn[a:] == turn[a - 1]].sum()) if 0 < a < n == b else 0.0
        last = float(start[b]) if b < n else max(context.end, begin + min(rest, params.MOST_AFTER_MS))
        gaps.append(Gap(a, b, int(c1[k]), int(c0[k]), begin, last, a > 0, b < n))
    return gaps


def parts_of(gap: Gap, context: GapContext) -> GapParts:
    """The gap's tokens cut at turns, with an empty part for a turn that has no token in the gap but borders on it.

    Whole turns that the engine did not match are left out where they are elsewhere, or absent and there is no time to
    say them in.
    """
    turn = context.tokens.turn
    edges = [gap.a, *(gap.a + 1 + np.flatnonzero(np.diff(turn[gap.a : gap.b]))).tolist(), gap.b]
    parts: list[Span] = list(pairwise(edges)) if gap.b > gap.a else []
    if gap.tail and (not parts or turn[gap.a] != turn[gap.a - 1]):
        parts.insert(0, (gap.a, gap.a))
    if gap.head and (len(parts) < 1 + gap.tail or turn[gap.b - 1] != turn[gap.b]):
        parts.append((gap.b, gap.b))
    parts = _present(gap, parts, context)
    return GapParts(
        gap,
        tuple(parts),
        tuple(float(context.duration[a:b].sum()) for a, b in parts),
        tuple(context.requested.get(a) if k or not gap.tail else None for k, (a, _) in enumerate(parts)),
        tuple(bool(context.is_event[a:b].any()) for a, b in parts),
    )


def _present(gap: Gap, parts: list[Span], context: GapContext) -> list[Span]:
    turn, need, unmatched = context.tokens.turn, context.duration, context.unmatched
    whole = range(int(gap.tail), len(parts) - int(gap.head))
    left = [(k, p) for k, p in enumerate(parts) if k not in whole or turn[p[0]] not in unmatched.elsewhere]
    absent = {k for k, p in left if k in whole and turn[p[0]] in unmatched.absent}
    spoken = params.FASTEST * sum(float(need[a:b].sum()) for k, (a, b) in left if k not in absent)
    free = gap.end - gap.begin - spoken
    if sum(float(need[parts[k][0] : parts[k][1]].sum()) for k in absent) * params.FASTEST > free:
        left = [(k, p) for k, p in left if k not in absent]
    return [p for _, p in left]
