"""From blocks to turns: sections, metadata, events, stamps, and what to tell the user.

A paragraph without a label belongs to the turn before it. Sound notes and stage directions on their own are events of
that turn, at their place in its text. Paragraphs before the first turn are turns without a speaker when the document
has no sections; otherwise they are prose and left out, which a note says. The same holds for text after a rule
behind the last turn, for sections without speakers, and for lines that are links or a tool's signature.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from turncue.errors import ReadError, UsageError
from turncue.formats.base import TranscriptOptions
from turncue.model import Event, Stamp, Transcript, Turn
from turncue.text.events import find_events
from turncue.text.punctuation import CLOSERS, SENTENCE_ENDS
from turncue.text.strip import tidy
from turncue.transcripts.blocks import Block, join_lines, only_events
from turncue.transcripts.label_rules import (
    Plan,
    Section,
    find_metadata,
    find_starts,
    known_starts,
    labels_of,
    sections_of,
)
from turncue.transcripts.names import fold, is_prose_heading
from turncue.transcripts.similar_names import renamed, similar_names
from turncue.transcripts.timestamps import TIME, lone_time, read_time, take_stamps

__all__ = ["Origin", "build_transcript", "check_names", "make_turn"]

_CREDIT = re.compile(
    r"(?i)(?:this )?(?:transcribed|transcript(?:ion)?(?: was)? (?:provided|generated|created|produced|made)|"
    r"(?:automatically )?generated|powered|made|subtitles?|captions?|captioned) (?:automatically )?"
    r"(?:by|with|using|on)\b.{0,80}"
    r"|.{0,30}\btranscript (?:was|is) .{0,20}generated\b.{0,60}"
    r"|.{0,40}(?:自动生成|自動產生|自動生成|字幕由.{1,20}(?:提供|製作|制作)).{0,20}"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LEADING_TIME = re.compile(rf"({TIME})[\s\-–—]+(?=\S)")
_FEW_TURNS = 4
_TITLE_WORDS = 12
_ENDED = (*SENTENCE_ENDS, *CLOSERS, "♪")


@dataclass(slots=True)
class _Draft:
    """A turn in the making: paragraphs with a flag for stage directions."""

    speaker: str | None
    line: int
    start: int | None = None
    role: str | None = None
    parts: list[tuple[str, bool]] = field(default_factory=list)
    open: bool = False

    def add(self, text: str, stage: bool = False, glued: bool = False) -> None:
        """Add a paragraph, or a line to the last one when ``glued``."""
        if glued and self.open and self.parts:
            last, flag = self.parts[-1]
            self.parts[-1] = (join_lines(last, text), flag)
        elif text:
            self.parts.append((text, stage))
        self.open = not stage


@dataclass(frozen=True, slots=True)
class Origin:
    """Where blocks come from: the format, the file's name, its front matter.

    ``starts``: the blocks that begin a turn, where they are known (else the rules of ``label_rules`` find them).
    ``messages`` go before the builder's own. ``whole``: sections that look like prose are spoken, too.
    """

    format: str
    source: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    starts: frozenset[int] | None = None
    messages: tuple[str, ...] = ()
    whole: bool = False


def build_transcript(blocks: list[Block], origin: Origin, options: TranscriptOptions) -> Transcript:
    """Make the transcript of a document's blocks.

    Raises ReadError when nothing can be a turn, UsageError for a section or speaker in ``options`` that is not there.
    """
    source = origin.source
    if not blocks:
        raise ReadError("the transcript is empty.", source, hint="Give a text with what was said.")
    told = find_metadata(blocks)
    facts = _facts(blocks, told) | dict(origin.metadata)
    notes: list[str] = list(origin.messages)
    starts = origin.starts
    if options.section is not None:
        part = _choose(blocks, options.section)
        told = frozenset(i - part.start for i in told if part.start <= i < part.end)
        blocks = blocks[part.start : part.end]
        skip = part.start
        if blocks and blocks[0].kind == "heading" and (starts is None or skip not in starts):
            told = frozenset(i - 1 for i in told)
            blocks = blocks[1:]
            skip += 1
        starts = None if starts is None else frozenset(i - skip for i in starts if skip <= i < skip + len(blocks))
    if options.speakers_only:
        plan = _only(blocks, told, options)
    else:
        plan = find_starts(blocks, told) if starts is None else known_starts(blocks, told, starts, whole=origin.whole)
    turns = _turns(blocks, told, plan, notes)
    if not turns:
        line = next((b.line for b in blocks), None)
        raise ReadError(
            "nothing in this transcript is a turn.",
            source,
            line,
            next((b.text for b in blocks if b.text), None),
            "Write “Name: text” or “**Name:** text”, one paragraph a turn; or name the part with --section.",
        )
    turns = renamed(turns, options.rename)
    notes += similar_names(turns)
    return Transcript(tuple(turns), facts, _language(facts), source, origin.format, (), tuple(notes))


def check_names(asked: Sequence[str], there: Sequence[str], option: str) -> None:
    """Raise UsageError when a name asked for is not there."""
    known = {fold(n) for n in there}
    missing = [n for n in asked if fold(n) not in known]
    if missing:
        names = ", ".join(dict.fromkeys(there)) or "none"
        raise UsageError(f"{option}: no speaker “{missing[0]}” in the transcript. Speakers found: {names}.")


# ---------------------------------------------------------------- options, metadata


def _facts(blocks: Sequence[Block], told: frozenset[int]) -> dict[str, str]:
    facts: dict[str, str] = {}
    first = next((b for b in blocks if b.kind != "rule"), None)
    if first is not None and first.kind == "heading" and first.level < 6 and first.text:
        facts["title"] = first.text
    for i in sorted(told):
        label = blocks[i].label
        if label is not None:
            facts[label.name] = label.rest
    return facts


def _language(facts: dict[str, str]) -> str | None:
    keys = ("language", "lang", "語言", "语言", "言語", "언어", "sprache", "langue", "idioma", "lingua", "язык")
    for key, value in facts.items():
        if fold(key) in keys and _LANGUAGE.fullmatch(value) and (len(value) < 4 or "-" in value):
            return value
    return None


def _choose(blocks: Sequence[Block], wanted: str) -> Section:
    """The section the user asked for, with the sections below it."""
    sections = sections_of(blocks)
    headed = [s for s in sections if s.heading]
    if len(headed) > 1 and headed[0] is sections[0] and all(s.level > headed[0].level for s in headed[1:]):
        headed = headed[1:]  # the document's title
    if wanted.isdigit() and 1 <= int(wanted) <= len(headed):
        found = headed[int(wanted) - 1]
    else:
        key = fold(wanted)
        hits = [s for s in headed if key and key in fold(s.heading or "")]
        if not hits:
            there = "; ".join(f"{n} {s.heading}" for n, s in enumerate(headed, 1)) or "none"
            raise UsageError(f"--section: no section “{wanted}” in the transcript. Sections: {there}.")
        found = next((s for s in hits if fold(s.heading or "") == key), hits[0])
    end = next((s.start for s in sections if s.start > found.start and s.level <= found.level), len(blocks))
    return Section(found.start, end, found.heading, found.level)


def _only(blocks: Sequence[Block], told: frozenset[int], options: TranscriptOptions) -> Plan:
    """The turns of the speakers the user named, under their old or new name."""
    labels = {i: label for i, label in labels_of(blocks).items() if i not in told}
    new = dict(options.rename)
    there = [n for label in labels.values() for n in (label.name, new.get(label.name, label.name))]
    check_names(options.speakers_only, there, "--speakers-only")
    asked = {fold(n) for n in options.speakers_only}
    starts = {i for i, label in labels.items() if {fold(label.name), fold(new.get(label.name, label.name))} & asked}
    sections = sections_of(blocks, starts)
    dialogue = {n for n, s in enumerate(sections) if any(s.start <= i < s.end for i in starts)}
    return Plan(frozenset(starts), frozenset(dialogue))


# ---------------------------------------------------------------- turns


def _turns(blocks: Sequence[Block], told: frozenset[int], plan: Plan, notes: list[str]) -> list[Turn]:
    sections = sections_of(blocks, plan.starts)
    speech = _speech(blocks, told, plan, sections)
    drafts = _drafts(blocks, plan, speech, notes)
    made = [make_turn(d.speaker, d.parts, start=d.start, role=d.role, line=d.line) for d in drafts]
    turns = [t for t in made if t.text]
    if len(turns) < len(made):
        notes.append(f"{len(made) - len(turns)} label(s) without text left out, first in line {_first_empty(made)}")
    _tell(blocks, told, plan, sections, speech, notes)
    return turns


def _first_empty(turns: Sequence[Turn]) -> int | None:
    return next(t.line for t in turns if not t.text)


def _silent(block: Block) -> bool:
    """Whether a block is never speech: links, a tool's signature."""
    return block.links or _CREDIT.fullmatch(block.text) is not None


