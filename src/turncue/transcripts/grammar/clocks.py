"""Times as people write them: clocks, frames, units, primes, seconds, wall clocks; and ranges of two.

Only the syntax of one time. Which of them belong to the document's marks, ``turncue.transcripts.grammar.times``
decides.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Clock", "find_clocks"]

_HOUR = r"(?:h|hrs?|hours?|std\.?|stunden?|heures?|horas?|小时|小時|時間|시간|ч)"
_MINUTE = r"(?:m|min\.?|mins\.?|minutes?|minuten?|minutos?|分钟|分鐘|分|분|мин\.?)"
_SECOND = r"(?:s|secs?\.?|seconds?|sek\.?|sekunden?|secondes?|segundos?|秒|초|сек\.?)"
_END = r"(?![^\W\d_])"
_HALF_BEFORE = r"(?:(?:오전|오후|上午|下午|午前|午後|صباحا|مساء)\s?)?"
_CLOCK = (
    rf"{_HALF_BEFORE}(?<![\d:.,])\d{{1,3}}[:：][0-5]\d(?:[:：][0-5]\d)?(?:[.,:;]\d{{1,6}}|-\d(?=#))?(?!\d|:\d)"
    r"(?:\s?[ap]\.?m\.?(?!\w))?"
)
_UNITS = (
    rf"(?<![\d.,])(?<![^\W_])(?:\d{{1,2}}\s?{_HOUR},?\s?)?(?:\d{{1,3}}\s?{_MINUTE}{_END},?\s?(?:and\s|und\s|et\s|y\s)?"
    rf"(?:\d{{1,2}}(?:[.,]\d+)?\s?{_SECOND}{_END})?|\d{{1,5}}(?:[.,]\d+)?\s?{_SECOND}{_END})"
    rf"|(?<![\d.,])(?<![^\W_])\d{{1,2}}h[0-5]\dm?(?:[0-5]\ds?)?{_END}"
)
_GLUED_UNITS = r"(?<![\d.,])(?<![^\W_])(?:\d{1,2}h)?\d{1,3}m[0-5]?\ds(?!\w)"
_PRIME = r"(?<!\d)\d{1,3}['′’]\s?[0-5]\d(?:[\"″”]|'')?(?!\w)"
_DAY = (
    r"(?<!\w)(?:today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|heute|gestern|hoy|ayer|aujourd['’]hui|hier|"
    r"сегодня|вчера|今天|昨天|今日|昨日|오늘|어제|bugün|dün)\s*(?:at|um|à|a las|в|saat)?\s+"
)
_DATE = r"(?:(?<!\d)(?:\d{4}[-/.]\d\d?[-/.]\d\d?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:T|,?\s+(?:at\s)?))"
_SECONDS = r"(?<![\d.,:$€£])(?<![^\W_])\d{1,5}\.\d{1,3}(?![\d.:%\w])"
_ATOM = rf"(?:{_DATE}|{_DAY})?(?:{_CLOCK}(?:Z|\sUTC)?)|{_GLUED_UNITS}|{_UNITS}|{_PRIME}|{_SECONDS}"
_RANGE = re.compile(rf"(?i)(?P<a>{_ATOM})(?:\s*(?:→|-{{0,2}}[>＞]|[-–—~～/]|,|\bto\b|\bbis\b|至|à)\s*(?P<b>{_ATOM}))?")
_PARTS = re.compile(r"(?i)(\d+)[:：](\d\d)(?:[:：](\d\d))?(?:([.,:;-])(\d{1,6}))?\s?([ap])?")
_AFTERNOON = re.compile("오후|下午|午後|مساء")
_MORNING = re.compile("오전|上午|午前|صباحا")
_PAIRED = {"[": "]", "(": ")", "（": "）", "【": "】", "［": "］", "{": "}", "<": ">", "《": "》", "〈": "〉", "#": "#"}
_LEAD = re.compile(r"(?i)(?:(?<!\w)(?:at|um|à|a las|@|time|timestamp|ts|zeit|t)\s?[:=+]?\s*|@\s*|T\+)$")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time in a line, with its brackets: ``text[begin:end]``.

    ``time`` in ms; ``finish`` that of a range's end, or None. ``kind``: clock, frames, wall (am and pm; minute: without
    seconds), units, prime, seconds. ``wrap``: the brackets and emphasis around it, as opened, and the
    first letter of a word that announces it: “At 4:30” is of another class than “4:30”.
    """

    begin: int
    end: int
    time: int
    kind: str
    wrap: str


