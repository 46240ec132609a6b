"""Marks of other mark-up languages as Markdown's: MediaWiki, LaTeX, AsciiDoc, reStructuredText, Obsidian, plain tags.

Every rule needs a sign of its language in the document; the line numbers stay those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["is_wrapped", "with_markdown_marks"]

_WIKI_BOLD = re.compile(r"'''(?=\S)(.{1,120}?)'''")
_WIKI_TERM = re.compile(r"(?m)^;[ \t]*[^\s:;][^:\n]{0,60}:")
_WIKI_LEAD = re.compile(r"(?m)^[:;#*]{1,5}[ \t]*(?=\S)")
_WIKI_HEADING = re.compile(r"(?m)^(={2,6})[ \t]*([^=\n].{0,120}?)[ \t]*\1[ \t]*$")
_TEX = re.compile(r"\\(?:begin|end|textbf|item|section|emph|documentclass|textsc|textit|paragraph)\b")
_TEX_NOTHING = re.compile(
    r"\\(?:begin|end|documentclass|usepackage|title|author|date|label|vspace|hspace|setlength|pagestyle)\*?"
    r"(?:\[[^\]\n]{0,200}\])?(?:\{[^{}\n]{0,200}\}){0,3}|\\(?:maketitle|noindent|bigskip|medskip|smallskip|par|newpage"
    r"|clearpage|centering|tableofcontents)\b[ \t]*"
)
_TEX_COMMENT = re.compile(r"(?m)(?<!\\)%.*$")
_TEX_HEADING = re.compile(r"\\(?:sub){0,2}(?:section|chapter)\*?\{([^{}\n]{1,200})\}")
_TEX_BOLD = re.compile(r"\\(?:textbf|paragraph)\*?\{([^{}\n]{1,200})\}|\{\\bf(?:series)?[ \t]+([^{}\n]{1,200})\}")
_TEX_ITEM = re.compile(r"\\item[ \t]*\[([^\[\]\n]{1,100})\]")
_TEX_ITALIC = re.compile(r"\\(?:emph|textit|textsl)\{([^{}\n]{1,400})\}|\{\\(?:it|em)[ \t]+([^{}\n]{1,400})\}")
_TEX_OTHER = re.compile(r"\\(?:textsc|textsf|textrm|text|mbox)\{([^{}\n]{1,400})\}")
_TEX_ESCAPE = re.compile(r"\\([&%$#_{}])")
_ADOC_TITLE = re.compile(r"\s*= \S")
_ADOC_HEADING = re.compile(r"(?m)^(={1,6}) (?=\S)")
_RST_FIELD = re.compile(r"(?m)^:([^\s:][^:\n]{0,58}):(?=[ \t]+\S)")
_RST_DIRECTIVE = re.compile(r"(?m)^\.\. .*$")
_RST_HEADING = re.compile(r"(?m)^(?P<title>[^\s=\-~#*+.:>|][^\n]{0,100})\n(?P<rule>([=\-~^\"#*+])\3{2,})[ \t]*$")
_TEX_SPEECH = re.compile(
    r"\\begin\{dialogue\}(?:\[[^\]\n]{0,100}\])?\{([^{}\n]{1,100})\}|\\(?:speak|speaker)\{([^{}\n]{1,100})\}"
)
_TEX_SLUG = re.compile(r"\\(?:int|ext)slug(?:\[[^\]\n]{0,100}\])?\{[^{}\n]{0,200}\}")
_ORG_KEY = re.compile(r"(?mi)^#\+\w+:.*$")
_ORG_HEADING = re.compile(r"(?m)^(\*{1,5}) (?=\S)")
_UNDERLINED = re.compile(r"(?m)^(?P<name>[^\s\-=~^#>*|][^\n]{0,60})\n(?P<rule>([-=~^])\3{2,})[ \t]*$")
_CALLOUT = re.compile(r"(?m)^(>[ \t]*)\[!\w{1,20}\][+-]?[ \t]*(\S[^\n]{0,120})$")
_WRAPPER = re.compile(
    r"(?i)\s*<(transcript(?:ion)?|dialogue?|conversation|interview|output|answer|response|result|text)>[ \t]*\n"
    r"(?=\s*[^<\s])"
)


def with_markdown_marks(text: str) -> str:
    """The text with the marks of other languages as Markdown's; the text itself where it has none."""
    for language in (_wrapper, _callouts, _latex, _asciidoc, _org, _restructured, _mediawiki, _underlines):
        text = language(text)
    return text


