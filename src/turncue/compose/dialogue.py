"""Two people in one subtitle, a dashed line each, in the dash style of the language.

Where a short turn is answered so fast that one of the two alone could not stand for the profile's least duration,
both stand together for the time of both. Never across a pause, never more than two people, never where the two do
not fit a line each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from turncue.compose.display_times import Draft
from turncue.compose.labels import Labeller
from turncue.compose.layout import LayoutOptions
from turncue.compose.lines import line_text
from turncue.compose.params import COST_DIALOGUE, COST_TOO_SHORT, DIALOGUE_PAUSE, FAR, MOST_TOO_FAST
from turncue.compose.profile import Profile
from turncue.compose.segmentation import Cut
from turncue.text.language import base_language
from turncue.text.params import SENTENCE
from turncue.text.width import width

__all__ = ["DASHES", "dashes", "joined_dialogue"]

_DASH_LIKE = "-–—‐‑―"
_BOTH = ("- ", "- ")
_SECOND = ("", "-")
DASHES: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys("ar cs es fr hu id it ko ms pl pt ro ru sk th vi".split(), _BOTH),
    **dict.fromkeys("fi he nl sr".split(), _SECOND),
    "bg": ("", "- "),
}
"""What stands before the first and the second speaker's line, by language: Netflix Timed Text Style Guides, section
"Dual Speakers", as Subtitle Edit's table ``SpeakerStyle`` gives them. All others: ``-`` without a space before both
(English 217350977, Chinese 215986007)."""


def dashes(language: str | None) -> tuple[str, str]:
    """What stands before the two lines in a language (BCP 47 tag)."""
    return DASHES.get(base_language(language) or "", ("-", "-"))


@dataclass(frozen=True, slots=True)
class _Style:
    """What two speakers in one subtitle are set with: the limits, the labels, and the dash before each line."""

    profile: Profile
    labeller: Labeller
    dashes: tuple[str, str]


def joined_dialogue(
    cuts: Sequence[Cut], drafts: Sequence[Draft], layout: LayoutOptions, labeller: Labeller
) -> list[Draft]:
    """The drafts, with neighbours of two speakers joined where that costs least.

    ``cuts`` and ``drafts`` run in parallel.
    """
    profile = layout.profile
    n = len(drafts)
    pairs: list[Draft | None] = [None] * n  # the draft that k and k + 1 would make
    if profile.dialogue == "merge" and profile.max_lines >= 2 and labeller.options.style != "line":
        lead = dashes(layout.language) if labeller.options.style != "chevrons" else (">> ", ">> ")
        style = _Style(profile, labeller, lead)
        for k in range(n - 1):
            if _short(drafts, k, profile) or _short(drafts, k + 1, profile):
                pairs[k] = _pair(cuts, drafts, k, style)
    if not any(pairs):
        return list(drafts)
    cost, joins = [0.0] * (n + 1), [False] * (n + 1)
    for k in range(1, n + 1):
        cost[k] = cost[k - 1] + _price(drafts[k - 1], _following(drafts, k), profile)
        both = pairs[k - 2] if k >= 2 else None
        if both is not None:
            together = cost[k - 2] + _price(both, _following(drafts, k), profile) + COST_DIALOGUE
            if together < cost[k]:
                cost[k], joins[k] = together, True
    out: list[Draft] = []
    k = n
    while k:
        both = pairs[k - 2] if joins[k] else None
        out.append(both or drafts[k - 1])
        k -= 2 if both else 1
    return out[::-1]


def _following(drafts: Sequence[Draft], k: int) -> int:
    return drafts[k].start if k < len(drafts) else FAR


def _short(drafts: Sequence[Draft], k: int, profile: Profile) -> bool:
    """Whether the subtitle cannot stand for the least duration before the next must begin."""
    return _following(drafts, k + 1) - profile.min_gap - drafts[k].start < profile.min_duration


def _price(draft: Draft, following: int, profile: Profile) -> float:
    """How far a subtitle falls short of its least duration, and of its reading time."""
    have = max(1, following - profile.min_gap - draft.start)
    short = COST_TOO_SHORT * max(0.0, 1.0 - have / profile.min_duration)
    return short + min(MOST_TOO_FAST, max(0.0, draft.reading / have - 1.0))


def _pair(cuts: Sequence[Cut], drafts: Sequence[Draft], k: int, style: _Style) -> Draft | None:
    """Drafts ``k`` and ``k + 1`` in one; None where a rule or the lines' width forbids it."""
    profile, labeller = style.profile, style.labeller
    one, two = cuts[k], cuts[k + 1]
    first, second = drafts[k], drafts[k + 1]
    same = one.turn.speaker == two.turn.speaker and not (one.turn.speaker is None and labeller.options.unnamed)
    if one.turn is two.turn or same or second.start - first.end > DIALOGUE_PAUSE or second.start < first.start:
        return None
    if one.i and one.pieces.price[one.i - 1] > SENTENCE:
        return None  # the first would begin with the rest of a sentence
    if two.pieces.price[two.j - 1] > SENTENCE or max(first.end, second.end) - first.start > profile.max_duration:
        return None
    lines, labels, reading = [], [], 0.0
    for cut, dash in zip((one, two), style.dashes, strict=True):
        line = line_text(cut.text, cut.pieces, cut.i, cut.j, profile)
        label = _label(cut, dash, profile.max_chars - width(line, profile.count), style)
        if label is None or line[0] in _DASH_LIKE:
            return None  # after a dash, a dash of the text itself would look like one of ours
        lines.append(line)
        labels.append(label)
        counted = label if profile.count_labels else dash
        reading += profile.reading_time(width(line, profile.count) + width(counted, profile.count))
    size = [len(line) for line in lines]
    return replace(
        first,
        end=max(first.end, second.end),
        reading=reading,
        lines=tuple(lines),
        speakers=(one.turn.speaker, two.turn.speaker),
        labels=tuple(labels),
        turns=first.turns + second.turns,
        confidence=round((first.confidence * size[0] + second.confidence * size[1]) / sum(size), 6),
    )


def _label(cut: Cut, dash: str, room: float, style: _Style) -> str | None:
    """The dash with the longest form of the name that fits; None where a name is due and none fits."""
    profile, labeller = style.profile, style.labeller
    if cut.label is None or cut.turn.speaker is None or labeller.options.style in ("dash", "chevrons"):
        return dash if width(dash, profile.count) <= room else None
    # the requested form or the given name; initials among names would not be understood
    forms = list(labeller.candidates(cut.turn.speaker, cut.turn.role, met=True))[:2]
    for text in dict.fromkeys(f for f in [cut.label.text, *forms] if not f.endswith("\n")):
        if width(dash + text, profile.count) <= room:
            return dash + text
    return None
