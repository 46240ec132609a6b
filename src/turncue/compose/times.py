"""When each subtitle shows: never before its first word, never over the next one, always at least 1 ms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from turncue.compose.profiles import Profile
from turncue.model import Subtitle

__all__ = ["Draft", "show"]


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


def show(drafts: Sequence[Draft], profile: Profile) -> list[Subtitle]:
    """Give every draft its times, in order. Starts that run backwards or coincide are moved on by what is needed."""
    shown: list[Subtitle] = []
    free = 0
    for k, d in enumerate(drafts):
        start = max(d.start, free)
        following = max(drafts[k + 1].start, start + 1) if k + 1 < len(drafts) else None
        end = _end(d, start, following, profile)
        shown.append(Subtitle(start, end, d.lines, d.speakers, d.labels, d.turns, d.confidence))
        free = end
    return shown
