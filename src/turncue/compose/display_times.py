"""When each subtitle shows: from its first word or close to it, never over the next one, always at least 1 ms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil

from turncue.compose.params import AROUND, LATE, LEND, SNAP_IN, SNAP_OUT
from turncue.compose.profile import Profile
from turncue.compose.short_cues import with_room
from turncue.model import Subtitle

__all__ = ["Draft", "assign_times"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A subtitle before it has its times: its speech lasts from ``start`` to ``end`` ms; ``reading`` ms to read it."""

    start: int
    end: int
    reading: float
    lines: tuple[str, ...]
    speakers: tuple[str | None, ...]
    labels: tuple[str, ...]
    turns: tuple[int, ...]
    confidence: float


def _end(draft: Draft, start: int, following: int | None, profile: Profile) -> int:
    """When the subtitle ends. It stays past its speech to be read, and into a short gap, but leaves the least gap."""
    limit = start + max(profile.max_duration, 1)
    nominal = max(draft.end + profile.linger, start + _nominal(draft, profile))
    if following is None:
        return max(start + 1, min(nominal, limit))
    # where speech leaves hardly any time, showing the words matters more than the gap
    gap = profile.min_gap if following - start >= max(3 * profile.min_gap, profile.min_duration // 2) else 0
    latest = following - gap
    end = min(nominal, limit, latest)
    if following - end < profile.close_gaps_under:
        end = min(latest, limit)
    return max(start + 1, end)


def _latest_starts(drafts: Sequence[Draft], least: int) -> list[int]:
    """How late each may begin so that it and those after it still have ``least`` ms each, at most ``LATE`` late."""
    latest = [d.start for d in drafts]
    ahead = None
    for k in range(len(drafts) - 1, -1, -1):
        own = drafts[k].start
        latest[k] = own + LATE if ahead is None else max(own, min(ahead - least, own + LATE))
        ahead = latest[k]
    return latest


def _nominal(draft: Draft, profile: Profile) -> int:
    """How many ms the subtitle should stand: to be read, and the least duration; never more than the longest."""
    return min(max(ceil(draft.reading), profile.min_duration), max(profile.max_duration, 1))


def _deadlines(drafts: Sequence[Draft], profile: Profile) -> list[int]:
    """The latest start of each with which it and those after it can be read; where none can be, its speech's.

    No more than ``LEND`` after its speech (``AROUND`` where a turn begins), no more than ``AROUND`` before it, and then
    only in silence.
    """
    deadlines = [0] * len(drafts)
    ahead: int | None = None
    for k in range(len(drafts) - 1, -1, -1):
        d = drafts[k]
        before = drafts[k - 1] if k else None
        latest = d.start + (LEND if before and before.turns == d.turns else AROUND)
        if ahead is not None:
            latest = min(latest, ahead - profile.min_gap - _nominal(d, profile))
        earliest = max(0, d.start - AROUND, before.end + profile.min_gap if before else 0)
        deadlines[k] = ahead = latest if latest >= min(earliest, d.start) else d.start
    return deadlines


def assign_times(
    drafts: Sequence[Draft], profile: Profile, shots: Sequence[int] = (), *, make_room: bool = True
) -> list[Subtitle]:
    """Give every draft its times, in order.

    Each begins with its speech, but where it or the one before could not be read otherwise, up to two frames before or
    after it, and inside a turn up to ``LEND`` after it. Starts that run backwards or nearly coincide are moved apart.
    ``make_room``: subtitles that would show for less than the least duration get time from their neighbours, and none
    shows for less than ``FLASH`` ms (``turncue.compose.short_cues``); else each shows for a quarter of the least
    duration if the next can wait that long, and 1 ms at the very least. ``shots``: changes of shot in ms, rising; see
    ``_snapped``.
    """
    starts = _starts(drafts, profile)
    if make_room:
        starts = with_room(starts, [(d.start, d.reading) for d in drafts], profile, partial(_end_of, drafts, profile))
    shown: list[Subtitle] = []
    for k, (d, start) in enumerate(zip(drafts, starts, strict=True)):
        following = starts[k + 1] if k + 1 < len(starts) else None
        end = _end(d, start, following, profile)
        shown.append(Subtitle(start, end, d.lines, d.speakers, d.labels, d.turns, d.confidence))
    return _snapped(shown, profile, shots) if shots else shown


def _end_of(drafts: Sequence[Draft], profile: Profile, k: int, start: int, following: int | None) -> int:
    return _end(drafts[k], start, following, profile)


def _starts(drafts: Sequence[Draft], profile: Profile) -> list[int]:
    """When each begins, rising; see ``assign_times``."""
    if not drafts:
        return []
    least = profile.min_duration // 4
    latest = _latest_starts(drafts, least)
    deadlines = _deadlines(drafts, profile)
    starts = [min(drafts[0].start, deadlines[0])]
    for k, d in enumerate(drafts[:-1]):
        start = starts[-1]
        read = start + _nominal(d, profile) + profile.min_gap
        after = _between(read, drafts[k + 1].start, deadlines[k + 1])
        starts.append(max(after, min(start + least, latest[k + 1]), start + 1))
    return starts


def _between(read: int, speech: int, deadline: int) -> int:
    """When a subtitle begins whose ``speech`` begins then, where the one before has been read at ``read``."""
    if read > speech:
        return max(speech, min(read, deadline))  # it waits as long as it will not suffer itself
    return max(read, min(speech, deadline))  # it comes early if it must


def _snapped(shown: list[Subtitle], profile: Profile, shots: Sequence[int]) -> list[Subtitle]:
    """Subtitles that begin or end close to a change of shot begin on it or end the least gap before it.

    Nothing overlaps for it, and none is brought below the least duration.
    """
    out: list[Subtitle] = []
    for k, s in enumerate(shown):
        floor = out[-1].end + profile.min_gap if out else 0
        ceiling = shown[k + 1].start - profile.min_gap if k + 1 < len(shown) else None
        begin = _nearest(shots, s.start, SNAP_IN)
        start = begin if begin is not None and begin >= floor and s.end - begin >= profile.min_duration else s.start
        cut = _nearest(shots, s.end, SNAP_OUT)
        end = s.end
        if cut is not None and cut - profile.min_gap - start >= profile.min_duration:
            end = cut - profile.min_gap
            if ceiling is not None and end > ceiling:
                end = s.end
        out.append(replace(s, start=start, end=end))
    return out


def _nearest(shots: Sequence[int], time: int, within: int) -> int | None:
    k = bisect_left(shots, time)
    near = [shot for shot in shots[max(0, k - 1) : k + 1] if abs(shot - time) <= within]
    return min(near, key=lambda shot: abs(shot - time), default=None)
