"""Undo rolling captions: each new line once.

YouTube's automatic captions roll: a cue shows the line before and the new line, word by word stamped; a cue of
10 ms then shows the new line alone; and so on, so that every line stands there three times::

    1.000 --> 3.000   the line before            3.000 --> 3.010   then<..> the<..> new
                      then<1.2> the<1.5> new                       (without stamps)

A line is new when it has stamps, or when the screen did not show it already: the longest run of lines that ends
the screen before and begins this one was carried over. A line of a single word has no stamp, so stamps alone
would lose it; a text said twice is carried once, so comparing texts alone would too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from turncue.formats import params
from turncue.formats.cues.highlights import merged_highlights
from turncue.formats.cues.repair import RawCue
from turncue.model import Repair

__all__ = ["Unrolled", "is_overlapping", "one_line_at_a_time", "unrolled", "without_overlap"]

_TAGS = re.compile(r"<[^>]*>?")
_STAMPED = re.compile(r"<\d\d[\d:]*[.,]\d+>")


class _Screen(NamedTuple):
    """What a cue shows: its raw lines that show anything, the same without tags, the first that has stamps."""

    raw: tuple[str, ...]
    shown: list[str]
    stamped: int


def _screen(cue: RawCue) -> _Screen:
    raw: list[str] = []
    shown: list[str] = []
    stamped: int | None = None
    for line in cue.lines:
        plain = line
        if "<" in line:
            if stamped is None and _STAMPED.search(line):
                stamped = len(raw)
            plain = _TAGS.sub("", line)
        if plain := " ".join(plain.split()):
            raw.append(line)
            shown.append(plain)
    return _Screen(tuple(raw), shown, len(raw) if stamped is None else stamped)


def _carried(before: list[str], now: _Screen) -> int:
    """How many of the first lines shown now are the last ones shown before; a line with stamps never is."""
    for count in range(min(len(before), now.stamped), 0, -1):
        if before[-count:] == now.shown[:count]:
            return count
    return 0


def _carries(cues: Sequence[RawCue], screens: Sequence[_Screen]) -> list[int]:
    """For each cue the number of lines carried over from the one before."""
    counts = []
    before: list[str] = []
    end = 0
    for cue, screen in zip(cues, screens, strict=True):
        count = _carried(before, screen)
        again = (
            count == len(screen.shown) and cue.start - end > params.ROLLING_CLEARED
        )  # the same, said again after a pause
        counts.append(0 if again else count)
        before, end = screen.shown, cue.end
    return counts


def _rolls(cues: Sequence[RawCue], screens: Sequence[_Screen], counts: Sequence[int]) -> bool:
    """Do these captions roll?

    With word stamps two fifths of the cues must carry a line on. Without (a tool dropped them) three fifths, and
    besides a quarter must set a new line under a carried one, or two fifths be bridges of at most 100 ms that
    repeat a longer cue: people repeat themselves too.
    """
    carried = sum(count > 0 for count in counts)
    pairs = sum(bool(a.shown and b.shown) for a, b in pairwise(screens))
    if any(screen.stamped < len(screen.raw) for screen in screens):
        return carried >= 1 and carried >= 0.4 * pairs
    if carried < 3 or carried < 0.6 * pairs:
        return False
    grown = bridges = longer = 0
    for cue, screen, count in zip(cues, screens, counts, strict=True):
        brief = cue.end - cue.start <= params.ROLLING_BRIDGE
        grown += 0 < count < len(screen.shown)
        bridges += brief and 0 < count == len(screen.shown)
        longer += not brief and count < len(screen.shown)
    return grown >= max(2, pairs / 4) or (bridges >= max(2, 0.4 * pairs) and longer >= 0.8 * bridges)


def _may_roll(cues: Sequence[RawCue]) -> bool:
    """Whether the first cues of a long file carry lines over; if none does, the file need not be looked at."""
    return sum(not set(a.lines).isdisjoint(b.lines) for a, b in pairwise(cues)) > len(cues) // 50 or any(
        _STAMPED.search(line) for cue in cues for line in cue.lines if "<" in line
    )


def unrolled(cues: Sequence[RawCue]) -> list[RawCue] | None:
    """The cues with their new lines only, those without any left out, each ending before the next begins.

    None where the captions do not roll.
    """
    if len(cues) > 2 * params.ROLLING_SAMPLE and not _may_roll(cues[: params.ROLLING_SAMPLE]):
        return None
    screens = [_screen(cue) for cue in cues]
    counts = _carries(cues, screens)
    if not _rolls(cues, screens, counts):
        return None
    fresh: list[RawCue] = []
    stamped = False  # had the last fresh line stamps?
    for cue, screen, count in zip(cues, screens, counts, strict=True):
        if count < len(screen.raw):
            fresh.append(cue._replace(lines=screen.raw[count:]))
            stamped = screen.stamped < len(screen.raw)
        elif fresh and screen.raw and not stamped and cue.end - cue.start > params.ROLLING_BRIDGE:
            # without stamps the time a line stands alone belongs to it
            fresh[-1] = fresh[-1]._replace(end=max(fresh[-1].end, cue.end))
    return without_overlap(fresh)


class Unrolled(NamedTuple):
    """Cues whose lines stand on the screen once, the repairs, and whether their words have stamps from now on."""

    cues: list[RawCue]
    repairs: list[Repair]
    rolled: bool


def one_line_at_a_time(cues: list[RawCue], *, cut_overlaps: bool = False) -> Unrolled:
    """Karaoke sentences as one cue each, rolling captions without their repeated lines.

    With ``cut_overlaps`` captions of which many overlap end where the next begins.
    """
    if (merged := merged_highlights(cues)) is not None:
        repair = Repair(0, "one cue per word", f"{len(cues)} cues", f"{len(merged)} cues with word times")
        return Unrolled(merged, [repair], True)
    if (fresh := unrolled(cues)) is not None:
        repair = Repair(0, "rolling captions", f"{len(cues)} cues", f"{len(fresh)} cues, each line once")
        return Unrolled(fresh, [repair], True)
    if cut_overlaps and is_overlapping(cues):
        repair = Repair(0, "overlapping cues", f"{len(cues)} cues", "each ends where the next begins")
        return Unrolled(without_overlap(cues), [repair], False)
    return Unrolled(cues, [], False)


def is_overlapping(cues: Sequence[RawCue]) -> bool:
    """Does at least a third of the cues end after the next one has begun, as where two lines are kept on screen?"""
    over = sum(a.start < b.start < a.end for a, b in pairwise(cues))
    return over >= 3 and over * 3 >= len(cues) - 1


def without_overlap(cues: Sequence[RawCue]) -> list[RawCue]:
    """The cues with every end moved to the next later start where it lies after it."""
    done: list[RawCue] = []
    after: int | None = None
    for i in range(len(cues) - 1, -1, -1):
        cue = cues[i]
        if i + 1 < len(cues) and cues[i + 1].start > cue.start:
            after = cues[i + 1].start
        done.append(cue if after is None or cue.end <= after else cue._replace(end=after))
    return done[::-1]
