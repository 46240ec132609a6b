"""CTM, conversation time marked (``.ctm``), the words of a recogniser in NIST's scoring toolkit (SCTK)::

    ;; a comment
    talk1 1 12.30 0.20 good 0.97
    talk1 1 12.50 0.41 morning 0.88 lex Ann

The fields are: recording, channel, start, duration, word, and optionally confidence, type and speaker. Of alternatives
between ``<ALT_BEGIN>`` and ``<ALT_END>`` the first is read. ``@`` and silences (``<eps>``, ``sil``) are no words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from turncue.errors import ReadError
from turncue.formats import params
from turncue.formats.base import Reference
from turncue.formats.nist.nist_rows import Row, complete_rows, is_number, recording_rows, share_of, span_of
from turncue.formats.source import Source
from turncue.model import Captions, Cue, Word

__all__ = ["read_captions", "read_reference", "sniff"]

_NOT_SPOKEN = frozenset(("non-lex", "misc", "noscore"))
_SILENT = frozenset(("@", "<eps>", "<sil>", "sil", "<silence>", "!sil", "<s>", "</s>"))
_NOTHING = ("NA", "<NA>", "-", "null", "unknown")


@dataclass(frozen=True, slots=True)
class _Spoken:
    word: Word
    speaker: str | None


def sniff(source: Source) -> float:
    """How surely (0 to 1) a text is CTM."""

    def fits(row: Row) -> bool:
        f = row.fields
        if f[2:4] == ("*", "*"):
            return len(f) > 4 and f[4].startswith("<ALT")
        confident = len(f) < 6 or is_number(f[5]) or f[5] in _NOTHING
        return 5 <= len(f) <= 8 and is_number(f[2]) and is_number(f[3]) and confident

    return 0.9 if share_of(source.head, fits) > 0.95 else 0.0


def read_captions(source: Source) -> Captions:
    """Read CTM as captions whose words have times, in order, times in ms; cues end at pauses of a second.

    Raises ``ReadError`` for a broken line and when there are several recordings.
    """
    return _captions(source, None)


def read_reference(source: Source, recording: str | None = None) -> Reference:
    """As ``read_captions``, of the requested recording."""
    return Reference(_captions(source, recording))


def _captions(source: Source, recording: str | None) -> Captions:
    spoken = sorted(_words(source.text, source.name, recording), key=lambda s: s.word.start)
    if not spoken:
        raise ReadError("there is no word in it.", source.name)
    return Captions(tuple(_cue(run) for run in _runs(spoken)), None, source.name, "ctm")


def _words(text: str, source: str | None, recording: str | None) -> Iterator[_Spoken]:
    table = complete_rows(text, source, least=5, fields="CTM has recording, channel, start, duration and word")
    alternative = 0  # 1 in the first of alternatives, more in the others
    for row in recording_rows(table, recording, source):
        word = row.fields[4]
        if word == "<ALT_BEGIN>":
            alternative = 1
        elif word == "<ALT>":
            alternative += 1
        elif word == "<ALT_END>":
            alternative = 0
        elif alternative < 2 and (spoken := _spoken(row, source)) is not None:
            yield spoken


def _spoken(row: Row, source: str | None) -> _Spoken | None:
    _, _, begin, length, word = row.fields[:5]
    start, end = span_of(begin, length, row, source, "CTM")
    score, kind, speaker = (*row.fields[5:8], "NA", "NA", "NA")[:3]
    if word.lower() in _SILENT or kind.lower() in _NOT_SPOKEN:
        return None
    confidence = float(score) if is_number(score) and float(score) <= 1 else None
    name = None if speaker in _NOTHING else speaker.replace("_", " ").strip()
    return _Spoken(Word(word, start, end, confidence), name or None)


def _runs(spoken: list[_Spoken]) -> Iterator[list[_Spoken]]:
    run: list[_Spoken] = []
    for s in spoken:
        if run and (
            s.speaker != run[-1].speaker
            or s.word.start - run[-1].word.end >= params.CTM_PAUSE
            or s.word.end - run[0].word.start > params.CTM_LONGEST
            or sum(len(r.word.text) + 1 for r in run) + len(s.word.text) > params.CTM_CHARACTERS
        ):
            yield run
            run = []
        run.append(s)
    if run:
        yield run


def _cue(run: list[_Spoken]) -> Cue:
    words = tuple(s.word for s in run)
    return Cue(words[0].start, max(w.end for w in words), " ".join(w.text for w in words), run[0].speaker, words)
