"""Turns of two lines each, the second of which may be a translation of the first: a reading of either line.

Which language is spoken only the captions know; where they have words of both lines, the whole reading stays.
"""

from __future__ import annotations

from turncue.model import Transcript
from turncue.transcripts import params

__all__ = ["lines_of_turns"]


def lines_of_turns(transcript: Transcript, text: str) -> tuple[tuple[str, str], ...]:
    """The text with the first line of every turn only, and with the second, each with what is left out; or ()."""
    lines = text.split("\n")
    named = [t for t in transcript.turns if t.speaker and t.line]
    begins = {(t.line or 1) - 1 for t in named}
    pairs: dict[int, str] = {}  # the label's line (from 0), and the label
    for turn in named:
        at = (turn.line or 1) - 1
        behind = lines[at].find(turn.speaker or "") + len(turn.speaker or "") if at < len(lines) else 0
        begin = lines[at].find(turn.text[: params.TWO_LINES_SEEN], behind) if behind else -1
        below = [bool(lines[n].strip()) if n < len(lines) else False for n in (at + 1, at + 2)]
        next_label = at + 1 in begins or at + 2 in begins
        if begin > 0 and below[0] and (not below[1] or next_label):
            pairs[at] = lines[at][:begin]
    if len(pairs) < params.TWO_LINES_LEAST or len(pairs) < params.TWO_LINES_SHARE * len(named):
        return ()
    first, second = list(lines), list(lines)
    for at, label in pairs.items():
        first[at + 1] = ""
        second[at], second[at + 1] = label + lines[at + 1].strip(), ""
    return ("\n".join(first), "second"), ("\n".join(second), "first")
