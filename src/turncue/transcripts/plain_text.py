"""Plain text transcripts: the syntax of Otter, Rev, Zoom, Feishu, Tencent Meeting, NVivo and of people.

A blank line parts paragraphs. Where a file has none, every line is a paragraph, unless the lines are a text wrapped
to a width. Inside a paragraph a new block begins at each line that may begin with a label (grammar in
``labels.py``), holds nothing but a sound note (``[Applause]``) or nothing but a time. ``Transcript:`` alone on a line
heads a section, ``-----`` is a rule.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from turncue.formats.base import TranscriptOptions
from turncue.model import Transcript
from turncue.text.punctuation import CLOSERS, SENTENCE_ENDS
from turncue.text.strip import tidy
from turncue.transcripts import params
from turncue.transcripts.blocks import Block, Label, clean, is_data, join_lines, only_events
from turncue.transcripts.label_syntax import COLONS, plain_label
from turncue.transcripts.names import is_section_word, is_transcript_word, plausible
from turncue.transcripts.timestamps import lone_time
from turncue.transcripts.turn_builder import Origin, build_transcript

__all__ = ["plain_blocks", "read_plain", "sniff_plain"]

_RULE = re.compile(r"([-=*_—─·~])\1{2,}|(?:[-*_] ){2,}[-*_]")
_BULLET = re.compile(r"[-*•·▪◦]\s+(?=\S)")
_URL = re.compile(r"<?(?:https?://|www\.)\S+")
_END = SENTENCE_ENDS + CLOSERS + ":：;；"
_CUE_TIMING = re.compile(r"(?m)^\s*\d{1,3}:\d\d(?::\d\d)?[.,]\d+\s*--?>\s*\d")
_BOLD_START = re.compile(r"(?m)^.{0,30}(?:\*\*|__)[^*_\n]{1,80}?[:：]?\s*(?:\*\*|__)")


def read_plain(text: str, source: str | None = None, options: TranscriptOptions | None = None) -> Transcript:
    """Read a plain text transcript.

    Raises ReadError when nothing in it can be a turn, UsageError when ``options`` name a section or speaker that
    is not there.
    """
    return build_transcript(plain_blocks(clean(text)), Origin("plain", source), options or TranscriptOptions())


def sniff_plain(text: str) -> float:
    """How surely (0 to 1) this is a plain text transcript; Markdown, cues and data formats get less."""
    head = tidy(clean(text[:20000]))
    if not head or is_data(head) or head.startswith("WEBVTT") or _CUE_TIMING.search(head):
        return 0.02
    if _BOLD_START.search(head) or re.search(r"(?m)^#{1,6} \S", head):
        return 0.32
    labelled = sum(1 for line in head.split("\n") if plain_label(line))
    return 0.6 if labelled > 1 else 0.4


def plain_blocks(text: str) -> list[Block]:
    """The blocks of a text with ``\\n`` line breaks."""
    blocks: list[Block] = []
    for start, lines in _paragraphs(text.split("\n")):
        if len(lines) == 1 and _RULE.fullmatch(lines[0]):
            blocks.append(Block("rule", "", start))
        else:
            blocks += _split(lines, start)
    return blocks


def _paragraphs(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Paragraphs as (number of the first line, lines without outer white space)."""
    stripped = [tidy(line) for line in lines]
    paragraphs: list[tuple[int, list[str]]] = []
    apart = _one_per_line(stripped)
    fresh = True
    for number, line in enumerate(stripped, 1):
        rule = _RULE.fullmatch(line) is not None
        if not line:
            fresh = True
            continue
        if fresh or apart or rule:
            paragraphs.append((number, [line]))
        else:
            paragraphs[-1][1].append(line)
        fresh = rule
    return paragraphs


def _one_per_line(lines: list[str]) -> bool:
    """Whether every line is a paragraph: no blank lines between, no labels, not wrapped to a width."""
    inner = "\n".join(lines).strip("\n").split("\n")
    if len(inner) < 2 or "" in inner:
        return False
    names = Counter(label.name for line in inner if (label := plain_label(line)) is not None)
    if names and (max(names.values()) > 1 or sum(names.values()) > params.PLAIN_TEXT_FEW * len(inner)):
        return False
    open_ends = sum(1 for line in inner[:-1] if line[-1] not in _END)
    return not (open_ends * 2 > len(inner) and max(map(len, inner)) <= params.PLAIN_TEXT_WRAP)


def _split(lines: list[str], start: int) -> list[Block]:
    """The blocks of one paragraph."""
    blocks: list[Block] = []
    fresh = True
    for number, line in enumerate(lines, start):
        glued = number > start
        if (line[-1] in COLONS and is_section_word(tidy(line.rstrip(COLONS)))) or is_transcript_word(line):
            blocks.append(Block("heading", tidy(line.rstrip(COLONS)), number, level=6))
            fresh = True
            continue
        label = plain_label(line)
        if label is None and not glued and len(lines) > 1 and plausible(line, marked=False, times=1):
            # a name on a line of its own above what it says
            label = Label(line, "bare", "")
        alone = lone_time(line) is not None or only_events(line)
        if fresh or label or alone:
            bullet = _BULLET.match(line)
            blocks.append(_block(line[bullet.end() :] if bullet else line, number, label, glued, bullet is not None))
        else:
            blocks[-1] = _grow(blocks[-1], line)
        fresh = alone
    return blocks


def _block(text: str, line: int, label: Label | None, glued: bool, item: bool) -> Block:
    if item:
        label = plain_label(text)
    links = _URL.fullmatch(text) is not None
    return Block("item" if item else "text", text, line, label=label, glued=glued, links=links)


def _grow(block: Block, line: str) -> Block:
    """The block with one more line of its paragraph."""
    label = block.label
    if label is not None:
        label = replace(label, rest=join_lines(label.rest, line))
    return Block(block.kind, join_lines(block.text, line), block.line, 0, label, block.glued)
