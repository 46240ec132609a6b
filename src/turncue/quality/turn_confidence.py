"""Turns with their times, confidence, status and reason for doubt."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from turncue.align.engine_result import EngineResult
from turncue.model import Status, TimedTurn, TimedWord, TimeSource
from turncue.prepare.interpolated_times import Run, probability_in_runs, probability_within_second
from turncue.prepare.nominal_duration import nominal_duration
from turncue.prepare.pair import Pair
from turncue.prepare.params import WANDER_IN_CUE_S
from turncue.prepare.token_columns import TranscriptTokens
from turncue.quality import params
from turncue.quality.confidence import confidence
from turncue.quality.confidence_features import NAMES, turn_features
from turncue.timing import UNPLACED, Timing

__all__ = ["timed_turns", "without_unplaced"]

_SOURCES: dict[int, TimeSource] = {0: "measured", 1: "cue", 2: "estimated", 4: "sound"}
_IN_LONG_CAPTION = "it begins inside a long caption, which does not say when"


@dataclass(frozen=True, slots=True)
class _Assessment:
    """How probable a turn's place is, and what its beginning looks like (by the names of ``NAMES``)."""

    confidence: float
    row: dict[str, float]


def timed_turns(pair: Pair, result: EngineResult, timing: Timing, runs: tuple[Run, ...]) -> tuple[TimedTurn, ...]:
    """The transcript's turns with times, confidence, status and the reason for doubt.

    Where the engine gives a probability of its own for a turn, it takes the place of what the words say. How free a
    start is inside its caption comes on top. ``runs`` are the parts of the captions with interpolated times.
    """
    assessed = _assessments(pair, result, timing)
    edges = pair.transcript_tokens.turn_edges(len(pair.transcript.turns)).tolist()
    out: list[TimedTurn] = []
    for k, turn in enumerate(pair.transcript.turns):
        tokens = (edges[k], edges[k + 1])
        if k not in assessed:
            why = _why_absent(k, tokens, result)
            out.append(TimedTurn(k, turn.speaker, turn.text, (), 0.0, "absent", turn.events, turn.role, why))
            continue
        row, value = assessed[k].row, assessed[k].confidence
        status: Status = "estimated" if row["nothing"] else "aligned"
        words = _words(pair.transcript_tokens, timing, tokens, value)
        reason = _doubt(assessed[k], result) if value < params.DOUBTFUL else ""
        limit = round(probability_in_runs(runs, words[0].start), 3)
        if limit < value:
            value = limit
            interpolated = "the captions' times are interpolated over the text here"
            reason = reason or (interpolated if limit < params.DOUBTFUL else "")
        out.append(TimedTurn(k, turn.speaker, turn.text, words, value, status, turn.events, turn.role, reason))
    return tuple(out)


def _assessments(pair: Pair, result: EngineResult, timing: Timing) -> dict[int, _Assessment]:
    """For every turn with a place, by index."""
    index, rows = turn_features(pair, result.alignment, timing)
    named = [dict(zip(NAMES, row, strict=True)) for row in rows.tolist()]
    if result.probability is None:
        values = np.round(confidence(rows), 3).tolist()
    else:
        values = [
            round(result.probability.get(k, params.UNKNOWN_PLACE) * _held(row), 3)
            for k, row in zip(index.tolist(), named, strict=True)
        ]
    return {k: _Assessment(v, row) for k, v, row in zip(index.tolist(), values, named, strict=True)}


def _held(row: dict[str, float]) -> float:
    """The probability that the captions say when the turn begins, to a second."""
    return probability_within_second(row["free"], WANDER_IN_CUE_S)


def _why_absent(k: int, tokens: tuple[int, int], result: EngineResult) -> str:
    if k in result.unmatched.elsewhere:
        return "it is heard in another order than in the transcript"
    if tokens[1] > tokens[0]:
        return "no caption answers it, and there is no time to say it in"
    return "it has no words"


