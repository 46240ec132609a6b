"""STM, segment time marked (``.stm``), the reference of NIST's scoring toolkit (SCTK)::

    ;; a comment
    talk1 1 Ann_Lee 12.30 16.35 <o,f0,female> good morning (uh) everyone
    talk1 1 inter_segment_gap 16.35 20.00 <o,,> IGNORE_TIME_SEGMENT_IN_SCORING

The fields are: recording, channel, speaker, start, end, an optional label in angle brackets, text. Of alternatives
``{ going to / gonna / @ }`` the first is read; brackets around words that may be missing are dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from turncue.errors import ReadError
from turncue.formats.base import Reference
from turncue.formats.nist.nist_rows import Row, complete_rows, is_number, recording_rows, share_of, time_of
from turncue.formats.source import Source
from turncue.model import Captions, Cue, Repair

__all__ = ["read_captions", "read_reference", "sniff"]

_LABEL = re.compile(r"<[^<>]*>\s*")
_ALTERNATIVES = re.compile(r"\{([^{}/]*)(?:/[^{}]*)?\}")
_OPTIONAL = re.compile(r"\((%?[^\W\d_][\w'’-]*-?)\)")
_IGNORED = "ignore_time_segment_in_scoring"


@dataclass(frozen=True, slots=True)
class _Utterance:
    """One line, times in ms; ``ignored`` spans are excluded from scoring and have no text."""

    speaker: str
    start: int
    end: int
    text: str
    line: int
    ignored: bool = False


def sniff(source: Source) -> float:
    """How surely (0 to 1) a text is STM."""

    def fits(row: Row) -> bool:
        fields = row.fields
        return (
            len(fields) >= 5 and is_number(fields[3]) and is_number(fields[4]) and float(fields[3]) <= float(fields[4])
        )

    # a line of CTM has its numbers one place before; a word that is a number moves some of them
    return 1.0 if share_of(source.head, fits, most=5) > 0.95 else 0.0


def _read_utterances(text: str, source: str | None, recording: str | None) -> tuple[_Utterance, ...]:
    """The utterances of one recording in order of start."""
    fields = "STM has recording, channel, speaker, start, end and text"
    table = complete_rows(text, source, least=5, fields=fields, most=5)
    made = []
    for row in recording_rows(table, recording, source):
        speaker, begin, finish = row.fields[2:5]
        start, end = time_of(begin, row, source, "STM"), time_of(finish, row, source, "STM")
        if end < start:
            raise ReadError("it ends before it begins.", source, row.number, row.line, "Is this CTM?")
        words = row.fields[-1] if len(row.fields) > 5 else ""
        words = _LABEL.sub("", words, count=1) if words.startswith("<") else words
        ignored = words.strip().casefold() == _IGNORED
        made.append(_Utterance(speaker, start, end, "" if ignored else _plain(words), row.number, ignored))
    return tuple(sorted(made, key=lambda u: (u.start, u.end)))


def _plain(words: str) -> str:
    words = _ALTERNATIVES.sub(lambda m: "" if m[1].strip() == "@" else m[1], words)
    # "%hesitation" is how the tools write a filler; "50%" is a number
    return " ".join(w.removeprefix("%") for w in _OPTIONAL.sub(r"\1", words).split())


def read_captions(source: Source) -> Captions:
    """Read STM as captions with speakers, in order of start, times in ms; what is excluded from scoring is left out.

    Underscores in names become spaces. Raises ``ReadError`` for a broken line, for a file of several recordings, and
    when there is no text.
    """
    utterances = _read_utterances(source.text, source.name, None)
    repairs = tuple(
        Repair(u.line, "excluded from scoring", u.speaker, "left out") for u in utterances if u.ignored or not u.text
    )
    cues = tuple(Cue(u.start, u.end, u.text, u.speaker.replace("_", " ").strip() or None) for u in utterances if u.text)
    if not cues:
        raise ReadError("there is no text in its lines.", source.name)
    return Captions(cues, None, source.name, "stm", repairs)


def read_reference(source: Source, recording: str | None = None) -> Reference:
    """The utterances of one recording and the spans that are excluded from scoring; names as they are written.

    Raises ``ReadError`` for a broken line, and when it holds several recordings and ``recording`` names none of them.
    """
    utterances = _read_utterances(source.text, source.name, recording)
    cues = tuple(Cue(u.start, u.end, u.text, u.speaker) for u in utterances if u.text)
    unscored = tuple((u.start, u.end) for u in utterances if u.ignored)
    return Reference(Captions(cues, None, source.name, "stm"), unscored=unscored)
