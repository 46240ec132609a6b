"""From blocks to a transcript: options, metadata, turns, and what the user is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from turncue.errors import ReadError, UsageError
from turncue.formats.base import TranscriptOptions
from turncue.model import Transcript, Turn
from turncue.transcripts.blocks import Block
from turncue.transcripts.label_rules import (
    Plan,
    Section,
    find_metadata,
    find_starts,
    known_starts,
    labels_of,
    sections_of,
)
from turncue.transcripts.names import fold
from turncue.transcripts.same_person import with_full_names
from turncue.transcripts.similar_names import renamed, similar_names
from turncue.transcripts.speech_verbs import without_speech_verbs
from turncue.transcripts.spoken_blocks import spoken_blocks
from turncue.transcripts.turn_drafts import drafted_turns, make_turn

__all__ = ["Origin", "build_transcript", "check_names", "make_turn", "place_of"]

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


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
    front = find_metadata(blocks)
    facts = _facts(blocks, front, origin.starts or frozenset()) | dict(origin.metadata)
    notes: list[str] = list(origin.messages)
    starts = origin.starts
    if options.section is not None:
        blocks, front, starts = _section(blocks, front, starts, options.section)
    if options.speakers_only:
        plan = _only(blocks, front, options)
    else:
        plan = find_starts(blocks, front) if starts is None else known_starts(blocks, front, starts, whole=origin.whole)
    speech = spoken_blocks(blocks, front, plan)
    made = drafted_turns(blocks, plan, speech)
    turns = [t for t in made if t.text]
    notes += _messages(blocks, front, plan, speech, made)
    if not turns:
        line = next((b.line for b in blocks), None)
        raise ReadError(
            "nothing in this transcript is a turn.",
            source,
            line,
            next((b.text for b in blocks if b.text), None),
            "Write “Name: text” or “**Name:** text”, one paragraph a turn; or name the part with --section.",
        )
    bare, verbs = without_speech_verbs(turns)
    turns, same = with_full_names(renamed(bare, options.rename), place_of(source))
    notes += [*verbs, *same, *similar_names(turns)]
    return Transcript(tuple(turns), facts, _language(facts), source, origin.format, (), tuple(notes))


def place_of(source: str | None) -> str:
    """What a message about one place begins with: ``path:{line}: ``."""
    return f"{source.replace('{', '{{').replace('}', '}}')}:{{line}}: " if source else "line {line}: "


def check_names(requested: Sequence[str], there: Sequence[str], option: str) -> None:
    """Raise UsageError when a name asked for is not there."""
    known = {fold(n) for n in there}
    missing = [n for n in requested if fold(n) not in known]
    if missing:
        names = ", ".join(dict.fromkeys(there)) or "none"
        raise UsageError(f"{option}: no speaker “{missing[0]}” in the transcript. Speakers found: {names}.")


# ---------------------------------------------------------------- options, metadata


def _facts(blocks: Sequence[Block], front: frozenset[int], starts: frozenset[int]) -> dict[str, str]:
    facts: dict[str, str] = {}
    at = next((i for i, b in enumerate(blocks) if b.kind != "rule"), None)
    first = blocks[at] if at is not None and at not in starts else None
    if first is not None and first.kind == "heading" and first.level < 6 and first.text:
        facts["title"] = first.text
    for i in sorted(front):
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
        match = headed[int(wanted) - 1]
    else:
        key = fold(wanted)
        hits = [s for s in headed if key and key in fold(s.heading or "")]
        if not hits:
            there = "; ".join(f"{n} {s.heading}" for n, s in enumerate(headed, 1)) or "none"
            raise UsageError(f"--section: no section “{wanted}” in the transcript. Sections: {there}.")
        match = next((s for s in hits if fold(s.heading or "") == key), hits[0])
    end = next((s.start for s in sections if s.start > match.start and s.level <= match.level), len(blocks))
    return Section(match.start, end, match.heading, match.level)


def _section(
    blocks: list[Block], front: frozenset[int], starts: frozenset[int] | None, wanted: str
) -> tuple[list[Block], frozenset[int], frozenset[int] | None]:
    """The blocks of one section, with the front matter and the starts counted in it."""
    part = _choose(blocks, wanted)
    begin = part.start
    if blocks[begin].kind == "heading" and (starts is None or begin not in starts):
        begin += 1

    def inside(places: frozenset[int]) -> frozenset[int]:
        return frozenset(i - begin for i in places if begin <= i < part.end)

    return blocks[begin : part.end], inside(front), None if starts is None else inside(starts)


def _only(blocks: Sequence[Block], front: frozenset[int], options: TranscriptOptions) -> Plan:
    """The turns of the speakers the user named, under their old or new name."""
    labels = {i: label for i, label in labels_of(blocks).items() if i not in front}
    new = dict(options.rename)
    there = [n for label in labels.values() for n in (label.name, new.get(label.name, label.name))]
    check_names(options.speakers_only, there, "--speakers-only")
    requested = {fold(n) for n in options.speakers_only}
    starts = {i for i, label in labels.items() if {fold(label.name), fold(new.get(label.name, label.name))} & requested}
    sections = sections_of(blocks, starts)
    dialogue = {n for n, s in enumerate(sections) if any(s.start <= i < s.end for i in starts)}
    return Plan(frozenset(starts), frozenset(dialogue))


# ---------------------------------------------------------------- messages


def _messages(
    blocks: Sequence[Block], front: frozenset[int], plan: Plan, speech: frozenset[int], made: Sequence[Turn]
) -> list[str]:
    """What the user is told of labels without text, of what was left out, and of headings."""
    notes: list[str] = []
    empty = [t.line for t in made if not t.text]
    if empty:
        notes.append(f"{len(empty)} label(s) without text left out, first in line {empty[0]}")
    first = next((t for t in made if t.text), None)
    if first is not None and first.speaker is None and plan.starts:
        text = first.text.replace("\n", " ")
        shown = text if len(text) <= 40 else text[:39] + "…"
        notes.append(f"the text before the first speaker (line {first.line}: “{shown}”) is taken for speech of nobody")
    sections = sections_of(blocks, plan.starts)
    left = [i for i, b in enumerate(blocks) if b.kind in ("text", "item") and i not in front and i not in speech]
    where = {i: n for n, s in enumerate(sections) for i in range(s.start, s.end)}
    if left:
        last = max(plan.starts, default=-1)
        places = Counter(_place(sections[where[i]], where[i] in plan.dialogue, i > last) for i in left)
        shown = ", ".join(f"{place} ({n} paragraph{'s' if n > 1 else ''})" for place, n in places.items())
        notes.append(f"left out as not spoken: {shown}")
    low, high = min(speech, default=0), max(speech, default=-1)
    inside = [b for k, b in enumerate(blocks[low : high + 1], low) if b.kind == "heading" and k not in plan.starts]
    if inside:
        title = inside[0].text if len(inside[0].text) <= 40 else inside[0].text[:39] + "…"
        notes.append(
            f"{len(inside)} heading{'s' if len(inside) > 1 else ''} inside the dialogue "
            f"belong{'' if len(inside) > 1 else 's'} to no turn, first “{title}” (line {inside[0].line})"
        )
    return notes


def _place(section: Section, dialogue: bool, after: bool) -> str:
    if dialogue:
        return "text after the dialogue" if after else "text before the first turn"
    return f"section “{section.heading}”" if section.heading else "text before the dialogue"
