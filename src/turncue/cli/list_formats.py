"""``turncue formats``: what is read, what is written, what a format cannot carry."""

from __future__ import annotations

import json
from types import SimpleNamespace

from turncue.cli.rows import JSON, Command
from turncue.cli.terminal import say

__all__ = ["COMMAND"]


def _run(given: SimpleNamespace) -> int:
    from turncue.formats import FORMATS

    formats = [row for row in FORMATS if row.suffixes]  # a row without one is there for its message only

    if given.as_json:
        rows = [
            {
                "name": row.name,
                "title": row.title,
                "suffixes": list(row.suffixes),
                "transcript": row.read_transcript is not None,
                "captions": row.read_captions is not None,
                "reference": row.read_reference is not None,
                "write": row.write is not None,
                "losses": list(row.losses),
            }
            for row in formats
        ]
        say(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    table = [("format", "suffixes", "transcript", "captions", "reference", "write", "cannot carry")]
    table += [
        (
            row.title,
            " ".join(row.suffixes),
            "yes" if row.read_transcript else "",
            "yes" if row.read_captions else "",
            "yes" if row.read_reference else "",
            "yes" if row.write else "",
            ", ".join(row.losses) if row.write else "",
        )
        for row in formats
    ]
    widths = [max(len(r[k]) for r in table) for k in range(len(table[0]))]
    for cells in table:
        say("  ".join(cell.ljust(w) for cell, w in zip(cells, widths, strict=True)).rstrip())
    return 0


COMMAND = Command(
    "formats", "List the formats: what is read, what is written, what a file cannot carry.", (JSON,), _run
)
