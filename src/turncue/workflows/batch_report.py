"""The report of a batch: ``report.json``, ``report.csv`` and a table, the worst recordings first.

Numbers of the whole are sums of the items' numbers, so that the reports of parts can be added up.
"""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from turncue._version import __version__
from turncue.errors import WriteError
from turncue.model import Report
from turncue.workflows.ledger import LedgerRow

__all__ = ["BatchSummary", "summary_dict", "summed", "worst_table", "write_csv", "write_json"]

_COLUMNS = (
    "key status confidence score coverage turns aligned estimated absent words matched language seconds duration_s "
    "attempts transcript captions outputs error warnings"
).split()
_LISTED = 10  # rows of the table
_DOUBTFUL = 0.9  # confidence; a finished recording above it is not worth a line


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """Sums over items. ``duration`` is the length of the recordings in ms, ``seconds`` the time of the work."""

    done: int = 0
    refused: int = 0
    failed: int = 0
    report: Report = field(default_factory=Report)
    seconds: float = 0.0
    duration: int = 0
    confidence: float = 0.0

    @property
    def items(self) -> int:
        """How many items there are."""
        return self.done + self.refused + self.failed

    def __add__(self, other: BatchSummary) -> BatchSummary:
        return BatchSummary(
            self.done + other.done,
            self.refused + other.refused,
            self.failed + other.failed,
            (self.report + other.report)
            if self.items and other.items
            else (self.report if self.items else other.report),
            self.seconds + other.seconds,
            self.duration + other.duration,
            self.confidence + other.confidence,
        )


def summed(rows: Iterable[LedgerRow]) -> BatchSummary:
    """The sum of the rows. Warnings are not collected: they stand with the items."""
    total = BatchSummary()
    for row in rows:
        total += _part(row)
    return total


def _part(row: LedgerRow) -> BatchSummary:
    from turncue.workflows.worker import without_warnings

    last = row.ended
    if last.status != "done":
        refused = last.status == "refused"
        return BatchSummary(refused=int(refused), failed=int(not refused), seconds=last.seconds)
    return BatchSummary(1, 0, 0, without_warnings(last.report), last.seconds, last.duration, last.confidence)


def summary_dict(total: BatchSummary) -> dict[str, Any]:
    """The sums as JSON has them."""
    report = total.report
    return {
        "version": 1,
        "turncue": __version__,
        "ok": total.items == total.done,
        "items": total.items,
        "done": total.done,
        "refused": total.refused,
        "failed": total.failed,
        "confidence": round(total.confidence / total.done, 4) if total.done else None,
        "turns": report.turns,
        "aligned": report.aligned,
        "estimated": report.estimated,
        "absent": report.absent,
        "words": report.words,
        "matched": round(report.matched, 1),
        "coverage": round(report.coverage, 4),
        "work_seconds": round(total.seconds, 3),
        "media_seconds": round(total.duration / 1000, 3),
    }


def _cells(row: LedgerRow) -> dict[str, Any]:
    last = row.ended
    report = last.report
    return {
        "key": last.key,
        "status": last.status,
        "confidence": round(last.confidence, 4),
        "score": round(report.score, 4),
        "coverage": round(report.coverage, 4),
        "turns": report.turns,
        "aligned": report.aligned,
        "estimated": report.estimated,
        "absent": report.absent,
        "words": report.words,
        "matched": round(report.matched, 1),
        "language": last.language,
        "seconds": round(last.seconds, 4),
        "duration_s": round(last.duration / 1000, 3),
        "attempts": row.attempts,
        "transcript": row.item.transcript,
        "captions": row.item.captions,
        "outputs": list(last.outputs),
        "error": last.error,
        "warnings": list(report.warnings),
    }


def write_json(path: str, total: BatchSummary, rows: Iterable[LedgerRow]) -> None:
    """Write ``report.json``: the sums, then the items one in a line. Raises ``WriteError``."""

    def write(file: IO[str]) -> None:
        head = json.dumps(summary_dict(total), ensure_ascii=False, indent=1)
        file.write(head.removesuffix("\n}") + ',\n "recordings": [')
        for number, row in enumerate(rows):
            file.write((",\n  " if number else "\n  ") + json.dumps(_cells(row), ensure_ascii=False))
        file.write("\n ]\n}\n")

    _written(path, write)


def write_csv(path: str, rows: Iterable[LedgerRow]) -> None:
    """Write ``report.csv``, a row for each item. A cell never begins as a formula does. Raises ``WriteError``."""

    def write(file: IO[str]) -> None:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(_COLUMNS)
        for row in rows:
            cells = _cells(row)
            table.writerow([_cell(cells[name]) for name in _COLUMNS])

    _written(path, write)


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = " ; ".join(map(str, value))
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):  # spreadsheets run these
        return "'" + value
    return value


def _written(path: str, write: Callable[[IO[str]], None]) -> None:
    """Write a text file piece by piece; it takes its name when it is whole."""
    try:
        handle, partial = tempfile.mkstemp(dir=Path(path).parent, prefix=".report.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n", errors="replace") as file:
            write(file)
        os.chmod(partial, 0o644)
        os.replace(partial, path)
    except OSError as error:
        raise WriteError(f"{path}: cannot be written: {error.strerror or error}.") from error


def worst_table(rows: Iterator[LedgerRow]) -> list[str]:
    """Lines for a terminal: what failed, what was refused, then the least certain recordings; the worst first."""
    lines: list[str] = []
    for row in rows:
        last = row.ended
        if len(lines) == _LISTED or (last.status == "done" and last.confidence >= _DOUBTFUL):
            break
        if last.status == "done":
            report = last.report
            about = f"{report.estimated} of {report.turns} turns estimated, {report.absent} absent"
            lines.append(f"  {last.confidence:8.0%}  {last.key}: {about}")
        else:
            error = last.error if len(last.error) <= 160 else last.error[:160] + "…"
            lines.append(f"  {last.status:>8}  {last.key}: {error}")
    return lines
