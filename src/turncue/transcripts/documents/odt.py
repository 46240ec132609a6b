"""OpenDocument texts (ODT, FODT): paragraphs, bold and italic spans by their styles, headings, lists, tables."""

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

__all__ = ["read_odt", "sniff_odt"]

_LEFT_OUT = frozenset(("annotation", "note", "tracked-changes", "sequence-decls", "bookmark"))


def sniff_odt(source: Source) -> float:
    """1 for an OpenDocument text, else 0."""
    if not has_part(source, "content.xml"):
        return 0.0
    kind = parts_of(source, ["mimetype"]).get("mimetype", b"")
    return 0.0 if b"spreadsheet" in kind or b"presentation" in kind or b"epub" in kind else 1.0


def read_odt(source: Source, options: TranscriptOptions) -> Transcript:
    """Read an OpenDocument text. Raises ReadError for a broken one or one without turns."""
    data = parts_of(source, ["content.xml"]).get("content.xml")
    if data is None:
        raise ReadError("this zip file holds no OpenDocument text.", source.name)
    root = parse_xml(data, source)
    body = next((e for e in root.iter() if tag_of(e) == "text" and "office" in str(e.tag)), root)
    return read_marked(list(_paragraphs(body, _styles(root), False)), Origin("odt", source.name), options)


def _attribute(element: Any, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def _styles(root: Any) -> dict[str, tuple[bool, bool]]:
    """Whether a style is bold and italic, by its name."""
    made: dict[str, tuple[bool, bool]] = {}
    for style in root.iter():
        if tag_of(style) == "style":
            for properties in style:
                if tag_of(properties) == "text-properties":
                    weight, slant = _attribute(properties, "font-weight"), _attribute(properties, "font-style")
                    made[_attribute(style, "name")] = (
                        weight in ("bold", "600", "700", "800", "900"),
                        slant == "italic",
                    )
    return made


def _paragraphs(body: Any, styles: dict[str, tuple[bool, bool]], item: bool) -> Iterator[Paragraph]:
    for element in body:
        tag = tag_of(element)
        if tag in ("p", "h"):
            level = int(_attribute(element, "outline-level") or 1) if tag == "h" else 0
            look = styles.get(_attribute(element, "style-name"), (False, False))
            yield Paragraph(tuple(_runs(element, styles, look)), min(level, 6), item)
        elif tag == "table-row":
            cells = [c for c in element if tag_of(c) == "table-cell"]
            yield Paragraph(row=tuple("".join(r.text for r in _runs(c, styles, (False, False))).strip() for c in cells))
        elif tag not in _LEFT_OUT:
            yield from _paragraphs(element, styles, item or tag == "list-item")


def _runs(element: Any, styles: dict[str, tuple[bool, bool]], look: tuple[bool, bool]) -> Iterator[Run]:
    if element.text:
        yield Run(element.text, *look)
    for child in element:
        tag = tag_of(child)
        if tag == "tab":
            yield Run("\t", *look)
        elif tag == "line-break":
            yield Run("\n", *look)
        elif tag == "s":
            yield Run(" " * min(80, int(_attribute(child, "c") or 1)), *look)
        elif tag not in _LEFT_OUT:
            yield from _runs(child, styles, styles.get(_attribute(child, "style-name"), look))
        if child.tail:
            yield Run(child.tail, *look)
