"""When each caption token is spoken."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from turncue.arrays import Flags, Floats, Ints, quantile
from turncue.model import Captions, Cue
from turncue.prepare import params
from turncue.prepare.nominal_duration import nominal_duration
from turncue.prepare.token_columns import EVENT, CaptionTokens, caption_columns

__all__ = ["caption_tokens", "with_times"]


def caption_tokens(captions: Captions) -> CaptionTokens:
    """The captions' tokens with their times in ms."""
    return with_times(captions, caption_columns(captions))


def with_times(captions: Captions, tokens: CaptionTokens, *, turn_starts: Ints | None = None) -> CaptionTokens:
    """The tokens of ``captions`` with their times, in ms.

    Times of words are taken as they are. Without them a cue's time is divided by nominal durations with pauses at
    punctuation; ``turn_starts`` are tokens known to begin another turn (a pause stands before them as well).
    """
    if not len(tokens):
        return tokens
    duration = nominal_duration(tokens.normalized)
    pause = _pauses(tokens, turn_starts)
    cues = _cue_windows(captions, tokens, duration + pause)
    run = np.cumsum(duration + pause) - (duration + pause)
    first = np.flatnonzero(tokens.opens_cue)
    offset = np.zeros(len(cues.begin))
    offset[tokens.cue[first]] = run[first]
    start = cues.begin[tokens.cue] + (run - offset[tokens.cue]) * cues.scale[tokens.cue]
    end = start + duration * cues.scale[tokens.cue]
    measured = np.zeros(len(tokens), dtype=bool)
    for a, b in zip(first.tolist(), [*first[1:].tolist(), len(tokens)], strict=True):
        cue = captions.cues[int(tokens.cue[a])]
        if cue.words:
            start[a:b], end[a:b] = _word_times(cue, tokens.begin[a:b].tolist(), duration[a:b])
            measured[a:b] = True
    timed = replace(tokens, start=start, end=end, measured=measured)
    end = _without_trailing_pauses(timed, duration)
    return replace(timed, end=np.maximum(end, start + 1.0))


def _pauses(tokens: CaptionTokens, turn_starts: Ints | None) -> Floats:
    """The pause after each token in ms, by what follows it."""
    pause = params.PAUSE_MS[tokens.pause]
    before = tokens.speaker_change.copy()
    if turn_starts is not None:
        before[turn_starts] = True
    before_next = np.append(before[1:], False)
    pause[before_next] = np.maximum(pause[before_next], params.TURN_PAUSE_MS)
    pause[np.append(tokens.cue[1:] != tokens.cue[:-1], True)] = 0.0  # a cue ends with its last word
    return pause


@dataclass(frozen=True, slots=True)
class _CueWindows:
    """When the words of each cue are spoken, in ms, and the factor from their nominal durations to it."""

    begin: Floats
    scale: Floats


def _cue_windows(captions: Captions, tokens: CaptionTokens, lengths: Floats) -> _CueWindows:
    """The windows of the cues; ``lengths`` is the nominal duration of each token with the pause after it."""
    begin = np.array([c.start for c in captions.cues], dtype=np.float64)
    finish = np.array([c.end for c in captions.cues], dtype=np.float64)
    following = np.append(begin[1:], np.inf)  # where cues overlap, the later one is spoken from its start on
    finish = np.where(following > begin, np.minimum(finish, following), finish)
    need: Floats = np.bincount(tokens.cue, weights=lengths, minlength=len(begin)).astype(np.float64)
    with_words = np.array([bool(c.words) for c in captions.cues])
    begin, finish = _plausible_windows(begin, finish, need, with_words)
    scale = _limited_scale((finish - begin) / np.maximum(need, 1.0), need, with_words)
    return _CueWindows(begin, scale)


