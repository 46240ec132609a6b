"""What recognisers have in common: words and segments with times in some unit, made into captions.

A wrong unit is a thousandfold error. So the unit of a format is checked: the median word must last 0.05 to 1.5 s, a
segment without words at most ten minutes; otherwise the file is refused with the number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from turncue.errors import ReadError
from turncue.formats.asr.json_values import best_of, name_of, number_of, rows_of, share_of, time_of
from turncue.formats.asr.params import (
    LONGEST_CUE,
    PAUSE,
    SEGMENT_MOST,
    SLOWEST_SPEECH,
    STRAY_WORD,
    WIDEST_CUE,
    WORD_RANGE,
)
from turncue.formats.cues.bracketed_names import with_bracketed_names
from turncue.formats.cues.cue_text import (
    Change,
    Signal,
    Voice,
    WordTime,
    assemble,
    make_cue,
    with_leading_change,
)
from turncue.formats.cues.timed_text import LATEST, guessed_end
from turncue.formats.source import Source
from turncue.model import Captions, Cue, Repair
from turncue.text.punctuation import SENTENCE_ENDS

__all__ = [
    "Segment",
    "Word",
    "as_spelled",
    "attached",
    "best_of",
    "captions_from_segments",
    "name_of",
    "number_of",
    "rows_of",
    "segments_of_words",
    "share_of",
    "spelled",
    "time_of",
    "words_with_marks",
]

_STOPS = tuple(SENTENCE_ENDS)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is given (a leading space parts it from the word before), times in the file's unit or None."""

    text: str
    start: float | None
    end: float | None
    confidence: float | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of speech; ``end`` is None where the file gives none. ``turn``: another, unnamed person begins."""

    start: float
    end: float | None
    text: str
    speaker: str | None
    words: tuple[Word, ...]
    turn: bool = False


# ---------------------------------------------------------------- words to segments


def spelled(words: Sequence[Word]) -> str:
    """The text of words: as they are where they bring their spaces, else with spaces between."""
    if any(w.text[:1].isspace() for w in words):
        return "".join(w.text for w in words)
    return " ".join(w.text for w in words)


def words_with_marks(items: Iterable[tuple[Word, bool]]) -> list[Word]:
    """Words of (word, is a mark) pairs: a punctuation mark belongs to the word before and has no time of its own."""
    words: list[Word] = []
    for word, mark in items:
        if mark:
            words[-1:] = attached(words[-1:], word.text.strip())
        elif word.text.strip():
            words.append(word)
    return words


def as_spelled(text: str, words: Sequence[Word]) -> tuple[Word, ...]:
    """The words as a text spells them, none where they differ from it in more than capitals and marks.

    Words as they were recognised have no capitals and numbers: "twenty five" is one word of the text.
    """
    shown = text.split()
    if len(shown) == len(words) and all(_bare(a) == _bare(w.text) for a, w in zip(shown, words, strict=True)):
        return tuple(replace(w, text=a) for a, w in zip(shown, words, strict=True))
    return tuple(words) if "".join(shown) == "".join("".join(w.text.split()) for w in words) else ()


def _bare(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum()) or word


def attached(words: Sequence[Word], mark: str) -> list[Word]:
    """The words with a punctuation mark at the end of the last one."""
    return [*words[:-1], replace(words[-1], text=words[-1].text + mark)] if words else []


def segments_of_words(words: Iterable[Word], factor: float | None = None) -> list[Segment]:
    """Bare words as segments: a new one at another speaker, a pause, the end of a sentence, or when it is full.

    ``factor`` is how many ms the file's unit has; None: s or ms, as the median word shows. A word without times stands
    behind the word before it.
    """
    groups: list[list[_Placed]] = []
    width = 0
    spoken = [w for w in words if w.text.strip()]
    lengths = [w.end - w.start for w in spoken if w.start is not None and w.end is not None]
    if not lengths:
        return []
    if factor is None:
        factor = 1.0 if median(lengths) > 5 else 1000.0
    for placed in _in_order(spoken):
        if not groups or width + len(placed[1].text) > WIDEST_CUE or _breaks(groups[-1], placed[1], factor):
            groups.append([])
            width = 0
        groups[-1].append(placed)
        width += len(placed[1].text) + 1
    return [_segment(group) for group in groups]


_Placed = tuple[float, Word]
"""A word and where it stands in time, also where it has no time of its own."""


def _in_order(words: Sequence[Word]) -> list[_Placed]:
    """The words in order of start; one without times keeps its place behind the word before it, or leads the file."""
    at, placed = next(w.start for w in words if w.start is not None and w.end is not None), []
    for word in words:
        if word.start is not None and word.end is not None:
            at = word.start
            placed.append((at, word))
        else:
            placed.append((at, replace(word, start=None, end=None)))
    return sorted(placed, key=lambda row: row[0])


def _segment(group: Sequence[_Placed]) -> Segment:
    words = tuple(word for _, word in group)
    end = max((w.end for w in words if w.end is not None), default=None)
    return Segment(group[0][0], end, spelled(words), words[0].speaker, words)


def _breaks(group: Sequence[_Placed], word: Word, factor: float) -> bool:
    last = group[-1][1]
    if word.speaker != last.speaker or last.text.rstrip().endswith(_STOPS):
        return True
    ends = [w.end for _, w in group[-3:] if w.end is not None]
    if word.start is None or word.end is None or not ends:
        return False
    return (word.start - ends[-1]) * factor > PAUSE or (word.end - group[0][0]) * factor > LONGEST_CUE


# ---------------------------------------------------------------- segments to captions


def captions_from_segments(
    segments: Iterable[Segment], source: Source, format: str, *, language: str | None = None, unit: float | None = None
) -> Captions:
    """Captions of segments, in order of start, times in ms.

    ``unit`` is how many ms the file's unit of time has; None: seconds or ms, whichever makes sense. Raises
    ``ReadError`` when there is no text and for times that make no sense.
    """
    ordered = sorted((s for s in segments if s.text.strip() or s.words), key=lambda s: s.start)
    if not ordered:
        raise ReadError("there is no text in its segments.", source.name)
    factor = unit or _unit(ordered, source.name)
    if unit is not None:
        _check_unit(ordered, unit, source.name)
    if max(abs(s.start) for s in ordered) * factor > LATEST:
        latest = max(s.start for s in ordered)
        raise ReadError(f"a time of {latest:g} makes no sense.", source.name, hint="Convert its times to seconds.")
    repairs = [Repair(0, "unit of times", "no unit is stated", "read as ms")] if unit is None and factor == 1.0 else []
    completed, missing = _with_ends(ordered, factor)
    if missing:
        repairs.append(Repair(0, "missing end", f"{missing} segments", "ends at the next start"))
    cues: list[Cue] = []
    change = False
    for segment in completed:
        cue, trailing = _cue(replace(segment, turn=segment.turn or change), factor)
        change = trailing if cue.text or trailing else change
        if cue.text:
            cues.append(cue)
    if not cues:
        raise ReadError("there is no text in its segments.", source.name)
    cues.sort(key=lambda c: c.start)
    return Captions(with_bracketed_names(tuple(cues)), language, source.name, format, tuple(repairs))


def _durations(segments: Sequence[Segment]) -> tuple[list[float], list[float]]:
    """How long words and segments last, in the file's unit."""
    words = [
        w.end - w.start
        for s in segments
        for w in s.words
        if w.start is not None and w.end is not None and w.end > w.start
    ]
    return words, [s.end - s.start for s in segments if s.end is not None and s.end > s.start]


