"""Where the lines inside a subtitle break.

As few lines as hold the text; among the ways to break them, the least sum of the breaks' prices
(``turncue.text.breaks``: after punctuation, before a conjunction, never after an article or inside a name) and of
how far the shape is from the profile's: ``bottom-heavy`` dislikes a longer upper line, ``balanced`` both alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from turncue.compose.params import (
    COST_LONE_TOP,
    COST_STUB,
    LINE_PRICE,
    LOWER_LONGER,
    STUB,
    TOP_LONGER,
)
from turncue.compose.profile import Profile, Shape
from turncue.compose.segmentation import Label
from turncue.text.breaks import SPACE, Pieces, pieces

__all__ = ["break_lines", "line_text", "reading_time_of", "split_lines"]

_LINE_END_STOPS = "，、。"


def _shape(excess: float, shape: Shape) -> float:
    """The price of a line that is ``excess`` lines of characters longer (or, below 0, shorter) than its share."""
    slope, bend = (TOP_LONGER if excess > 0 else LOWER_LONGER)[shape]
    return slope * abs(excess) + bend * excess * excess  # the square keeps a single word off a line of its own


def split_lines(p: Pieces, i: int, j: int, profile: Profile, label: Label | None = None) -> list[tuple[int, int]]:
    """The pieces ``i`` to ``j`` as lines, each a half-open run of pieces, none wider than the profile allows.

    ``label`` stands before the first line, or above it. More lines than the profile's come out only where the
    pieces do not fit into fewer.
    """
    limit, left, right = profile.max_chars, p.left, p.right
    ahead = label.width if label and not label.own_line else 0.0
    total = ahead + right[j - 1] - left[i]
    if total <= limit or j - i == 1:
        return [(i, j)]

    @cache
    def least(k: int, first: bool) -> int:
        """How many lines the pieces from ``k`` need when each is filled."""
        count, at, space = 1, k, limit - (ahead if first else 0.0)
        for piece in range(k, j):
            if right[piece] - left[at] > space and piece > at:
                count, at, space = count + 1, piece, limit
        return count

    @cache
    def best(k: int, lines: int, first: bool) -> tuple[float, int]:
        """The cheapest first line from piece ``k`` in so many lines: its cost with all that follow, and its end."""
        begun = ahead if first else 0.0
        share = (begun + right[j - 1] - left[k]) / lines
        cheapest = (float("inf"), k + 1)
        for end in range(k + 1, j - lines + 2):
            width = begun + right[end - 1] - left[k]
            if width > limit and end > k + 1:
                break
            if least(end, False) > lines - 1:
                continue
            if lines > 2:
                rest = best(end, lines - 1, False)[0]
            else:
                rest = COST_STUB if right[j - 1] - left[end] < limit * STUB else 0.0
            if first and not ahead and (end == i + 1 or width < limit * STUB):
                rest += COST_LONE_TOP
            cheapest = min(
                cheapest,
                (LINE_PRICE * p.price[end - 1] + _shape((width - share) * 2 / limit, profile.shape) + rest, end),
            )
        return cheapest

    spans, at = [], i
    for remaining in range(least(i, True), 1, -1):
        end = best(at, remaining, at == i)[1]
        spans.append((at, end))
        at = end
    return [*spans, (at, j)]


def reading_time_of(p: Pieces, spans: Sequence[tuple[int, int]], profile: Profile, label: Label | None) -> float:
    """How many ms it takes to read lines of pieces, where nothing is read at a line's end, and a label that counts."""
    size = sum(p.right[b - 1] - p.left[a] for a, b in spans)
    return profile.reading_time(size + (label.width if label and profile.count_labels else 0.0))


def line_text(text: str, p: Pieces, i: int, j: int, profile: Profile) -> str:
    """The text of pieces ``i`` to ``j`` with single spaces, as it stands on a line."""
    line = SPACE.sub(" ", text[p.begins[i] : p.ends[j - 1]])
    if profile.drop_line_end_punctuation:
        return line.rstrip(_LINE_END_STOPS) or line
    return line


def break_lines(text: str, profile: Profile, *, language: str | None = None) -> tuple[str, ...]:
    """Lay one subtitle's text on lines anew; its old line ends count as spaces.

    More lines than ``profile.max_lines`` come out where the text does not fit into them.
    """
    plain = " ".join(text.split("\n"))
    p = pieces(plain, language=language, limit=profile.max_chars, count=profile.count)
    if not p.begins:
        return ()
    return tuple(line_text(plain, p, a, b, profile) for a, b in split_lines(p, 0, len(p.begins), profile))
