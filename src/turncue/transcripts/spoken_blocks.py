"""Which blocks of a document are spoken: the starts of turns, and what belongs to them.

A paragraph without a label belongs to the turn before it. Paragraphs before the first turn are turns without a speaker
when the document has no sections; otherwise they are prose. The same holds for text after a rule behind the last turn,
for sections without speakers, and for lines that are links or a tool's signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from turncue.text.punctuation import CLOSERS, SENTENCE_ENDS
from turncue.transcripts import params
from turncue.transcripts.blocks import Block, only_events
from turncue.transcripts.label_rules import Plan, Section, sections_of
from turncue.transcripts.names import is_prose_heading
from turncue.transcripts.timestamps import lone_time

__all__ = ["spoken_blocks", "stands_alone"]

_CREDIT = re.compile(
    r"(?i)(?:this )?(?:transcribed|transcript(?:ion)?(?: was)? (?:provided|generated|created|produced|made)|"
    r"(?:automatically )?generated|powered|made|subtitles?|captions?|captioned) (?:automatically )?"
    r"(?:by|with|using|on)\b.{0,80}"
    r"|.{0,30}\btranscript (?:was|is) .{0,20}generated\b.{0,60}"
    r"|.{0,40}(?:自动生成|自動產生|自動生成|字幕由.{1,20}(?:提供|製作|制作)).{0,20}"
)
# what a transcriber says of the recording itself
_CARRIER = re.compile(
    r"(?i)[\[(](?:(?:the )?(?:begin(?:ning)?|start|end|change) of\b|(?:tape|track|disc|disk|reel|file|side|session|"
    r"recording|audio|interview|part) (?:\w{1,6}|begins|ends|starts|stops|paused|resumes|ended)\b|"
    r"(?:ende|anfang|beginn) (?:der|des|von)\b|(?:fin|début) (?:de|du)\b|(?:fin|comienzo|inicio) (?:de|del)\b)"
    r"[^\[\]()]{0,60}[\])]"
)
_REMARK = re.compile(
    r"\[(?=[^\[\]]*[^\W\d_])[^\[\].?!…。？！]{1,60}\]|[(（][^()（）.?!…。？！:：]{1,90}[:：][^()（）]{1,160}[)）]"
)
_ENDED = (*SENTENCE_ENDS, *CLOSERS, "♪")


def _silent(block: Block) -> bool:
    """Whether a block is never speech: links, a tool's signature, a remark on the recording."""
    return block.links or _CARRIER.fullmatch(block.text) is not None or _CREDIT.fullmatch(block.text) is not None


def stands_alone(block: Block) -> bool:
    """Whether a block is a sound note, a stage direction or an editor's remark (``[END OF TAPE 1]``) as a whole."""
    return block.stage or only_events(block.text) or _REMARK.fullmatch(block.text) is not None


def spoken_blocks(blocks: Sequence[Block], front: frozenset[int], plan: Plan) -> frozenset[int]:
    """The blocks that are spoken: the starts of turns and what belongs to them."""
    sections = sections_of(blocks, plan.starts)
    texts = [i for i, b in enumerate(blocks) if b.kind in ("text", "item") and i not in front and not _silent(b)]
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

    @cache
    def continues(section: int, inside: bool) -> bool:
        return _continues(blocks, sections[section], inside, len(plan.starts))

    spoken = set(plan.starts)
    for i in texts:
        if i < first:
            timed = lone_time(blocks[i].text) is not None
            fits = untitled or (where[i] == where[first] and (timed or stands_alone(blocks[i])))
            prose = blocks[i].kind != "text" or _title_like(blocks[i]) or (blocks[i].aside and not blocks[i].stage)
            ok = fits and i > head and (timed or not prose)
        elif where[i] in plan.dialogue:
            ok = i < foot
        else:
            ok = continues(where[i], i < last)
            ok = ok and i < foot
        if ok:
            spoken.add(i)
    return frozenset(spoken)


def _continues(blocks: Sequence[Block], section: Section, inside: bool, turns: int) -> bool:
    """Whether a section without speakers goes on with the turn before it: plain paragraphs under no prose heading."""
    body = blocks[section.start + 1 : section.end]
    plain = all(b.kind != "item" and not (b.label and b.label.style == "bold") for b in body)
    return plain and not is_prose_heading(section.heading or "") and (inside or turns < params.SPOKEN_BLOCKS_FEW_TURNS)


def _title_like(block: Block) -> bool:
    """A short line that ends in no sentence mark, such as a title or a date above a dialogue."""
    text = block.text
    return len(text.split()) <= params.SPOKEN_BLOCKS_TITLE_WORDS and len(text) <= 80 and text[-1:] not in _ENDED
