"""Word documents (DOCX): paragraphs, bold and italic runs, headings, lists, tables, tracked changes as accepted.

The parts are read with the standard library: ``word/document.xml`` is all that a transcript needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from turncue.errors import ReadError
from turncue.formats.base import TranscriptOptions
from turncue.formats.source import Source
from turncue.model import Transcript
from turncue.transcripts.documents.archive import has_part, parse_xml, parts_of, tag_of
from turncue.transcripts.documents.marked_text import Paragraph, Run, read_marked
from turncue.transcripts.turn_builder import Origin

__all__ = ["paragraphs_of_docx", "read_docx", "sniff_docx"]

_PART = "word/document.xml"
_LEFT_OUT = frozenset(("del", "moveFrom", "instrText", "delText", "fldSimple_", "txbxContent", "Fallback", "pict"))
_OFF = ("0", "false", "none", "off")


def sniff_docx(source: Source) -> float:
    """1 for a Word document, else 0."""
    return 1.0 if has_part(source, _PART) else 0.0


def read_docx(source: Source, options: TranscriptOptions) -> Transcript:
    """Read a Word document. Raises ReadError for a broken one or one without turns, UsageError as ``read_markdown``."""
    return read_marked(paragraphs_of_docx(source), Origin("docx", source.name), options)


def paragraphs_of_docx(source: Source) -> list[Paragraph]:
    """The paragraphs of a Word document, in order. Raises ReadError for a broken one."""
    parts = parts_of(source, [_PART, "word/styles.xml"])
    if _PART not in parts:
        raise ReadError("this zip file holds no Word document.", source.name)
    root = parse_xml(parts[_PART], source)
    bold = _bold_styles(parse_xml(parts["word/styles.xml"], source)) if "word/styles.xml" in parts else frozenset()
    body = next((e for e in root if tag_of(e) == "body"), root)
    return list(_paragraphs(body, bold))


def _bold_styles(root: Any) -> frozenset[str]:
    """The ids of styles that are bold."""
    ids = set()
    for style in root:
        if tag_of(style) == "style" and any(tag_of(p) == "rPr" and _is_on(p, "b") for p in style):
            ids.add(_attribute(style, "styleId"))
    return frozenset(ids)


def _attribute(element: Any, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def _is_on(properties: Any, name: str) -> bool:
    return any(tag_of(e) == name and _attribute(e, "val").lower() not in _OFF for e in properties)


def _paragraphs(body: Any, bold: frozenset[str]) -> Iterator[Paragraph]:
    for element in body:
        tag = tag_of(element)
        if tag == "p":
            yield _paragraph(element, bold)
        elif tag == "tbl":
            for row in element:
                if tag_of(row) == "tr":
                    cells = [c for c in row if tag_of(c) == "tc"]
                    yield Paragraph(
                        row=tuple(" ".join(_text(p) for p in cell.iter() if tag_of(p) == "p").strip() for cell in cells)
                    )
        elif tag in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from _paragraphs(element, bold)


def _text(paragraph: Any) -> str:
    return "".join(run.text for run in _runs(paragraph, frozenset(), False))


def _paragraph(element: Any, bold: frozenset[str]) -> Paragraph:
    style, level, item, whole = "", 0, False, False
    for properties in element:
        if tag_of(properties) == "pPr":
            for p in properties:
                if tag_of(p) == "pStyle":
                    style = _attribute(p, "val")
                elif tag_of(p) == "numPr":
                    item = True
                elif tag_of(p) == "outlineLvl" and _attribute(p, "val").isdecimal():
                    level = int(_attribute(p, "val")) + 1
    name = style.lower().replace(" ", "")
    if name.startswith(("heading", "berschrift", "titre", "ttulo", "überschrift")) and name[-1:].isdecimal():
        level = int(name[-1])
    elif name in ("title", "titel", "subtitle"):
        level = 1
    whole = style in bold and not level
    return Paragraph(tuple(_runs(element, bold, whole)), min(level, 6) if level < 9 else 0, item)


def _runs(element: Any, bold: frozenset[str], whole: bool) -> Iterator[Run]:
    for child in element:
        tag = tag_of(child)
        if tag in _LEFT_OUT:
            continue
        if tag != "r":
            if tag not in ("pPr", "rPr"):
                yield from _runs(child, bold, whole)
            continue
        properties = next((p for p in child if tag_of(p) == "rPr"), ())
        strong = (
            whole
            or _is_on(properties, "b")
            or any(_attribute(p, "val") in bold for p in properties if tag_of(p) == "rStyle")
        )
        text = "".join(_piece(p) for p in child)
        if text:
            yield Run(text, strong, _is_on(properties, "i"))


def _piece(element: Any) -> str:
    tag = tag_of(element)
    if tag == "t":
        return element.text or ""
    return {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(tag, "")
