"""How sure each turn's place is, what is doubtful and why, and the report.

The confidence of a turn is the chance that its start lies within a second of the truth. It rests on what can be seen
without the truth: whether the turn's first words found their partners, how far back from the first match the start
had to be guessed, and how much of the turn matched.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from turncue.align.links import Alignment
from turncue.align.sides import SaidSide
from turncue.model import Captions, Report, Status, TimedTurn, TimedWord, TimeSource, Transcript
from turncue.timing import UNPLACED, WordTimes

__all__ = ["report_of", "timed_turns"]

Ints = NDArray[np.int64]

_SOURCES: dict[int, TimeSource] = {0: "measured", 1: "cue", 2: "estimated"}
_OPENING = 6  # tokens of a turn's beginning that count most
_DOUBTFUL = 0.5


def timed_turns(transcript: Transcript, said: SaidSide, times: WordTimes) -> list[TimedTurn]:
    """The transcript's turns with times, confidence, status and the reason for doubt."""
    edges = np.searchsorted(said.turn, np.arange(len(transcript.turns) + 1))
    out = []
    for k, turn in enumerate(transcript.turns):
        a, b = int(edges[k]), int(edges[k + 1])
        chosen = a + np.flatnonzero(times.source[a:b] != UNPLACED)
        confidence, status, reason = _judge(times, a, b, chosen)
        words = tuple(
            TimedWord(begin, finish, start, end, _SOURCES[source], conf)
            for begin, finish, start, end, source, conf in zip(
                said.begin[chosen].tolist(),
                said.finish[chosen].tolist(),
                times.start[chosen].tolist(),
                times.end[chosen].tolist(),
                times.source[chosen].tolist(),
                np.round(np.where(times.linked[chosen] > 0, times.linked[chosen], 0.3 * confidence), 3).tolist(),
                strict=True,
            )
        )
        out.append(TimedTurn(k, turn.speaker, turn.text, words, confidence, status, turn.events, turn.role, reason))
    return out


def _judge(times: WordTimes, a: int, b: int, chosen: Ints) -> tuple[float, Status, str]:
    """Confidence, status and reason of the turn with tokens [a, b), of which ``chosen`` are placed."""
    if not len(chosen):
        return 0.0, "absent", "no caption answers it and there is no room for it" if b > a else "it has no words"
    linked = np.flatnonzero(times.linked[a:b] > 0)
    if not len(linked):
        return 0.25, "estimated", "none of its words was found in the captions; placed between its neighbours"
    opening = times.linked[a : min(b, a + _OPENING)]
    share = float((times.linked[a:b] > 0).mean())
    lead = int(linked[0])
    confidence = 0.35 + 0.35 * float((opening > 0).mean()) + 0.3 * min(1.0, share * 1.25)
    if lead:
        confidence -= 0.06 * min(lead, 5)
    if len(linked) == 1 and b - a > 2:
        confidence *= 0.7
    confidence = round(float(np.clip(confidence, 0.05, 0.99)), 3)
    reason = ""
    if confidence < _DOUBTFUL:
        reason = (
            f"only {share:.0%} of its words were found"
            if share < 0.5
            else f"its first {lead} words were not found in the captions"
        )
    return confidence, "aligned", reason


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
        said.append(f"{partial} words inside turns are not in the captions and were left out: no time to say them in")
    estimated = [t.index + 1 for t in turns if t.status == "estimated"]
    if estimated:
        said.append(f"{len(estimated)} of {len(turns)} turns were placed between their neighbours: {_few(estimated)}")
    said += transcript.notes
    repairs = transcript.repairs + captions.repairs
    if repairs:
        kinds: dict[str, int] = {}
        for r in repairs:
            kinds[r.rule] = kinds.get(r.rule, 0) + 1
        first = next((r.line for r in repairs if r.line), 0)
        told = ", ".join(f"{n} × {rule}" for rule, n in sorted(kinds.items(), key=lambda kv: -kv[1]))
        said.append(f"{len(repairs)} repairs while reading ({told}); the first at line {first}")
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
        warnings=tuple(said),
    )


def _few(numbers: list[int]) -> str:
    """``turns 3, 7, 12 …`` for a message."""
    return "turn " + ", ".join(map(str, numbers[:8])) + (" …" if len(numbers) > 8 else "")