def _stands_alone(block: Block) -> bool:
    """Whether a block is a sound note or a stage direction as a whole."""
    return block.stage or only_events(block.text)


def _speech(blocks: Sequence[Block], told: frozenset[int], plan: Plan, sections: list[Section]) -> frozenset[int]:
    """The blocks that are spoken: the starts of turns and what belongs to them."""
    texts = [i for i, b in enumerate(blocks) if b.kind in ("text", "item") and i not in told and not _silent(b)]
    if not plan.starts:
        return frozenset(texts)
    first, last = min(plan.starts), max(plan.starts)
    where = {i: n for n, s in enumerate(sections) for i in range(s.start, s.end)}
    rules = [i for i, b in enumerate(blocks) if b.kind == "rule"]
    head = max((r for r in rules if r < first), default=-1)
    foot = min((r for r in rules if r > last), default=len(blocks))
    headed = sum(
        1 for i, b in enumerate(blocks) if b.kind == "heading" and i not in plan.starts and lone_time(b.text) is None
    )
    untitled = headed == 0 or (headed == 1 and blocks[0].kind == "heading")
    spoken = set(plan.starts)
    for i in texts:
        if i < first:
            timed = lone_time(blocks[i].text) is not None
            fits = untitled or (where[i] == where[first] and (timed or _stands_alone(blocks[i])))
            prose = blocks[i].kind != "text" or _title_like(blocks[i]) or (blocks[i].aside and not blocks[i].stage)
            ok = fits and i > head and (timed or not prose)
        elif where[i] in plan.dialogue:
            ok = i < foot
        else:
            ok = _continues(blocks, sections[where[i]], i < last, len(plan.starts))
            ok = ok and i < foot
        if ok:
            spoken.add(i)
    return frozenset(spoken)


