"""Which caption words each part of a gap takes, where turns begin in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from turncue.arrays import Floats, Ints
from turncue.prepare.caption_times import HeardTimes
from turncue.prepare.token_columns import EVENT, CaptionTokens
from turncue.text.turn_openers import STARTERS
from turncue.timing.asr_gaps import UNHEARD

__all__ = ["Gap", "Span", "divide"]

Span = tuple[int, int]

_WINDOW = 150  # caption words looked at on each side of a hole
_WISH, _NEAR = 4.0, 1500.0  # what a wish is worth, and how far from it, in ms, it is still felt
_SKIP, _SKIP_MOST = 0.3, 4.0  # price of a caption word no part takes, and of the longest run of them
_TAIL, _MORE, _MUCH_MORE = 0.08, 0.12, 0.03  # price of a word too many at a turn's end, elsewhere, and its square
# ms of silence that cost nothing inside a turn's beginning; the price of each second more, or half a sound note
_HUSH, _HUSH_PRICE = 400.0, 2.5
_UNHEARD = 0.2  # of these prices where a part holds a note for speech nobody wrote down: "[inaudible]", "(in Greek)"
_SENTENCE = 0.6  # the same for the end of a sentence: a whole sentence that the transcript lacks is its own utterance
_WHOLE = 1.5  # price of such sentences, beyond a mere "Yes.", before a turn all of whose words were found


@dataclass(frozen=True, slots=True)
class Gap:
    """Transcript tokens [a, b) and caption tokens [c, d) between two links, inside [lo, hi) ms.

    ``tail``: the first tokens (or none) end a turn that has a match before; ``head``: the last begin one with a match
    after them.
    """

    a: int
    b: int
    c: int
    d: int
    lo: float
    hi: float
    tail: bool
    head: bool


@dataclass(frozen=True, slots=True)
class _Field:
    """The caption tokens of a gap as the programme sees them: m tokens ``at``, and m + 1 places between them.

    ``takes[p, q]`` ms of speech lie between places p and q, ``skip[p, q]`` is the price of leaving them out (minus
    infinity backwards; silence that may hold speech costs nothing), ``begins`` the time and ``score`` the boundary
    score of each place, ``hush`` how much silence, sound and sentence ends lie before it, in seconds of silence;
    ``whole`` how many sentences end before it that are more than a "Yes."; ``mean`` the length of a word in ms.
    """

    at: Ints
    takes: Floats
    skip: Floats
    begins: Floats
    score: Floats
    hush: Floats
    whole: Ints
    mean: float


def _field(gap: Gap, heard: CaptionTokens, times: HeardTimes, scores: Floats) -> _Field:
    at = np.arange(gap.c, gap.d)
    if len(at) > 2 * _WINDOW:
        at = np.concatenate((at[:_WINDOW], at[-_WINDOW:]))
    speech = np.concatenate(([0.0], np.cumsum(times.end[at] - times.start[at])))
    real = np.cumsum([0, *(heard.keys[j] != UNHEARD for j in at.tolist())])
    places = np.arange(len(at) + 1)
    steps = real[None, :] - real[:, None]
    begins = np.append(times.start[at], gap.hi)
    silence = np.maximum(begins[1:] - times.end[at] - _HUSH, 0.0) / 1000.0
    sound = np.array([heard.keys[j] == EVENT for j in at.tolist()])
    closing = heard.pause[at] == 2
    opener = np.array([heard.keys[j] in STARTERS for j in at.tolist()])
    return _Field(
        at=at,
        takes=speech[None, :] - speech[:, None],
        skip=np.where(places[None, :] >= places[:, None], -np.minimum(_SKIP * steps, _SKIP_MOST), -np.inf),
        begins=begins,
        score=np.append(scores[at], scores[gap.d]),
        hush=np.cumsum(np.append(0.0, silence + 2.0 * sound + _SENTENCE * closing)),
        whole=np.cumsum(np.append(0, closing & ~opener)),
        mean=max(float(speech[-1]) / len(at), 100.0),
    )


def divide(
    gap: Gap,
    wants: Sequence[float],
    asked: Sequence[float | None],
    heard: CaptionTokens,
    times: HeardTimes,
    scores: Floats,
    *,
    strange: float = 1.0,
    unheard: Sequence[bool] = (),
) -> list[Span | None]:
    """Which caption tokens each part takes; None for a part that takes none.

    Part k wants ``wants[k]`` ms of speech, and to begin at ``asked[k]`` ms where that is not None. Maximises, over
    all ways to give the parts runs of caption tokens in order: the boundary scores of the parts' first tokens, less
    the price of speech missing or left over in a part, less the price of words skipped. ``strange`` raises the price
    of words left over where the captions hold much that the transcript lacks. ``unheard``: for each part whether it
    holds a note for speech that nobody wrote down, which may be of any length.
    """
    field = _field(gap, heard, times, scores)
    m = len(field.at)
    places = np.arange(m + 1)
    value = np.where(places == 0, 0.0, -np.inf)
    froms: list[tuple[Ints, Ints]] = []
    for k, want in enumerate(wants):
        tail, head = gap.tail and k == 0, gap.head and k == len(wants) - 1
        entered, enter = places * 0, value
        if not tail:
            table = value[:, None] + field.skip
            entered = table.argmax(axis=0)
            enter = table[entered, places] + field.score + _wished(field, asked[k])
        loose = bool(unheard) and unheard[k]
        table = enter[:, None] - _price(field, want, (_TAIL if tail else _MORE) * strange, _UNHEARD if loose else 1.0)
        if want and not tail:
            table[places, places] -= field.score  # who takes no word begins nowhere
        if head:
            strays = _HUSH_PRICE * (field.hush[m] - field.hush)  # who has begun does not fall silent
            if not want:  # and whose words have all been found says no other sentences before them
                strays = strays + _WHOLE * (field.whole[m] > field.whole)
            table[:, m] -= (_UNHEARD if loose else 1.0) * strays
        left = table.argmax(axis=0)
        value = table[left, places]
        froms.append((entered, left))
    stop = m if gap.head else int((value + field.skip[:, m]).argmax())
    spans: list[Span | None] = []
    for entered, left in reversed(froms):
        begin = int(left[stop])
        spans.append((int(field.at[begin]), int(field.at[stop - 1]) + 1) if stop > begin else None)
        stop = int(entered[begin])
    spans.reverse()
    return spans


def _wished(field: _Field, wish: float | None) -> Floats:
    if wish is None:
        return np.zeros(len(field.begins))
    near: Floats = _WISH * np.exp(-(((field.begins - wish) / _NEAR) ** 2))
    return near


def _price(field: _Field, want: float, more: float, part: float) -> Floats:
    """What it costs a part that wants ``want`` ms to take the words between two places; infinite backwards."""
    extra = np.maximum(field.takes - want, 0.0) / field.mean
    price = part * (more * extra + _MUCH_MORE * extra**2) + np.maximum(want - field.takes, 0.0) / (150.0 + 0.35 * want)
    return np.where(np.isfinite(field.skip), price, np.inf)
