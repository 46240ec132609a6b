"""Both inputs as columns of tokens: what the engines and the clock work on.

Turning turns and cues into flat columns once keeps every later step free of strings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from turncue.arrays import Flags, Ints
from turncue.model import Captions, Cue, Event, Transcript
from turncue.text.events import find_events, mask_events
from turncue.text.punctuation import CLAUSE_ENDS, SENTENCE_ENDS
from turncue.text.tokens import Tokens, tokenize

__all__ = ["EVENT", "CaptionTokens", "TranscriptTokens", "caption_columns", "transcript_tokens"]


EVENT = "\ue000"
"""The key of every sound note: a note in the transcript may answer any note in the captions."""

# What may follow a word: 2 the end of a sentence, 1 of a clause.
_SENTENCE = re.compile(rf"[{SENTENCE_ENDS}]|\n")
_ABBREVIATIONS = frozenset("mr mrs ms dr st prof sr jr vs mt no fig hon rev gen col sgt".split())
_CLAUSE = re.compile(rf"[{CLAUSE_ENDS}—–]|--|\s-\s")


@dataclass(frozen=True, slots=True)
class TranscriptTokens:
    """The transcript's tokens, in order.

    ``turn[i]`` is the turn of token i, ``begin``/``finish`` its characters in that turn's text, ``pause[i]`` what
    punctuation follows it (0 none, 1 clause, 2 sentence).
    """

    keys: tuple[str, ...]
    turn: Ints
    begin: Ints
    finish: Ints
    pause: Ints

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True)
class CaptionTokens:
    """The captions' tokens, in order.

    ``cue[j]`` is the cue of token j, ``begin``/``finish`` its characters in the cue's text, ``pause[j]`` what
    punctuation follows it (0 none, 1 clause, 2 sentence); ``mark[j]`` says that a change of speaker
    (``>>``, a dash, another voice) stands before it.
    """

    keys: tuple[str, ...]
    cue: Ints
    begin: Ints
    finish: Ints
    pause: Ints
    mark: Flags

    def __len__(self) -> int:
        return len(self.keys)


def _columns(text: str, events: tuple[Event, ...]) -> tuple[Tokens, list[int]]:
    """The tokens of a text, each event one token with the key ``EVENT``, and what punctuation follows each."""
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
    """The transcript as columns."""
    keys: list[str] = []
    turn: list[int] = []
    begin: list[int] = []
    finish: list[int] = []
    pause: list[int] = []
    for index, t in enumerate(transcript.turns):
        tokens, pauses = _columns(t.text + "\n", t.events)
        keys += tokens.keys
        turn += [index] * len(tokens)
        begin += tokens.begins
        finish += tokens.finishes
        pause += pauses
    return TranscriptTokens(tuple(keys), _ints(turn), _ints(begin), _ints(finish), _ints(pause))


def caption_columns(captions: Captions) -> CaptionTokens:
    """The captions as columns."""
    keys: list[str] = []
    cue: list[int] = []
    begin: list[int] = []
    finish: list[int] = []
    pause: list[int] = []
    mark: list[bool] = []
    voice: str | None = None
    for index, c in enumerate(captions.cues):
        tokens, pauses = _columns(c.text.replace("\n", " "), find_events(c.text))
        if not len(tokens):
            continue
        keys += tokens.keys
        cue += [index] * len(tokens)
        begin += tokens.begins
        finish += tokens.finishes
        pause += pauses
        marks, voice = _changes(c, tokens.begins, voice)
        mark += marks
    return CaptionTokens(tuple(keys), _ints(cue), _ints(begin), _ints(finish), _ints(pause), np.array(mark, dtype=bool))


def _changes(cue: Cue, begins: tuple[int, ...], voice: str | None) -> tuple[list[bool], str | None]:
    """Before which tokens of a cue another person begins, ``voice`` having spoken last; and who speaks at its end."""
    marks = [False] * len(begins)
    if cue.speaker is not None:
        marks[0] = voice is not None and cue.speaker != voice
        voice = cue.speaker
    for m in cue.marks:
        at = next((k for k, b in enumerate(begins) if b >= m.at), None)
        if at is not None and (m.speaker is None or m.speaker != voice):
            marks[at] = True
        voice = m.speaker or voice
    return marks, voice


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)
