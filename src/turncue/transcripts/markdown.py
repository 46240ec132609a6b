"""Markdown transcripts, in CommonMark with tables.

markdown-it-py reads blocks and inline structure. Departures, each because transcripts are written by hand:

- a bold label is read from the source line, since CommonMark does not close ``**主持人：**大家好`` (a closing
  delimiter between punctuation and a letter); other delimiters that stay open for this reason are taken out
- ``---`` below a line is a rule, never an underline that makes a heading of the last turn
- indented lines are text, ``[Name]: text`` is no link definition, ``<inaudible>`` is no tag
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from turncue.formats.base import TranscriptOptions
from turncue.model import Transcript
from turncue.text.punctuation import CLOSERS, SENTENCE_ENDS
from turncue.text.strip import tidy
from turncue.transcripts.blocks import Block, Kind, Label, Style, clean, is_data, join_lines, only_events
from turncue.transcripts.label_syntax import COLONS, heading_label, plain_label
from turncue.transcripts.names import fold, is_data_key
from turncue.transcripts.timestamps import RANGE, TIME, lone_time, read_time
from turncue.transcripts.turn_builder import Origin, build_transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["markdown_blocks", "read_markdown", "sniff_markdown"]

_FRONT = re.compile(r"\A---[ \t]*\n((?:[^\n]*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_YAML = re.compile(r"([A-Za-z_][\w -]{0,40}|[^\W\d_][\w ]{0,20}):[ \t]*(.*)")
_OPEN = rf"(?:>+\s*)?(?:(?:\\?\[){{1,2}}\s*{RANGE}\s*(?:\\?\]){{1,2}}|[(（]\s*{RANGE}\s*[)）]|{RANGE})?\s*"
_BOLD = re.compile(
    rf"(?P<pre>{_OPEN})(?P<d>\*\*\*?|___?)(?P<name>(?:(?!\*\*|__)[^\n]){{1,80}}?)(?P=d)(?P<after>.*)", re.DOTALL
)
_AFTER = re.compile(
    rf"\s*(?P<more>(?:[(（\[][^()（）\[\]\n]{{1,60}}[)）\]])?\s*(?:{TIME})?\s*[{COLONS}])(?!//)"
    rf"|\s*(?P<time>[(（\[]\s*{RANGE}\s*[)）\]]|{TIME})[ \t]*(?=\n|\Z)"
)
# an underscore inside a word and a bracket that is no link are only themselves
_MARKUP = re.compile(r"[*<&\\`]|\]\(|(?<![^\W_])_|_(?![^\W_])")
_STRAY = re.compile(r"\*{2,}|(?<![^\W_])__+|__+(?![^\W_])")
_STRAY_PAIR = re.compile(r"(?<!\*)\*(?=\S)([^*\n]*\S)\*(?!\*)")
_WIDE = re.compile("[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]")
_TAG = re.compile(r"(?is)<!--.*?-->|</?(?:b|i|u|em|strong|span|font|small|p|div|a|cite|time|mark)(?:\s[^<>]*)?>")
_LIST_MARK = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+(?=\S)|>\s?")
_COMMENT = re.compile(r"<!--[^>]*-->")
_BREAK = re.compile(r"(?i)<br\s*/?>")
_DEFINITION = re.compile(r"\[[^\]]+\]:\s+<?(?:https?://|\.{0,2}/)\S+.*")
_UNDERLINE = re.compile(r"=+\s*")
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\](?!:)")
_STAGE = re.compile(r"([*_]{1,3})\s*\\?[\[(（【].*[\])）】][.。]?\s*\1")
_ASIDE = re.compile(r"\*(?!\*)[^*]+\*|_(?!_)[^_]+_")
_SPEAKER_COLUMN = re.compile(
    r"(?i)speaker|name|who|說話人|说话人|講者|讲者|發言人|发言人|話者|화자|sprecher|orador|locuteur|спикер"
)
_TIME_COLUMN = re.compile(r"(?i)time|start|時間|时间|时刻|시간|zeit|hora|heure|время")


@cache
def _parser() -> MarkdownIt:
    # imported on first use: a run over plain text should not pay for it
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # inline text is parsed by us, only where there is markup in it: most paragraphs have none
    parser.disable(["lheading", "code", "reference", "html_block", "html_inline", "inline", "text_join"])
    return parser


def read_markdown(text: str, source: str | None = None, options: TranscriptOptions | None = None) -> Transcript:
    """Read a Markdown transcript.

    Raises ReadError when nothing in it can be a turn, UsageError when ``options`` name a section or speaker that
    is not there.
    """
    text, metadata = front_matter(clean(text))
    blocks = markdown_blocks(text)
    return build_transcript(blocks, Origin("markdown", source, metadata), options or TranscriptOptions())


_ITALIC_LINE = re.compile(r"([*_])(?=[^\s*_])[^*_]{8,}(?<=\S)\1")


def sniff_markdown(text: str) -> float:
    """How surely (0 to 1) this is a Markdown transcript."""
    head = _COMMENT.sub("", clean(text[:20000]))
    lines = [line.strip() for line in head.split("\n")]
    if not head.strip() or is_data(head) or head.startswith("WEBVTT") or any("-->" in line for line in lines):
        return 0.01
    bare = [_LIST_MARK.sub("", line, count=1).removeprefix("[") for line in lines]
    if any(_BOLD.match(line) and bold_label(line) for line in bare):
        return 0.9
    italic = sum(1 for line in lines if _ITALIC_LINE.fullmatch(line))
    if italic > 1:
        return 0.5  # questions of an interview
    signs = sum(1 for line in lines if re.match(r"#{1,6} \S|\|.*\|$|\*\*\S|---$", line)) + len(
        re.findall(r"\\[\[\]()]", head)
    )
    return 0.75 if signs and re.search(r"(?m)^#{1,6} \S", head) else 0.5 if signs else 0.1


def front_matter(text: str) -> tuple[str, dict[str, str]]:
    """Part a YAML head from the text; its place is left blank, so that line numbers stay."""
    match = _FRONT.match(text)
    if match is None or not any(_YAML.fullmatch(line) for line in match[1].split("\n")):
        return text, {}
    pairs = [m for line in match[1].split("\n") if (m := _YAML.fullmatch(line.strip()))]
    metadata = {m[1].strip(): m[2].strip().strip("'\"") for m in pairs if m[2].strip()}
    return "\n" * match[0].count("\n") + text[match.end() :], metadata


# ---------------------------------------------------------------- blocks


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text with ``\\n`` line breaks."""
    tokens = _parser().parse(text)
    blocks: list[Block] = []
    in_list = 0
    marker = ""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        line = token.map[0] + 1 if token.map else 1
        if token.type in ("bullet_list_open", "ordered_list_open"):
            in_list += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            in_list -= 1
        elif token.type == "list_item_open":
            # "1984. That was the year" is a list to CommonMark; the number is speech
            marker = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "hr":
            blocks = [*_underlined(blocks, line), Block("rule", "", line)]
        elif token.type == "table_open":
            end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
            blocks += _table(tokens[at:end])
            at = end
        elif token.type == "heading_open":
            blocks.append(_heading(tokens[at + 1].content, line, int(token.tag[1])))
        elif token.type == "inline" and tokens[at - 1].type == "paragraph_open":
            content = token.content if marker and bold_label(token.content) else marker + token.content
            blocks += _paragraph(content, line, in_list > 0)
            marker = ""
        elif token.type == "fence":
            lines = token.content.rstrip("\n").split("\n")
            blocks += [
                Block("text", tidy(s), line + 1 + n, label=plain_label(s)) for n, s in enumerate(lines) if tidy(s)
            ]
        at += 1
    return blocks


