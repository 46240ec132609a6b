"""How surely a text is in a format, from its first characters. No format library is needed for that."""

from __future__ import annotations

import re

__all__ = ["HEAD", "LEAST", "SUFFIX_BONUS", "json3", "result", "srt", "vtt", "whisper"]

HEAD = 20_000
"""So many characters are looked at."""

LEAST = 0.3
"""Below this a format does not fit."""

SUFFIX_BONUS = 0.15
"""What a fitting suffix adds."""

# a line with two times; loose, for the repair pass behind it is loose
_TIMING = re.compile(r"^[ \t]*-?\d{1,4}\s?[:：.]\s?\d{1,4}[^\n\r>→＞]{0,20}(?:[-–—=−]\s?[>＞]|→)", re.MULTILINE)
_KEY = '"{}"[ \\t\\r\\n]*:'


def _has(text: str, *keys: str) -> bool:
    return all(re.search(_KEY.format(key), text) for key in keys)


def srt(text: str) -> float:
    """SubRip: timing lines and no WebVTT line; the reader stands anything else."""
    if text.startswith("WEBVTT") or (text[:1] == "{" and not text.startswith("{\\")):
        return 0.0
    found = len(_TIMING.findall(text.replace("\r", "\n")))
    if not found:
        return 0.0
    return 0.9 if re.search(r"\d[,，]\d+\s*[-–—=−]", text) else 0.7


def vtt(text: str) -> float:
    """WebVTT: its first line says so; a file that lost it still has times without hours or with points."""
    if text.startswith("WEBVTT"):
        return 1.0
    return 0.7 if srt(text) and re.search(r"\d\.\d{3} --> \d", text) else 0.0


def json3(text: str) -> float:
    """YouTube json3: events with ``tStartMs``."""
    if text.lstrip()[:1] != "{":
        return 0.0
    return 1.0 if _has(text, "events") and (_has(text, "tStartMs") or _has(text, "wireMagic")) else 0.0


def whisper(text: str) -> float:
    """Recognisers' JSON: segments or words with starts and ends."""
    if text.lstrip()[:1] not in ("{", "["):
        return 0.0
    if _has(text, "transcription", "offsets"):
        return 1.0
    if re.search(r'"(?:start|end)"[ \t\r\n]*:', text) and re.search(
        r'"(?:text|word|punctuated_word)"[ \t\r\n]*:', text
    ):
        return 0.5 if _has(text, "segments") or _has(text, "words") else 0.4
    return 0.0


def result(text: str) -> float:
    """A result of turncue: its keys come first."""
    return 1.0 if text.lstrip()[:1] == "{" and _has(text[:2000], "version", "engine", "turns") else 0.0
