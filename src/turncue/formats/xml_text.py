"""XML as the readers need it: no entities, no external files, names without namespaces, broken ampersands mended."""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element, ParseError

from turncue.errors import ReadError
from turncue.formats.source import Source
from turncue.model import Repair

__all__ = ["attribute", "local", "parse_xml", "plain_text", "root_name"]

_PROLOG = re.compile(
    r"\s*(?:<\?[^>]{0,1000}\?>|<!--.*?-->|<!DOCTYPE[^>\[]{0,1000}(?:\[[^\]]{0,5000}\])?[^>]{0,100}>)", re.DOTALL
)
_ROOT = re.compile(r"\s*<(?:\w{1,20}:)?(\w{1,40})")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(\w{1,20};)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def root_name(source: Source) -> str:
    """The name of the root element in small letters, without its namespace; "" for what is no XML."""
    text, at = source.head, 0
    while m := _PROLOG.match(text, at):
        at = m.end()
    root = _ROOT.match(text, at)
    return root[1].lower() if root else ""


def parse_xml(source: Source) -> tuple[Element, list[Repair]]:
    """The root element, and what was repaired. Raises ``ReadError`` for broken XML and for entity declarations."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        try:
            return fromstring(source.text), []
        except ParseError:
            mended = _ENTITY.sub(_mended, _CONTROL.sub("\ufffd", source.text))
            return fromstring(mended), [Repair(0, "broken XML", "an ampersand or a control character", "text")]
    except ParseError as e:
        line = e.position[0] if getattr(e, "position", None) else None
        raise ReadError(f"not XML: {e}.", source.name, line) from e
    except DefusedXmlException as e:
        raise ReadError("it declares entities or loads other files, which no caption file needs.", source.name) from e
    except (ValueError, LookupError, RecursionError) as e:  # a declared encoding that does not exist
        raise ReadError(f"not XML: {e}.", source.name) from e


def _mended(m: re.Match[str]) -> str:
    if m[1] and (char := html.unescape(m[0])) != m[0]:
        return html.escape(char)
    return f"&amp;{m[1] or ''}"


def local(tag: object) -> str:
    """The name of an element or attribute without its namespace ("" for a comment)."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """The value of an attribute in whatever namespace."""
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def plain_text(element: Element) -> str:
    """All text in an element, ``<br/>`` as a line break."""
    parts: list[str] = []
    for event in element.iter():
        if local(event.tag) == "br":
            parts.append("\n")
        elif event.text and isinstance(event.tag, str):
            parts.append(event.text)
        if event is not element and event.tail:
            parts.append(event.tail)
    return "".join(parts)
