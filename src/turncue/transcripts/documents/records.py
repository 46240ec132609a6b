"""Records of key and value lines: ``Speaker: …``, ``Time: …``, ``Text: …``, again and again in one order."""

from __future__ import annotations

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
from turncue.transcripts.documents.entries import transcript_of
from turncue.transcripts.documents.json_turns import fenced_json
from turncue.transcripts.grammar.vetoes import is_reply
from turncue.transcripts.names import fold, plausible
from turncue.transcripts.turn_builder import Origin

__all__ = ["read_records", "sniff_records"]

_LINE = re.compile(
    r"[-*>\s]*[*_\"']{0,3}(?P<key>[^\W\d][^:：\n*_\"']{0,24}?)[*_\"']{0,3}\s*[:：=][*_\"']{0,3}[ \t]*(?P<value>.*)"
)


def sniff_records(source: Source) -> float:
    """How surely (0 to 1) this is a list of records with a speaker and a text."""
    head = source.head
    if is_data(head) or "-->" in head or fenced_json(source.text) is not None:
        return 0.0
    best = _records(head)
    return 0.96 if best is not None else 0.0


def read_records(source: Source, options: TranscriptOptions) -> Transcript:
    """Read records. Raises ReadError when the lines are none."""
    best = _records(source.text)
    if best is None:
        raise ReadError("these lines are no records of a speaker and a text.", source.name)
    rows, lines, columns = best
    return transcript_of(entries_of(rows, columns, lines), Origin("records", source.name), options)


def _records(text: str) -> tuple[list[list[str]], list[int], Columns] | None:
    """The records as rows below their keys, the line of each, and the columns; None where they are none."""
    keyed: list[tuple[str, str, int]] = []
    for number, raw in enumerate(clean(text).split("\n"), 1):
        line = raw.strip()
        hit = _LINE.fullmatch(line)
        if hit is not None:
            keyed.append((fold(hit["key"]), hit["value"].strip().rstrip(",").strip("\"'"), number))
        elif line and keyed and not re.fullmatch(r"[-=*_#{}\[\],\s]+", line):
            key, value, first = keyed[-1]
            keyed[-1] = key, f"{value} {line}".strip(), first
    counts = Counter(key for key, _, _ in keyed)
    keys = [key for key, n in counts.items() if n >= params.RECORDS_LEAST]
    if not 2 <= len(keys) <= params.RECORDS_MOST_KEYS or sum(counts[k] for k in keys) < 0.8 * len(keyed):
        return None
    rows, lines = _rows(keyed, keys)
    columns = find_columns([keys, keys])
    if columns is None or not columns.named or columns.speaker is None:
        columns = _unknown_columns(rows, counts)
    if columns is None or counts[keys[columns.text]] < 0.8 * max(counts.values()):
        return None
    return rows, lines, columns


def _unknown_columns(rows: list[list[str]], counts: Counter[str]) -> Columns | None:
    """The columns of records whose keys are in other words, told by what they hold: names that come again and again.

    Every record must have every key; a dialogue of two people is no record, as its answers are no names.
    """
    keys, body = rows[0], rows[1:]
    if len({counts[key] for key in keys}) > 1 or len(body) < params.RECORDS_LEAST or any("" in row for row in body):
        return None
    columns = find_columns(body)
    if columns is None or columns.speaker is None or columns.head:
        return None
    names = Counter(row[columns.speaker] for row in body)
    apt = all(plausible(name, marked=False, times=2) and not is_reply(name) for name in names)
    if not apt or len(names) < 2 or 2 * len(names) > len(body):
        return None
    return replace(columns, head=True)


def _rows(keyed: list[tuple[str, str, int]], keys: list[str]) -> tuple[list[list[str]], list[int]]:
    """The records below their keys, and the line of each."""
    leading = keys[0]
    rows: list[list[str]] = [keys]
    lines: list[int] = [1]
    for key, value, number in keyed:
        if key not in keys:
            continue
        if key == leading or len(rows) == 1:
            rows.append([""] * len(keys))
            lines.append(number)
        rows[-1][keys.index(key)] = value
    return rows, lines
