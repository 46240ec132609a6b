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
from turncue.compose.params import BESIDE, COST_SHIFT, FULL, NEAR_PIECES, SHIFT
from turncue.compose.piece_times import PieceTimes, piece_times
from turncue.compose.profile import Profile
from turncue.compose.segmentation import Companion, Cut
from turncue.model import Subtitle, TimedTurn
from turncue.text.breaks import Pieces, event_wholes, pieces
from turncue.text.label_options import LabelOptions
from turncue.text.width import width

__all__ = ["compose_both"]

Runs = list[range]


@dataclass(frozen=True, slots=True)
class _Other:
    """All pieces of the other text in one list: which turn and piece, the middle of its time, and its place.

    ``lefts`` and ``rights``: where each begins and ends on one endless line with single spaces. ``layout``: what this
    text is laid out with.
    """

    turns: list[tuple[TimedTurn, Pieces]]
    where: list[tuple[int, int]]
    middles: list[int]
    lefts: list[float]
    rights: list[float]
    layout: LayoutOptions

    @property
    def profile(self) -> Profile:
        return self.layout.profile

    def text(self, run: range) -> str:
        """The text of pieces that follow one another."""
        parts = []
        for t, group in groupby((self.where[k] for k in run), key=lambda w: w[0]):
            own = [k for _, k in group]
            turn, p = self.turns[t]
            parts.append(line_text(turn.text, p, own[0], own[-1] + 1, self.profile))
        return " ".join(parts)

    def lines(self, run: range) -> tuple[str, ...]:
        """The text of pieces that follow one another, on lines."""
        return break_lines(self.text(run), self.profile, language=self.layout.language)

    def fitting(self, run: range) -> int:
        """The end of the longest beginning of a run that fits the profile's lines; at least one piece."""
        lines, at, k = 1, run.start, run.start
        while k < run.stop:
            if k > at and self.rights[k] - self.lefts[at] > self.profile.max_chars:
                lines, at = lines + 1, k
                if lines > self.profile.max_lines:
                    break
            k += 1
        while k - run.start > 1 and len(self.lines(range(run.start, k))) > self.profile.max_lines:
            k -= 1  # the text on its own may have other pieces
        return k


