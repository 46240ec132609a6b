"""The segmentation corrected: subtitles too fast to read as they are shown, and another place to end between two.

The dynamic programme of ``turncue.compose.segmentation`` takes every subtitle to begin with its speech. The times allow
a little more (``turncue.compose.display_times``: the second of two may wait ``LEND`` ms), and a limit weighs more than
a preference. So the end between two subtitles of a turn moves where both can then be read and every other rule is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from turncue.compose.display_times import Draft
from turncue.compose.lines import reading_time_of, split_lines
from turncue.compose.params import FAR, INFINITE, LEND, PAUSE, SCRAP, SCRAP_WIDTH
from turncue.compose.piece_times import PieceTimes
from turncue.compose.profile import Profile
from turncue.compose.segmentation import Cut, Label, ends_inside_clause, safe_places
from turncue.model import Subtitle
from turncue.text.breaks import Pieces

__all__ = ["Neighbours", "end_between", "rebalanced"]


def rebalanced(cuts: Sequence[Cut], drafts: Sequence[Draft], shown: Sequence[Subtitle], profile: Profile) -> list[Cut]:
    """The cuts with ends moved, or two made one; ``shown`` tells when each shows, ``drafts`` how long it takes to read.

    No cut moves twice in one pass, for times change with every move: what is still too fast then needs another pass.
    """
    out = list(cuts)
    moved: set[int] = set()
    for k, (d, s) in enumerate(zip(drafts, shown, strict=True)):
        if s.end - s.start >= d.reading:
            continue
        for a in (k - 1, k):
            if not 0 <= a < len(out) - 1 or {a, a + 1} & moved or out[a].turn is not out[a + 1].turn:
                continue
            one, two = out[a], out[a + 1]
            stop = shown[a + 2].start + _waits(drafts[a + 2], shown[a + 2], one) if a + 2 < len(shown) else FAR
            stop -= profile.min_gap
            if drafts[a].reading + drafts[a + 1].reading > stop - shown[a].start + profile.min_gap:
                continue  # both together have no time for both: no place can help
            both = Neighbours(one.pieces, one.times, (one.i, one.j, two.j), (one.label, two.label))
            m = end_between(both, shown[a].start, stop, profile)
            if m is not None:
                out[a], out[a + 1] = replace(one, j=m), replace(two, i=m)
                moved |= {a, a + 1}
                break
    return [c for c in out if c.i < c.j]


def _waits(after: Draft, shown: Subtitle, cut: Cut) -> int:
    """How many ms the subtitle after two can wait, and still be read, if it is of their turn."""
    if after.turns != (cut.turn.index,):
        return 0
    return max(0, min(LEND - (shown.start - after.start), int(shown.end - shown.start - after.reading)))


def _is_scrap(p: Pieces, i: int, j: int, profile: Profile) -> bool:
    """Whether pieces ``i`` to ``j`` are a word, or hardly more than one, that should not stand alone."""
    w = p.right[j - 1] - p.left[i]
    return (j - i == 1 or w <= SCRAP_WIDTH) and w < SCRAP * profile.max_chars


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two subtitles of a turn that follow each other.

    ``span``: the first piece, the piece at which they part now, the piece behind both; ``labels``: of the two.
    """

    pieces: Pieces
    times: PieceTimes
    span: tuple[int, int, int]
    labels: tuple[Label | None, Label | None]


def end_between(both: Neighbours, start: int, stop: float, profile: Profile) -> int | None:
    """Where to end the first of two subtitles so that both can be read and every other rule is kept, if anywhere.

    The first shows from ``start`` ms, both must have ended by ``stop``. Returns the piece that begins the second, by
    the lowest price; the last piece stands for one subtitle of both.
    """
    p, times, labels = both.pieces, both.times, both.labels
    i, now, j = both.span
    if not profile.max_cps or now in times.apart or times.starts[now] - times.ends[now - 1] >= PAUSE:
        return None  # a sound has its own time, and what follows a pause is not shown before it
    choices: list[tuple[float, int]] = []
    for m in [*safe_places(p, times, i + 1, j), j]:
        if ends_inside_clause(p, i, m, profile.max_chars):
            continue
        one = _reading(p, i, m, profile, labels[0])
        two = _reading(p, m, j, profile, labels[1]) if m < j else 0.0
        wait = max(0.0, start + one + profile.min_gap - times.starts[m]) if m < j else 0.0
        free = stop - (times.starts[m] + wait if m < j else start)
        if wait > LEND or max(one, two) > profile.max_duration or free < (two if m < j else one):
            continue
        if m == j:
            if times.ends[j - 1] - start <= profile.max_duration:
                choices.append((0.0, m))
        elif free >= profile.min_duration and not any(_is_scrap(p, a, b, profile) for a, b in ((i, m), (m, j))):
            choices.append((p.price[m - 1] + wait / LEND, m))
    return min(choices)[1] if choices else None


def _reading(p: Pieces, i: int, j: int, profile: Profile, label: Label | None) -> float:
    """How many ms it takes to read pieces ``i`` to ``j``; infinite if they fit no subtitle."""
    lines = split_lines(p, i, j, profile, label)
    if len(lines) + (label is not None and label.own_line) > profile.max_lines:
        return INFINITE
    return reading_time_of(p, lines, profile, label)
