"""CTM, STM and RTTM of NIST's scoring tools: words, turns, and who speaks when. Times are seconds; ``;;`` is a comment.

The recording's name is the document's title in one word, the channel 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from turncue.formats.base import WriteOptions, encoded
from turncue.formats.writers.spoken import Piece, SpokenTurn, plain, spoken_turns, with_recording
from turncue.model import Document

__all__ = ["write_ctm", "write_rttm", "write_stm"]

_NO_NAME = "speaker"


def write_ctm(document: Document, options: WriteOptions | None = None) -> bytes:
    """A line for each word that has a time: recording, channel, start, duration, word, confidence.

    Words of a turn without word times share its time by their length, with confidence 0.5.
    """
    recording = with_recording(document)
    turns = spoken_turns(document)
    words = ((p.start, p.end, _word(p.text), p.confidence) for t in turns for p in t.pieces or _spread(t))
    rows = [
        f"{recording} 1 {a / 1000:.3f} {(b - a) / 1000:.3f} {text} {confidence:.3f}"
        for a, b, text, confidence in sorted(words, key=lambda w: w[0])
        if text
    ]
    return encoded("\n".join(rows) + "\n")


def _spread(turn: SpokenTurn) -> Iterator[Piece]:
    """The words of a turn, which share its time by their length."""
    start, span, total = turn.start or 0, (turn.end or 0) - (turn.start or 0), len(turn.text) or 1
    for match in re.finditer(r"\S+", turn.text):
        begin, end = (start + span * place // total for place in match.span())
        yield Piece(match[0], begin, end, 0.5)


def write_stm(document: Document, options: WriteOptions | None = None) -> bytes:
    """A line for each turn that has a time: recording, channel, speaker, start, end, text."""
    recording = with_recording(document)
    rows = [
        f"{recording} 1 {_name(turn.speaker)} {(turn.start or 0) / 1000:.3f} {(turn.end or 0) / 1000:.3f} <o,,> {text}"
        for turn in spoken_turns(document)
        if (text := _without_marks(turn.text))
    ]
    return encoded("\n".join(rows) + "\n")


def write_rttm(document: Document, options: WriteOptions | None = None) -> bytes:
    """A SPEAKER line for each turn that has a time."""
    recording = with_recording(document)
    rows = []
    for turn in spoken_turns(document):
        start, end = turn.start or 0, turn.end or 0
        times = f"{start / 1000:.3f} {(end - start) / 1000:.3f}"
        rows.append(f"SPEAKER {recording} 1 {times} <NA> <NA> {_name(turn.speaker)} <NA> <NA>")
    return encoded("\n".join(rows) + "\n")


def _name(speaker: str | None) -> str:
    """A name in one word; ``<`` and ``;`` begin something else."""
    return re.sub(r"[\s<>;]+", "_", plain(speaker or "")).strip("_") or _NO_NAME


def _word(text: str) -> str:
    """A word without the marks around it and without blanks; ``@`` and ``<`` have a meaning of their own."""
    word = re.sub(r"^[^\w$€£¥%]+|[^\w$€£¥%]+$", "", plain(text)).replace(" ", "_")
    return word.lstrip(";<@")


def _without_marks(text: str) -> str:
    """A text in which no mark begins alternatives, labels or a comment; ``%`` before a word would make it a filler."""
    return plain(re.sub(r"[<>{}/]", " ", text)).lstrip("; ")
