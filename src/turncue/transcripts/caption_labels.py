"""Speaker labels in the text of captions (``YOGI: Mother, …``) turned into marks.

Human captions often carry them. Left in the text they would be taken for words that were said. Which words before a
colon are labels is told by the same rule as in transcripts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from turncue.model import Captions, Cue, Mark
from turncue.transcripts.blocks import Block
from turncue.transcripts.caption_heads import heads_of_cues, named_by_ids, with_names_behind, without_second_names
from turncue.transcripts.cue_lines import cue_labels
from turncue.transcripts.label_rules import find_starts
from turncue.transcripts.label_syntax import plain_label
from turncue.transcripts.params import CAPTION_HEADS_FULL, CUE_LABEL_BITS, CUE_LABEL_SHARE, CUES_WITH_LABELS

__all__ = [
    "forgotten_name",
    "settled_labels",
    "whole_names",
    "with_labels_as_marks",
    "with_regular_names",
    "without_notes",
]

_NOTED = re.compile(r"(?P<name>[^()（）\[\]]+?)[ \t]*[(（\[][^()（）\[\]]{1,60}[)）\]]")
_BRACKET = re.compile(r"(?m)^\s*(?:[-–—]\s*)?(?:[(\[（【［][^()\[\]（）【】［］\n]{1,60}[)\]）】］]|<[^<>\n]{1,60}>)")


def with_labels_as_marks(captions: Captions) -> Captions:
    """Captions whose lines' speaker labels are marks; as they are where speakers are known already."""
    captions = named_by_ids(captions)
    if any(c.speaker is not None or any(m.speaker for m in c.marks) for c in captions.cues):
        return without_second_names(captions)
    usual = _with_usual_labels(captions)
    named = sum(1 for c in usual.cues if c.marks)
    if len(captions.cues) < CUES_WITH_LABELS or named >= CAPTION_HEADS_FULL * len(captions.cues):
        return usual
    regular = with_regular_names(captions)
    return regular if sum(1 for c in regular.cues if c.marks) > named else usual


def with_regular_names(captions: Captions) -> Captions:
    """Captions with the names that nearly every cue has as marks, before the words or behind them; else as they are."""
    heads = heads_of_cues(captions)
    if not heads:
        return with_names_behind(captions)
    cues = tuple(_without(c, heads[k]) if k in heads else c for k, c in enumerate(captions.cues))
    return replace(captions, cues=cues)


def _with_usual_labels(captions: Captions) -> Captions:
    """Captions with the labels before a colon or in brackets as marks."""
    places: list[tuple[int, int]] = []  # cue, offset of the line
    blocks: list[Block] = []
    for number, cue in enumerate(captions.cues):
        at = 0
        for line in cue.text.split("\n"):
            if ":" in line or "：" in line:
                label = plain_label(line)
                timed = label is not None and label.style == "timed"
                places.append((number, at))
                blocks.append(Block("text", line, 0, label=None if timed else label))
            at += len(line) + 1
    bracketed = _bracketed(captions)
    if bracketed:
        return replace(
            captions,
            cues=tuple(_without(c, bracketed[k]) if k in bracketed else c for k, c in enumerate(captions.cues)),
        )
    if sum(b.label is not None for b in blocks) < 2:
        return captions
    blocks = without_notes(blocks)
    starts = settled_labels(blocks, places, find_starts(blocks, frozenset()).starts)
    edges = {n: _edges(captions.cues[n].text) for n in {places[i][0] for i in starts}}
    labels_at: dict[int, list[tuple[int, int, str]]] = {}
    for i in sorted(starts):
        label = blocks[i].label
        if label is not None:
            number, at = places[i]
            text = captions.cues[number].text
            end = at + len(blocks[i].text) - len(label.rest.lstrip())
            end += not label.rest.strip() and end < len(text)  # a label on a line of its own takes its line end along
            begin, finish = edges[number]
            if at > begin or end < finish:
                labels_at.setdefault(number, []).append((at, end, label.name))
    names = whole_names(blocks, starts)
    for number, cue in enumerate(captions.cues):
        if number not in labels_at and (name := forgotten_name(cue.text, names)) is not None:
            labels_at[number] = [(0, len(name) + 1, name)]
    cues = [_without(c, labels_at[k]) if k in labels_at else c for k, c in enumerate(captions.cues)]
    return replace(captions, cues=tuple(cues))


