"""Tables as text: CSV and its kin with commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace

from turncue.errors import ReadError
from turncue.formats.base import TranscriptOptions
from turncue.formats.source import Source
from turncue.model import Transcript
from turncue.transcripts import params
from turncue.transcripts.blocks import clean, is_data
from turncue.transcripts.documents.columns import Columns, entries_of, find_columns
from turncue.transcripts.documents.entries import Entry, transcript_of
from turncue.transcripts.names import plausible
from turncue.transcripts.readings import read_plain
from turncue.transcripts.turn_builder import Origin

__all__ = ["read_delimited", "sniff_delimited"]

_DELIMITERS = ",\t;|"
_PIPE_ROW = re.compile(r"(?m)^\s*\|.*\|\s*$")
_PIPE_RULE = re.compile(r"(?m)^\s*\|(?:\s*:?-{2,}:?\s*\|){2,}\s*$")
_HEAD_ROWS = 10  # titles and export notes above the head
_STATED = re.compile(r"(?i)sep=(?P<sign>[,;|\t])[ \t]*\n")
_RULE_CELL = re.compile(r":?-*:?")
_MARKS = re.compile(r"\*\*|__|^\*|\*$")


def sniff_delimited(source: Source) -> float:
    """How surely (0 to 1) this is a table of turns: named columns, or even rows with a column of times."""
    head = source.head
    if is_data(head) or head.startswith("WEBVTT"):
        return 0.0
    cut = head.rfind("\n")
    best = _best(head[:cut] if len(source.text) > len(head) and cut > 0 else head)
    if best is None:
        alone = source.suffix == ".csv" and _one_column(source.text)
        return 0.9 if _wide(source.text) else 0.8 if alone else 0.0
    rows, _, columns = best
    if columns.named:
        return 0.97
    named = source.suffix in (".csv", ".tsv", ".tab", ".psv")
    even = columns.start is not None and columns.speaker is not None and len(rows) > 3
    piped = columns.speaker is not None and len(rows) > 3 and _PIPE_ROW.search(head) is not None
    return 0.92 if piped else 0.8 if named else 0.72 if even else 0.0


def read_delimited(source: Source, options: TranscriptOptions) -> Transcript:
    """Read a table as text. Raises ReadError when no column holds text, UsageError as ``transcript_of`` does."""
    best = _best(source.text)
    if best is None and (wide := _wide(source.text)):
        return transcript_of(wide, Origin("table", source.name), options)
    if best is None and (cells := _one_column(source.text)):
        return replace(read_plain("\n".join(cells), source.name, options), format="table")
    if best is None:
        raise ReadError(
            "this table has no column of text that could be read.",
            source.name,
            1,
            hint="Name the columns in the first row: start, speaker, text.",
        )
    rows, lines, columns = best
    return transcript_of(entries_of(rows, columns, lines), Origin("table", source.name), options)


def _one_column(text: str) -> list[str]:
    """The cells of a table of one column with quotes around them, a line each; [] for any other text."""
    rows, _ = _rows(clean(text), ",")
    if len(rows) < params.DELIMITED_ROWS_OF_ONE or any(len(row) != 1 for row in rows) or '"' not in text:
        return []
    return [" ".join(row[0].split()) for row in rows]


def _wide(text: str) -> list[Entry]:
    """The entries of a table with a column for every person, whose name is its head; [] for any other."""
    text = clean(text)
    for delimiter in (sign for sign in _DELIMITERS if sign in text[:4000]):
        rows, lines = _rows(text, delimiter)
        names = [cell.strip() for cell in rows[0]] if rows else []
        filled = [[n for n, cell in enumerate(row) if cell.strip()] for row in rows[1:]]
        if len(names) < 2 or len(rows) < params.DELIMITED_ROWS_OF_ONE or len(set(names)) < len(names):
            continue
        single = all(len(cells) == 1 for cells in filled) and all(len(row) == len(names) for row in rows)
        if single and all(plausible(name, marked=False, times=2) for name in names):
            places = zip(rows[1:], filled, lines[1:], strict=True)
            return [Entry(names[cells[0]], row[cells[0]], line=line) for row, cells, line in places]
    return []


def _best(text: str) -> tuple[list[list[str]], list[int], Columns] | None:
    """The rows, their lines and the columns by the delimiter that fits; None when none does."""
    text = clean(text)
    stated = _STATED.match(text)  # spreadsheets may name the delimiter in the first line
    text = "\n" + text[stated.end() :] if stated else text
    first = text[: text.find("\n") if "\n" in text else len(text)]
    best: tuple[tuple[bool, bool, int], tuple[list[list[str]], list[int], Columns]] | None = None
    for delimiter in stated["sign"] if stated else _DELIMITERS:
        if delimiter not in text[:4000]:
            continue
        rows, lines = _rows(text, delimiter)
        widths = Counter(map(len, rows))
        if len(rows) < params.DELIMITED_LEAST_ROWS or widths.most_common(1)[0][0] < 2:
            continue
        even = widths.most_common(1)[0][1] >= params.DELIMITED_EVEN * len(rows)
        begin = next((n for n, row in enumerate(rows[:_HEAD_ROWS]) if (c := find_columns([row, row])) and c.named), 0)
        rows, lines = rows[begin:], lines[begin:]
        columns = find_columns(rows)
        if columns is None or not (columns.named or even):
            continue
        if delimiter == "|" and not columns.named and _PIPE_RULE.search(text):
            columns = replace(columns, head=True)  # the first row of a table in Markdown is its head
        rank = (columns.named, columns.speaker is not None, first.count(delimiter))
        if best is None or rank > best[0]:
            best = rank, (rows, lines, columns)
    return best[1] if best else None


def _rows(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    if delimiter == "|" and _PIPE_ROW.search(text):
        return _pipe_rows(text)
    csv.field_size_limit(params.DELIMITED_FIELD)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row) and not (len(row) == 1 and row[0].startswith("#")):
                rows.append(row)
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error:
        return [], []
    return rows, lines


def _pipe_rows(text: str) -> tuple[list[list[str]], list[int]]:
    """The rows of a table in Markdown, without its rule; none where most of the text stands outside of it."""
    rows: list[list[str]] = []
    lines: list[int] = []
    outside = 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if not (bare.startswith("|") and bare.endswith("|") and len(bare) > 1):
            outside += len(bare)
            continue
        cells = [cell.strip() for cell in bare[1:-1].replace("\\|", "\x00").split("|")]
        if any(cells) and not all(_RULE_CELL.fullmatch(cell) for cell in cells):
            rows.append([_MARKS.sub("", cell.replace("\x00", "|")) for cell in cells])
            lines.append(number)
    inside = sum(len(cell) for row in rows for cell in row)
    return (rows, lines) if inside > outside else ([], [])