def _doubt(assessed: _Assessment, result: EngineResult) -> str:
    """Why a turn with low confidence is doubtful."""
    if result.probability is None or assessed.row["nothing"]:
        return _reason(assessed.row)
    if _in_long_caption(assessed.row):
        return _IN_LONG_CAPTION
    return "other places in the captions fit about as well"


def _in_long_caption(row: dict[str, float]) -> bool:
    """Whether the start is too free inside its caption to be anything but doubtful."""
    return _held(row) < params.DOUBTFUL


def _reason(row: dict[str, float]) -> str:
    """Why a turn is doubtful, in words: the gravest thing that can be seen."""
    lead = round(np.expm1(row["lead"]))
    spare = round(np.expm1(row["spare"]))
    if row["nothing"]:
        return "none of its words is in the captions; it was placed between its neighbours"
    if row["share"] < 0.4:
        return f"only {row['share']:.0%} of its words are in the captions"
    if lead >= 2:
        return f"its first {lead} words are not in the captions"
    if spare >= 4:
        return f"{spare} caption words before it are in no turn"
    if _in_long_caption(row):
        return _IN_LONG_CAPTION
    if row["closing"] < 0.5:
        return "the end of the turn before it is not in the captions"
    if row["odd"] > 0.5:
        return "the caption it begins in is far shorter or longer than its words"
    if row["careless"] > 0.35:
        return "the captions are timed unevenly"
    return "too little around it matches"


def _words(
    tokens: TranscriptTokens, timing: Timing, span: tuple[int, int], confidence_of_turn: float
) -> tuple[TimedWord, ...]:
    """The placed tokens of a span; a token without a partner is as certain as its turn, at most half."""
    a, b = span
    chosen = a + np.flatnonzero(timing.source[a:b] != UNPLACED)
    scores = timing.link_score[chosen]
    return tuple(
        TimedWord(begin, finish, start, end, _SOURCES[source], value)
        for begin, finish, start, end, source, value in zip(
            tokens.begin[chosen].tolist(),
            tokens.finish[chosen].tolist(),
            timing.start[chosen].tolist(),
            timing.end[chosen].tolist(),
            timing.source[chosen].tolist(),
            np.round(np.where(scores > 0, scores, min(confidence_of_turn, 0.5)), 3).tolist(),
            strict=True,
        )
    )


def without_unplaced(turn: TimedTurn, tokens: TranscriptTokens, timing: Timing) -> TimedTurn:
    """The turn as it is shown: without passages of over a minute that are not in the recording.

    Shorter ones are shown with the words beside them, so that the text stays whole. Whole turns that are absent, and
    turns of which every word has its place, are given back as they are.
    """
    a, b = np.searchsorted(tokens.turn, [turn.index, turn.index + 1])
    unplaced = timing.source[a:b] == UNPLACED
    if not turn.words or not unplaced.any():
        return turn
    begins = np.append(tokens.begin[a:b], len(turn.text))
    edges = np.flatnonzero(np.diff(np.concatenate(([False], unplaced, [False])).astype(np.int8))).reshape(-1, 2)
    need = np.concatenate(([0.0], np.cumsum(nominal_duration(tokens.normalized[a:b]))))
    cuts = [
        (int(begins[x]) if x else 0, int(begins[y]))
        for x, y in edges.tolist()
        if need[y] - need[x] > params.LEAST_SHOWN_MS
    ]
    return _without(turn, cuts) if cuts else turn


def _without(turn: TimedTurn, cuts: list[tuple[int, int]]) -> TimedTurn:
    """The turn without the characters of ``cuts``."""
    keep = np.ones(len(turn.text) + 1, dtype=bool)
    for x, y in cuts:
        keep[x:y] = False
    at = np.concatenate(([0], np.cumsum(keep[:-1])))
    text = "".join(c for c, kept in zip(turn.text, keep.tolist(), strict=False) if kept)
    return replace(
        turn,
        text=text,
        words=tuple(replace(w, begin=int(at[w.begin]), finish=int(at[w.finish])) for w in turn.words),
        events=tuple(replace(e, at=int(at[e.at])) for e in turn.events if keep[e.at]),
    )
