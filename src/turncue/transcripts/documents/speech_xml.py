"""XML that says who speaks: TEI and ISO 24624 (``u``, ``sp``), and other schemes with a speaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from turncue.errors import ReadError
from turncue.formats.base import TranscriptOptions
from turncue.formats.source import Source
from turncue.model import Transcript
from turncue.transcripts.documents.archive import parse_xml, tag_of
from turncue.transcripts.documents.columns import time_of
from turncue.transcripts.documents.entries import Entry, transcript_of
from turncue.transcripts.turn_builder import Origin

__all__ = ["read_speech_xml", "sniff_speech_xml"]

_WHO = ("who", "speaker", "spk", "speakerid", "speaker_id", "person", "name", "agent", "participant", "author", "role")
_START = ("start", "begin", "stime", "starttime", "start_time", "from", "t", "time", "xmin")
_END = ("end", "etime", "endtime", "end_time", "to", "xmax")
_SPEECH = re.compile(
    r"(?i)u|sp|turn|utterance|segment|speech|line|p|seg|intervention|cue|said|s|dialogue|row|entry|item|message"
)
_NAME_CHILD = re.compile(r"(?i)speaker|from|who|name|character|person|participant|author|orator")
_TEXT_CHILD = re.compile(r"(?i)text|p|ab|l|seg|line|body|content|words|speech|dialogue|said|transcript|utterance|w|s")
_NOTE = frozenset(("pause", "incident", "kinesic", "note", "stage", "writing", "shift", "gap"))


def sniff_speech_xml(source: Source) -> float:
    """How surely (0 to 1) this is XML with speakers."""
    head = source.head.lstrip()
    if (
        not head.startswith("<")
        or "<ANNOTATION_DOCUMENT" in head
        or "<FinalDraft" in head
        or re.search(r"<(?:\w+:)?tt[\s>]", head)
    ):
        return 0.0
    body = source.text[:200_000]
    if re.search(r"<(?:\w+:)?TEI(?:\.2|Corpus)?[\s>]", head) or re.search(r"<(?:\w+:)?u\s[^<>]*who\s*=", body):
        return 0.97
    if re.match(r"<(?:!doctype html|html)", head, re.IGNORECASE):
        return 0.0
    attributes = len(re.findall(r"(?i)<[\w:]+\s[^<>]*\b(?:speaker|who|spk|person)\s*=\s*[\"']", body))
    children = len(re.findall(r"(?i)<(?:[\w]+:)?(?:speaker|who|character|from|orator|person|name)>[^<]{1,80}</", body))
    rooted = head.startswith("<?xml") or re.search(r"</[\w:.-]+>\s*$", source.text[-400:]) is not None
    return 0.9 if max(attributes, children) > 1 and rooted else 0.0


def read_speech_xml(source: Source, options: TranscriptOptions) -> Transcript:
    """Read XML with speakers. Raises ReadError for broken XML or when no element has a speaker and a text."""
    root = _parsed(source)
    names = _person_names(root)
    times = _timeline(root)
    entries = [e for element in _speech_elements(root) if (e := _entry(element, names, times)) is not None]
    if not entries:
        raise ReadError(
            "no element of this XML has a speaker and a text.",
            source.name,
            hint='TEI is understood: <u who="#A">text</u>.',
        )
    title = next((("".join(e.itertext())).strip() for e in root.iter() if tag_of(e) == "title"), "")
    return transcript_of(entries, Origin("xml", source.name, {"title": title} if title else {}), options)


def _parsed(source: Source) -> Any:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", source.text)
    return parse_xml(text, source)


def _get(element: Any, keys: tuple[str, ...]) -> str:
    values = {k.rpartition("}")[2].lower(): v for k, v in element.attrib.items()}
    return next((values[k] for k in keys if values.get(k, "").strip()), "")


def _person_names(root: Any) -> dict[str, str]:
    """Names by the id of a person or speaker."""
    made: dict[str, str] = {}
    for element in root.iter():
        if tag_of(element).lower() in ("person", "speaker", "participant", "agent", "persname", "castitem", "role"):
            key = next((v for k, v in element.attrib.items() if k.rpartition("}")[2].lower() in ("id", "n")), "")
            text = " ".join(
                " ".join(
                    e.text
                    for e in element.iter()
                    if tag_of(e).lower() in ("persname", "name", "abbr", "surname", "forename", "rolename")
                    and e.text
                    and e.text.strip()
                ).split()
            )
            name = element.attrib.get("name") or text or " ".join((element.text or "").split())
            if key and name:
                made[key] = name
    return made


def _timeline(root: Any) -> dict[str, int]:
    """Times in ms by the id of a point of a TEI timeline; intervals count from ``since``."""
    made: dict[str, int] = {}
    for element in root.iter():
        if tag_of(element) == "when":
            key = next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == "id"), "")
            base = made.get(element.attrib.get("since", "").lstrip("#"), 0)
            raw = element.attrib.get("interval") or element.attrib.get("absolute") or ""
            value = time_of(raw.removesuffix("s"), 1.0)
            made[key] = base + value if value is not None else base
    return made


def _speech_elements(root: Any) -> list[Any]:
    """The elements that are turns: the commonest tag that has a speaker of its own."""
    counts: Counter[str] = Counter()
    for element in root.iter():
        tag = tag_of(element)
        if tag and _SPEECH.fullmatch(tag) and _speaker(element) and "".join(element.itertext()).strip():
            counts[tag] += 1
    if not counts:
        for element in root.iter():
            tag = tag_of(element)
            if tag and len(element) and _speaker(element) and element is not root:
                counts[tag] += 1
    if not counts:
        return []
    best = counts.most_common(1)[0][0]
    return [e for e in root.iter() if tag_of(e) == best]


def _speaker(element: Any) -> str:
    given = _get(element, _WHO)
    if given:
        return given
    child = next((c for c in element if _NAME_CHILD.fullmatch(tag_of(c))), None)
    return " ".join("".join(child.itertext()).split()) if child is not None else ""


def _entry(element: Any, names: Mapping[str, str], times: Mapping[str, int]) -> Entry | None:
    who = _speaker(element)
    shown = names.get(who.lstrip("#"), who.lstrip("#")).rstrip(".:") if who else None
    child = next((c for c in element if _NAME_CHILD.fullmatch(tag_of(c))), None)
    if (
        child is not None
        and (name := " ".join("".join(child.itertext()).split()))
        and names.get(who.lstrip("#")) is None
    ):
        shown = name.rstrip(".:")
    text = " ".join(_spoken(element, child).split())
    text = re.sub(r"\s+([.,?!;:…])", r"\1", text)
    start, end = _get(element, _START), _get(element, _END)
    if child is not None and not start:
        start = next(("".join(c.itertext()).strip() for c in element if tag_of(c).lower() in _START), "")
        end = next(("".join(c.itertext()).strip() for c in element if tag_of(c).lower() in _END), "")
    return Entry(shown or None, text, _time(start, times), _time(end, times)) if text else None


def _spoken(element: Any, name: Any) -> str:
    """The words of an element; its name, times and notes are left out."""
    parts = [element.text or ""]
    for child in element:
        tag = tag_of(child)
        plain = (
            tag
            and child is not name
            and tag not in _NOTE
            and tag.lower() not in (*_START, *_END, "id", "lang", "language")
        )
        if plain and (_TEXT_CHILD.fullmatch(tag) or not _NAME_CHILD.fullmatch(tag)):
            parts.append(_spoken(child, None) + (" " if tag in ("w", "p", "seg", "l", "s", "ab") else ""))
        parts.append(child.tail or "")
    return "".join(parts)


def _time(written: str, times: Mapping[str, int]) -> int | None:
    if not written:
        return None
    if written.lstrip("#") in times:
        return times[written.lstrip("#")]
    return time_of(written.removesuffix("s"), 1.0)
