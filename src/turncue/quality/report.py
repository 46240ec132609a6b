"""The figures of a result, and what its user should know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from turncue.align.alignment import Alignment
from turncue.model import Repair, Report, TimedTurn
from turncue.prepare.pair import Pair
from turncue.reading import reading_warnings
from turncue.timing import CUE, ESTIMATED, MEASURED, UNPLACED, Timing

__all__ = ["report_of"]


def report_of(
    pair: Pair, alignment: Alignment, timing: Timing, turns: Sequence[TimedTurn], warnings: tuple[str, ...]
) -> Report:
    """The figures of a result; ``warnings`` come before those that the figures make."""
    count = Counter(t.status for t in turns)
    repairs = pair.transcript.repairs + pair.captions.repairs
    return Report(
        engine=alignment.engine,
        words=alignment.transcript_size,
        matched=alignment.matched,
        caption_words=alignment.caption_size,
        caption_matched=alignment.caption_matched,
        turns=len(turns),
        aligned=count["aligned"],
        estimated=count["estimated"],
        absent=count["absent"],
        repairs=len(repairs),
        measured=int((timing.source == MEASURED).sum()),
        in_cue=int((timing.source == CUE).sum()),
        guessed=int((timing.source == ESTIMATED).sum()),
        warnings=(
            *warnings,
            *_missing_turns(pair, timing, turns),
            *pair.transcript.notes,
            *reading_warnings(pair.transcript),
            *reading_warnings(pair.captions),
            *_repair_warning(repairs),
        ),
    )


def _missing_turns(pair: Pair, timing: Timing, turns: Sequence[TimedTurn]) -> list[str]:
    """Warnings about turns and words without a time of their own."""
    warnings = []
    absent = [t for t in turns if t.status == "absent" and t.text.strip()]
    if absent:
        numbers = _few([t.index + 1 for t in absent])
        warnings.append(f"{len(absent)} of {len(turns)} turns are not in the captions and were left out: {numbers}")
    unplaced = np.bincount(pair.transcript_tokens.turn[timing.source == UNPLACED], minlength=len(turns))
    partial = int(unplaced.sum() - sum(unplaced[t.index] for t in absent))
    if partial:
        warnings.append(
            f"{partial} words inside turns are not in the captions, and there is no time to say them in: they are "
            "shown with the words beside them, passages of over a minute are left out"
        )
    estimated = [t.index + 1 for t in turns if t.status == "estimated"]
    if estimated:
        numbers = _few(estimated)
        warnings.append(f"{len(estimated)} of {len(turns)} turns were placed between their neighbours: {numbers}")
    return warnings


def _repair_warning(repairs: Sequence[Repair]) -> list[str]:
    if not repairs:
        return []
    kinds = Counter(r.rule for r in repairs)
    first = next((f"; the first at line {r.line}" for r in repairs if r.line), "")
    which = ", ".join(f"{n} × {rule}" for rule, n in sorted(kinds.items(), key=lambda row: -row[1]))
    return [f"{len(repairs)} repair{'s' * (len(repairs) > 1)} while reading ({which}){first}"]


def _few(numbers: list[int]) -> str:
    """``turn 3, 7, 12 …`` for a message."""
    return "turn " + ", ".join(map(str, numbers[:8])) + (" …" if len(numbers) > 8 else "")
