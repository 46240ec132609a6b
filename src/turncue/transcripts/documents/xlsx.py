"""Spreadsheets (XLSX): the first sheet with a column of text, as a table of turns."""

from __future__ import annotations

import re
from typing import Any

from turncue.errors import ReadError
from turncue.formats.base import TranscriptOptions
from turncue.formats.source import Source
from turncue.model import Transcript
from turncue.transcripts.documents.archive import has_part, parse_xml, parts_of, tag_of
from turncue.transcripts.documents.columns import entries_of, find_columns
from turncue.transcripts.documents.entries import transcript_of
from turncue.transcripts.turn_builder import Origin

__all__ = ["read_xlsx", "sniff_xlsx"]

_SHEETS = tuple(f"xl/worksheets/sheet{n}.xml" for n in range(1, 10))
_CELL = re.compile(r"([A-Z]{1,3})\d+")


def sniff_xlsx(source: Source) -> float:
    """1 for a spreadsheet, else 0."""
    return 1.0 if has_part(source, "xl/workbook.xml") else 0.0


def read_xlsx(source: Source, options: TranscriptOptions) -> Transcript:
    """Read a spreadsheet. Raises ReadError when no sheet has a column of text."""
    parts = parts_of(source, ["xl/sharedStrings.xml", *_SHEETS])
    shared: list[str] = []
    if "xl/sharedStrings.xml" in parts:
        shared = [
            "".join(t.text or "" for t in item.iter() if tag_of(t) == "t")
            for item in parse_xml(parts["xl/sharedStrings.xml"], source)
        ]
    for sheet in _SHEETS:
        if sheet in parts:
            rows = [row for row in _rows(parse_xml(parts[sheet], source), shared) if any(row)]
            columns = find_columns(rows)
            if columns is not None:
                return transcript_of(entries_of(rows, columns), Origin("xlsx", source.name), options)
    raise ReadError(
        "no sheet has a column of text.", source.name, hint="Name the columns in the first row: start, speaker, text."
    )


def _rows(root: Any, shared: list[str]) -> list[list[str]]:
    made: list[list[str]] = []
    for row in root.iter():
        if tag_of(row) != "row":
            continue
        cells: list[str] = []
        for cell in row:
            match = _CELL.fullmatch(cell.attrib.get("r", ""))
            column = _number(match[1]) if match else len(cells)
            if column > 200:
                break
            cells += [""] * (column - len(cells))
            cells.append(_value(cell, shared))
        made.append(cells)
    width = max(map(len, made), default=0)
    return [row + [""] * (width - len(row)) for row in made]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: Any, shared: list[str]) -> str:
    kind = cell.attrib.get("t", "")
    if kind == "inlineStr":
        return "".join(t.text or "" for t in cell.iter() if tag_of(t) == "t")
    value = next((v.text or "" for v in cell if tag_of(v) == "v"), "")
    if kind == "s" and value.isdecimal() and int(value) < len(shared):
        return shared[int(value)]
    return value
