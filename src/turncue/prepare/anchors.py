"""Times written into the transcript: pins that must hold, and time stamps that are evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from turncue import clock
from turncue.arrays import Floats, Ints
from turncue.errors import UsageError
from turncue.model import Transcript
from turncue.prepare.token_columns import CaptionTokens, TranscriptTokens

__all__ = ["Pin", "Timestamps", "pins_of", "timestamps_of"]


@dataclass(frozen=True, slots=True)
class Pin:
    """Transcript token ``token`` is spoken at ``time`` ms; ``caption_token``: the first of the captions from then."""

    token: int
    caption_token: int
    time: int


@dataclass(frozen=True, slots=True)
class Timestamps:
    """Transcript tokens that carry a time stamp, in order, and that time in ms on the transcript's own clock."""

    token: Ints
    time: Floats


def pins_of(
    transcript: Transcript,
    tokens: TranscriptTokens,
    caption_tokens: CaptionTokens,
    requested: Sequence[tuple[int, int]] = (),
) -> tuple[Pin, ...]:
    """The pins of a transcript (``[[00:12:34.5]]``) and ``requested`` ones, as (turn from 1, ms), in order.

    Raises ``UsageError`` for a turn that does not exist, and where pins run backwards.
    """
    times: dict[int, int] = {}
    for k, turn in enumerate(transcript.turns):
        for stamp in turn.stamps:
            token = _token_at(tokens, k, stamp.at) if stamp.hard else None
            if token is not None:
                times[token] = stamp.time
    for number, time in requested:
        if not 1 <= number <= len(transcript.turns):
            raise UsageError(f"--pin {number}: there are turns 1 to {len(transcript.turns)}.")
        token = _token_at(tokens, number - 1, 0)
        if token is not None:
            times[token] = time
    pins = tuple(Pin(t, int(np.searchsorted(caption_tokens.start, ms)), ms) for t, ms in sorted(times.items()))
    for one, other in pairwise(pins):
        if other.time <= one.time:
            first, second = int(tokens.turn[one.token]) + 1, int(tokens.turn[other.token]) + 1
            raise UsageError(
                f"pins run backwards: turn {first} is pinned to {clock.vtt(one.time)}, "
                f"turn {second} after it to {clock.vtt(other.time)}. Correct or remove one."
            )
    return pins


def timestamps_of(transcript: Transcript, tokens: TranscriptTokens) -> Timestamps:
    """The time stamps of a transcript that are evidence, by token."""
    times: dict[int, int] = {}
    for k, turn in enumerate(transcript.turns):
        stamps = [(s.at, s.time) for s in turn.stamps if not s.hard]
        if turn.start is not None:
            stamps.append((0, turn.start))
        for at, time in stamps:
            token = _token_at(tokens, k, at)
            if token is not None:
                times[token] = time
    order = sorted(times)
    return Timestamps(np.array(order, dtype=np.int64), np.array([times[t] for t in order], dtype=np.float64))


def _token_at(tokens: TranscriptTokens, turn: int, at: int) -> int | None:
    """The first token of a turn from a character on."""
    a, b = np.searchsorted(tokens.turn, [turn, turn + 1])
    k = int(a + np.searchsorted(tokens.begin[a:b], at))
    return k if k < b else None
