"""Where subtitles end: the cheapest segmentation of a turn, by dynamic programming.

Over all places where a subtitle may end, the sum of these costs is least:

- 1 for every subtitle, and (its share of the room)²: few subtitles, none crammed, halves alike;
- the price of the break at its end (``turncue.text.breaks``), less where the speaker pauses;
- reading speed above the profile's limit, given the time until the next subtitle must begin;
- less than the least or more than the longest duration; pauses inside;
- the end of one sentence together with the beginning of another; a word left alone;
- changes of shot inside, where they are given;
- the price of the best break between its lines, squared, so that a bad one counts more.

A subtitle that the lines cannot hold is never made. The window is as wide as one subtitle, so the work grows with
the length of the text only. Places that are bad to end at are tried only where nothing else fits or a pause is.
What is too fast to read even so is cut again in ``turncue.compose.rebalance``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from turncue.compose.layout import LayoutOptions
from turncue.compose.params import (
    COST_CLAUSE,
    COST_FAST,
    COST_FASTER,
    COST_LINE_BREAK,
    COST_LONG,
    COST_LONGER,
    COST_MIXED,
    COST_SCRAP,
    COST_SECOND_TEXT,
    COST_SHORT,
    COST_SHOT,
    COST_SILENCE,
    COST_SUBTITLE,
    COST_TWO_SENTENCES,
    INFINITE,
    MOST_FASTER,
    PACE,
    PACE_AFTER,
    PAUSE,
    PAUSE_DISCOUNT,
    QUIET,
    SCRAP,
    SCRAP_WIDTH,
    SHOT,
    SHOT_DISCOUNT,
)
from turncue.compose.piece_times import PieceTimes
from turncue.compose.profile import Profile
from turncue.model import TimedTurn
from turncue.text.breaks import Pieces
from turncue.text.params import PLAIN, SENTENCE, SPACED_PAUSE, WEAK

__all__ = ["Companion", "Cut", "Label", "PreparedTurn", "ends_inside_clause", "safe_places", "segment"]


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it will be printed: its ``text``, its ``width``, and whether it takes a line of its own."""

    text: str
    width: float
    own_line: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """The text of one subtitle: pieces ``i`` to ``j`` of a turn, and the label before them."""

    turn: TimedTurn
    text: str
    pieces: Pieces
    times: PieceTimes
    i: int
    j: int
    label: Label | None

    @property
    def start(self) -> int:
        """When its first piece is spoken, in ms."""
        return self.times.starts[self.i]

    @property
    def end(self) -> int:
        """When its last piece has been spoken, in ms."""
        return self.times.ends[self.j - 1]


@dataclass(frozen=True, slots=True)
class Companion:
    """A second text shown with the first, for two languages.

    ``widths[k]`` is how much of it is spoken before piece ``k`` begins (one more at the end), ``room`` how much a
    subtitle holds, ``line`` how much a line, ``per_char`` the ms one character needs.
    """

    widths: Sequence[float]
    room: float
    line: float
    per_char: float


