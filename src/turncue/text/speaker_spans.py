"""A cue cut where its marks say that another person begins to speak."""

from __future__ import annotations

from dataclasses import dataclass

from turncue.model import Cue
from turncue.text.strip import tidy

__all__ = ["SpeakerSpan", "speaker_spans", "time_at"]


@dataclass(frozen=True, slots=True)
class SpeakerSpan:
    """``cue.text[begin:end]``; ``change``: somebody (``speaker``, None: not named) begins to speak here."""

    begin: int
    end: int
    change: bool
    speaker: str | None


def speaker_spans(cue: Cue) -> list[SpeakerSpan]:
    """The speakers' spans of a cue's text, in order, at least one; together they are the whole text.

    A mark with no text before it belongs to the same change as the mark before: ``<v Ann>>> text`` is one change, to
    Ann.
    """
    cuts: list[tuple[int, bool, str | None]] = [(0, cue.speaker is not None, cue.speaker)]
    for mark in cue.marks:
        at = min(mark.at, len(cue.text))
        if tidy(cue.text[cuts[-1][0] : at]):
            cuts.append((at, True, mark.speaker))
        else:
            cuts[-1] = (cuts[-1][0], True, mark.speaker or cuts[-1][2])
    ends = [at for at, _, _ in cuts[1:]] + [len(cue.text)]
    return [SpeakerSpan(at, end, change, speaker) for (at, change, speaker), end in zip(cuts, ends, strict=True)]


def time_at(cue: Cue, at: int) -> int:
    """The time in ms of an offset in a cue's text: the stamp of the word there, else shared out by length."""
    if at <= 0 or not cue.text:
        return cue.start
    place = 0
    for word in cue.words:
        at_word = cue.text.find(word.text, place)
        if at_word >= at:
            return max(cue.start, min(word.start, cue.end))
        place = at_word + len(word.text) if at_word >= 0 else place
    return cue.start + (cue.end - cue.start) * min(at, len(cue.text)) // len(cue.text)
