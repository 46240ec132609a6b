"""The tokens of a transcript and of captions as columns: the values that alignment and timing work on."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from turncue.arrays import Flags, Floats, Ints
from turncue.model import Captions, Cue, Event, Transcript
from turncue.text.events import find_events, mask_events
from turncue.text.punctuation import CLAUSE_ENDS, SENTENCE_ENDS
from turncue.text.tokens import Tokens, tokenize

__all__ = ["EVENT", "CaptionTokens", "TranscriptTokens", "caption_columns", "transcript_tokens"]


EVENT = "\ue000"
"""The normalized form of every note of a sound: a note in the transcript may answer any note in the captions."""

# What may follow a word: 2 the end of a sentence, 1 of a clause.
_SENTENCE = re.compile(rf"[{SENTENCE_ENDS}]|\n")
_ABBREVIATIONS = frozenset("mr mrs ms dr st prof sr jr vs mt no fig hon rev gen col sgt".split())
_CLAUSE = re.compile(rf"[{CLAUSE_ENDS}—–]|--|\s-\s")


@dataclass(frozen=True, slots=True)
class TranscriptTokens:
    """The transcript's tokens, in order.

    ``normalized[i]`` is what token i is compared by, ``turn[i]`` its turn, ``begin``/``finish`` its characters in that
    turn's text, ``pause[i]`` what punctuation follows it (0 none, 1 clause, 2 sentence).
    """

    normalized: tuple[str, ...]
    turn: Ints
    begin: Ints
    finish: Ints
    pause: Ints

    def __len__(self) -> int:
        return len(self.normalized)

    @property
    def is_event(self) -> Flags:
        """Which tokens are notes of sounds."""
        return np.fromiter((k == EVENT for k in self.normalized), dtype=bool, count=len(self))

    @property
    def opens_turn(self) -> Flags:
        """Which tokens are the first of their turn."""
        return np.append(True, self.turn[1:] != self.turn[:-1])[: len(self)]

    def turn_edges(self, turns: int) -> Ints:
        """For ``turns`` turns the first token of each, and the number of tokens at the end."""
        return np.searchsorted(self.turn, np.arange(turns + 1))


@dataclass(frozen=True, slots=True)
class CaptionTokens:
    """The captions' tokens with their times, in order.

    ``normalized[j]`` is what token j is compared by, ``cue[j]`` its cue, ``begin``/``finish`` its characters in the
    cue's text, ``pause[j]`` what punctuation follows it (0 none, 1 clause, 2 sentence); ``speaker_change[j]`` says that
    a mark of another speaker (``>>``, a dash, another voice) stands before it. It is spoken in ``[start[j], end[j])``
    ms; ``measured[j]`` where the captions have a time for the word, else it was placed inside its cue.
    """

    normalized: tuple[str, ...]
    cue: Ints
    begin: Ints
    finish: Ints
    pause: Ints
    speaker_change: Flags
    start: Floats
    end: Floats
    measured: Flags

    def __len__(self) -> int:
        return len(self.normalized)

    @property
    def silence(self) -> Floats:
        """How many ms of silence stand before each token, the first one's since 0."""
        before: Floats = self.start - np.append(0.0, self.end[:-1])[: len(self)]
        return before

    @property
    def duration(self) -> Floats:
        """How long each token lasts, in ms."""
        lasts: Floats = self.end - self.start
        return lasts

    @property
    def is_event(self) -> Flags:
        """Which tokens are notes of sounds."""
        return np.fromiter((k == EVENT for k in self.normalized), dtype=bool, count=len(self))

    @property
    def opens_cue(self) -> Flags:
        """Which tokens are the first of their cue."""
        return np.append(True, self.cue[1:] != self.cue[:-1])[: len(self)]


def _columns(text: str, events: tuple[Event, ...]) -> tuple[Tokens, list[int]]:
    """The tokens of a text, each note of a sound one token ``EVENT``, and what punctuation follows each."""
    tokens = tokenize(mask_events(text, events) if events else text)
    if events:
        rows = sorted(
            [*zip(tokens.begins, tokens.finishes, tokens.keys, strict=True)]
            + [(e.at, e.at + len(e.text), EVENT) for e in events]
        )
        tokens = Tokens(tuple(r[0] for r in rows), tuple(r[1] for r in rows), tuple(r[2] for r in rows))
    pauses = []
    begins = (*tokens.begins[1:], len(text)) if tokens.begins else ()
    for end, begin, key in zip(tokens.finishes, begins, tokens.keys, strict=True):
        after = text[end:begin]
        if after == " " or not after:
            pauses.append(0)
        elif _SENTENCE.search(after) and not (key in _ABBREVIATIONS and after[0] == "."):
            pauses.append(2)
        else:
            pauses.append(1 if _CLAUSE.search(after) else 0)
    return tokens, pauses


def transcript_tokens(transcript: Transcript) -> TranscriptTokens:
    """The transcript's tokens; each note of a sound is one token with the normalized form ``EVENT``."""
    normalized: list[str] = []
    turn: list[int] = []
    begin: list[int] = []
    finish: list[int] = []
    pause: list[int] = []
    for index, t in enumerate(transcript.turns):
        tokens, pauses = _columns(t.text + "\n", t.events)
        normalized += tokens.keys
        turn += [index] * len(tokens)
        begin += tokens.begins
        finish += tokens.finishes
        pause += pauses
    return TranscriptTokens(tuple(normalized), _ints(turn), _ints(begin), _ints(finish), _ints(pause))


def caption_columns(captions: Captions) -> CaptionTokens:
    """The captions' tokens, each lasting for the whole of its cue; ``caption_tokens`` gives them their own times."""
    normalized: list[str] = []
    cue: list[int] = []
    begin: list[int] = []
    finish: list[int] = []
    pause: list[int] = []
    change: list[bool] = []
    voice: str | None = None
    for index, c in enumerate(captions.cues):
        tokens, pauses = _columns(c.text.replace("\n", " "), find_events(c.text))
        if not len(tokens):
            continue
        normalized += tokens.keys
        cue += [index] * len(tokens)
        begin += tokens.begins
        finish += tokens.finishes
        pause += pauses
        changes, voice = _speaker_changes(c, tokens.begins, voice)
        change += changes
    n = len(normalized)
    return CaptionTokens(
        tuple(normalized),
        _ints(cue),
        _ints(begin),
        _ints(finish),
        _ints(pause),
        np.array(change, dtype=bool),
        np.fromiter((captions.cues[k].start for k in cue), dtype=np.float64, count=n),
        np.fromiter((captions.cues[k].end for k in cue), dtype=np.float64, count=n),
        np.zeros(n, dtype=bool),
    )


def _speaker_changes(cue: Cue, begins: tuple[int, ...], voice: str | None) -> tuple[list[bool], str | None]:
    """Before which tokens of a cue another person begins, ``voice`` having spoken last; and who speaks at its end."""
    changes = [False] * len(begins)
    if cue.speaker is not None:
        changes[0] = voice is not None and cue.speaker != voice
        voice = cue.speaker
    for m in cue.marks:
        at = next((k for k, b in enumerate(begins) if b >= m.at), None)
        if at is not None and (m.speaker is None or m.speaker != voice):
            changes[at] = True
        voice = m.speaker or voice
    return changes, voice


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)
