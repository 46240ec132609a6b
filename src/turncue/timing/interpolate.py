"""Where transcript words without a partner go.

Between two links stands a run of transcript words that nothing answers and a run of caption words that nothing
asked for. Inside one turn the words share that speech. Where one or more turns begin in the run, a dynamic programme
says which caption words each part takes: a part wants as much speech as its words need, and a turn wants to begin at a
pause, a speaker mark, the end of a sentence, or a word that people begin with. Where nothing was heard, words go
forward from the match before them or back from the match after them, never across the pause between.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from turncue.align.alignment import Alignment
from turncue.arrays import Floats, Ints
from turncue.prepare.caption_times import HeardTimes
from turncue.prepare.nominal_duration import nominal
from turncue.prepare.token_columns import EVENT, CaptionTokens, TranscriptTokens
from turncue.prepare.turn_boundaries import boundary_scores
from turncue.timing.asr_gaps import UNHEARD, with_unheard
from turncue.timing.partition_gap import Gap, Span, divide
from turncue.timing.silence import FASTEST, LONG_BLOCK, beside_match, in_silence, spilt

__all__ = ["CUE", "ESTIMATED", "MEASURED", "UNPLACED", "Missing", "Placed", "place_words"]


MEASURED, CUE, ESTIMATED, UNPLACED = 0, 1, 2, 3

_LONG_PAUSE = 3000.0  # ms: a longer pause inside a turn is no part of talking
_AFTER = 60_000.0  # ms: how far the last turn may run on behind the captions


@dataclass(frozen=True, slots=True)
class Missing:
    """Turns by index that an engine did not find: ``unheard`` in no caption, ``elsewhere`` out of order.

    What is unheard is left out where there is no time to say it in, however short: a recording that was cut has no
    room for it, one whose captions have a hole has. What is heard elsewhere has no place here at all.
    """

    unheard: frozenset[int] = frozenset()
    elsewhere: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Placed:
    """Times of the transcript's tokens in ms, NaN where not placed.

    ``source`` is ``MEASURED``, ``CUE``, ``ESTIMATED`` or ``UNPLACED`` for each token, ``linked`` the score of its link
    (0 without one).
    """

    start: Floats
    end: Floats
    source: Ints
    linked: Floats


def place_words(
    said: TranscriptTokens,
    heard: CaptionTokens,
    times: HeardTimes,
    links: Alignment,
    *,
    duration: float,
    wishes: Mapping[int, float] | None = None,
    missing: Missing | None = None,
) -> Placed:
    """Place every transcript token that can be placed; ``duration`` is the end of what was heard, in ms.

    ``wishes`` are times in ms at which other evidence wants a token to begin; ``missing`` turns may have no place.
    """
    n = len(said)
    start, end = np.full(n, np.nan), np.full(n, np.nan)
    source, linked = np.full(n, UNPLACED, dtype=np.int64), np.zeros(n)
    need = nominal(said.keys)
    need = need * _rate(need, times, links)
    _take_links(need, times, links, start, end, source, linked)
    pausing = _pausing(said, need, times, links)
    strange = 1.0 + 6.0 * _strange(links, len(heard))
    if links.engine == "words":
        heard, times, links = with_unheard(said, heard, times, links, need)
    scores = boundary_scores(heard, times)
    silent = np.array([k == EVENT for k in said.keys], dtype=bool)
    turn = said.turn
    for gap in _gaps(said, links, need, start, end, len(heard), duration):
        if gap.b > gap.a and gap.tail and gap.head and turn[gap.a] == turn[gap.b - 1] == turn[gap.a - 1] == turn[gap.b]:
            _fill_inside(gap, need, times, start, end, source)
        else:
            parts = _parts(gap, turn)
            if missing is not None:
                parts = _present(gap, parts, turn, need, missing)
            _fill_between(
                gap, parts, need, pausing, heard, times, scores, strange, wishes or {}, silent, start, end, source
            )
    return Placed(start, end, source, linked)


def _strange(links: Alignment, m: int) -> float:
    """Share of the captions that lies in stretches of more than ten words the transcript lacks.

    Where it is large, words heard just before a turn are more probably somebody else's than the turn's own.
    """
    run = np.concatenate((links.c0, [m])) - np.concatenate(([0], links.c1))
    return float(run[run > 10].sum() / max(m, 1))


def _rate(need: Floats, times: HeardTimes, links: Alignment) -> float:
    """How much longer than nominal this recording's words are, by those that found their partners."""
    if not len(links):
        return 1.0
    said = np.concatenate(([0.0], np.cumsum(need)))
    heard = np.concatenate(([0.0], np.cumsum(times.end - times.start)))
    spoken = float((heard[links.c1] - heard[links.c0]).sum())
    return float(np.clip(spoken / (said[links.t1] - said[links.t0]).sum(), 0.4, 2.5))


