"""How surely a text is in a format, from its first characters. No format library is needed for that."""

from __future__ import annotations

import re

from turncue.formats.source import Source

__all__ = ["LEAST", "SUFFIX_BONUS", "json3", "result", "srt", "vtt", "whisper"]

LEAST = 0.3
"""Below this a format does not fit."""

SUFFIX_BONUS = 0.15
"""What a fitting suffix adds."""

# a line with two times; loose, for the repair pass behind it is loose
_TIMING = re.compile(r"^[ \t]*-?\d{1,4}\s?[:：.]\s?\d{1,4}[^\n\r>→＞]{0,20}(?:[-–—=−]\s?[>＞]|→)", re.MULTILINE)
_KEY = '"{}"[ \\t\\r\\n]*:'


def _has(text: str, *keys: str) -> bool:
    return all(re.search(_KEY.format(key), text) for key in keys)


def srt(source: Source) -> float:
    """SubRip: timing lines and no WebVTT line; the reader accepts anything else."""
    text = source.head
    if text.startswith("WEBVTT") or (text[:1] == "{" and not text.startswith("{\\")):
        return 0.0
    if not _TIMING.search(text.replace("\r", "\n")):
        return 0.0
    return 0.9 if re.search(r"\d[,，]\d+\s*[-–—=−]", text) else 0.7


def vtt(source: Source) -> float:
    """WebVTT: its first line says so; a file that lost it still has times without hours or with points."""
    if source.text.startswith("WEBVTT"):
        return 1.0
    return 0.7 if re.search(r"\d\.\d{3} --> \d", source.head) and srt(source) else 0.0


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
    if re.search(r'"(?:start|end)"[ \t\r\n]*:', text) and re.search(
        r'"(?:text|word|punctuated_word)"[ \t\r\n]*:', text
    ):
        return 0.5 if _has(text, "segments") or _has(text, "words") else 0.4
    return 0.0


def result(source: Source) -> float:
    """A result of turncue: its keys come first."""
    text = source.text[:2000]
    return 1.0 if text.lstrip()[:1] == "{" and _has(text, "version", "engine", "turns") else 0.0
