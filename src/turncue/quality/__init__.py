"""How sure each turn's place is, what is doubtful and why, and the report."""

from __future__ import annotations

from turncue.quality.judge import report_of, timed_turns

__all__ = ["report_of", "timed_turns"]
