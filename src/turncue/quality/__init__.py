"""How sure each turn's place is, what is doubtful and why, and the report."""

from __future__ import annotations

from turncue.prepare.interpolated_times import even_runs, even_warning
from turncue.quality.speaker_checks import moved_passage, moved_passages, suspicious
from turncue.quality.turn_confidence import report_of, timed_turns, without_unplaced

__all__ = [
    "even_runs",
    "even_warning",
    "moved_passage",
    "moved_passages",
    "report_of",
    "suspicious",
    "timed_turns",
    "without_unplaced",
]