def is_wrapped(text: str) -> bool:
    """Whether a text stands between ``<transcript>`` and ``</transcript>`` and is no XML within."""
    return _WRAPPER.match(text) is not None


def _sub(pattern: re.Pattern[str], to: Callable[[re.Match[str]], str], text: str) -> str:
    return pattern.sub(to, text)


def _first(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group is not None)


def _wrapper(text: str) -> str:
    match = _WRAPPER.match(text)
    if match is None:
        return text
    text = "\n" * match[0].count("\n") + text[match.end() :]
    end = text.rstrip()
    closing = f"</{match[1]}>"
    return end[: -len(closing)] + "\n" if end.lower().endswith(closing.lower()) else text


def _callouts(text: str) -> str:
    return text if "[!" not in text else _sub(_CALLOUT, lambda m: f"{m[1]}**{m[2].strip()}**", text)


def _latex(text: str) -> str:
    if text.count("\\") < 3 or len(_TEX.findall(text)) < 3:
        return text
    text = _TEX_COMMENT.sub("", text)
    text = _sub(_TEX_SPEECH, lambda m: f"**{_first(m)}:** ", _TEX_SLUG.sub("", text))
    text = _sub(_TEX_HEADING, lambda m: f"## {m[1]}", text)
    text = _TEX_NOTHING.sub("", text)
    text = _sub(_TEX_BOLD, lambda m: f"**{_first(m)}**", text)
    text = _sub(_TEX_ITEM, lambda m: f"**{m[1]}**", text)
    text = _sub(_TEX_OTHER, lambda m: m[1], text)
    text = _sub(_TEX_ITALIC, lambda m: f"*{_first(m)}*", text)
    text = text.replace("\\item ", "- ").replace("\\\\", "").replace("``", "“").replace("''", "”")
    return _sub(_TEX_ESCAPE, lambda m: m[1], text)


def _org(text: str) -> str:
    if _ORG_KEY.search(text) is None:
        return text
    return _sub(_ORG_HEADING, lambda m: "#" * len(m[1]) + " ", _ORG_KEY.sub("", text))


def _underlines(text: str) -> str:
    """Without the rules below names: titles are underlined once each, names again and again."""
    names = [m["name"].strip() for m in _UNDERLINED.finditer(text)]
    if len(names) < 4 or len(set(names)) * 2 > len(names):
        return text
    return _sub(_UNDERLINED, lambda m: f"{m['name']}\n", text)


def _asciidoc(text: str) -> str:
    if _ADOC_TITLE.match(text) is None:
        return text
    return _sub(_ADOC_HEADING, lambda m: "#" * len(m[1]) + " ", text)


def _restructured(text: str) -> str:
    fields = _RST_FIELD.findall(text)
    directives = "\n.. " in text or text.startswith(".. ")
    if not directives and (len(fields) < 4 or len(set(fields)) * 2 > len(fields)):
        return text
    text = _RST_DIRECTIVE.sub("", text)
    text = _sub(_RST_HEADING, lambda m: f"# {m['title']}\n", text)
    return _sub(_RST_FIELD, lambda m: f"**{m[1]}:**", text)


def _mediawiki(text: str) -> str:
    bold = "'''" in text and len(_WIKI_BOLD.findall(text)) > 2
    if not bold and len(_WIKI_TERM.findall(text)) < 4:
        return text
    text = _sub(_WIKI_HEADING, lambda m: f"{'#' * len(m[1])} {m[2]}", text)
    text = _WIKI_LEAD.sub("", text) if not text.lstrip().startswith("#") else re.sub(r"(?m)^[:;]{1,5}[ \t]*", "", text)
    return _sub(_WIKI_BOLD, lambda m: f"**{m[1]}**", text).replace("''", "*") if bold else text
