"""RTTM, rich transcription time marked (``.rttm``), of the NIST Rich Transcription evaluations::

    SPEAKER meeting1 1 12.30 4.05 <NA> <NA> Ann <NA> <NA>
    NOSCORE meeting1 1 60.00 5.00 <NA> <NA> <NA> <NA> <NA>
    LEXEME  meeting1 1 12.30 0.20 good lex Ann <NA> <NA>

The fields are: type, recording, channel, start, duration, words, subtype, speaker, confidence, and a tenth that older
files lack. It is read for scoring only: most files hold no word, so that they are no captions for anything else.
"""

from __future__ import annotations

from turncue.errors import ReadError
from turncue.formats.base import Reference, SpeakerSegment
from turncue.formats.nist.nist_rows import complete_rows, recording_rows, share_of, span_of
from turncue.formats.source import Source
from turncue.model import Word

__all__ = ["read_reference", "sniff"]

_NOTHING = ("<NA>", "<na>")
_USED = (["SPEAKER"], ["NOSCORE"], ["LEXEME"])
_TYPES = frozenset(
    "SPEAKER LEXEME NON-LEX NON-SPEECH NOSCORE NO_RT_METADATA SEGMENT SU A/P CB EDIT FILLER IP SPKR-INFO".split()
)
_SPOKEN = frozenset(
    ("lex", "fp", "frag", "un-lex", "for-lex", "alpha", "acronym", "interjection", "propernoun", "other")
)


def sniff(source: Source) -> float:
    """How surely (0 to 1) a text is RTTM."""
    share = share_of(source.head, lambda r: len(r.fields) >= 9 and r.fields[0] in _TYPES)
    return 1.0 if share > 0.95 else 0.0


def read_reference(source: Source, recording: str | None = None) -> Reference:
    """Read who speaks when in one recording, and the words where the file has them; times in ms.

    Raises ``ReadError`` for a broken line, for a file without a SPEAKER line, and when it holds several recordings
    and ``recording`` names none of them.
    """
    used = "\n".join(x if x.split(None, 1)[:1] in _USED else "" for x in source.text.splitlines())
    fields = "RTTM has 9 or 10; is a name with a space in it?"
    table = complete_rows(used, source.name, least=9, fields=fields)
    if not any(r.fields[0] == "SPEAKER" for r in table):
        raise ReadError("there is no SPEAKER line.", source.name, hint="Is this RTTM?")
    segments: list[SpeakerSegment] = []
    unscored: list[tuple[int, int]] = []
    words: list[Word] = []
    for row in recording_rows(table, recording, source.name, field=1):
        start, end = span_of(row.fields[3], row.fields[4], row, source.name, "RTTM")
        kind, word, subtype, name = row.fields[0], row.fields[5], row.fields[6], row.fields[7]
        if kind == "SPEAKER":
            segments.append(SpeakerSegment(start, end, None if name in _NOTHING else name))
        elif kind == "NOSCORE":
            unscored.append((start, end))
        elif word not in _NOTHING and subtype in _SPOKEN:
            words.append(Word(word, start, end))
    segments.sort(key=lambda s: (s.start, s.end))
    words.sort(key=lambda w: w.start)
    return Reference(segments=tuple(segments), words=tuple(words), unscored=tuple(unscored))
