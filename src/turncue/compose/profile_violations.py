"""How often subtitles break a profile, and whether another segmentation would keep it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from turncue.compose.labels import printed_lines
from turncue.compose.params import FAR, SCRAP_WIDTH
from turncue.compose.piece_times import PieceTimes, piece_times
from turncue.compose.profile import Profile
from turncue.compose.rebalance import Neighbours, end_between
from turncue.compose.segmentation import Label
from turncue.model import Subtitle, TimedTurn
from turncue.text.breaks import Pieces, event_wholes, pieces
from turncue.text.punctuation import SENTENCE_ENDS
from turncue.text.script_ranges import HANGUL, SPACELESS
from turncue.text.width import width

_SPACE = re.compile(r"\s")
_DENSE = re.compile(f"[{SPACELESS}{HANGUL}]")
_SENTENCE_END = re.compile(rf"[{SENTENCE_ENDS}]\W*$")

__all__ = ["ViolationCounts", "count_violations"]


@dataclass(frozen=True, slots=True)
class ViolationCounts:
    """Counts of subtitles unless said otherwise.

    ``fast``: reading speed over the limit, labels counted where the profile does. Of these ``fast_by_cut`` would keep
    it if the text they share with a neighbour of the same turn were cut in another place, with every other rule kept;
    ``fast_by_label`` without their label; ``fast_by_pause`` if a neighbour's spare time were theirs, but no place to
    cut gives it to them, since words are read when they are spoken. The others are spoken too fast. Where the turns
    are not given, places cannot be told, and ``fast_by_cut`` holds what would be ``fast_by_pause``.
    ``orphans``: one word, or three characters, of a longer sentence. ``split_words`` counts words cut in two, known
    only where the turns are given.
    """

    subtitles: int = 0
    fast: int = 0
    fast_by_label: int = 0
    fast_by_cut: int = 0
    fast_by_pause: int = 0
    wide_lines: int = 0
    many_lines: int = 0
    short: int = 0
    long: int = 0
    tight_gaps: int = 0
    overlaps: int = 0
    orphans: int = 0
    split_words: int = 0


def count_violations(
    subtitles: Sequence[Subtitle], *, profile: Profile, turns: Sequence[TimedTurn] = (), language: str | None = None
) -> ViolationCounts:
    """Count what breaks the profile.

    ``turns``: those the subtitles were made of, to find words cut in two and other places to cut; ``language``: their
    BCP 47 tag.
    """
    printed = [printed_lines(s.lines, s.labels) for s in subtitles]
    bare = [sum(width(x, profile.count) for x in s.lines) for s in subtitles]
    sizes = [sum(width(x, profile.count) for x in shown) for shown in printed] if profile.count_labels else bare
    times = [s.end - s.start for s in subtitles]
    fast = [k for k, size in enumerate(sizes) if profile.reading_time(size) > times[k]]
    shared = {k for k in fast if _mendable(k, subtitles, sizes, profile)}
    by_cut = _cut_elsewhere(fast, subtitles, turns, profile, language) if turns else shared
    by_label = {k for k in fast if k not in by_cut and profile.reading_time(bare[k]) <= times[k]}
    lines: dict[int, list[str]] = {}
    for s in subtitles:
        if len(s.turns) == 1:
            lines.setdefault(s.turns[0], []).extend(s.lines)
        elif len(s.turns) == len(s.lines):  # two people, a line each
            for owner, line in zip(s.turns, s.lines, strict=True):
                lines.setdefault(owner, []).append(line)
    gaps = [b.start - a.end for a, b in pairwise(subtitles)]
    return ViolationCounts(
        subtitles=len(subtitles),
        fast=len(fast),
        fast_by_label=len(by_label),
        fast_by_cut=len(by_cut),
        fast_by_pause=len(shared - by_cut - by_label),
        wide_lines=sum(width(x, profile.count) > profile.max_chars for shown in printed for x in shown),
        many_lines=sum(len(shown) > profile.max_lines for shown in printed),
        short=sum(t < profile.min_duration for t in times),
        long=sum(t > profile.max_duration for t in times),
        tight_gaps=sum(0 <= g < profile.min_gap for g in gaps),
        overlaps=sum(g < 0 for g in gaps),
        orphans=sum(_orphan(k, subtitles) for k in range(len(subtitles))),
        split_words=sum(_split_words(t, lines.get(t.index, [])) for t in turns if t.words),
    )


def _mendable(k: int, subtitles: Sequence[Subtitle], sizes: Sequence[float], profile: Profile) -> bool:
    """Whether this subtitle and a neighbour of its turn could together be read in the time of both."""
    return any(
        subtitles[a].turns == subtitles[a + 1].turns
        and profile.reading_time(sizes[a] + sizes[a + 1]) <= subtitles[a + 1].end - subtitles[a].start
        for a in (k - 1, k)
        if 0 <= a < len(subtitles) - 1
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """A turn's pieces and their clock, and for each subtitle of that turn alone its run of pieces."""

    pieces: Pieces
    times: PieceTimes
    spans: dict[int, tuple[int, int]]


