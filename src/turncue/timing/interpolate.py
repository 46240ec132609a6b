"""Where transcript words without a partner go.

Between two links stands a run of transcript words and a run of caption words without partners. Inside one turn the
words share that speech. Where one or more turns begin in the run, a dynamic programme says which caption words each
part takes: a part takes as much speech as its words need, and a turn begins at a pause, a mark of another speaker, the
end of a sentence, or a word that people begin with. Where nothing was recognised, words go forward from the match
before them or back from the match after them, never across the pause between.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from turncue.align.alignment import Alignment
from turncue.arrays import Floats, Ints
from turncue.prepare.token_columns import CaptionTokens
from turncue.timing import params
from turncue.timing.asr_gaps import SILENCE_PIECE
from turncue.timing.gaps import GapContext, gaps_of, parts_of
from turncue.timing.partition_gap import Gap, GapParts, Span, partition_gap
from turncue.timing.silence import SilentRun, beside_match, in_silence, with_silence_beside
from turncue.timing.timing_result import CUE, ESTIMATED, MEASURED, UNPLACED

__all__ = ["Placed", "matched_times", "place_words"]


@dataclass(frozen=True, slots=True)
class Placed:
    """Times of the transcript's tokens in ms, NaN where not placed.

    ``source`` is ``MEASURED``, ``CUE``, ``ESTIMATED`` or ``UNPLACED`` for each token, ``link_score`` the score of its
    link (0 without one).
    """

    start: Floats
    end: Floats
    source: Ints
    link_score: Floats


@dataclass(frozen=True, slots=True)
class _Placement:
    """Times in ms of the tokens from ``first`` on; without ends only a start moves, that of a matched token."""

    first: int
    start: Floats
    end: Floats | None


def place_words(context: GapContext, matched: Placed) -> Placed:
    """Place every transcript token that can be placed, beside those that have partners."""
    turn = context.tokens.turn
    placements: list[_Placement] = []
    for gap in gaps_of(context, matched.start, matched.end):
        one_turn = gap.tail and gap.head and turn[gap.a - 1] == turn[gap.b]
        if gap.b > gap.a and one_turn and turn[gap.a] == turn[gap.b - 1] == turn[gap.b]:
            placements += _fill_inside(gap, context)
        else:
            placements += _fill_between(parts_of(gap, context), context)
    return _merged(matched, placements)


def _merged(matched: Placed, placements: Iterable[_Placement]) -> Placed:
    start, end, source = matched.start.copy(), matched.end.copy(), matched.source.copy()
    for p in placements:
        span = slice(p.first, p.first + len(p.start))
        start[span] = p.start
        if p.end is not None:
            end[span] = p.end
            source[span] = ESTIMATED
    return Placed(start, end, source, matched.link_score)


def matched_times(duration: Floats, captions: CaptionTokens, alignment: Alignment) -> Placed:
    """Tokens with partners take their partners' times; a link of several divides them by ``duration`` in ms."""
    n = alignment.transcript_size
    start, end = np.full(n, np.nan), np.full(n, np.nan)
    source, link_score = np.full(n, UNPLACED, dtype=np.int64), np.zeros(n)
    single = (alignment.transcript_stop - alignment.transcript_first == 1) & (
        alignment.caption_stop - alignment.caption_first == 1
    )
    t, c = alignment.transcript_first[single], alignment.caption_first[single]
    start[t], end[t] = captions.start[c], captions.end[c]
    source[t] = np.where(captions.measured[c], MEASURED, CUE)
    link_score[t] = alignment.scores[single]
    for a, b, first, stop, score in alignment.where(~single).rows():
        start[a:b], end[a:b] = _shared(duration[a:b], captions.start[first:stop], captions.end[first:stop])
        # of several tokens on several words only the first begins where a word does
        source[a:b] = CUE
        source[a] = MEASURED if captions.measured[first] else CUE
        link_score[a:b] = score
    return Placed(start, end, source, link_score)


def _shared(duration: Floats, begins: Floats, ends: Floats) -> tuple[Floats, Floats]:
    """Starts and ends of tokens that share pieces of speech, by duration; pauses between the pieces are skipped."""
    clock = np.concatenate(([0.0], np.cumsum(ends - begins)))
    edge = np.concatenate(([0.0], np.cumsum(duration)))
    edge *= clock[-1] / edge[-1]
    k = np.clip(np.searchsorted(clock, edge[:-1], side="right") - 1, 0, len(begins) - 1)
    start = begins[k] + (edge[:-1] - clock[k])
    k = np.clip(np.searchsorted(clock, edge[1:], side="left") - 1, 0, len(begins) - 1)
    return start, begins[k] + (edge[1:] - clock[k])


