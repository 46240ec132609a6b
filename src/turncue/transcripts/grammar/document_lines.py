"""The lines of a document, with what Markdown, HTML and lists put before them as features.

Comments, fence marks, attribute lines (``{: .x }``) and block tags are taken out; ``<b>`` and ``<i>`` become ``**`` and
``*``; the line numbers stay those of the file. Every step is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from turncue.text.strip import tidy
from turncue.transcripts import params

__all__ = ["Line", "lines_of"]

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})[\w+.-]*\s*")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_QUOTE = re.compile(r"(?:>[ \t]?)(?!>)(?=\S)")
_LIST = re.compile(r"(?:(?P<b>[-*+•◦▪●‣])|(?P<n>\d{1,4})(?P<p>[.)、]|\s?[.):]))[ \t\u3000]+(?=\S)")
_RULE = re.compile(r"([-=*_—─·~])\1{2,}|(?:[-*_] ){2,}[-*_]|\\pagebreak|\f")
_ATTRIBUTES = re.compile(r"\{:[^{}]*\}")
_TAG = re.compile(
    r"(?i)</?(?P<tag>br|b|strong|i|em|cite|p|div|span|font|small|u|a|center|section|article|mark|sup|sub|ul|ol|li|"
    r"details|"
    r"summary|body|html|time)(?:\s[^<>]{0,300})?/?>"
)
_END_TAG = re.compile(r"</(\w+)>")
_BBCODE = re.compile(r"(?i)\[/?(?P<tag>b|i|u|color|size|font|url)(?:=[^\[\]]{0,60})?\]")
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\[\]\n]{1,200})\]\((?:[a-z]+://|/|#|\.|mailto:|\?)[^()\s]{0,500}\)")
_OUTSIDE = re.compile(r"\w")
_UNCLOSED = ("br", "p", "li")
_ESCAPED = re.compile(r"\\([\[\]()<>#.\-+!|{}:&~])")
_DEFINITION = re.compile(r"\[[^\]]{1,80}\]:\s+<?(?:https?://|\.{0,2}/|mailto:)\S+.*")
_INDEX = re.compile(r"#?\d{1,6}[.)]?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank.

    ``number`` counts from 1; ``text`` has no structure marks and no outer white space. ``blank``: a blank line or a
    rule stands before it. ``bullet``: "-" or "1" for a list item; ``ordinal``: its number as written. ``level``: of a
    heading, else 0. ``rule``: nothing but a rule. ``fenced``: inside a code fence. ``quoted``: behind ``>``.
    """

    number: int
    text: str
    blank: bool = True
    bullet: str = ""
    ordinal: str = ""
    level: int = 0
    rule: bool = False
    fenced: bool = False
    quoted: bool = False


def lines_of(text: str, *, markdown: bool, tags: bool = True) -> list[Line]:
    """The lines of a text with ``\\n`` line breaks, in order; ``markdown`` allows ``#`` headings.

    ``tags``: HTML tags and comments are taken out, and rising numbers alone on lines.
    """
    text = _without_comments(text) if tags else text
    closed = frozenset(_END_TAG.findall(text.lower())) if tags else frozenset()
    made: list[Line] = []
    blank, fenced = True, False
    for number, raw in enumerate(text.split("\n"), 1):
        if _FENCE.fullmatch(raw):
            fenced = not fenced
            made.append(Line(number, "", rule=True))
            blank = True
            continue
        for part in _parts(raw, markdown, closed):
            shown = tidy(part)
            if not shown:
                blank = True
                continue
            line = _line(number, shown, markdown)
            made.append(replace(line, blank=blank or line.rule or line.level > 0, fenced=fenced))
            blank = line.rule or line.level > 0
    made = _underlined(made) if markdown else made
    return _without_indices(made) if tags else made


