"""Where clauses tend to begin: at a cue's start, after a pause, after a full stop, at a change of speaker.

How much each sign tells differs from one captioner to the next, so that the prior gains (``params``) are only a start:
after a first pass they are learnt from the pair itself (how often turns, sentences and parts began at each kind of
place, against how often there is such a place).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from turncue.align.crosslingual import params
from turncue.align.crosslingual.clause_result import ClauseSpans
from turncue.arrays import Flags, Floats, Ints, quantile
from turncue.prepare.token_columns import CaptionTokens
from turncue.text.punctuation import CLAUSE_ENDS, CLOSERS, SENTENCE_ENDS

__all__ = ["begin_gains", "inside_gains", "learnt_gains", "places", "torn_gains", "word_gains"]

_COMMAS = frozenset((*CLAUSE_ENDS, "—", "-"))
_COUNT = 4 * 2 * 3 * 2


def places(words: Sequence[str], tokens: CaptionTokens) -> Ints:
    """The kind of place before each caption token and at the end (tokens + 1 of them).

    ``words`` are the tokens as words with the punctuation that follows them.
    """
    m = len(words)
    mark = np.zeros(m + 1, np.int64)
    for i, word in enumerate(words, 1):
        tail = word.rstrip(CLOSERS)[-1:]
        mark[i] = 2 if tail and tail in SENTENCE_ENDS else 1 if tail in _COMMAS else 0
    mark[:-1] = np.where((mark[:-1] == 0) & _capitals(words), 3, mark[:-1])
    mark[0] = 2
    new_cue = np.ones(m + 1, bool)
    pause = np.full(m + 1, params.EDGE_PAUSE_MS, np.int64)
    if m:
        starts, ends = tokens.start.astype(np.int64), tokens.end.astype(np.int64)
        new_cue[1:m] = tokens.cue[1:] != tokens.cue[:-1]
        pause[1:m] = np.maximum(starts[1:] - ends[:-1], _pauses_in_words(words, starts))
    level = np.where(pause >= params.LONG_PAUSE_MS, 2, np.where(pause >= params.SHORT_PAUSE_MS, 1, 0))
    change = np.concatenate((tokens.speaker_change, [False])).astype(bool)
    return np.asarray(((mark * 2 + new_cue) * 3 + level) * 2 + change, np.int64)


def torn_gains(tokens: CaptionTokens) -> Floats:
    """The gain of each boundary inside a clause for the time between its words, in nats (tokens + 1 of them).

    Nobody falls silent inside a clause, or waits for applause or music to end: no clause is stretched over that.
    """
    silence = np.append(np.append(0.0, tokens.start[1:] - tokens.end[:-1])[: len(tokens)], 0.0)
    return np.where(silence > params.TORN_MS, -params.TORN_LOSS, 0.0)


def _capitals(words: Sequence[str]) -> Flags:
    """Words with a capital that are mostly written without one: a sentence begins though no stop stands before."""
    plain = [w.strip("\"'“‘([").rstrip(".,?!;:\"'”’)]") for w in words]
    small = Counter(w for w in plain if w.islower())
    large = Counter(w.lower() for w in plain if w[:1].isupper())
    return np.array([w[:1].isupper() and small[w.lower()] > large[w.lower()] for w in plain], bool)


def _pauses_in_words(words: Sequence[str], starts: Ints) -> Ints:
    """Pauses inside the time of a word, in ms: recognisers stamp only starts, so that a word before a pause looks long.

    One for each word but the last.
    """
    length = np.array([len(w) + params.WORD_LETTERS for w in words[:-1]])
    duration = np.diff(starts)
    if not len(duration):
        return duration
    pace = quantile(duration / length, 0.5)
    return np.asarray(duration - params.USUAL_LENGTH * pace * length - params.USUAL_MORE_MS, np.int64)


def _prior() -> Floats:
    """Gains by kind of clause and kind of place, in nats."""
    out = np.zeros((4, _COUNT))
    for kind in range(4):
        marks = (0.0, params.COMMA_GAIN[kind], params.STOP_GAIN[kind], params.CAPITAL_GAIN[kind])
        pauses = (0.0, params.SHORT_PAUSE_GAIN[kind], params.LONG_PAUSE_GAIN[kind])
        for place in range(_COUNT):
            level, change = place // 2 % 3, place % 2
            mark, new_cue = place // 12, place // 6 % 2
            out[kind, place] = (
                marks[mark]
                + new_cue * params.CUE_GAIN[kind]
                + pauses[level]
                + change * params.SPEAKER_CHANGE_GAIN[kind]
            )
    return out


def begin_gains(place: Ints, table: Floats | None = None) -> Floats:
    """The gain of beginning at each boundary, in nats, a row for each kind of clause; 0 is chance.

    ``table``: gains by kind of clause and kind of place; the prior where it is None.
    """
    gains = _prior() if table is None else table
    share = np.bincount(place, minlength=_COUNT) / len(place)
    level = np.log((share * np.exp(gains)).sum(1, keepdims=True))
    return np.asarray((gains - level)[:, place])


def word_gains(form: Ints, spans: ClauseSpans) -> Floats:
    """What the words themselves tell of each boundary: some often begin a clause, some never end one ("the").

    ``form``: a number for each caption token's form. Learnt from the present spans, against how often the word stands
    anywhere.
    """
    m = len(form)
    strength = params.HABIT_STRENGTH
    whole = np.bincount(form)
    share = whole / m
    at = spans.first[spans.present]
    out = np.zeros(m + 1)
    for shift in (0, 1):
        here = at[(at >= shift)] - shift
        count = np.bincount(form[here[here < m]], minlength=len(whole))
        gain = np.log((count + strength * share) / (len(here) * share + strength * share))
        # where a word is rare the counts tell little: pull towards nothing
        gain = np.clip(gain, params.LEAST_HABIT, params.MOST_HABIT) * (whole / (whole + params.HABIT_HALF))
        out[shift : m + shift] += gain[form]
    return out


def learnt_gains(place: Ints, kinds: Ints, spans: ClauseSpans) -> Floats:
    """The gain of each kind of place by where the present spans begin, in nats.

    The prior counts as ``params.BOUNDARY_STRENGTH`` clauses.
    """
    share = np.bincount(place, minlength=_COUNT) / len(place)
    prior = share * np.exp(_prior())
    prior /= prior.sum(1, keepdims=True)
    out = np.zeros((4, _COUNT))
    for kind in range(4):
        here = place[spans.first[spans.present & (kinds == kind)]]
        count = np.bincount(here, minlength=_COUNT)
        strength = params.BOUNDARY_STRENGTH[kind]
        chance = (count + strength * prior[kind]) / (len(here) + strength)
        out[kind] = np.log(np.maximum(chance, 1e-9) / np.maximum(share, 1e-9))
    return np.clip(out, params.LEAST_BOUNDARY, params.MOST_BOUNDARY)


def inside_gains(place: Ints, spans: ClauseSpans) -> Floats:
    """The gain of each boundary inside a clause, in nats: very low where nearly every such place begins a clause."""
    present = spans.present
    m = len(place) - 1
    covered = np.zeros(m + 1, np.int64)
    np.add.at(covered, spans.first[present], 1)
    np.add.at(covered, spans.stop[present], -1)
    within = np.cumsum(covered) > 0
    total = np.bincount(place[within], minlength=_COUNT)
    begun = np.bincount(place[spans.first[present]], minlength=_COUNT)
    overall = present.sum() / max(within.sum(), 1)
    prior = np.minimum(overall * np.exp(_prior()[1:].min(0)), params.MOST_PRIOR_SHARE)
    strength = params.INSIDE_STRENGTH
    share = np.minimum((begun + strength * prior) / (total + strength), params.MOST_SHARE)
    gain = np.log((1 - share) / (1 - min(overall, params.MOST_OVERALL)))
    return np.asarray(np.clip(gain, params.LEAST_INSIDE, params.MOST_INSIDE)[place])
