"""Markup in the text of a cue: tags out, voices and word stamps as signals.

WebVTT, section "cue text parsing": spans (``<v.loud Ann>``, ``<c.yellow>``, ``<i>``, ``<ruby>``, ``<lang en>``),
timestamps (``<00:00:01.200>``), character references. SubRip has ``<i>``, ``<b>``, ``<u>``, ``<font>`` and the
``{\\an8}`` of its players; only tags known there are tags (``<laughs>`` stays).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from turncue import clock
from turncue.formats.base import Dialect

__all__ = ["AT", "Change", "Signal", "Voice", "WordTime", "unmarked"]


class WordTime(NamedTuple):
    """A word's time inside a cue: ``end`` is None where only the begin is told. Times in ms."""

    start: int
    end: int | None = None
    confidence: float | None = None


class Voice(NamedTuple):
    """A voice span begins; ``name`` is None where its annotation is empty."""

    name: str | None


class Change(NamedTuple):
    """Another person begins to speak; ``name`` is None where the mark gives none."""

    name: str | None


Signal = WordTime | Voice | Change

# NUL stands for a signal while the text is cleaned; the readers replace NULs of the source before.
AT = "\x00"

# override tags of ASS that players of SubRip know, and those of MicroDVD; other braces are text
_BRACES = (
    r"\{\\(?:an?\d|[ibus]\d*(?=[\\}])|[1-4]?[ac]&|c(?=[\\}])|f(?:n|s|e|r|ad)|pos|move|org|i?clip|[kK][fo]?\d|"
    r"q\d|r|p\d|x?bord|x?shad|"
    r"blur|be\d|t\(|alpha)[^{}]*\}|\{[cCfFyY]:[^{}]*\}"
)
_TAG = re.compile(rf"<(?=[A-Za-z/.0-9]|\s*>)([^>]*)>|{_BRACES}")
_OVERRIDE = re.compile(_BRACES)
_CUT_OFF = re.compile(r"<((?:/?(?:c|i|b|u|v|lang|ruby|rt)?(?:\.[^>\s]*)?|\d+:[\d:.]*))")
_KNOWN_SRT = frozenset("i b u s c v font lang ruby rt rp br em strong span p div a strike small big".split())
_START = re.compile(r"([^\s.]*)((?:\.[^\s]*)?)\s*(.*)", re.DOTALL)
_STAMP = re.compile(r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})", re.ASCII)
# spans that say nothing about words or voices, and the stamp as YouTube writes it: the bulk of all markup
_PLAIN_SPAN = re.compile(r"</?[cbiu](?:\.[^\s<>]*)?>")
_PLAIN_STAMP = re.compile(r"<(\d\d):([0-5]\d):([0-5]\d)\.(\d{3})>", re.ASCII)


def unmarked(raw: str, dialect: Dialect) -> tuple[str, list[Signal]]:
    """The text without tags, NULs in place of the signals, character references resolved."""
    if "<" in raw:
        raw = _PLAIN_SPAN.sub("", raw)
    parts = _PLAIN_STAMP.split(raw)
    if not any("<" in part or "{" in part for part in parts[::5]):
        return _resolved(AT.join(parts[::5])), [
            WordTime(((int(h) * 60 + int(m)) * 60 + int(s)) * 1000 + int(f))
            for h, m, s, f in zip(parts[1::5], parts[2::5], parts[3::5], parts[4::5], strict=True)
        ]
    state = _Markup()
    last = 0
    for begin, end, tag in _tags(raw, dialect):
        state.add(raw[last:begin])
        last = end
        if tag is not None:
            state.read(tag, dialect)
    state.add(raw[last:])
    return "".join(state.out), state.signals


def _tags(raw: str, dialect: Dialect) -> Iterator[tuple[int, int, str | None]]:
    """The tags of a text: begin, end, and what stands between the angle brackets (None for an override in braces).

    Behind the last ``>`` only a tag that the end of the cue cuts off can stand; so the search takes linear time.
    """
    close = raw.rfind(">") + 1
    for m in _TAG.finditer(raw, 0, close):
        if m[1] is None or dialect == "vtt" or _known_in_srt(m[1]):
            yield m.start(), m.end(), m[1]
    for m in _OVERRIDE.finditer(raw, close):
        yield m.start(), m.end(), None
    if dialect == "vtt" and (at := raw.rfind("<", close)) >= 0 and (cut := _CUT_OFF.fullmatch(raw, at)):
        yield at, len(raw), cut[1]


class _Markup:
    """Where the reading of a text with tags stands: open voices and ruby, the text and the signals so far."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.signals: list[Signal] = []
        self._voices: list[str | None] = []
        self._ruby = self._reading = False

    def add(self, text: str) -> None:
        if text and not self._reading:
            self.out.append(_resolved(text))

    def read(self, tag: str, dialect: Dialect) -> None:
        signal: Signal | None = None
        if tag[:1].isdigit():
            signal = _stamp(tag)
        elif tag[:1] == "/":
            name = tag[1:].strip().lower()
            if name == "v" and self._voices:
                self._voices.pop()
                signal = Voice(self._voices[-1] if self._voices else None)
            self._reading = self._reading and name not in ("rt", "ruby")
            self._ruby = self._ruby and name != "ruby"
        else:
            name, _, annotation = _START.fullmatch(tag).groups()  # type: ignore[union-attr]
            name = name.lower() if dialect == "srt" else name
            if name == "v":
                self._voices.append(" ".join(html.unescape(annotation).replace(AT, "").split()) or None)
                signal = Voice(self._voices[-1])
            elif name in ("br", "br/"):
                self.out.append("\n")
            self._reading = self._reading or (self._ruby and name == "rt")
            self._ruby = self._ruby or name == "ruby"
        if signal is not None:
            self.out.append(AT)
            self.signals.append(signal)


def _known_in_srt(tag: str) -> bool:
    name = re.match(r"/?([A-Za-z]*)(?=[\s./=>]|$)", tag)
    if name and name[1].lower() in _KNOWN_SRT:
        return True
    return bool(_STAMP.fullmatch(tag))


def _stamp(tag: str) -> WordTime | None:
    if m := _STAMP.fullmatch(tag):
        hours, minutes, secs, millis = m.groups()
        return WordTime(((int(hours or 0) * 60 + int(minutes)) * 60 + int(secs)) * 1000 + int(millis))
    if re.fullmatch(r"(?:\d{2,4}:)?\d\d:\d\d[.,]\d{1,6}", tag) and (time := clock.parse(tag)) is not None:
        return WordTime(time)
    return None


def _resolved(text: str) -> str:
    return html.unescape(text) if "&" in text else text  # "&#0;" becomes U+FFFD there
