"""When each subtitle shows: never before its first word, never over the next one, always at least 1 ms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from turncue.compose.profiles import Profile
from turncue.model import Subtitle

__all__ = ["Draft", "show"]

LATE = 500  # ms a subtitle may begin after its speech where two would show at once


@dataclass(frozen=True, slots=True)
class Draft:
    """A subtitle before it has its times: its speech lasts from ``start`` to ``end`` ms; ``need`` ms to read it."""

    start: int
    end: int
    need: float
    lines: tuple[str, ...]
    speakers: tuple[str | None, ...]
    labels: tuple[str, ...]
    turns: tuple[int, ...]
    confidence: float


def _end(draft: Draft, start: int, following: int | None, profile: Profile) -> int:
    """When the subtitle goes. It stays past its speech to be read, and into a short gap, but leaves the least gap."""
    limit = start + max(profile.max_duration, 1)
    wanted = max(draft.end + profile.linger, start + profile.min_duration, start + round(draft.need))
    if following is None:
        return max(start + 1, min(wanted, limit))
    # where speech leaves hardly any time, showing the words matters more than a dark moment between them
    gap = profile.min_gap if following - start >= max(3 * profile.min_gap, profile.min_duration // 2) else 0
    latest = following - gap
    end = min(wanted, limit, latest)
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


def show(drafts: Sequence[Draft], profile: Profile) -> list[Subtitle]:
    """Give every draft its times, in order.

    Starts that run backwards or nearly coincide are moved on, so that each shows for a quarter of the least duration
    if the next can wait that long, and 1 ms at the very least.
    """
    shown: list[Subtitle] = []
    free = 0
    least = profile.min_duration // 4
    latest = _latest_starts(drafts, least)
    for k, d in enumerate(drafts):
        start = max(d.start, free)
        following = None
        if k + 1 < len(drafts):
            following = max(drafts[k + 1].start, min(start + least, latest[k + 1]), start + 1)
        end = _end(d, start, following, profile)
        shown.append(Subtitle(start, end, d.lines, d.speakers, d.labels, d.turns, d.confidence))
        free = end
    return shown
