"""ELAN annotation (``.eaf``, EAF 3.0): a tier of turns for each speaker, and a tier of their words below it."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from turncue.formats.base import WriteOptions, encoded
from turncue.formats.writers.tiers import Interval, speaker_tiers
from turncue.model import Document

__all__ = ["write"]

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="turncue" DATE="1970-01-01T00:00:00+00:00" FORMAT="3.0" VERSION="3.0"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">
    <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>
"""
_TAIL = """    <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="turn" TIME_ALIGNABLE="true"/>
    <LINGUISTIC_TYPE CONSTRAINTS="Included_In" GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="word"
        TIME_ALIGNABLE="true"/>
    <CONSTRAINT DESCRIPTION="Time alignable annotations within the parent annotation's time interval, gaps are allowed"
        STEREOTYPE="Included_In"/>
</ANNOTATION_DOCUMENT>
"""


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """EAF of a document, times in ms. Words are children of the turn in whose time they begin."""
    tiers: list[tuple[str, str, str, tuple[Interval, ...]]] = []
    for tier in speaker_tiers(document):
        tiers.append((tier.speaker, "turn", "", tier.turns))
        if tier.words:
            tiers.append((f"{tier.speaker} - words", "word", tier.speaker, tier.words))
    times = sorted(time for _, _, _, intervals in tiers for i in intervals for time in (i.start, i.end))
    slots = "".join(f'        <TIME_SLOT TIME_SLOT_ID="ts{k}" TIME_VALUE="{t}"/>\n' for k, t in enumerate(times, 1))
    ids: dict[int, list[int]] = {}
    for number, time in reversed(list(enumerate(times, 1))):
        ids.setdefault(time, []).append(number)
    out = [_HEAD, f"    <TIME_ORDER>\n{slots}    </TIME_ORDER>\n"]
    annotation = 0
    for name, kind, parent, intervals in tiers:
        speaker = parent or name
        head = f'    <TIER LINGUISTIC_TYPE_REF="{kind}" PARTICIPANT={quoteattr(speaker)} TIER_ID={quoteattr(name)}'
        out.append(head + (f" PARENT_REF={quoteattr(parent)}>\n" if parent else ">\n"))
        for interval in intervals:
            annotation += 1
            refs = f'TIME_SLOT_REF1="ts{ids[interval.start].pop()}" TIME_SLOT_REF2="ts{ids[interval.end].pop()}"'
            out.append(
                f'        <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{annotation}" {refs}>'
                f"<ANNOTATION_VALUE>{escape(interval.text)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>\n"
            )
        out.append("    </TIER>\n")
    return encoded("".join(out) + _TAIL)