def _parts(raw: str, markdown: bool, closed: frozenset[str]) -> list[str]:
    """A source line without tags, cut at line breaks written as tags. ``closed``: the tags that are closed somewhere.

    ``<A>`` and ``<B>`` may be two people: a tag is one only where it is closed, too.
    """
    if "<" in raw:

        def marked(match: re.Match[str]) -> str:
            name = match["tag"].lower()
            if name not in closed and name not in _UNCLOSED:
                return match[0]
            return (
                "\n"
                if name == "br"
                else "**"
                if name in ("b", "strong")
                else "*"
                if name in ("i", "em", "cite")
                else ""
            )

        raw = _TAG.sub(marked, raw)
    if "[/" in raw:
        raw = _BBCODE.sub(lambda m: "**" if m["tag"].lower() == "b" else "*" if m["tag"].lower() == "i" else "", raw)
    if "](" in raw and _OUTSIDE.search(_LINK.sub("", raw)):
        raw = _LINK.sub(lambda m: f"[{m['text']}]" if m["text"][:1].isdigit() else m["text"], raw)
    if markdown and "{:" in raw:
        raw = _ATTRIBUTES.sub("", raw)
    if markdown and "\\" in raw:
        raw = _ESCAPED.sub(r"\1", raw)
    if markdown and raw[:1] == "[" and _DEFINITION.fullmatch(raw):
        return []
    return raw.split("\n") if "\n" in raw else [raw]


def _line(number: int, shown: str, markdown: bool) -> Line:
    if _RULE.fullmatch(shown):
        return Line(number, "", rule=True)
    quoted = False
    if (match := _QUOTE.match(shown)) is not None:
        quoted, shown = True, tidy(shown[match.end() :])
    level = 0
    if markdown and (match := _HEADING.match(shown)) is not None:
        return Line(number, tidy(shown[match.end() :].rstrip("#")), level=len(match[1]), quoted=quoted)
    bullet = ordinal = ""
    if (match := _LIST.match(shown)) is not None:
        bullet, ordinal = ("1", shown[: match.end()]) if match["n"] else ("-", shown[: match.end()])
        shown = tidy(shown[match.end() :])
    return Line(number, shown, bullet=bullet, ordinal=ordinal, level=level, quoted=quoted)


def _without_comments(text: str) -> str:
    """The text with HTML comments blanked out; their line breaks stay. One without an end is text."""
    out: list[str] = []
    at = 0
    while (begin := text.find("<!--", at)) >= 0:
        end = text.find("-->", begin + 4)
        if end < 0:
            break
        out += [text[at:begin], "\n" * text.count("\n", begin, end)]
        at = end + 3
    out.append(text[at:])
    return "".join(out)


def _underlined(lines: list[Line]) -> list[Line]:
    """``Title`` above ``=====`` is a heading."""
    made: list[Line] = []
    for line in lines:
        if line.rule and made and not made[-1].rule and made[-1].number == line.number - 1 and made[-1].blank:
            last = made[-1]
            if (
                len(made) < params.DOCUMENT_LINES_FEW
                and len(last.text) <= 80
                and not any(c in last.text for c in "*:：")
            ):
                made[-1] = replace(last, level=1)
        made.append(line)
    return made


def _without_indices(lines: list[Line]) -> list[Line]:
    """Lines that hold a rising number alone (the index of a turn or cue) are no text."""
    match = [n for n, line in enumerate(lines) if _INDEX.fullmatch(line.text) and not line.level]
    values = [int(re.sub(r"\D", "", lines[n].text)) for n in match]
    rising = sum(1 for a, b in pairwise(values) if b == a + 1)
    if len(match) < params.DOCUMENT_LINES_FEW or rising < 0.9 * (len(match) - 1):
        return lines
    gone = set(match)
    made: list[Line] = []
    blank = False
    for n, line in enumerate(lines):
        if n in gone:
            blank = True
            continue
        made.append(replace(line, blank=line.blank or blank))
        blank = False
    return made
