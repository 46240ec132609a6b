"""The rows of documents that say who spoke (word processors, tables, data, markup)."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from turncue.formats.base import Format
from turncue.formats.source import Source

__all__ = ["DOCUMENT_ROWS"]

_ZIP = ((0, b"PK\x03\x04"),)


def _later(module: str, function: str) -> Any:
    """A function of ``turncue.transcripts.documents`` that is imported on the first call."""

    def call(*args: Any) -> Any:
        return getattr(import_module(f"turncue.transcripts.documents.{module}"), function)(*args)

    call.__name__ = call.__qualname__ = f"{module}.{function}"
    return call


def _opening(first: str, sniffer: Callable[[Source], float]) -> Callable[[Source], float]:
    """A sniffer that is asked, and its module imported, only for text that begins with one of these characters.

    A back quote in ``first`` stands for a block of code anywhere in the head of the text.
    """

    def call(source: Source) -> float:
        fenced = "`" in first and "```" in source.head
        return sniffer(source) if fenced or source.head.lstrip()[:1] in tuple(first) else 0.0

    return call


def _row(name: str, title: str, suffixes: tuple[str, ...], module: str, ending: str, **more: Any) -> Format:
    sniffer = _later(module, f"sniff_{ending}")
    first = more.pop("first", "")
    return Format(
        name,
        title,
        suffixes,
        _opening(first, sniffer) if first else sniffer,
        read_transcript=_later(module, f"read_{ending}"),
        **more,
    )


DOCUMENT_ROWS: tuple[Format, ...] = (
    _row("table", "table of turns (CSV, TSV)", (".csv", ".tsv", ".tab", ".psv"), "delimited", "delimited"),
    _row("records", "records of speaker and text", (".txt",), "records", "records"),
    _row("json", "JSON with speakers", (".json", ".jsonl", ".ndjson"), "json_turns", "json_turns", first="{[`"),
    _row("yaml", "YAML list of turns", (".yaml", ".yml"), "json_turns", "yaml_turns", extra="formats"),
    _row("html", "web page (HTML)", (".html", ".htm", ".xhtml"), "html_pages", "html"),
    _row("rtf", "rich text (RTF)", (".rtf",), "rtf", "rtf", extra="formats", first="{"),
    _row("fountain", "screenplay (Fountain)", (".fountain", ".spmd"), "screenplay", "fountain"),
    _row("fdx", "screenplay (Final Draft)", (".fdx",), "screenplay", "fdx"),
    _row("xml", "XML with speakers (TEI and others)", (".xml", ".tei"), "speech_xml", "speech_xml", first="<"),
    _row("chat", "CHAT (TalkBank)", (".cha",), "linguistic", "chat"),
    _row("docx", "Word document (DOCX)", (".docx", ".docm"), "docx", "docx", magic=_ZIP),
    _row("odt", "OpenDocument text (ODT)", (".odt",), "odt", "odt", magic=_ZIP),
    _row("xlsx", "spreadsheet (XLSX)", (".xlsx", ".xlsm"), "xlsx", "xlsx", magic=_ZIP),
    _row("pdf", "PDF with a text layer", (".pdf",), "pdf", "pdf", magic=((0, b"%PDF-"),), extra="formats"),
)
"""Readers only."""