def _underlined(blocks: list[Block], line: int) -> list[Block]:
    """A short line right above ``---`` that is no turn is a heading after all."""
    last = blocks[-1] if blocks else None
    if last and last.kind == "text" and last.line == line - 1 and not (last.glued or last.label or last.links):
        text = last.text
        if len(text) <= 80 and text[-1:] not in SENTENCE_ENDS + CLOSERS + "*" and len(blocks) < 3:
            return [*blocks[:-1], Block("heading", text, last.line, level=2)]
    return blocks


def _heading(raw: str, line: int, level: int) -> Block:
    text = tidy(render(raw))
    return Block("heading", text, line, level=level, label=heading_label(text))


def _paragraph(content: str, line: int, item: bool) -> list[Block]:
    """The blocks of one paragraph: a new one at each line that may begin a turn or is a note or a time alone."""
    raws = [tidy(raw) for raw in content.split("\n")]
    if len(raws) > 1 and _UNDERLINE.fullmatch(raws[-1]):
        return [_heading(" ".join(raws[:-1]), line, 1)]
    groups: list[tuple[int, list[str]]] = []
    fresh = True
    for number, raw in enumerate(raws):
        if not raw or _DEFINITION.fullmatch(raw):
            continue
        alone = _alone(raw)
        if fresh or alone or (("*" in raw or "_" in raw) and bold_label(raw)) or _plain_start(raw):
            groups.append((number, [raw]))
        else:
            groups[-1][1].append(raw)
        fresh = alone
    return [_text_block(lines, line + number, item, number > 0) for number, lines in groups]


def _alone(raw: str) -> bool:
    """Whether a line is a sound note, a stage direction or a time and nothing else."""
    if len(raw) > 160 or not (raw[0] in "*_[(（【♪\\<" or raw[0].isdigit()):
        return False
    text = tidy(render(raw))
    return _STAGE.fullmatch(raw) is not None or lone_time(text) is not None or only_events(text)


def _plain_start(raw: str) -> bool:
    return any(c in raw[:70] for c in COLONS) and plain_label(render(raw)) is not None


