"""The readings of a document, and the choice between them.

Two readers look at every document in text form: the one by rules (``label_rules``: usual labels, sections, metadata)
and the one by induction (``induced``: the document teaches its own labels). ``readings_of`` gives the readings that
differ, the likeliest first; ``choose_reading`` chooses again where captions are at hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from turncue.errors import ReadError, UsageError
from turncue.formats.base import TranscriptOptions
from turncue.model import Transcript
from turncue.transcripts import params
from turncue.transcripts.blocks import clean
from turncue.transcripts.dash_turns import with_dash_turns
from turncue.transcripts.edges import one_named, tail_apart, tail_message, without_lead, without_tail
from turncue.transcripts.grammar.foreign_marks import with_markdown_marks
from turncue.transcripts.induced import InducedReading, induced_reading
from turncue.transcripts.label_lines import SecondLines, with_examiners, with_second_lines
from turncue.transcripts.markdown import read_markdown as rules_markdown
from turncue.transcripts.named_only import with_named_frames
from turncue.transcripts.names import fold
from turncue.transcripts.page_marks import FEED, SplitLines, with_split_lines, without_page_marks
from turncue.transcripts.part_headings import without_part_headings
from turncue.transcripts.plain_text import read_plain as rules_plain
from turncue.transcripts.reshaped import Reshaped, reshaped
from turncue.transcripts.turn_builder import place_of
from turncue.transcripts.two_lines import lines_of_turns

__all__ = ["Reading", "nobody_named", "read_markdown", "read_plain", "readings_of"]


_HEADING = re.compile(r"(?m)^#{1,6}[ \t]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a document: the transcript, and by which reader (``rules`` or ``induced``)."""

    transcript: Transcript
    reader: str


def read_markdown(text: str, source: str | None = None, options: TranscriptOptions | None = None) -> Transcript:
    """Read a Markdown transcript, by rules or by induction; other readings are its ``alternatives``.

    Raises ReadError when nothing in it can be a turn, UsageError when ``options`` name a section or speaker that is not
    there.
    """
    return _first(readings_of(text, source, options or TranscriptOptions(), markdown=True))


def read_plain(text: str, source: str | None = None, options: TranscriptOptions | None = None) -> Transcript:
    """Read a plain text transcript, by rules or by induction; other readings are its ``alternatives``.

    Raises as ``read_markdown`` does.
    """
    return _first(readings_of(text, source, options or TranscriptOptions(), markdown=False))


def _first(readings: Sequence[Reading]) -> Transcript:
    return replace(readings[0].transcript, alternatives=tuple(r.transcript for r in readings[1:]))


def readings_of(text: str, source: str | None, options: TranscriptOptions, *, markdown: bool) -> tuple[Reading, ...]:
    """The readings of a document that differ, the likeliest first; at least one.

    Raises ReadError when no reader finds a turn, UsageError for options that name what is not there.
    """
    text = clean(text.replace(FEED, "").replace("\f", f"\n{FEED}"))
    bare, marks = without_page_marks(text)
    shown = with_markdown_marks(bare)
    examined = with_examiners(shown)
    second = with_second_lines(examined.text)
    split = with_split_lines(second.text)
    marked = markdown or shown != bare
    try:
        made = _readings(split.text, source, options, markdown=marked)
    except (ReadError, UsageError):
        framed = _by_given_names(split.text, source, options, markdown=marked)
        if framed is None:
            raise
        return framed
    apart = tail_apart(made[0].transcript, split.text)
    if apart != split.text:
        made = _readings(apart, source, options, markdown=marked)
    made = _with_own_ways(made, split.text, source, options, markdown=marked)
    bolder = with_split_lines(second.text, bold=True)
    if bolder.text != split.text:
        other = _other(bolder.text, _page_messages((), bolder, place_of(source)), source, options, markdown=marked)
        made = _distinct([*made, *other])
    for one, left in lines_of_turns(made[0].transcript, split.text):
        note = f"every turn has two lines: the {left} ones are left out, as the captions do not have them"
        made = _distinct([*made, *_other(one, (note,), source, options, markdown=marked)])
    made = _with_parts_out(made, split.text, source, options, markdown=marked)
    made = tuple(replace(r, transcript=with_dash_turns(r.transcript, split.text, place_of(source))) for r in made)
    messages = (
        *_page_messages(marks, split, place_of(source)),
        *_examiners(examined, place_of(source)),
        *_office_message(second, place_of(source)),
    )
    first = tail_message(made[0].transcript, place_of(source), text)
    first = one_named(first, place_of(source), text)
    made = (replace(made[0], transcript=first), *made[1:])
    if not messages:
        return made
    return tuple(replace(r, transcript=replace(r.transcript, notes=(*messages, *r.transcript.notes))) for r in made)


