"""From the lines and the induced labels to blocks, for the rules on sections, metadata and stage notes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from turncue import clock
from turncue.text.strip import tidy
from turncue.transcripts.blocks import Block, Label, Style, join_lines, only_events
from turncue.transcripts.grammar.induction import Grammar
from turncue.transcripts.grammar.signatures import Candidate, Signature
from turncue.transcripts.grammar.times import BREAK, TimedLine, restored
from turncue.transcripts.names import is_office, is_sound, split_role
from turncue.transcripts.timestamps import lone_time

__all__ = ["Assembled", "assembled_blocks"]

_STAGE = re.compile(r"([*_]{1,3})\s*\\?[\[(（【].*[\])）】][.。]?\s*\1")
_ASIDE = re.compile(r"\*(?!\*)[^*]+\*|_(?!_)[^_]+_")
_STARRED = re.compile(r"([*_])(?P<note>[^*_\n]{1,40})\1(?=\s)")
_URL = re.compile(r"<?(?:https?://|www\.)\S+")
_PRONOUN = re.compile(r"(?i)(?:she|he|they|any|ze)\s?/\s?\w+(?:\s?/\s?\w+)?")
_END_TAG = re.compile(r"</[^<>\s]{1,70}>")


@dataclass(frozen=True, slots=True)
class Assembled:
    """The blocks, which of them begin a turn (by index), and the notes in labels that are no roles (line, note).

    ``lines``: the line of the file for each line that was read, by its index.
    """

    blocks: list[Block]
    starts: frozenset[int]
    manners: tuple[tuple[int, str], ...]
    lines: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """How the document's lines become text: ``render`` takes markup out, ``label`` finds what may be metadata."""

    render: Callable[[str], str]
    label: Callable[[str], Label | None]
    links: Callable[[str], bool]


def assembled_blocks(timed: Sequence[TimedLine], grammar: Grammar, reader: Reader) -> Assembled:
    """The blocks of a document whose labels are known."""
    names = _display_names(list(grammar.starts.values()))
    blocks: list[Block] = []
    starts: list[int] = []
    manners: list[tuple[int, str]] = []
    fresh = False
    waiting = False  # the last label still lacks its text
    for at, line in enumerate(timed):
        candidate = grammar.starts.get(at)
        if line.line.rule:
            blocks.append(Block("rule", "", line.line.number))
            continue
        if candidate is not None:
            block, loose = _start(line, candidate, names[at], reader)
            manners += [(line.line.number, n) for n in loose]
            starts.append(len(blocks))
            blocks.append(block)
            fresh, waiting = False, candidate.signature.own and block.label is not None and block.label.time is None
            continue
        if waiting and line.place == "start" and line.time is not None:
            last = blocks[-1]
            if last.label is not None:
                blocks[-1] = replace(last, label=replace(last.label, time=line.time))
            line = replace(line, time=None, written="")
        waiting = False
        text = line.text if not line.written else _stamped(line)
        block = _text_block(line, text, reader)
        if not block.text:
            continue
        alone = block.stage or block.links or block.label is not None or _alone(block.text)
        if (
            line.line.blank
            or fresh
            or alone
            or block.kind != "text"
            or not blocks
            or blocks[-1].kind in ("rule", "heading")
        ):
            glued = not line.line.blank and bool(blocks) and blocks[-1].kind not in ("rule", "heading")
            blocks.append(replace(block, glued=glued))
        else:
            blocks[-1] = _grown(blocks[-1], block.text)
        fresh = alone
    numbers = {at: line.line.number for at, line in enumerate(timed)}
    return Assembled(blocks, frozenset(starts), tuple(manners), numbers)


def _alone(text: str) -> bool:
    return lone_time(text) is not None or only_events(text)


def _stamped(line: TimedLine) -> str:
    """The text of a line that begins no turn, with its time as a stamp before it or where it stood."""
    if line.place == "start" and line.time is not None:
        return f"[{clock.vtt(line.time)}] {restored(line.text, '')}"
    if BREAK in line.text or line.place == "start":
        return restored(line.text, line.written)
    return f"{line.text} {line.written if line.time is None else f'[{clock.vtt(line.time)}]'}"


