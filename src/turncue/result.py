"""The result of an alignment: subtitles, turns and words with their times, the report, and how to write them."""

from __future__ import annotations

import html
import io
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Any, Literal, NamedTuple

from turncue import formats
from turncue.errors import FormatCannot, UsageError, WriteError
from turncue.files import write_bytes
from turncue.formats import format_for, writable
from turncue.model import Document, Report, Subtitle, TimedTurn
from turncue.options import Options

if TYPE_CHECKING:
    import pandas
    from opentimelineio.schema import Timeline

    from turncue.lexicons.lexicon import Lexicon

__all__ = ["Result", "SpokenWord"]

Rows = Literal["turns", "words", "subtitles"]

_SHOWN_TURNS = 8  # in a notebook
_SHOWN_CHARACTERS = 120


class SpokenWord(NamedTuple):
    """A word of the transcript with its time: ``[start, end)`` in ms, ``confidence`` 0 to 1."""

    text: str
    speaker: str | None
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True, repr=False)
class Result:
    """What ``turncue.align`` gives: the subtitles and everything known about them.

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

    @property
    def words(self) -> tuple[SpokenWord, ...]:
        """Every word that has a time, in order; words of turns that are absent from the captions are left out."""
        return tuple(
            SpokenWord(turn.text[w.begin : w.finish], turn.speaker, w.start, w.end, w.confidence)
            for turn in self.turns
            for w in turn.words
        )

    def render(self, format: str) -> str:
        """The text of a file in the format of that name: ``srt``, ``vtt``, ``ass``, ``json``.

        Raises ``FormatUnknown`` for a name that no format has, ``FormatCannot`` for a format that is only read or
        not text.
        """
        try:
            return self.render_bytes(format).decode("utf-8")
        except UnicodeDecodeError as error:
            raise FormatCannot(format, "text: it is binary. Use render_bytes or write") from error

    def render_bytes(self, format: str) -> bytes:
        """The bytes of a file, as ``render`` gives the text of one."""
        row = _writer(format)
        if row.write is None:
            raise FormatCannot(row.title, f"subtitles: it is only read. Formats to write: {writable()}")
        return row.write(self.document, self.options.writing)

    def write(
        self,
        target: str | os.PathLike[str] | IO[str] | IO[bytes],
        *,
        format: str | None = None,
        overwrite: bool = False,
    ) -> None:
        """Write to a path (the whole file or nothing) or to an open file, text or binary (UTF-8).

        ``format`` is a format's name; without it the suffix of the name picks the format. Raises ``OutputExists`` when
        the file exists and ``overwrite`` is not given, ``FormatUnknown`` for an unknown suffix or format,
        ``FormatCannot`` for a format that is only read, ``UsageError`` for an open file without a name and without
        ``format``, ``WriteError`` when writing fails.
        """
        if isinstance(target, str | os.PathLike):
            write_bytes(target, self.render_bytes(format or format_for(target)), overwrite=overwrite)
            return
        name = getattr(target, "name", None)
        if format is None and not (isinstance(name, str) and PurePath(name).suffix):
            raise UsageError(f"an open file without a suffix: give format=, one of {writable()}.")
        _write_stream(target, self.render_bytes(format or format_for(str(name))))

    def to_dict(self) -> dict[str, Any]:
        """The result as the JSON format has it (version 1): times in seconds; fields may be added, none renamed."""
        made: dict[str, Any] = json.loads(self.render("json"))
        return made

    def to_dataframe(self, rows: Rows = "turns") -> pandas.DataFrame:
        """A pandas table with a row for each turn, word or subtitle; times in seconds as in ``to_dict``.

        Raises ``UsageError`` when pandas is not installed.
        """
        if rows not in ("turns", "words", "subtitles"):
            raise UsageError(f"rows is {rows!r}; it can be turns, words or subtitles.")
        try:
            import pandas
        except ImportError as error:
            raise UsageError("to_dataframe needs pandas. Install it: pip install 'turncue[dataframe]'.") from error
        data = self.to_dict()
        table = data["cues" if rows == "subtitles" else rows]
        if rows == "words":
            table = [word | {"speaker": self.turns[word["turn"]].speaker} for word in table]
        return pandas.DataFrame(table)

    def to_moviepy(self) -> list[tuple[tuple[float, float], str]]:
        """The subtitles as ``SubtitlesClip(subtitles=…)`` of MoviePy takes them: ((start, end) in seconds, text)."""
        return [
            ((s.start / 1000, s.end / 1000), "\n".join(a + b for a, b in zip(s.labels, s.lines, strict=True)))
            for s in self.subtitles
        ]

    def to_otio(self, *, media: str = "", rate: str = "25", start: str = "", cut: Sequence[str] = ()) -> Timeline:
        """The turns as a ``Timeline`` of OpenTimelineIO: the media as a clip with a marker for each turn, and captions.

        ``rate`` is a frame rate (``25``, ``23.976``, ``29.97df``), ``start`` the time code of the first frame
        (``01:00:00:00``), ``media`` the file that the times belong to. With ``cut`` the turns of these speakers, one
        behind the other, instead of markers. Each marker or clip has speaker, text and confidence in
        ``metadata["turncue"]``. Raises ``UsageError`` when opentimelineio is not installed, for a rate or a start
        without meaning, for a speaker who is not there.
        """
        try:
            from opentimelineio.adapters import read_from_string
        except ImportError as error:
            raise UsageError("to_otio needs opentimelineio. Install it: pip install 'turncue[workflows]'.") from error
        from turncue.formats.timelines.frame_clock import frame_clock
        from turncue.formats.timelines.otio_timeline import write_otio
        from turncue.formats.timelines.turn_markers import cut_of, timeline_from

        whole = timeline_from(self.document, frame_clock(rate, start), media=media)
        made: Timeline = read_from_string(write_otio(cut_of(whole, cut) if cut else whole).decode(), "otio_json")
        return made

    def __repr__(self) -> str:
        return f"<turncue.Result: {_summary(self)}>"

    def _repr_html_(self) -> str:
        """The report and the first turns, for notebooks."""
        rows = "".join(_html_row(turn) for turn in self.turns[:_SHOWN_TURNS])
        more = len(self.turns) - _SHOWN_TURNS
        heads = "".join(f"<th>{name}</th>" for name in ("turn", "speaker", "start", "end", "confidence", "text"))
        warnings = "".join(f"<li>{html.escape(w)}</li>" for w in self.report.warnings)
        return (
            f"<p><b>turncue</b>: {html.escape(_summary(self))}</p>"
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
            + (f"<p>… and {more} more turns</p>" if more > 0 else "")
            + (f"<ul>{warnings}</ul>" if warnings else "")
        )


def _writer(name: str) -> formats.Format:
    """The format of a name or a suffix (``json``), one that is written where there is one. Raises ``FormatUnknown``."""
    for row in formats.FORMATS:
        if row.name == name.lower() and row.write is not None:
            return row
    return formats.by_suffix(f".{name.lower()}", writing=True) or formats.by_name(name)


def _summary(result: Result) -> str:
    report = result.report
    return (
        f"{len(result.subtitles)} subtitles, {report.turns} turns ({report.aligned} aligned, {report.estimated} "
        f"estimated, {report.absent} absent), score {report.score:.2f}, {result.document.language or 'any language'}"
    )


def _html_row(turn: TimedTurn) -> str:
    text = turn.text if len(turn.text) <= _SHOWN_CHARACTERS else turn.text[:_SHOWN_CHARACTERS] + "…"
    times = ["–" if t is None else f"{t / 1000:.2f}" for t in (turn.start, turn.end)]
    cells = (str(turn.index + 1), turn.speaker or "", *times, f"{turn.confidence:.2f}", text)
    return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>"


def _write_stream(stream: IO[str] | IO[bytes], data: bytes) -> None:
    """Bytes to an open file, as text where it is one of text."""
    mode = getattr(stream, "mode", "")
    binary = isinstance(stream, io.RawIOBase | io.BufferedIOBase) or (isinstance(mode, str) and "b" in mode)
    try:
        content: Any = data if binary else data.decode("utf-8")
        stream.write(content)
    except (OSError, ValueError) as error:  # ValueError: closed, or an encoding that lacks a character
        raise WriteError(f"the open file cannot be written: {error}.") from error
