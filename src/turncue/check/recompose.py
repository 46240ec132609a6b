"""Subtitles laid out anew: cues become timed turns, and those are composed like a transcript's.

Never changes a word. Times inside a cue come from its word stamps, else by length.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from turncue.check.finding import DASHES_AND_CHEVRONS, ShownCue
from turncue.check.params import NEW_TURN_PAUSE
from turncue.check.rules import separator
from turncue.compose import LayoutOptions, compose
from turncue.compose.event_style import with_events
from turncue.model import Captions, Cue, Document, Mark, Report, Status, TimedTurn, TimedWord, TimeSource
from turncue.text.events import find_events
from turncue.text.speaker_spans import SpeakerSpan, speaker_spans
from turncue.text.tokens import tokenize
from turncue.text.width import prefix_widths

__all__ = ["recompose", "turns_of_cues", "with_shown_labels"]


@dataclass(frozen=True, slots=True)
class _WordTimes:
    """Where the spans of a cue's text that have a time begin, the time of each, and the text's running widths."""

    begins: list[int]
    spans: list[tuple[int, int]]
    widths: Sequence[float]


def _word_times(cue: Cue) -> _WordTimes:
    begins: list[int] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for word in cue.words:
        begin = cue.text.find(word.text.strip(), at)
        if begin >= 0:
            begins.append(begin)
            spans.append((word.start, word.end))
            at = begin + len(word.text.strip())
    if not begins or begins[0] != 0:
        begins, spans = [0], [(cue.start, cue.end)]
    return _WordTimes(begins, spans, prefix_widths(cue.text))


def _time_of(times: _WordTimes, begin: int, finish: int) -> tuple[int, int, TimeSource]:
    """Start, end and source of the time of a word, ``cue.text[begin:finish]``."""
    begins, spans, p = times.begins, times.spans, times.widths
    k = bisect_right(begins, begin) - 1
    start, end = spans[k]
    a, b = begins[k], begins[k + 1] if k + 1 < len(begins) else len(p) - 1
    whole = max(1.0, p[b] - p[a])
    span = end - start
    return (
        start + round(span * (p[begin] - p[a]) / whole),
        start + round(span * (p[min(finish, b)] - p[a]) / whole),
        "measured" if len(begins) > 1 else "cue",
    )


def with_shown_labels(captions: Captions, cues: Sequence[ShownCue]) -> Captions:
    """Captions in which labels that the reader left in the text (``[Ann] ``, ``- ``, a name on a line) are marks.

    ``cues`` are the same file's subtitles as ``shown_cues`` gives them. Where the reader knows the speaker of a cue
    already, a label is taken out if it names that speaker. Where the reader has split the cues, nothing changes.
    """
    if len(captions.cues) != len(cues) or not any(label for cue in cues for label in cue.labels):
        return captions
    known = any(c.speaker is not None or any(m.speaker for m in c.marks) for c in captions.cues)
    return replace(
        captions, cues=tuple(_unlabelled(c, s, known=known) for c, s in zip(captions.cues, cues, strict=True))
    )


def _unlabelled(cue: Cue, shown: ShownCue, *, known: bool) -> Cue:
    """A cue with its labels as marks; ``known``: the file has speakers, so that labels only repeat them."""
    if tuple(cue.text.split("\n")) != shown.lines or cue.words:
        return cue
    lines: list[str] = []
    marks: list[Mark] = []
    speakers = {m.at: m.speaker for m in cue.marks}
    at = old = 0
    speaker = cue.speaker
    for line, label, name in zip(shown.lines, shown.labels, shown.speakers, strict=True):
        changes = [m for m in cue.marks if old <= m.at <= old + len(line)]
        speaker = next((speakers[m.at] for m in changes if m.at == old), speaker)
        repeated = known and not (label and (_is_dash(label) or _same_name(label, speaker)))
        text = line if repeated else line[len(label) :].strip()
        cut = len(line) - len(line[len(label) :].lstrip()) if not repeated else 0
        if label and not known:
            marks.append(Mark(at, name if not _is_dash(label) else None))
        marks += (Mark(at + max(0, m.at - old - cut), m.speaker) for m in changes)
        old += len(line) + 1
        if text:
            lines.append(text)
            at += len(text) + 1
    return replace(cue, text="\n".join(lines), marks=tuple(m for m in marks if m.at < at))


def _is_dash(label: str) -> bool:
    """Whether a label is a dash or chevrons without a name."""
    return not label.strip(DASHES_AND_CHEVRONS)


def _same_name(label: str, speaker: str | None) -> bool:
    """Whether a label names the speaker, in whatever case."""
    name = label.strip(DASHES_AND_CHEVRONS).strip("[]()（）:： ")
    return speaker is not None and " ".join(name.split()).casefold() == " ".join(speaker.split()).casefold()


def turns_of_cues(captions: Captions) -> list[TimedTurn]:
    """The cues as timed turns, in order: a turn ends where the speaker changes or is silent for ``NEW_TURN_PAUSE``."""
    speakers: list[str | None] = []
    parts: list[list[tuple[Cue, SpeakerSpan]]] = []
    for cue in sorted(captions.cues, key=lambda c: c.start):
        for span in speaker_spans(cue):
            who = span.speaker
            fresh = span.change and (who is None or not parts or who != speakers[-1])
            if not parts or fresh or cue.start - parts[-1][-1][0].end > NEW_TURN_PAUSE:
                speakers.append(who if span.change else speakers[-1] if speakers else None)
                parts.append([])
            parts[-1].append((cue, span))
    turns: list[TimedTurn] = []
    for speaker, own in zip(speakers, parts, strict=True):
        text, words = _text_and_words(own)
        if text:
            status: Status = "aligned" if words else "absent"
            turns.append(TimedTurn(len(turns), speaker, text, words, 1.0, status, find_events(text)))
    return turns


def _text_and_words(parts: Iterable[tuple[Cue, SpeakerSpan]]) -> tuple[str, tuple[TimedWord, ...]]:
    """The text and the words of a turn; old line ends become spaces, or nothing in Chinese."""
    text: list[str] = []
    length, last_char, latest = 0, "", 0
    words: list[TimedWord] = []
    for cue, span in parts:
        times = _word_times(cue)
        at = span.begin
        for line in cue.text[span.begin : span.end].split("\n"):
            bare = line.strip()
            start = at + len(line) - len(line.lstrip())
            at += len(line) + 1
            if not bare:
                continue
            blank = "" if not last_char else separator(last_char, bare)
            text += (blank, bare)
            base = length + len(blank)
            length, last_char = base + len(bare), bare[-1]
            tokens = tokenize(bare)
            for a, b in list(zip(tokens.begins, tokens.finishes, strict=True)) or [(0, len(bare))]:
                first, last, source = _time_of(times, start + a, start + b)
                first = max(first, latest)
                latest = max(first, last)
                words.append(TimedWord(base + a, base + b, first, latest, source, 1.0))
    return "".join(text), tuple(words)


def recompose(captions: Captions, layout: LayoutOptions, *, events: str | None = None) -> Document:
    """Captions laid out anew, as a document to write.

    ``layout``: the labels in it say how names that the captions give are printed. A cue's time holds what a viewer
    needs to read it already, so subtitles linger no longer than the cues did. ``events``: see
    ``turncue.compose.event_style``.
    """
    turns = turns_of_cues(captions)
    if events:
        turns = with_events(turns, events, layout.language)
    unnamed = any(m.speaker is None for c in captions.cues for m in c.marks)
    made = compose(
        turns,
        replace(layout, profile=replace(layout.profile, linger=0), labels=replace(layout.labels, unnamed=unnamed)),
    )
    report = Report(engine="none", turns=len(turns), aligned=len(turns), repairs=len(captions.repairs))
    return Document(tuple(made), tuple(turns), report, layout.language, captions.language)
