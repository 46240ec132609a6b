"""Subtitle files as they are shown: markup out, labels apart from the spoken text, nothing corrected.

The readers of ``turncue.formats`` take captions apart for alignment (labels become marks, overlaps are cut). A check
needs them as a viewer sees them.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from turncue import clock, formats
from turncue.check.finding import Finding, ShownCue
from turncue.check.params import MOST_NAME_LINES, NAME_CHARACTERS, NAME_LINES, NAME_WORDS
from turncue.compose.event_style import is_sound
from turncue.formats.base import Dialect
from turncue.formats.cues.repair import RawCue, scan
from turncue.formats.source import Source
from turncue.model import Captions, Cue, Repair, Subtitle
from turncue.text.casing import is_small
from turncue.text.script_ranges import is_han
from turncue.text.width import strip_tags
from turncue.transcripts.blocks import Block
from turncue.transcripts.caption_heads import named_by_ids
from turncue.transcripts.caption_labels import forgotten_name, settled_labels, whole_names, without_notes
from turncue.transcripts.label_rules import find_starts
from turncue.transcripts.label_syntax import plain_label

__all__ = ["shown_cue", "shown_cues"]

_DROPPED = "end before start, cue dropped"
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_VOICE_TAG = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>|</v>")
_MARKS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_DASH = re.compile(r"[-–—‐‑―][ \u00a0]?(?=\S)")
_CHEVRONS = re.compile(r"[>＞]{2,3} ?")
_BRACKETED = re.compile(r"\[[^\[\]\s][^\[\]\n]{0,39}\] ?(?=[^\s”’\"'.,!?;:)])|[（(][^（）()\n]{1,20}[)）]$")


def shown_cues(source: Source) -> tuple[list[ShownCue], list[Finding]]:
    """The subtitles of a file in order of start, and what a check finds in the file's own order and times.

    Raises ``FormatUnknown`` or ``ReadError`` for what is no subtitle file.
    """
    row = formats.detect(source)
    if row.dialect is not None:
        raw, repairs = scan(source, row.dialect)
        dropped = [r.line for r in repairs if r.rule == _DROPPED]
        numbers = {line: n for n, line in enumerate(sorted([*(cue.line for cue in raw), *dropped]), 1)}
        voices = _voices_of_ids(raw)
        cues = [_cue(numbers[c.line], c, row.dialect, who) for c, who in zip(raw, voices, strict=True)]
    else:
        assert row.read_captions is not None
        captions, repairs, numbers = row.read_captions(source), [], {}
        cues = [_of_cue(n, c) for n, c in enumerate(captions.cues, 1)]
    return _with_labels(cues), _in_file(cues, repairs, numbers)


def shown_cue(number: int, subtitle: Subtitle) -> ShownCue:
    """A subtitle as a file that prints its labels shows it; ``number`` counts from 1."""
    rows: list[tuple[str, str, str | None]] = []
    for line, label, speaker in zip(subtitle.lines, subtitle.labels, subtitle.speakers, strict=True):
        *above, beside = label.split("\n")
        rows += ((x, x, speaker) for x in above)
        rows.append((beside + line, beside, speaker))
    lines, labels, speakers = zip(*rows, strict=True) if rows else ((), (), ())
    return ShownCue(number, 0, subtitle.start, subtitle.end, lines, labels, speakers)


def _of_cue(number: int, cue: Cue) -> ShownCue:
    """A cue of a format whose reader leaves lines as they are."""
    names = {m.at: m.speaker for m in cue.marks}
    lines = tuple(cue.text.split("\n"))
    speakers: list[str | None] = []
    at, speaker = 0, cue.speaker
    for line in lines:
        speaker = names.get(at, speaker)
        speakers.append(speaker)
        at += len(line) + 1
    return ShownCue(number, 0, cue.start, cue.end, lines, ("",) * len(lines), tuple(speakers))


def _voices_of_ids(raw: Sequence[RawCue]) -> list[str | None]:
    """Who speaks by the identifiers of the cues, where those name people, as Webex writes them."""
    if all(cue.id is None or cue.id.isdecimal() for cue in raw):
        return [None] * len(raw)
    bare = Captions(tuple(Cue(cue.start, cue.end, "", id=cue.id) for cue in raw))
    return [cue.speaker for cue in named_by_ids(bare).cues]


def _cue(number: int, raw: RawCue, dialect: Dialect, voice: str | None = None) -> ShownCue:
    """A cue without its markup; ``voice``: who speaks where no tag says it."""
    lines: list[str] = []
    speakers: list[str | None] = []
    for line in raw.lines:
        begins = _VOICE.match(line.lstrip())
        name = html.unescape(begins[1]).strip() if begins else voice
        for m in _VOICE_TAG.finditer(line):
            voice = html.unescape(m[1]).strip() if m[1] else None
        plain = strip_tags(line)
        plain = html.unescape(plain) if dialect == "vtt" else plain
        plain = _MARKS.sub("", plain).strip()
        if plain:
            lines.append(plain)
            speakers.append(name)
    return ShownCue(number, raw.line, raw.start, raw.end, tuple(lines), ("",) * len(lines), tuple(speakers))


def _with_labels(cues: Sequence[ShownCue]) -> list[ShownCue]:
    """The subtitles with what stands before the words told apart, and the names in it as speakers.

    Which words before a colon are names is told over the whole file, by the rule that transcripts are read with.
    """
    blocks: list[Block] = []
    for cue in cues:
        for line in cue.lines:
            rest = line[_dash_end(line) :]
            label = plain_label(rest) if ":" in rest or "：" in rest or rest[:1] == "[" else None
            timed = label is not None and label.style == "timed"
            blocks.append(Block("text", rest, 0, label=None if timed else label))
    above = _names_above(cues)
    places = [(number, 0) for number, cue in enumerate(cues) for _ in cue.lines]
    blocks = without_notes(blocks)
    enough = sum(b.label is not None for b in blocks) > 1
    starts = settled_labels(blocks, places, find_starts(blocks, frozenset()).starts) if enough else []
    begins, names = frozenset(starts), whole_names(blocks, starts)
    out: list[ShownCue] = []
    n = 0
    for cue in cues:
        labels: list[str] = []
        speakers: list[str | None] = []
        for k, (line, voice) in enumerate(zip(cue.lines, (*cue.speakers, *[None] * len(cue.lines)), strict=False)):
            lead, name = _label(line, blocks[n], named=n in begins)
            if not lead and not k and n not in begins and (bare := forgotten_name(line, names)) is not None:
                lead, name = f"{bare} ", bare
            if not k and len(cue.lines) > 1 and line in above:
                lead, name = line, line
            labels.append(lead)
            speakers.append(voice or name or (speakers[-1] if speakers and not lead else None))
            n += 1
        out.append(replace(cue, labels=tuple(labels), speakers=tuple(speakers)))
    return out


def _names_above(cues: Sequence[ShownCue]) -> frozenset[str]:
    """First lines that are nothing but a name: in a good share of the subtitles, and some of them more than once."""
    tops = Counter(cue.lines[0] for cue in cues if len(cue.lines) > 1 and _is_name_line(cue.lines[0]))
    repeated = {line for line, n in tops.items() if n > 1}
    tall = sum(len(cue.lines) > 1 for cue in cues)
    if not repeated or sum(tops[line] for line in repeated) < NAME_LINES * tall:
        return frozenset()
    return frozenset(tops) if sum(tops.values()) >= MOST_NAME_LINES * tall else frozenset(repeated)


def _is_name_line(line: str) -> bool:
    """Whether a line may be a name alone: few words, each with a capital, or a few Han characters; no punctuation."""
    words = line.split()
    if not 0 < len(words) <= NAME_WORDS or not all(
        w.replace("-", "").replace("'", "").replace(".", "").isalnum() for w in words
    ):
        return False
    if any(map(is_han, line)):
        return len(line) <= NAME_CHARACTERS
    return line[-1] not in "." and all(w[0].isupper() or w[0].isdigit() for w in words)


def _dash_end(line: str) -> int:
    dash = _DASH.match(line) or _CHEVRONS.match(line)
    return dash.end() if dash else 0


def _label(line: str, block: Block, *, named: bool) -> tuple[str, str | None]:
    """What part of a line is label, and whose name stands in it."""
    lead = _dash_end(line)
    rest = line[lead:]
    if named and block.label is not None:
        end = len(line) - len(block.label.rest.lstrip()) if block.label.rest.strip() else len(line)
        return line[:end], block.label.name
    bracketed = _BRACKETED.match(rest)
    name = bracketed[0].strip(" []()（）") if bracketed else ""
    if bracketed and name == name.strip() and not is_small(name[:1]) and not name[:1].isdigit() and not is_sound(name):
        return line[: lead + bracketed.end()], name
    return line[:lead], None


def _in_file(cues: Sequence[ShownCue], repairs: Sequence[Repair], numbers: Mapping[int, int]) -> list[Finding]:
    """What the scan had to put right: subtitles out of order, ends before starts.

    ``numbers``: those of the subtitles by their lines, the dropped ones too.
    """
    by_line = {cue.line: cue for cue in cues}
    findings = []
    for repair in repairs:
        if repair.rule == _DROPPED:
            start = clock.parse(repair.original.split(" --> ")[0]) or 0
            fix = "give it an end; no neighbour tells one"
            place = (numbers[repair.line], repair.line, start, start, repair.original)
            findings.append(Finding("out-of-order", *place, "after start", fix, ""))
            continue
        cue = by_line.get(repair.line)
        if cue is None or repair.rule not in ("out of order", "end before start"):
            continue
        text = " / ".join(cue.lines)
        unsorted = repair.rule == "out of order"
        before = "the start before it" if unsorted else "start"
        fix = f"sort by start; it begins at {clock.vtt(cue.start)}" if unsorted else repair.replacement
        row = (cue.number, cue.line, cue.start, cue.end, repair.original, f"after {before}", fix, text)
        findings.append(Finding("out-of-order", *row))
    return findings
