"""Zip files that hold documents, opened with limits; and XML without entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from turncue.errors import ReadError
from turncue.formats.source import Source
from turncue.transcripts.params import DEEPEST_XML, LARGEST_PART

__all__ = ["has_part", "parse_xml", "parts_of", "tag_of"]


def has_part(source: Source, name: str) -> bool:
    """Whether the bytes are a zip file with a part of that name."""
    if not source.data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            return name in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return False


def parts_of(source: Source, names: Iterable[str]) -> dict[str, bytes]:
    """The parts of a zip file with these names, those that are there.

    Raises ReadError for a broken archive and for a part that unpacks to more than ``params.LARGEST_PART`` bytes.
    """
    made: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            there = set(archive.namelist())
            for name in names:
                if name not in there:
                    continue
                if archive.getinfo(name).file_size > LARGEST_PART:  # no more than this size is ever unpacked
                    raise ReadError(
                        f"a part of this file unpacks to more than {LARGEST_PART // 1_000_000} MB ({name}).",
                        source.name,
                        hint="Save the document as plain text.",
                    )
                made[name] = archive.read(name)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise ReadError(f"this zip file is broken: {error}.", source.name, hint="Save the document anew.") from error
    return made


def parse_xml(data: bytes | str, source: Source) -> Any:
    """The root element of an XML text. Raises ReadError for broken XML, for entities, and for very deep nesting."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise ReadError(
            "this XML declares entities, which are not read: they can fill the memory.", source.name
        ) from error
    except (ParseError, ValueError, RecursionError) as error:
        where = getattr(error, "position", (None, 0))[0]
        raise ReadError(f"this XML is broken: {error}.", source.name, where) from error
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        if depth > DEEPEST_XML:
            raise ReadError("this XML is nested too deeply.", source.name)
        waiting += [(child, depth + 1) for child in element]
    return root


def tag_of(element: Any) -> str:
    """The tag of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
