"""The last look at a cutting: an end moved so that a subtitle too fast to read gets time from its neighbour.

The dynamic programme of ``turncue.compose.segments`` takes every subtitle to begin with its speech. The times allow a
little more (``turncue.compose.times``: the second of two may wait ``LEND`` ms), and a limit weighs more than a
preference. So for each subtitle still too fast, and its neighbour in the turn, every permitted place for the end
between them is tried, and the cheapest with which both can be read is taken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from turncue.compose.profiles import Profile
from turncue.compose.times import LEND
from turncue.text.breaks import Pieces

__all__ = ["PAUSE", "Room", "is_scrap", "mended"]

PAUSE = 700  # ms of silence that make any place a fair end (as long as a sentence's pause in talk)

_WAITS = 2.0  # the price of a start the full ``LEND`` late: half of a break between any two words


@dataclass(frozen=True, slots=True)
class Room:
    """What a subtitle can hold. For each piece: when it is spoken (``starts`` has one more, ``ends`` not), up to which
    piece a subtitle beginning there can go (``far``), the width of the label before it (``extra``), and what it costs
    to end after it (``cost``). ``places`` gives the pieces before which a subtitle may end, rising."""

    starts: Sequence[int]
    ends: Sequence[int]
    far: Sequence[int]
    extra: Sequence[float]
    cost: Sequence[float]
    places: Callable[[], Sequence[int]]  # few turns need them


def is_scrap(p: Pieces, i: int, j: int, profile: Profile) -> bool:
    """Whether pieces ``i`` to ``j`` are a word, or hardly more than one, that should not stand alone."""
    w = p.right[j - 1] - p.left[i]
    return (j - i == 1 or w <= 3) and w < 0.3 * profile.max_chars


def mended(
    spans: Sequence[tuple[int, int]], p: Pieces, room: Room, profile: Profile, fixed: Collection[int]
) -> list[tuple[int, int]]:
    """The cutting with ends moved where that lets both be read. Ends at pieces in ``fixed`` stay."""
    out = list(spans)

    def spare(k: int) -> float:
        """How many ms the subtitle after ``k`` can wait and still be read."""
        return min(LEND, max(0.0, -_short(p, room, profile, *out[k + 1]))) if k + 1 < len(out) else 0.0

    def movable(m: int) -> bool:
        """Whether the end before piece ``m`` may move: not over a pause, whose other side nobody has heard yet."""
        return m not in fixed and room.starts[m] - room.ends[m - 1] < PAUSE

    k = 0
    while k < len(out):
        if _short(p, room, profile, *out[k]) > spare(k):
            pairs = [n for n in (k - 1, k) if n >= 0 and n + 1 < len(out) and movable(out[n][1])]
            tried = [(_moved(p, room, profile, out[n][0], out[n + 1][1], spare(n + 1)), n) for n in pairs]
            best = min(((*found, n) for found, n in tried if found), default=None)
            if best:
                _, m, n = best
                (i, _), (_, j) = out[n : n + 2]
                out[n : n + 2] = [(i, m), (m, j)] if m < j else [(i, j)]
                k = n
        k += 1
    return out


def _short(p: Pieces, room: Room, profile: Profile, i: int, j: int) -> float:
    """How many ms pieces ``i`` to ``j`` lack to be read; below 0 they have time to spare."""
    have = min(room.starts[j] - profile.min_gap - room.starts[i], profile.max_duration)
    size = p.right[j - 1] - p.left[i] + (room.extra[i] if profile.count_labels else 0.0)
    size -= 1 if size > profile.max_chars else 0  # no space where a line ends
    return size * 1000 / (profile.max_cps or float("inf")) - have


def _moved(p: Pieces, room: Room, profile: Profile, i: int, j: int, more: float) -> tuple[float, int] | None:
    """The cheapest end ``m`` between ``i`` and ``j`` with which both parts can be read; ``j`` makes one of them.

    ``more``: how many ms the subtitle after them can wait.
    """
    found: list[tuple[float, int]] = []
    one = room.far[i] >= j and room.ends[j - 1] - room.starts[i] <= profile.max_duration
    if one and _short(p, room, profile, i, j) <= more:
        found.append((0.0, j))
    places = room.places()
    for m in places[bisect_right(places, i) : bisect_left(places, j)]:
        if room.far[i] < m:
            break
        if room.far[m] < j or is_scrap(p, i, m, profile) or is_scrap(p, m, j, profile):
            continue
        wait = max(0.0, _short(p, room, profile, i, m))
        lasts = room.starts[j] - profile.min_gap - room.starts[m] - wait + more
        if wait <= LEND and lasts >= profile.min_duration and _short(p, room, profile, m, j) + wait <= more:
            found.append((room.cost[m - 1] + _WAITS * wait / LEND, m))
    return min(found, default=None)
