"""Turns that sound like somebody else than their label says. Advice for the report; nothing is changed.

Each turn that nobody speaks into becomes a vector. Its likeness to the other turns of its own speaker is compared with
its likeness to those of everybody else. A turn is named only where the speakers of the recording differ enough for
their voices to be told apart, and where the turn is clearly on another's side.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from turncue.arrays import Floats, quantile
from turncue.audio.decode import read_samples
from turncue.audio.params import VOICE_APART, VOICE_LEAST, VOICE_MOST, VOICE_SHARE, VOICE_TOTAL, VOICE_TURNS
from turncue.audio.speaker_embedding import SpeakerEmbedder
from turncue.model import TimedTurn
from turncue.quality.speaker_checks import turn_place

__all__ = ["Margin", "Stranger", "Voice", "clean_spans", "margins", "strangers", "voice_warnings"]


@dataclass(frozen=True, slots=True)
class Voice:
    """How a turn sounds: its index, its speaker, a vector of length 1, and ms of sound that the vector is from."""

    turn: int
    speaker: str
    vector: Floats
    ms: int


@dataclass(frozen=True, slots=True)
class Stranger:
    """A turn nearer to another's voice: cosine of its vector with its speaker's other turns, and with the other's."""

    turn: int
    speaker: str
    other: str
    own: float
    nearest: float


@dataclass(frozen=True, slots=True)
class Margin:
    """How much nearer a turn is to its own speaker (``own``) than to the nearest other (``nearest``)."""

    voice: Voice
    other: str
    own: float
    nearest: float

    @property
    def size(self) -> float:
        """The difference of the two; below 0 the turn is nearer to the other."""
        return self.own - self.nearest


def voice_warnings(
    turns: Sequence[TimedTurn], media: str | os.PathLike[str], model: str | None = None, track: str | None = None
) -> tuple[str, ...]:
    """Warnings about turns that sound like another speaker, or one that says why voices cannot be told here.

    ``model``: an ONNX file; None for the installed one. Raises ``ExtraMissing``, ``ReadError``.
    """
    embedder = SpeakerEmbedder(model)
    voices = []
    for k, start, end in clean_spans(turns):
        vector = embedder.vector(read_samples(media, start, end, track).samples)
        if vector is not None:
            voices.append(Voice(k, turns[k].speaker or "", vector, end - start))
    named = strangers(voices)
    if isinstance(named, str):
        return (f"voices were not compared: {named}",)
    return tuple(
        f"{turn_place(turns[s.turn])} carries the name {s.speaker}, but sounds more like {s.other} (likeness "
        f"{s.nearest:.2f}, with {s.speaker}'s other turns {s.own:.2f}). Listen to it, and check the name."
        for s in named
    )


def clean_spans(turns: Sequence[TimedTurn]) -> list[tuple[int, int, int]]:
    """(index, start, end) in ms of turns that name a speaker, last at least 1.5 s and have no other turn inside.

    Of a long turn the middle 10 s count.
    """
    timed = [(t.start, t.end) for t in turns if t.start is not None and t.end is not None]
    starts = np.sort([a for a, _ in timed])
    ends = np.sort([b for _, b in timed])
    spans = []
    for k, turn in enumerate(turns):
        if not turn.speaker or turn.status != "aligned" or turn.start is None or turn.end is None:
            continue
        if turn.end - turn.start < VOICE_LEAST:
            continue
        # as many turns have begun before this one ends as have ended before it begins, but for itself
        if np.searchsorted(starts, turn.end, "left") - np.searchsorted(ends, turn.start, "right") > 1:
            continue
        length = min(turn.end - turn.start, VOICE_MOST)
        start = (turn.start + turn.end - length) // 2
        spans.append((k, start, start + length))
    return spans


def strangers(voices: Sequence[Voice]) -> list[Stranger] | str:
    """The turns that sound like another speaker; a sentence where voices cannot be told apart.

    A speaker is compared where other turns of hers, at least 2, have 6 s in all.
    """
    compared = margins(voices)
    if not compared:
        least = f"{VOICE_TURNS} turns of {VOICE_LEAST / 1000:g} s and {VOICE_TOTAL / 1000:g} s in all"
        return f"fewer than two people have {least} besides, which nobody speaks into."
    usual = quantile(np.array([m.size for m in compared]), 0.5)
    if usual < VOICE_APART:
        return f"the people sound too much alike in this recording (difference {usual:.2f}, needed {VOICE_APART:g})."
    return [
        Stranger(m.voice.turn, m.voice.speaker, m.other, m.own, m.nearest)
        for m in compared
        if m.size < -VOICE_SHARE * usual
    ]


def margins(voices: Sequence[Voice]) -> list[Margin]:
    """For each turn whose speaker can be compared: how near it is to its own speaker and to the nearest other."""
    names = sorted({v.speaker for v in voices})
    mine = {n: [v for v in voices if v.speaker == n] for n in names}
    sums = {n: np.sum([v.vector * v.ms for v in mine[n]], axis=0) for n in names}
    total = {n: sum(v.ms for v in mine[n]) for n in names}
    out = []
    for v in voices:
        likeness = {}
        for n in names:
            own = n == v.speaker
            turns, ms = len(mine[n]) - own, total[n] - own * v.ms
            if turns >= VOICE_TURNS and ms >= VOICE_TOTAL:
                middle = sums[n] - own * v.vector * v.ms
                likeness[n] = float(v.vector @ middle / max(float(np.linalg.norm(middle)), 1e-12))
        others = {n: x for n, x in likeness.items() if n != v.speaker}
        if v.speaker in likeness and others:
            other = max(others, key=lambda n: others[n])
            out.append(Margin(v, other, likeness[v.speaker], others[other]))
    return out
