"""JSON in the shape of Whisper's result with word times, and the speaker as WhisperX has it (``.segments.json``)."""

from __future__ import annotations

import json
from typing import Any

from turncue import clock
from turncue.formats.base import WriteOptions, encoded
from turncue.formats.writers.spoken import SpokenTurn, spoken_turns
from turncue.model import Document
from turncue.text.language import base_language

__all__ = ["write"]


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """A segment for each turn that has times, its words with ``probability``; ``avg_logprob`` and so on are absent."""
    turns = spoken_turns(document)
    head = {"language": base_language(document.language), "text": "".join(f" {turn.text}" for turn in turns)}
    rows = [json.dumps(_segment(number, turn), ensure_ascii=False) for number, turn in enumerate(turns)]
    body = "[\n  " + ",\n  ".join(rows) + "\n ]" if rows else "[]"
    return encoded(json.dumps(head, ensure_ascii=False)[:-1] + f',\n "segments": {body}}}\n')


def _segment(number: int, turn: SpokenTurn) -> dict[str, Any]:
    assert turn.start is not None
    assert turn.end is not None
    made: dict[str, Any] = {
        "id": number,
        "start": clock.seconds(turn.start),
        "end": clock.seconds(turn.end),
        "text": f" {turn.text}",
    }
    if turn.speaker:
        made["speaker"] = turn.speaker
    words = [
        {
            "word": f" {piece.text.strip()}"
            if k == 0 or turn.pieces[k - 1].text[-1:].isspace()
            else piece.text.strip(),
            "start": clock.seconds(piece.start),
            "end": clock.seconds(piece.end),
            "probability": round(piece.confidence, 4),
        }
        for k, piece in enumerate(turn.pieces)
        if piece.text.strip()
    ]
    return made | ({"words": words} if words else {})
