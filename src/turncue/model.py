"""The frozen values that every step takes and gives.

All times are integer milliseconds from the start of the media. All spans, of time and of characters,
are half-open. Offsets count Python characters of the text they belong to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "Captions",
    "Cue",
    "Document",
    "Event",
    "Mark",
    "Repair",
    "Report",
    "Stamp",
    "Status",
    "Subtitle",
    "TimeSource",
    "TimedTurn",
    "TimedWord",
    "Transcript",
    "Turn",
    "Word",
]

Status = Literal["aligned", "estimated", "absent"]
"""``aligned``: rests on matched words; ``estimated``: placed between neighbours; ``absent``: not in the captions."""

TimeSource = Literal["measured", "cue", "estimated"]
"""Where a time comes from: a word stamp, a place inside a cue by length, or the neighbours."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair of a reader: where (``line`` from 1, 0 for the whole file), by which ``rule``,
    the text as it stood and as it was read."""

    line: int
    rule: str
    original: str
    replacement: str


# ---------------------------------------------------------------- captions: when something is heard


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the captions with its own times, in ms; ``confidence`` 0 to 1 where the source gives one."""

    text: str
    start: int
    end: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A hint in the captions that another person begins to speak.

    ``at`` is an offset into the cue's text; ``speaker`` the name, or None for a bare ``>>`` or dash.
    """

    at: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """One timed caption.

    ``text`` is plain text: no tags, no entities, no ``>>``; lines are parted by ``\\n``. Sound notes such as
    ``[Music]`` stay in it. ``speaker`` is the voice at the cue's beginning; ``marks`` tell of changes of speaker,
    in order. ``words``, when the source has word stamps, are the cue's words in order.
    """

    start: int
    end: int
    text: str
    speaker: str | None = None
    words: tuple[Word, ...] = ()
    marks: tuple[Mark, ...] = ()
    id: str | None = None
    settings: str = ""


@dataclass(frozen=True, slots=True)
class Captions:
    """Timed captions in order of start. ``language`` is a BCP 47 tag where known, ``source`` a file name."""

    cues: tuple[Cue, ...]
    language: str | None = None
    source: str | None = None
    format: str | None = None
    repairs: tuple[Repair, ...] = ()


# ---------------------------------------------------------------- transcript: what was said, by whom


@dataclass(frozen=True, slots=True)
class Event:
    """Something heard that is not speech, such as ``（掌聲）`` or ``[laughs]``.

    It stands in its turn's text: ``turn.text[at:at + len(text)] == text``.
    """

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time written into a transcript, taken out of the text.

    ``at`` is the offset of the first character after it, ``time`` in ms. ``hard`` is a pin (``[[00:12:34.5]]``)
    that the alignment must honour; otherwise it is evidence.
    """

    at: int
    time: int
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person said in one go.

    ``speaker`` is None where the transcript names nobody. Paragraphs in ``text`` are parted by ``\\n``.
    ``start`` is the turn's time as the transcript tells it, in ms, where it does. ``line`` is the line of the
    source file, from 1.
    """

    speaker: str | None
    text: str
    start: int | None = None
    events: tuple[Event, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    role: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """Turns in order, and what the document says of itself (``metadata``: 日期, host, title …).

    ``notes`` are sentences for the user: what was left out, names that look alike. ``alternatives`` are other readings
    of the same document, the likeliest first (``turncue.transcripts.choice.choose_reading`` chooses with the captions).
    """

    turns: tuple[Turn, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None
    source: str | None = None
    format: str | None = None
    repairs: tuple[Repair, ...] = ()
    notes: tuple[str, ...] = ()
    alternatives: tuple[Transcript, ...] = ()

    @property
    def speakers(self) -> tuple[str, ...]:
        """The names, in order of first appearance."""
        return tuple(dict.fromkeys(t.speaker for t in self.turns if t.speaker is not None))


# ---------------------------------------------------------------- the result


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A transcript word with its time: ``text[begin:finish]`` of its turn is spoken in ``[start, end)`` ms."""

    begin: int
    finish: int
    start: int
    end: int
    source: TimeSource
    confidence: float


@dataclass(frozen=True, slots=True)
class TimedTurn:
    """A turn with times for its words.

    ``words`` are in order, do not overlap, and are empty for an ``absent`` turn. ``reason`` says in words why a
    turn is doubtful ("" when it is not).
    """

    index: int
    speaker: str | None
    text: str
    words: tuple[TimedWord, ...]
    confidence: float
    status: Status
    events: tuple[Event, ...] = ()
    role: str | None = None
    reason: str = ""

    @property
    def start(self) -> int | None:
        """Begin of the first word in ms; None when absent."""
        return self.words[0].start if self.words else None

    @property
    def end(self) -> int | None:
        """End of the last word in ms; None when absent."""
        return self.words[-1].end if self.words else None


@dataclass(frozen=True, slots=True)
class Subtitle:
    """One subtitle as shown: ``lines`` with a speaker each (None where nobody is named).

    ``label`` tells for each line what to print of the speaker's name before it ("" for nothing); a writer that has
    its own place for the name prints ``lines`` alone. ``turns`` are the indices of the turns it shows.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    speakers: tuple[str | None, ...]
    labels: tuple[str, ...]
    turns: tuple[int, ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """How good a result is, in numbers that add up over a batch.

    ``matched`` of ``words`` transcript words have a partner; ``caption_matched`` of ``caption_words`` did.
    ``turns`` counts all turns, ``aligned``/``estimated``/``absent`` are its parts. Of the words with a time,
    ``measured`` have a word stamp's, ``in_cue`` were placed inside a cue, ``guessed`` lie between their neighbours.
    ``warnings`` are sentences for the user, the gravest first.
    """

    engine: str = "words"
    words: int = 0
    matched: float = 0.0
    caption_words: int = 0
    caption_matched: float = 0.0
    turns: int = 0
    aligned: int = 0
    estimated: int = 0
    absent: int = 0
    repairs: int = 0
    measured: int = 0
    in_cue: int = 0
    guessed: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """Share of the smaller side's words with a partner, 0 to 1."""
        least = min(self.words, self.caption_words)
        return min(1.0, min(self.matched, self.caption_matched) / least) if least else 0.0

    @property
    def coverage(self) -> float:
        """Share of the transcript's words with a partner, 0 to 1."""
        return self.matched / self.words if self.words else 0.0

    def __add__(self, other: Report) -> Report:
        return Report(
            engine=self.engine if self.engine == other.engine else "mixed",
            words=self.words + other.words,
            matched=self.matched + other.matched,
            caption_words=self.caption_words + other.caption_words,
            caption_matched=self.caption_matched + other.caption_matched,
            turns=self.turns + other.turns,
            aligned=self.aligned + other.aligned,
            estimated=self.estimated + other.estimated,
            absent=self.absent + other.absent,
            repairs=self.repairs + other.repairs,
            measured=self.measured + other.measured,
            in_cue=self.in_cue + other.in_cue,
            guessed=self.guessed + other.guessed,
            warnings=self.warnings + other.warnings,
        )


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a writer may need: the subtitles, and where they come from.

    ``language`` is what the subtitles are written in, ``captions_language`` what the captions were in.
    """

    subtitles: tuple[Subtitle, ...]
    turns: tuple[TimedTurn, ...] = ()
    report: Report = field(default_factory=Report)
    language: str | None = None
    captions_language: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
