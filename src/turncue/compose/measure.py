"""Subtitles against a profile, in counts: what is broken, and whether cutting otherwise could mend it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from turncue.compose.labels import printed_lines
from turncue.compose.profiles import Profile
from turncue.model import Subtitle, TimedTurn
from turncue.text.width import width

_SPACE = re.compile(r"\s")
_SENTENCE_END = re.compile(r"[.!?。！？؟।…⋯]\W*$")

__all__ = ["Figures", "measure"]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of subtitles unless said otherwise.

    ``fast``: reading speed over the limit, labels counted; of these ``fast_by_label`` would keep it without their
    label and ``fast_by_cut`` if the text and time they share with a neighbour of the same turn were cut in another
    place; the others are spoken too fast. ``orphans``: one word, or three characters, of a longer sentence.
    ``split_words`` counts words cut in two, known only where the turns are given.
    """

    subtitles: int = 0
    fast: int = 0
    fast_by_label: int = 0
    fast_by_cut: int = 0
    wide_lines: int = 0
    many_lines: int = 0
    short: int = 0
    long: int = 0
    tight_gaps: int = 0
    overlaps: int = 0
    orphans: int = 0
    split_words: int = 0


def measure(subtitles: Sequence[Subtitle], *, profile: Profile, turns: Sequence[TimedTurn] = ()) -> Figures:
    """Count what breaks the profile. ``turns``: those the subtitles were made of, to find words cut in two."""
    printed = [printed_lines(s.lines, s.labels) for s in subtitles]
    sizes = [sum(width(x, profile.count) for x in shown) for shown in printed]
    bare = [sum(width(x, profile.count) for x in s.lines) for s in subtitles]
    per_ms = profile.max_cps / 1000 if profile.max_cps else float("inf")
    times = [s.end - s.start for s in subtitles]
    fast = [k for k, size in enumerate(sizes) if size - 0.5 > per_ms * times[k]]  # ms are rounded
    by_label = {k for k in fast if bare[k] <= per_ms * times[k]}
    by_cut = {k for k in fast if k not in by_label and _mendable(k, subtitles, sizes, per_ms)}
    lines: dict[int, list[str]] = {}
    for s in subtitles:
        if len(s.turns) == 1:
            lines.setdefault(s.turns[0], []).extend(s.lines)
        elif len(s.turns) == len(s.lines):  # two people, a line each
            for owner, line in zip(s.turns, s.lines, strict=True):
                lines.setdefault(owner, []).append(line)
    gaps = [b.start - a.end for a, b in pairwise(subtitles)]
    return Figures(
        subtitles=len(subtitles),
        fast=len(fast),
        fast_by_label=len(by_label),
        fast_by_cut=len(by_cut),
        wide_lines=sum(width(x, profile.count) > profile.max_chars for shown in printed for x in shown),
        many_lines=sum(len(shown) > profile.max_lines for shown in printed),
        short=sum(t < profile.min_duration for t in times),
        long=sum(t > profile.max_duration for t in times),
        tight_gaps=sum(0 <= g < profile.min_gap for g in gaps),
        overlaps=sum(g < 0 for g in gaps),
        orphans=sum(_orphan(k, subtitles) for k in range(len(subtitles))),
        split_words=sum(_split_words(t, lines.get(t.index, [])) for t in turns if t.words),
    )


def _mendable(k: int, subtitles: Sequence[Subtitle], sizes: Sequence[float], per_ms: float) -> bool:
    """Whether this subtitle and a neighbour of its turn could together be read in the time of both."""
    for a, b in ((k - 1, k), (k, k + 1)):
        if a >= 0 and b < len(subtitles) and subtitles[a].turns == subtitles[b].turns:
            span = subtitles[b].end - subtitles[a].start
            if sizes[a] + sizes[b] <= per_ms * span:
                return True
    return False


def _orphan(k: int, subtitles: Sequence[Subtitle]) -> bool:
    text = " ".join(subtitles[k].lines)
    before = " ".join(subtitles[k - 1].lines) if k and subtitles[k - 1].turns == subtitles[k].turns else "."
    if _SENTENCE_END.search(before) and _SENTENCE_END.search(text):
        return False  # a whole sentence, however short
    alone = not any(
        0 <= n < len(subtitles) and subtitles[n].turns == subtitles[k].turns and subtitles[n].turns
        for n in (k - 1, k + 1)
    )
    dense = any(c > "\u2e80" or "\u0e00" <= c <= "\u109f" for c in text)
    return not alone and (width(text) <= 3 if dense else len(text.split()) == 1)


def _split_words(turn: TimedTurn, lines: Sequence[str]) -> int:
    """How many of a turn's words have a line end inside; found by counting the characters that are not spaces."""
    if "".join("".join(lines).split()) != "".join(turn.text.split()):
        return 0  # something was dropped: the places cannot be told
    place = [0]
    for char in turn.text:
        place.append(place[-1] + (not char.isspace()))
    cuts, at = [], 0
    for line in lines:
        at += len("".join(line.split()))
        cuts.append(at)
    whole = (w for w in turn.words if not _SPACE.search(turn.text, w.begin, w.finish))  # a sound note may hold spaces
    inside = {p for w in whole for p in range(place[w.begin] + 1, place[w.finish])}
    return sum(c in inside for c in cuts)
