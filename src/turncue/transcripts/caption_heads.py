"""Names in captions that no colon marks, where nearly every cue has one: ``Name - words``, ``NAME words``,
``words (Name)``, and a name that stands in the text although the file gives it in a field of its own.

The captions teach how, as a transcript does (``turncue.transcripts.cue_lines``, ``turncue.transcripts.reshaped``). A
sample from the beginning tells first, so that captions without names cost nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from turncue.model import Captions, Cue, Mark
from turncue.transcripts import params
from turncue.transcripts.cue_lines import cue_labels
from turncue.transcripts.label_syntax import plain_label
from turncue.transcripts.names import fold, plausible
from turncue.transcripts.reshaped import heads_before, heads_behind
from turncue.transcripts.same_person import is_form_of

__all__ = ["Cut", "heads_of_cues", "named_by_ids", "with_names_behind", "without_second_names"]

_NAMED_ID = re.compile(r'\d{1,6}\s+"(?P<name>[^"\n]{1,80})"(?:\s+\(\d{1,20}\))?')

Cut = tuple[int, int, str]
"""A label in the text of a cue: begin, end, name."""


def named_by_ids(captions: Captions) -> Captions:
    """Captions whose cues are named by their identifiers: ``12 "Ann Lee" (3052341760)``, as Webex writes, or names."""
    if any(c.speaker is not None or c.marks for c in captions.cues):
        return captions
    ids = [c.id or "" for c in captions.cues]
    again = [n for n, count in Counter(ids).items() if count > 1 and plausible(n, marked=True, times=count)]
    if len(again) > 1 and sum(i in again for i in ids) > 0.8 * len(ids):  # the identifiers are names and nothing else
        cues = tuple(replace(c, speaker=i) if i in again else c for c, i in zip(captions.cues, ids, strict=True))
        return replace(captions, cues=cues)
    names = [match["name"] if (match := _NAMED_ID.fullmatch(c.id or "")) else None for c in captions.cues]
    if sum(name is not None for name in names) <= 0.8 * len(names):
        return captions
    cues = tuple(replace(c, speaker=name) if name else c for c, name in zip(captions.cues, names, strict=True))
    return replace(captions, cues=cues)


def heads_of_cues(captions: Captions) -> dict[int, list[Cut]]:
    """The labels at the beginning of nearly all cues, by cue; {} where they have none in one way."""
    cues = captions.cues
    for part in (cues[: params.CAPTION_HEADS_SAMPLE], cues):
        made = _in_one_form(part) or _without_form(part)
        if not made:
            return {}
    return made


def _in_one_form(cues: Sequence[Cue]) -> dict[int, list[Cut]]:
    """Labels in a form that is induced; a line that is nothing but a label takes its line end along."""
    lines = [cue.text.split("\n") for cue in cues]
    labels = cue_labels(lines, least_bits=params.CUE_LABEL_BITS, least_share=params.CAPTION_HEADS_SHARE)
    made: dict[int, list[Cut]] = {}
    for (cue, number), label in sorted(labels.items()):
        begin = sum(len(line) + 1 for line in lines[cue][:number])
        own = label.rest >= len(lines[cue][number]) and number + 1 < len(lines[cue])
        made.setdefault(cue, []).append((begin, begin + label.rest + own, label.name))
    return made


def _without_form(cues: Sequence[Cue]) -> dict[int, list[Cut]]:
    filled = [k for k, cue in enumerate(cues) if cue.text.strip()]
    firsts = [cues[k].text.split("\n", 1)[0] for k in filled]
    return {
        filled[head.at]: [(0, len(first) - len(head.words), head.name)]
        for head in heads_before(firsts)
        if (first := firsts[head.at].rstrip()).endswith(head.words)
    }


def with_names_behind(captions: Captions) -> Captions:
    """Captions with the names at the end of nearly all cues as marks; as they are where they have none."""
    for size in (params.CAPTION_HEADS_SAMPLE, len(captions.cues)):
        filled = [k for k, cue in enumerate(captions.cues[:size]) if cue.text.strip()]
        heads = heads_behind([" ".join(captions.cues[k].text.split("\n")).strip() for k in filled])
        if not heads:
            return captions
    cues = list(captions.cues)
    for head in heads:
        cue = cues[filled[head.at]]
        begin = len(cue.text) - len(cue.text.lstrip())
        text = cue.text[: begin + len(head.words)]
        if not cue.words:
            cues[filled[head.at]] = replace(cue, text=text, marks=(Mark(0, head.name),))
    return replace(captions, cues=tuple(cues))


def without_second_names(captions: Captions) -> Captions:
    """Captions whose cues give the speaker and name him in the text once more, without that second name."""
    spoken = [k for k, cue in enumerate(captions.cues) if cue.speaker and not cue.marks and not cue.words]
    if len(spoken) < params.CUES_WITH_LABELS:
        return captions
    cues = list(captions.cues)
    doubled = 0
    for k in spoken:
        cue = cues[k]
        first, end, rest = cue.text.partition("\n")
        label = plain_label(first) if first[:1] == "[" or ":" in first or "：" in first else None
        if label is None or not _is_speaker(label.name, cue.speaker or ""):
            continue
        doubled += 1
        text = label.rest + end + rest if label.rest else rest
        if text.strip():
            cues[k] = replace(cue, text=text)
    return replace(captions, cues=tuple(cues)) if doubled >= params.CAPTION_HEADS_DOUBLED * len(spoken) else captions


def _is_speaker(name: str, speaker: str) -> bool:
    return fold(name) == fold(speaker) or is_form_of(name, speaker)
