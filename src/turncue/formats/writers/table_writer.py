"""Tables of turns: CSV for spreadsheets, TSV in the shape of Whisper's. A cell never begins as a formula does."""

from __future__ import annotations

import csv
import io

from turncue import clock
from turncue.formats.base import WriteOptions, encoded
from turncue.formats.writers.spoken import plain, spoken_turns
from turncue.model import Document

__all__ = ["write_csv", "write_tsv"]

_FORMULA = ("=", "+", "-", "@")


def write_csv(document: Document, options: WriteOptions | None = None) -> bytes:
    """A row for each turn: number, start, end, speaker, text, confidence, status; CRLF and quotes as RFC 4180 has them.

    Times are ``hh:mm:ss.mmm``, empty for a turn that is absent from the captions. A text that a spreadsheet would run
    (``=…``, ``+…``, ``-…``, ``@…``) begins with an apostrophe.
    """
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(("turn", "start", "end", "speaker", "text", "confidence", "status"))
    for turn in spoken_turns(document, absent=True):
        start, end = ("" if t is None else clock.vtt(t) for t in (turn.start, turn.end))
        speaker, text = (_safe(plain(x or "")) for x in (turn.speaker, turn.text))
        table.writerow((turn.index + 1, start, end, speaker, text, f"{turn.confidence:.2f}", turn.status))
    return encoded(out.getvalue())


def write_tsv(document: Document, options: WriteOptions | None = None) -> bytes:
    """A line for each turn that has a time: start and end in ms, speaker, text."""
    rows = (
        f"{turn.start}\t{turn.end}\t{_safe(plain(turn.speaker or ''))}\t{_safe(plain(turn.text))}"
        for turn in spoken_turns(document)
    )
    return encoded("\n".join(("start\tend\tspeaker\ttext", *rows)) + "\n")


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
