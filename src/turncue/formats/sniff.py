"""How surely a text is in a format, from its first characters. No format library is needed for that."""

from __future__ import annotations

import re
from collections.abc import Callable

from turncue.formats.source import Source
from turncue.formats.xml_text import root_name

__all__ = [
    "LEAST",
    "SUFFIX_BONUS",
    "any_of",
    "json3",
    "json_with",
    "line_pattern",
    "lrc",
    "microdvd",
    "result",
    "srt",
    "srv",
    "vtt",
    "whisper",
    "xml_root",
]

Sniffer = Callable[[Source], float]

LEAST = 0.3
"""Below this a format does not fit."""

SUFFIX_BONUS = 0.15
"""What a fitting suffix adds."""

# a line with two times; loose, for the repair pass behind it is loose
_TIMING = re.compile(r"^[ \t]*-?\d{1,4}\s?[:：.]\s?\d{1,4}[^\n\r>→＞]{0,20}(?:[-–—=−]\s?[>＞]|→)", re.MULTILINE)
_WITH_TEXT = re.compile(
    r"^[ \t]*\d[\d:.,]{3,15}[ \t]*-{1,2}>[ \t]*\d[\d:.,]{2,15}\d(?:[:|][ \t]*|[ \t]+)(?![A-Za-z]\w{0,15}:\S)[^\W\d]",
    re.MULTILINE,
)
_TIMES = re.compile(
    r'"(?:start|end|timestamp|from|begin|time_begin|start_?time|startTime|start_?ms|startMs|startTimeMs|offsetMs'
    r'|tStartMs)"\s*:'
)
_TEXTS = re.compile(
    r'"(?:text|word|punctuated_word|body|content|transcript|sentence|segment|caption|lines?|utf8|transcription'
    r'|runs)"\s*:'
)
_TIMED_ROWS = re.compile(r'\s*\[\s*\[\s*\d+(?:\.\d+)?\s*,\s*\d+(?:\.\d+)?\s*,\s*"')
_KEY = '"{}"[ \\t\\r\\n]*:'


def _has(text: str, *keys: str) -> bool:
    return all(re.search(_KEY.format(key), text) for key in keys)


def srt(source: Source) -> float:
    """SubRip: timing lines and no WebVTT line; the reader accepts anything else."""
    text = source.head
    if text.startswith("WEBVTT") or (text[:1] in ("{", "<") and not text.startswith("{\\")):
        return 0.0
    plain = text.replace("\r", "\n")
    timing = len(_TIMING.findall(plain))
    if not timing:
        return 0.0
    if len(_WITH_TEXT.findall(plain)) > 0.5 * timing:
        return LEAST  # the text stands behind the times: pasted lines
    return 0.9 if re.search(r"\d[,，]\d+\s*[-–—=−]", text) else 0.7


def vtt(source: Source) -> float:
    """WebVTT: its first line says so; a file that lost it still has times without hours or with points."""
    if source.text.startswith("WEBVTT"):
        return 1.0
    return 0.7 if re.search(r"\d\.\d{3} --> \d", source.head) and srt(source) else 0.0


def json_with(*keys: str, score: float = 0.9, unless: str | None = None, where: str = "") -> Sniffer:
    """A sniffer for JSON that has all of the keys, none named ``unless``, and a match of the pattern ``where``."""
    pattern = re.compile(where) if where else None

    def sniffer(source: Source) -> float:
        if source.text.lstrip()[:1] not in ("{", "["):
            return 0.0
        if not all(f'"{key}"' in source.text for key in keys) or (unless and f'"{unless}"' in source.text):
            return 0.0
        # a key stands before a colon; the text of the speech may hold the same word
        if not _has(source.text, *keys) or (pattern and not pattern.search(source.text)):
            return 0.0
        return score

    return sniffer


def any_of(*sniffers: Sniffer) -> Sniffer:
    """A sniffer that is as sure as the surest of several."""
    return lambda source: max(sniffer(source) for sniffer in sniffers)


def xml_root(*names: str) -> Sniffer:
    """A sniffer for XML whose root element has one of the names."""

    def sniffer(source: Source) -> float:
        return 0.95 if source.text.lstrip()[:1] == "<" and root_name(source) in names else 0.0

    return sniffer


def line_pattern(pattern: str, score: float = 0.9) -> Sniffer:
    """A sniffer for text of which some line among the first matches the pattern."""
    compiled = re.compile(pattern, re.MULTILINE)

    def sniffer(source: Source) -> float:
        return score if compiled.search(source.head.replace("\r", "\n")) else 0.0

    return sniffer


def srv(source: Source) -> float:
    """YouTube's XML; podcasts and others have roots of the same name without such times."""
    if source.text.lstrip()[:1] != "<" or root_name(source) not in ("timedtext", "transcript"):
        return 0.0
    return 0.95 if re.search(r"<(?:p|text)\s[^<>]{0,200}?\b(?:t|start)\s*=", source.text) else 0.0


def microdvd(source: Source) -> float:
    """MicroDVD or MPL2: nearly all lines begin with two numbers in brackets."""
    lines = [line for line in source.head.replace("\r", "\n").split("\n") if line.strip()][:100]
    rows = sum(bool(re.match(r"\s*(?:\{\d+\}\{\d*\}|\[\d+\]\[\d*\])", line)) for line in lines)
    return 0.9 if rows and rows >= 0.8 * len(lines) else 0.0


def lrc(source: Source) -> float:
    """LRC: most lines begin with a time in square brackets, directly before the text, or with a tag."""
    lines = [line for line in source.head.replace("\r", "\n").split("\n") if line.strip()][:200]
    timed = sum(bool(re.match(r"\s*\[\d{1,4}:\d{1,2}(?:[.:,]\d{1,3})?\]", line)) for line in lines)
    tags = sum(bool(re.match(r"\s*\[[A-Za-z#]{1,10}:[^\]]*\]", line)) for line in lines)
    hundredths = re.search(r"(?m)^\s*\[\d{1,4}:\d\d[.:]\d{2,3}\]", source.head.replace("\r", "\n"))
    if not timed or timed + tags < 0.9 * len(lines):
        return 0.0
    return 0.8 if tags or hundredths else 0.35


def json3(source: Source) -> float:
    """YouTube json3: events with ``tStartMs``."""
    text = source.head
    if text.lstrip()[:1] != "{":
        return 0.0
    return 1.0 if _has(text, "events") and (_has(text, "tStartMs") or _has(text, "wireMagic")) else 0.0


def whisper(source: Source) -> float:
    """Recognisers' JSON: segments or words with starts and ends."""
    text = source.head
    if text.lstrip()[:1] not in ("{", "["):
        return 0.0
    if _has(text, "transcription", "offsets"):
        return 1.0
    if _TIMED_ROWS.match(text):
        return 0.5
    if _TIMES.search(text) and _TEXTS.search(text):
        return 0.5 if _has(text, "segments") or _has(text, "words") else 0.4
    return 0.0


def result(source: Source) -> float:
    """A result of turncue: its keys come first."""
    text = source.text[:2000]
    return 1.0 if text.lstrip()[:1] == "{" and _has(text, "version", "engine", "turns") else 0.0
