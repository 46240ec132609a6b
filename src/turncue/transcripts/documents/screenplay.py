"""Screenplays: Fountain, and Final Draft (FDX).

A character's name in capitals after a blank line, the words below it; ``(V.O.)`` and ``(CONT'D)`` are marks of the
name, a line in brackets below it is a note of how it is spoken. Scene headings, action and transitions are not spoken.
"""

from __future__ import annotations

import re

from turncue.errors import ReadError
from turncue.formats.base import TranscriptOptions
from turncue.formats.source import Source
from turncue.model import Transcript
from turncue.transcripts.blocks import clean, join_lines
from turncue.transcripts.documents.archive import parse_xml, tag_of
from turncue.transcripts.documents.entries import Entry, transcript_of
from turncue.transcripts.turn_builder import Origin

__all__ = ["read_fdx", "read_fountain", "sniff_fdx", "sniff_fountain"]

_SCENE = re.compile(r"(?m)^\s*(?:\.(?=[A-Z])|(?:INT|EXT|EST|INT\.?/EXT|I/E)[. ])", re.IGNORECASE)
_CHARACTER = re.compile(
    r"(?:@(?P<forced>\S.*?)|(?P<name>[^a-z\n]*[A-ZÀ-ÞА-Я][^a-z\n]*?))(?P<notes>(?:\s*\([^()]*\))*)\s*\^?\s*"
)
_NOTE = re.compile(r"\(([^()]*)\)")
_TRANSITION = re.compile(r"[A-Z .]+TO:|(?:FADE|CUT|DISSOLVE)\b.*|>.*")
_MARKS = re.compile(r"(?i)v\.?\s?o\.?|o\.?\s?[sc]\.?|cont['’]?d\.?|contd?|continuing|pre-?lap|filtered|off|on phone")
_TITLE = re.compile(
    r"(Title|Credit|Author|Authors|Source|Draft date|Contact|Copyright|Notes|Revision)\s*:\s*(.*)", re.IGNORECASE
)


def sniff_fountain(source: Source) -> float:
    """How surely (0 to 1) this is Fountain: by its suffix, or scene headings with names in capitals below them."""
    scenes = len(_SCENE.findall(source.head))
    if source.suffix in (".fountain", ".spmd"):
        return 0.95
    if not scenes or "-->" in source.head:
        return 0.0
    names = len(
        re.findall(r"(?m)\n[ \t]*\n[ \t]*[A-Z][A-Z .'’-]{1,30}(?:\s*\([A-Z.' ’]+\))?[ \t]*\n[ \t]*\S", source.head)
    )
    return 0.92 if names > 1 else 0.0


def read_fountain(source: Source, options: TranscriptOptions) -> Transcript:
    """Read a screenplay in Fountain. Raises ReadError when nobody speaks in it."""
    text = re.sub(r"\[\[.*?\]\]|/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), clean(source.text), flags=re.DOTALL)
    metadata: dict[str, str] = {}
    entries: list[Entry] = []
    speaker: tuple[str, str | None, int] | None = None
    words: list[str] = []
    blank = True
    lines = [*text.split("\n"), ""]
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if not line:
            if speaker is not None and words:
                entries.append(_entry(speaker, words))
            speaker, words, blank = None, [], True
            continue
        if speaker is None:
            below = lines[number].strip() if number < len(lines) else ""
            speaker = _character(line, number) if blank and below else None
            if speaker is None and not entries and (match := _TITLE.fullmatch(line)):
                metadata[match[1].lower()] = match[2]
        elif not (line.startswith("(") and line.endswith(")")):
            words.append(line.strip("~"))
        blank = False
    if not entries:
        raise ReadError(
            "nobody speaks in this screenplay.",
            source.name,
            hint="A name in capitals stands on its own line above its words.",
        )
    return transcript_of(_one_case(entries), Origin("fountain", source.name, metadata), options)


def _character(line: str, number: int) -> tuple[str, str | None, int] | None:
    if _SCENE.match(line) or _TRANSITION.fullmatch(line) or line[0] in "!#=>":
        return None
    match = _CHARACTER.fullmatch(line)
    if match is None or not any(c.isalpha() for c in line):
        return None
    name = (match["forced"] or match["name"]).strip().strip("*_")
    roles = [n for n in _NOTE.findall(match["notes"]) if not _MARKS.fullmatch(n.strip())]
    return name, roles[0] if roles else None, number


def _entry(speaker: tuple[str, str | None, int], words: list[str]) -> Entry:
    text = ""
    for line in words:
        text = join_lines(text, line)
    return Entry(speaker[0], re.sub(r"\*{1,3}(\S[^*\n]*?)\*{1,3}", r"\1", text), None, None, speaker[2], speaker[1])


def _one_case(entries: list[Entry]) -> list[Entry]:
    """A forced name in small letters beside one in capitals is the same person only when they are equal."""
    return entries


def sniff_fdx(source: Source) -> float:
    """1 for Final Draft, else 0."""
    return 1.0 if "<FinalDraft" in source.head[:2000] else 0.0


def read_fdx(source: Source, options: TranscriptOptions) -> Transcript:
    """Read a Final Draft screenplay. Raises ReadError for broken XML or when nobody speaks in it."""
    root = parse_xml(source.text.encode("utf-8") if source.text.lstrip().startswith("<?xml") else source.text, source)
    entries: list[Entry] = []
    speaker: tuple[str, str | None, int] | None = None
    for paragraph in root.iter():
        if tag_of(paragraph) != "Paragraph":
            continue
        kind = paragraph.attrib.get("Type", "")
        text = "".join(t.text or "" for t in paragraph if tag_of(t) == "Text").strip()
        if kind == "Character":
            name = _NOTE.sub("", text).strip()
            roles = [n for n in _NOTE.findall(text) if not _MARKS.fullmatch(n.strip())]
            speaker = name, roles[0] if roles else None, 0
        elif kind == "Dialogue" and speaker is not None and text:
            entries.append(Entry(speaker[0], text, role=speaker[1]))
        elif kind not in ("Parenthetical", "Dialogue"):
            speaker = None
    if not entries:
        raise ReadError("nobody speaks in this screenplay.", source.name)
    return transcript_of(entries, Origin("fdx", source.name), options)
