"""Who is a speaker: the rule, and its reasons.

``**Name:** text`` and ``Name: text`` begin a turn, a line of minutes (``**Date:** 4 May``), a glossary entry, a
remark (``Note: …``) or just a sentence with a colon. One line cannot tell; a document can. In this order:

1. **Shape.** A name has at most five words, no sentence punctuation, a letter, and in scripts with capitals a capital
   (``names.plausible``). ``https:``, ``at 3:30``, ``I want to say this:`` are none. A remark's opening (note, first,
   例如) is none however often it comes; question and answer are speakers when both come again.
2. **Front matter.** Before the first turn, a label that names what a document tells of itself (date, place, 來源)
   is metadata. So is an office (host, 主持人) whose value is a name, when it stands in a block of such lines or beside
   one; inside the dialogue the same word is a speaker. Unknown keys between known ones go with them.
3. **Repetition.** A name that labels two or more paragraphs is a speaker: people answer each other, lead-ins do not
   come again. List items do not count while paragraphs give names; a list of ``**Term:** …`` is a glossary.
4. **Style.** Labels of one document are written alike. Styles that carry less than a quarter of what the commonest
   one carries are not labels (plain ``Word:`` in a document of bold names), unless the name itself is established.
5. **Sections.** A section is dialogue when a name repeats in it, when all its labels are established names, or when
   it follows dialogue and has one of them; a section headed as prose (background, glossary, 前言) needs a repetition.
6. **Company.** A name given once is a speaker when it stands in dialogue and is written as the others are: style,
   capitals, a time before the name. Inside a paragraph it must follow the end of a sentence, unless theirs also
   stand there.
7. **No repetition anywhere** (a short talk, one long turn): labels of plausible shape are speakers when they begin
   at least half of a section's paragraphs or its first one; in running text there must be two of them, or an office.

What ``speakers_only`` names is a speaker, and nothing else is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from turncue.text.punctuation import SENTENCE_ENDS
from turncue.transcripts import params
from turncue.transcripts.blocks import Block, Label, Style
from turncue.transcripts.names import (
    fold,
    is_commonplace,
    is_data_key,
    is_office,
    is_prose_heading,
    is_sound,
    plausible,
)

__all__ = ["Plan", "Section", "find_metadata", "find_starts", "known_starts", "labels_of", "sections_of"]

_MARKED: frozenset[Style] = frozenset({"bold", "bare", "chevron", "cell"})
_SENTENCE = re.compile(rf"[{SENTENCE_ENDS.replace('.', '')}]|(?:[^\W\d_]{{6,}}|[^\x00-\x7f])\.\s*$|\.\s+[A-Z].*\.\s*$")

_SENTENCE_END = tuple(SENTENCE_ENDS)


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks ``[start, end)``; ``heading`` is the text of the heading at ``start``, None before the first one."""

    start: int
    end: int
    heading: str | None
    level: int


@dataclass(frozen=True, slots=True)
class Plan:
    """``starts``: the blocks that begin a turn; ``dialogue``: the sections that hold turns (by index)."""

    starts: frozenset[int]
    dialogue: frozenset[int]


def sections_of(blocks: Sequence[Block], starts: Iterable[int] = ()) -> list[Section]:
    """The sections of a document, cut at every heading that is not one of ``starts``."""
    skip = frozenset(starts)
    cuts = [0] + [i for i, b in enumerate(blocks) if i and b.kind == "heading" and i not in skip]
    result = []
    for start, end in zip(cuts, [*cuts[1:], len(blocks)], strict=True):
        head = blocks[start] if blocks and blocks[start].kind == "heading" and start not in skip else None
        result.append(Section(start, end, head.text if head else None, head.level if head else 0))
    return result


def labels_of(blocks: Sequence[Block]) -> dict[int, Label]:
    """Every label that may be one, by block."""
    return {i: b.label for i, b in enumerate(blocks) if b.label is not None and b.kind != "rule"}


# ---------------------------------------------------------------- front matter


