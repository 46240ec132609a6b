"""Captions that say who speaks, read as a transcript.

Who speaks comes from ``Cue.speaker`` and ``Cue.marks``, else from labels at the beginning of a cue's lines (``Name:
text``, as Zoom writes them), told from other words with a colon by the rule of ``turncue.transcripts.label_rules``.
A name
given only where the speaker changes holds until the next one; a bare mark (``>>``) begins a turn without a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from turncue.errors import ReadError, UsageError
from turncue.formats.base import TranscriptOptions
from turncue.model import Captions, Cue, Transcript
from turncue.text.speaker_spans import speaker_spans, time_at
from turncue.text.strip import tidy
from turncue.transcripts import params
from turncue.transcripts.blocks import Block, join_lines
from turncue.transcripts.caption_heads import named_by_ids, without_second_names
from turncue.transcripts.caption_labels import with_regular_names
from turncue.transcripts.cue_lines import CueLabel, cue_labels
from turncue.transcripts.label_rules import find_starts
from turncue.transcripts.label_syntax import plain_label
from turncue.transcripts.names import fold
from turncue.transcripts.readings import nobody_named
from turncue.transcripts.similar_names import renamed, similar_names
from turncue.transcripts.turn_builder import check_names, make_turn

__all__ = ["transcript_from_captions"]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text in one cue; ``change`` tells that somebody (``speaker``, None: not named) begins here."""

    text: str
    start: int
    end: int
    change: bool
    speaker: str | None


def transcript_from_captions(captions: Captions, options: TranscriptOptions | None = None) -> Transcript:
    """Read captions as a transcript: consecutive cues of one speaker are one turn.

    A turn's ``start`` (ms) is that of its cue, or lies inside it by word stamps, else by length. Raises ReadError
    when no cue has text, UsageError for ``section`` (captions have none) or a speaker that is not there.
    """
    options = options or TranscriptOptions()
    if options.section is not None:
        raise UsageError("--section: captions have no sections. Leave it out, or give the transcript as text.")
    captions = without_second_names(named_by_ids(captions))
    pieces = [p for cue in captions.cues for p in _by_marks(cue)]
    if not any(p.speaker for p in pieces):
        pieces = _by_labels(pieces)
    if not any(p.speaker for p in pieces):
        own = [p for cue in with_regular_names(captions).cues for p in _by_marks(cue)]
        pieces = own if any(p.speaker for p in own) else pieces
    if not any(tidy(p.text) for p in pieces):
        raise ReadError(
            "these captions hold no text that could be a turn.",
            captions.source,
            hint="Give captions with text, or a transcript in Markdown or plain text.",
        )
    if options.speakers_only:
        check_names(options.speakers_only, [p.speaker for p in pieces if p.speaker], "--speakers-only")
        requested = {fold(n) for n in options.speakers_only}
        pieces = [_muted(p) if p.speaker and fold(p.speaker) not in requested else p for p in pieces]
    turns = [
        make_turn(run[0].speaker, [(_joined(run), False)], start=run[0].start) for run in _runs(pieces) if _joined(run)
    ]
    turns = renamed(turns, options.rename)
    notes = tuple(similar_names(turns))
    made = Transcript(tuple(turns), {}, captions.language, captions.source, captions.format, captions.repairs, notes)
    return nobody_named(made)


def _muted(piece: _Piece) -> _Piece:
    return replace(piece, text=f"{piece.speaker}: {piece.text}", change=False, speaker=None)


def _by_marks(cue: Cue) -> Iterator[_Piece]:
    """A cue cut at its marks."""
    for s in speaker_spans(cue):
        yield _Piece(cue.text[s.begin : s.end], time_at(cue, s.begin), time_at(cue, s.end), s.change, s.speaker)


def _by_labels(pieces: list[_Piece]) -> list[_Piece]:
    """Pieces cut before lines that begin with a speaker's label."""
    cut = [[p for p in _lines(piece) if tidy(p.text).strip("-–—")] for piece in pieces]
    labels = cue_labels([[p.text for p in lines] for lines in cut])
    if labels:
        return [_labelled(p, labels.get((k, n))) for k, lines in enumerate(cut) for n, p in enumerate(lines)]
    lines = [p for here in cut for p in here]
    blocks: list[Block] = []
    for line in lines:
        label = plain_label(line.text) if line.text else None
        # a clock in a caption is no label
        blocks.append(Block("text", line.text, 0, label=label if label and label.style != "timed" else None))
    starts = find_starts(blocks, frozenset()).starts
    return [
        replace(piece, text=block.label.rest, change=True, speaker=block.label.name)
        if i in starts and block.label
        else piece
        for i, (piece, block) in enumerate(zip(lines, blocks, strict=True))
    ]


def _lines(piece: _Piece) -> list[_Piece]:
    """The lines of a piece, each with its share of the time by length."""
    whole = max(1, len(piece.text))
    made: list[_Piece] = []
    at = 0
    for n, line in enumerate(piece.text.split("\n")):
        start = piece.start + (piece.end - piece.start) * at // whole
        at += len(line) + 1
        end = piece.start + (piece.end - piece.start) * min(at, whole) // whole
        made.append(_Piece(tidy(line), start, end, piece.change and n == 0, None))
    return made


def _labelled(piece: _Piece, label: CueLabel | None) -> _Piece:
    if label is None:
        return piece
    return replace(piece, text=piece.text[label.rest :], change=True, speaker=label.name)


def _runs(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces of one speaker in a row. The name holds until the next change."""
    run: list[_Piece] = []
    for piece in pieces:
        if not tidy(piece.text) and not piece.change:
            continue
        speaker = run[0].speaker if run else None
        paused = speaker is None and bool(run) and piece.start - run[-1].end >= params.CAPTIONS_AS_TRANSCRIPT_PAUSE
        if run and ((piece.change and (piece.speaker is None or piece.speaker != speaker)) or paused):
            yield run
            run = []
        run.append(piece if run or piece.change else replace(piece, speaker=None))
    if run:
        yield run


def _joined(run: list[_Piece]) -> str:
    text = ""
    for piece in run:
        for line in piece.text.split("\n"):
            text = join_lines(text, tidy(line))
    return text