def _pausing(said: TranscriptTokens, need: Floats, times: HeardTimes, links: Alignment) -> float:
    """How much longer than its words a stretch of speech takes in this recording, with the pauses inside turns."""
    same = said.turn[links.t0[1:]] == said.turn[links.t0[:-1]]
    spent = np.concatenate(([0.0], np.cumsum(need)))
    words = (spent[links.t0[1:]] - spent[links.t0[:-1]])[same]
    clock = (times.start[links.c0[1:]] - times.start[links.c0[:-1]])[same]
    usual = clock < words + _LONG_PAUSE
    return float(np.clip(clock[usual].sum() / max(words[usual].sum(), 1.0), 1.0, 1.6)) if usual.any() else 1.0


def _take_links(
    need: Floats, times: HeardTimes, links: Alignment, start: Floats, end: Floats, source: Ints, linked: Floats
) -> None:
    """Matched tokens take their partners' times; a link of several shares them out."""
    single = (links.t1 - links.t0 == 1) & (links.c1 - links.c0 == 1)
    t, c = links.t0[single], links.c0[single]
    start[t], end[t] = times.start[c], times.end[c]
    for a, b, c0, c1 in zip(
        links.t0[~single].tolist(),
        links.t1[~single].tolist(),
        links.c0[~single].tolist(),
        links.c1[~single].tolist(),
        strict=True,
    ):
        _share(need, a, b, times.start[c0:c1], times.end[c0:c1], start, end)
    for a, b, c0, s in zip(links.t0.tolist(), links.t1.tolist(), links.c0.tolist(), links.scores.tolist(), strict=True):
        # of several tokens on several words only the first begins where a word does
        source[a:b] = CUE
        source[a] = MEASURED if times.measured[c0] else CUE
        linked[a:b] = s


def _gaps(
    said: TranscriptTokens, links: Alignment, need: Floats, start: Floats, end: Floats, m: int, duration: float
) -> list[Gap]:
    """Every place with tokens to be placed, or with caption words left over where a turn begins."""
    n = len(said)
    t1, c1 = np.concatenate(([0], links.t1)), np.concatenate(([0], links.c1))
    t0, c0 = np.concatenate((links.t0, [n])), np.concatenate((links.c0, [m]))
    changes = np.zeros(len(t0), dtype=bool)
    inner = slice(1, len(t0) - 1)
    changes[inner] = said.turn[t1[inner] - 1] != said.turn[t0[inner]]
    if len(links) and t0[0] == 0:
        changes[0] = True
    gaps = []
    if links.engine != "words":
        changes[:] = False  # where clauses answer clauses, the engine has chosen each turn's first word itself
    for k in np.flatnonzero((t0 > t1) | (changes & (c0 > c1))).tolist():
        a, b = int(t1[k]), int(t0[k])
        lo = float(end[a - 1]) if a else 0.0
        # after the last match nothing is in the way: the rest of its turn runs on behind the captions
        rest = float(need[a:][said.turn[a:] == said.turn[a - 1]].sum()) if 0 < a < n == b else 0.0
        hi = float(start[b]) if b < n else max(duration, lo + min(rest, _AFTER))
        gaps.append(Gap(a, b, int(c1[k]), int(c0[k]), lo, hi, a > 0, b < n))
    return gaps


def _share(need: Floats, a: int, b: int, begins: Floats, ends: Floats, start: Floats, end: Floats) -> None:
    """Spread tokens [a, b) over pieces of speech, by length; pauses between the pieces are stepped over."""
    clock = np.concatenate(([0.0], np.cumsum(ends - begins)))
    edge = np.concatenate(([0.0], np.cumsum(need[a:b])))
    edge *= clock[-1] / edge[-1]
    k = np.clip(np.searchsorted(clock, edge[:-1], side="right") - 1, 0, len(begins) - 1)
    start[a:b] = begins[k] + (edge[:-1] - clock[k])
    k = np.clip(np.searchsorted(clock, edge[1:], side="left") - 1, 0, len(begins) - 1)
    end[a:b] = begins[k] + (edge[1:] - clock[k])


def _speech(times: HeardTimes, span: Span) -> float:
    """How much is said in caption tokens [begin, end), in ms."""
    return float((times.end[slice(*span)] - times.start[slice(*span)]).sum())


def _stretch(need: Floats, a: int, b: int, lo: float, hi: float, start: Floats, end: Floats) -> None:
    """Spread tokens [a, b) over [lo, hi) ms of wall clock, by length."""
    edge = np.concatenate(([0.0], np.cumsum(need[a:b])))
    edge = lo + edge / edge[-1] * max(hi - lo, 0.0)
    start[a:b], end[a:b] = edge[:-1], edge[1:]


