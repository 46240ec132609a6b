"""The transcript as a Word document, by python-docx (extra ``formats``): start, speaker and text of each turn."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

from turncue.errors import WriteError
from turncue.formats.base import WriteOptions
from turncue.formats.writers.markdown_writer import short_time
from turncue.formats.writers.spoken import plain, spoken_turns, without_controls
from turncue.model import Document

__all__ = ["write"]

_EPOCH = datetime.datetime(2000, 1, 1)


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """DOCX of all turns, the same bytes for the same document. Raises ``WriteError`` without python-docx."""
    try:
        import docx
    except ImportError as error:
        raise WriteError(
            "to write .docx, python-docx is needed. Install it: pip install 'turncue[formats]'."
        ) from error
    file = docx.Document()
    title = next((plain(v) for k, v in document.metadata.items() if k.lower() == "title"), "")
    properties = file.core_properties
    properties.title, properties.author, properties.comments = title[:255], "turncue", ""
    properties.created = properties.modified = _EPOCH
    if title:
        file.add_heading(title, 0)
    for turn in spoken_turns(document, absent=True):
        paragraphs = [p.strip() for p in without_controls(turn.text).split("\n") if p.strip()]
        if not paragraphs:
            continue
        first = file.add_paragraph()
        if turn.start is not None:
            first.add_run(f"[{short_time(turn.start)}] ")
        if name := plain(turn.speaker or ""):
            first.add_run(f"{name}: ").bold = True
        first.add_run(paragraphs[0])
        for text in paragraphs[1:]:
            file.add_paragraph(text)
    return _without_times(file)


def _without_times(file: Any) -> bytes:
    """The document's bytes with one date for every part of its archive."""
    raw, out = io.BytesIO(), io.BytesIO()
    file.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
