"""Times written into a transcript.

``[00:12:34]``, ``(00:12)`` or ``[0:15 - 1:02]`` with nothing else in the brackets are taken out of the text and kept
as soft stamps, ``[[00:12:34.5]]`` as hard ones. ``[inaudible 00:01:02]`` is a note and stays, so does ``(at 3:30)``.
Round brackets also hold verses and ratios, ``John (3:16)``, ``half each (50:50)``: inside a line they hold a time only
with hours or a leading zero, or after the end of a sentence.
"""

from __future__ import annotations

import re

from turncue import clock
from turncue.model import Stamp
from turncue.text.punctuation import CLOSERS, SENTENCE_ENDS

__all__ = ["RANGE", "TIME", "lone_time", "read_time", "take_stamps"]

TIME = r"\d{1,3}[:：][0-5]\d(?:[:：][0-5]\d)?(?:[.,]\d{1,3})?"
RANGE = rf"{TIME}(?:\s*(?:→|-{{1,2}}>|[-–—~～]|to|至)\s*{TIME})?"

_STAMP = re.compile(
    rf"(?P<hard>\[\[\s*(?P<h>{TIME})\s*\]\])"
    rf"|[\[［【]\s*(?P<s>{RANGE})\s*[\]］】]"
    rf"|[(（]\s*(?P<r>{RANGE})\s*[)）]"
)
_CLEAR = re.compile(r"0\d[:：]\d\d|\d{1,3}[:：]\d\d[:：]\d\d")
_SENTENCE_END = SENTENCE_ENDS + CLOSERS
_LONE = re.compile(
    rf"(?:\[\[\s*(?P<h>{TIME})\s*\]\]|[\[［【(（]\s*(?P<s>{RANGE})\s*[\]］】)）]|(?P<b>{RANGE}))", re.IGNORECASE
)
_FIRST = re.compile(TIME)


def read_time(text: str) -> int | None:
    """The first time in a text, or in a range of two, in ms; None when there is none."""
    match = _FIRST.search(text)
    return clock.parse(match[0].replace("：", ":")) if match else None


def lone_time(text: str) -> str | None:
    """The time of a line that holds nothing else, as a bracketed stamp (``[[…]]`` when hard); else None."""
    match = _LONE.fullmatch(text.strip())
    if match is None:
        return None
    return f"[[{match['h']}]]" if match["h"] else f"[{match['s'] or match['b']}]"


def _clear(before: str, written: str) -> bool:
    """Whether round brackets hold a time for certain."""
    before = before.rstrip()
    return not before or before[-1] in _SENTENCE_END or _CLEAR.match(written) is not None


def take_stamps(text: str) -> tuple[str, tuple[Stamp, ...]]:
    """Take the stamps out of one paragraph.

    Returns the text without them, and the stamps in order with ``at`` counted in that text. White space around a
    stamp shrinks to what stood before it.
    """
    stamps: list[Stamp] = []
    out = ""
    last = 0
    for match in _STAMP.finditer(text):
        written = match["h"] or match["s"] or match["r"]
        time = read_time(written)
        if time is None or (match["r"] is not None and not _clear(text[: match.start()], written)):
            continue
        out += text[last : match.start()]
        last = match.end()
        if not out or out[-1].isspace():
            while last < len(text) and text[last].isspace():
                last += 1
        stamps.append(Stamp(len(out), time, match["hard"] is not None))
    if not stamps:
        return text, ()
    out = (out + text[last:]).rstrip()
    return out, tuple(Stamp(min(s.at, len(out)), s.time, s.hard) for s in stamps)