def _with_parts_out(
    made: tuple[Reading, ...], text: str, source: str | None, options: TranscriptOptions, *, markdown: bool
) -> tuple[Reading, ...]:
    """The readings with that without headings of parts, where the text has some."""
    bare, headings = without_part_headings(text)
    if not headings:
        return made
    line, shown = headings[0]
    more = f", and {len(headings) - 1} more such" if len(headings) > 1 else ""
    where = place_of(source).format(line=line)
    note = f"{where}“{shown[: params.READINGS_SHOWN]}” is left out as a heading{more}"
    return _distinct([*made, *_other(bare, (note,), source, options, markdown=markdown)])


def _other(
    text: str, notes: tuple[str, ...], source: str | None, options: TranscriptOptions, *, markdown: bool
) -> tuple[Reading, ...]:
    """The likeliest reading of a text that is written otherwise, with what the user is told of it; none if it fails."""
    try:
        made = _readings(text, source, options, markdown=markdown)[0].transcript
    except (ReadError, UsageError):
        return ()
    return (Reading(replace(made, notes=(*notes, *made.notes)), "whole"),)


def _by_given_names(
    text: str, source: str | None, options: TranscriptOptions, *, markdown: bool
) -> tuple[Reading, ...] | None:
    """The reading by the names that the user gives, of a text in which no reader finds them; None where it fails."""
    shape = with_named_frames(text, options.speakers_only) if options.speakers_only else None
    if shape is None:
        return None
    try:
        return _readings(shape, source, options, markdown=markdown)
    except (ReadError, UsageError):
        return None


def _examiners(examined: SecondLines, place: str) -> tuple[str, ...]:
    """What the user is told of the people for whom Q stands."""
    if not examined.left:
        return ()
    shown = ", ".join(f"{name} from line {line} on" for line, name in examined.left[:4])
    return (f"{place.format(line=examined.left[0][0])}Q is read as who asks: {shown}",)


def _office_message(second: SecondLines, place: str) -> tuple[str, ...]:
    """What the user is told of lines between names and words that were left out."""
    if not second.left:
        return ()
    line, text = second.left[0]
    more = f", and {len(second.left) - 1} more such line(s)" if len(second.left) > 1 else ""
    return (
        f"{place.format(line=line)}“{text[: params.READINGS_SHOWN]}” below a name is left out as an office{more}; if "
        "it is spoken, put an empty line before it",
    )


def _page_messages(marks: Sequence[tuple[int, str]], split: SplitLines, place: str) -> tuple[str, ...]:
    """What the user is told of page marks that were left out and of lines that were cut at a label."""
    messages = []
    if marks:
        line, text = marks[0]
        more = f", and {len(marks) - 1} more line{'s' if len(marks) > 2 else ''}" if len(marks) > 1 else ""
        messages.append(
            f"{place.format(line=line)}“{text[: params.READINGS_SHOWN]}” is left out as a mark of the page{more}"
        )
    if split.cut:
        line, name = split.cut[0]
        more = f", and at {len(split.cut) - 1} more" if len(split.cut) > 1 else ""
        messages.append(
            f"{place.format(line=line)}the line is cut at “{name}:”, which is taken for a speaker{more}; if it is "
            "text, list the speakers with --speakers-only"
        )
    if split.tight:
        line, name = split.tight[0]
        more = f", and {len(split.tight) - 1} more such" if len(split.tight) > 1 else ""
        messages.append(
            f"{place.format(line=line)}“{name}:” in mid-line is taken for text{more}; if a turn begins there, give it "
            "a line of its own"
        )
    return tuple(messages)


def _readings(text: str, source: str | None, options: TranscriptOptions, *, markdown: bool) -> tuple[Reading, ...]:
    """The readings of a text whose page marks are out."""
    induced, refused = None, None
    try:
        induced = induced_reading(text, source, options, markdown=markdown)
    except UsageError as error:  # the other reader may know the name or section
        refused = error
    try:
        by_rules = (rules_markdown if markdown else rules_plain)(text, source, options)
    except (ReadError, UsageError) as error:
        if induced is None:
            raise refused or error from None
        return _distinct([Reading(induced.transcript, "induced"), *_others(induced)])
    if induced is None:
        spoken = _spoken_headings(text, source, options) if markdown and not by_rules.speakers else []
        return _distinct([Reading(nobody_named(by_rules), "rules"), *spoken])
    if _same(by_rules, induced.transcript):
        notes = tuple(dict.fromkeys((*by_rules.notes, *induced.transcript.notes)))
        return _distinct([Reading(replace(by_rules, notes=notes), "rules"), *_others(induced)])
    first, second = Reading(induced.transcript, "induced"), Reading(by_rules, "rules")
    if _rules_win(by_rules, induced):
        first, second = second, first
    first = replace(first, transcript=nobody_named(first.transcript))
    return _distinct([first, second, *_others(induced)])


