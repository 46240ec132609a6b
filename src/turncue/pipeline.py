"""The whole way: read, align, time, compose, judge; and the result, which writes itself.

Everything between the ends is a pure function from one frozen value to the next. Files are opened in
``turncue.files`` only.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from turncue import formats
from turncue.align.alignment import Alignment
from turncue.align.engine import Found, answers
from turncue.compose import Profile, compose, compose_both
from turncue.compose.caption_turns import spoken_turns
from turncue.compose.event_style import with_events
from turncue.errors import FormatUnknown, UsageError
from turncue.files import Input, write_bytes, write_text
from turncue.formats import format_for, writable
from turncue.model import Captions, Document, Report, Subtitle, TimedTurn, Transcript
from turncue.options import Options
from turncue.prepare.anchors import fit_clock, pins_of, soft_stamps
from turncue.prepare.bilingual import in_one_language
from turncue.prepare.caption_times import HeardTimes, heard_times
from turncue.prepare.hallucinations import without_inventions
from turncue.prepare.token_columns import HeardSide, SaidSide, heard_side, said_side
from turncue.quality import (
    even_runs,
    even_warning,
    moved_passage,
    moved_passages,
    report_of,
    suspicious,
    timed_turns,
    without_unplaced,
)
from turncue.reading import read_captions, read_glossary, read_transcript
from turncue.settings import find_profile
from turncue.text.chinese_script import Script, to_script
from turncue.text.language import base_language, settle_language
from turncue.timing import time_words
from turncue.transcripts.choice import choose_reading

if TYPE_CHECKING:
    from turncue.lexicons.lexicon import Lexicon

__all__ = [
    "Options",
    "Result",
    "align",
    "format_for",
    "profile_of",
    "read_captions",
    "read_glossary",
    "read_transcript",
    "write_text",
]

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What ``align`` gives: the subtitles and everything known about them.

    ``learnt`` are the word pairs learnt on the way, where the two are in different languages.
    """

    document: Document
    options: Options
    learnt: Lexicon | None = None

    @property
    def turns(self) -> tuple[TimedTurn, ...]:
        """The transcript's turns with start, end, confidence and status."""
        return self.document.turns

    @property
    def subtitles(self) -> tuple[Subtitle, ...]:
        """The subtitles in order."""
        return self.document.subtitles

    @property
    def report(self) -> Report:
        """Score, coverage, counts and warnings."""
        return self.document.report

    def render(self, format: str) -> str:
        """The text of a file in the format of that name: ``srt``, ``vtt``, ``result``.

        Raises ``FormatUnknown`` for a name that is none, ``FormatCannot`` for one that cannot be written.
        """
        return self.render_bytes(format).decode("utf-8")

    def render_bytes(self, format: str) -> bytes:
        """As ``render``, but the bytes of the file."""
        row = formats.by_name(format)
        if row.write is None:
            raise FormatUnknown(f"{row.title} cannot be written.", hint=f"Formats to write: {writable()}.")
        return row.write(self.document, self.options.writing)

    def write(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
        """Write a file; the suffix picks the format. Nothing is left behind when it fails.

        Raises ``OutputExists`` when the file is there and ``overwrite`` is not given, ``FormatUnknown`` for an unknown
        suffix, ``WriteError`` when the file cannot be written.
        """
        write_bytes(path, self.render_bytes(format_for(path)), overwrite=overwrite)


def align(
    transcript: Input | Transcript,
    captions: Input | Captions,
    *,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Result:
    """Lay a transcript with speaker turns on timed captions.

    Both may be a path, an open file, or a value read before. ``progress(part, step)`` is called with 0 to 1 and the
    name of the step.

    Raises ``ReadError`` for a file that cannot be understood, ``UsageError`` for options without meaning,
    ``AlignError`` when the two do not belong together.
    """
    chosen = options or Options()
    tell = progress or (lambda part, step: None)
    tell(0.0, "read")
    said_text = read_transcript(transcript, options=chosen)
    heard_text = read_captions(captions, options=chosen)
    said_text = choose_reading((said_text, *said_text.alternatives), heard_text)
    said_text, heard_text, doubled = in_one_language(
        said_text, heard_text, language=chosen.language, captions_language=chosen.captions_language
    )
    invented: tuple[str, ...] = ()
    if chosen.text == "transcript":  # where the captions' words are shown, they are shown whole
        heard_text, invented = without_inventions(heard_text, said_text)
    spoken = chosen.language or settle_language(said_text.language, "\n".join(t.text for t in said_text.turns))
    subtitled = chosen.captions_language or settle_language(
        heard_text.language, "\n".join(c.text for c in heard_text.cues)
    )
    said_text, heard_text = replace(said_text, language=spoken), replace(heard_text, language=subtitled)
    tell(0.2, "align")
    said, heard = said_side(said_text), heard_side(heard_text)
    roughly = heard_times(heard_text, heard)
    pins = pins_of(said_text, said, roughly, chosen.pins)
    found = answers(said_text, heard_text, said, heard, roughly, pins, chosen)
    links, warnings = found.links, doubled + invented + found.told
    tell(0.6, "time")
    times, when = time_words(said, heard, heard_text, links, pins=pins, missing=found.missing)
    tokens, stamps = soft_stamps(said_text, said)
    sure = times.linked[tokens] > 0
    fit = fit_clock(stamps[sure], times.start[tokens[sure]].astype(float))
    if fit is not None:
        warnings += (fit.message,) if fit.message else ()
        if fit.useful:
            wishes = dict(zip(tokens.tolist(), fit.at(stamps).tolist(), strict=True))
            times, when = time_words(said, heard, heard_text, links, pins=pins, wishes=wishes, missing=found.missing)
    even = even_runs(heard_text, heard)
    elsewhere = found.missing.elsewhere if found.missing else ()
    turns = timed_turns(said_text, said, heard, times, when, links, found.sure, even=even, elsewhere=elsewhere)
    warnings += even_warning(even, heard_text) + _out_of_order(found, said, heard, when)
    warnings += tuple(suspicious(turns, heard_text, heard, links, said.turn))
    report = report_of(links, turns, said_text, heard_text, times, said.turn, warnings=warnings)
    tell(0.8, "compose")
    shown = [without_unplaced(t, said, times) for t in turns]
    subtitles, language = _compose(chosen, said_text, heard_text, shown, heard, when, links)
    tell(1.0, "done")
    document = Document(tuple(subtitles), tuple(turns), report, language, heard_text.language, said_text.metadata)
    return Result(document, chosen, found.learnt)


def _out_of_order(found: Found, said: SaidSide, heard: HeardSide, when: HeardTimes) -> tuple[str, ...]:
    """What is told of passages heard in another order: the engine's own finding, or else equal words elsewhere."""
    if found.moved is None:
        return tuple(moved_passages(said.keys, said.turn, heard.keys, when.start, found.links))
    return tuple(moved_passage(p.first, p.last, float(when.start[p.heard])) for p in found.moved)


def profile_of(options: Options, language: str | None) -> Profile:
    """The profile that the options ask for, in its variant for a language. Raises ``UsageError``."""
    return find_profile(options.profile, language).with_overrides(
        max_chars=options.max_chars,
        max_lines=options.max_lines,
        max_cps=options.max_cps,
        events="drop" if options.events == "drop" else "keep" if options.events else None,
        drop_line_end_punctuation=None if options.line_ends is None else options.line_ends == "drop",
        dialogue=options.dialogue,
    )


def _with_events(turns: Sequence[TimedTurn], options: Options, language: str | None) -> Sequence[TimedTurn]:
    if options.events in (None, "keep", "drop"):
        return turns
    return with_events(turns, options.events, language)


_Side = TypeVar("_Side", Transcript, Captions)


def _in_script(options: Options, side: _Side, turns: Sequence[TimedTurn]) -> tuple[_Side, list[TimedTurn]]:
    """One side in the Chinese script that was asked for; another language is left alone."""
    if options.script is None or base_language(side.language) != "zh":
        return side, list(turns)
    script: Script = options.script
    made = [
        replace(t, text=to_script(t.text, script), speaker=t.speaker and to_script(t.speaker, script)) for t in turns
    ]
    return replace(side, language=f"zh-{script.title()}"), made


def _compose(
    options: Options,
    transcript: Transcript,
    captions: Captions,
    turns: Sequence[TimedTurn],
    heard: HeardSide,
    times: HeardTimes,
    links: Alignment,
) -> tuple[list[Subtitle], str | None]:
    """The subtitles of the text that was asked for, and their language."""
    labels, shots = options.labels, options.shots
    if options.script and "zh" not in (base_language(transcript.language), base_language(captions.language)):
        raise UsageError("--script is for Chinese; neither the transcript nor the captions are in it.")
    transcript, turns = _in_script(options, transcript, _with_events(turns, options, transcript.language))
    if options.text == "transcript":
        profile = profile_of(options, transcript.language)
        made = compose(turns, profile=profile, labels=labels, language=transcript.language, shots=shots)
        return made, transcript.language
    pieces, breaks, owners = spoken_turns(captions, heard, times, links, turns)
    captions, pieces = _in_script(options, captions, _with_events(pieces, options, captions.language))
    other = profile_of(options, captions.language)
    if options.text == "captions":
        if pieces and options.events not in (None, "keep", "drop"):
            breaks = {k: v for k, v in breaks.items() if not pieces[k].events}  # those are offsets of the old text
        made = compose(pieces, profile=other, labels=labels, language=captions.language, breaks=breaks, shots=shots)
        return [replace(s, turns=_owned(s, owners)) for s in made], captions.language
    if options.text != "both":
        raise UsageError(f"--text is {options.text!r}; it can be transcript, captions or both.")
    made = compose_both(
        turns,
        pieces,
        profile=profile_of(options, transcript.language),
        other_profile=other,
        labels=labels,
        language=transcript.language,
        other_language=captions.language,
        first=options.first,
    )
    return made, transcript.language


def _owned(subtitle: Subtitle, owners: Sequence[int | None]) -> tuple[int, ...]:
    """The transcript turns behind a subtitle made of caption pieces."""
    return tuple(owner for piece in subtitle.turns if (owner := owners[piece]) is not None)