def _unit(segments: Sequence[Segment], name: str | None) -> float:
    words, whole = _durations(segments)
    if words:
        middle = median(words)
        for factor in (1000.0, 1.0):
            if WORD_RANGE[0] <= middle * factor / 1000 <= WORD_RANGE[1]:
                return factor
        raise ReadError(
            f"the median word lasts {middle:g}, which is neither 0.05 to 1.5 s nor 50 to 1500 ms.",
            name,
            hint="Convert its times to seconds.",
        )
    if not whole:
        return 1000.0
    middle = median(whole)
    if all(s.start == int(s.start) for s in segments) and _rate(segments) < SLOWEST_SPEECH:
        return 1.0  # whole numbers, and in seconds nobody speaks so slowly
    for factor in (1000.0, 1.0):
        if middle * factor / 1000 <= SEGMENT_MOST:
            return factor
    raise ReadError(f"the median segment lasts {middle:g}; no unit makes sense of it.", name)


def _rate(segments: Sequence[Segment]) -> float:
    """The median of the characters spoken in one unit of time."""
    return median(len(s.text.strip()) / (s.end - s.start) for s in segments if s.end is not None and s.end > s.start)


def _check_unit(segments: Sequence[Segment], unit: float, name: str | None) -> None:
    words, whole = _durations(segments)
    if len(words) >= 3 and not WORD_RANGE[0] <= median(words) * unit / 1000 <= WORD_RANGE[1]:
        lasting, what, limit = median(words), "word", f"{WORD_RANGE[0]} to {WORD_RANGE[1]} s"
    elif whole and not words and median(whole) * unit / 1000 > SEGMENT_MOST:
        lasting, what, limit = median(whole), "segment", f"{SEGMENT_MOST:g} s at most"
    else:
        return
    problem = f"the median {what} lasts {lasting * unit / 1000:g} s in the unit of this format; {limit} makes sense."
    raise ReadError(problem, name, hint="Were its times converted to another unit?")


