"""Documents whose speakers the user names, because no reader finds them: where do these names stand as labels?

Each name is looked for in the text. The signs before and behind it (``◆Ann◆ ``, ``Ann -> ``, ``ANN: `` within a line)
are its frame; the frame that most places share, and that every name has, is how this document marks its speakers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from turncue.transcripts import params
from turncue.transcripts.names import fold

__all__ = ["with_named_frames"]

_BEHIND = re.compile(r"[^\w\n]{0,6}")
_DIGITS = re.compile(r"\d+")
_INLINE = "…"
_COLONS = (":", "：")


def with_named_frames(text: str, names: Sequence[str]) -> str | None:
    """The text with ``Name: `` wherever one of the names stands in the frame; None where no frame has all of them."""
    frames: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for name in dict.fromkeys(names):
        for match in re.finditer(re.escape(name), text):
            begin, end = match.span()
            if _inside_word(text, begin, end, name):
                continue
            behind = _BEHIND.match(text, end)
            sign = behind[0] if behind else ""
            line = text.rfind("\n", 0, begin) + 1
            before = text[line:begin]
            start = any(c.isalpha() for c in before) or len(before) > params.NAMED_ONLY_BEFORE
            lead = _INLINE if start else _DIGITS.sub("0", before)
            frames[lead, sign.rstrip(" \t") or sign[:1]].append((begin if start else line, end + len(sign), name))
    wanted = {fold(name) for name in names}
    by_sign: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for (_, sign), places in frames.items():
        if sign in _COLONS:  # a colon marks a name wherever it stands
            by_sign[sign] += places
    ways = [*by_sign.values(), *(places for (lead, _), places in frames.items() if lead != _INLINE)]
    whole = [places for places in ways if {fold(n) for *_, n in places} == wanted]
    if not whole:
        return None
    places = max(whole, key=len)
    made: list[str] = []
    last = 0
    for begin, end, name in sorted(places):
        if begin < last:
            continue
        before = text[last:begin]
        made.append(before if not before or before.endswith("\n") else f"{before.rstrip()}\n\n")
        made.append(f"{name}: ")
        last = end
    return "".join([*made, text[last:]])


def _inside_word(text: str, begin: int, end: int, name: str) -> bool:
    """Whether letters join the name to others, in a script that parts its words."""
    joined = (begin and text[begin - 1].isalnum()) or (end < len(text) and text[end].isalnum())
    return bool(joined) and name[0] < "\u2e80"
