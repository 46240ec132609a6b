"""A result against a reference, by the field's measures.

``score(result, reference)`` compares two sides (``side_of_captions``, ``side_of_document``,
``turncue.score.reference.read_side``); each measure is taken only when both carry what it needs, and what was left
out is named. Scores add up: the score of a collection is the sum of its recordings' scores.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from turncue.score.onset_errors import Errors
from turncue.score.score_input import Segment, Side, Spoken, renamed, side_of_captions, side_of_document, with_partners
from turncue.score.score_input import keys_of as _keys_of
from turncue.score.score_input import timed_keys as _timed_keys
from turncue.score.speaker_time import Diarization, SpeakerTime, best_mapping, compare_speakers
from turncue.score.turn_onsets import compare_turns_by_speaker, compare_turns_by_text
from turncue.score.word_errors import WordErrors, compare_word_times, compare_words

__all__ = [
    "Diarization",
    "Errors",
    "Score",
    "Segment",
    "Side",
    "SpeakerTime",
    "Spoken",
    "WordErrors",
    "score",
    "side_of_captions",
    "side_of_document",
]


_Part = TypeVar("_Part", Errors, SpeakerTime, Diarization, WordErrors)


@dataclass(frozen=True, slots=True)
class Score:
    """The measures of one recording or of many; None where a measure could not be taken.

    ``turn_starts``: start of every turn; ``speaker_time`` and ``diarization``: who speaks when; ``word_times``: starts
    of words with stamps; ``words``: word errors. ``left_out`` are sentences that say which measure is None and why.
    """

    turn_starts: Errors | None = None
    speaker_time: SpeakerTime | None = None
    diarization: Diarization | None = None
    word_times: Errors | None = None
    words: WordErrors | None = None
    left_out: tuple[str, ...] = ()
    recordings: int = 1

    @property
    def empty(self) -> bool:
        """Whether no measure could be taken."""
        parts = (self.turn_starts, self.speaker_time, self.diarization, self.word_times, self.words)
        return all(part is None for part in parts)

    def __add__(self, other: Score) -> Score:
        return Score(
            _sum(self.turn_starts, other.turn_starts),
            _sum(self.speaker_time, other.speaker_time),
            _sum(self.diarization, other.diarization),
            _sum(self.word_times, other.word_times),
            _sum(self.words, other.words),
            tuple(dict.fromkeys(self.left_out + other.left_out)),
            self.recordings + other.recordings,
        )


def _sum(a: _Part | None, b: _Part | None) -> _Part | None:
    if a is None or b is None:
        return b if a is None else a
    return a + b


def score(
    result: Side,
    reference: Side,
    *,
    collar: int = 0,
    map_speakers: bool = False,
    rename: Iterable[tuple[str, str]] = (),
) -> Score:
    """Compare a result with a reference.

    Names are compared by NFKC and case fold after ``rename`` (old, new) on both sides. ``map_speakers`` finds the best
    partners for names that mean nothing ("SPEAKER_00"). ``collar`` (ms) is left out around the reference's
    boundaries in the two speaker measures.
    """
    pairs = tuple(rename)
    ours, theirs = renamed(result, pairs), renamed(reference, pairs)
    if map_speakers:
        partners = best_mapping(theirs.segments, ours.segments, collar=collar, unscored=theirs.unscored)
        ours = with_partners(ours, partners)
    starts, note_starts = _turn_starts(ours, theirs)
    speaker_time, diarization, note_speakers = _speakers(ours, theirs, collar)
    times, note_times = _word_times(ours, theirs)
    words, note_words = _words(ours, theirs)
    notes = (note_starts, note_speakers, note_times, note_words)
    return Score(starts, speaker_time, diarization, times, words, tuple(note for note in notes if note))


def _lacking(what: str, ours: bool, theirs: bool, lacks: str) -> str:
    """The sentence that a measure is left out, where one of the sides has not what it needs; else empty."""
    if ours and theirs:
        return ""
    who = "neither side" if not (ours or theirs) else "the result" if not ours else "the reference"
    return f"{what}: {who} {'has' if who == 'neither side' else 'does not have'} {lacks}"


def _turn_starts(ours: Side, theirs: Side) -> tuple[Errors | None, str]:
    what = "turn starts"
    with_text = any(t.text for t in theirs.turns)
    if with_text and ours.words:
        errors = compare_turns_by_text(theirs.turns, ours.turns, _timed_keys(ours.words))
    elif ours.named and theirs.named:
        errors = compare_turns_by_speaker(_in_time(theirs), _in_time(ours))
    else:
        return None, _lacking(what, bool(ours.words) or ours.named, with_text or theirs.named, "turns or speakers")
    return (errors, "") if len(errors) else (None, f"{what}: the reference has no turn with a start")


def _in_time(side: Side) -> list[Segment]:
    """The turns where they have names and times, else the segments."""
    turns = [
        Segment(t.start, t.end, t.speaker)
        for t in side.turns
        if t.speaker is not None and t.start is not None and t.end is not None
    ]
    return turns or list(side.segments)


def _speakers(ours: Side, theirs: Side, collar: int) -> tuple[SpeakerTime | None, Diarization | None, str]:
    if note := _lacking("speaker time and diarization", ours.named, theirs.named, "speakers' names"):
        return None, None, note
    diarization, time = compare_speakers(theirs.segments, ours.segments, collar=collar, unscored=theirs.unscored)
    return time, diarization, ""


def _word_times(ours: Side, theirs: Side) -> tuple[Errors | None, str]:
    if note := _lacking("word times", ours.stamped, theirs.stamped, "times of single words"):
        return None, note
    errors = compare_word_times(_timed_keys(theirs.words), _timed_keys(ours.words))
    return (errors, "") if errors.offsets else (None, "word times: no word of the reference is in the result")


def _words(ours: Side, theirs: Side) -> tuple[WordErrors | None, str]:
    result, reference = _keys_of(ours.text), _keys_of(theirs.text)
    if note := _lacking("word errors", bool(result), bool(reference), "words"):
        return None, note
    return compare_words(reference, result), ""
