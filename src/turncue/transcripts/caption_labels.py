"""Speaker labels in the text of captions (``YOGI: Mother, …``) turned into marks.

Human captions often carry them. Left in the text they would be taken for words that were said. Which words before a
colon are labels is told by the same rule as in transcripts.
"""

from __future__ import annotations

from dataclasses import replace

from turncue.model import Captions, Cue, Mark
from turncue.transcripts.blocks import Block
from turncue.transcripts.label_rules import find_starts
from turncue.transcripts.label_syntax import plain_label

__all__ = ["with_labels_as_marks"]


def with_labels_as_marks(captions: Captions) -> Captions:
    """Captions whose lines' speaker labels are marks; as they are where speakers are known already."""
    if any(c.speaker is not None or any(m.speaker for m in c.marks) for c in captions.cues):
        return captions
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
    if sum(b.label is not None for b in blocks) < 2:
        return captions
    starts = find_starts(blocks, frozenset()).starts
    labels_at: dict[int, list[tuple[int, int, str]]] = {}
    for i in sorted(starts):
        label = blocks[i].label
        if label is not None:
            number, at = places[i]
            text = captions.cues[number].text
            end = at + len(blocks[i].text) - len(label.rest.lstrip())
            end += not label.rest.strip() and end < len(text)  # a label on a line of its own takes its line end along
            if text[:at].strip() or text[end:].strip():
                labels_at.setdefault(number, []).append((at, end, label.name))
    cues = [_without(c, labels_at[k]) if k in labels_at else c for k, c in enumerate(captions.cues)]
    return replace(captions, cues=tuple(cues))


def _without(cue: Cue, labels: list[tuple[int, int, str]]) -> Cue:
    """A cue with its labels (begin, end, name) cut out and a mark in the place of each."""
    text, marks, last = "", list(cue.marks), 0
    for begin, end, name in labels:
        text += cue.text[last:begin]
        removed = end - begin
        here = len(text)
        marks = [replace(m, at=max(m.at - removed, here)) if m.at > here else m for m in marks]
        marks.append(Mark(len(text), name))
        last = end
    text += cue.text[last:]
    text = text.rstrip("\n")
    marks = [m for m in marks if m.at < len(text)]
    words = cue.words
    if words:
        gone = " ".join(cue.text[a:b] for a, b, _ in labels).split()
        kept = []
        for w in words:
            if gone and w.text.strip() == gone[0]:
                gone.pop(0)
            else:
                kept.append(w)
        words = tuple(kept)
    return replace(cue, text=text, marks=tuple(sorted(marks, key=lambda m: m.at)), words=words)
