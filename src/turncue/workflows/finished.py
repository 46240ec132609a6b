"""A finished file as a document again: a result with its turns and words, or subtitles that name their speakers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import PurePath

from turncue import formats
from turncue.files import Input
from turncue.formats import Source
from turncue.formats.base import Reference, ReferenceTurn
from turncue.formats.timelines.frame_clock import FrameClock
from turncue.formats.timelines.turn_markers import Timeline, timeline_from
from turncue.model import Captions, Cue, Document, Subtitle, TimedTurn, TimedWord, Word
from turncue.reading import captions_from, read_source
from turncue.text.language import detect_language

__all__ = ["document_of_captions", "document_of_file", "timeline_of_file"]


def document_of_file(source: Input | Source, encoding: str | None = None) -> Document:
    """The document of a file. Turns come from a result's turns; without them there are subtitles only.

    Raises ``ReadError`` for a file that cannot be understood.
    """
    content = read_source(source, "subtitles", encoding)
    row = formats.detect(content)
    captions = captions_from(content)
    if row.read_reference is not None and not row.recordings:
        reference = row.read_reference(content, None)
        if reference.turns:
            turns = _as_judged(_turns(reference), content.text)
            return Document(_showing(_subtitles(captions), content.text), turns, language=captions.language)
    return document_of_captions(captions)


def timeline_of_file(source: Input, clock: FrameClock, *, media: str = "") -> Timeline:
    """The timeline of a result (JSON) or of subtitles that name their speakers. Raises ``ReadError``."""
    name = source if isinstance(source, str) else getattr(source, "name", "") or ""
    return timeline_from(document_of_file(source), clock, title=PurePath(str(name)).name.split(".")[0], media=media)


def document_of_captions(captions: Captions) -> Document:
    """Captions as subtitles, cut as they are; a label where the speaker changes and the text has none.

    Cues with word times become turns as well, one for each speaker in a cue, so that no word time is lost.
    """
    subtitles = _subtitles(captions)
    turns: list[TimedTurn] = []
    cues = [cue for cue in captions.cues if cue.text.strip()]
    if any(cue.words for cue in cues):
        made = []
        for subtitle, cue in zip(subtitles, cues, strict=True):
            own = _turns_of_cue(subtitle, cue, len(turns))
            turns += own
            made.append(replace(subtitle, turns=tuple(turn.index for turn in own)))
        subtitles = tuple(made)
    language = captions.language or detect_language("\n".join(cue.text for cue in cues))
    return Document(subtitles, tuple(turns), language=language, captions_language=language)


def _turns_of_cue(subtitle: Subtitle, cue: Cue, first: int) -> list[TimedTurn]:
    """A turn for each run of lines of one speaker, with the cue's words; words that the lines lack are left out."""
    rows = zip(subtitle.lines, subtitle.speakers, strict=True)
    runs = [(who, " ".join(line for line, _ in run)) for who, run in groupby(rows, key=lambda row: row[1])]
    words = list(cue.words)
    made = []
    for index, (speaker, text) in enumerate(runs, first):
        placed, place = [], 0
        while words and (begin := text.find(words[0].text.strip(), place)) >= 0:
            word, words = words[0], words[1:]
            place = begin + len(word.text.strip())
            confidence = 1.0 if word.confidence is None else word.confidence
            placed.append(TimedWord(begin, place, word.start, word.end, "measured", confidence))
        if not placed:  # no word of it has a time: the cue's own is all that is known
            placed = [TimedWord(0, len(text), cue.start, cue.end, "cue", 0.5)]
        mean = sum(word.confidence for word in placed) / len(placed)
        made.append(TimedTurn(index, speaker, text, tuple(placed), mean, "aligned"))
    return made


def _showing(subtitles: tuple[Subtitle, ...], text: str) -> tuple[Subtitle, ...]:
    """The subtitles with the turns that each shows, as the result states them."""
    try:
        rows = sorted(json.loads(text)["cues"], key=lambda row: float(row["start"]))
        pairs = zip(subtitles, rows, strict=True)
        return tuple(replace(subtitle, turns=tuple(map(int, row["turns"]))) for subtitle, row in pairs)
    except (ValueError, TypeError, KeyError):
        return subtitles


def _subtitles(captions: Captions) -> tuple[Subtitle, ...]:
    made: list[Subtitle] = []
    last: str | None = None
    for cue in captions.cues:
        if not cue.text.strip():
            continue
        lines, speakers, labels = [], [], []
        for line, speaker in _lines(cue):
            shown = bool(speaker) and speaker != last and not line.casefold().startswith(f"{speaker}:".casefold())
            lines.append(line)
            speakers.append(speaker)
            labels.append(f"{speaker}: " if shown else "")
            last = speaker
        made.append(Subtitle(cue.start, cue.end, tuple(lines), tuple(speakers), tuple(labels), ()))
    return tuple(made)


def _lines(cue: Cue) -> list[tuple[str, str | None]]:
    """The lines of a cue with who speaks; a change inside a line begins a new one."""
    cuts = sorted({0, len(cue.text), *(mark.at for mark in cue.marks if 0 <= mark.at <= len(cue.text))})
    by_place = {mark.at: mark.speaker for mark in cue.marks}
    speaker, rows = cue.speaker, []
    for begin, end in pairwise(cuts):
        speaker = by_place.get(begin, speaker)
        rows += [(line.strip(), speaker) for line in cue.text[begin:end].split("\n") if line.strip()]
    return rows


def _turns(reference: Reference) -> list[TimedTurn]:
    rows = reference.turns
    made, at = [], 0
    for index, row in enumerate(rows):
        words, at = _words_of(row, reference.words, at)
        absent = row.start is None
        if not words and row.start is not None:
            words = (TimedWord(0, len(row.text), row.start, row.end or row.start, "estimated", 0.5),)
        confidence = sum(w.confidence for w in words) / len(words) if words else 0.0
        status = "absent" if absent else "aligned"
        made.append(TimedTurn(index, row.speaker, row.text, words, confidence, status))  # type: ignore[arg-type]
    return made


def _as_judged(turns: Sequence[TimedTurn], text: str) -> tuple[TimedTurn, ...]:
    """The turns with the confidence and the status that the result states."""
    try:
        rows = json.loads(text)["turns"]
        made = [
            replace(t, confidence=float(r["confidence"]), status=r["status"]) for t, r in zip(turns, rows, strict=True)
        ]
    except (ValueError, TypeError, KeyError):  # the reader has accepted the file; it states neither
        return tuple(turns)
    return tuple(made)


def _words_of(row: ReferenceTurn, words: Sequence[Word], at: int) -> tuple[tuple[TimedWord, ...], int]:
    """The words of a turn with their places in its text; ``at`` is the first word that is not used yet."""
    if row.start is None:
        return (), at
    made: list[TimedWord] = []
    place = 0
    while at < len(words):
        word = words[at]
        begin = row.text.find(word.text, place)
        if begin < 0 or word.start < row.start or (row.end is not None and word.end > row.end):
            break
        place = begin + len(word.text)
        confidence = 1.0 if word.confidence is None else word.confidence
        made.append(TimedWord(begin, place, word.start, word.end, "measured", confidence))
        at += 1
    return tuple(made), at
