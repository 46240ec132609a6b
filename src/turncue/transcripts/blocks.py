"""What the transcript readers hand to the common rules: blocks of text in the order of the document.

``markdown.py`` and ``plain.py`` know syntax and make blocks; ``speakers.py`` decides which blocks begin a turn;
``dialogue.py`` makes turns of them. A block's text is plain: no markup, no escapes, one line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from turncue.text.events import find_events, mask_events
from turncue.text.script_ranges import CJK_SIGNS
from turncue.transcripts import params
from turncue.transcripts.grammar.foreign_marks import is_wrapped

__all__ = ["Block", "Kind", "Label", "Style", "clean", "is_data", "join_lines", "only_events"]

Kind = Literal["heading", "text", "item", "rule"]
Style = Literal["bold", "bare", "colon", "chevron", "timed", "bracket", "heading", "cell"]
"""How a label is written: ``**Name:**``, ``**Name**``, ``Name:``, ``>> NAME:``, ``Name 0:12``, ``[Name]``,
``### Name``, a table's column."""

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Scripts written without spaces: Han, Kana, Bopomofo, their punctuation and full-width forms
_UNSPACED = re.compile(f"[{CJK_SIGNS}]")
_DATA = re.compile(
    r"(?i)\s*(?:\{\s*[\"}]|\[\s*(?:[{\]]|\[\s*(?:[\"\[{\]]|-?\d[\d.e+-]*\s*[,\]]|(?:true|false|null)\b))|<\?xml|<!doctype|<!element|<(?:html|head|body|tt|tei|svg|transcript|timedtext|"
    r"annotation_document|finaldraft|sami|xml|rss|smil)[\s>]|\{\\rtf|%PDF|PK\x03)"
)


@dataclass(frozen=True, slots=True)
class Label:
    """What may be a speaker's label at the beginning of a block.

    ``rest`` is the block's text after it; ``time`` (ms) a time in the label; ``timed`` tells that the time stands
    before the name, ``pin`` is a hard stamp found there, as written. ``head`` is the label as it stands
    (Markdown only).
    """

    name: str
    style: Style
    rest: str
    time: int | None = None
    role: str | None = None
    timed: bool = False
    pin: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or rule.

    ``line`` counts from 1. ``level`` is a heading's. ``glued``: no blank line parts it from the block before.
    ``stage``: set in emphasis and brackets as a whole, a stage direction. ``aside``: in emphasis as a whole.
    ``links``: nothing but links.
    """

    kind: Kind
    text: str
    line: int
    level: int = 0
    label: Label | None = None
    glued: bool = False
    stage: bool = False
    links: bool = False
    aside: bool = False


def clean(text: str) -> str:
    """The text with every kind of line break as ``\\n``, and no byte order mark."""
    return _BREAKS.sub("\n", text.removeprefix("\ufeff"))


def is_data(head: str) -> bool:
    """Whether a text begins as JSON, XML, HTML or RTF do, and so is no text to read line by line."""
    return _DATA.match(head) is not None and not is_wrapped(head)


def join_lines(first: str, second: str) -> str:
    """Two lines of one paragraph as one: a space between, none between characters of unspaced scripts."""
    if not first or not second:
        return first or second
    if _UNSPACED.match(first[-1]) and _UNSPACED.match(second[0]):
        return first + second
    return f"{first} {second}"


def only_events(text: str) -> bool:
    """Whether a text holds sound notes and nothing else but stops."""
    if len(text) > params.BLOCKS_MAX_NOTE:
        return False
    events = find_events(text)
    return bool(events) and not any(c.isalnum() for c in mask_events(text, events))