def _with_ends(segments: Sequence[Segment], factor: float) -> tuple[list[Segment], int]:
    completed = []
    missing = 0
    for k, s in enumerate(segments):
        end = s.end
        if end is None or end < s.start:
            missing += s.end is None
            after = next((t.start for t in segments[k + 1 : k + 20] if t.start > s.start), None)
            start = int(s.start * factor)
            end = guessed_end(start, None if after is None else int(after * factor), len(s.text)) / factor
        completed.append(replace(s, end=end) if end != s.end else s)
    return completed, missing


def _cue(segment: Segment, factor: float) -> tuple[Cue, bool]:
    """The cue of a segment, and whether another person begins behind it."""

    def ms(value: float) -> int:
        return max(0, math.floor(value * factor + 0.5))

    start, end = ms(segment.start), ms(segment.end or segment.start)
    segment = replace(segment, words=_near(segment, factor))
    text, timed = segment.text.replace("\x00", "\ufffd"), False
    signals: list[Signal] = []
    if segment.words and "".join(text.split()) != "".join("".join(w.text.split()) for w in segment.words):
        text = spelled(segment.words).replace("\x00", "\ufffd")
    if any(w.start is not None for w in segment.words):
        text, signals = _stamped(text, segment, ms)
        timed = True
        start = min([start, *(s.start for s in signals if isinstance(s, WordTime))])
        end = max([end, *(s.end or s.start for s in signals if isinstance(s, WordTime))])
    if segment.turn and not segment.speaker:
        text, signals = "\x00" + text, [Change(None), *signals]
    parsed = assemble(text, signals)
    parsed = with_leading_change(parsed) if segment.turn and segment.speaker and parsed.text else parsed
    speaker = parsed.speaker or segment.speaker
    return replace(make_cue(parsed, (start, max(start, end)), stamped=timed), speaker=speaker), parsed.trailing


def _near(segment: Segment, factor: float) -> tuple[Word, ...]:
    """The words, those far outside their segment without their time: it is a slip of the recogniser."""
    slack = STRAY_WORD / factor
    low, high = segment.start - slack, (segment.end or segment.start) + slack
    if all(w.start is None or low <= w.start <= high for w in segment.words):
        return segment.words
    return tuple(
        w if w.start is None or low <= w.start <= high else replace(w, start=None, end=None) for w in segment.words
    )


def _stamped(text: str, segment: Segment, ms: Callable[[float], int]) -> tuple[str, list[Signal]]:
    """The text with a NUL before every word and every new speaker, and the signals for them."""
    out: list[str] = []
    signals: list[Signal] = []
    at = 0
    speaker, reached = segment.speaker, segment.start
    for word in segment.words:
        begin = at
        while begin < len(text) and text[begin].isspace():
            begin += 1
        out.append(text[at:begin])
        if word.speaker is not None and word.speaker != speaker:
            speaker = word.speaker
            signals.append(Voice(speaker))
            out.append("\x00")
        # a word without a time stands between its neighbours
        start = reached if word.start is None else word.start
        end = word.end if word.start is not None else None
        signals.append(WordTime(ms(start), None if end is None else ms(max(start, end)), word.confidence))
        out.append("\x00")
        reached = max(start, end or start)
        at = _after(text, len("".join(word.text.split())), begin)
        out.append(text[begin:at])
    return "".join(out) + text[at:], signals


def _after(text: str, count: int, at: int) -> int:
    """The offset after ``count`` characters that are not white space."""
    while count and at < len(text):
        count -= not text[at].isspace()
        at += 1
    return at
