"""What the line formats of NIST (RTTM, STM, CTM) have in common.

Fields are parted by white space, ``;;`` begins a comment, the first field names the recording and the second its
channel, times are seconds. A file may hold many recordings; one is read. Channels of one recording run on one clock
and are read together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import PurePath

from turncue.errors import ReadError

__all__ = ["Row", "complete_rows", "is_number", "recording_rows", "rows", "share_of", "span_of", "time_of"]

_NUMBER = re.compile(r"\d{1,7}(?:\.\d{1,12})?|\.\d{1,12}")


@dataclass(frozen=True, slots=True)
class Row:
    """A line: its number from 1, its fields, and the line itself."""

    number: int
    fields: tuple[str, ...]
    line: str


def rows(text: str, *, most: int = -1) -> Iterator[Row]:
    """The lines that are no comments; the field after ``most`` splits holds the rest of the line."""
    for number, line in enumerate(text.splitlines(), 1):
        if (content := line.strip()) and not content.startswith(";;"):
            yield Row(number, tuple(content.split(None, most)), content)


def complete_rows(text: str, name: str | None, *, least: int, fields: str, most: int = -1) -> list[Row]:
    """The lines that are no comments, each with at least ``least`` fields.

    ``fields`` says in the error which fields the format has. Raises ``ReadError`` for a shorter line.
    """
    complete = list(rows(text, most=most))
    for row in complete:
        if len(row.fields) < least:
            raise ReadError(f"{len(row.fields)} fields; {fields}.", name, row.number, row.line)
    return complete


def time_of(field: str, row: Row, source: str | None, format: str) -> int:
    """A field in seconds as ms, rounded half up. Raises ``ReadError``."""
    return _rounded(_number(field, row, source, format))


def span_of(start: str, duration: str, row: Row, source: str | None, format: str) -> tuple[int, int]:
    """Start and end in ms of two fields in seconds.

    The end is rounded from the exact sum, so that a span ends where the next one begins. Raises ``ReadError``.
    """
    begin, length = (_number(field, row, source, format) for field in (start, duration))
    return _rounded(begin), _rounded(begin + length)


def _number(field: str, row: Row, source: str | None, format: str) -> Decimal:
    if _NUMBER.fullmatch(field):
        return Decimal(field)
    raise ReadError(
        f"a time in seconds was expected, not {field!r}.", source, row.number, row.line, f"Is this {format}?"
    )


def _rounded(value: Decimal) -> int:
    return int((value * 1000).quantize(Decimal(1), ROUND_HALF_UP))


def recording_rows(table: list[Row], recording: str | None, source: str | None, *, field: int = 0) -> list[Row]:
    """The rows of one recording: the requested one, the only one, or the one that has the file's name.

    Raises ``ReadError`` naming the recordings when there are several, or not the requested one.
    """
    names = list(dict.fromkeys(r.fields[field] for r in table))
    stem = PurePath(source).stem if source else ""
    chosen = recording or (names[0] if len(names) == 1 else stem if stem in names else None)
    if chosen in names:
        return [r for r in table if r.fields[field] == chosen]
    listed = ", ".join(names[:10]) + (" …" if len(names) > 10 else "")
    if recording:
        raise ReadError(f"there is no recording {recording!r}.", source, hint=f"There are: {listed}.")
    raise ReadError(
        f"it holds {len(names)} recordings: {listed}.",
        source,
        table[0].number if table else None,
        hint="Name one (--recording of turncue score), or keep the lines of one.",
    )


def share_of(text: str, fits: Callable[[Row], bool], *, most: int = -1) -> float:
    """Share (0 to 1) of the lines that fit; a last line that is cut off does not count."""
    lines = list(rows(text, most=most))
    if len(lines) > 1 and not text.endswith("\n"):
        lines.pop()
    return sum(map(fits, lines)) / len(lines) if lines else 0.0


def is_number(field: str) -> bool:
    """Whether a field is a time in seconds."""
    return _NUMBER.fullmatch(field) is not None