def _with_own_ways(
    made: tuple[Reading, ...], text: str, source: str | None, options: TranscriptOptions, *, markdown: bool
) -> tuple[Reading, ...]:
    """The readings with that of a document which marks its speakers in a way of its own, the likeliest where it has.

    Names below the words go before any reading that takes them for labels of what follows.
    """
    shape = reshaped(text, below=bool(made[0].transcript.speakers))
    if shape is None:
        return made
    try:
        own = _readings(shape.text, source, options, markdown=markdown)[0]
    except (ReadError, UsageError):
        return made
    if len(own.transcript.speakers) < 2:
        return made
    notes = (_own_way(shape, place_of(source)), *own.transcript.notes)
    first = replace(own, transcript=replace(own.transcript, notes=notes))
    others = () if shape.how == "below" else made  # the same words: captions could not decide
    return _distinct([first, *others])


def _own_way(shape: Reshaped, place: str) -> str:
    """What the user is told of names in a place where they are seldom."""
    where = {"behind": "behind the words", "below": "below the words", "before": "before the words without a colon"}
    names = ", ".join(f"“{name}”" for name in shape.names[:3]) + (" …" if len(shape.names) > 3 else "")
    more = f"; {shape.without} paragraph(s) have none" if shape.without else ""
    return (
        f"{place.format(line=shape.line)}names stand {where[shape.how]}: {names} are taken for speakers{more}; if they "
        "are words, write the names before a colon"
    )


def _spoken_headings(text: str, source: str | None, options: TranscriptOptions) -> list[Reading]:
    """The reading of a document without names in which headings are spoken: questions of an interview."""
    bare, count = _HEADING.subn("", text)
    if count < params.READINGS_HEADINGS:
        return []
    try:
        return [Reading(nobody_named(rules_markdown(bare, source, options)), "whole")]
    except (ReadError, UsageError):
        return []


def _others(induced: InducedReading) -> list[Reading]:
    """The readings with what the likeliest leaves out, and, where the grammar is weak, without any label."""
    return [Reading(t, "whole") for t in induced.others]


def _distinct(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    made: list[Reading] = []
    first = readings[0]
    tailless = without_tail(first.transcript)
    edges = [cut for cut in (tailless, without_lead(first.transcript), tailless and without_lead(tailless)) if cut]
    for reading in (*readings, *(replace(first, transcript=cut) for cut in edges)):
        if not any(_same(reading.transcript, r.transcript) for r in made):
            made.append(reading)
    return tuple(made)


def _same(one: Transcript, other: Transcript) -> bool:
    return [(t.speaker, t.text) for t in one.turns] == [(t.speaker, t.text) for t in other.turns]


def _rules_win(by_rules: Transcript, induced: InducedReading) -> bool:
    """Whether the reading by rules has speakers that come again and that the induced one does not know."""
    known = {fold(s) for s in induced.transcript.speakers}
    counts = Counter(t.speaker for t in by_rules.turns if t.speaker)
    more = [name for name, n in counts.items() if n > 1 and fold(name) not in known]
    if not more:
        return False
    theirs = Counter(t.speaker for t in induced.transcript.turns if t.speaker)
    return sum(counts[n] for n in more) > sum(theirs.values())


def nobody_named(transcript: Transcript) -> Transcript:
    """The transcript with a warning where nobody is named."""
    if transcript.speakers:
        return transcript
    first = transcript.turns[0]
    text = first.text.replace("\n", " ")
    shown = text if len(text) <= params.READINGS_SHOWN else text[: params.READINGS_SHOWN - 1] + "…"
    where = f"line {first.line}" if first.line else "the first line"
    message = (
        f"no speaker was found: the text is read as {len(transcript.turns)} paragraph(s) of nobody, from {where} on "
        f"(“{shown}”). If names stand in it, list them with --speakers-only NAME,NAME; if they stand in one part, "
        f"name it "
        "with --section"
    )
    return replace(transcript, notes=(message, *transcript.notes))
