"""The whole way, from files to files: read, align, time, compose, judge, write.

Everything between the ends is a pure function from one frozen value to the next; this is the one place that opens
files.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Literal

from turncue import formats
from turncue.align.choose import align_sides
from turncue.align.links import Alignment
from turncue.align.sides import HeardSide, heard_side, said_side
from turncue.align.units import parse_glossary
from turncue.compose import LabelOptions, Profile, compose, compose_both
from turncue.compose.events import with_events
from turncue.errors import AlignError, FormatUnknown, OutputExists, ReadError, UsageError, WriteError
from turncue.formats.base import TranscriptOptions, WriteOptions
from turncue.model import Captions, Document, Report, Subtitle, TimedTurn, Transcript
from turncue.quality import moved_passages, report_of, suspicious, timed_turns
from turncue.settings import find_profile
from turncue.text.language import detect_language, same_language
from turncue.timing import HeardTimes, heard_times, time_words
from turncue.timing.spoken import spoken_turns
from turncue.timing.stamps import fit_clock, pins_of, soft_stamps

__all__ = ["Options", "Result", "align", "read_captions", "read_glossary", "read_transcript", "write_text"]

log = logging.getLogger(__name__)

Source = str | os.PathLike[str] | IO[str] | IO[bytes]
Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """Everything a user may choose; the command line's flags of the same names.

    ``text``: whose words the subtitles carry. ``first``: which language stands above in ``both``. ``speakers`` and
    ``speaker_style``: when and how a name is printed; ``visible_labels``: in WebVTT too. ``profile`` with
    ``max_chars``, ``max_lines``, ``max_cps`` over it. ``min_score``: refuse below this share of matching words.
    ``pins``: (turn from 1, ms) pairs that must hold. ``glossary``: phrases of each row count as equal.
    ``speaker_form``: full, first, initials, role or full-then-first. ``dialogue``: whether two short turns may share a
    subtitle (None: as the profile says). ``events``: keep, drop, bracketed, or a language to tell sounds in (None: as
    the profile says). ``line_ends``: keep or drop ，、。 at line ends. ``colours``: one for every speaker, in VTT and
    SRT. ``bidi_marks``: for players that know no direction. ``shots``: changes of shot in ms.
    ``language`` and ``captions_language``: BCP 47 tags where detection errs. ``encoding`` and ``captions_encoding``
    likewise.
    """

    text: Literal["transcript", "captions", "both"] = "transcript"
    first: Literal["transcript", "captions"] = "transcript"
    speakers: Literal["change", "every", "none"] = "change"
    speaker_style: Literal["colon", "brackets", "caps", "dash", "chevrons", "line"] = "colon"
    speaker_form: Literal["full", "first", "initials", "role", "full-then-first"] = "full"
    dialogue: Literal["merge", "split"] | None = None
    events: str | None = None
    line_ends: Literal["keep", "drop"] | None = None
    colours: bool = False
    bidi_marks: bool = False
    shots: tuple[int, ...] = ()
    visible_labels: bool = False
    profile: str = "netflix"
    max_chars: float | None = None
    max_lines: int | None = None
    max_cps: float | None = None
    engine: Literal["auto", "words"] = "auto"
    min_score: float = 0.25
    section: str | None = None
    speakers_only: tuple[str, ...] = ()
    rename: tuple[tuple[str, str], ...] = ()
    pins: tuple[tuple[int, int], ...] = ()
    glossary: tuple[tuple[str, ...], ...] = ()
    language: str | None = None
    captions_language: str | None = None
    encoding: str | None = None
    captions_encoding: str | None = None

    @property
    def transcript(self) -> TranscriptOptions:
        """The part that the transcript's reader needs."""
        return TranscriptOptions(self.section, self.speakers_only, self.rename)

    @property
    def labels(self) -> LabelOptions:
        """The part that tells how names are printed."""
        return LabelOptions(when=self.speakers, style=self.speaker_style, form=self.speaker_form)

    @property
    def writing(self) -> WriteOptions:
        """The part that the writers need."""
        return WriteOptions(self.visible_labels, self.colours, self.bidi_marks)


