"""How certain each turn's place is, what is doubtful and why, and the report."""

from __future__ import annotations

from turncue.align.engine_result import EngineResult
from turncue.model import Report, TimedTurn
from turncue.prepare.interpolated_times import interpolated_runs, interpolated_warning
from turncue.prepare.pair import Pair
from turncue.quality.reordered_warnings import reordered_warnings
from turncue.quality.report import report_of
from turncue.quality.speaker_checks import speaker_warnings
from turncue.quality.turn_confidence import timed_turns, without_unplaced
from turncue.quality.unheard_words import unheard_warnings
from turncue.quality.unused_captions import unused_warning
from turncue.timing import Timing

__all__ = ["judge", "without_unplaced"]


def judge(pair: Pair, result: EngineResult, timing: Timing) -> tuple[tuple[TimedTurn, ...], Report]:
    """The turns with their confidence, status and reason for doubt, and the report with all warnings."""
    runs = interpolated_runs(pair.captions, pair.caption_tokens)
    turns = timed_turns(pair, result, timing, runs)
    warnings = pair.warnings + result.warnings + timing.warnings + interpolated_warning(runs, pair.captions)
    warnings += reordered_warnings(pair, result, timing.caption_tokens)
    warnings += speaker_warnings(turns, pair, result.alignment)
    warnings += unheard_warnings(turns, pair, result.alignment)
    warnings += unused_warning(timing.caption_tokens, result.alignment)
    return turns, report_of(pair, result.alignment, timing, turns, warnings)