def _fill_inside(gap: Gap, need: Floats, times: HeardTimes, start: Floats, end: Floats, source: Ints) -> None:
    """Words between two matches of one turn."""
    a, b, c, d = gap.a, gap.b, gap.c, gap.d
    want = float(need[a:b].sum())
    speech = _speech(times, (c, d))
    if want > LONG_BLOCK and max(speech, gap.hi - gap.lo) < FASTEST * want:
        return  # no room: these words are not in the recording
    if d > c and 0.5 * want <= speech < 3.0 * want + 2000.0:
        _share(need, a, b, times.start[c:d], times.end[c:d], start, end)
    else:
        slack = max(gap.hi - gap.lo - want, 0.0) / 2
        _stretch(need, a, b, gap.lo + slack, gap.hi - slack, start, end)
    source[a:b] = ESTIMATED


def _fill_between(
    gap: Gap,
    parts: list[tuple[int, int]],
    need: Floats,
    pausing: float,
    heard: CaptionTokens,
    times: HeardTimes,
    scores: Floats,
    strange: float,
    wishes: Mapping[int, float],
    silent: NDArray[np.bool_],
    start: Floats,
    end: Floats,
    source: Ints,
) -> None:
    """Words around one or more beginnings of turns."""
    if not parts:
        return
    wants = [float(need[a:b].sum()) for a, b in parts]
    unheard = [bool(silent[a:b].any()) for a, b in parts]
    asked = [wishes.get(a) if k or not gap.tail else None for k, (a, _) in enumerate(parts)]
    spans = (
        divide(gap, wants, asked, heard, times, scores, strange=strange, unheard=unheard)
        if gap.d > gap.c
        else [None] * len(parts)
    )
    for k, span in enumerate(spans):
        if span and wants[k] > LONG_BLOCK and _speech(times, span) < FASTEST * wants[k]:
            spans[k] = None  # a few words that nothing else asked for: hardly this part, which may lie in the silence
    k = 0
    while k < len(parts):
        span = spans[k]
        if span is not None:
            a, b = parts[k]
            if b > a:
                pieces = spilt(gap, k, parts, spans, wants[k], times, end)
                if set(heard.keys[slice(*span)]) == {UNHEARD}:
                    pieces = beside_match(gap, k, len(parts), pausing * wants[k], pieces)
                _share(need, a, b, *pieces, start, end)
                source[a:b] = ESTIMATED
            elif k == len(parts) - 1 and gap.head:
                # the turn's own words begin later, but its speaker is heard from here on
                start[gap.b] = times.start[span[0]]
            k += 1
            continue
        stop = k
        while stop < len(parts) and spans[stop] is None:
            stop += 1
        before, after = spans[k - 1] if k else None, spans[stop] if stop < len(parts) else None
        lo = gap.lo if before is None else max(gap.lo, float(times.end[before[1] - 1]))
        hi = gap.hi if after is None else min(gap.hi, float(times.start[after[0]]))
        sticks = (gap.tail and k == 0, gap.head and stop == len(parts))
        for x, begin, finish in in_silence(
            parts[k:stop], wants[k:stop], asked[k:stop], lo, hi, sticks=sticks, pausing=pausing, words=len(need)
        ):
            a, b = parts[k + x]
            _stretch(need, a, b, begin, finish, start, end)
            source[a:b] = ESTIMATED
        k = stop


def _parts(gap: Gap, turn: Ints) -> list[tuple[int, int]]:
    """The gap's tokens cut at turns, with an empty part for a turn that has no token in the gap but borders on it."""
    edges = [gap.a, *(gap.a + 1 + np.flatnonzero(np.diff(turn[gap.a : gap.b]))).tolist(), gap.b]
    parts = list(pairwise(edges)) if gap.b > gap.a else []
    if gap.tail and (not parts or turn[gap.a] != turn[gap.a - 1]):
        parts.insert(0, (gap.a, gap.a))
    if gap.head and (len(parts) < 1 + gap.tail or turn[gap.b - 1] != turn[gap.b]):
        parts.append((gap.b, gap.b))
    return parts


def _present(
    gap: Gap, parts: list[tuple[int, int]], turn: Ints, need: Floats, missing: Missing
) -> list[tuple[int, int]]:
    """The parts without whole turns that are heard elsewhere, or unheard where there is no time to say them in."""
    whole = range(int(gap.tail), len(parts) - int(gap.head))
    left = [(k, p) for k, p in enumerate(parts) if k not in whole or turn[p[0]] not in missing.elsewhere]
    lost = {k for k, p in left if k in whole and turn[p[0]] in missing.unheard}
    room = gap.hi - gap.lo - FASTEST * sum(float(need[a:b].sum()) for k, (a, b) in left if k not in lost)
    if sum(float(need[parts[k][0] : parts[k][1]].sum()) for k in lost) * FASTEST > room:
        left = [(k, p) for k, p in left if k not in lost]
    return [p for _, p in left]