def _continues(blocks: Sequence[Block], section: Section, inside: bool, turns: int) -> bool:
    """Whether a section without speakers goes on with the turn before it: plain paragraphs under no prose heading."""
    body = blocks[section.start + 1 : section.end]
    plain = all(b.kind != "item" and not (b.label and b.label.style == "bold") for b in body)
    return plain and not is_prose_heading(section.heading or "") and (inside or turns < _FEW_TURNS)


def _title_like(block: Block) -> bool:
    """A short line that ends in no sentence mark, such as a title or a date above a dialogue."""
    text = block.text
    return len(text.split()) <= _TITLE_WORDS and len(text) <= 80 and text[-1:] not in _ENDED


def _drafts(blocks: Sequence[Block], plan: Plan, speech: frozenset[int], notes: list[str]) -> list[_Draft]:
    drafts: list[_Draft] = []
    ahead: list[tuple[str, bool]] = []  # what stands before a turn and belongs to it
    time: int | None = None
    clocked = not plan.starts and _clocked([blocks[i] for i in sorted(speech)])
    for i, block in enumerate(blocks):
        if block.kind == "heading" and i not in plan.starts:
            time = read_time(block.text) if re.match(r"\W*\d", block.text) else time
        if i not in speech:
            continue
        alone = lone_time(block.text)
        label = block.label
        if i in plan.starts and label is not None:
            start = label.time if label.time is not None else time
            draft = _Draft(label.name, block.line, start, label.role, ahead)
            draft.add(tidy(f"{label.pin} {label.rest}"))
            drafts.append(draft)
            ahead, time = [], None
        elif alone is not None and block.kind == "text":
            if alone.startswith("[["):
                ahead.append((alone, False))
            else:
                time = read_time(alone)
        elif drafts and _stands_alone(block):
            drafts[-1].add(block.text, stage=True)
        elif _stands_alone(block) and plan.starts:
            ahead.append((block.text, True))
        elif plan.starts and drafts:
            said = (
                [*ahead, (block.text, False)] if time is None else [*ahead, (f"[{_stamp(time)}] {block.text}", False)]
            )
            fresh = len(said) > 1 or time is not None or block.kind == "item"
            for text, stage in said:
                drafts[-1].add(text, stage, glued=block.glued and not fresh)
            ahead, time = [], None
        elif block.glued and drafts and drafts[-1].open and time is None:
            drafts[-1].add(block.text, glued=True)
        else:
            text, start = _clock_off(block.text) if clocked else (block.text, None)
            draft = _Draft(None, block.line, start if start is not None else time, None, ahead)
            draft.add(text)
            drafts.append(draft)
            ahead, time = [], None
    if ahead and drafts:
        drafts[-1].parts += ahead
    elif ahead:
        drafts.append(_Draft(None, blocks[0].line, time, None, ahead))
    return drafts


