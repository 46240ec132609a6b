"""Which caption words each part of a gap takes, where turns begin in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from turncue.arrays import Floats, Ints
from turncue.prepare.token_columns import EVENT, CaptionTokens
from turncue.text.turn_openers import STARTERS
from turncue.timing import params
from turncue.timing.asr_gaps import SILENCE_PIECE

__all__ = ["Gap", "GapParts", "Span", "partition_gap"]

Span = tuple[int, int]
"""Tokens [first, stop)."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Transcript tokens [a, b) and caption tokens [c, d) between two links, inside [begin, end) ms.

    ``tail``: the first tokens (or none) end a turn that has a match before; ``head``: the last begin one with a match
    after them.
    """

    a: int
    b: int
    c: int
    d: int
    begin: float
    end: float
    tail: bool
    head: bool


@dataclass(frozen=True, slots=True)
class GapParts:
    """A gap's transcript tokens cut at turns.

    Part k is the tokens ``parts[k]`` (none for a turn that only borders on the gap); it takes ``durations[k]`` ms to
    say, is to begin at ``requested[k]`` ms where that is not None, and is ``inaudible[k]`` where it holds a note for
    words that nobody wrote down, which may be of any length.
    """

    gap: Gap
    parts: tuple[Span, ...]
    durations: tuple[float, ...]
    requested: tuple[float | None, ...]
    inaudible: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.parts)

    def is_tail(self, k: int) -> bool:
        """Whether part k ends a turn that has a match before the gap."""
        return self.gap.tail and k == 0

    def is_head(self, k: int) -> bool:
        """Whether part k begins a turn that has a match after the gap."""
        return self.gap.head and k == len(self.parts) - 1


@dataclass(frozen=True, slots=True)
class _Field:
    """The caption tokens of a gap as the dynamic programme sees them: m tokens ``at``, m + 1 places between them.

    ``takes[p, q]`` ms of speech lie between places p and q, ``skip[p, q]`` is the price of leaving them out (minus
    infinity backwards; silence that may hold speech costs nothing), ``begins`` the time and ``score`` the boundary
    score of each place, ``silence`` how much silence, sound and sentence ends lie before it, in seconds of silence;
    ``whole`` how many sentences end before it that are more than a "Yes."; ``mean`` the duration of a word in ms.
    """

    at: Ints
    takes: Floats
    skip: Floats
    begins: Floats
    score: Floats
    silence: Floats
    whole: Ints
    mean: float


def _field(gap: Gap, captions: CaptionTokens, boundary: Floats) -> _Field:
    at = np.arange(gap.c, gap.d)
    if len(at) > 2 * params.WINDOW_TOKENS:
        at = np.concatenate((at[: params.WINDOW_TOKENS], at[-params.WINDOW_TOKENS :]))
    tokens = [captions.normalized[j] for j in at.tolist()]
    speech = np.concatenate(([0.0], np.cumsum(captions.end[at] - captions.start[at])))
    real = np.cumsum([0, *(token != SILENCE_PIECE for token in tokens)])
    places = np.arange(len(at) + 1)
    steps = real[None, :] - real[:, None]
    begins = np.append(captions.start[at], gap.end)
    silence = np.maximum(begins[1:] - captions.end[at] - params.FREE_SILENCE_MS, 0.0) / 1000.0
    sound = np.array([token == EVENT for token in tokens])
    closing = captions.pause[at] == 2
    opener = np.array([token in STARTERS for token in tokens])
    skip = -np.minimum(params.SKIP * steps, params.MOST_SKIP)
    return _Field(
        at=at,
        takes=speech[None, :] - speech[:, None],
        skip=np.where(places[None, :] >= places[:, None], skip, -np.inf),
        begins=begins,
        score=np.append(boundary[at], boundary[gap.d]),
        silence=np.cumsum(np.append(0.0, silence + params.EVENT_SILENCE * sound + params.SENTENCE * closing)),
        whole=np.cumsum(np.append(0, closing & ~opener)),
        mean=max(float(speech[-1]) / len(at), params.LEAST_TOKEN_MS),
    )


def partition_gap(
    parts: GapParts, captions: CaptionTokens, boundary: Floats, *, foreign: float = 1.0
) -> list[Span | None]:
    """Which caption tokens each part takes; None for a part that takes none.

    Maximises, over all ways to give the parts runs of caption tokens in order: the ``boundary`` scores of the parts'
    first tokens, less the price of speech missing or left over in a part, less the price of words skipped. ``foreign``
    raises the price of words left over where the captions hold much that the transcript lacks.
    """
    field = _field(parts.gap, captions, boundary)
    m = len(field.at)
    places = np.arange(m + 1)
    value = np.where(places == 0, 0.0, -np.inf)
    froms: list[tuple[Ints, Ints]] = []
    for k in range(len(parts)):
        entered, enter = places * 0, value
        if not parts.is_tail(k):
            table = value[:, None] + field.skip
            entered = table.argmax(axis=0)
            enter = table[entered, places] + field.score + _requested(field, parts.requested[k])
        table = _table(field, parts, k, enter, foreign)
        left = table.argmax(axis=0)
        value = table[left, places]
        froms.append((entered, left))
    stop = m if parts.gap.head else int((value + field.skip[:, m]).argmax())
    spans: list[Span | None] = []
    for entered, left in reversed(froms):
        begin = int(left[stop])
        spans.append((int(field.at[begin]), int(field.at[stop - 1]) + 1) if stop > begin else None)
        stop = int(entered[begin])
    spans.reverse()
    return spans


def _requested(field: _Field, time: float | None) -> Floats:
    """What each place gains for being near a requested time."""
    if time is None:
        return np.zeros(len(field.begins))
    near: Floats = params.REQUEST_GAIN * np.exp(-(((field.begins - time) / params.REQUEST_NEAR_MS) ** 2))
    return near


def _table(field: _Field, parts: GapParts, k: int, enter: Floats, foreign: float) -> Floats:
    """The value of part k taking the words from each place to each other, having come in with the value ``enter``."""
    duration, share = parts.durations[k], params.INAUDIBLE if parts.inaudible[k] else 1.0
    more = (params.TAIL_EXTRA if parts.is_tail(k) else params.EXTRA) * foreign
    table: Floats = enter[:, None] - _price(field, duration, more, share)
    m = len(field.at)
    if duration and not parts.is_tail(k):
        places = np.arange(m + 1)
        table[places, places] -= field.score  # a part that takes no word begins nowhere
    if parts.is_head(k):
        strays = params.SILENCE * (field.silence[m] - field.silence)  # who has begun does not fall silent
        if not duration:  # and a turn all of whose words have partners says no other sentences before them
            strays = strays + params.WHOLE_SENTENCE * (field.whole[m] > field.whole)
        table[:, m] -= share * strays
    return table


def _price(field: _Field, duration: float, more: float, share: float) -> Floats:
    """What it costs a part that takes ``duration`` ms to take the words between two places; infinite backwards."""
    extra = np.maximum(field.takes - duration, 0.0) / field.mean
    lack = np.maximum(duration - field.takes, 0.0) / (params.LACK_MS + params.LACK_SHARE * duration)
    price = share * (more * extra + params.EXTRA_SQUARED * extra**2) + lack
    return np.where(np.isfinite(field.skip), price, np.inf)
