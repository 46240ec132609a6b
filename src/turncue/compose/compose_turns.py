"""Timed turns to subtitles: the steps of ``compose`` in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from turncue.compose.dialogue import joined_dialogue
from turncue.compose.display_times import Draft, assign_times
from turncue.compose.labels import Labeller
from turncue.compose.layout import LayoutOptions
from turncue.compose.lines import line_text, reading_time_of, split_lines
from turncue.compose.params import FAIR_LABEL, REBALANCE_PASSES
from turncue.compose.piece_times import PieceTimes, piece_times
from turncue.compose.profile import Profile
from turncue.compose.rebalance import rebalanced
from turncue.compose.segmentation import Companion, Cut, Label, PreparedTurn, segment
from turncue.errors import UsageError
from turncue.model import Subtitle, TimedTurn
from turncue.text.breaks import Pieces, event_wholes, name_wholes, pieces
from turncue.text.events import mask_events
from turncue.text.width import width

__all__ = ["compose", "cut_turns", "draft"]


def _fitting(labeller: Labeller, turn: TimedTurn, p: Pieces, profile: Profile, *, met: bool) -> Label | None:
    """The longest form of the label that leaves enough width for words: beside them, else on a line of its own.

    None where not even the shortest form fits, which takes a single line hardly wider than a word. ``met``: the
    speaker has been named before.
    """
    every = labeller.options.when == "every"
    word = max(b - a for a, b in zip(p.left, p.right, strict=True)) if every else p.right[0] - p.left[0]
    whole = p.right[-1]
    # Chinese and Japanese lines are short: what fits one is not broken for a name that can stand above
    kept = p.spaceless and whole <= profile.max_chars
    fair = max(word, whole if kept else min(whole, profile.max_chars * FAIR_LABEL))
    above = profile.max_lines > 1 and labeller.options.style not in ("dash", "chevrons")
    for least in (fair, word):
        for text in labeller.candidates(turn.speaker or "", turn.role, met=met):
            name = text.rstrip()
            size = width(text, profile.count)
            if not text.endswith("\n") and size + least <= profile.max_chars:
                return Label(text, size, own_line=False)
            if above and width(name, profile.count) <= profile.max_chars:
                return Label(f"{name}\n", width(name, profile.count), own_line=True)
    return None


def cut_turns(
    turns: Sequence[TimedTurn],
    layout: LayoutOptions,
    *,
    breaks: Mapping[int, Collection[int]] | None = None,
    beside: Callable[[PieceTimes], Companion] | None = None,
) -> Iterator[Cut]:
    """Cut turns into the text of each subtitle, in order; see ``compose``.

    ``beside`` gives the second text that is shown with pieces of these times. Raises ``UsageError`` where the label
    style needs two lines and the profile has one.
    """
    profile, labels, language = layout.profile, layout.labels, layout.language
    if labels.style == "line" and labels.when != "none" and profile.max_lines == 1:
        raise UsageError(
            f"speaker style 'line' puts the name on a line of its own, but profile {profile.name} has one line only. "
            "Choose another style or --max-lines 2."
        )
    spoken = [t for t in turns if t.words]
    names = {t.speaker for t in turns if t.speaker}
    labeller = Labeller(labels, (t.speaker for t in turns), language)
    previous: str | None = None
    met: set[str | None] = set()
    for k, turn in enumerate(spoken):
        text = turn.text if profile.events == "keep" else mask_events(turn.text, turn.events)
        events = turn.events if profile.events == "keep" else ()
        wholes = event_wholes(events) + name_wholes(text, names)
        p = pieces(text, language=language, limit=profile.max_chars, count=profile.count, wholes=wholes)
        if not p.begins:
            continue
        until = spoken[k + 1].start if k + 1 < len(spoken) else None
        times = piece_times(p, turn.words, until, [(e.at, e.at + len(e.text)) for e in events])
        label = None
        if labeller.wanted(turn.speaker, previous, turn_begins=True):
            label = _fitting(labeller, turn, p, profile, met=turn.speaker in met)
            met.add(turn.speaker)
        previous = turn.speaker
        every = labels.when == "every"
        forced = frozenset(_after(p, at) for at in (breaks or {}).get(turn.index, ()))
        prepared = PreparedTurn(p, times, label, every, forced, beside(times) if beside else None)
        for i, j in segment(prepared, layout):
            yield Cut(turn, text, p, times, i, j, label if every or i == 0 else None)


def _after(p: Pieces, offset: int) -> int:
    """The number of the first piece that begins at or after a text offset."""
    return next((k for k, begin in enumerate(p.begins) if begin >= offset), len(p.begins))


def _confidence(cut: Cut) -> float:
    """The mean of the words' confidence, weighted by their length; the turn's where it has no words here."""
    begin, finish = cut.pieces.begins[cut.i], cut.pieces.ends[cut.j - 1]
    total = weight = 0.0
    words = cut.turn.words
    for k in range(bisect_right(words, begin, key=lambda w: w.finish), len(words)):
        w = words[k]
        if w.begin >= finish:
            break
        total += w.confidence * (w.finish - w.begin)
        weight += w.finish - w.begin
    return round(total / weight, 6) if weight else cut.turn.confidence


def draft(cut: Cut, profile: Profile) -> Draft:
    """Break a cut into lines and compute how long it takes to read, its label included."""
    p, i, j = cut.pieces, cut.i, cut.j
    spans = split_lines(p, i, j, profile, cut.label)
    lines = tuple(line_text(cut.text, p, a, b, profile) for a, b in spans)
    return Draft(
        start=cut.start,
        end=cut.end,
        reading=reading_time_of(p, spans, profile, cut.label),
        lines=lines,
        speakers=(cut.turn.speaker,) * len(lines),
        labels=(cut.label.text if cut.label else "", *[""] * (len(lines) - 1)),
        turns=(cut.turn.index,),
        confidence=_confidence(cut),
    )


def _readable(cuts: list[Cut], profile: Profile, *, passes: int) -> tuple[list[Cut], list[Draft]]:
    """The cuts after so many passes that move ends to where more of them can be read, and their drafts."""
    drafts = [draft(c, profile) for c in cuts]
    for _ in range(passes if profile.max_cps else 0):
        again = rebalanced(cuts, drafts, assign_times(drafts, profile, make_room=False), profile)
        if again == cuts:
            break
        known = {id(c): d for c, d in zip(cuts, drafts, strict=True)}
        cuts, drafts = again, [known.get(id(c)) or draft(c, profile) for c in again]
    return cuts, drafts


def compose(
    turns: Iterable[TimedTurn], layout: LayoutOptions, *, breaks: Mapping[int, Collection[int]] | None = None
) -> list[Subtitle]:
    """Make subtitles of timed turns.

    Each subtitle belongs to one turn, or to two short ones that follow each other so fast that one alone could not
    show for the profile's least duration (``turncue.compose.dialogue``; a line each). It fits the profile's lines,
    its label included; none overlaps another or lasts less than 1 ms, and starts never fall. None begins before its
    first word, but by two frames of silence where that lets it be read, and by up to 292 ms to begin on a change of
    shot. Every character of every turn that has words comes out once and in order, white space and what the profile
    drops aside; turns without words give none. Turns are taken in the order given.

    ``breaks``: for a turn's ``index``, the text offsets at which a subtitle must begin, as caption boundaries that are
    to be kept; what stands between two of them is cut further only where it does not fit one subtitle.

    Raises ``UsageError`` where the label style needs two lines and the profile has one.
    """
    given = list(turns)
    cuts = list(cut_turns(given, layout, breaks=breaks))
    labeller = Labeller(layout.labels, (t.speaker for t in given), layout.language)
    cuts, drafts = _readable(cuts, layout.profile, passes=0 if breaks else REBALANCE_PASSES)
    return assign_times(joined_dialogue(cuts, drafts, layout, labeller), layout.profile, layout.shots)
