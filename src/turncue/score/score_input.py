"""What is compared: a result and a reference, each brought to one shape.

A side carries what its file holds and leaves the rest empty; every measure takes what it needs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from turncue.model import Captions, Cue, Document, Word
from turncue.score.params import STAMPED_SHARE
from turncue.text.events import find_events, mask_events
from turncue.text.speaker_spans import speaker_spans, time_at
from turncue.text.tokens import tokenize

__all__ = ["Segment", "Side", "Spoken", "TimedKeys", "name_key", "renamed", "side_of_captions", "side_of_document"]


@dataclass(frozen=True, slots=True)
class Segment:
    """Somebody speaks in ``[start, end)`` ms; ``speaker`` is None where it is not known who."""

    start: int
    end: int
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn: who, what ("" where the file has no words), and its start in ms (None: not in the recording)."""

    speaker: str | None
    text: str
    start: int | None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison.

    ``segments`` tell who speaks when, in any order, and may overlap. ``turns`` are in order of speech. ``words`` are
    runs of text with times in order; single words with stamps of their own where ``stamped``. ``text``: all
    speech. ``unscored`` are spans in ms that a reference excludes.
    """

    segments: tuple[Segment, ...] = ()
    turns: tuple[Spoken, ...] = ()
    words: tuple[Word, ...] = ()
    stamped: bool = False
    text: str = ""
    unscored: tuple[tuple[int, int], ...] = ()

    @property
    def named(self) -> bool:
        """Whether any segment has a speaker's name."""
        return any(s.speaker is not None for s in self.segments)


def name_key(name: str | None) -> str | None:
    """A name in the form in which two are the same: NFKC, case folded, single spaces; None when nothing is left.

    An underscore is a space, for RTTM, STM and CTM cannot hold spaces.
    """
    if name is None:
        return None
    return " ".join(unicodedata.normalize("NFKC", name).casefold().replace("_", " ").split()).strip(" :*") or None


def renamed(side: Side, pairs: Iterable[tuple[str, str]]) -> Side:
    """The side with every name brought to its key, after (old, new) pairs were applied."""
    table = {name_key(old): name_key(new) for old, new in pairs}

    def key(name: str | None) -> str | None:
        own = name_key(name)
        return table.get(own, own)

    return _with_names(side, key)


def with_partners(side: Side, partners: Mapping[str, str]) -> Side:
    """The side with its names replaced; a name without a partner becomes one that equals nobody's."""
    return _with_names(side, lambda name: None if name is None else partners.get(name, f"\0{name}"))


def _with_names(side: Side, key: Callable[[str | None], str | None]) -> Side:
    return replace(
        side,
        segments=tuple(replace(s, speaker=key(s.speaker)) for s in side.segments),
        turns=tuple(replace(t, speaker=key(t.speaker)) for t in side.turns),
    )


# ---------------------------------------------------------------- words with times


@dataclass(frozen=True, slots=True)
class TimedKeys:
    """The keys of a text's words (``turncue.text.tokens``) and the start of each in ms."""

    keys: tuple[str, ...]
    starts: tuple[int, ...]


def keys_of(text: str) -> tuple[str, ...]:
    """The keys of a text's words, without sound notes."""
    return tokenize(mask_events(text, find_events(text))).keys


def timed_keys(words: Sequence[Word]) -> TimedKeys:
    """Keys with starts; several tokens in one word or cue share its time out by their place in it."""
    keys: list[str] = []
    starts: list[int] = []
    for word in words:
        tokens = tokenize(mask_events(word.text, find_events(word.text)))
        length = len(word.text)
        for begin, key in zip(tokens.begins, tokens.keys, strict=True):
            keys.append(key)
            starts.append(word.start + (word.end - word.start) * begin // length)
    return TimedKeys(tuple(keys), tuple(starts))


# ---------------------------------------------------------------- captions as a side


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text in one cue; ``change``: somebody (``speaker``, None: not named) begins to speak here."""

    start: int
    end: int
    text: str
    change: bool
    speaker: str | None


def side_of_captions(captions: Captions) -> Side:
    """Captions as a side: a name holds until the next change of speaker, consecutive cues of one are a turn.

    Without names and without signs of a change there are no turns and no segments, only words.
    """
    pieces = [p for cue in captions.cues for p in _pieces(cue)]
    stamped = _stamped(captions.cues)
    words = tuple(w for c in captions.cues for w in c.words) if stamped else tuple(_plain(p) for p in pieces if p.text)
    side = Side(words=words, stamped=stamped, text="\n".join(c.text for c in captions.cues if c.text))
    if not any(p.change for p in pieces):
        return side
    segments, turns = _runs(pieces)
    return replace(side, segments=tuple(segments), turns=tuple(turns))


def _plain(piece: _Piece) -> Word:
    return Word(piece.text, piece.start, piece.end)


def _stamped(cues: Sequence[Cue]) -> bool:
    """Whether nearly every cue has words with their own times: a few stray stamps are no measurement."""
    spoken = [c for c in cues if keys_of(c.text)]
    return bool(spoken) and sum(bool(c.words) for c in spoken) >= STAMPED_SHARE * len(spoken)


def _pieces(cue: Cue) -> list[_Piece]:
    """A cue cut at its marks."""
    cuts = speaker_spans(cue)
    times = [time_at(cue, s.begin) for s in cuts] + [cue.end]
    return [
        _Piece(times[k], max(times[k], times[k + 1]), cue.text[s.begin : s.end].strip(), s.change, s.speaker)
        for k, s in enumerate(cuts)
    ]


def _runs(pieces: Iterable[_Piece]) -> tuple[list[Segment], list[Spoken]]:
    segments: list[Segment] = []
    turns: list[Spoken] = []
    speaker: str | None = None
    for piece in pieces:
        if not keys_of(piece.text) and not piece.change:
            continue
        fresh = not turns or (piece.change and (piece.speaker is None or piece.speaker != speaker))
        if piece.change:
            speaker = piece.speaker
        segments.append(Segment(piece.start, piece.end, speaker))
        if fresh:
            turns.append(Spoken(speaker, piece.text, piece.start, piece.end))
        else:
            last = turns[-1]
            turns[-1] = replace(last, text=f"{last.text}\n{piece.text}", end=max(last.end or 0, piece.end))
    return segments, turns


# ---------------------------------------------------------------- our own result as a side


def side_of_document(document: Document) -> Side:
    """A finished alignment as a side: turns and word times of the transcript, speakers of the subtitles' lines."""
    words = [
        Word(turn.text[w.begin : w.finish], w.start, w.end, w.confidence) for turn in document.turns for w in turn.words
    ]
    segments = [s for sub in document.subtitles for s in line_segments(sub.start, sub.end, sub.lines, sub.speakers)]
    return Side(
        segments=tuple(segments),
        turns=tuple(Spoken(t.speaker, t.text, t.start, t.end) for t in document.turns),
        words=tuple(words),
        stamped=bool(words),
        text="\n".join(t.text for t in document.turns if t.words),
    )


def line_segments(start: int, end: int, lines: Sequence[str], speakers: Sequence[str | None]) -> list[Segment]:
    """Who speaks in a subtitle: its time shared out by length among the runs of lines of one speaker."""
    total = sum(map(len, lines)) or 1
    made: list[Segment] = []
    done = 0
    for line, speaker in zip(lines, speakers, strict=True):
        first = start + (end - start) * done // total
        done += len(line)
        last = start + (end - start) * done // total
        if made and made[-1].speaker == speaker:
            made[-1] = replace(made[-1], end=last)
        else:
            made.append(Segment(first, last, speaker))
    return made
