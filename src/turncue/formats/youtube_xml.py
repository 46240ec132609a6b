"""YouTube's XML captions: srv1, srv2, srv3 and YTT (``.srv1``, ``.srv2``, ``.srv3``, ``.ytt``, ``.xml``)::

    <transcript><text start="1.0" dur="1.5">Good morning.</text></transcript>                            srv1, seconds
    <timedtext><text t="1000" d="1500">Good morning.</text></timedtext>                                  srv2, ms
    <timedtext format="3"><body><p t="1000" d="1500"><s>Good</s><s t="400"> morning</s></p></body></timedtext>  srv3, ms

In recognised captions a word of srv3 has its offset from its line; a line with ``a="1"`` is a line break only. A
duration runs into the next line, so it is cut there.
"""

from __future__ import annotations

import html
from itertools import pairwise
from xml.etree.ElementTree import Element

from turncue.errors import ReadError
from turncue.formats.cues.cue_text import WordTime
from turncue.formats.cues.timed_text import TimedText, captions_from_lines, checked_time
from turncue.formats.source import Source
from turncue.formats.xml_text import local, parse_xml, plain_text
from turncue.model import Captions

__all__ = ["read_captions"]


def read_captions(source: Source) -> Captions:
    """Read srv1, srv2 or srv3, in order of start, times in ms. Raises ``ReadError``."""
    root, repairs = parse_xml(source)
    rows = [e for e in root.iter() if local(e.tag) in ("p", "text")]
    worded = any(local(s.tag) == "s" and s.get("t") for e in rows for s in e)
    lines = [line for e in rows if not e.get("a") and (line := _line(e, source, worded)) is not None]
    if not lines:
        raise ReadError("no YouTube captions: nothing in it has a time.", source.name)
    lines.sort(key=lambda t: t.start)
    if worded:
        cut = [
            a._replace(end=max(a.start, min(a.end, b.start)) if a.end is not None else None) for a, b in pairwise(lines)
        ]
        lines = [*cut, lines[-1]]
    return captions_from_lines(lines, source, "srv", repairs=repairs)


def _number(text: str | None) -> float | None:
    try:
        value = float(text) if text is not None else None
    except ValueError:
        return None
    return value if value is not None and abs(value) < 1e13 else None


def _line(element: Element, source: Source, worded: bool) -> TimedText | None:
    unit, begin, lasting = 1.0, _number(element.get("t")), _number(element.get("d"))
    if begin is None:
        unit, begin, lasting = 1000.0, _number(element.get("start")), _number(element.get("dur"))
    if begin is None:
        return None
    start = checked_time(begin * unit, source)
    end = checked_time((begin + lasting) * unit, source) if lasting is not None else None
    if not worded:
        return TimedText(start, end, html.unescape(plain_text(element)).replace("\x00", "\ufffd"))
    text, words = (element.text or "").replace("\x00", ""), []
    for s in element:
        if local(s.tag) == "s" and s.text:
            words.append(WordTime(start + max(0, int(_number(s.get("t")) or 0))))
            text += "\x00" + s.text.replace("\x00", "\ufffd")
        text += s.tail or ""
    return TimedText(start, end, text, None, tuple(words))