def find_clocks(text: str, reach: int) -> list[Clock]:
    """The times within ``reach`` characters of either end of a line, in order."""
    if not any(c.isdigit() for c in text):
        return []
    if not text.isascii():  # the digits of Arabic, Hindi and others
        text = "".join(str(unicodedata.decimal(c)) if c > "\x7f" and c.isdecimal() else c for c in text)
    if len(text) <= 3 * reach:
        return [c for m in _RANGE.finditer(text) if (c := _clock(text, m)) is not None]
    head, shift = text[: 2 * reach], len(text) - 2 * reach
    made = [c for m in _RANGE.finditer(head) if (c := _clock(text, m)) is not None and c.begin < reach]
    tail = text[shift:]
    last = [c for m in _RANGE.finditer(tail) if (c := _clock(tail, m)) is not None and c.begin >= reach]
    return made + [Clock(c.begin + shift, c.end + shift, c.time, c.kind, c.wrap) for c in last]


def _clock(text: str, match: re.Match[str]) -> Clock | None:
    value = _value(match["a"])
    if value is None:
        return None
    time, kind = value
    begin, end, wrap = _widened(text, match.start(), match.end())
    if kind == "seconds" and not wrap and match["b"] is None:
        return None  # 3.5 in a sentence, or alone
    return Clock(begin, end, time, kind, wrap)


def _widened(text: str, begin: int, end: int) -> tuple[int, int, str]:
    """A time with what encloses it on both sides, and the words that announce it (``at``, ``Time:``)."""
    wrap = ""
    for _ in range(4):
        left, right = len(text[:begin].rstrip(" \t")), end
        while right < len(text) and text[right] in " \t":
            right += 1
        before, after = text[left - 1 : left], text[right : right + 1]
        if before in _PAIRED and after == _PAIRED[before]:
            wrap, begin, end = before + wrap, left - 1, right + 1
        elif before and before in "*_`|" and before == after and right == end:
            size = 2 if before in "*_" and text[left - 2 : left] == text[right : right + 2] == before * 2 else 1
            if before != "|":
                wrap = before * size + wrap
                begin, end = left - size, right + size
            else:
                break
        elif (lead := _LEAD.search(text[max(0, begin - 14) : begin])) is not None:
            begin = max(0, begin - 14) + lead.start()
            wrap = text[begin].lower() + wrap
        else:
            break
    return begin, end, wrap


def _value(written: str) -> tuple[int, str] | None:
    """The time of one atom in ms, and its kind."""
    match = _PARTS.search(written)
    if match is not None:
        one, two, three, sign, rest, half = match.groups()
        half = half or ("p" if _AFTERNOON.search(written) else "a" if _MORNING.search(written) else None)
        if half:
            hour = int(one) % 12 + (12 if half in "pP" else 0)
            return (hour * 60 + int(two)) * 60000 + int(three or 0) * 1000, "wall" if three else "minute"
        seconds = int(one) * 3600 + int(two) * 60 + int(three) if three is not None else int(one) * 60 + int(two)
        if sign in (":", ";") and rest is not None:
            if three is None or len(rest) > 2:
                return None
            return seconds * 1000 + int(rest) * 40, "frames"
        part = round(int(rest) * 1000 / 10 ** len(rest)) if rest else 0
        return seconds * 1000 + part, "wall" if re.match(_DATE, written) else "clock"
    numbers = [float(n.replace(",", ".")) for n in re.findall(r"\d+(?:[.,]\d+)?", written)]
    if re.search(r"['′’]", written):
        return round((numbers[0] * 60 + numbers[1]) * 1000), "prime"
    if re.fullmatch(r"\d+\.\d+", written):
        return round(numbers[0] * 1000), "seconds"
    return _units(written, numbers)


def _units(written: str, numbers: list[float]) -> tuple[int, str] | None:
    hours = re.search(rf"(?i)\d\s?{_HOUR}", written) is not None
    minutes = re.search(rf"(?i)\d\s?{_MINUTE}{_END}|\dm\d", written) is not None
    seconds = re.search(rf"(?i)\d\s?{_SECOND}{_END}", written) is not None
    if hours and len(numbers) > 1 and not minutes and not seconds:
        minutes = True  # 1h02
    names = [unit for unit, there in ((3600, hours), (60, minutes), (1, seconds)) if there]
    if not names or len(names) > len(numbers):
        return None
    return round(sum(u * n for u, n in zip(names, numbers, strict=False)) * 1000), "units"
