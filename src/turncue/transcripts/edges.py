"""The edges of a dialogue: a text before its first speaker, and paragraphs behind its last turn.

Both may be spoken or not (a title; a chat model's courtesies). Each gives another reading, so that captions decide, and
a message where they cannot.
"""

from __future__ import annotations

import re
from dataclasses import replace

from turncue.model import Transcript, Turn
from turncue.transcripts import params

__all__ = ["one_named", "tail_apart", "tail_message", "tail_of", "without_lead", "without_tail"]


_DASH = re.compile(r"[ \t]*(?:[-–—―]|——|――)[ \t\u3000]*(?=[^\s\-–—―])")
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


def tail_apart(transcript: Transcript, text: str) -> str:
    """The text with an empty line behind its last turn, where every turn is one line and lines follow the last one.

    What stands there is then a paragraph of its own, as it would be in a text with blank lines.
    """
    starts = sorted({t.line for t in transcript.turns if t.line and t.speaker})
    lines = text.split("\n")
    if len(starts) < params.EDGES_LEAST or starts[-1] >= len(lines) or not lines[starts[-1]].strip():
        return text
    between = sum(1 for line in lines[starts[0] - 1 : starts[-1]] if line.strip())
    if between > (1 + params.EDGES_LONG) * len(starts):
        return text
    return "\n".join([*lines[: starts[-1]], "", *lines[starts[-1] :]])


def one_named(transcript: Transcript, place: str, text: str) -> Transcript:
    """The transcript with a message where one person is named only and other lines begin with a dash instead."""
    if len(transcript.speakers) != 1 or not (lines := [n for n, x in enumerate(text.split("\n"), 1) if _DASH.match(x)]):
        return transcript
    labels = sum(1 for t in transcript.turns if t.speaker)
    if labels < params.EDGES_ONE or len(lines) < params.EDGES_ONE or 2 * len(lines) < labels:
        return transcript
    note = (
        f"{place.format(line=lines[0])}only {transcript.speakers[0]} is named, and {len(lines)} lines begin with a "
        "dash: they are taken for words of the person named above them; if somebody else speaks there, write a name "
        "before them"
    )
    return replace(transcript, notes=(note, *transcript.notes))


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