def _stamp(time: int) -> str:
    minutes, millis = divmod(time, 60000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{millis // 1000:02d}.{millis % 1000:03d}"


def _clocked(blocks: Sequence[Block]) -> bool:
    """Whether paragraphs without speakers begin with a time each."""
    return sum(1 for b in blocks if _LEADING_TIME.match(b.text)) * 2 > len(blocks)


def _clock_off(text: str) -> tuple[str, int | None]:
    found = _LEADING_TIME.match(text)
    return (text[found.end() :], read_time(found[1])) if found else (text, None)


def make_turn(
    speaker: str | None,
    parts: Sequence[tuple[str, bool]],
    *,
    start: int | None = None,
    role: str | None = None,
    line: int | None = None,
) -> Turn:
    """A turn of paragraphs: stamps taken out, sound notes found, offsets right. ``start`` is in ms."""
    out = ""
    stamps: list[Stamp] = []
    events: list[Event] = []
    waiting: list[Stamp] = []
    for text, stage in parts:
        said, found = take_stamps(text)
        said = tidy(said)
        if not said:
            waiting += found
            continue
        base = len(out) + 1 if out else 0
        stamps += [Stamp(base, s.time, s.hard) for s in waiting]
        stamps += [Stamp(base + min(s.at, len(said)), s.time, s.hard) for s in found]
        waiting = []
        events += [Event(said, base)] if stage else [Event(e.text, base + e.at) for e in find_events(said)]
        out = f"{out}\n{said}" if out else said
    stamps += [Stamp(len(out), s.time, s.hard) for s in waiting]
    return Turn(speaker, out, start, tuple(events), tuple(stamps), role, line)


# ---------------------------------------------------------------- notes


def _tell(
    blocks: Sequence[Block],
    told: frozenset[int],
    plan: Plan,
    sections: list[Section],
    speech: frozenset[int],
    notes: list[str],
) -> None:
    """Say what was left out."""
    left = [i for i, b in enumerate(blocks) if b.kind in ("text", "item") and i not in told and i not in speech]
    where = {i: n for n, s in enumerate(sections) for i in range(s.start, s.end)}
    if left:
        last = max(plan.starts, default=-1)
        places = Counter(_place(sections[where[i]], where[i] in plan.dialogue, i > last) for i in left)
        said = ", ".join(f"{place} ({n} paragraph{'s' if n > 1 else ''})" for place, n in places.items())
        notes.append(f"left out as not spoken: {said}")
    inside = [
        i
        for i, b in enumerate(blocks)
        if b.kind == "heading" and i not in plan.starts and min(speech, default=i) < i < max(speech, default=i)
    ]
    if inside:
        notes.append(f"{len(inside)} heading{'s' if len(inside) > 1 else ''} inside the dialogue belong to no turn")


def _place(section: Section, dialogue: bool, after: bool) -> str:
    if dialogue:
        return "text after the dialogue" if after else "text before the first turn"
    return f"section “{section.heading}”" if section.heading else "text before the dialogue"
