"""What meeting tools put around names on every line: “From … to Everyone”, and a name that is given twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from turncue.transcripts import params
from turncue.transcripts.grammar.times import BREAK, TimedLine
from turncue.transcripts.names import fold

__all__ = ["with_index_colons", "without_doubles", "without_senders", "without_signs"]

_SENDER = re.compile(
    r"(?i)(?:from|von|de|от|来自|來自|发件人|寄件者|差出人|보낸 사람)(?=\s|\x1f)[\s\x1f]+(?P<name>[^:：\n]{1,60}?)"
    r"(?:\s+(?:to|an|à|a|para|до|кому|发送给|傳送給|宛先)\s+[^:：\n]{1,60}?)?\s*(?P<colon>[:：])"
)
_INDEX = re.compile(r"([A-Z]{1,3}\d{1,2})\s+(?=[^\s:：])")
_SIGNS = re.compile(
    "[\u25a0-\u25ff\u2600-\u2669\u266d-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\u20dd\u3007]"
    "[\ufe0f\u200d\U0001f3fb-\U0001f3ff\u2640\u2642\U0001f000-\U0001faff ]*(?=[*_]{0,3}\\w)"
)


def without_senders(timed: Sequence[TimedLine]) -> list[TimedLine]:
    """The lines with “From Ann to Everyone:” as “Ann:”, where most lines with a time begin so."""
    match = {n: m for n, x in enumerate(timed) if (m := _SENDER.match(x.text)) is not None}
    stamped = sum(1 for x in timed if x.written)
    names = Counter(fold(m["name"]) for m in match.values())
    if len(match) < params.LINE_HEADS_LEAST or len(match) < 0.6 * stamped or len(names) == len(match):
        return list(timed)
    return [
        replace(x, text=f"{m['name'].replace(BREAK, '')}{m['colon']}{x.text[m.end() :]}") if (m := match.get(n)) else x
        for n, x in enumerate(timed)
    ]


def with_index_colons(timed: Sequence[TimedLine]) -> list[TimedLine]:
    """The lines with ``S1 words`` as ``S1: words``, where nearly all lines begin so."""
    match = {n: m for n, x in enumerate(timed) if (m := _INDEX.match(x.text)) is not None}
    counts = Counter(m[1] for m in match.values())
    lines = sum(1 for x in timed if not x.line.rule)
    if len(match) < 0.8 * lines or len(counts) < 2 or sum(n > 1 for n in counts.values()) < 2:
        return list(timed)
    return [replace(x, text=f"{m[1]}: {x.text[m.end() :]}") if (m := match.get(n)) else x for n, x in enumerate(timed)]


def without_signs(timed: Sequence[TimedLine]) -> list[TimedLine]:
    """The lines without a picture or a circle before the name (🎙️, ○), where several lines begin with one."""
    match = {n: m.end() for n, x in enumerate(timed) if (m := _SIGNS.match(x.text)) is not None}
    if len(match) < params.LINE_HEADS_LEAST:
        return list(timed)
    return [replace(x, text=x.text[match[n] :]) if n in match else x for n, x in enumerate(timed)]


def without_doubles(timed: Sequence[TimedLine]) -> list[TimedLine]:
    """The lines without the second of two like ones in a row, where that happens again and again with several texts.

    Pages of meeting tools give a name for the eye and again for a screen reader; nobody says all his words twice.
    """
    keys = [fold(x.text.replace(BREAK, "")) for x in timed]
    second = [n for n in range(1, len(timed)) if keys[n] and keys[n] == keys[n - 1] and not timed[n].line.rule]
    counts = Counter(keys[n] for n in second)
    if len(second) < params.LINE_HEADS_LEAST or len(counts) < 2 or len(counts) == len(second):
        return list(timed)
    if any(len(key) > params.NAME_LENGTH for key in counts):
        return list(timed)
    gone = set(second)
    made: list[TimedLine] = []
    for n, x in enumerate(timed):
        if n in gone:
            last = made[-1]
            made[-1] = replace(last, time=x.time, written=x.written, place="start") if last.time is None else last
            continue
        made.append(x)
    return made
