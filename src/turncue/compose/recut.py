"""The very last look: subtitles too fast to read as they are shown, and another place to cut between neighbours.

``turncue.compose.mend`` guesses what the times will be. Here they are known: the end between two subtitles of a turn
moves where both can then be read and every other rule is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from turncue.compose.lines import split_lines
from turncue.compose.mend import PAUSE, is_scrap
from turncue.compose.profiles import Profile
from turncue.compose.segments import FAR, INFINITE, Clock, Cut, Label, safe_places
from turncue.compose.times import LEND, Draft
from turncue.model import Subtitle
from turncue.text.breaks import Pieces

__all__ = ["end_between", "recut"]


def recut(cuts: Sequence[Cut], drafts: Sequence[Draft], shown: Sequence[Subtitle], profile: Profile) -> list[Cut]:
    """The cuts with ends moved, or two made one; ``shown`` tells when each shows, ``drafts`` how long it takes to read.

    None is touched twice, for times change with every move.
    """
    out = list(cuts)
    moved: set[int] = set()
    for k, (d, s) in enumerate(zip(drafts, shown, strict=True)):
        if s.end - s.start >= d.need:
            continue
        for a in (k - 1, k):
            if not 0 <= a < len(out) - 1 or {a, a + 1} & moved or out[a].turn is not out[a + 1].turn:
                continue
            one, two = out[a], out[a + 1]
            stop = shown[a + 2].start - profile.min_gap if a + 2 < len(shown) else FAR
            if drafts[a].need + drafts[a + 1].need > stop - shown[a].start + profile.min_gap:
                continue  # both together have no time for both: no place can help
            m = end_between(one.pieces, one.clock, (one.i, one.j, two.j), one.label, shown[a].start, stop, profile)
            if m is not None:
                out[a], out[a + 1] = replace(one, j=m), replace(two, i=m)
                moved |= {a, a + 1}
                break
    return [c for c in out if c.i < c.j]


def end_between(
    p: Pieces,
    c: Clock,
    span: tuple[int, int, int],
    label: Label | None,
    start: int,
    stop: float,
    profile: Profile,
) -> int | None:
    """Where to end the first of two subtitles so that both can be read and every other rule is kept, if anywhere.

    ``span``: the first piece, the piece at which they part now, the piece behind both. The first shows from ``start``
    ms, both must be gone by ``stop``. The place that costs least; the last piece stands for one subtitle of both.
    """
    i, now, j = span
    if not profile.max_cps or now in c.apart or c.starts[now] - c.ends[now - 1] >= PAUSE:
        return None  # a sound has its own time, and what follows a pause is not shown before it
    found: list[tuple[float, int]] = []
    for m in [*(m for m in safe_places(p, c) if i < m < j), j]:
        one = _reading(p, i, m, profile, label)
        two = _reading(p, m, j, profile, None) if m < j else 0.0
        wait = max(0.0, start + one + profile.min_gap - c.starts[m]) if m < j else 0.0
        free = stop - (c.starts[m] + wait if m < j else start)
        if wait > LEND or max(one, two) > profile.max_duration or free < (two if m < j else one):
            continue
        if m == j and c.ends[j - 1] - start <= profile.max_duration:
            found.append((0.0, m))
        elif m < j and free >= profile.min_duration and not (is_scrap(p, i, m, profile) or is_scrap(p, m, j, profile)):
            found.append((p.price[m - 1] + wait / LEND, m))
    return min(found)[1] if found else None


def _reading(p: Pieces, i: int, j: int, profile: Profile, label: Label | None) -> float:
    """How many ms it takes to read pieces ``i`` to ``j``; for ever if they fit no subtitle."""
    lines = split_lines(p, i, j, profile, label)
    if len(lines) + (label is not None and label.own_line) > profile.max_lines:
        return INFINITE
    size = sum(p.right[b - 1] - p.left[a] for a, b in lines) + (label.width if label else 0.0)
    return size * 1000 / (profile.max_cps or INFINITE)
