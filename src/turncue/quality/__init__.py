"""How sure each turn's place is, what is doubtful and why, and the report."""

from __future__ import annotations

from turncue.quality.judge import report_of, timed_turns, without_unplaced
from turncue.quality.spread import even_runs, even_warning
from turncue.quality.suspicion import moved_passage, moved_passages, suspicious

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
