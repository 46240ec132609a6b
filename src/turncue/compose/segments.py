"""Where subtitles end: the cheapest cutting of a turn, by dynamic programming.

Over all places a subtitle may end, the sum of these costs is least:

- 1 for every subtitle, and (its share of the room)²: few subtitles, none crammed, halves alike;
- the price of the break at its end (``turncue.text.breaks``), less where the speaker pauses;
- reading speed above the profile's limit, given the time until the next subtitle must begin;
- less than the least or more than the longest duration; pauses inside;
- the end of one sentence together with the beginning of another; a word left alone;
- changes of shot inside, where they are given;
- the price of the best break between its lines, squared, so that a bad one counts more.

A subtitle that the lines cannot hold is never made. The window is as wide as one subtitle, so the work grows with
the length of the text only. Places that are bad to end at are tried only where nothing else fits or a pause is.
What is too fast to read even so gets another look (``turncue.compose.rebalance``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from turncue.compose.profile import Profile
from turncue.model import TimedTurn, TimedWord
from turncue.text.breaks import BAD, PLAIN, SENTENCE, Pieces

__all__ = ["FAR", "PAUSE", "SCRAP", "Clock", "Companion", "Cut", "Label", "clock", "room", "safe_places", "segment"]

PAUSE = 700  # ms of silence that make any place a fair end (as long as a sentence's pause in talk)
SCRAP = 0.3  # of a line: one word shorter than this should not stand alone
NEAR = 600  # ms of silence inside a subtitle that nobody minds
OWN_TIME = 1500  # ms of silence in which a sound gets a subtitle of its own
SOUND = 3000  # ms a sound is shown where nothing tells for how long
SHOT = 292  # ms (7 frames at 24 per second) between speech and a change of shot that belongs to it
SHOT_INSIDE = 1.5  # the cost of a change of shot inside a subtitle
WAIT = 400  # ms after the speech before it, so that this can be read to its end


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it will be printed: its ``text``, its ``width``, and whether it takes a line of its own."""

    text: str
    width: float
    own_line: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """Begin and end of each piece in ms. ``starts`` has one more: when the next turn begins, or a far future.

    ``apart``: pieces before which a subtitle must end, since a sound begins or ends there that has its own time.
    """

    starts: list[int]
    ends: list[int]
    apart: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """One subtitle to be: pieces ``i`` to ``j`` of a turn, and the label before them."""

    turn: TimedTurn
    text: str
    pieces: Pieces
    clock: Clock
    i: int
    j: int
    label: Label | None

    @property
    def start(self) -> int:
        """When its first piece is spoken, in ms."""
        return self.clock.starts[self.i]


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
class _Bounds:
    """For each piece: up to which piece a line (``reach``) and a subtitle (``far``) beginning there can go, and the
    width of the label before it (``extra``). ``per_char``: ms to read a character. ``shots``: for each piece the
    changes of shot before its end and up to its start, when they are given."""

    reach: list[int]
    far: list[int]
    extra: list[float]
    per_char: float
    shots: tuple[list[int], list[int]] | None = None


FAR = 1 << 40
INFINITE = float("inf")


def clock(p: Pieces, words: Sequence[TimedWord], until: int | None, sounds: Sequence[tuple[int, int]] = ()) -> Clock:
    """Times for the pieces of a turn, from its words' times.

    A piece without a word of its own (an event, punctuation) lies between its neighbours; a piece that is part of a
    longer word takes its share of it. ``until``: the next turn's start. ``sounds``: the spans of the events in the
    text; those that fall into a silence get their time in it. Starts never fall.
    """
    starts: list[int] = []
    ends: list[int] = []
    guessed: list[bool] = []
    w, count = 0, len(words)
    time = words[0].start
    for begin, end in zip(p.begins, p.ends, strict=True):
        while w < count and words[w].finish <= begin:
            w += 1
        k = w
        while k < count and words[k].begin < end:
            k += 1
        guessed.append(k == w or words[w].source == "estimated")
        if k == w:  # no word here
            starts.append(time)
            ends.append(max(time, words[w].start if w < count else time))
        else:
            starts.append(max(time, _inside(words[w], begin)))
            ends.append(max(starts[-1], _inside(words[k - 1], end, last=True)))
        time = ends[-1]
    starts.append(max(until, starts[-1]) if until is not None else FAR)
    return Clock(starts, ends, _place_sounds(p, starts, ends, sounds, guessed))