def find_metadata(blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks that are front matter (point 2)."""
    labels = {i: label for i, label in labels_of(blocks).items() if _may_be_key(blocks[i], label)}
    times = Counter(label.name for label in labels.values())
    others = sum(1 for label in labels.values() if not is_data_key(label.name) and not is_office(label.name))
    result: set[int] = set()
    at = 0
    while at < len(blocks):
        if at not in labels:
            if blocks[at].kind == "text" and blocks[at].text[-1:] in _SENTENCE_END:
                break
            at += 1
            continue
        run = _run(blocks, labels, at)
        known = _known(run, labels, times, lonely=others == 0 and not result)
        if not known and blocks[at].kind == "text" and _speaks(labels[at], times):
            break
        cut = run.index(known[-1]) + 1 if known else len(run)
        cut = len(run) if known and _all_keys([labels[i] for i in run[cut:]], times) else cut
        result.update(run[:cut] if known else ())
        if known and cut < len(run) and blocks[at].kind == "text":
            break
        at = run[-1] + 1
    return frozenset(result)


def _all_keys(rest: Sequence[Label], times: Counter[str]) -> bool:
    """Whether the lines below the last known key of a run are keys, too: each given once, with a short value that is no
    sentence, where the names of the dialogue come again."""
    again = sum(1 for n in times.values() if n > 1)
    return again > 1 and all(
        times[label.name] == 1
        and 0 < len(label.rest) <= params.LABEL_RULES_VALUE
        and _SENTENCE.search(label.rest) is None
        and not label.rest.endswith(_SENTENCE_END)
        for label in rest
    )


def _may_be_key(block: Block, label: Label) -> bool:
    return block.kind != "heading" and label.style != "bare" and not label.timed


def _run(blocks: Sequence[Block], labels: dict[int, Label], at: int) -> list[int]:
    """Labelled lines from ``at`` with no blank line between, or labelled items of one list."""
    run = [at]
    while (i := run[-1] + 1) in labels and blocks[i].kind == blocks[at].kind:
        if not (
            blocks[i].glued or blocks[i].kind == "item" or labels[i].style == "cell" or _lone_key(labels, run[-1], i)
        ):
            break
        run.append(i)
    return run


def _lone_key(labels: dict[int, Label], last: int, i: int) -> bool:
    """Whether two labels parted by a blank line still belong to one head: keys with short values."""
    return all(is_data_key(labels[n].name) or _office_line(labels[n]) for n in (last, i))


def _office_line(label: Label) -> bool:
    return is_office(label.name) and 0 < len(label.rest) <= 80 and _SENTENCE.search(label.rest) is None


def _known(run: list[int], labels: dict[int, Label], times: Counter[str], lonely: bool) -> list[int]:
    """Which lines of a run are keys we know; none when the run is a conversation."""
    names = [labels[i].name for i in run]
    data = [i for i in run if is_data_key(labels[i].name)]
    if len(set(names)) < len(names) and not data:
        return []
    offices = [i for i in run if i not in data and _office_line(labels[i])]
    if not data and (lonely or len(run) < 2 or any(times[labels[i].name] > 1 for i in offices)):
        return []
    return sorted(data + offices)


def _speaks(label: Label, times: Counter[str]) -> bool:
    return plausible(label.name, marked=label.style in _MARKED, times=times[label.name]) and not is_commonplace(
        label.name
    )


# ---------------------------------------------------------------- turns


def find_starts(blocks: Sequence[Block], metadata: frozenset[int]) -> Plan:
    """The blocks that begin a turn (points 3 to 7)."""
    labels = {i: label for i, label in labels_of(blocks).items() if i not in metadata}
    labels = _sayable(labels)
    kinds: tuple[str, ...] = ("text", "heading")
    if not _repeated(labels, blocks, kinds):
        kinds = ("text", "heading", "item") if _repeated(labels, blocks, ("item",)) else kinds
    labels = {i: label for i, label in labels.items() if blocks[i].kind in kinds}
    names = _established(labels)
    if not names:
        return _unrepeated(blocks, labels)
    styles = _styles(labels, names)
    names &= {label.name for label in labels.values() if label.style in styles}
    heads = {i for i, label in labels.items() if label.style == "heading" and not _is_name(i, labels, names, styles)}
    labels = {i: label for i, label in labels.items() if i not in heads}
    kin = {style: [n for n, la in labels.items() if la.style == style and la.name in names] for style in styles}
    likely = {i for i, la in labels.items() if la.name in names or _in_company(i, blocks, labels, kin)}
    sections = sections_of(blocks, (i for i in likely if blocks[i].kind == "heading"))
    dialogue = _dialogue(sections, labels, likely, names)
    spoken = {i for n in dialogue for i in range(sections[n].start, sections[n].end)}
    return Plan(frozenset(likely & spoken), frozenset(dialogue))


def known_starts(
    blocks: Sequence[Block], metadata: frozenset[int], starts: frozenset[int], *, whole: bool = False
) -> Plan:
    """The plan of a document whose labels are known: sections of prose are left out as in point 5, unless ``whole``."""
    labels = {i: label for i in starts if i not in metadata and (label := blocks[i].label) is not None}
    likely = set(labels)
    names = _established(labels) or {label.name for label in labels.values()}
    sections = sections_of(blocks, (i for i in likely if blocks[i].kind == "heading"))
    dialogue = set(range(len(sections))) if whole else _dialogue(sections, labels, likely, names)
    spoken = {i for n in dialogue for i in range(sections[n].start, sections[n].end)}
    return Plan(frozenset(likely & spoken), frozenset(dialogue))


def _sayable(labels: dict[int, Label]) -> dict[int, Label]:
    """Labels of plausible shape that are neither keys nor remarks (point 1)."""
    times = Counter(label.name for label in labels.values())
    pairs = sum(1 for n, c in times.items() if c > 1 and is_commonplace(n) and not is_commonplace(n, paired=True)) > 1
    bracketed = Counter(
        label.name for label in labels.values() if label.style == "bracket" and not is_sound(label.name)
    )
    if sum(1 for n in bracketed.values() if n > 1) < 2:
        # [whispers] is a note of how something is said; names in brackets answer each other
        labels = {i: label for i, label in labels.items() if label.style != "bracket"}
    return {
        i: label
        for i, label in labels.items()
        if plausible(label.name, marked=label.style in _MARKED, times=times[label.name])
        and not is_commonplace(label.name, paired=pairs)
        and not is_data_key(label.name)
    }


def _repeated(labels: dict[int, Label], blocks: Sequence[Block], kinds: tuple[str, ...]) -> bool:
    return bool(_established({i: label for i, label in labels.items() if blocks[i].kind in kinds}))


def _established(labels: dict[int, Label]) -> set[str]:
    """Names that come again. A heading alone, or a bare bold word in a line, must do so among its like."""
    times = Counter((label.name, label.style in ("heading", "bare")) for label in labels.values())
    return {name for (name, _), count in times.items() if count > 1}


def _styles(labels: dict[int, Label], names: set[str]) -> frozenset[Style]:
    """The styles in use (point 4)."""
    counts = Counter(label.style for label in labels.values() if label.name in names)
    if any(style not in ("bare", "heading") for style in counts):
        counts.pop("bare", None)
    top = max(counts.values())
    return frozenset(style for style, n in counts.items() if n >= top * params.LABEL_RULES_STYLE_SHARE)


def _is_name(i: int, labels: dict[int, Label], names: set[str], styles: frozenset[Style]) -> bool:
    """Whether a heading names a speaker: one established by headings, and no label follows at once."""
    follows = i + 1 in labels and labels[i + 1].name in names and labels[i + 1].style != "heading"
    return "heading" in styles and labels[i].name in names and not follows


def _in_company(i: int, blocks: Sequence[Block], labels: dict[int, Label], kin: dict[Style, list[int]]) -> bool:
    """Whether a name given once is written as the established ones are (point 6). ``kin``: theirs, by style."""
    label = labels[i]
    like = kin.get(label.style, [])
    if not like or not plausible(label.name, marked=label.style in _MARKED, times=1):
        return False
    if label.name != label.name.upper() and all(_shouted(labels[n].name) for n in like):
        return False
    if label.timed and not any(labels[n].timed for n in like):
        return False
    # a wrapped line may begin with a word and a colon; a new turn begins after the end of a sentence
    return not blocks[i].glued or any(blocks[n].glued for n in like) or blocks[i - 1].text[-1:] in _SENTENCE_END


def _shouted(name: str) -> bool:
    return name.upper() == name != name.lower()


def _dialogue(sections: list[Section], labels: dict[int, Label], likely: set[int], names: set[str]) -> set[int]:
    """Which sections are dialogue (point 5)."""
    result: set[int] = set()
    for n, section in enumerate(sections):
        here = [labels[i].name for i in range(section.start, section.end) if i in likely]
        known = [name for name in here if name in names]
        prose = section.heading is not None and is_prose_heading(section.heading)
        again = any(c > 1 for name, c in Counter(known).items())
        if again or (known and not prose and (result or len(known) == len(here))):
            result.add(n)
    if not result:
        result = {n for n, s in enumerate(sections) if not likely.isdisjoint(range(s.start, s.end))}
    return result


def _unrepeated(blocks: Sequence[Block], labels: dict[int, Label]) -> Plan:
    """Turns of a document in which no name comes twice (point 7)."""
    starts: set[int] = set()
    dialogue: set[int] = set()
    sections = sections_of(blocks)
    for n, section in enumerate(sections):
        texts = [i for i in range(section.start, section.end) if blocks[i].kind == "text"]
        here = [i for i in texts if i in labels and labels[i].style != "bare" and not blocks[i].glued]
        if not here or (section.heading and is_prose_heading(section.heading)):
            continue
        paragraphs = [i for i in texts if not blocks[i].glued]
        leads = here[0] == paragraphs[0] or len(here) * 2 >= len(paragraphs)
        styled = labels[here[0]].style in _MARKED or labels[here[0]].time is not None
        if leads and (styled or _two_or_office(here, labels)):
            glued = [i for i in texts if i in labels and blocks[i].glued and labels[i].style == labels[here[0]].style]
            starts.update(here, glued)
            dialogue.add(n)
    return Plan(frozenset(starts), frozenset(dialogue))


def _two_or_office(here: list[int], labels: dict[int, Label]) -> bool:
    first = labels[here[0]].name
    several = len({fold(labels[i].name) for i in here}) > 1
    return several or is_office(first) or len(first.split()) > 1
