"""Subtitles cut anew: cues become timed turns, and those go the way of every transcript.

Never changes a word. Times inside a cue come from its word stamps, else by length.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from turncue.check.finding import Shown
from turncue.check.rules import joined
from turncue.compose import LabelOptions, Profile, compose
from turncue.compose.event_style import with_events
from turncue.model import Captions, Cue, Document, Mark, Report, Subtitle, TimedTurn, TimedWord, TimeSource
from turncue.text.events import find_events
from turncue.text.speaker_spans import Stretch, stretches
from turncue.text.tokens import tokenize
from turncue.text.width import prefix_widths

__all__ = ["recomposed", "turns_of_cues", "with_shown_labels"]

PAUSE = 10_000  # ms of silence after which a new turn begins, whoever speaks


@dataclass(slots=True)
class _Run:
    """A turn as it grows."""

    speaker: str | None
    text: str = ""
    words: list[TimedWord] = field(default_factory=list)
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Clock:
    """Offsets at which stamped stretches of a cue's text begin, the time of each, and the text's widths so far."""

    begins: list[int]
    spans: list[tuple[int, int]]
    widths: Sequence[float]


def _clock(cue: Cue) -> _Clock:
    begins: list[int] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for word in cue.words:
        found = cue.text.find(word.text.strip(), at)
        if found >= 0:
            begins.append(found)
            spans.append((word.start, word.end))
            at = found + len(word.text.strip())
    if not begins or begins[0] != 0:
        begins, spans = [0], [(cue.start, cue.end)]
    return _Clock(begins, spans, prefix_widths(cue.text))


def _timed(clock: _Clock, begin: int, finish: int) -> tuple[int, int, TimeSource]:
    """The time of ``cue.text[begin:finish]``, a word."""
    begins, spans, p = clock.begins, clock.spans, clock.widths
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


def with_shown_labels(captions: Captions, cues: Sequence[Shown]) -> Captions:
    """Captions in which labels that the reader left in the text (``[Ann] ``) are marks.

    ``cues`` are the same file's subtitles as ``shown_cues`` gives them. Where speakers are known already, and where the
    reader has taken the cues apart, nothing changes.
    """
    known = any(c.speaker is not None or any(m.speaker for m in c.marks) for c in captions.cues)
    named = any(label.strip("-–—‐‑―>＞ ") for cue in cues for label in cue.labels)
    if known or not named or len(captions.cues) != len(cues):
        return captions
    return replace(captions, cues=tuple(map(_unlabelled, captions.cues, cues)))


def _unlabelled(cue: Cue, shown: Shown) -> Cue:
    if tuple(cue.text.split("\n")) != shown.lines or cue.words:
        return cue
    lines: list[str] = []
    marks = list(cue.marks)
    at = 0
    for line, label, name in zip(shown.lines, shown.labels, shown.speakers, strict=True):
        if label and name:
            marks.append(Mark(at, name))
        said = line[len(label) :].strip()
        if said:
            lines.append(said)
            at += len(said) + 1
    return replace(cue, text="\n".join(lines), marks=tuple(m for m in marks if m.at < at))


def turns_of_cues(captions: Captions) -> list[TimedTurn]:
    """The cues as timed turns, in order: a turn ends where the speaker changes or is silent for ``PAUSE`` ms."""
    runs: list[_Run] = []
    for cue in sorted(captions.cues, key=lambda c: c.start):
        for stretch in stretches(cue):
            who = stretch.speaker
            run = runs[-1] if runs else None
            fresh = stretch.change and (who is None or run is None or who != run.speaker)
            if run is None or fresh or cue.start - run.end > PAUSE:
                speaker = who if stretch.change else run.speaker if run else None
                run = _Run(speaker)
                runs.append(run)
            _append(run, cue, stretch)
    spoken = [r for r in runs if r.text]
    return [
        TimedTurn(k, r.speaker, r.text, tuple(r.words), 1.0, "aligned" if r.words else "absent", find_events(r.text))
        for k, r in enumerate(spoken)
    ]


def _append(run: _Run, cue: Cue, stretch: Stretch) -> None:
    """Add a stretch of a cue to a turn, line by line; old line ends become spaces, or nothing in Chinese."""
    clock = _clock(cue)
    at = stretch.begin
    for line in cue.text[stretch.begin : stretch.end].split("\n"):
        said = line.strip()
        start = at + len(line) - len(line.lstrip())
        at += len(line) + 1
        if not said:
            continue
        text = joined([x for x in (run.text, said) if x])
        base = len(text) - len(said)
        run.text = text
        tokens = tokenize(said)
        spans = list(zip(tokens.begins, tokens.finishes, strict=True)) or [(0, len(said))]
        for a, b in spans:
            first, last, source = _timed(clock, start + a, start + b)
            first = max(first, run.words[-1].end if run.words else 0)
            run.words.append(TimedWord(base + a, base + b, first, max(first, last), source, 1.0))
    run.end = cue.end


def recomposed(
    captions: Captions,
    *,
    profile: Profile,
    labels: LabelOptions,
    language: str | None,
    shots: Sequence[int] = (),
    events: str | None = None,
) -> Document:
    """Captions cut anew to a profile, as a document to write.

    ``labels``: how names that the captions give are printed. A cue's time holds what a viewer needs to read it
    already, so subtitles linger no longer than the cues did. ``events``: see ``turncue.compose.event_style``.
    """
    turns = turns_of_cues(captions)
    if events:
        turns = with_events(turns, events, language)
    calm = replace(profile, linger=0)
    unnamed = any(m.speaker is None for c in captions.cues for m in c.marks)
    made: list[Subtitle] = compose(
        turns, profile=calm, labels=replace(labels, unnamed=unnamed), language=language, shots=shots
    )
    report = Report(engine="none", turns=len(turns), aligned=len(turns), repairs=len(captions.repairs))
    return Document(tuple(made), tuple(turns), report, language, captions.language)