def _seen(text: str) -> list[int]:
    """How many characters that are not spaces stand before each offset, and in all."""
    return list(accumulate((not char.isspace() for char in text), initial=0))


def _places(turn: TimedTurn, own: Sequence[int], subtitles: Sequence[Subtitle], p: Pieces) -> _Place | None:
    """Where a turn's subtitles are cut, found by counting the characters that are not spaces; None where some were
    dropped."""
    seen = _seen(turn.text)
    number = {seen[begin]: k for k, begin in enumerate(p.begins)} | {seen[-1]: len(p.begins)}
    spans, at = {}, 0
    for k in own:
        s = subtitles[k]
        mine = [x for n, x in enumerate(s.lines) if len(s.turns) == 1 or s.turns[n] == turn.index]
        until = at + len("".join("".join(mine).split()))
        if len(s.turns) == 1 and at in number and until in number:
            spans[k] = number[at], number[until]
        at = until
    sounds = [(e.at, e.at + len(e.text)) for e in turn.events]
    return _Place(p, piece_times(p, turn.words, sounds=sounds), spans) if at == seen[-1] else None


def _cut_elsewhere(
    fast: Sequence[int],
    subtitles: Sequence[Subtitle],
    turns: Sequence[TimedTurn],
    profile: Profile,
    language: str | None,
) -> set[int]:
    """Which of these subtitles another place to cut between them and a neighbour would make readable."""
    owned: dict[int, list[int]] = {}
    for k, s in enumerate(subtitles):
        for index in s.turns:
            owned.setdefault(index, []).append(k)
    by_index = {t.index: t for t in turns if t.words}
    by_cut: set[int] = set()
    places: dict[int, _Place | None] = {}
    for k in fast:
        if len(subtitles[k].turns) != 1 or (turn := by_index.get(subtitles[k].turns[0])) is None:
            continue
        if turn.index not in places:
            p = pieces(
                turn.text,
                language=language,
                limit=profile.max_chars,
                count=profile.count,
                wholes=event_wholes(turn.events),
            )
            places[turn.index] = _places(turn, owned[turn.index], subtitles, p)
        place = places[turn.index]
        if place and any(_better(place, a, subtitles, profile) for a in (k - 1, k)):
            by_cut.add(k)
    return by_cut


def _better(place: _Place, a: int, subtitles: Sequence[Subtitle], profile: Profile) -> bool:
    """Whether subtitles ``a`` and the next can be cut so that both are readable and every other rule is kept."""
    if a not in place.spans or a + 1 not in place.spans:
        return False
    first = subtitles[a]
    stop = subtitles[a + 2].start - profile.min_gap if a + 2 < len(subtitles) else FAR
    labels = _label(first.labels[0], profile), _label(subtitles[a + 1].labels[0], profile)
    span = (*place.spans[a], place.spans[a + 1][1])
    both = Neighbours(place.pieces, place.times, span, labels)
    return end_between(both, first.start, stop, profile) is not None


def _label(text: str, profile: Profile) -> Label | None:
    return Label(text, width(text.rstrip("\n"), profile.count), text.endswith("\n")) if text else None


def _orphan(k: int, subtitles: Sequence[Subtitle]) -> bool:
    text = " ".join(subtitles[k].lines)
    before = " ".join(subtitles[k - 1].lines) if k and subtitles[k - 1].turns == subtitles[k].turns else "."
    if _SENTENCE_END.search(before) and _SENTENCE_END.search(text):
        return False  # a whole sentence, however short
    alone = not any(
        0 <= n < len(subtitles) and subtitles[n].turns == subtitles[k].turns and subtitles[n].turns
        for n in (k - 1, k + 1)
    )
    dense = _DENSE.search(text) is not None
    return not alone and (width(text) <= SCRAP_WIDTH if dense else len(text.split()) == 1)


def _split_words(turn: TimedTurn, lines: Sequence[str]) -> int:
    """How many of a turn's words have a line end inside; found by counting the characters that are not spaces."""
    if "".join("".join(lines).split()) != "".join(turn.text.split()):
        return 0  # something was dropped: the places cannot be told
    place = _seen(turn.text)
    cuts, at = [], 0
    for line in lines:
        at += len("".join(line.split()))
        cuts.append(at)
    whole = (w for w in turn.words if not _SPACE.search(turn.text, w.begin, w.finish))  # a sound note may hold spaces
    inside = {p for w in whole for p in range(place[w.begin] + 1, place[w.finish])}
    return sum(c in inside for c in cuts)