def _text_block(lines: list[str], line: int, item: bool, glued: bool) -> Block:
    raw = "\n".join(lines)
    label = bold_label(raw)
    if label is None:
        text = tidy(render(raw))
        label = plain_label(text)
    else:
        text = join_lines(label.head, label.rest)
    kind: Kind = "item" if item else "text"
    stage = len(lines) == 1 and _STAGE.fullmatch(lines[0]) is not None
    aside = _ASIDE.fullmatch(raw) is not None
    return Block(kind, text, line, label=label, glued=glued, stage=stage, links=links_only(raw), aside=aside)


def bold_label(raw: str) -> Label | None:
    """The label in bold at the beginning of a raw line, read without CommonMark's closing rules."""
    match = _BOLD.match(raw)
    if match is None:
        return None
    pre = re.sub(r"\\(?=[\[\]])", "", match["pre"])
    name, after = tidy(render(match["name"]).strip("*_")), match["after"]
    style: Style = "bold"
    if more := _AFTER.match(after):
        # **Name** (00:12): text   or   **Name:** 00:12, the text below
        if not (more["time"] and any(c in name for c in COLONS)):
            name += " " + render(more[0])
            after = after[more.end() :]
    elif after.strip() and not any(c in name for c in COLONS):
        style = "bare"
    head = tidy(f"{pre} {name}")
    label = plain_label(head if any(c in name for c in COLONS) else f"{head}:")
    if label is None:
        return None
    head = head.removesuffix(label.rest) if label.rest else head
    if name[-1] not in COLONS and not label.rest and more is None:
        style = "bare"
    rest = join_lines(label.rest, tidy(render(after)))
    return replace(label, style=style, rest=rest, head=tidy(head))


def _table(tokens: Sequence[Token]) -> list[Block]:
    """A table with a column of speakers gives a labelled block for each row; any other gives its rows as items."""
    rows: list[tuple[int, list[str]]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append((token.map[0] + 1 if token.map else 1, []))
        elif token.type == "inline" and rows:
            rows[-1][1].append(tidy(render(token.content)))
    head = rows[0][1] if rows else []
    who = next((n for n, cell in enumerate(head) if _SPEAKER_COLUMN.search(cell)), None)
    when = next((n for n, cell in enumerate(head) if n != who and _TIME_COLUMN.search(cell)), None)
    blocks: list[Block] = []
    for line, cells in rows[1:]:
        words = " ".join(c for n, c in enumerate(cells) if n not in (who, when) and c)
        if who is not None and cells[who] and words:
            time = read_time(cells[when]) if when is not None else None
            label = Label(cells[who].rstrip(COLONS), "cell", words, time)
            blocks.append(Block("text", f"{label.name}: {words}", line, label=label))
        elif len(cells) == 2 and is_data_key(cells[0].rstrip(COLONS)):
            blocks.append(Block("text", ": ".join(cells), line, label=Label(fold(cells[0]), "cell", cells[1])))
        elif any(cells):
            blocks.append(Block("item", " ".join(c for c in cells if c), line))
    return blocks


# ---------------------------------------------------------------- inline text


def render(raw: str) -> str:
    """Inline Markdown as plain text: emphasis, links, code and escapes reduced to what is read.

    The marks of footnotes are not read.
    """
    raw = _FOOTNOTE_MARK.sub("", raw) if "[^" in raw else raw
    if not _MARKUP.search(raw):
        return _joined(raw.split("\n"))
    raw = _BREAK.sub("\n", _TAG.sub("", raw))
    tokens: list[Token] = []
    parser = _parser()
    parser.inline.parse(raw, parser, {}, tokens)
    return _joined(_flat(tokens).split("\n"))


def _flat(tokens: Sequence[Token]) -> str:
    """The text of inline tokens; delimiters that CommonMark left open are dropped, escaped ones stay."""
    parts: list[str] = []
    literal: list[str] = []

    def flush() -> None:
        if literal:
            parts.append(_unstar("".join(literal)))
            literal.clear()

    for token in tokens:
        if token.type == "text":
            literal.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            literal.append("\n")
        elif token.type in ("text_special", "code_inline"):
            flush()
            parts.append(token.content)
    flush()
    return "".join(parts)


def _unstar(text: str) -> str:
    """Take out delimiters that were meant as emphasis: every ``**``, and ``*…*`` that stayed open beside CJK."""
    if "*" not in text and "__" not in text:
        return text
    text = _STRAY.sub("", text)

    def pair(match: re.Match[str]) -> str:
        around = text[max(0, match.start() - 1) : match.start() + 2] + text[match.end() - 2 : match.end() + 1]
        return match[1] if _WIDE.search(around) else match[0]

    return _STRAY_PAIR.sub(pair, text)


def _joined(lines: Sequence[str]) -> str:
    out = ""
    for line in lines:
        out = join_lines(out, tidy(line) if len(lines) > 1 else line)
    return out


def links_only(raw: str) -> bool:
    """Whether a paragraph is links and separators and no other word."""
    if "](" not in raw and "://" not in raw:
        return False
    bare = re.sub(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]\([^()\s]*(?:\s[^()]*)?\)|<?https?://\S+>?", "", raw)
    return not any(c.isalnum() for c in bare)
