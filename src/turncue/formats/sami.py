"""SAMI (``.smi``, ``.sami``)::

    <SAMI><HEAD><STYLE><!-- .ENCC { Name: English; lang: en-US; } --></STYLE></HEAD>
    <BODY><SYNC Start=1000><P Class=ENCC>Good morning.
    <SYNC Start=2500><P Class=ENCC>&nbsp;</BODY></SAMI>

A line ends where the next of its class begins, often an empty one. Several languages stand in one file, a class each:
the first class with text is read, and the others are reported.
"""

from __future__ import annotations

import html
import re

from turncue.errors import ReadError
from turncue.formats.cues.timed_text import TimedText, captions_from_lines, checked_time
from turncue.formats.source import Source
from turncue.model import Captions, Repair

__all__ = ["read_captions"]

_SYNC = re.compile(r"<sync\s[^>]{0,200}?start\s*=\s*[\"']?\s*(-?\d{1,12})(?:ms)?\s*[\"']?[^>]{0,200}>", re.IGNORECASE)
_CLASS = re.compile(r"<p\b[^>]{0,200}?class\s*=\s*[\"']?\s*([\w-]{1,40})[^>]{0,200}>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p\b[^>]{0,400}>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|<[^<>]{0,2000}>", re.DOTALL)
_LANGUAGE = re.compile(
    r"\.([\w-]{1,40})\s*\{[^{}]{0,400}?\blang\s*:\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.IGNORECASE
)


def read_captions(source: Source) -> Captions:
    """Read SAMI, in order of start, times in ms. Raises ``ReadError`` when no SYNC can be read."""
    text = source.text.replace("\x00", "\ufffd")
    syncs = list(_SYNC.finditer(text))
    if not syncs:
        raise ReadError("no <SYNC Start=…> in it.", source.name)
    stops = [m.start() for m in syncs[1:]] + [len(text)]
    rows: dict[str, list[tuple[int, str]]] = {}
    for m, stop in zip(syncs, stops, strict=True):
        start = checked_time(int(m[1]), source)
        for name, body in _paragraphs(text[m.end() : stop]):
            rows.setdefault(name, []).append((start, body))
    spoken = [name for name, lines in rows.items() if any(body for _, body in lines)]
    if not spoken:
        raise ReadError("there is no text in its lines.", source.name)
    lines = _lines(rows[spoken[0]])
    languages = {m[1].lower(): m[2] for m in _LANGUAGE.finditer(text[: syncs[0].start()])}
    repairs = [Repair(0, "other languages left out", ", ".join(spoken[1:]), spoken[0])] if spoken[1:] else []
    return captions_from_lines(lines, source, "sami", language=languages.get(spoken[0]), repairs=repairs)


def _paragraphs(block: str) -> list[tuple[str, str]]:
    """The class (in small letters) and the text of each paragraph of a SYNC."""
    parts = list(_PARAGRAPH.finditer(block))
    if not parts:
        return [("", _plain(block))]
    stops = [m.start() for m in parts[1:]] + [len(block)]
    paragraphs = []
    for m, stop in zip(parts, stops, strict=True):
        named = _CLASS.match(m[0])
        paragraphs.append((named[1].lower() if named else "", _plain(block[m.end() : stop])))
    return paragraphs


def _plain(body: str) -> str:
    broken = _BREAK.sub("\x01", " ".join(body.split()))
    return html.unescape(_TAG.sub("", broken)).replace("\xa0", " ").replace("\x00", "").replace("\x01", "\n").strip()


def _lines(rows: list[tuple[int, str]]) -> list[TimedText]:
    ordered = sorted(rows, key=lambda row: row[0])
    lines = []
    for k, (start, body) in enumerate(ordered):
        if body:
            lines.append(TimedText(start, ordered[k + 1][0] if k + 1 < len(ordered) else None, body))
    return lines
