"""Two languages in one subtitle: the transcript's words and, on lines of their own, the captions'.

The transcript is cut as for one language, but so that the other text spoken meanwhile fits its own profile's lines.
Each piece of the other text goes to the subtitle during whose speech its middle falls, or to the nearest one within
``BESIDE`` ms; what is farther from any gets subtitles of its own, without a speaker. So both texts come out complete.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import Literal

from turncue.compose.compose_turns import cut_turns, draft
from turncue.compose.display_times import Draft, assign_times
from turncue.compose.layout import LayoutOptions
from turncue.compose.lines import break_lines, line_text
from turncue.compose.params import BESIDE, COST_SHIFT, FULL, SHIFT
from turncue.compose.piece_times import PieceTimes, piece_times
from turncue.compose.profile import Profile
from turncue.compose.segmentation import Companion, Cut
from turncue.model import Subtitle, TimedTurn
from turncue.text.breaks import Pieces, event_wholes, pieces
from turncue.text.label_options import LabelOptions
from turncue.text.width import width

__all__ = ["compose_both"]

Runs = list[list[int]]


@dataclass(frozen=True, slots=True)
class _Other:
    """All pieces of the other text in one list: which turn and piece, the middle of its time, its width with a space.

    ``layout``: what this text is laid out with.
    """

    turns: list[tuple[TimedTurn, Pieces]]
    where: list[tuple[int, int]]
    middles: list[int]
    widths: list[float]
    layout: LayoutOptions

    @property
    def profile(self) -> Profile:
        return self.layout.profile

    def text(self, run: Iterable[int]) -> str:
        """The text of pieces that follow one another."""
        parts = []
        for t, group in groupby((self.where[k] for k in run), key=lambda w: w[0]):
            own = [k for _, k in group]
            turn, p = self.turns[t]
            parts.append(line_text(turn.text, p, own[0], own[-1] + 1, self.profile))
        return " ".join(parts)

    def lines(self, run: Iterable[int]) -> tuple[str, ...]:
        """The text of pieces that follow one another, on lines."""
        return break_lines(self.text(run), self.profile, language=self.layout.language)


def _flatten(others: Sequence[TimedTurn], layout: LayoutOptions) -> _Other:
    turns: list[tuple[TimedTurn, Pieces]] = []
    where, middles, widths = [], [], []
    latest = 0
    profile, language = layout.profile, layout.language
    for turn in others:
        if not turn.words:
            continue
        p = pieces(
            turn.text, language=language, limit=profile.max_chars, count=profile.count, wholes=event_wholes(turn.events)
        )
        if not p.begins:
            continue
        times = piece_times(p, turn.words)
        for k in range(len(p.begins)):
            latest = max(latest, (times.starts[k] + times.ends[k]) // 2)
            where.append((len(turns), k))
            middles.append(latest)
            widths.append((p.left[k + 1] if k + 1 < len(p.left) else p.right[k] + 1) - p.left[k])
        turns.append((turn, p))
    return _Other(turns, where, middles, widths, layout)


def _share(cuts: Sequence[Cut], other: _Other) -> tuple[Runs, Runs]:
    """For every cut the numbers of its pieces of the other text, and those that come before it but belong to none.

    The second list has one entry more, for what comes after the last cut.
    """
    starts = list(accumulate((c.start for c in cuts), max))
    own: Runs = [[] for _ in cuts]
    alone: Runs = [[] for _ in range(len(cuts) + 1)]
    least = 0  # nothing goes before the piece before it
    for k, middle in enumerate(other.middles):
        at = bisect_right(starts, middle) - 1
        since = middle - cuts[at].end if at >= 0 else BESIDE + 1
        until = starts[at + 1] - middle if at + 1 < len(cuts) else BESIDE + 1
        if min(since, until) > BESIDE and not _taken(own, at + 1):
            alone[at + 1].append(k)
            least = max(least, at + 1)
        else:
            chosen = min(max(at if since <= until else at + 1, least, 0), len(cuts) - 1)
            own[chosen].append(k)
            least = chosen
    return own, alone


def _taken(own: Sequence[list[int]], at: int) -> bool:
    """Whether a cut from ``at`` on has text already (then what follows may not stand before it)."""
    return at < len(own) and bool(own[at])


def _at_good_places(own: Runs, other: _Other) -> Runs:
    """The runs with each cut between two moved to the best place within ``SHIFT`` ms, so that phrases stay whole."""

    def cost(end: int, time: int) -> float:
        t, k = other.where[end - 1]
        return other.turns[t][1].price[k] + abs(other.middles[end - 1] - time) * COST_SHIFT / SHIFT

    out = [list(run) for run in own]
    for k in range(len(out) - 1):
        if not out[k] or not out[k + 1] or out[k + 1][0] != out[k][-1] + 1:
            continue
        now, time = out[k + 1][0], other.middles[out[k][-1]]
        places = range(out[k][0] + 1, out[k + 1][-1] + 1)
        near = [e for e in places if abs(other.middles[e - 1] - time) <= SHIFT]
        best = min(near, key=lambda e: (cost(e, time), abs(e - now)), default=now)
        both = [*out[k], *out[k + 1]]
        out[k], out[k + 1] = both[: best - both[0]], both[best - both[0] :]
    return out


def _carried(own: Runs, cuts: Sequence[Cut], other: _Other) -> Runs:
    """The runs; what does not fit its subtitle's lines goes on to the next, if that follows within ``BESIDE``."""
    out = [list(run) for run in own]
    for k in range(len(cuts) - 1):
        if cuts[k + 1].start - cuts[k].end > BESIDE:
            continue
        while len(out[k]) > 1:
            if len(other.lines(out[k])) <= other.profile.max_lines:
                break
            out[k + 1].insert(0, out[k].pop())
    return out


