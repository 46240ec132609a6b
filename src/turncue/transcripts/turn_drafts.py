"""From spoken blocks to turns: paragraphs, sound notes, stage directions, times.

Sound notes and stage directions on their own are events of the turn before them, at their place in its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from turncue import clock
from turncue.model import Event, Stamp, Turn
from turncue.text.events import find_events
from turncue.text.strip import tidy
from turncue.transcripts.blocks import Block, join_lines
from turncue.transcripts.label_rules import Plan
from turncue.transcripts.spoken_blocks import stands_alone
from turncue.transcripts.timestamps import TIME, lone_time, read_time, take_stamps

__all__ = ["drafted_turns", "make_turn"]

_LEADING_TIME = re.compile(rf"({TIME})[\s\-–—]+(?=\S)")


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


def drafted_turns(blocks: Sequence[Block], plan: Plan, speech: frozenset[int]) -> list[Turn]:
    """The turns of the spoken blocks; one without text is empty."""
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
        elif drafts and stands_alone(block):
            drafts[-1].add(block.text, stage=True)
        elif stands_alone(block) and plan.starts:
            ahead.append((block.text, True))
        elif plan.starts and drafts:
            spoken = (
                [*ahead, (block.text, False)]
                if time is None
                else [*ahead, (f"[{clock.vtt(time)}] {block.text}", False)]
            )
            fresh = len(spoken) > 1 or time is not None or block.kind == "item"
            for text, stage in spoken:
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
    return [make_turn(d.speaker, d.parts, start=d.start, role=d.role, line=d.line) for d in drafts]


def _clocked(blocks: Sequence[Block]) -> bool:
    """Whether paragraphs without speakers begin with a time each."""
    return sum(1 for b in blocks if _LEADING_TIME.match(b.text)) * 2 > len(blocks)


def _clock_off(text: str) -> tuple[str, int | None]:
    match = _LEADING_TIME.match(text)
    return (text[match.end() :], read_time(match[1])) if match else (text, None)


def make_turn(
    speaker: str | None,
    parts: Sequence[tuple[str, bool]],
    *,
    start: int | None = None,
    role: str | None = None,
    line: int | None = None,
) -> Turn:
    """A turn of paragraphs: stamps taken out, sound notes found, offsets right. ``start`` is in ms."""
    paragraphs: list[str] = []
    length = 0
    stamps: list[Stamp] = []
    events: list[Event] = []
    waiting: list[Stamp] = []
    for text, stage in parts:
        spoken, here = take_stamps(text)
        spoken = tidy(spoken)
        if not spoken:
            waiting += here
            continue
        base = length + 1 if paragraphs else 0
        stamps += [Stamp(base, s.time, s.hard) for s in waiting]
        stamps += [Stamp(base + min(s.at, len(spoken)), s.time, s.hard) for s in here]
        waiting = []
        events += [Event(spoken, base)] if stage else [Event(e.text, base + e.at) for e in find_events(spoken)]
        paragraphs.append(spoken)
        length = base + len(spoken)
    stamps += [Stamp(length, s.time, s.hard) for s in waiting]
    return Turn(speaker, "\n".join(paragraphs), start, tuple(events), tuple(stamps), role, line)
