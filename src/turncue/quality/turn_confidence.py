"""Turns with their confidence, status and reason for doubt, and the report of the whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from turncue.align.alignment import Alignment
from turncue.arrays import Ints
from turncue.model import Captions, Report, Status, TimedTurn, TimedWord, TimeSource, Transcript
from turncue.prepare.caption_times import HeardTimes
from turncue.prepare.interpolated_times import IN_CUE, even_worth, tied_worth
from turncue.prepare.nominal_duration import nominal
from turncue.prepare.token_columns import CaptionTokens, TranscriptTokens
from turncue.quality.confidence import confidence
from turncue.quality.confidence_features import NAMES, turn_features
from turncue.timing import CUE, ESTIMATED, MEASURED, UNPLACED, WordTimes

__all__ = ["report_of", "timed_turns"]


_SOURCES: dict[int, TimeSource] = {0: "measured", 1: "cue", 2: "estimated"}
_DOUBTFUL = 0.6
_LOOSE = "it begins inside a long caption, which does not say when"
_PASSAGE = 60_000  # ms: a passage that takes longer to say and is not in the recording is not shown


def timed_turns(
    transcript: Transcript,
    said: TranscriptTokens,
    heard: CaptionTokens,
    times: WordTimes,
    heard_times: HeardTimes,
    links: Alignment,
    known: Mapping[int, float] | None = None,
    *,
    even: Sequence[tuple[int, int]] = (),
    elsewhere: Collection[int] = (),
) -> list[TimedTurn]:
    """The transcript's turns with times, confidence, status and the reason for doubt.

    ``known``: for turns by index how sure the engine itself is that they begin in their caption's words; it takes the
    place of what the words tell. How free a start is inside its caption comes on top.
    ``even`` are stretches of the captions in ms whose times are spread evenly over the text (``quality.spread``),
    ``elsewhere`` turns that are heard out of order.
    """
    count = len(transcript.turns)
    index, rows = turn_features(said, heard, heard_times, links, times, count)
    sure = dict(zip(index.tolist(), np.round(confidence(rows), 3).tolist(), strict=True))
    seen = dict(zip(index.tolist(), rows, strict=True))
    if known is not None:
        free = NAMES.index("free")
        sure = {k: round(known.get(k, 0.2) * tied_worth(float(seen[k][free]), IN_CUE), 3) for k in sure}
    edges = np.searchsorted(said.turn, np.arange(count + 1))
    out: list[TimedTurn] = []
    for k, turn in enumerate(transcript.turns):
        a, b = int(edges[k]), int(edges[k + 1])
        if k not in sure:
            gone = "no caption answers it, and there is no room for it" if b > a else "it has no words"
            gone = "it is heard in another order than in the transcript" if k in elsewhere else gone
            out.append(TimedTurn(k, turn.speaker, turn.text, (), 0.0, "absent", turn.events, turn.role, gone))
            continue
        row = dict(zip(NAMES, seen[k].tolist(), strict=True))
        status: Status = "estimated" if row["nothing"] else "aligned"
        reason = ""
        if sure[k] < _DOUBTFUL:
            if known is None or row["nothing"]:
                reason = _reason(row)
            else:
                reason = _LOOSE if _loose(row) else "other places in the captions fit about as well"
        words = _words(said, times, a, b, sure[k])
        worth = round(even_worth(even, words[0].start), 3)
        if worth < sure[k]:
            sure[k] = worth
            reason = reason or ("the captions' times are spread evenly over the text here" if worth < _DOUBTFUL else "")
        out.append(TimedTurn(k, turn.speaker, turn.text, words, sure[k], status, turn.events, turn.role, reason))
    return out


def without_unplaced(turn: TimedTurn, said: TranscriptTokens, times: WordTimes) -> TimedTurn:
    """The turn as it is shown: without passages of over a minute that are not in the recording.

    Shorter ones are shown with the words beside them, so that the text stays whole. Whole turns that are absent, and
    turns of which every word has its place, are given back as they are.
    """
    a, b = np.searchsorted(said.turn, [turn.index, turn.index + 1])
    gone = times.source[a:b] == UNPLACED
    if not turn.words or not gone.any():
        return turn
    begins = np.append(said.begin[a:b], len(turn.text))
    edges = np.flatnonzero(np.diff(np.concatenate(([False], gone, [False])).astype(np.int8))).reshape(-1, 2)
    need = np.concatenate(([0.0], np.cumsum(nominal(said.keys[a:b]))))
    cuts = [(int(begins[x]) if x else 0, int(begins[y])) for x, y in edges.tolist() if need[y] - need[x] > _PASSAGE]
    if not cuts:
        return turn
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


def _words(said: TranscriptTokens, times: WordTimes, a: int, b: int, sure: float) -> tuple[TimedWord, ...]:
    """The placed tokens of [a, b); a token without a partner is as sure as its turn, at most half."""
    chosen = a + np.flatnonzero(times.source[a:b] != UNPLACED)
    linked = times.linked[chosen]
    return tuple(
        TimedWord(begin, finish, start, end, _SOURCES[source], conf)
        for begin, finish, start, end, source, conf in zip(
            said.begin[chosen].tolist(),
            said.finish[chosen].tolist(),
            times.start[chosen].tolist(),
            times.end[chosen].tolist(),
            times.source[chosen].tolist(),
            np.round(np.where(linked > 0, linked, min(sure, 0.5)), 3).tolist(),
            strict=True,
        )
    )


def _loose(row: dict[str, float]) -> bool:
    """Whether the start is too free inside its caption to be anything but doubtful."""
    return tied_worth(row["free"], IN_CUE) < _DOUBTFUL


def _reason(row: dict[str, float]) -> str:
    """Why a turn is doubtful, in words: the gravest thing that can be said of it."""
    lead = round(np.expm1(row["lead"]))
    spare = round(np.expm1(row["spare"]))
    if row["nothing"]:
        return "none of its words was found in the captions; it was placed between its neighbours"
    if row["share"] < 0.4:
        return f"only {row['share']:.0%} of its words were found in the captions"
    if lead >= 2:
        return f"its first {lead} words were not found in the captions"
    if spare >= 4:
        return f"{spare} caption words before it are in no turn"
    if _loose(row):
        return _LOOSE
    if row["closing"] < 0.5:
        return "the end of the turn before it was not found in the captions"
    if row["odd"] > 0.5:
        return "the caption it begins in is far shorter or longer than its words"
    if row["careless"] > 0.35:
        return "the captions are timed unevenly"
    return "too little around it matches"


def report_of(
    links: Alignment,
    turns: list[TimedTurn],
    transcript: Transcript,
    captions: Captions,
    times: WordTimes,
    turn_of: Ints,
    *,
    warnings: tuple[str, ...] = (),
) -> Report:
    """The figures of a result, and what the user should know: the gravest first.

    ``turn_of`` is the turn of each transcript token, ``warnings`` what earlier steps found.
    """
    counts = {status: sum(t.status == status for t in turns) for status in ("aligned", "estimated", "absent")}
    said = list(warnings)
    absent = [t for t in turns if t.status == "absent" and t.text.strip()]
    if absent:
        numbers = [t.index + 1 for t in absent]
        said.append(f"{len(absent)} of {len(turns)} turns are not in the captions and were left out: {_few(numbers)}")
    gone = np.bincount(turn_of[times.source == UNPLACED], minlength=len(turns))
    partial = int(gone.sum() - sum(gone[t.index] for t in absent))
    if partial:
        said.append(
            f"{partial} words inside turns are not in the captions, and there is no time to say them in: they are "
            "shown with the words beside them, passages of over a minute are left out"
        )
    estimated = [t.index + 1 for t in turns if t.status == "estimated"]
    if estimated:
        said.append(f"{len(estimated)} of {len(turns)} turns were placed between their neighbours: {_few(estimated)}")
    said += transcript.notes
    repairs = transcript.repairs + captions.repairs
    if repairs:
        kinds: dict[str, int] = {}
        for r in repairs:
            kinds[r.rule] = kinds.get(r.rule, 0) + 1
        first = next((f"; the first at line {r.line}" for r in repairs if r.line), "")
        told = ", ".join(f"{n} × {rule}" for rule, n in sorted(kinds.items(), key=lambda kv: -kv[1]))
        said.append(f"{len(repairs)} repair{'s' * (len(repairs) > 1)} while reading ({told}){first}")
    return Report(
        engine=links.engine,
        words=links.words,
        matched=links.matched,
        heard=links.heard,
        heard_matched=links.heard_matched,
        turns=len(turns),
        aligned=counts["aligned"],
        estimated=counts["estimated"],
        absent=counts["absent"],
        repairs=len(repairs),
        measured=int((times.source == MEASURED).sum()),
        in_cue=int((times.source == CUE).sum()),
        guessed=int((times.source == ESTIMATED).sum()),
        warnings=tuple(said),
    )


def _few(numbers: list[int]) -> str:
    """``turns 3, 7, 12 …`` for a message."""
    return "turn " + ", ".join(map(str, numbers[:8])) + (" …" if len(numbers) > 8 else "")
