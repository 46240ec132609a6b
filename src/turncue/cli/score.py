"""``turncue score``: a result against a reference."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from turncue.cli.failure import reporting
from turncue.cli.rows import JSON, Command, Row, argument, option
from turncue.cli.terminal import note, say, standard_input, write_document
from turncue.cli.values import pairs
from turncue.errors import ReadError, UsageError

if TYPE_CHECKING:
    from turncue.score import Errors, Score, Side

__all__ = ["COMMAND"]

_TURN_LIMITS = (500, 1000, 2000, 5000)
_WORD_LIMITS = (100, 200, 500)


_ROWS = (
    argument("result", "What to judge: turncue's JSON, or VTT or SRT with names; - is standard input."),
    argument("reference", "The truth: RTTM, STM, CTM, VTT or SRT with names, or turncue's JSON; - is standard input."),
    Row(
        "collar",
        "Seconds around the reference's boundaries in which speakers are not judged.",
        float,
        ("--collar",),
        0.0,
        metavar="SECONDS",
        least=0,
    ),
    Row(
        "map_speakers",
        "The result's names mean nothing: match them with the reference's.",
        bool,
        ("--map-speakers",),
        False,
    ),
    option("rename", help="Take two names for one; may repeat.", panel=""),
    Row("recording", "Which recording of an RTTM, STM or CTM reference.", flags=("--recording",), metavar="NAME"),
    option("encoding", help="Encoding of the result, where detection errs.", panel=""),
    Row(
        "reference_encoding",
        "Encoding of the reference, where detection errs.",
        flags=("--reference-encoding",),
        metavar="NAME",
    ),
    replace(JSON, help="Print the figures as one JSON document.", panel=""),
)


def _run(given: SimpleNamespace) -> int:
    if given.result == given.reference == "-":
        raise UsageError("result and reference cannot both come from standard input (-).")
    return reporting(lambda: _work(given), json_report=given.as_json)


def _work(given: SimpleNamespace) -> None:
    from turncue.score import score

    made = score(
        _side(given.result, "result", given.encoding, None),
        _side(given.reference, "reference", given.reference_encoding, given.recording),
        collar=round(given.collar * 1000),
        map_speakers=given.map_speakers,
        rename=pairs(given.rename),
    )
    if made.empty:
        raise ReadError(
            f"nothing can be compared with {given.reference}: {'; '.join(made.left_out)}.",
            given.result,
            hint="Give a reference with speakers, turns or words.",
        )
    if given.as_json:
        write_document(json.dumps(_summary(made), ensure_ascii=False, indent=1) + "\n")
    else:
        _print_table(made)


def _side(path: str, what: str, encoding: str | None, recording: str | None) -> Side:
    from turncue.reading import read_source
    from turncue.score.reference import read_side

    source = read_source(standard_input(what) if path == "-" else path, what, encoding)
    return read_side(source, recording=recording)


# ---------------------------------------------------------------- as JSON


def _summary(made: Score) -> dict[str, Any]:
    """The figures for a program: seconds with three decimals, shares 0 to 1; what was not measured is null."""
    return {
        "version": 1,
        "ok": True,
        "turn_starts": _errors(made.turn_starts, _TURN_LIMITS, missing=True),
        "speaker_time": made.speaker_time
        and {
            "accuracy": round(made.speaker_time.accuracy, 6),
            "speech": made.speaker_time.speech / 1000,
            "right": made.speaker_time.right / 1000,
            "wrong": made.speaker_time.wrong / 1000,
            "silent": made.speaker_time.silent / 1000,
        },
        "diarization": made.diarization
        and {
            "error_rate": round(made.diarization.rate, 6),
            "speech": made.diarization.speech / 1000,
            "confusion": made.diarization.confusion / 1000,
            "missed": made.diarization.missed / 1000,
            "false_alarm": made.diarization.false_alarm / 1000,
        },
        "word_times": _errors(made.word_times, _WORD_LIMITS, missing=False),
        "words": made.words
        and {
            "error_rate": round(made.words.rate, 6),
            "words": made.words.words,
            "substitutions": made.words.substitutions,
            "deletions": made.words.deletions,
            "insertions": made.words.insertions,
        },
        "left_out": list(made.left_out),
    }


def _errors(errors: Errors | None, limits: tuple[int, ...], *, missing: bool) -> dict[str, Any] | None:
    """``missing``: what has no time counts as infinitely far off (null as a quantile); else it is only counted."""
    if errors is None:
        return None
    return {
        "count": len(errors),
        "missing": errors.missing,
        "looked_up": errors.looked_up,
        "bias": _seconds(errors.bias),
        "median": _seconds(errors.quantile(0.5, missing=missing)),
        "p90": _seconds(errors.quantile(0.9, missing=missing)),
        "p95": _seconds(errors.quantile(0.95, missing=missing)),
        "within": {f"{limit / 1000:g}": round(errors.within(limit, missing=missing), 6) for limit in limits},
    }


def _seconds(ms: float | None) -> float | None:
    return None if ms is None else round(ms / 1000, 3)


# ---------------------------------------------------------------- for a person


def _print_table(made: Score) -> None:
    rows: list[tuple[str, str]] = []
    if made.turn_starts is not None:
        extra = f", {made.turn_starts.looked_up} by their words" if made.turn_starts.looked_up else ""
        count = f"{len(made.turn_starts)} turns, {made.turn_starts.missing} missing{extra}"
        rows += [("turn starts", count), *_error_rows(made.turn_starts, _TURN_LIMITS, missing=True)]
    if made.speaker_time is not None:
        rows.append(
            (
                "speaker time accuracy",
                f"{made.speaker_time.accuracy:.1%} of {made.speaker_time.speech / 1000:.1f} s of speech",
            )
        )
    if (d := made.diarization) is not None:
        whole = d.speech or 1
        shares = (("missed", d.missed), ("false alarm", d.false_alarm), ("confusion", d.confusion))
        parts = ", ".join(f"{name} {time / whole:.1%}" for name, time in shares)
        rows.append(("diarization error rate", f"{d.rate:.1%}: {parts}"))
    if made.word_times is not None:
        count = f"{len(made.word_times.offsets)} of {len(made.word_times)} words matched"
        rows += [("word times", count), *_error_rows(made.word_times, _WORD_LIMITS, missing=False)]
    if (w := made.words) is not None:
        parts = f"{w.substitutions} substituted, {w.deletions} deleted, {w.insertions} inserted"
        rows.append(("word error rate", f"{w.rate:.1%} of {w.words} words: {parts}"))
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        say(f"{name.ljust(width)}  {value}")
    for sentence in made.left_out:
        note(f"left out: {sentence}")


def _error_rows(errors: Errors, limits: tuple[int, ...], *, missing: bool) -> list[tuple[str, str]]:
    sizes = ", ".join(
        f"{title} {'missing' if (q := errors.quantile(share, missing=missing)) is None else f'{q / 1000:.2f} s'}"
        for title, share in (("median", 0.5), ("90 %", 0.9), ("95 %", 0.95))
    )
    within = ", ".join(f"{errors.within(limit, missing=missing):.1%} within {limit / 1000:g} s" for limit in limits)
    return [("", f"error: {sizes}"), ("", within)]


COMMAND = Command(
    "score",
    "Judge RESULT by REFERENCE: turn starts, speakers in time, words and their times.",
    _ROWS,
    _run,
    ("turncue score talk.json reference.rttm --map-speakers",),
)
