"""LRC, lyrics with times (``.lrc``)::

    [ti:A walk]
    [offset:+250]
    [00:01.00]Good morning
    [00:01.00]<00:01.00> Good <00:01.40> morning
    [00:12.00][00:41.50]the refrain, twice

``[00:00:01]`` counts hours, minutes and seconds where no last field is over 59 and the lines would be too fast for
speech in hundredths. A line has the time of its beginning; enhanced LRC has one before each word too. ``offset`` moves
every line: a positive one shows lines earlier, in ms. A line without text ends the one before.
"""

from __future__ import annotations

import re

from turncue import clock
from turncue.errors import ReadError
from turncue.formats import params
from turncue.formats.cues.cue_text import WordTime
from turncue.formats.cues.repair import split_lines
from turncue.formats.cues.timed_text import TimedText, captions_from_lines, guessed_end
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_captions"]

_TIME = r"\d{1,4}:\d{1,2}(?:[.:,]\d{1,3})?"
_LEADING = re.compile(rf"\s*\[\s*({_TIME})\s*\]")
_WORD = re.compile(rf"<\s*({_TIME})\s*>|(?<=\S)\s*\[({_TIME})\]\s*")
_OFFSET = re.compile(r"(?im)^\[offset:\s*([+-]?\d{1,9})\s*\]")
_LANGUAGE = re.compile(r"(?im)^\[la(?:ng)?:\s*([a-z]{2,3})\s*\]")


def _ms(text: str, *, hours: bool) -> int:
    first, _, rest = text.replace(",", ".").partition(":")
    if ":" in rest and hours:
        minutes, _, seconds = rest.partition(":")
        return (int(first) * 60 + int(minutes)) * 60_000 + int(seconds) * 1000
    return int(first) * 60_000 + clock.from_seconds(float(rest.replace(":", ".")))  # hundredths behind a colon


def _has_hours(lines: list[str]) -> bool:
    """Whether times of three fields have hours: as hundredths the lines would pass too fast for any speech."""
    timed = [(m[1], line[m.end() :].strip()) for line in lines if (m := _LEADING.match(line))]
    last = [time.rpartition(":")[2] for time, _ in timed if time.count(":") == 2]
    if len(last) < 2 or len(last) < len(timed) or any(len(x) != 2 or int(x) > 59 for x in last):
        return False
    starts = [_ms(time, hours=False) for time, _ in timed]
    letters = sum(len(text) for _, text in timed[:-1])
    lasting = max(starts) - min(starts)
    return letters * 1000 > params.LRC_FASTEST * max(1, lasting)


def read_captions(source: Source) -> Captions:
    """Read LRC, in order of start, times in ms; a line ends where the next begins. Raises ``ReadError``."""
    move = _OFFSET.search(source.text)
    shift = -int(move[1]) if move else 0
    rows: list[tuple[int, str]] = []
    written = split_lines(source.text.replace("\x00", "\ufffd"))
    hours = _has_hours(written)
    for line in written:
        starts: list[int] = []
        at = 0
        while m := _LEADING.match(line, at):
            starts.append(max(0, _ms(m[1], hours=hours) + shift))
            at = m.end()
        rows += [(start, line[at:].strip()) for start in starts]
    if not rows:
        raise ReadError("no line with a time such as [00:12.50] in it.", source.name)
    rows.sort(key=lambda row: row[0])
    lines = []
    for k, (start, text) in enumerate(rows):
        after = next((t for t, _ in rows[k + 1 : k + 20] if t > start), None)
        if text:
            lines.append(_line(start, after, text, shift))
    language = _LANGUAGE.search(source.text)
    return captions_from_lines(lines, source, "lrc", language=language and language[1].lower())


def _line(start: int, after: int | None, text: str, shift: int) -> TimedText:
    plain = _WORD.sub("", text)
    end = after if after is not None and after - start < 15_000 else guessed_end(start, after, len(plain))
    words: list[WordTime] = []
    out, last = "", 0
    stop = len(text.rstrip())
    for m in _WORD.finditer(text):
        if m.end() < stop:
            before = text[last : m.start()]
            out += before if before.endswith(" ") or not before else before + " "
            out += "\x00"
            words.append(WordTime(max(0, _ms(m[1] or m[2], hours=False) + shift)))
        else:  # a time behind the last word is its end
            out += text[last : m.start()]
            end = max(start, _ms(m[1] or m[2], hours=False) + shift)
        last = next((at for at in range(m.end(), stop) if not text[at].isspace()), len(text))
    return TimedText(start, end, " ".join((out + text[last:]).split()) if words else plain, None, tuple(words))
