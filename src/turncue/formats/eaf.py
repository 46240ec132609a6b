"""ELAN (``.eaf``)::

    <ANNOTATION_DOCUMENT><HEADER TIME_UNITS="milliseconds"/>
    <TIME_ORDER><TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="1000"/>…</TIME_ORDER>
    <TIER TIER_ID="Ann-utterance" PARTICIPANT="Ann"><ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="ts1"
      TIME_SLOT_REF2="ts2"><ANNOTATION_VALUE>Good morning.</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>

Tiers with times that depend on no other tier are read, a speaker each. Slots without a time lie between their
neighbours.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from turncue.errors import ReadError
from turncue.formats.asr.recognized import Word, as_spelled
from turncue.formats.cues.cue_text import WordTime
from turncue.formats.cues.timed_text import TimedText, captions_from_lines, checked_time
from turncue.formats.source import Source
from turncue.formats.xml_text import local, parse_xml
from turncue.model import Captions

__all__ = ["read_captions"]


def read_captions(source: Source) -> Captions:
    """Read ELAN's top tiers, in order of start, times in ms. Raises ``ReadError``."""
    root, repairs = parse_xml(source)
    header = next((e for e in root if local(e.tag) == "HEADER"), None)
    unit = header.get("TIME_UNITS", "milliseconds") if header is not None else "milliseconds"
    if unit != "milliseconds":
        raise ReadError(f"its times are in {unit!r}; only milliseconds can be read.", source.name)
    slots = _slots(root, source)
    tiers = [e for e in root if local(e.tag) == "TIER"]
    top = [e for e in tiers if not e.get("PARENT_REF")]
    spoken = [e for e in top if _lines(e, slots, None)]
    lines = [
        _with_words(t, [w for c in tiers if c.get("PARENT_REF") == e.get("TIER_ID") for w in _lines(c, slots, None)])
        for e in spoken
        for t in _lines(e, slots, _speaker(e) if len(spoken) > 1 or e.get("PARTICIPANT") else None)
    ]
    if not lines:
        raise ReadError("no annotation with a time and a text in it.", source.name)
    return captions_from_lines(lines, source, "eaf", repairs=repairs)


def _with_words(line: TimedText, below: list[TimedText]) -> TimedText:
    """The line with the times of the annotations below it, where these are its words."""
    inside = [w for w in below if line.start <= w.start < (line.end or line.start)]
    words = as_spelled(line.text, [Word(w.text.strip(), w.start, w.end) for w in inside])
    if not words or [w.text for w in words] != line.text.split():
        return line
    stamps = tuple(WordTime(w.start, w.end) for w in inside)
    return line._replace(text=" ".join(f"\x00{w.text}" for w in words), words=stamps)


def _slots(root: Element, source: Source) -> dict[str, int]:
    slots: dict[str, int] = {}
    last = 0
    for e in root.iter():
        if local(e.tag) == "TIME_SLOT":
            value = e.get("TIME_VALUE", "")
            if value.isdecimal() and len(value) < 16:
                last = checked_time(int(value), source)
            slots[e.get("TIME_SLOT_ID", "")] = last
    return slots


def _speaker(tier: Element) -> str | None:
    return " ".join((tier.get("PARTICIPANT") or tier.get("TIER_ID") or "").split()) or None


def _lines(tier: Element, slots: dict[str, int], speaker: str | None) -> list[TimedText]:
    lines = []
    for e in tier.iter():
        if local(e.tag) != "ALIGNABLE_ANNOTATION":
            continue
        start, end = slots.get(e.get("TIME_SLOT_REF1", "")), slots.get(e.get("TIME_SLOT_REF2", ""))
        text = next((v.text or "" for v in e if local(v.tag) == "ANNOTATION_VALUE"), "")
        if start is not None and text.strip():
            lines.append(TimedText(start, end, text.replace("\x00", "\ufffd"), speaker))
    return lines
