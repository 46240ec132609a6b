"""Two languages in one subtitle: the transcript's words and, on lines of their own, the captions'.

The transcript is cut as ever, but so that the other text spoken meanwhile finds room in its own profile's lines.
Each piece of the other text goes to the subtitle during whose speech its middle falls, or to the nearest one within
``NEAR`` ms; what is farther from any gets subtitles of its own, without a speaker. So both texts come out complete.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import Literal

from turncue.compose.build import Cut, cut_turns, draft
from turncue.compose.display_times import Draft, show
from turncue.compose.labels import LabelOptions
from turncue.compose.lines import break_lines, line_text
from turncue.compose.profile import Profile
from turncue.compose.segments import Clock, Companion, clock
from turncue.model import Subtitle, TimedTurn
from turncue.text.breaks import Pieces, pieces
from turncue.text.width import width

__all__ = ["compose_both"]

NEAR = 2000
SHIFT = 1000
FULL = 0.9  # a text fills its lines to about nine tenths, since lines break between words


@dataclass(frozen=True, slots=True)
class _Other:
    """All pieces of the other text, flattened: which turn and piece, the middle of its time, its width with a space."""

    turns: list[tuple[TimedTurn, Pieces]]
    where: list[tuple[int, int]]
    middles: list[int]
    widths: list[float]

    def text(self, chosen: Iterable[int], profile: Profile) -> str:
        """The text of pieces that follow one another."""
        parts = []
        for t, group in groupby((self.where[k] for k in chosen), key=lambda w: w[0]):
            run = [k for _, k in group]
            turn, p = self.turns[t]
            parts.append(line_text(turn.text, p, run[0], run[-1] + 1, profile))
        return " ".join(parts)


def _flatten(others: Sequence[TimedTurn], profile: Profile, language: str | None) -> _Other:
    turns: list[tuple[TimedTurn, Pieces]] = []
    where, middles, widths = [], [], []
    latest = 0
    for turn in others:
        if not turn.words:
            continue
        p = pieces(turn.text, language=language, limit=profile.max_chars, count=profile.count, events=turn.events)
        if not p.begins:
            continue
        times = clock(p, turn.words, None)
        for k in range(len(p.begins)):
            latest = max(latest, (times.starts[k] + times.ends[k]) // 2)
            where.append((len(turns), k))
            middles.append(latest)
            widths.append((p.left[k + 1] if k + 1 < len(p.left) else p.right[k] + 1) - p.left[k])
        turns.append((turn, p))
    return _Other(turns, where, middles, widths)


def _share(cuts: Sequence[Cut], other: _Other) -> tuple[list[list[int]], list[list[int]]]:
    """For every cut the numbers of its pieces of the other text, and those that come before it but belong to none.

    The second list has one entry more, for what comes after the last cut.
    """
    starts = list(accumulate((c.start for c in cuts), max))
    own: list[list[int]] = [[] for _ in cuts]
    alone: list[list[int]] = [[] for _ in range(len(cuts) + 1)]
    least = 0  # nothing goes before the piece before it
    for k, middle in enumerate(other.middles):
        at = bisect_right(starts, middle) - 1
        since = middle - cuts[at].clock.ends[cuts[at].j - 1] if at >= 0 else NEAR + 1
        until = starts[at + 1] - middle if at + 1 < len(cuts) else NEAR + 1
        if min(since, until) > NEAR and not _taken(own, at + 1):
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


def _snap(own: list[list[int]], cuts: Sequence[Cut], other: _Other) -> None:
    """Move each cut through the other text to the best place within ``SHIFT`` ms, so that its phrases stay whole."""

    def cost(end: int, time: int) -> float:
        t, k = other.where[end - 1]
        return other.turns[t][1].price[k] + abs(other.middles[end - 1] - time) * 4.0 / SHIFT

    for k in range(len(cuts) - 1):
        if not own[k] or not own[k + 1] or own[k + 1][0] != own[k][-1] + 1:
            continue
        now, time = own[k + 1][0], other.middles[own[k][-1]]
        places = range(own[k][0] + 1, own[k + 1][-1] + 1)
        near = [e for e in places if abs(other.middles[e - 1] - time) <= SHIFT]
        best = min(near, key=lambda e: (cost(e, time), abs(e - now)), default=now)
        both = [*own[k], *own[k + 1]]
        own[k], own[k + 1] = both[: best - both[0]], both[best - both[0] :]


def _carry(own: list[list[int]], cuts: Sequence[Cut], other: _Other, profile: Profile, language: str | None) -> None:
    """What does not fit its subtitle's lines goes on to the next, if that follows within ``NEAR``."""
    for k in range(len(cuts) - 1):
        if cuts[k + 1].start - cuts[k].clock.ends[cuts[k].j - 1] > NEAR:
            continue
        while len(own[k]) > 1:
            text = other.text(own[k], profile)
            if len(break_lines(text, profile, language=language)) <= profile.max_lines:
                break
            own[k + 1].insert(0, own[k].pop())


