"""What writers of turns and of words need: turns with the pieces of their text, and subtitle lines with word times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from turncue.model import Document, Subtitle, TimedTurn, TimedWord

__all__ = [
    "Piece",
    "SpokenTurn",
    "TimedLine",
    "plain",
    "spoken_turns",
    "timed_lines",
    "with_recording",
    "without_controls",
]

# what XML 1.0 cannot hold (section 2.2, Char), with the lone surrogates
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufddf\ufffe\uffff]")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with the marks and the space behind it; times in ms. The pieces of a turn are its whole text."""

    text: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """A turn with times in ms; ``start`` and ``end`` are None for one that is absent from the captions."""

    index: int
    speaker: str | None
    text: str
    start: int | None
    end: int | None
    confidence: float
    status: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class TimedLine:
    """A line of a subtitle with its words: (offset in the line, start, end in ms), () where they are not known."""

    subtitle: Subtitle
    text: str
    speaker: str | None
    label: str
    words: tuple[tuple[int, int, int], ...] = ()


def without_controls(text: str) -> str:
    """The text with a space for each control character, and for what XML cannot hold; line ends and tabs stay."""
    return _NOT_XML.sub(" ", text)


def plain(text: str) -> str:
    """The text on one line, without control characters."""
    return _BLANKS.sub(" ", without_controls(text)).strip()


def with_recording(document: Document) -> str:
    """The recording's name in one word, from the metadata; ``recording`` where there is none."""
    name = next((v for k, v in document.metadata.items() if k.lower() in ("recording", "title", "標題", "标题")), "")
    return re.sub(r"[^\w.-]+", "_", name).strip("_")[:80] or "recording"


def spoken_turns(document: Document, *, absent: bool = False) -> tuple[SpokenTurn, ...]:
    """The turns in order, without those that are absent unless ``absent``; for a document of subtitles only, a turn for
    each run of lines of one speaker."""
    if not document.turns:
        return tuple(_turns_of_subtitles(document.subtitles))
    turns = (_spoken(turn) for turn in document.turns)
    return tuple(turn for turn in turns if absent or turn.start is not None)


def _spoken(turn: TimedTurn) -> SpokenTurn:
    pieces = tuple(_pieces(turn))
    return SpokenTurn(turn.index, turn.speaker, turn.text, turn.start, turn.end, turn.confidence, turn.status, pieces)


def _pieces(turn: TimedTurn) -> Iterator[Piece]:
    """The text of a turn cut before each word with a time."""
    words = turn.words
    for k, word in enumerate(words):
        begin = word.begin if k else 0
        finish = words[k + 1].begin if k + 1 < len(words) else len(turn.text)
        yield Piece(turn.text[begin:finish], word.start, word.end, word.confidence)


def _turns_of_subtitles(subtitles: Sequence[Subtitle]) -> Iterator[SpokenTurn]:
    index = 0
    for subtitle in subtitles:
        runs: list[tuple[str | None, list[str]]] = []
        for line, speaker in zip(subtitle.lines, subtitle.speakers, strict=True):
            if runs and runs[-1][0] == speaker:
                runs[-1][1].append(line)
            else:
                runs.append((speaker, [line]))
        span = subtitle.end - subtitle.start
        total = sum(len(x) for _, lines in runs for x in lines) or 1
        at = 0
        for speaker, lines in runs:
            begin, at = at, at + sum(map(len, lines))
            start, end = (subtitle.start + span * part // total for part in (begin, at))
            yield SpokenTurn(index, speaker, " ".join(lines), start, end, subtitle.confidence, "aligned")
            index += 1


# ---------------------------------------------------------------- lines with word times


def timed_lines(document: Document) -> tuple[tuple[TimedLine, ...], ...]:
    """The lines of each subtitle with the times of their words, by the turns that the subtitle shows.

    Lines in other words than the turn's (the captions' text, another script) have none.
    """
    turns = {turn.index: _TurnText(turn) for turn in document.turns}
    at = dict.fromkeys(turns, 0)
    made = []
    for subtitle in document.subtitles:
        lines = []
        for line, speaker, label in zip(subtitle.lines, subtitle.speakers, subtitle.labels, strict=True):
            words: tuple[tuple[int, int, int], ...] = ()
            for index in subtitle.turns:
                place = turns[index].find(line, at[index]) if index in turns else -1
                if place >= 0:
                    at[index] = place + len(_dense(line))
                    words = turns[index].words_of(line, place)
                    break
            lines.append(TimedLine(subtitle, line, speaker, label, words))
        made.append(tuple(lines))
    return tuple(made)


def _dense(text: str) -> str:
    return "".join(text.split())


class _TurnText:
    """A turn's text without blanks, and the word that each of its characters belongs to."""

    def __init__(self, turn: TimedTurn) -> None:
        self._dense = _dense(turn.text)
        self._starts: dict[int, TimedWord] = {}
        dense = 0
        places = {word.begin: word for word in turn.words}
        for offset, character in enumerate(turn.text):
            if offset in places:
                self._starts[dense] = places[offset]
            dense += not character.isspace()

    def find(self, line: str, start: int) -> int:
        """Where a line stands in the text without blanks, at ``start`` or behind; -1 where it does not."""
        return self._dense.find(_dense(line), start) if line.strip() else -1

    def words_of(self, line: str, place: int) -> tuple[tuple[int, int, int], ...]:
        """(offset in the line, start, end) of the words that begin in the line, which stands at ``place``."""
        words = []
        dense = place
        for offset, character in enumerate(line):
            word = self._starts.get(dense)
            if word is not None and not character.isspace():
                words.append((offset, word.start, word.end))
            dense += not character.isspace()
        return tuple(words)
