"""The induced reading of a document: its own lines teach how it marks its speakers.

Lines, times, forms, scores and joins are in ``turncue.transcripts.grammar``; sections, metadata and stage notes follow
the same rules as in the other readers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from turncue.errors import ReadError, UsageError
from turncue.formats.base import TranscriptOptions
from turncue.model import Transcript
from turncue.transcripts import params
from turncue.transcripts.blocks import Block, Label, clean
from turncue.transcripts.grammar.assembly import Assembled, Reader, assembled_blocks
from turncue.transcripts.grammar.document_lines import lines_of
from turncue.transcripts.grammar.forgotten import forgotten_marks, with_forgotten
from turncue.transcripts.grammar.induction import Grammar, induce
from turncue.transcripts.grammar.line_heads import with_index_colons, without_doubles, without_senders, without_signs
from turncue.transcripts.grammar.signatures import Candidate
from turncue.transcripts.grammar.times import timed_lines
from turncue.transcripts.grammar.vetoes import is_doubtful
from turncue.transcripts.label_syntax import plain_label
from turncue.transcripts.markdown import bold_label, front_matter, links_only, render
from turncue.transcripts.names import is_commonplace, is_data_key, is_indexed, is_sound, plausible
from turncue.transcripts.params import WEAK_BITS
from turncue.transcripts.turn_builder import Origin, build_transcript, place_of

__all__ = ["InducedReading", "induced_reading"]


@dataclass(frozen=True, slots=True)
class InducedReading:
    """A transcript by an induced grammar, that grammar, and the transcripts with sections that were left out."""

    transcript: Transcript
    grammar: Grammar
    others: tuple[Transcript, ...] = ()


def induced_reading(
    text: str, source: str | None, options: TranscriptOptions, *, markdown: bool
) -> InducedReading | None:
    """Read a document by the grammar that it teaches; None where it teaches none.

    Raises UsageError for options that name what is not there.
    """
    text = clean(text)
    text, metadata = front_matter(text) if markdown else (text, {})
    timed = without_signs(without_senders(without_doubles(timed_lines(lines_of(text, markdown=markdown)))))
    timed = with_index_colons(timed)
    grammar = induce(timed)
    if grammar is None:
        return None
    reader = _MARKDOWN if markdown else _PLAIN
    made = assembled_blocks(timed, grammar, reader)
    marks = forgotten_marks(timed, grammar)
    messages = (*_messages(grammar, made, place_of(source)), *_forgotten_message(marks, made, place_of(source)))
    origin = Origin("markdown" if markdown else "plain", source, metadata, made.starts, messages)
    try:
        transcript = build_transcript(made.blocks, origin, options)
    except ReadError:
        return None
    others: list[Origin] = []
    if any(note.startswith("left out as not spoken") for note in transcript.notes):
        others.append(replace(origin, whole=True))
    if grammar.bits < WEAK_BITS and not options.rename:  # a user who renames speakers says that there are some
        others.append(replace(origin, starts=frozenset(), messages=()))
    built = [other for o in others if (other := _built(made.blocks, o, options)) is not None]
    if marks:
        bolder = with_forgotten(grammar, marks)
        again = assembled_blocks(timed, bolder, reader)
        joined = _taken_message(marks, again, place_of(source))
        whole = replace(origin, starts=again.starts, messages=(*_messages(bolder, again, place_of(source)), *joined))
        built += [other for o in [whole] if (other := _built(again.blocks, o, options)) is not None]
    return InducedReading(transcript, grammar, tuple(built))


def _forgotten_message(marks: dict[int, Candidate], made: Assembled, place: str) -> tuple[str, ...]:
    """What the user is told where a known name begins a paragraph and is read as text."""
    if not marks:
        return ()
    at = min(marks)
    more = f", and {len(marks) - 1} more such" if len(marks) > 1 else ""
    return (
        f"{place.format(line=made.lines.get(at, 0))}“{marks[at].name}” begins a paragraph without the usual mark and "
        f"is taken for text{more}; if that person speaks there, put the mark behind the name",
    )


def _taken_message(marks: dict[int, Candidate], made: Assembled, place: str) -> tuple[str, ...]:
    """What the user is told where such a name is read as a label."""
    at = min(marks)
    more = f", and {len(marks) - 1} more such" if len(marks) > 1 else ""
    return (
        f"{place.format(line=made.lines.get(at, 0))}“{marks[at].name}” without its mark is taken for the speaker, as "
        f"the captions do not have the name there{more}; if it is spoken, write it behind a label",
    )


def _built(blocks: list[Block], origin: Origin, options: TranscriptOptions) -> Transcript | None:
    """Another reading; None where the options do not fit it."""
    try:
        return build_transcript(blocks, origin, options)
    except (ReadError, UsageError):
        return None


def _plain_label(raw: str) -> Label | None:
    return plain_label(raw) or bold_label(raw)


def _markdown_label(raw: str) -> Label | None:
    return bold_label(raw) or plain_label(render(raw))


_PLAIN = Reader(str, _plain_label, links_only)
_MARKDOWN = Reader(render, _markdown_label, links_only)


def _messages(grammar: Grammar, made: Assembled, place: str) -> tuple[str, ...]:
    """What the user is told of joins, of labels without a person, and of notes left out; each with its place."""
    messages: list[str] = []
    blocks = [made.blocks[i] for i in sorted(made.starts)]
    if grammar.reused == 0 and blocks:
        messages.append(
            f"{place.format(line=blocks[0].line)}no name comes twice: the labels were taken from their form, first "
            f"{_quoted(blocks[0])}; check the names, or name them with --speakers-only"
        )
    messages += _joins(grammar, made, place)
    messages += _doubts(grammar, blocks, place)
    first = min(grammar.starts)  # what stands above it is the head of the document
    left = [c for c in grammar.left if c.at > first and _looks_like_a_label(c, grammar)]
    if left:
        line = made.lines.get(left[0].at, 0)
        messages.append(
            f"{place.format(line=line)}{len(left)} line(s) in the form of a label were taken for text, first "
            f"“{left[0].name}”; if it is a speaker, list all speakers with --speakers-only"
        )
    if made.manners:
        shown = ", ".join(f"({note}) in line {line}" for line, note in made.manners[:3])
        messages.append(f"notes in labels are left out: {shown}{' …' if len(made.manners) > 3 else ''}")
    return tuple(messages)


def _doubts(grammar: Grammar, blocks: Sequence[Block], place: str) -> list[str]:
    """Labels taken for speakers whose words are more often something else, and odd ones that are given once."""
    messages: list[str] = []
    counts = Counter(b.label.name for b in blocks if b.label is not None)
    option = "if it is none, name the speakers with --speakers-only"
    doubtful = [b for b in blocks if b.label is not None and is_doubtful(b.label.name)]
    if doubtful:
        messages.append(
            f"{place.format(line=doubtful[0].line)}{_quoted(doubtful[0])} was taken for a speaker; {option}"
        )
    marked = bool(grammar.main.signature.closing)
    odd = [
        b
        for b in blocks
        if b.label is not None
        and counts[b.label.name] == 1
        and not is_doubtful(b.label.name)
        and not plausible(b.label.name, marked=marked, times=1)
        and not is_indexed(b.label.name)
    ]
    if odd and odd[0].label is not None:
        more = f", and {len(odd) - 1} more given once" if len(odd) > 1 else ""
        messages.append(
            f"{place.format(line=odd[0].line)}“{odd[0].label.name}” was taken for a speaker, given once{more}; {option}"
        )
    return messages


def _looks_like_a_label(c: Candidate, grammar: Grammar) -> bool:
    """Whether a label that was left as text is written so much as one that the user should know."""
    if is_sound(c.name) or is_commonplace(c.name) or is_data_key(c.name):
        return False
    if c.at in grammar.places and len(c.name.split()) <= params.INDUCED_LEFT_WORDS:
        return True
    if c.signature.own and not c.signature.closing:
        return False
    return bool(c.signature.closing) or (
        len(c.name.split()) < 4 and c.name.istitle() and plausible(c.name, marked=False, times=1)
    )


def _joins(grammar: Grammar, made: Assembled, place: str) -> list[str]:
    odd = [j for j in grammar.joined if j.why in ("slip", "bare", "initials")]
    if not odd:
        return []
    names = dict.fromkeys(f"“{j.written}” is taken for {j.candidate.name}" for j in odd)
    more = f", and {len(names) - 3} more" if len(names) > 3 else ""
    where = place.format(line=made.lines.get(odd[0].candidate.at, 0))
    return [
        f"{where}{', '.join(list(names)[:3])}{more}: if they are different people, correct the labels in the transcript"
    ]


def _quoted(block: Block) -> str:
    text = block.text if len(block.text) <= params.INDUCED_SHOWN else block.text[: params.INDUCED_SHOWN - 1] + "…"
    return f"“{text}” (line {block.line})"
