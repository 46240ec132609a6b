"""Uses of the library as the checkers see them: ``mypy --strict`` and pyright accept this file; it is never run.

A line with ``type: ignore[code]`` must be an error: mypy warns of an ignore that is not needed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import turncue


class Segment(NamedTuple):
    """As faster-whisper has it."""

    id: int
    start: float
    end: float
    text: str


class Info:
    """As faster-whisper has it."""

    language: str = "en"


def inputs(segments: Iterable[Segment], whisper: dict[str, Any]) -> None:
    turncue.align("talk.md", "talk.srt")
    turncue.align(Path("talk.md"), Path("talk.srt"))
    turncue.align(io.StringIO(""), io.BytesIO(b""))
    turncue.align([("Ann", "Hello."), (None, "Who is there?")], whisper)
    turncue.align([{"speaker": "Ann", "text": "Hello."}], segments)
    turncue.align([turncue.Turn("Ann", "Hello.")], (segments, Info()))
    turncue.align(turncue.parse_transcript(""), turncue.parse_captions(b""))
    turncue.align([("Ann", "Hello.")], [(0, 1000, "Hello."), (1.0, 2.0, "There.", "Ann")])
    turncue.align([("Ann", "Hello.")], [turncue.Cue(0, 1000, "Hello.")])
    turncue.align(3, "talk.srt")  # type: ignore[arg-type]
    turncue.align("talk.md", 3.5)  # type: ignore[arg-type]


def options() -> None:
    turncue.align("a", "b", speakers="every", profile="bbc", max_chars=37, rename={"A": "B"}, pins={1: 1000})
    turncue.align("a", "b", options=turncue.Options(speaker_style="caps"), colors=True)
    turncue.align("a", "b", speakers="sometimes")  # type: ignore[arg-type]
    turncue.align("a", "b", speekers="every")  # type: ignore[call-arg]
    turncue.read_transcript("a", section="Talk", speakers_only=["Ann"])
    turncue.Options(speakers="sometimes")  # type: ignore[arg-type]


def results() -> None:
    result: turncue.Result = turncue.align("talk.md", "talk.srt")
    start: int | None = result.turns[0].start
    word: turncue.SpokenWord = result.words[0]
    text, speaker, begin, end, confidence = word
    taken: tuple[str, str | None, int, int, float] = (text, speaker, begin, end, confidence)
    document: dict[str, Any] = result.to_dict()
    result.write("talk.srt", overwrite=True)
    result.write(io.StringIO(), format="vtt")
    result.write(io.BytesIO(), format="json")
    captions: turncue.Captions = turncue.read("talk.vtt")
    _ = (start, taken, document, captions, result.render("json"))
