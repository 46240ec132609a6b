"""``turncue read``: what is understood of a transcript."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

from turncue.errors import UsageError

__all__ = ["read"]


def read(
    file: Annotated[str, typer.Argument(help="The transcript; - for standard input.")],
    turns: Annotated[int, typer.Option(help="How many turns to show.", min=0)] = 3,
    section: Annotated[
        str | None, typer.Option(help="Read turns only under this heading (its text or number).", metavar="HEADING")
    ] = None,
    speakers_only: Annotated[
        str | None, typer.Option(help="Only these names begin a turn.", metavar="NAME,NAME")
    ] = None,
    rename: Annotated[
        list[str] | None, typer.Option(help="Merge or rename a speaker; may repeat.", metavar="OLD=NEW")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="The file's encoding, if it is not detected.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show what is understood of a transcript: speakers, turns, times, metadata, what is left out and why."""
    from turncue.pipeline import Options
    from turncue.reading import read_transcript
    from turncue.transcripts.describe import describe_transcript

    names = tuple(n.strip() for n in speakers_only.split(",") if n.strip()) if speakers_only else ()
    pairs = []
    for value in rename or []:
        old, sign, new = value.partition("=")
        if not sign or not old.strip() or not new.strip():
            raise UsageError(f"--rename {value!r}: give it as OLD=NEW, for example 'Lex Frdiman=Lex Fridman'.")
        pairs.append((old.strip(), new.strip()))
    options = Options(section=section, speakers_only=names, rename=tuple(pairs), encoding=encoding)
    transcript = read_transcript(sys.stdin.buffer if file == "-" else file, options=options)
    rows = describe_transcript(transcript, turns=turns)
    if as_json:
        made = [{"part": r.part, "name": r.name, "detail": r.detail} for r in rows]
        print(json.dumps(made, ensure_ascii=False, indent=1))
        return
    _print(rows)


def _print(rows: list[Any]) -> None:
    left = max(len(r.part) for r in rows)
    middle = min(36, max(len(r.name) for r in rows))
    last = ""
    for row in rows:
        part = row.part if row.part != last else ""
        last = row.part
        print(f"{part.ljust(left)}  {row.name.ljust(middle)}  {row.detail}".rstrip())
