"""Where sentences and clauses end, in any script.

Rules and a small table of abbreviations, no model: a full stop ends a sentence unless it stands in a number, after
an abbreviation or an initial, or before a word in lower case; ``。！？؟।`` always do; a paragraph (``\\n``) does too.
Offsets count the characters of the text given.
"""

from __future__ import annotations

import re

from turncue.text.casing import is_small
from turncue.text.punctuation import CLAUSE_ENDS, CLOSERS, SENTENCE_ENDS

__all__ = ["clause_ends", "sentence_ends", "sentences"]

_CLOSE = re.escape(CLOSERS)
_TERMINAL = re.compile(
    rf"(?:[{SENTENCE_ENDS.replace('.', '')}]+|\.+(?=[{_CLOSE}]*(?:\s|$)|\.*[^\s\w.])|\.{{2,}})+[{_CLOSE}]*"
)
_CLAUSE = re.compile(
    rf"(?:[{CLAUSE_ENDS.strip(',;:')}]|[,;:](?=[{_CLOSE}]*(?:\s|$|[^\x00-\x7f]))|[—–―]+|[…⋯‥]+|\.{{3,}}|(?<=\s)-+(?=\s))[{_CLOSE}]*"
)
_NEXT = re.compile(r"[ \t]*(.?)", re.S)
_STOP_WORD = re.compile(r"(\w+(?:\.\w+)*)\.$")

# Shortenings that are followed by more of the sentence. Those that as often end one (etc., a.m.) are left out.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st sr jr v gen sen rep gov capt col lt sgt rev hon pres vs viz cf approx dept fig no nos vol pp "
    "e.g i.e u.s u.k ph.d mt ft jan feb mar apr aug sept oct nov dec "
    "sra srta d.ª ud uds mme mlle mm m hr fr dipl bzw ca z.b d.h u.a usw vgl str nr sig sig.ra dott ing avv "
    "г т.е т.д им ул".split()
)


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether this terminal punctuation truly ends a sentence."""
    mark = match[0].rstrip(CLOSERS)
    after = _NEXT.match(text, match.end())[1]  # type: ignore[index]  # always matches
    if mark == ".":
        before = _STOP_WORD.search(text, max(0, match.start() - 12), match.start() + 1)
        word = before[1] if before else ""
        if word.lower() in _ABBREVIATIONS and not (word.lower() == "no" and after.isalpha()):
            return False
        if len(word) == 1 and word.isalpha() and word.isupper() and after.isupper() and word != "I":
            return False  # the initial of a name
    elif mark[-1] in ".…⋯‥" and match.end() < len(text) and not text[match.end()].isspace():
        return False  # three dots inside a sentence
    return not is_small(after)


def sentence_ends(text: str) -> list[int]:
    """Offsets just after each sentence, its closing quotes included; rising. The text's own end is one of them."""
    ends = {m.end() for m in _TERMINAL.finditer(text) if _ends(text, m)}
    if "\n" in text:
        ends.update(m.start() for m in re.finditer(r"(?<=\S)\s*\n", text))
    ends.add(len(text.rstrip()))
    ends.discard(0)
    return sorted(ends)


def clause_ends(text: str) -> list[int]:
    """Offsets just after each comma, colon, semicolon or dash that parts clauses; rising. Not in numbers or times."""
    return [m.end() for m in _CLAUSE.finditer(text)]


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences as half-open spans without the white space around them, in order."""
    spans, begin = [], 0
    for end in sentence_ends(text):
        part = text[begin:end]
        at = end - len(part.lstrip())
        if at < end:
            spans.append((at, end))
        begin = end
    return spans
