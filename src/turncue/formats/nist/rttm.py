"""RTTM, rich transcription time marked (``.rttm``), of the NIST Rich Transcription evaluations::

    SPEAKER meeting1 1 12.30 4.05 <NA> <NA> Ann <NA> <NA>
    NOSCORE meeting1 1 60.00 5.00 <NA> <NA> <NA> <NA> <NA>
    LEXEME  meeting1 1 12.30 0.20 good lex Ann <NA> <NA>

The fields are: type, recording, channel, start, duration, words, subtype, speaker, confidence, and a tenth that older
files lack. It is read for scoring only: most files hold no word, so that they are no captions for anything else.
"""

from __future__ import annotations

from turncue.errors import ReadError
from turncue.formats.nist.rows import recording_rows, rows, share_of, span_of
from turncue.model import Word
from turncue.score.score_input import Segment, Side

__all__ = ["read_side", "sniff"]

_NOTHING = ("<NA>", "<na>")
_TYPES = frozenset(
    "SPEAKER LEXEME NON-LEX NON-SPEECH NOSCORE NO_RT_METADATA SEGMENT SU A/P CB EDIT FILLER IP SPKR-INFO".split()
)
_SPOKEN = frozenset(
    ("lex", "fp", "frag", "un-lex", "for-lex", "alpha", "acronym", "interjection", "propernoun", "other")
)


def sniff(text: str) -> float:
    """How surely (0 to 1) a text is RTTM."""
    return 1.0 if share_of(text, lambda r: len(r.fields) >= 9 and r.fields[0] in _TYPES) > 0.95 else 0.0


def read_side(text: str, source: str | None = None, *, recording: str | None = None) -> Side:
    """Read who speaks when in one recording, and the words where the file has them; times in ms.

    Raises ``ReadError`` for a broken line, for a file without a SPEAKER line, and when it holds several recordings
    and ``recording`` names none of them.
    """
    found = [r for r in rows(text) if r.fields[0] in ("SPEAKER", "NOSCORE", "LEXEME")]
    for row in found:
        if len(row.fields) < 9:
            raise ReadError(
                f"{len(row.fields)} fields; RTTM has 9 or 10.",
                source,
                row.number,
                row.line,
                "Is a name with a space in it?",
            )
    if not any(r.fields[0] == "SPEAKER" for r in found):
        raise ReadError("there is no SPEAKER line.", source, hint="Is this RTTM?")
    segments: list[Segment] = []
    unscored: list[tuple[int, int]] = []
    words: list[Word] = []
    for row in recording_rows(found, recording, source, field=1):
        start, end = span_of(row.fields[3], row.fields[4], row, source, "RTTM")
        kind, said, subtype, name = row.fields[0], row.fields[5], row.fields[6], row.fields[7]
        if kind == "SPEAKER":
            segments.append(Segment(start, end, None if name in _NOTHING else name))
        elif kind == "NOSCORE":
            unscored.append((start, end))
        elif said not in _NOTHING and subtype in _SPOKEN:
            words.append(Word(said, start, end))
    segments.sort(key=lambda s: (s.start, s.end))
    words.sort(key=lambda w: w.start)
    return Side(
        segments=tuple(segments),
        words=tuple(words),
        stamped=bool(words),
        text=" ".join(w.text for w in words),
        unscored=tuple(unscored),
    )