def _stretched(duration: Floats, begin: float, end: float) -> tuple[Floats, Floats]:
    """Starts and ends of tokens that share [begin, end) ms, by duration."""
    edge = np.concatenate(([0.0], np.cumsum(duration)))
    edge = begin + edge / edge[-1] * max(end - begin, 0.0)
    return edge[:-1], edge[1:]


def _speech(captions: CaptionTokens, span: Span) -> float:
    """How much is spoken in caption tokens [first, stop), in ms."""
    return float((captions.end[slice(*span)] - captions.start[slice(*span)]).sum())


def _fill_inside(gap: Gap, context: GapContext) -> list[_Placement]:
    """Words between two matches of one turn."""
    captions, duration = context.captions, context.duration[gap.a : gap.b]
    need = float(duration.sum())
    speech = _speech(captions, (gap.c, gap.d))
    if need > params.LONG_BLOCK_MS and max(speech, gap.end - gap.begin) < params.FASTEST * need:
        return []  # no time to say them: these words are not in the recording
    fits = params.LEAST_SPEECH * need <= speech < params.MOST_SPEECH * need + params.MORE_SPEECH_MS
    if gap.d > gap.c and fits:
        times = _shared(duration, captions.start[gap.c : gap.d], captions.end[gap.c : gap.d])
    else:
        slack = max(gap.end - gap.begin - need, 0.0) / 2
        times = _stretched(duration, gap.begin + slack, gap.end - slack)
    return [_Placement(gap.a, *times)]


def _fill_between(parts: GapParts, context: GapContext) -> list[_Placement]:
    """Words around one or more beginnings of turns."""
    if not len(parts):
        return []
    gap, spans = parts.gap, _spans(parts, context)
    placements: list[_Placement] = []
    ends: list[float | None] = [None] * len(parts)
    k = 0
    while k < len(parts):
        span = spans[k]
        if span is not None:
            a, b = parts.parts[k]
            if b > a:
                times = _in_captions(parts, spans, k, context, ends)
                placements.append(_Placement(a, *times))
                ends[k] = float(times[1][-1])
            elif parts.is_head(k):
                # the turn's own words begin later, but its speaker is heard from here on
                placements.append(_Placement(gap.b, context.captions.start[span[0] : span[0] + 1], None))
            k += 1
            continue
        stop = k
        while stop < len(parts) and spans[stop] is None:
            stop += 1
        run = _silent_run(parts, spans, (k, stop), context.captions)
        for x, begin, end in in_silence(run, pausing=context.pausing, tokens=len(context.tokens)):
            a, b = parts.parts[x]
            placements.append(_Placement(a, *_stretched(context.duration[a:b], begin, end)))
        k = stop
    return placements


def _spans(parts: GapParts, context: GapContext) -> list[Span | None]:
    """The caption tokens of each part; None where it takes none, or far too few for its words."""
    if parts.gap.d == parts.gap.c:
        return [None] * len(parts)
    spans = partition_gap(parts, context.captions, context.boundary, foreign=context.foreign)
    return [
        None
        # a few words left over: hardly this part, which may lie in the silence
        if span and need > params.LONG_BLOCK_MS and _speech(context.captions, span) < params.FASTEST * need
        else span
        for span, need in zip(spans, parts.durations, strict=True)
    ]


def _in_captions(
    parts: GapParts, spans: list[Span | None], k: int, context: GapContext, ends: list[float | None]
) -> tuple[Floats, Floats]:
    """Starts and ends of the tokens of a part that takes caption tokens."""
    span, (a, b) = spans[k], parts.parts[k]
    assert span is not None
    pieces = with_silence_beside(parts, spans, k, context.captions, ends)
    if set(context.captions.normalized[slice(*span)]) == {SILENCE_PIECE}:
        pieces = beside_match(parts, k, context.pausing * parts.durations[k], pieces)
    return _shared(context.duration[a:b], *pieces)


def _silent_run(
    parts: GapParts, spans: list[Span | None], numbers: tuple[int, int], captions: CaptionTokens
) -> SilentRun:
    """Parts ``numbers`` [first, stop), for which no caption word is left, with the silence around them."""
    first, stop = numbers
    gap = parts.gap
    before, after = spans[first - 1] if first else None, spans[stop] if stop < len(parts) else None
    begin = gap.begin if before is None else max(gap.begin, float(captions.end[before[1] - 1]))
    end = gap.end if after is None else min(gap.end, float(captions.start[after[0]]))
    return SilentRun(parts, first, stop, begin, end)
