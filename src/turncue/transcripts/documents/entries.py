"""What the readers of data give: entries of a speaker, a text and a time; and the transcript made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from turncue import clock
from turncue.errors import ReadError, UsageError
from turncue.formats.base import TranscriptOptions
from turncue.model import Transcript
from turncue.text.strip import tidy
from turncue.transcripts.blocks import join_lines
from turncue.transcripts.names import fold, split_role
from turncue.transcripts.readings import nobody_named, read_plain
from turncue.transcripts.similar_names import renamed, similar_names
from turncue.transcripts.turn_builder import Origin, check_names, make_turn

__all__ = ["Entry", "transcript_of"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row, segment or utterance: ``speaker`` None where nobody is named; ``start`` and ``end`` in ms where known."""

    speaker: str | None
    text: str
    start: int | None = None
    end: int | None = None
    line: int | None = None
    role: str | None = None


def transcript_of(entries: Sequence[Entry], origin: Origin, options: TranscriptOptions) -> Transcript:
    """The transcript of entries in order. Segments (with an end) of one speaker in a row are one turn.

    Names that stand in the texts, where no entry has a speaker, are found by the readers of text. Raises ReadError when
    no entry has text, UsageError for a section or a speaker that is not there.
    """
    if options.section is not None:
        raise UsageError(f"--section: this {origin.format} file has no sections. Leave the option out.")
    entries = [replace(e, text=tidy(e.text), speaker=tidy(e.speaker) if e.speaker else None) for e in entries]
    entries = [replace(e, speaker=e.speaker or None) for e in entries if e.text]
    if not entries:
        raise ReadError("no text in it could be a turn.", origin.source, hint="Give a transcript with text.")
    if not any(e.speaker for e in entries) and len(entries) > 1 and not options.speakers_only:
        inner = _names_in_texts(entries, origin, options)
        if inner is not None:
            return inner
    if options.speakers_only:
        new = dict(options.rename)
        there = [n for e in entries if e.speaker for n in (e.speaker, new.get(e.speaker, e.speaker))]
        check_names(options.speakers_only, there, "--speakers-only")
        kept = {fold(n) for n in options.speakers_only}
        entries = [e for e in entries if e.speaker and {fold(e.speaker), fold(new.get(e.speaker, e.speaker))} & kept]
    turns = []
    for run in _runs(entries):
        name, role = split_role(run[0].speaker) if run[0].speaker else (None, None)
        parts = [(_text(run), False)]
        turns.append(make_turn(name, parts, start=run[0].start, role=run[0].role or role, line=run[0].line))
    turns = renamed([t for t in turns if t.text], options.rename)
    if not turns:
        raise ReadError("no text in it could be a turn.", origin.source, hint="Give a transcript with text.")
    notes = (*origin.messages, *similar_names(turns))
    made = Transcript(tuple(turns), dict(origin.metadata), None, origin.source, origin.format, (), notes)
    return nobody_named(made)


def _runs(entries: Sequence[Entry]) -> list[list[Entry]]:
    runs: list[list[Entry]] = []
    for entry in entries:
        last = runs[-1][-1] if runs else None
        segment = last is not None and entry.end is not None and last.end is not None
        if last is not None and segment and entry.speaker is not None and entry.speaker == last.speaker:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return runs


def _text(run: Sequence[Entry]) -> str:
    """The texts of a run, the times of all but the first as stamps in it."""
    text = run[0].text
    for entry in run[1:]:
        stamp = f"[{clock.vtt(entry.start)}] " if entry.start is not None else ""
        text = f"{text} {stamp}{entry.text}" if stamp else join_lines(text, entry.text)
    return text


def _names_in_texts(entries: Sequence[Entry], origin: Origin, options: TranscriptOptions) -> Transcript | None:
    """The transcript where the texts begin with names; None where they do not."""
    lines = [
        (f"[{clock.vtt(e.start)}] " if e.start is not None else "") + " ".join(e.text.split("\n")) for e in entries
    ]
    try:
        made = read_plain("\n\n".join(lines), origin.source, options)
    except ReadError:
        return None
    return replace(made, format=origin.format, metadata=dict(origin.metadata)) if made.speakers else None