def _alone(run: Sequence[int], other: _Other) -> list[Draft]:
    """Subtitles for other text with no counterpart in the transcript."""
    drafts: list[Draft] = []
    layout = replace(other.layout, labels=LabelOptions(when="none"), shots=())
    for t, group in groupby((other.where[k] for k in run), key=lambda w: w[0]):
        own = [k for _, k in group]
        turn, p = other.turns[t]
        begin, finish = p.begins[own[0]], p.ends[own[-1]]
        words = tuple(
            replace(w, begin=max(w.begin, begin) - begin, finish=min(w.finish, finish) - begin)
            for w in turn.words
            if w.begin < finish and begin < w.finish
        )
        if not words:  # an event between words: it takes the time of the word after or before it
            near = turn.words[min(bisect_left([w.begin for w in turn.words], begin), len(turn.words) - 1)]
            words = (replace(near, begin=0, finish=finish - begin),)
        events = tuple(
            replace(e, at=e.at - begin) for e in turn.events if begin <= e.at and e.at + len(e.text) <= finish
        )
        part = replace(turn, speaker=None, text=turn.text[begin:finish], words=words, events=events)
        drafts.extend(replace(draft(cut, other.profile), turns=()) for cut in cut_turns([part], layout))
    return drafts


def _joined(cut: Cut, run: Sequence[int], other: _Other, profile: Profile, first: str) -> Draft:
    """A draft with both languages; the label stays with the transcript's line."""
    main = draft(cut, profile)
    if not run:
        return main
    lines = other.lines(run)
    speakers, labels = (cut.turn.speaker,) * len(lines), ("",) * len(lines)
    reading = max(main.reading, other.profile.reading_time(width(other.text(run), other.profile.count)))
    if first == "captions":
        lines, speakers, labels = lines + main.lines, speakers + main.speakers, labels + main.labels
    else:
        lines, speakers, labels = main.lines + lines, main.speakers + speakers, main.labels + labels
    return replace(main, lines=lines, speakers=speakers, labels=labels, reading=reading)


def compose_both(
    turns: Iterable[TimedTurn],
    others: Iterable[TimedTurn],
    layout: LayoutOptions,
    other_layout: LayoutOptions,
    *,
    first: Literal["transcript", "captions"] = "transcript",
) -> list[Subtitle]:
    """Make subtitles with two languages: ``turns`` laid out with ``layout`` and, beneath or above them, ``others``.

    Both are on one clock. Each language keeps to the line width of its own profile; labels and times follow
    ``layout``. The other text takes more than its profile's lines only where it is spoken so densely that it would
    fall behind. ``first``: which of the two stands above. Changes of shot are ignored.
    """
    layout = replace(layout, shots=())
    profile = layout.profile
    other = _flatten(list(others), other_layout)
    running = list(accumulate(other.widths, initial=0.0))
    line = other.profile.max_chars
    per_char = 1000 / other.profile.max_cps if other.profile.max_cps else 0.0

    def beside(times: PieceTimes) -> Companion:
        spoken = [running[bisect_left(other.middles, t)] for t in times.starts]
        last = min(times.starts[-1], times.ends[-1] + BESIDE)
        spoken[-1] = max(spoken[-2], running[bisect_left(other.middles, last)])
        return Companion(spoken, FULL * line * other.profile.max_lines, line, per_char)

    cuts = list(cut_turns(list(turns), layout, beside=beside))
    if not cuts:
        return assign_times(_alone(range(len(other.middles)), other), profile)
    own, alone = _share(cuts, other)
    own = _carried(_at_good_places(own, other), cuts, other)
    drafts: list[Draft] = []
    for k, cut in enumerate(cuts):
        drafts += _alone(alone[k], other)
        drafts.append(_joined(cut, own[k], other, profile, first))
    drafts += _alone(alone[-1], other)
    return assign_times(drafts, profile)
