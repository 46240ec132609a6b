"""The grammar of a speaker's label at the beginning of a line of plain text.

::

    line    = [">>"] [prefix] name [role] [time] colon text      Name: …   Name (00:12): …   [00:12] Name: …
            | name time                                          Name  0:12          (the text is below)
            | name time text                                     说话人 1 00:04:58早上好   (hours given, glued)
            | "[" name "]" text                                  [Name] …
    prefix  = time or range of times, in brackets or bare        00:12⇥   [0:15 → 1:02]   [[00:12.5]]
    colon   = ":" | "：" | "﹕" | "︰"

This only says what *may* be a label. Which are labels, ``turncue.transcripts.label_rules`` decides over the whole
document.
"""

from __future__ import annotations

import re
from dataclasses import replace

from turncue.text.strip import tidy
from turncue.transcripts.blocks import Label, Style
from turncue.transcripts.names import is_office, split_role
from turncue.transcripts.timestamps import RANGE, TIME, read_time

__all__ = ["COLONS", "heading_label", "plain_label"]

COLONS = ":：﹕︰"
_COLON = f"[{COLONS}]"
_PRE = rf"(?:(?P<pin>\[\[\s*{TIME}\s*\]\])|(?P<pre>[\[［(（【]\s*{RANGE}\s*[\]］)）】]|{RANGE}(?=[\s\[(（]|\D)))"
_POST = rf"(?:[\[(（]\s*(?P<post>{RANGE})\s*[\])）]|(?<=\s)(?P<post2>{TIME})(?![:：]\d))"
_LABEL = re.compile(
    rf"(?P<chevron>>{{1,3}}\s*)?(?:{_PRE}[\s,]*)?(?:[-–—•]\s+)?(?P<name>[^{COLONS}\n\t]{{1,60}}?)\s*{_POST}?\s*"
    rf"{_COLON}(?!//)[ \t\u00a0\u3000]*(?P<rest>.*)",
    re.DOTALL,
)
_HEADER = re.compile(
    rf"(?:>{{1,3}}\s*)?(?P<name>[^{COLONS}\n]{{1,60}}?)\s*(?:(?<=\s)(?P<t>{TIME})|[\[(（]\s*(?P<b>{RANGE})\s*[\])）])"
)
_GLUED = re.compile(
    rf"(?P<name>[^{COLONS}\n]{{1,40}}?)(?:\s+(?P<t>\d{{1,2}}:[0-5]\d:[0-5]\d)(?=\S)(?P<r>[^\d:.,].*)|"
    rf"\t(?P<t2>{TIME})\t(?P<r2>.+))",
    re.DOTALL,
)
_BRACKETED = re.compile(r"\[(?P<name>[^\[\]\n:]{1,40})\](?P<colon>\s*[:：])?\s+(?P<rest>\S.*)", re.DOTALL)
_WITHIN = re.compile(r"[(（][^()（）]{1,90}[:：][^()（）]{1,160}[)）]")  # (Cries of: Order!)
_TIME_NAME = re.compile(rf"[\[(（]?\s*(?P<t>{RANGE})\s*[\])）]?[\s\-–—:：]+(?P<name>\D.{{0,59}})")


def _label(style: Style, name: str, rest: str, time: str | None, *, timed: bool = False) -> Label | None:
    name, role = split_role(tidy(name))
    if (
        style == "colon"
        and name[:1] in "([（［【"
        and name[-1:] in ")]）］】"
        and not any(c in name[1:-1] for c in "()[]")
    ):
        name = tidy(name[1:-1])  # (Crowd): …
    if not any(c.isalpha() for c in name):
        return None
    return Label(name, style, tidy(rest), read_time(time) if time else None, role, timed)


def plain_label(line: str) -> Label | None:
    """What may be a speaker's label at the beginning of a line without markup; None when nothing can."""
    line = tidy(line)
    if _WITHIN.fullmatch(line):
        return None
    if line.startswith("[") and (match := _BRACKETED.fullmatch(line)):
        return _label("colon" if match["colon"] else "bracket", match["name"], match["rest"], None)
    if match := _LABEL.fullmatch(line):
        name, rest = match["name"], match["rest"]
        tight = line[match.start("rest") - 1] in COLONS
        # at 3:30, C:\dir and std::sort are no labels; Speaker 1:5 is one
        clock = name[-1:].isdigit() and rest[:1].isdigit() and not is_office(name)
        if not (tight and (clock or rest[:1] in ("\\", "/", ":"))):
            time = match["pre"] or match["pin"] or match["post"] or match["post2"]
            style: Style = "chevron" if match["chevron"] else "colon"
            label = _label(style, name, rest, time, timed=match["pre"] is not None)
            return replace(label, pin=match["pin"] or "") if label else None
    if match := _HEADER.fullmatch(line):
        return _label("timed", match["name"], "", match["t"] or match["b"])
    if match := _GLUED.fullmatch(line):
        return _label("timed", match["name"], match["r"] or match["r2"], match["t"] or match["t2"])
    return None


def heading_label(text: str) -> Label | None:
    """What may be a speaker's name in a heading: ``0:12 Name``, ``Name (0:12)``, ``Name``."""
    text = tidy(text)
    if match := _TIME_NAME.fullmatch(text):
        return _label("heading", match["name"].rstrip(COLONS), "", match["t"], timed=True)
    if match := _HEADER.fullmatch(text):
        return _label("heading", match["name"].rstrip(COLONS), "", match["t"] or match["b"])
    return _label("heading", text.rstrip(COLONS), "", None) if len(text) <= 60 else None
