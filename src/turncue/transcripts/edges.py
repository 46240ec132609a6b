"""The edges of a dialogue: a text before its first speaker, and paragraphs behind its last turn.

Both may be spoken or not (a title; a chat model's courtesies). Each gives another reading, so that captions decide, and
a message where they cannot.
"""

from __future__ import annotations

import re
from dataclasses import replace

from turncue.model import Transcript, Turn
from turncue.transcripts import params

__all__ = ["tail_message", "tail_of", "without_lead", "without_tail"]


_MARKS = re.compile(r"[*_`#>\[\]]")


def without_lead(transcript: Transcript) -> Transcript | None:
    """The transcript without a short text before the first speaker; None where there is none."""
    turns = transcript.turns
    named = next((k for k, t in enumerate(turns) if t.speaker is not None), 0)
    if not named or sum(len(t.text.split()) for t in turns[:named]) > params.READINGS_LEAD_WORDS:
        return None
    return replace(transcript, turns=turns[named:])


def tail_of(transcript: Transcript) -> str:
    """The paragraphs of the last turn behind its first, where hardly any other turn has two; else ""."""
    turns = transcript.turns
    if len(turns) < params.EDGES_LEAST or not transcript.speakers:
        return ""
    first, _, rest = turns[-1].text.partition("\n")
    more = sum(1 for t in turns[:-1] if "\n" in t.text)
    if not first or not rest or more > params.EDGES_LONG * (len(turns) - 1):
        return ""
    return rest if len(rest.split()) <= params.EDGES_WORDS and len(rest) <= 12 * params.EDGES_WORDS else ""


def without_tail(transcript: Transcript) -> Transcript | None:
    """The transcript without the paragraphs that ``tail_of`` finds, and a message that they are left out."""
    tail = tail_of(transcript)
    if not tail:
        return None
    last = transcript.turns[-1]
    text = last.text[: len(last.text) - len(tail) - 1]
    cut = replace(
        last,
        text=text,
        events=tuple(e for e in last.events if e.at < len(text)),
        stamps=tuple(s for s in last.stamps if s.at <= len(text)),
    )
    note = f"left out as not spoken: text after the dialogue (“{_short(tail)}”)"
    return replace(transcript, turns=(*transcript.turns[:-1], cut), notes=(note, *transcript.notes))


def tail_message(transcript: Transcript, place: str, text: str) -> Transcript:
    """The transcript with a message of the paragraphs behind its last turn; the same where there are none."""
    tail = tail_of(transcript)
    if not tail:
        return transcript
    where = place.format(line=_line_of(text, tail, transcript.turns[-1]))
    note = (
        f"{where}“{_short(tail)}” stands behind the last label in a paragraph of its own and is taken for words of "
        f"{transcript.turns[-1].speaker or 'nobody'}; if nobody says it, delete it"
    )
    return replace(transcript, notes=(*transcript.notes, note))


def _line_of(text: str, tail: str, turn: Turn) -> int:
    """The line in which a paragraph begins, or its turn's where its words stand otherwise in the file."""
    head = " ".join(tail.split("\n", 1)[0].split()[:3])
    bare = _MARKS.sub("", text)
    at = bare.rfind(head)
    return bare.count("\n", 0, at) + 1 if at >= 0 else turn.line or 1


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= params.READINGS_SHOWN else line[: params.READINGS_SHOWN - 1] + "…"
