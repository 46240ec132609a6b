"""HTML: podcast transcripts (``<cite>``, ``<time>``, ``<p>``), articles, exports of tools; tables with speakers.

Scripts, styles, navigation and footers are left out. What is left becomes paragraphs with bold and italic runs.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from turncue.errors import ReadError
from turncue.formats.base import TranscriptOptions
from turncue.formats.source import Source
from turncue.model import Transcript
from turncue.transcripts.documents.marked_text import Paragraph, Run, read_marked
from turncue.transcripts.turn_builder import Origin

__all__ = ["paragraphs_of_html", "read_html", "sniff_html"]

_START = re.compile(
    r"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|article|main|section|cite|"
    r"time)[\s>]"
)
_BLOCKS = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote figure tr table hr pre body "
    "html".split()
)
_LEFT_OUT = frozenset("script style nav footer head template noscript svg button select form aside iframe".split())
_BOLD = frozenset(("b", "strong", "dt", "th"))
_ITALIC = frozenset(("i", "em"))
_CITED = frozenset(("cite",))
_SPEAKER = re.compile(r"(?i)(?:^|[\s_-])(?:speaker|author|name|who|person)(?:$|[\s_-])|speaker-?name|speakername")


def sniff_html(source: Source) -> float:
    """How surely (0 to 1) this is HTML."""
    head = source.head
    if _START.match(head):
        return 0.95
    tags = len(re.findall(r"(?i)</(?:p|div|cite|time|span|li)>", head))
    return 0.85 if head.lstrip()[:1] == "<" and tags > 3 and "<tt" not in head and "<?xml" not in head[:100] else 0.0


def read_html(source: Source, options: TranscriptOptions) -> Transcript:
    """Read a web page. Raises ReadError when nothing in it can be a turn, UsageError as ``read_markdown`` does."""
    paragraphs, title = paragraphs_of_html(source.text)
    if not any(p.runs or p.row for p in paragraphs):
        raise ReadError(
            "this page holds no text.", source.name, hint="Save the page with its text, not only its frame."
        )
    return read_marked(paragraphs, Origin("html", source.name, {"title": title} if title else {}), options)


def paragraphs_of_html(text: str) -> tuple[list[Paragraph], str]:
    """The paragraphs of a page, and its title."""
    page = _Page()
    page.feed(text)
    page.close()
    page.end()
    return page.paragraphs, " ".join("".join(page.title).split())


class _Page(HTMLParser):
    """Collects paragraphs; a speaker's tag (``cite``, a class with ``speaker``) begins a new one and is bold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[Paragraph] = []
        self.title: list[str] = []
        self._runs: list[Run] = []
        self._open: list[str] = []
        self._named: list[bool] = []
        self._row: list[str] | None = None
        self._level = 0
        self._item = False
        self._after_name = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._add("\n")
            return
        if tag in ("img", "meta", "link", "input", "wbr", "source", "col"):
            return
        look = " ".join(v or "" for k, v in attrs if k in ("class", "itemprop", "data-role"))
        named = tag in _CITED or (
            tag not in ("p", "div", "section", "article", "body", "html", "li", "ul") and bool(_SPEAKER.search(look))
        )
        if tag in _BLOCKS or tag in _CITED:
            self._flush(tight=self._after_name and tag in ("p", "div", "dd", "blockquote"))
        self._open.append(tag)
        self._named.append(named)
        if tag[0] == "h" and tag[1:].isdecimal():
            self._level = int(tag[1:])
        self._item = tag == "li" if tag in _BLOCKS else self._item
        spoken_by = next((v for k, v in attrs if k in ("data-speaker", "data-speaker-name", "data-who") and v), None)
        if spoken_by:
            self._runs.append(Run(f"{spoken_by}: ", bold=True))
        if tag == "tr":
            self._row = []
        elif tag in ("td", "th") and self._row is not None:
            self._row.append("")
        elif tag == "time" and self._runs:
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open:
            last = self._open.pop()
            named = self._named.pop()
            if named and self._runs:
                self._after_name = True
            if last == "tr" and self._row is not None:
                self.paragraphs.append(Paragraph(row=tuple(" ".join(c.split()) for c in self._row)))
                self._row, self._runs = None, []
            if last == tag:
                break
        if tag in _BLOCKS and tag != "tr":
            self._flush()
        if tag == "time":
            self._add(" ")

    def handle_data(self, data: str) -> None:
        if "title" in self._open and "svg" not in self._open:
            self.title.append(data)
            return
        if any(t in _LEFT_OUT and not (t == "footer" and "blockquote" in self._open) for t in self._open):
            return  # the footer of a quote says whose it is
        text = data if "pre" in self._open else re.sub(r"\s+", " ", data)
        if self._row is not None:
            if self._row:
                self._row[-1] += text
            return
        self._add(text)

    def _add(self, text: str) -> None:
        named = any(self._named)
        bold = named or any(t in _BOLD for t in self._open)
        if text and (text.strip() or self._runs):
            self._runs.append(Run(text, bold and not self._level, any(t in _ITALIC for t in self._open) and not bold))

    def _flush(self, *, tight: bool = False) -> None:
        if any(r.text.strip() for r in self._runs):
            self.paragraphs.append(Paragraph(tuple(self._runs), self._level, self._item, (), self._tight))
            self._tight = False
        self._runs, self._level = [], 0
        if tight:
            self._tight = True
        self._after_name = False

    _tight = False

    def end(self) -> None:
        """Close what is still open."""
        self._flush()