def settled_labels(blocks: Sequence[Block], places: Sequence[tuple[int, int]], starts: Iterable[int]) -> list[int]:
    """The labels (by block) without those given once that are more likely words.

    Those stand right below a label on a line of its own, or are in a script without capitals in a file where no name
    comes again. ``places`` begin with the number of the cue.
    """
    chosen = sorted(starts)
    names = Counter(label.name for i in chosen if (label := blocks[i].label) is not None)
    again = any(n > 1 for n in names.values())
    kept: dict[int, None] = {}
    for i in chosen:
        label = blocks[i].label
        above = blocks[i - 1].label if i - 1 in kept and places[i - 1][0] == places[i][0] else None
        below = above is not None and not above.rest.strip()
        caseless = label is not None and not any(c.isupper() for c in label.name)
        if label is None or (names[label.name] == 1 and (below or (caseless and not again))):
            continue
        kept[i] = None
    return list(kept)


def without_notes(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with labels that lose a note in brackets (``Ann (laughing)``), where the bare name is one, too."""
    names = {block.label.name for block in blocks if block.label is not None}
    made: list[Block] = []
    for block in blocks:
        match = _NOTED.fullmatch(block.label.name) if block.label is not None else None
        bare = match["name"] if match is not None and match["name"] in names else None
        label = replace(block.label, name=bare) if bare and block.label is not None else block.label
        made.append(replace(block, label=label))
    return made


def whole_names(blocks: Sequence[Block], starts: Iterable[int]) -> dict[str, list[str]]:
    """The names of two words or more that label twice or more, by their first word."""
    names = Counter(label.name for i in starts if (label := blocks[i].label) is not None)
    made: dict[str, list[str]] = defaultdict(list)
    for name, n in names.items():
        if n > 1 and " " in name:
            made[name.split()[0]].append(name)
    return dict(made)


def forgotten_name(text: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """The name with which a text begins without a colon, before a capital, which hardly follows in a sentence."""
    if not names or not text[:1].isupper():
        return None
    apt = names.get(text.partition(" ")[0], ())
    return next((n for n in apt if text.startswith(f"{n} ") and text[len(n) + 1 : len(n) + 2].isupper()), None)


def _edges(text: str) -> tuple[int, int]:
    """Where the text of a cue begins and ends, without outer white space."""
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _bracketed(captions: Captions) -> dict[int, list[tuple[int, int, str]]]:
    """Labels in brackets (``(Name)``, ``- [Name] text``) by cue: begin, end, name. {} where few cues have any."""
    some = sum(1 for cue in captions.cues if _BRACKET.search(cue.text))
    if some < max(CUES_WITH_LABELS, CUE_LABEL_SHARE * len(captions.cues)):
        return {}
    lines = [cue.text.split("\n") for cue in captions.cues]
    made: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    labels = sorted(cue_labels(lines, least_bits=CUE_LABEL_BITS).items())
    begins = {cue: [0, *accumulate(len(line) + 1 for line in lines[cue])] for cue in {cue for (cue, _), _ in labels}}
    for (cue, number), label in labels:
        starts = begins[cue]
        first = number
        while first and not lines[cue][first - 1].strip("-–— "):  # a dash on a line of its own parts two people
            first -= 1
        end = starts[number] + label.rest
        own = label.rest >= len(lines[cue][number]) and number + 1 < len(lines[cue])
        made[cue].append((starts[first], end + own, label.name))
    return dict(made)


def _without(cue: Cue, labels: Sequence[tuple[int, int, str]]) -> Cue:
    """A cue with its labels (begin, end, name; in order) cut out and a mark in the place of each."""
    pieces: list[str] = []
    names: list[Mark] = []
    last = length = 0
    for begin, end, name in labels:
        pieces.append(cue.text[last:begin])
        length += begin - last
        names.append(Mark(length, name))
        last = end
    text = "".join([*pieces, cue.text[last:]]).rstrip("\n")
    kept_marks = sorted(cue.marks, key=lambda m: m.at)
    marks = [replace(m, at=at) for m, at in zip(kept_marks, _moved([m.at for m in kept_marks], labels), strict=True)]
    marks = sorted((m for m in (*marks, *names) if m.at < len(text)), key=lambda m: m.at)
    words = cue.words
    if words:
        gone = deque(" ".join(cue.text[a:b] for a, b, _ in labels).split())
        kept = []
        for word in words:
            if gone and word.text.strip() == gone[0]:
                gone.popleft()
            else:
                kept.append(word)
        words = tuple(kept)
    return replace(cue, text=text, marks=tuple(marks), words=words)


def _moved(places: Sequence[int], labels: Sequence[tuple[int, int, str]]) -> list[int]:
    """Offsets in the text without the labels, for those in the whole text; both rising."""
    made: list[int] = []
    gone = k = 0
    for at in places:
        while k < len(labels) and labels[k][1] <= at:
            gone += labels[k][1] - labels[k][0]
            k += 1
        inside = max(0, at - labels[k][0]) if k < len(labels) else 0
        made.append(at - gone - inside)
    return made