def _flatten(others: Sequence[TimedTurn], layout: LayoutOptions) -> _Other:
    turns: list[tuple[TimedTurn, Pieces]] = []
    where: list[tuple[int, int]] = []
    middles: list[int] = []
    lefts: list[float] = []
    rights: list[float] = []
    latest, base = 0, 0.0
    profile, language = layout.profile, layout.language
    for turn in others:
        if not turn.words:
            continue
        wholes = event_wholes(turn.events)
        p = pieces(turn.text, language=language, limit=profile.max_chars, count=profile.count, wholes=wholes)
        if not p.begins:
            continue
        times = piece_times(p, turn.words)
        for k in range(len(p.begins)):
            latest = max(latest, (times.starts[k] + times.ends[k]) // 2)
            where.append((len(turns), k))
            middles.append(latest)
            lefts.append(base + p.left[k])
            rights.append(base + p.right[k])
        base = rights[-1] + 1
        turns.append((turn, p))
    return _Other(turns, where, middles, lefts, rights, layout)


def _share(cuts: Sequence[Cut], other: _Other) -> tuple[Runs, Runs]:
    """For every cut the run of its pieces of the other text, and the run before it that belongs to none.

    The second list has one entry more, for what comes after the last cut.
    """
    starts = list(accumulate((c.start for c in cuts), max))
    sizes, alone_sizes = [0] * len(cuts), [0] * (len(cuts) + 1)
    least = 0  # nothing goes before the piece before it
    for middle in other.middles:
        at = bisect_right(starts, middle) - 1
        since = middle - cuts[at].end if at >= 0 else BESIDE + 1
        until = starts[at + 1] - middle if at + 1 < len(cuts) else BESIDE + 1
        if min(since, until) > BESIDE and least <= at + 1 and not (at + 1 < len(cuts) and sizes[at + 1]):
            alone_sizes[at + 1] += 1
            least = at + 1
        else:
            chosen = min(max(at if since <= until else at + 1, least, 0), len(cuts) - 1)
            sizes[chosen] += 1
            least = chosen
    own: Runs = []
    alone: Runs = []
    at = 0
    for before, size in zip(alone_sizes, [*sizes, 0], strict=True):
        alone.append(range(at, at + before))
        own.append(range(at + before, at + before + size))
        at += before + size
    return own[:-1], alone


def _at_good_places(own: Runs, other: _Other) -> Runs:
    """The runs with each cut between two moved to the best place within ``SHIFT`` ms, so that phrases stay whole."""

    def cost(end: int, time: int) -> float:
        t, k = other.where[end - 1]
        return other.turns[t][1].price[k] + abs(other.middles[end - 1] - time) * COST_SHIFT / SHIFT

    out = list(own)
    for k in range(len(out) - 1):
        one, two = out[k], out[k + 1]
        if not one or not two or two.start != one.stop:
            continue
        now, time = two.start, other.middles[one.stop - 1]
        places = range(max(one.start + 1, now - NEAR_PIECES), min(two.stop, now + NEAR_PIECES + 1))
        near = [e for e in places if abs(other.middles[e - 1] - time) <= SHIFT]
        best = min(near, key=lambda e: (cost(e, time), abs(e - now)), default=now)
        out[k], out[k + 1] = range(one.start, best), range(best, two.stop)
    return out


def _carried(own: Runs, alone: Runs, cuts: Sequence[Cut], other: _Other) -> tuple[Runs, Runs]:
    """The runs so that each fits its subtitle's lines.

    What does not fit goes on to the next subtitle, if that follows within ``BESIDE``; else its beginning goes to the
    one before, if that has room; else its end to subtitles of its own.
    """
    out, apart = list(own), list(alone)
    for k, cut in enumerate(cuts):
        run = out[k]
        stop = other.fitting(run) if run else run.stop
        if stop == run.stop:
            continue
        if k + 1 < len(cuts) and not apart[k + 1] and cuts[k + 1].start - cut.end <= BESIDE:
            out[k], out[k + 1] = range(run.start, stop), range(stop, out[k + 1].stop)
        elif (back := _given_back(out, k, cuts, other)) is not None:
            out[k - 1], out[k] = range(out[k - 1].start, back), range(back, run.stop)
        else:
            # an empty run stands where the cut was before it moved
            end = apart[k + 1].stop if apart[k + 1] else run.stop
            out[k], apart[k + 1] = range(run.start, stop), range(stop, end)
    return out, apart


def _given_back(own: Runs, k: int, cuts: Sequence[Cut], other: _Other) -> int | None:
    """Where to part runs ``k - 1`` and ``k`` so that both fit, if the first has room and is near; else None."""
    if not k or cuts[k].start - cuts[k - 1].end > BESIDE or not own[k - 1] or own[k - 1].stop != own[k].start:
        return None
    back, stop = other.fitting(range(own[k - 1].start, own[k].stop)), own[k].stop
    return back if back < stop and other.fitting(range(back, stop)) == stop else None


def _alone(run: range, other: _Other) -> list[Draft]:
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


def _joined(cut: Cut, run: range, other: _Other, profile: Profile, first: str) -> Draft:
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
    ``layout``. Each takes no more than its profile's lines; what is spoken too densely for that goes on to the next
    subtitle, or to one of its own. ``first``: which of the two stands above. Changes of shot are ignored.
    """
    layout = replace(layout, shots=())
    profile = layout.profile
    other = _flatten(list(others), other_layout)
    running = [*other.lefts, other.rights[-1] + 1 if other.rights else 0.0]
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
    own, alone = _carried(_at_good_places(own, other), alone, cuts, other)
    drafts: list[Draft] = []
    for k, cut in enumerate(cuts):
        drafts += _alone(alone[k], other)
        drafts.append(_joined(cut, own[k], other, profile, first))
    drafts += _alone(alone[-1], other)
    return assign_times(drafts, profile)