def _place_sounds(
    p: Pieces, starts: list[int], ends: list[int], sounds: Sequence[tuple[int, int]], guessed: Sequence[bool]
) -> tuple[int, ...]:
    """Give sounds that fall into a silence their own time in it; returns where subtitles part because of them.

    A sound whose time is known keeps its start.
    """
    loud = {k for begin, finish in sounds for k in range(bisect_left(p.begins, begin), bisect_left(p.begins, finish))}
    apart: list[int] = []
    for a in sorted(k for k in loud if k and k - 1 not in loud):
        b = next(k for k in range(a, len(ends) + 1) if k not in loud)
        hole = ends[a - 1]
        if starts[b] - hole < OWN_TIME:
            continue
        first = hole + min(WAIT, (starts[b] - hole) // 4) if guessed[a] else starts[a]
        stop = min(starts[b], first + SOUND if guessed[a] else max(first + SOUND, ends[b - 1]))
        for k in range(a, b):
            starts[k] = first + (stop - first) * (k - a) // (b - a)
            ends[k] = first + (stop - first) * (k - a + 1) // (b - a)
        apart += [a, b]
    return tuple(dict.fromkeys(apart))


def _inside(word: TimedWord, at: int, *, last: bool = False) -> int:
    """The time of an offset inside a word (its start or end for offsets outside)."""
    if not last and at <= word.begin:
        return word.start
    if last and at >= word.finish:
        return word.end
    share = (at - word.begin) / (word.finish - word.begin)
    return round(word.start + share * (word.end - word.start))


def room(p: Pieces, width: float) -> list[int]:
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
        far = [reach[j] if j < n else n for j in far]
    return far


def _behind_label(p: Pieces, label: Label, profile: Profile, reach: list[int], i: int) -> int:
    """As ``_furthest``, for a subtitle beginning at piece ``i`` that carries a label."""
    n, j = len(reach), i
    if not label.own_line:
        while j < n and p.right[j] - p.left[i] <= profile.max_chars - label.width:
            j += 1
        if j == i:
            return i
    for _ in range(profile.max_lines - 1):
        j = reach[j] if j < n else n
    return j


def safe_places(p: Pieces, c: Clock) -> list[int]:
    """The pieces before which a subtitle may end for the sake of reading speed: between two words, or at a pause.

    What is dearer is bad to end at; in scripts without spaces it is also a guess of where a word ends, which may be
    wrong, and no word is cut in two for the sake of speed.
    """
    return [k for k in range(1, len(p.begins)) if p.price[k - 1] <= PLAIN or c.starts[k] - c.ends[k - 1] >= PAUSE]


def _end_costs(p: Pieces, c: Clock, shots: Sequence[int] = ()) -> list[float]:
    """What it costs to end a subtitle after each piece: the break's price, down to 40 % at a long pause.

    Half of that at a change of shot, so that no subtitle crosses it needlessly.
    """
    costs = []
    for k, price in enumerate(p.price):
        pause = c.starts[k + 1] - c.ends[k]
        cost = price * (1 - 0.6 * min(1.0, max(0, pause) / PAUSE))
        if shots and bisect_left(shots, c.ends[k] - SHOT) < bisect_left(shots, c.starts[k + 1] + SHOT):
            cost *= 0.5
        costs.append(cost)
    return costs


def _silences(c: Clock) -> list[float]:
    """Running sum, over the places between pieces, of silence longer than ``NEAR``, in seconds."""
    sums = [0.0]
    for k in range(len(c.ends)):
        sums.append(sums[-1] + max(0, c.starts[k + 1] - c.ends[k] - NEAR) / 1000)
    return sums


def _best(
    p: Pieces,
    c: Clock,
    profile: Profile,
    places: list[int],
    bounds: _Bounds,
    companion: Companion | None,
    end_cost: list[float],
) -> list[tuple[int, int]] | None:
    """The cheapest way through ``places``; None when some stretch between two of them fits no subtitle."""
    left, right, sentence, price = p.left, p.right, p.sentence, p.price
    starts, ends = c.starts, c.ends
    far, reach, extra = bounds.far, bounds.reach, bounds.extra
    silence = _silences(c)
    line, gap = profile.max_chars, profile.min_gap
    area = line * profile.max_lines
    per_char = bounds.per_char
    shortest, longest = profile.min_duration, profile.max_duration
    line_cost = {x: 0.15 * x * x for x in (0.0, *price)}
    small, whole = SCRAP * line, (places[0], places[-1])
    cost = [0.0, *[INFINITE] * (len(places) - 1)]
    came = [0] * len(places)
    for b in range(1, len(places)):
        j = places[b]
        r, stop, done = right[j - 1], starts[j] - gap, sentence[j - 1]
        ends_sentence = price[j - 1] <= SENTENCE
        last = bisect_left(left, r - line, places[0], j)  # the last line cannot begin before this piece
        for a in range(b - 1, -1, -1):
            i = places[a]
            if far[i] < j:
                break  # nor does anything that begins earlier fit
            w = r - left[i] + extra[i]
            have = stop - starts[i]
            need = w * per_char
            value = cost[a] + 1.0 + (w / area) ** 2 + 2.0 * (silence[j - 1] - silence[i])
            if companion:
                other = companion.widths[j] - companion.widths[i]
                need = max(need, other * companion.per_char)
                value += _crowded(companion, w > line, other)
            if need > have:
                value += 4.0 + 10.0 * min(3.0, need / max(have, 1) - 1.0)
            if have < shortest:
                value += 3.0 * (1.0 - max(have, 0) / shortest)
            spoken = ends[j - 1] - starts[i]
            if spoken > longest:
                value += 4.0 + 8.0 * min(1.0, spoken / longest - 1.0)  # beyond that the times are guesses
            mixed = done - sentence[i]
            if mixed:
                value += 0.4 * mixed if ends_sentence else 3.0
            if bounds.shots:
                value += SHOT_INSIDE * max(0, bounds.shots[0][j - 1] - bounds.shots[1][i])
            if (j - i == 1 or w <= 3) and w < small and (i, j) != whole:
                value += 4.5
            if w > line:
                value += line_cost[min(price[max(last, i + 1) - 1 : reach[i]], default=0.0)]
            if value < cost[b]:
                cost[b], came[b] = value, a
        cost[b] += end_cost[j - 1]
    return _way(places, came) if cost[-1] < INFINITE else None


def _crowded(companion: Companion, two_lines: bool, other: float) -> float:
    """The cost of two languages in one subtitle: one line each reads best, four lines cover the picture."""
    return two_lines + (other > companion.line) + 10.0 * max(0.0, other / companion.room - 1.0)


def _way(places: list[int], came: list[int]) -> list[tuple[int, int]]:
    """The runs of pieces on the way that ``came`` tells backwards."""
    spans, b = [], len(places) - 1
    while b:
        spans.append((places[came[b]], places[b]))
        b = came[b]
    return spans[::-1]


def _pace(p: Pieces, c: Clock, profile: Profile) -> float:
    """Ms to read a character: as the profile says, but no slower than the turn is spoken.

    Where the whole turn is too fast no cutting helps, and trying would tear sentences for nothing.
    """
    if not profile.max_cps:
        return 0.0
    spoken = min(c.starts[-1], c.ends[-1] + 1000) - c.starts[0]
    return min(1000 / profile.max_cps, 0.9 * spoken / max(1.0, p.right[-1]))


def segment(
    p: Pieces,
    c: Clock,
    profile: Profile,
    *,
    label: Label | None = None,
    every: bool = False,
    forced: Collection[int] = (),
    companion: Companion | None = None,
    shots: Sequence[int] = (),
) -> list[tuple[int, int]]:
    """Cut a turn into subtitles, as half-open runs of pieces in order.

    ``label`` stands before the first subtitle, with ``every`` before all. At each piece number in ``forced`` a
    subtitle must begin, and a stretch between two of them that fits one subtitle stays one.
    ``companion``: a second text that must find room too. ``shots``: times in ms near which it is good to end.
    """
    n = len(p.begins)
    reach = room(p, profile.max_chars)
    far = list(_furthest(reach, profile.max_lines))
    extra = [0.0] * n
    if label:
        for i in range(n) if every else (0,):
            extra[i] = label.width
            far[i] = _behind_label(p, label, profile, reach, i)
    crossed = None
    if shots:
        crossed = [bisect_left(shots, t - SHOT) for t in c.ends], [bisect_left(shots, t + SHOT) for t in c.starts]
    bounds = _Bounds(reach, far, extra, _pace(p, c, profile), crossed)
    good = [k for k in range(1, n) if p.price[k - 1] < BAD - 1 or c.starts[k] - c.ends[k - 1] >= PAUSE]
    kept = any(0 < k < n for k in forced)
    edges = [0, *sorted(k for k in {*forced, *c.apart} if 0 < k < n), n]
    end_cost = _end_costs(p, c, shots)
    spans: list[tuple[int, int]] = []
    for begin, end in pairwise(edges):
        if (kept and far[begin] >= end) or end - begin == 1:
            spans.append((begin, end))
            continue
        inside = good[bisect_left(good, begin + 1) : bisect_left(good, end)]
        found = _best(p, c, profile, [begin, *inside, end], bounds, companion, end_cost)
        if found is None:
            found = _best(p, c, profile, list(range(begin, end + 1)), bounds, companion, end_cost)
        assert found is not None  # every single piece fits a subtitle: the label was chosen so
        spans += found
    return spans
