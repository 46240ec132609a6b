"""``turncue read``: what is understood of a transcript."""

from __future__ import annotations

import json
from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING

from turncue.cli.rows import JSON, Command, Row, argument, option
from turncue.cli.terminal import say, standard_input, write_document
from turncue.cli.values import options_of

if TYPE_CHECKING:
    from turncue.transcripts.describe import Row as DescriptionRow

__all__ = ["COMMAND"]

_WIDEST = 36  # characters of the middle column


def _run(given: SimpleNamespace) -> int:
    from turncue.reading import read_transcript
    from turncue.transcripts.describe import describe_transcript

    file = standard_input("transcript") if given.file == "-" else given.file
    transcript = read_transcript(file, options=options_of(given))
    rows = describe_transcript(transcript, turns=given.turns)
    if given.as_json:
        table = [{"part": r.part, "name": r.name, "detail": r.detail} for r in rows]
        write_document(json.dumps(table, ensure_ascii=False, indent=1) + "\n")
    else:
        _print(rows)
    return 0


def _print(rows: Sequence[DescriptionRow]) -> None:
    left = max(len(r.part) for r in rows)
    middle = min(_WIDEST, max(len(r.name) for r in rows))
    last = ""
    for row in rows:
        part = row.part if row.part != last else ""
        last = row.part
        say(f"{part.ljust(left)}  {row.name.ljust(middle)}  {row.detail}".rstrip())


COMMAND = Command(
    "read",
    "Show what is understood of a transcript: speakers, turns, times, metadata, what is left out and why.",
    (
        argument("file", "The transcript; - is standard input.", "TRANSCRIPT"),
        Row("turns", "How many turns to show.", int, ("--turns",), 3, "Reports", least=0),
        *map(option, ("section", "speakers_only", "rename", "encoding")),
        JSON,
    ),
    _run,
    ("turncue read talk.md", "turncue read talk.docx --turns 10"),
)
