"""What a batch has done, in SQLite, so that it goes on after any interruption.

One row an item. It is written before the item begins (``running``, with the item as it was paired) and when it has
ended. Each change is committed at once; the write-ahead log keeps it when the process is killed. The file is locked
for one batch at a time; a lock ends with its process.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Any, Self

from turncue.errors import ReadError, WriteError
from turncue.model import Report
from turncue.workflows.items import Item, Outcome
from turncue.workflows.worker import item_from_row, without_warnings

__all__ = ["Ledger", "LedgerRow"]

_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS items (
    key TEXT PRIMARY KEY, status TEXT NOT NULL, item TEXT NOT NULL, fingerprint TEXT NOT NULL DEFAULT '',
    outputs TEXT NOT NULL DEFAULT '{}', report TEXT NOT NULL DEFAULT '{}', confidence REAL NOT NULL DEFAULT 0,
    language TEXT, seconds REAL NOT NULL DEFAULT 0, duration INTEGER NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '', attempts INTEGER NOT NULL DEFAULT 0, running INTEGER NOT NULL DEFAULT 0
);
"""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What the ledger knows of an item: the outcome of its last run that ended, and how many runs ended.

    ``outcome`` is None for an item that never ended.
    """

    item: Item
    outcome: Outcome | None
    attempts: int = 0

    @property
    def ended(self) -> Outcome:
        """The outcome; that of an item that never ended is a failure."""
        return self.outcome or Outcome(self.item.key, "failed", error="it did not end")


class Ledger:
    """The ledger file. Use it in ``with``; raises ``WriteError`` where it cannot be opened or another batch has it."""

    def __init__(self, path: str) -> None:
        self._path = path
        try:
            self._db = sqlite3.connect(path, timeout=2, isolation_level=None)
            self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(_SCHEMA)
            version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
            if version not in (0, _VERSION):
                raise ReadError(f"version {version} of a ledger; this turncue has {_VERSION}.", path)
            self._db.execute(f"PRAGMA user_version={_VERSION}")
            self._db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            reason = "another turncue works with it" if "locked" in str(error) else str(error)
            raise WriteError(f"{path}: cannot be used as ledger: {reason}.") from error
        except sqlite3.DatabaseError as error:
            raise ReadError("this is no ledger of turncue.", path, hint="Remove it, or give --state.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def row(self, key: str) -> LedgerRow | None:
        """What is known of an item, None for a new one."""
        values = self._db.execute(f"{_SELECT} WHERE key = ?", (key,)).fetchone()
        return _row(values) if values else None

    def rows(self, keys: Sequence[str] | None = None) -> Iterator[LedgerRow]:
        """All rows (or those of ``keys``), the worst first: failed, refused, then by confidence."""
        order = "ORDER BY CASE status WHEN 'failed' THEN 0 WHEN 'refused' THEN 1 ELSE 2 END, confidence, key"
        wanted = None if keys is None else frozenset(keys)
        for values in self._db.execute(f"{_SELECT} {order}"):
            if wanted is None or values[2] in wanted:
                yield _row(values)

    def output_paths(self) -> Iterator[str]:
        """The files that finished items have written."""
        for (outputs,) in self._db.execute("SELECT outputs FROM items WHERE outputs != '{}'"):
            yield from json.loads(outputs)

    def unfinished(self) -> Iterator[Item]:
        """The items that had begun and not ended when the last run was interrupted, as they were paired then."""
        for (item,) in self._db.execute("SELECT item FROM items WHERE running ORDER BY key"):
            yield item_from_row(json.loads(item))

    def begin(self, item: Item) -> None:
        """Record that an item begins. What is known of its last run stays."""
        self._write(
            "INSERT INTO items (key, status, item, running) VALUES (?, '', ?, 1) "
            "ON CONFLICT (key) DO UPDATE SET running = 1, item = excluded.item",
            (item.key, _dumped(asdict(item))),
        )

    def end(self, outcome: Outcome) -> None:
        """Record the outcome of an item."""
        if outcome.status == "unchanged":
            self._write("UPDATE items SET running = 0 WHERE key = ?", (outcome.key,))
            return
        report = asdict(without_warnings(outcome.report)) | {"warnings": list(outcome.report.warnings)}
        self._write(
            "UPDATE items SET running = 0, status = ?, fingerprint = ?, "
            "outputs = CASE WHEN ? THEN ? ELSE outputs END, "
            "report = ?, confidence = ?, language = ?, seconds = ?, duration = ?, error = ?, attempts = attempts + 1 "
            "WHERE key = ?",
            (
                outcome.status,
                outcome.fingerprint,
                outcome.status == "done",
                _dumped(dict(outcome.outputs)),
                _dumped(report),
                outcome.confidence,
                outcome.language,
                outcome.seconds,
                outcome.duration,
                outcome.error,
                outcome.key,
            ),
        )

    def _write(self, statement: str, values: Sequence[Any]) -> None:
        try:
            self._db.execute(statement, values)
        except sqlite3.Error as error:
            raise WriteError(f"{self._path}: the ledger cannot be written: {error}.") from error


_SELECT = (
    "SELECT item, attempts, key, status, fingerprint, outputs, report, confidence, language, seconds, duration, error "
    "FROM items"
)


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _row(values: Sequence[Any]) -> LedgerRow:
    """A row of ``_SELECT``: behind item and attempts stand the fields of ``Outcome`` in their order."""
    item, attempts, key, status, fingerprint, outputs, report, *rest = values
    data = json.loads(report)
    made = Report(**{**data, "warnings": tuple(data.get("warnings", ()))})
    outcome = Outcome(key, status, fingerprint, json.loads(outputs), made, *rest) if status else None
    return LedgerRow(item_from_row(json.loads(item)), outcome, attempts)
