"""TTML and its profiles (DFXP, IMSC, EBU-TT, SMPTE-TT; ``.ttml``, ``.dfxp``, ``.xml``)::

    <tt ttp:frameRate="25"><head><metadata>
      <ttm:agent xml:id="s0"><ttm:name type="full">Ann Lee</ttm:name></ttm:agent></metadata></head>
    <body><div><p begin="00:00:01.000" end="2.5s" ttm:agent="s0">Good<br/>morning.</p></div></body></tt>

Times are clock times (also with frames), or offsets in h, m, s, ms, f (frames) or t (ticks). They count from the begin
of the element around them, in a container ``timeContainer="seq"`` from the end of the element before. Who speaks stands
in ``ttm:agent`` of a paragraph or of what surrounds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from turncue.errors import ReadError
from turncue.formats import params
from turncue.formats.cues.timed_text import TimedText, captions_from_lines, checked_time
from turncue.formats.source import Source
from turncue.formats.xml_text import attribute, local, parse_xml
from turncue.model import Captions, Repair

__all__ = ["read_captions"]

_CLOCK = re.compile(r"(\d{2,6}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9})|[:;](\d{1,3})(?:\.(\d{1,3}))?)?")
_OFFSET = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)(h|ms|m|s|f|t)")
_SKIPPED = ("metadata", "set", "animate", "agent", "desc", "title")


@dataclass(frozen=True, slots=True)
class _Clock:
    """How the times of a document count: frames a second, ticks a second."""

    frames: float
    ticks: float

    def ms(self, text: str | None) -> float | None:
        """A time expression in ms; None for none, and for one that cannot be read."""
        plain = (text or "").strip()
        if m := _CLOCK.fullmatch(plain):
            seconds = (int(m[1]) * 60 + int(m[2])) * 60 + int(m[3])
            fraction = float(f"0.{m[4]}") if m[4] else int(m[5] or 0) / self.frames
            return (seconds + fraction) * 1000
        if m := _OFFSET.fullmatch(plain):
            unit = {"h": 3_600_000.0, "m": 60_000.0, "s": 1000.0, "ms": 1.0, "f": 1000 / self.frames}
            return float(m[1]) * (unit[m[2]] if m[2] in unit else 1000 / self.ticks)
        return None


@dataclass(frozen=True, slots=True)
class _Context:
    """What an element inherits: the begin it counts from, the end it must keep, the agent, whether blanks count."""

    begin: float
    end: float | None
    agent: str | None
    preserve: bool
    depth: int = 0


def read_captions(source: Source) -> Captions:
    """Read TTML, in order of start, times in ms. Raises ``ReadError`` for broken XML and when nothing has a time."""
    root, repairs = parse_xml(source)
    clock = _clock(root, source)
    names = {
        i: n for e in root.iter() if local(e.tag) == "agent" and (i := attribute(e, "id")) and (n := _agent_name(e))
    }
    body = next((e for e in root.iter() if local(e.tag) == "body"), None)
    if body is None:
        raise ReadError("no TTML captions: there is no body.", source.name)
    start = _Context(0.0, None, None, attribute(root, "space") == "preserve")
    lines = [
        TimedText(
            checked_time(begin, source),
            None if end is None else checked_time(end, source),
            text,
            _speaker(agent, names),
        )
        for begin, end, text, agent in _lines(body, start, clock)
    ]
    if not lines and any(attribute(e, "backgroundImage") or local(e.tag) == "image" for e in root.iter()):
        raise ReadError("its subtitles are pictures.", source.name, hint="Recognise their text first (OCR).")
    if attribute(root, "frameRate") is None and any(map(_in_frames, root.iter())):
        repairs = [*repairs, Repair(0, "missing frame rate", "frames", f"read at {clock.frames:g} frames a second")]
    language = attribute(root, "lang")
    tag = language if language and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", language) else None
    return captions_from_lines(lines, source, "ttml", language=tag, repairs=repairs)


def _in_frames(element: Element) -> bool:
    times = (attribute(element, name) or "" for name in ("begin", "end", "dur"))
    return any(((m := _CLOCK.fullmatch(time)) and m[5]) or re.fullmatch(r"[\d.]{1,20}f", time) for time in times)


def _clock(root: Element, source: Source) -> _Clock:
    def number(name: str, default: float) -> float:
        try:
            value = float(attribute(root, name) or default)
        except ValueError:
            value = default
        if not 0 < value < 1e12:
            raise ReadError(f"{name} is {value:g}, which makes no sense.", source.name)
        return value

    rate = number("frameRate", 30.0)
    factor = re.split(r"[\s:]+", (attribute(root, "frameRateMultiplier") or "1 1").strip())
    if len(factor) == 2 and all(f.isdecimal() and 0 < len(f) < 7 and int(f) for f in factor):
        rate *= int(factor[0]) / int(factor[1])
    stated = attribute(root, "frameRate") is not None
    return _Clock(rate, number("tickRate", rate if stated else 1.0))


def _agent_name(agent: Element) -> str | None:
    names = [e for e in agent.iter() if local(e.tag) == "name" and (e.text or "").strip()]
    best = sorted(
        names, key=lambda e: ("full", "alias").index(t) if (t := attribute(e, "type")) in ("full", "alias") else 2
    )
    return " ".join((best[0].text or "").split()) if best else None


def _speaker(agent: str | None, names: dict[str, str]) -> str | None:
    known = [names.get(part, part) for part in (agent or "").split()]
    return " / ".join(known) or None


def _lines(element: Element, around: _Context, clock: _Clock) -> Iterator[tuple[float, float | None, str, str | None]]:
    """The timed lines in an element: begin, end, text, agent."""
    if local(element.tag) in _SKIPPED or around.depth > params.TTML_DEEPEST:
        return
    begin, end = _span(element, around, clock)
    space = attribute(element, "space")
    preserve = around.preserve if space is None else space == "preserve"
    inner = _Context(begin, end, attribute(element, "agent") or around.agent, preserve, around.depth + 1)
    timed = [e for e in element if attribute(e, "begin") is not None]
    sequence = attribute(element, "timeContainer") == "seq"
    if local(element.tag) not in ("p", "span") or (timed and attribute(element, "begin") is None) or sequence:
        for child in element:
            yield from _lines(child, inner, clock)
            if sequence and local(child.tag) not in _SKIPPED:
                stop = _span(child, inner, clock)[1]
                inner = replace(inner, begin=inner.begin if stop is None else stop)
        return
    own = any(attribute(element, name) for name in ("begin", "end", "dur"))
    if around.begin == 0 and around.end is None and not own:
        return  # a line without a time
    text = _text(element, inner)
    if text.strip():
        yield begin, end, text, inner.agent or _inner_agent(element)


def _span(element: Element, around: _Context, clock: _Clock) -> tuple[float, float | None]:
    begin = around.begin + (clock.ms(attribute(element, "begin")) or 0.0)
    stop, lasting = clock.ms(attribute(element, "end")), clock.ms(attribute(element, "dur"))
    ends = [around.begin + stop] if stop is not None else []
    ends += [begin + lasting] if lasting is not None else []
    ends += [around.end] if around.end is not None else []
    return begin, min(ends) if ends else None


def _inner_agent(element: Element) -> str | None:
    agents = {a for e in element.iter() if (a := attribute(e, "agent"))}
    return agents.pop() if len(agents) == 1 else None


def _text(element: Element, context: _Context) -> str:
    parts: list[str] = []

    def add(text: str | None, preserve: bool) -> None:
        parts.append((text or "") if preserve else re.sub(r"\s+", " ", text or ""))

    def walk(node: Element, preserve: bool, depth: int) -> None:
        space = attribute(node, "space")
        keep = preserve if space is None else space == "preserve"
        add(node.text, keep)
        for child in node:
            name = local(child.tag)
            if name == "br":
                parts.append("\n")
            elif name and name not in _SKIPPED and depth < params.TTML_DEEPEST:
                walk(child, keep, depth + 1)
            add(child.tail, keep)

    walk(element, context.preserve, 0)
    return "".join(parts).replace("\x00", "\ufffd")
