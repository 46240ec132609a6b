"""A manifest: which files belong together, in CSV or JSON lines, a row an item::

    transcript,captions,out,language
    talks/one.md,talks/one.en.vtt,subs/one.srt,en

``transcript`` and ``captions`` (or ``media``) are required; with both, captions are brought to the clock of the media.
Paths are relative to the manifest. ``out`` names the outputs, several parted by ``;`` (in JSON a list). ``name`` is the
item's name in ledger and reports. Every other column is an option of ``turncue align`` by its Python name, for this
row; an empty cell is none.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from turncue.encodings import decode
from turncue.errors import ReadError, TurncueError
from turncue.formats import format_for
from turncue.options import Options, with_options
from turncue.workflows.file_names import parsed_name
from turncue.workflows.items import Item
from turncue.workflows.locations import folder_of, joined, read_content
from turncue.workflows.typed_options import typed_options

__all__ = ["read_manifest"]

_FILES = ("transcript", "captions", "media", "out", "name")


def read_manifest(path: str, out_dir: str | None = None) -> tuple[Item, ...]:
    """The items of a manifest, in its order. Raises ``ReadError`` with the line of a row that has no meaning."""
    text = decode(read_content(path, "manifest"), source=path).text
    rows = _json_rows(text, path) if path.lower().endswith((".jsonl", ".ndjson", ".json")) else _csv_rows(text, path)
    items = tuple(_item(row, (path, line), out_dir) for line, row in rows)
    if not items:
        raise ReadError("the manifest has no rows.", path, hint="Write a header and a row for each recording.")
    return items


def _csv_rows(text: str, path: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    first = text.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    if "transcript" not in (reader.fieldnames or ()):
        hint = "The first line names the columns: transcript,captions,out."
        raise ReadError("there is no column 'transcript'.", path, 1, first.strip(), hint)
    try:
        for row in reader:
            if None in row:
                raise ReadError("more cells than columns.", path, reader.line_num, hint="Put quotes around commas.")
            yield reader.line_num, {key.strip(): value for key, value in row.items() if value and value.strip()}
    except csv.Error as error:
        raise ReadError(f"not CSV: {error}.", path, reader.line_num) from error


def _json_rows(text: str, path: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ReadError(f"not JSON: {error}.", path, number, line, "Write one object in each line.") from error
        if not isinstance(row, dict):
            raise ReadError("this is no JSON object.", path, number, line, "Write one object in each line.")
        yield number, {key: value for key, value in row.items() if value not in (None, "")}


def _item(row: Mapping[str, Any], place: tuple[str, int], out_dir: str | None) -> Item:
    path, line = place
    base = folder_of(path)
    media = "captions" not in row and "media" in row
    timed = row.get("media") if media else row.get("captions")
    if not isinstance(row.get("transcript"), str) or not isinstance(timed, str):
        raise ReadError("a row needs transcript, and captions or media.", path, line, str(dict(row)))
    transcript, captions = joined(base, row["transcript"].strip()), joined(base, timed.strip())
    out = row.get("out", [])
    names = [part.strip() for part in out.split(";") if part.strip()] if isinstance(out, str) else list(map(str, out))
    place_of_outputs = out_dir if out_dir is not None else folder_of(captions)
    try:
        options = typed_options({k: v for k, v in row.items() if k not in _FILES})
        if not media and isinstance(row.get("media"), str):  # the clock that the captions are brought to
            options = {**options, "media": joined(base, row["media"].strip())}
        with_options(Options(), options)
        for name in names:
            format_for(name)
    except TurncueError as error:
        raise ReadError(f"{error}", path, line) from error
    return Item(
        str(row.get("name") or row["transcript"]).strip(),
        transcript,
        captions,
        joined(place_of_outputs, parsed_name(captions).base),
        tuple(joined(out_dir if out_dir is not None else base, name) for name in names),
        (),
        media or parsed_name(captions).kind == "media",
        options,
    )
