"""The rows of documents that say who spoke (word processors, tables, data, markup), and of files refused by name."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from turncue.formats.base import Format

__all__ = ["DOCUMENT_ROWS"]

_ZIP = ((0, b"PK\x03\x04"),)


def _later(module: str, function: str) -> Any:
    """A function of ``turncue.transcripts.documents`` that is imported on the first call."""

    def call(*args: Any) -> Any:
        return getattr(import_module(f"turncue.transcripts.documents.{module}"), function)(*args)

    call.__name__ = call.__qualname__ = f"{module}.{function}"
    return call


def _row(name: str, title: str, suffixes: tuple[str, ...], module: str, ending: str, **more: Any) -> Format:
    return Format(
        name,
        title,
        suffixes,
        _later(module, f"sniff_{ending}"),
        read_transcript=_later(module, f"read_{ending}"),
        **more,
    )


# the first bytes of media, pictures and archives; documents/refusals.py names them
_REFUSED = (
    (4, b"ftyp"), (0, b"\x1aE\xdf\xa3"), (0, b"OggS"), (0, b"fLaC"), (0, b"ID3\x02"), (0, b"ID3\x03"), (0, b"ID3\x04"),
    (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf1"), (8, b"WAVE"), (8, b"AVI "), (0, b"\x00\x00\x01\xba"),
    (0, b"FLV\x01"),
    (0, b"0&\xb2u\x8ef\xcf\x11"), (0, b"\x89PNG"), (0, b"\xff\xd8\xff"), (0, b"GIF8"), (8, b"WEBP"), (0, b"II*\x00"),
    (0, b"\x1f\x8b"), (0, b"BZh"), (0, b"\xfd7zXZ"), (0, b"7z\xbc\xaf'\x1c"), (0, b"Rar!\x1a"), (257, b"ustar"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), (0, b"SQLite format 3"), (0, b"\x7fELF"), (0, b"PK\x03\x04"),
    (0, b"PK\x05\x06"),
)  # fmt: skip

DOCUMENT_ROWS: tuple[Format, ...] = (
    _row("table", "table of turns (CSV, TSV)", (".csv", ".tsv", ".tab", ".psv"), "delimited", "delimited"),
    _row("records", "records of speaker and text", (".txt",), "records", "records"),
    _row("json", "JSON with speakers", (".json", ".jsonl", ".ndjson"), "json_turns", "json_turns"),
    _row("yaml", "YAML list of turns", (".yaml", ".yml"), "json_turns", "yaml_turns", extra="formats"),
    _row("html", "web page (HTML)", (".html", ".htm", ".xhtml"), "html_pages", "html"),
    _row("rtf", "rich text (RTF)", (".rtf",), "rtf", "rtf", extra="formats"),
    _row("fountain", "screenplay (Fountain)", (".fountain", ".spmd"), "screenplay", "fountain"),
    _row("fdx", "screenplay (Final Draft)", (".fdx",), "screenplay", "fdx"),
    _row("xml", "XML with speakers (TEI and others)", (".xml", ".tei"), "speech_xml", "speech_xml"),
    _row("chat", "CHAT (TalkBank)", (".cha",), "linguistic", "chat"),
    _row("docx", "Word document (DOCX)", (".docx", ".docm"), "docx", "docx", magic=_ZIP),
    _row("odt", "OpenDocument text (ODT)", (".odt",), "odt", "odt", magic=_ZIP),
    _row("xlsx", "spreadsheet (XLSX)", (".xlsx", ".xlsm"), "xlsx", "xlsx", magic=_ZIP),
    _row("pdf", "PDF with a text layer", (".pdf",), "pdf", "pdf", magic=((0, b"%PDF-"),), extra="formats"),
    Format(
        "refused",
        "files that hold no text",
        (),
        _later("refusals", "sniff_refused"),
        magic=_REFUSED,
        read_captions=_later("refusals", "refuse_captions"),
        read_transcript=_later("refusals", "refuse"),
    ),
)
"""Readers only. The last row refuses by name."""