def _text_block(line: TimedLine, raw: str, reader: Reader) -> Block:
    """The block of a line that begins no turn."""
    here = line.line
    raw = _END_TAG.sub("", raw).strip() if "</" in raw else raw
    shown = tidy(reader.render(raw))
    if here.level:
        return Block("heading", shown, here.number, level=here.level)
    kind = "item" if here.bullet else "text"
    if here.bullet == "1":
        shown = f"{here.ordinal}{shown}"
    links = reader.links(raw) or _URL.fullmatch(shown) is not None
    stage = _STAGE.fullmatch(raw) is not None
    aside = _ASIDE.fullmatch(raw) is not None
    label = None if line.written else reader.label(raw)
    return Block("item" if kind == "item" else "text", shown, here.number, 0, label, False, stage, links, aside)


def _grown(block: Block, text: str) -> Block:
    label = block.label
    if label is not None:
        label = replace(label, rest=join_lines(label.rest, text))
    return replace(block, text=join_lines(block.text, text), label=label, stage=False, aside=False)


def _start(
    line: TimedLine, c: Candidate, named: tuple[str, str | None, tuple[str, ...]], reader: Reader
) -> tuple[Block, tuple[str, ...]]:
    """The block that begins a turn, and the notes of its label that are no roles."""
    name, role, loose = named
    # a time at the end of a line with text is that of its end, or of nothing we know
    time = line.time if line.place != "end" or c.signature.own else None
    rest = _bracketed(restored(c.rest, line.written))
    name = tidy(reader.render(name))
    label = Label(name, _style(c.signature), tidy(reader.render(rest)), time, role, line.place == "start")
    kind = "heading" if line.line.level else "item" if line.line.bullet else "text"
    text = tidy(f"{name}: {label.rest}")
    glued = not line.line.blank
    return Block(
        "heading" if kind == "heading" else "item" if kind == "item" else "text",
        text,
        line.line.number,
        line.line.level,
        label,
        glued,
    ), loose


def _bracketed(text: str) -> str:
    """A text whose first words are a sound in emphasis (``*laughing* …``) with the sound in brackets."""
    match = _STARRED.match(text)
    if match is None or match["note"][:1] in "([（【［" or not is_sound(match["note"]):
        return text
    return f"({match['note']}){text[match.end() :]}"


def _style(form: Signature) -> Style:
    if form.heading:
        return "heading"
    if "*" in form.opening:
        return "bold" if form.delimiter or not form.own else "bare"
    return "bracket" if form.closing else "colon" if form.delimiter else "timed"


def _display_names(starts: Sequence[Candidate]) -> dict[int, tuple[str, str | None, tuple[str, ...]]]:
    """For each label, by line: the name to show, its role, and the notes that are neither."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    affiliations: dict[str, Counter[str]] = defaultdict(Counter)
    sorted_notes: dict[int, tuple[list[str], list[str], list[str]]] = {}
    for c in starts:
        spellings[c.key][c.name] += 1
        roles, places, loose = _sorted_notes(c)
        sorted_notes[c.at] = roles, places, loose
        for place in places:
            affiliations[c.key][place] += 1
    total = Counter(c.key for c in starts)
    made: dict[int, tuple[str, str | None, tuple[str, ...]]] = {}
    for c in starts:
        name = spellings[c.key].most_common(1)[0][0]
        roles, places, loose = sorted_notes[c.at]
        known = affiliations[c.key]
        if places:
            settled = (len(known) > 1 and min(known.values()) > 1) or 1 < sum(known.values()) == total[c.key]
            if settled:
                name = f"{name} ({places[0]})"
            else:
                roles = [*roles, *places]
        manner = next((note for note in loose if any(ch.isalnum() for ch in note)), None)
        made[c.at] = (name, roles[0] if roles else manner, tuple(note for note in loose if note != manner or roles))
    return made


def _sorted_notes(c: Candidate) -> tuple[list[str], list[str], list[str]]:
    """The notes of a label as roles, affiliations (what may tell two people apart) and manners of speaking."""
    roles: list[str] = []
    places: list[str] = []
    loose: list[str] = []
    for note in c.notes:
        if split_role(f"{c.name} ({note})")[1] or is_office(note) or _PRONOUN.fullmatch(note):
            roles.append(note)
        elif is_sound(note) or not any(ch.isalnum() for ch in note) or note[:1].islower():
            loose.append(note)
        elif note.isupper() and note.isascii():
            roles.append(note)
        else:
            places.append(note)
    return roles, places, loose
