"""Integer milliseconds, and every notation of a time that turncue meets.

Rounding happens once, here: fractions of any length are read as decimals (``,5`` is half a second, ``,500000``
too) and rounded half up to whole milliseconds.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["from_seconds", "parse", "seconds", "srt", "vtt"]

# hours, minutes and fraction may be missing; "." "," ":" and their full-width forms before the fraction
_TIME = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2})(?:[.,:](\d{1,9}))?")
_SECONDS = re.compile(r"(\d{1,6})[.,](\d{1,9})s?|(\d{1,6})s")


def _fraction(digits: str | None) -> int:
    """Decimal digits after the point as ms, rounded half up."""
    if not digits:
        return 0
    return int(digits[:3].ljust(3, "0")) + (1 if digits[3:4] >= "5" and digits[3:4] else 0)


def parse(text: str) -> int | None:
    """Read a timestamp: ``1:02:03.456``, ``02:03,4``, ``0:12``, ``12.5s`` in ms; None when it is none.

    Two fields are minutes and seconds, three are hours, minutes and seconds; seconds over 59 carry over.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if m := _TIME.fullmatch(plain):
        hours, minutes, secs, digits = m.groups()
        return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(secs)) * 1000 + _fraction(digits)
    if m := _SECONDS.fullmatch(plain):
        return int(m[1] or m[3]) * 1000 + _fraction(m[2])
    return None


def from_seconds(value: float) -> int:
    """Seconds as ms, rounded half up."""
    return int(value * 1000 + 0.5)


def seconds(ms: int) -> float:
    """Ms as seconds with three decimals, as the JSON forms have them."""
    return ms / 1000  # the nearest float prints with three decimals at most


def srt(ms: int) -> str:
    """``01:02:03,456`` (SubRip)."""
    return vtt(ms).replace(".", ",")


def vtt(ms: int) -> str:
    """``01:02:03.456`` (WebVTT, section 4.1: hours may take more than two digits)."""
    total, millis = divmod(ms, 1000)
    minutes, secs = divmod(total, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{secs:02d}.{millis:03d}"
