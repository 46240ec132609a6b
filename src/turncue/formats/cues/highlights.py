"""Karaoke captions: every sentence once per word, the word that is spoken set off by a tag, or shown word by word.

::

    1.0 --> 1.4   <u>Good</u> morning everyone          1.0 --> 1.4   Good
    1.4 --> 1.9   Good <u>morning</u> everyone          1.4 --> 1.9   Good morning
    1.9 --> 2.6   Good morning <u>everyone</u>          1.9 --> 2.6   Good morning everyone

Each of these cues is the measured time of one word. They become one cue a sentence with a word stamp before each word.
The tag may cover the spoken word only, or all words so far.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from turncue import clock
from turncue.formats import params
from turncue.formats.cues.params import GROWING_SHARE, HIGHLIGHT_GAP, HIGHLIGHT_SHARE
from turncue.formats.cues.repair import RawCue

__all__ = ["merged_highlights"]

_ANY_TAG = re.compile(r"</?[A-Za-z][^<>]*>|\{\\[^{}]*\}")
_MARKED = re.compile(r"<(u|b|i|font|c|span|mark|em|strong)\b[^<>]*>([^<>]*)</\1>", re.IGNORECASE)


class _Line(NamedTuple):
    """The plain text of a cue and the highlighted span in it (None without a highlight)."""

    text: str
    span: tuple[int, int] | None


def merged_highlights(cues: list[RawCue]) -> list[RawCue] | None:
    """The cues with one cue a sentence and a stamp before every word; None where the captions are no karaoke."""
    if len(cues) < 3:
        return None
    return _merged_marked(cues) or _merged_growing(cues)


# ---------------------------------------------------------------- highlighted words


def _line(cue: RawCue) -> _Line:
    raw = " ".join(cue.lines)
    if "<" not in raw and "{" not in raw:
        return _Line(" ".join(raw.split()), None)
    marked = [m for m in _MARKED.finditer(raw) if m[2].strip()]
    text = " ".join(_ANY_TAG.sub("", raw).split())
    if len(marked) != 1:
        return _Line(text, None)
    before = " ".join(_ANY_TAG.sub("", raw[: marked[0].start()]).split())
    word = " ".join(marked[0][2].split())
    begin = text.find(word, max(0, len(before) - 1))
    return _Line(text, (begin, begin + len(word)) if begin >= 0 else None)


def _merged_marked(cues: list[RawCue]) -> list[RawCue] | None:
    if not any("<" in line for cue in cues[:50] for line in cue.lines):
        return None
    if len(cues) > 2 * params.HIGHLIGHTS_SAMPLE and not _merged_marked(cues[: params.HIGHLIGHTS_SAMPLE]):
        return None
    lines = [_line(cue) for cue in cues]
    groups: list[list[int]] = []
    for k in range(len(lines)):
        if groups and _continues(lines, cues, groups[-1], k):
            groups[-1].append(k)
        else:
            groups.append([k])
    merged = [g for g in groups if sum(lines[k].span is not None for k in g) >= 2]
    shown = sum(bool(line.text) for line in lines)
    if not shown or sum(map(len, merged)) < HIGHLIGHT_SHARE * shown:
        return None
    return [_sentence(cues, lines, group) for group in groups if lines[group[0]].text]


def _continues(lines: Sequence[_Line], cues: Sequence[RawCue], group: list[int], k: int) -> bool:
    """Whether a cue shows the sentence of the group with a highlight that has moved on (or between two words)."""
    first, line = lines[group[0]], lines[k]
    if not line.text or line.text != first.text or cues[k].start - cues[group[-1]].end > HIGHLIGHT_GAP:
        return False
    if line.span is None:
        return True
    before = next((lines[j].span for j in reversed(group) if lines[j].span is not None), None)
    return before is None or line.span[1] > before[1]


def _sentence(cues: Sequence[RawCue], lines: Sequence[_Line], group: list[int]) -> RawCue:
    """One cue of a group: its text with a stamp before each word that a highlight begins at."""
    text = lines[group[0]].text
    out, done, reached = "", 0, 0
    for k in group:
        span = lines[k].span
        if span is None:
            continue
        # a highlight of all words so far has the new word behind the end of the one before
        begin = span[0] if span[0] >= reached else reached
        while begin < span[1] and text[begin].isspace():
            begin += 1
        out += f"{text[done:begin]}<{clock.vtt(cues[k].start)}>"
        done, reached = begin, span[1]
    first, last = cues[group[0]], cues[group[-1]]
    return first._replace(end=max(first.end, last.end), lines=(out + text[done:],))


# ---------------------------------------------------------------- growing cues


def _merged_growing(cues: list[RawCue]) -> list[RawCue] | None:
    if len(cues) > 2 * params.HIGHLIGHTS_SAMPLE and not _merged_growing(cues[: params.HIGHLIGHTS_SAMPLE]):
        return None
    texts = [" ".join(_ANY_TAG.sub("", " ".join(cue.lines)).split()) for cue in cues]
    grows = [False] + [
        bool(a) and b.startswith(a) and 0 < len(b[len(a) :].split()) <= 2 and b[len(a) : len(a) + 1] == " "
        for a, b in pairwise(texts)
    ]
    if sum(grows) < max(3, GROWING_SHARE * len(cues)):
        return None
    merged: list[RawCue] = []
    run: list[int] = []
    for k in range(len(cues)):
        if not (run and grows[k] and cues[k].start - cues[run[-1]].end <= HIGHLIGHT_GAP):
            merged += _grown(cues, texts, run)
            run = []
        run.append(k)
    return merged + _grown(cues, texts, run)


def _grown(cues: Sequence[RawCue], texts: Sequence[str], run: list[int]) -> list[RawCue]:
    if not run:
        return []
    if len(run) == 1:
        return [cues[run[0]]]
    out = f"<{clock.vtt(cues[run[0]].start)}>{texts[run[0]]}"
    for j, k in pairwise(run):
        out += f" <{clock.vtt(cues[k].start)}>{texts[k][len(texts[j]) :].strip()}"
    first, last = cues[run[0]], cues[run[-1]]
    return [first._replace(end=max(first.end, last.end), lines=(out,))]