@dataclass(frozen=True, slots=True)
class Result:
    """What ``align`` gives: the subtitles and everything known about them."""

    document: Document
    options: Options

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
        row = formats.by_name(format)
        if row.write is None:
            raise FormatUnknown(f"{row.title} cannot be written.", hint=f"Formats to write: {_writable()}.")
        return row.write(self.document, self.options.writing)

    def write(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
        """Write a file; the suffix picks the format. Nothing is left behind when it fails.

        Raises ``OutputExists`` when the file is there and ``overwrite`` is not given, ``FormatUnknown`` for an unknown
        suffix, ``WriteError`` when the file cannot be written.
        """
        write_text(path, self.render(format_for(path)), overwrite=overwrite)


def _writable() -> str:
    return ", ".join(f"{r.name} ({' '.join(r.suffixes)})" for r in formats.FORMATS if r.write is not None)


def format_for(path: str | os.PathLike[str]) -> str:
    """The name of the format to write a file of this name in. Raises ``FormatUnknown``."""
    row = formats.by_suffix(os.fspath(path), writing=True)
    if row is None:
        raise FormatUnknown("no format to write has this suffix.", os.fspath(path), hint=f"Choose: {_writable()}.")
    return row.name


# ---------------------------------------------------------------- the ends


def _bytes_of(source: Source, what: str) -> tuple[bytes | str, str | None]:
    """The content of a path or an open file, and its name."""
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        try:
            return Path(path).read_bytes(), path
        except FileNotFoundError:
            raise ReadError(f"there is no such file ({what}).", path, hint="Check the name and the folder.") from None
        except IsADirectoryError:
            raise ReadError(f"this is a folder, not a file ({what}).", path, hint="Name a file in it.") from None
        except OSError as error:
            raise ReadError(f"cannot be read ({what}): {error.strerror}.", path) from error
    name = getattr(source, "name", None)
    return source.read(), name if isinstance(name, str) else None


def _text_of(source: Source, what: str, encoding: str | None) -> tuple[str, str | None]:
    from turncue.formats.decode import decode

    data, name = _bytes_of(source, what)
    text = data if isinstance(data, str) else decode(data, encoding=encoding, source=name)[0]
    if not text.strip("\ufeff \t\r\n\0"):
        raise ReadError(f"the file is empty ({what}).", name, hint="Was it saved, or the right one named?")
    return text, name


def read_transcript(source: Source | Transcript, *, options: Options | None = None) -> Transcript:
    """Read a transcript: a path, an open file, or one that is read already.

    Raises ``ReadError`` (and its kinds) with path, line and the next step.
    """
    chosen = options or Options()
    if isinstance(source, Transcript):
        return source
    text, name = _text_of(source, "transcript", chosen.encoding)
    return formats.read_transcript(text, name, chosen.transcript)


def read_captions(source: Source | Captions, *, options: Options | None = None) -> Captions:
    """Read captions: a path, an open file, or ones that are read already.

    Raises ``ReadError`` (and its kinds) with path, line and the next step.
    """
    chosen = options or Options()
    if isinstance(source, Captions):
        return source
    text, name = _text_of(source, "captions", chosen.captions_encoding)
    return formats.read_captions(text, name)


def read_glossary(source: Source) -> tuple[tuple[str, ...], ...]:
    """Read a glossary: a line an entry, its phrases parted by ``|`` count as equal; ``#`` begins a comment.

    A line with one phrase keeps that phrase together. Raises ``ReadError``.
    """
    text, name = _text_of(source, "glossary", None)
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.split("#", 1)[0].strip()
        if not said:
            continue
        phrases = tuple(p.strip() for p in said.replace(";", "|").split("|"))
        if not all(phrases):
            raise ReadError("a phrase is empty.", name, number, line, "Write it as: one spelling | another spelling.")
        rows.append(phrases)
    return tuple(rows)


def write_text(path: str | os.PathLike[str], text: str, *, overwrite: bool = False) -> None:
    """Write a whole file or nothing: to a temporary file beside it, then renamed. UTF-8, LF.

    Raises ``OutputExists`` unless ``overwrite``, ``WriteError`` when the folder does not take it.
    """
    target = Path(path)
    if target.exists() and not overwrite:
        raise OutputExists(os.fspath(path))
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, target)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise WriteError(f"{os.fspath(path)}: cannot be written: {error.strerror or error}.") from error