@dataclass(frozen=True, slots=True)
class PreparedTurn:
    """A turn ready for segmentation.

    ``label`` stands before the first subtitle, with ``every`` before all. At each piece number in ``forced`` a
    subtitle must begin, and the pieces between two of them that fit one subtitle stay one. ``companion``: a second
    text that must find room too.
    """

    pieces: Pieces
    times: PieceTimes
    label: Label | None = None
    every: bool = False
    forced: frozenset[int] = frozenset()
    companion: Companion | None = None


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What the dynamic programme needs for each piece of a turn.

    ``reach`` and ``far``: up to which piece a line and a subtitle that begin there can go; ``extra``: the width of the
    label before it; ``end_cost``: the cost of ending a subtitle after it; ``silence``: seconds of silence before it,
    summed from the first. ``per_char``: ms to read a character. ``clause_ends``: see
    ``clause_ends_before``. ``shots``: for each piece the number of changes of
    shot before its end and up to its start, where they are given.
    """

    reach: list[int]
    far: list[int]
    extra: list[float]
    end_cost: list[float]
    silence: list[float]
    per_char: float
    clause_ends: list[int] | None = None
    shots: tuple[list[int], list[int]] | None = None


def _reach(p: Pieces, width: float) -> list[int]:
    """For every piece, up to which piece (excluded) a line beginning with it can go; at least one."""
    reach, j, n = [], 0, len(p.begins)
    for i in range(n):
        j = max(j, i + 1)
        while j < n and p.right[j] - p.left[i] <= width:
            j += 1
        reach.append(j)
    return reach


def _furthest(reach: list[int], lines: int) -> list[int]:
    """For every piece, up to which piece a subtitle of so many lines (at least one) can go."""
    n = len(reach)
    far = reach
    for _ in range(lines - 1):
        further = [reach[j] if j < n else n for j in far]
        if further == far:
            break
        far = further
    return far


def _behind_label(p: Pieces, label: Label, profile: Profile, reach: list[int], i: int) -> int:
    """As ``_furthest``, for a subtitle beginning at piece ``i`` that carries a label."""
    n, j = len(reach), i
    if not label.own_line:
        while j < n and p.right[j] - p.left[i] <= profile.max_chars - label.width:
            j += 1
        if j == i:
            return i
    for _ in range(min(profile.max_lines - 1, n)):
        j = reach[j] if j < n else n
    return j


def safe_places(p: Pieces, times: PieceTimes, first: int, stop: int) -> list[int]:
    """The pieces in [first, stop) before which a subtitle may end for the sake of reading speed.

    They are between two words, or at a pause; ``first`` is at least 1.

    What is dearer is bad to end at; in scripts without spaces it is also an estimate of where a word ends, which may
    be wrong, and no word is cut in two for the sake of speed.
    """
    return [k for k in range(first, stop) if p.price[k - 1] <= PLAIN or times.starts[k] - times.ends[k - 1] >= PAUSE]


def _end_costs(p: Pieces, times: PieceTimes, shots: Sequence[int]) -> list[float]:
    """What it costs to end a subtitle after each piece: the break's price, down to 40 % at a long pause.

    Half of that at a change of shot, so that no subtitle crosses it needlessly.
    """
    costs = []
    for k, price in enumerate(p.price):
        pause = times.starts[k + 1] - times.ends[k]
        cost = price * (1 - PAUSE_DISCOUNT * min(1.0, max(0, pause) / PAUSE))
        if shots and bisect_left(shots, times.ends[k] - SHOT) < bisect_left(shots, times.starts[k + 1] + SHOT):
            cost *= SHOT_DISCOUNT
        costs.append(cost)
    return costs


def clause_ends_before(p: Pieces) -> list[int]:
    """For each piece that ends inside a clause, the piece after the last clause end before it; 0 for the others.

    A subtitle that ends with the piece would better end there, if that lies in its last line.
    """
    ends, latest = [], 0
    for k, price in enumerate(p.price):
        ends.append(latest if price > SPACED_PAUSE else 0)
        if price <= SPACED_PAUSE:
            latest = k + 1
    return ends


def ends_inside_clause(p: Pieces, i: int, j: int, line: float) -> bool:
    """Whether pieces ``i`` to ``j`` end inside a clause although a clause ends in their last ``line`` characters.

    Only in text without spaces; see ``clause_ends_before``.
    """
    if not p.spaceless or p.price[j - 1] <= SPACED_PAUSE:
        return False
    k = j - 1
    while k > i and p.right[j - 1] - p.left[k] <= line:
        if p.price[k - 1] <= SPACED_PAUSE:
            return True
        k -= 1
    return False


def _silences(times: PieceTimes) -> list[float]:
    """Running sum, over the places between pieces, of silence longer than ``QUIET``, in seconds."""
    sums = [0.0]
    for k in range(len(times.ends)):
        sums.append(sums[-1] + max(0, times.starts[k + 1] - times.ends[k] - QUIET) / 1000)
    return sums


def _pace(turn: PreparedTurn, profile: Profile) -> float:
    """Ms to read a character: as the profile says, but no slower than the turn is spoken.

    Where the whole turn is too fast no segmentation helps, and trying would part sentences for nothing.
    """
    if not profile.max_cps:
        return 0.0
    times = turn.times
    spoken = min(times.starts[-1], times.ends[-1] + PACE_AFTER) - times.starts[0]
    return min(1000 / profile.max_cps, PACE * spoken / max(1.0, turn.pieces.right[-1]))


def _bounds(turn: PreparedTurn, layout: LayoutOptions) -> _Bounds:
    p, times, profile, shots = turn.pieces, turn.times, layout.profile, layout.shots
    n = len(p.begins)
    reach = _reach(p, profile.max_chars)
    far = list(_furthest(reach, profile.max_lines))
    extra = [0.0] * n
    if turn.label:
        for i in range(n) if turn.every else (0,):
            extra[i] = turn.label.width
            far[i] = _behind_label(p, turn.label, profile, reach, i)
    crossed = None
    if shots:
        crossed = (
            [bisect_left(shots, t - SHOT) for t in times.ends],
            [bisect_left(shots, t + SHOT) for t in times.starts],
        )
    return _Bounds(
        reach,
        far,
        extra,
        _end_costs(p, times, shots),
        _silences(times),
        _pace(turn, profile),
        clause_ends_before(p) if p.spaceless else None,
        crossed,
    )


def _cheapest(turn: PreparedTurn, profile: Profile, places: list[int], bounds: _Bounds) -> list[tuple[int, int]] | None:
    """The cheapest way through ``places``; None when the pieces between two of them fit no subtitle."""
    p, times, companion = turn.pieces, turn.times, turn.companion
    left, right, sentence, price, starts = p.left, p.right, p.sentence, p.price, times.starts
    far, extra, silence = bounds.far, bounds.extra, bounds.silence
    line, area = profile.max_chars, profile.max_chars * profile.max_lines
    line_cost = {x: COST_LINE_BREAK * x * x for x in (0.0, *price)}
    narrow, whole = SCRAP * line, (places[0], places[-1])
    clause_ends = bounds.clause_ends
    cost = [0.0, *[INFINITE] * (len(places) - 1)]
    came = [0] * len(places)
    for b in range(1, len(places)):
        j = places[b]
        r, stop, done = right[j - 1], starts[j] - profile.min_gap, sentence[j - 1]
        ends_sentence = price[j - 1] <= SENTENCE
        last = bisect_left(left, r - line, places[0], j)  # the last line cannot begin before this piece
        for a in range(b - 1, -1, -1):
            i = places[a]
            if far[i] < j:
                break  # nor does anything that begins earlier fit
            w = r - left[i] + extra[i]
            have, need = stop - starts[i], w * bounds.per_char
            value = cost[a] + COST_SUBTITLE + (w / area) ** 2 + COST_SILENCE * (silence[j - 1] - silence[i])
            if companion:
                other = companion.widths[j] - companion.widths[i]
                need = max(need, other * companion.per_char)
                value += _crowded(companion, w > line, other)
            value += _time_cost(have, need, times.ends[j - 1] - starts[i], profile)
            mixed = done - sentence[i]
            if mixed:
                value += COST_TWO_SENTENCES * mixed if ends_sentence else COST_MIXED
            if bounds.shots:
                value += COST_SHOT * max(0, bounds.shots[0][j - 1] - bounds.shots[1][i])
            if clause_ends and clause_ends[j - 1] > (last if w > line else i):
                value += COST_CLAUSE
            bare = r - left[i]  # a label with one word is a scrap too
            if (j - i == 1 or bare <= SCRAP_WIDTH) and bare < narrow and (i, j) != whole:
                value += COST_SCRAP
            if w > line:
                value += line_cost[min(price[max(last, i + 1) - 1 : bounds.reach[i]], default=0.0)]
            if value < cost[b]:
                cost[b], came[b] = value, a
        cost[b] += bounds.end_cost[j - 1]
    return _way(places, came) if cost[-1] < INFINITE else None


def _time_cost(have: float, need: float, spoken: float, profile: Profile) -> float:
    """The cost of ``have`` ms for what takes ``need`` ms to read and ``spoken`` ms to speak."""
    cost = 0.0
    if need > have:
        cost += COST_FAST + COST_FASTER * min(MOST_FASTER, need / max(have, 1) - 1.0)
    if have < profile.min_duration:
        cost += COST_SHORT * (1.0 - max(have, 0) / profile.min_duration)
    if spoken > profile.max_duration:  # beyond twice the limit the times are estimates
        cost += COST_LONG + COST_LONGER * min(1.0, spoken / profile.max_duration - 1.0)
    return cost


def _crowded(companion: Companion, two_lines: bool, other: float) -> float:
    """The cost of two languages in one subtitle: one line each reads best, four lines cover the picture."""
    return two_lines + (other > companion.line) + COST_SECOND_TEXT * max(0.0, other / companion.room - 1.0)


def _way(places: list[int], came: list[int]) -> list[tuple[int, int]]:
    """The runs of pieces on the way that ``came`` describes backwards."""
    spans, b = [], len(places) - 1
    while b:
        spans.append((places[came[b]], places[b]))
        b = came[b]
    return spans[::-1]


def segment(turn: PreparedTurn, layout: LayoutOptions) -> list[tuple[int, int]]:
    """Cut a turn into subtitles, as half-open runs of pieces in order."""
    p, times = turn.pieces, turn.times
    n = len(p.begins)
    bounds = _bounds(turn, layout)
    good = [k for k in range(1, n) if p.price[k - 1] < WEAK or times.starts[k] - times.ends[k - 1] >= PAUSE]
    kept = any(0 < k < n for k in turn.forced)
    edges = [0, *sorted(k for k in {*turn.forced, *times.apart} if 0 < k < n), n]
    spans: list[tuple[int, int]] = []
    for begin, end in pairwise(edges):
        if (kept and bounds.far[begin] >= end) or end - begin == 1:
            spans.append((begin, end))
            continue
        inside = good[bisect_left(good, begin + 1) : bisect_left(good, end)]
        way = _cheapest(turn, layout.profile, [begin, *inside, end], bounds)
        if way is None:
            way = _cheapest(turn, layout.profile, list(range(begin, end + 1)), bounds)
        assert way is not None  # every single piece fits a subtitle: the label was chosen so
        spans += way
    return spans
