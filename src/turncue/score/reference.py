"""Any file that states who spoke when, or what was spoken when, as one side of a score.

A format with a ``read_reference`` (NIST's formats, our JSON) states more than captions can hold: segments without
words, spans that are excluded, turns and words of their own. Everything else is read as captions.
"""

from __future__ import annotations

from dataclasses import replace

from turncue import formats
from turncue.errors import ReadError
from turncue.formats.base import Reference
from turncue.formats.source import Source
from turncue.model import Captions, Cue
from turncue.score.score_input import Segment, Side, Spoken, line_segments, side_of_captions
from turncue.transcripts.caption_labels import with_labels_as_marks

__all__ = ["read_side"]


def read_side(source: Source, *, recording: str | None = None) -> Side:
    """Read a file of any format as a side, times in ms; ``recording`` picks one of those in the file.

    Raises ``FormatUnknown`` when no format fits, ``ReadError`` when the file cannot be read, or when a recording is
    requested of a format that holds one only.
    """
    row = formats.detect(source, "reference")
    if recording is not None and not row.recordings:
        several = ", ".join(r.name.upper() for r in formats.FORMATS if r.recordings)
        raise ReadError(f"--recording is for {several}; this file is none of them.", source.name)
    if row.read_reference is not None:
        return _side(row.read_reference(source, recording))
    assert row.read_captions is not None
    return side_of_captions(with_labels_as_marks(row.read_captions(source)))


def _side(reference: Reference) -> Side:
    captions = with_labels_as_marks(reference.captions) if reference.captions else None
    if captions is not None and not reference.turns and not reference.words:
        return replace(side_of_captions(captions), unscored=reference.unscored)
    turns = tuple(Spoken(t.speaker, t.text, t.start, t.end) for t in reference.turns)
    stated = [Segment(s.start, s.end, s.speaker) for s in reference.segments]
    words = reference.words or (side_of_captions(captions).words if captions else ())
    text = "\n".join(t.text for t in turns if t.start is not None) if turns else " ".join(w.text for w in words)
    return Side(
        segments=tuple(stated or _line_segments(captions)),
        turns=turns,
        words=words,
        stamped=bool(reference.words),
        text=text,
        unscored=reference.unscored,
    )


def _line_segments(captions: Captions | None) -> list[Segment]:
    """Who speaks when by the lines of each cue."""
    return [s for cue in captions.cues for s in _segments(cue)] if captions else []


def _segments(cue: Cue) -> list[Segment]:
    lines = cue.text.split("\n")
    marks = {m.at: m.speaker for m in cue.marks}
    speakers: list[str | None] = []
    at, speaker = 0, cue.speaker
    for line in lines:
        speaker = marks.get(at, speaker)
        speakers.append(speaker)
        at += len(line) + 1
    return line_segments(cue.start, cue.end, lines, speakers)
