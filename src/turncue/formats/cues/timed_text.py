"""Timed lines of any format made into captions: order, missing ends, changes of speaker, labels of known names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from turncue.errors import ReadError
from turncue.formats import params
from turncue.formats.cues.bracketed_names import with_bracketed_names
from turncue.formats.cues.cue_helpers import with_single_words
from turncue.formats.cues.cue_text import WordTime, assemble, make_cue, parse_cue_text, with_leading_change
from turncue.formats.source import Source
from turncue.model import Captions, Cue, Mark, Repair

__all__ = ["TimedText", "captions_from_lines", "checked_time", "guessed_end"]

LATEST = 1_000_000 * 3_600_000
"""ms; a later time (114 years) is no time of a recording."""

_NAME_SEPARATOR = " / "


class TimedText(NamedTuple):
    """A timed line: times in ms, ``end`` None where the file gives none.

    ``text`` holds a NUL before each word that ``words`` times, in order. With ``markup`` it may have the tags of
    SubRip.
    """

    start: int
    end: int | None
    text: str
    speaker: str | None = None
    words: tuple[WordTime, ...] = ()
    markup: bool = False


def checked_time(value: float, source: Source, line: int | None = None) -> int:
    """A time in ms. Raises ``ReadError`` for one that no recording has."""
    if not -LATEST <= value <= LATEST:
        raise ReadError(f"a time of {value:g} ms makes no sense.", source.name, line, hint="In which unit are they?")
    return max(0, int(value + 0.5))


def guessed_end(start: int, after: int | None, length: int) -> int:
    """An end for a line of ``length`` characters that has none: the next start, but not too late."""
    latest = start + min(params.TIMED_TEXT_LONGEST_GUESS, max(1000, 80 * length))
    return latest if after is None or after <= start else min(after, latest)


def captions_from_lines(
    lines: Iterable[TimedText],
    source: Source,
    format: str,
    *,
    language: str | None = None,
    repairs: Sequence[Repair] = (),
) -> Captions:
    """Captions of timed lines, in order of start. Raises ``ReadError`` when none has text."""
    ordered = sorted(lines, key=lambda t: t.start)
    completed, mended = _with_ends(ordered)
    cues: list[Cue] = []
    change = False
    for line in completed:
        parsed = parse_cue_text(line.text, "srt") if line.markup and not line.words else assemble(line.text, line.words)
        if change and parsed.text:
            parsed = with_leading_change(parsed)
        if parsed.text or parsed.trailing:
            change = parsed.trailing
        if parsed.text:
            cue = make_cue(parsed, (line.start, line.end or line.start), stamped=bool(line.words))
            cues.append(replace(cue, speaker=line.speaker) if line.speaker and cue.speaker is None else cue)
    if not cues:
        raise ReadError("there is no text in it.", source.name, hint="Is this the right file?")
    named = with_bracketed_names(with_single_words(_without_known_labels(cues)))
    return Captions(named, language, source.name, format, (*repairs, *mended))


def _with_ends(lines: list[TimedText]) -> tuple[list[TimedText], list[Repair]]:
    completed = []
    guessed = 0
    for k, line in enumerate(lines):
        end = line.end
        if end is None or end < line.start:
            after = next((t.start for t in lines[k + 1 : k + 20] if t.start > line.start), None)
            end = guessed_end(line.start, after, len(line.text))
            guessed += bool(line.text.strip())
        completed.append(line._replace(end=end))
    return completed, [Repair(0, "missing end", f"{guessed} lines", "ends at the next start")] if guessed else []


def _without_known_labels(cues: list[Cue]) -> tuple[Cue, ...]:
    """Cues that name their speaker in a field and again in the text: the label in the text becomes a mark."""
    names = {n.strip() for c in cues if c.speaker for n in c.speaker.split(_NAME_SEPARATOR) if n.strip()}
    if not names or len(names) > 200:
        return tuple(cues)
    listed = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    label = re.compile(rf"[-–—]?\s*(?:[\[(]\s*({listed})\s*[\])]\s*:?|({listed})\s*[:：])\s*", re.IGNORECASE)
    known = {n.casefold(): n for n in names}
    return tuple(_without_label(cue, label, known) if cue.speaker else cue for cue in cues)


def _without_label(cue: Cue, label: re.Pattern[str], known: dict[str, str]) -> Cue:
    if not cue.words:
        return _unlabelled(cue, label, known)
    m = label.match(cue.text)
    if m is None or not cue.text[m.end() :].strip():
        return cue
    printed = "".join(m[0].split())
    count = next((k for k in range(len(cue.words)) if "".join(w.text for w in cue.words[:k]) == printed), 0)
    marks = tuple(replace(mark, at=mark.at - m.end()) for mark in cue.marks if mark.at >= m.end())
    name = (m[1] or m[2]).casefold()
    return replace(
        cue, text=cue.text[m.end() :], speaker=known.get(name, cue.speaker), marks=marks, words=cue.words[count:]
    )


def _unlabelled(cue: Cue, label: re.Pattern[str], known: dict[str, str]) -> Cue:
    lines: list[str] = []
    marks: list[Mark] = []
    at = 0
    for line in cue.text.split("\n"):
        m = label.match(line)
        if m:
            name = (m[1] or m[2]).casefold()
            marks.append(Mark(at, known.get(name, m[1] or m[2])))
            line = line[m.end() :]
        if line:
            lines.append(line)
            at += len(line) + 1
    if not marks or not lines:
        return cue
    first = marks[0].speaker if marks[0].at == 0 else cue.speaker
    kept = tuple(m for m in marks if m.at < at and (m.at > 0 or m.speaker != first))
    return replace(cue, text="\n".join(lines), speaker=first, marks=kept)