def _alone(chosen: Sequence[int], other: _Other, profile: Profile, language: str | None) -> list[Draft]:
    """Subtitles for other text that nothing in the transcript answers."""
    drafts: list[Draft] = []
    for t, group in groupby((other.where[k] for k in chosen), key=lambda w: w[0]):
        run = [k for _, k in group]
        turn, p = other.turns[t]
        begin, finish = p.begins[run[0]], p.ends[run[-1]]
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
        labels = LabelOptions(when="none")
        cuts = cut_turns([part], profile=profile, labels=labels, language=language)
        drafts.extend(replace(draft(cut, profile), turns=()) for cut in cuts)
    return drafts


def _joined(
    cut: Cut, chosen: Sequence[int], other: _Other, profiles: tuple[Profile, Profile], language: str | None, first: str
) -> Draft:
    """A draft with both languages; the label stays with the transcript's line."""
    profile, other_profile = profiles
    main = draft(cut, profile)
    if not chosen:
        return main
    text = other.text(chosen, other_profile)
    lines = break_lines(text, other_profile, language=language)
    speakers, labels = (cut.turn.speaker,) * len(lines), ("",) * len(lines)
    need = other_profile.reading_time(width(text, other_profile.count))
    if first == "captions":
        lines, speakers, labels = lines + main.lines, speakers + main.speakers, labels + main.labels
    else:
        lines, speakers, labels = main.lines + lines, main.speakers + speakers, main.labels + labels
    return replace(main, lines=lines, speakers=speakers, labels=labels, need=max(main.need, need))


def compose_both(
    turns: Iterable[TimedTurn],
    others: Iterable[TimedTurn],
    *,
    profile: Profile,
    other_profile: Profile,
    labels: LabelOptions | None = None,
    language: str | None = None,
    other_language: str | None = None,
    first: Literal["transcript", "captions"] = "transcript",
) -> list[Subtitle]:
    """Make subtitles with two languages: ``turns`` in ``language`` and, beneath or above them, ``others``.

    Both are on one clock. Each language keeps to the line width of its own profile; the times follow ``profile``. The
    other text takes more than its profile's lines only where it is spoken so densely that it would fall behind.
    ``first``: which of the two stands above.
    """
    other = _flatten(list(others), other_profile, other_language)
    running = list(accumulate(other.widths, initial=0.0))
    line = other_profile.max_chars
    per_char = 1000 / other_profile.max_cps if other_profile.max_cps else 0.0

    def beside(times: Clock) -> Companion:
        spoken = [running[bisect_left(other.middles, t)] for t in times.starts]
        spoken[-1] = max(spoken[-2], running[bisect_left(other.middles, min(times.starts[-1], times.ends[-1] + NEAR))])
        return Companion(spoken, FULL * line * other_profile.max_lines, line, per_char)

    chosen = labels or LabelOptions()
    cuts = list(cut_turns(list(turns), profile=profile, labels=chosen, language=language, beside=beside))
    if not cuts:
        return show(_alone(range(len(other.middles)), other, other_profile, other_language), profile)
    own, alone = _share(cuts, other)
    _snap(own, cuts, other)
    _carry(own, cuts, other, other_profile, other_language)
    drafts: list[Draft] = []
    for k, cut in enumerate(cuts):
        drafts += _alone(alone[k], other, other_profile, other_language)
        drafts.append(_joined(cut, own[k], other, (profile, other_profile), other_language, first))
    drafts += _alone(alone[-1], other, other_profile, other_language)
    return show(drafts, profile)
