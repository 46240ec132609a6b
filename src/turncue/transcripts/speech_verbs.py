"""Labels that end in a word for speaking (``Ann Lee says: …``, ``高山说：…``): the name is what stands before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from turncue.model import Turn
from turncue.text.casing import is_small
from turncue.transcripts import params
from turncue.transcripts.names import fold, is_office

__all__ = ["without_speech_verbs"]

_CHINESE_VERBS = ("说道", "說道", "说", "說", "道", "曰")


def without_speech_verbs(turns: Sequence[Turn]) -> tuple[list[Turn], list[str]]:
    """The turns with names that lose a word which all of them end in, and a message; as they are where they do not.

    The word is in small letters, as no family name is; Chinese has few such words.
    """
    names = list(dict.fromkeys(t.speaker for t in turns if t.speaker))
    if len(names) < 2 or sum(1 for t in turns if t.speaker) < params.SPEECH_VERBS_LEAST:
        return list(turns), []
    tail = _common_tail(names)
    bare = {name: name[: len(name) - len(tail)].strip() for name in names} if tail else {}
    if not bare or not all(bare.values()) or len({fold(b) for b in bare.values()}) < len(names):
        return list(turns), []
    made = [replace(t, speaker=bare[t.speaker]) if t.speaker else t for t in turns]
    return made, [f"“{tail}” behind every name is left out of the names"]


def _common_tail(names: Sequence[str]) -> str:
    """The word for speaking that all names end in; "" where they end otherwise."""
    for word in _CHINESE_VERBS:
        if all(name.endswith(word) and len(name) > len(word) for name in names):
            return word
    words = {name.split()[-1] for name in names}
    tail = next(iter(words))
    cased = all(len(name.split()) > 1 and not is_small(name[0]) and is_small(name.split()[-1][0]) for name in names)
    return tail if len(words) == 1 and cased and tail.isalpha() and not is_office(tail) else ""