# ---------------------------------------------------------------- the way between


def align(
    transcript: Source | Transcript,
    captions: Source | Captions,
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
    said_text = replace(said_text, language=chosen.language or said_text.language or _language_of_turns(said_text))
    heard_text = replace(
        heard_text, language=chosen.captions_language or _language_of_cues(heard_text) or heard_text.language
    )
    tell(0.2, "align")
    said, heard = said_side(said_text), heard_side(heard_text)
    pins = pins_of(said_text, said, heard_times(heard_text, heard), chosen.pins)
    glossary = parse_glossary(chosen.glossary) if chosen.glossary else None
    links = align_sides(said, heard, pins=[(p.token, p.heard) for p in pins], glossary=glossary)
    _refuse(said_text, heard_text, links, chosen)
    tell(0.6, "time")
    times, when = time_words(said, heard, heard_text, links, pins=pins)
    warnings: tuple[str, ...] = ()
    tokens, stamps = soft_stamps(said_text, said)
    sure = times.linked[tokens] > 0
    fit = fit_clock(stamps[sure], times.start[tokens[sure]].astype(float))
    if fit is not None:
        warnings = (fit.message,) if fit.message else ()
        if fit.useful:
            wishes = dict(zip(tokens.tolist(), fit.at(stamps).tolist(), strict=True))
            times, when = time_words(said, heard, heard_text, links, pins=pins, wishes=wishes)
    turns = timed_turns(said_text, said, heard, times, when, links)
    warnings += tuple(moved_passages(said.keys, said.turn, heard.keys, when.start, links))
    warnings += tuple(suspicious(turns, heard_text, heard, links, said.turn))
    report = report_of(links, turns, said_text, heard_text, times, said.turn, warnings=warnings)
    tell(0.8, "compose")
    subtitles, language = _compose(chosen, said_text, heard_text, turns, heard, when, links)
    tell(1.0, "done")
    document = Document(tuple(subtitles), tuple(turns), report, language, heard_text.language, said_text.metadata)
    return Result(document, chosen)


def _language_of_turns(transcript: Transcript) -> str | None:
    return detect_language("\n".join(t.text for t in transcript.turns))


def _language_of_cues(captions: Captions) -> str | None:
    return detect_language("\n".join(c.text for c in captions.cues))


def _refuse(transcript: Transcript, captions: Captions, links: Alignment, options: Options) -> None:
    """Raise ``AlignError`` when too few words of the smaller side found a partner."""
    least = min(links.words, links.heard)
    score = min(links.matched, links.heard_matched) / least if least else 0.0
    if score >= options.min_score and least:
        return
    if not links.words:
        cause = "The transcript has no words."
    elif not links.heard:
        cause = "The captions have no words, only sound notes."
    elif not same_language(transcript.language, captions.language):
        cause = f"The transcript is in {transcript.language}, the captions are in {captions.language}."
    else:
        cause = "They look like different recordings, or one is a free rewording of the other."
    raise AlignError(score, options.min_score, cause, "Check that both are of one recording, or lower --min-score.")


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
    turns = _with_events(turns, options, transcript.language)
    if options.text == "transcript":
        profile = profile_of(options, transcript.language)
        made = compose(turns, profile=profile, labels=labels, language=transcript.language, shots=shots)
        return made, transcript.language
    pieces, breaks, owners = spoken_turns(captions, heard, times, links, turns)
    pieces = list(_with_events(pieces, options, captions.language))
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
