"""Times first: which times of a document are its marks, as classes over the whole document.

A class is a place in the line, what encloses the time, and how it is written. A class is taken out where its times rise
through the document; a time in running speech (“At 4:30 we …”) belongs to no class that does. What is taken out of the
inside of a line leaves ``BREAK`` behind where nothing else parts the two sides: the time may itself part name and text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from turncue.transcripts import params
from turncue.transcripts.grammar.clocks import Clock, find_clocks
from turncue.transcripts.grammar.document_lines import Line
from turncue.transcripts.grammar.ordinals import without_ordinals
from turncue.transcripts.names import is_sound
from turncue.transcripts.params import TIME_CLASS_LEAST, TIME_CLASS_RISING, TIME_INSIDE_SHARE, TIME_MOSTLY, TIME_REACH

__all__ = ["BREAK", "TimedLine", "restored", "timed_lines"]

BREAK = "\x1f"
"""Stands where a time was that parted two sides of a line."""

_OPENERS = re.compile(r"[\s*_\[(（【「<{\"“«|>#@`~-]*")
_CLOSERS = re.compile(r"[\s*_\])）】」>}:：﹕︰.,;|`~=—–-]*")
_LEFT = re.compile(r"[\s,;|@·•\-–—/]*$")
_RIGHT = re.compile(r"[\s,;|·•\-–—/]*")
_AFTER_CLOSE = re.compile(r"[*_]*[\])）】」>}:：﹕︰]")
_CLOSING_EMPHASIS = re.compile(r"[*_]+(?=[\s:：﹕︰–—|.,»>→~=/-]|$)")
_PARTED = re.compile(r"(?:[→⇒➜»›]|[-=]>|>{1,3}|[~=^#]|::)\s")
_LABEL_END = re.compile(r"[*_]*\s*[:：]")  # Ann (12:04): …
_HARD = re.compile(r"\[\[")


@dataclass(frozen=True, slots=True)
class TimedLine:
    """A line without the document's times.

    ``text`` is what is left, with ``BREAK`` where a time parted two sides; ``time`` the time in ms, None where the line
    has none or it tells minutes only; ``written`` the time as it stood; ``place``: "start" (also on a line of its own
    above), "inside" or "end" of the line, "" without a time.
    """

    line: Line
    text: str
    time: int | None = None
    written: str = ""
    place: str = ""


def restored(text: str, written: str) -> str:
    """A text with the time put back where it was taken out."""
    return text.replace(BREAK, f" {written} ").strip() if BREAK in text else text


def timed_lines(lines: Sequence[Line]) -> list[TimedLine]:
    """The lines without their times, in order; a line that is nothing but a time gives its time to the next one."""
    lines = without_ordinals(lines)
    clocks = [[] if line.rule or _HARD.search(line.text) else find_clocks(line.text, TIME_REACH) for line in lines]
    kept = _of_classes(lines, clocks)
    wrapped = _wrapped_ends(lines, clocks, kept)
    made: list[TimedLine] = []
    ahead: tuple[int | None, str] | None = None
    blank = False
    for number, line in enumerate(lines):
        here = kept.get(number, [])
        text = line.text
        if number in wrapped and made:
            if not made[-1].written:
                made[-1] = replace(made[-1], time=_exact(clocks[number][0]), written=text, place="end")
            continue
        for clock in reversed(here):
            text = _cut(text, clock)
        if here and not text.strip(" \t*_-–—:：[](),.|"):
            ahead = (_exact(here[0]), line.text[here[0].begin : here[0].end])
            blank = blank or line.blank
            continue
        first = here[0] if here else None
        place = _place(line.text, first) if first else ""
        time = _exact(first) if first else None
        written = line.text[first.begin : first.end] if first else ""
        if ahead is not None and not line.rule:
            time, written = (time, written) if time is not None and place == "start" else ahead
            place, ahead = "start", None
        made.append(TimedLine(replace(line, blank=line.blank or blank), text.strip(), time, written, place))
        blank = False
    return made


def _wrapped_ends(lines: Sequence[Line], clocks: Sequence[list[Clock]], kept: dict[int, list[Clock]]) -> frozenset[int]:
    """The lines that hold nothing but a time which elsewhere ends lines: a text was wrapped before it."""
    ends = {(c.wrap, c.kind) for n, here in kept.items() for c in here if _place(lines[n].text, c) == "end"}
    return frozenset(
        n
        for n, here in enumerate(clocks)
        if n
        and n not in kept
        and len(here) == 1
        and (here[0].wrap, here[0].kind) in ends
        and not lines[n].blank
        and not lines[n - 1].rule
        and _place(lines[n].text, here[0]) == "whole"
    )


def _exact(clock: Clock) -> int | None:
    """The time in ms; None where only minutes are given, which is too coarse to place a turn by."""
    return None if clock.kind == "minute" else clock.time


def _place(text: str, clock: Clock) -> str:
    before = _OPENERS.fullmatch(text, 0, clock.begin) is not None
    after = _CLOSERS.fullmatch(text, clock.end) is not None
    if before:
        return "whole" if after else "start"
    return "end" if after else "inside"


def _in_a_note(text: str, clock: Clock) -> bool:
    """Whether a time stands in a bracket with other words, as in ``[inaudible 00:03:44]``, that is no label."""
    at = max(text.rfind(c, 0, clock.begin) for c in "[(（【<{")
    if at < 0 or any(c in text[at : clock.begin] for c in "])）】>}"):
        return False
    words = text[at + 1 : clock.begin].strip(" ,;:@|-–—*_")
    return bool(words) and (is_sound(words) or _OPENERS.fullmatch(text, 0, at) is None)


def _of_classes(lines: Sequence[Line], clocks: Sequence[list[Clock]]) -> dict[int, list[Clock]]:
    """The times of the accepted classes, by line."""
    classes: dict[tuple[str, str, str], list[tuple[int, Clock]]] = defaultdict(list)
    for number, here in enumerate(clocks):
        places: set[str] = set()
        for clock in here:
            place = _place(lines[number].text, clock)
            far = place == "inside" and clock.begin > TIME_REACH
            if place in places or far or _in_a_note(lines[number].text, clock):
                continue
            places.add(place)
            classes[place, clock.wrap, clock.kind].append((number, clock))
    paragraphs = max(1, sum(1 for line in lines if line.blank and not line.rule))
    paragraphs = min(paragraphs, len(lines))
    kept: dict[int, list[Clock]] = defaultdict(list)
    for (place, wrap, _), members in sorted(classes.items()):
        behind_names = all(_LABEL_END.match(lines[n].text, c.end) for n, c in members)
        if not _is_class("end" if behind_names else place, wrap, members, paragraphs):
            continue
        steady = _rising_most([c.time for _, c in members])
        for k, (number, clock) in enumerate(members):
            if k in steady or _is_bracket(wrap) or place == "whole":
                kept[number].append(clock)
    return {number: sorted(here, key=lambda c: c.begin) for number, here in kept.items()}


def _is_bracket(wrap: str) -> bool:
    return any(not c.isalnum() for c in wrap)


def _is_class(place: str, wrap: str, members: Sequence[tuple[int, Clock]], paragraphs: int) -> bool:
    times = [c.time for _, c in members]
    n = len(times)
    least = TIME_CLASS_LEAST - 1 if place == "whole" or (place == "start" and _is_bracket(wrap)) else TIME_CLASS_LEAST
    if _is_bracket(wrap) and place != "inside" and n >= TIME_CLASS_LEAST and n >= TIME_MOSTLY * paragraphs:
        return True  # a clock that starts anew with every part, or one copied everywhere
    if n < least or (times[0] == times[-1] and n > 2):
        return False
    if place in ("inside", "end") and n < TIME_INSIDE_SHARE * paragraphs and n < params.TIMES_MANY:
        return False
    return len(_rising_most(times)) >= TIME_CLASS_RISING * n


def _rising_most(times: Sequence[int]) -> set[int]:
    """The places of a longest subsequence that never falls."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for k, time in enumerate(times):
        at = bisect_right(tails, time)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(time)
            ends.append(k)
        else:
            tails[at], ends[at] = time, k
    chosen: set[int] = set()
    k = ends[-1] if ends else -1
    while k >= 0:
        chosen.add(k)
        k = before[k]
    return chosen


def _cut(text: str, clock: Clock) -> str:
    """A line without one time and the marks that only it needed."""
    left, right = text[: clock.begin], text[clock.end :]
    bare_left = _LEFT.sub("", left)
    bare_right = right[_RIGHT.match(right).end() :]  # type: ignore[union-attr]
    if not bare_right:
        return bare_left
    if _OPENERS.fullmatch(left):
        return left.rstrip("-–—|> ") + bare_right if left.strip("-–—|> ") or left != left.strip() else left + bare_right
    if (
        _AFTER_CLOSE.match(bare_right)
        or _CLOSING_EMPHASIS.match(right)
        or (right[:1] in "*_" and _CLOSERS.fullmatch(right))
    ):
        return bare_left + bare_right
    parted = left[len(bare_left) :].strip(" ") or right[: len(right) - len(bare_right)].strip(" ")
    if parted:
        return f"{bare_left} {parted[0]} {bare_right}" if parted[0] != "\t" else f"{bare_left}\t{bare_right}"
    if bare_left[-1:] in ":：﹕︰|" or _PARTED.match(bare_right):
        return f"{bare_left} {bare_right}"
    return f"{bare_left} {BREAK} {bare_right}"