def _without_trailing_pauses(tokens: CaptionTokens, duration: Floats) -> Floats:
    """Ends of words without the pauses after them: many recognisers say only when a word begins.

    A word that reaches to the next one and is longer than ``LINGERING`` times its usual duration is over before.
    Digits say nothing of how long they take to say.
    """
    if tokens.measured.sum() < params.LEAST_FOR_RATE:
        return tokens.end
    worded = np.fromiter((k != EVENT and not k[:1].isdigit() for k in tokens.normalized), dtype=bool, count=len(tokens))
    spoken = tokens.measured & worded
    if spoken.sum() < params.LEAST_FOR_RATE:
        return tokens.end
    rate = quantile((tokens.end - tokens.start)[spoken] / duration[spoken], 0.5)
    reaches = spoken & (np.append(tokens.start[1:], -np.inf) - tokens.end < params.ADJACENT_MS)
    return np.where(reaches, np.minimum(tokens.end, tokens.start + params.LINGERING * rate * duration), tokens.end)


def _limited_scale(scale: Floats, need: Floats, with_words: Flags) -> Floats:
    """Scales of cues, none of them more than ``SLOWEST`` times the usual: a cue that stands longer just stays on."""
    usual = (need > 0) & (scale > 0) & ~with_words
    if usual.sum() < params.LEAST_FOR_RATE:
        return scale
    return np.minimum(scale, params.SLOWEST * quantile(scale[usual], 0.5))


def _plausible_windows(begin: Floats, finish: Floats, need: Floats, with_words: Flags) -> tuple[Floats, Floats]:
    """Windows of cues, those too short for their words widened into the silence beside them.

    ``need`` is how long each cue's words take to say at an ordinary rate. Nobody speaks ``1 / FASTEST_CUE`` times as
    fast: such a cue was timed carelessly, and its words began before it or went on after it. It takes what it lacks
    in equal parts from the silence, and from slow cues, on both sides. Where a cue is so short that its start must be
    wrong (``IMPOSSIBLE_CUE``: four sentences in a quarter of a second), its words fill the silence before it at an
    ordinary rate.
    """
    b, f = begin.copy(), finish.copy()
    least = params.FASTEST_CUE * need
    for k in np.flatnonzero((least > finish - begin) & ~with_words & (need > 0)).tolist():
        lack = float(least[k] - (f[k] - b[k]))
        before = 0.0 if not k or with_words[k - 1] else _spare((b[k - 1], f[k - 1]), b[k] - f[k - 1], need[k - 1])
        last = k + 1 == len(b) or with_words[k + 1]
        after = 0.0 if last else _spare((b[k + 1], f[k + 1]), b[k + 1] - f[k], need[k + 1])
        take = min(lack / 2, before)
        give = min(lack - take, after)
        take = min(lack - give, before)
        if take > 0:
            b[k] -= take
            f[k - 1 : k] = np.minimum(f[k - 1 : k], b[k])
        if give > 0:
            f[k] += give
            b[k + 1 : k + 2] = np.maximum(b[k + 1 : k + 2], f[k])
        if finish[k] - begin[k] < params.IMPOSSIBLE_CUE * need[k]:
            b[k] = min(b[k], max(f[k] - need[k], f[k - 1] if k else 0.0, b[k] - 2 * params.WIDEN_MS))
    return b, f


def _spare(neighbour: tuple[float, float], silence: float, need: float) -> float:
    """How many ms a cue may take beside it: the silence before its neighbour, and what the neighbour does not need."""
    silence = max(silence, 0.0)
    slack = max(neighbour[1] - neighbour[0] - need, 0.0) if silence < params.ADJACENT_MS else 0.0
    return float(min(silence + slack, params.WIDEN_MS))


def _word_times(cue: Cue, begins: list[int], duration: Floats) -> tuple[Floats, Floats]:
    """Starts and ends of a cue's tokens, which begin at ``begins`` in its text, from the cue's own word times.

    A word of several tokens ("forward-looking", a run of Han) is divided by nominal duration.
    """
    start, end = np.zeros(len(begins)), np.zeros(len(begins))
    places, at = [], 0
    for w in cue.words:
        place = cue.text.find(w.text.strip(), at)
        places.append(at if place < 0 else place)
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
        edge = np.concatenate(([0.0], np.cumsum(duration[a:j])))
        edge = cue.words[k].start + (cue.words[k].end - cue.words[k].start) * edge / edge[-1]
        start[a:j], end[a:j] = edge[:-1], edge[1:]
        k, a = following, j
    return start, end
