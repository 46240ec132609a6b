"""What ``turncue.align`` accepts as transcript and as captions, beside files: lists, dicts, recognisers' results.

Everything becomes a ``Transcript`` or ``Captions``. Numbers in dicts and objects of recognisers are seconds; in tuples
an ``int`` is milliseconds, as everywhere in turncue, and a ``float`` seconds.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from typing import IO, Any, Protocol

from turncue import clock
from turncue.errors import ReadError, UsageError
from turncue.files import Input, exists
from turncue.model import Captions, Cue, Transcript, Turn
from turncue.options import Options
from turncue.reading import read_captions, read_transcript
from turncue.transcripts.captions_as_transcript import transcript_from_captions
from turncue.transcripts.similar_names import renamed
from turncue.transcripts.turn_builder import make_turn

__all__ = ["CaptionsInput", "TranscriptInput", "captions_of", "parse_source", "transcript_of"]


class Segment(Protocol):
    """A segment of a recogniser: faster-whisper's ``Segment`` and its like; times in seconds."""

    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...
    @property
    def text(self) -> str: ...


TurnRow = Turn | tuple[str | None, str] | Mapping[str, Any]
CueRow = Cue | tuple[float, float, str] | tuple[float, float, str, str | None] | Mapping[str, Any] | Segment
TranscriptInput = Input | Transcript | Captions | Iterable[TurnRow] | Mapping[str, Any]
CaptionsInput = Input | Captions | Iterable[CueRow] | Mapping[str, Any] | tuple[Iterable[Segment], object]

_SPEAKER_KEYS = ("speaker", "name")
_TEXT_KEYS = ("text", "plaintext", "content", "body")
_SEGMENT_KEYS = ("start", "end", "text", "words", "speaker")
_WORD_KEYS = ("start", "end", "word", "text", "probability", "confidence", "score", "speaker")
_LEAST_CUE = 40  # ms; where no cue is longer, the numbers were meant as seconds


def transcript_of(source: TranscriptInput, options: Options) -> Transcript:
    """The transcript in whatever form it is given: a path, an open file, a value, a list of turns.

    A turn is a ``Turn``, a (speaker, text) pair, or a dict with ``speaker`` and ``text`` (``start`` in seconds, if
    any). Raises ``ReadError`` for a source that cannot be read, ``UsageError`` for a value of another kind.
    """
    if isinstance(source, Transcript):
        return source
    if isinstance(source, Captions):
        return transcript_from_captions(source, options.transcript)
    if _is_source(source):
        return read_transcript(_path_not_text(source, "transcript"), options=options)
    if isinstance(source, Mapping):
        if not isinstance(source.get("turns"), list):
            return transcript_from_captions(captions_of(source, options), options.transcript)
        source = source["turns"]
    rows = _listed(source, "transcript")
    if all(isinstance(row, Cue) for row in rows):
        return transcript_from_captions(Captions(tuple(rows)), options.transcript)
    turns = [_turn(row, number) for number, row in enumerate(rows)]
    return Transcript(tuple(renamed(turns, options.rename)), format="list")


def captions_of(source: CaptionsInput, options: Options) -> Captions:
    """The captions in whatever form they are given: a path, an open file, a value, a list, a recogniser's result.

    A cue is a ``Cue``, a (start, end, text) tuple with a speaker as fourth if known, a dict, or an object with
    ``start``, ``end`` and ``text``. Whisper's dict and faster-whisper's ``(segments, info)`` are understood. Raises
    ``ReadError`` for a source that cannot be read, ``UsageError`` for a value of another kind.
    """
    if isinstance(source, Captions):
        return source
    if isinstance(source, Transcript):
        raise UsageError("the captions are a Transcript, which has no times: were the two swapped?")
    if _is_source(source):
        return read_captions(_path_not_text(source, "captions"), options=options)
    rows, language = _segments_of(source)
    if isinstance(rows, Mapping):
        return _from_json(rows, options)
    if all(isinstance(row, Cue) for row in rows):
        return Captions(tuple(rows), language, format="list")
    if all(isinstance(row, tuple | list) and not hasattr(row, "_fields") for row in rows):
        return Captions(_cues_of_tuples(rows), language, format="list")
    segments = [_segment(row, number) for number, row in enumerate(rows)]
    return _from_json({"segments": segments} | ({"language": language} if language else {}), options)


# ---------------------------------------------------------------- files and texts


def _is_source(source: object) -> bool:
    return isinstance(source, str | os.PathLike | bytes) or hasattr(source, "read")


def _path_not_text(source: Any, what: str) -> Input:
    """The source, unless it is a string that is no path but the text itself.

    Raises ``ReadError`` that names the function for texts.
    """
    if isinstance(source, str) and ("\n" in source or len(source) > 400) and not exists(source):
        raise ReadError(
            f"this is a text, not the path of a file ({what}).",
            "input",
            1,
            source.strip().partition("\n")[0],
            f"Parse it first: turncue.parse_{what}(text).",
        )
    given: Input = source
    return given


def _listed(source: Any, what: str) -> list[Any]:
    """The rows of a list or of what else gives rows. Raises ``UsageError`` for a value that gives none."""
    if not isinstance(source, Iterable):
        raise UsageError(
            f"the {what} cannot be a {type(source).__name__}: give a path, an open file, a list, or a value of turncue."
        )
    rows = list(source)
    if not rows:
        raise ReadError(f"the list is empty ({what}).", "input", hint="It needs one row at least.")
    return rows


# ---------------------------------------------------------------- turns


def _turn(row: Any, number: int) -> Turn:
    if isinstance(row, Turn):
        return row
    start = None
    if isinstance(row, Mapping):
        speaker = next((row[key] for key in _SPEAKER_KEYS if key in row), None)
        text = next((row[key] for key in _TEXT_KEYS if key in row), None)
        if row.get("start") is not None:
            start = clock.from_seconds(_seconds(row["start"], number))
    elif isinstance(row, Sequence) and not isinstance(row, str) and len(row) == 2:
        speaker, text = row
    else:
        speaker = text = None
    if not isinstance(text, str) or not (speaker is None or isinstance(speaker, str)):
        raise ReadError(
            f"turn {number + 1} of the list is no turn.",
            "input",
            excerpt=repr(row),
            hint="A turn is a (speaker, text) pair, a dict with speaker and text, or a turncue.Turn.",
        )
    return make_turn(speaker or None, [(part, False) for part in text.split("\n") if part.strip()], start=start)


# ---------------------------------------------------------------- cues


def _segments_of(source: Any) -> tuple[Any, str | None]:
    """The rows (or the whole dict) of a recogniser's result, and the language that it states."""
    if isinstance(source, tuple) and len(source) == 2 and hasattr(source[1], "language"):  # faster-whisper
        return _listed(source[0], "captions"), source[1].language
    if isinstance(source, Mapping):
        return source, None
    if callable(made := getattr(source, "to_dict", None)):  # stable-ts
        return made(), None
    if isinstance(listed := getattr(source, "segments", None), Iterable):  # the verbose answer of a web service
        return _listed(listed, "captions"), getattr(source, "language", None)
    return _listed(source, "captions"), None


def _segment(row: Any, number: int) -> dict[str, Any]:
    """A segment as a dict of JSON values, times in seconds."""
    made = _as_dict(row, _SEGMENT_KEYS)
    if "text" not in made:
        texts = (getattr(row, key, None) for key in _TEXT_KEYS)
        made["text"] = next((text for text in texts if isinstance(text, str)), None)
    if not isinstance(made.get("text"), str) and not made.get("words"):
        raise ReadError(
            f"cue {number + 1} of the list is no cue.",
            "input",
            excerpt=repr(row),
            hint="A cue is a (start, end, text) tuple, a dict, an object with start, end and text, or a turncue.Cue.",
        )
    if hasattr(row, "plaintext"):  # pysubs2: ms, and a text without its tags
        made |= {"text": row.plaintext, "start": row.start / 1000, "end": row.end / 1000}
    words = made.get("words")
    made["words"] = [_as_dict(w, _WORD_KEYS) for w in words] if isinstance(words, Iterable) else []
    return {key: value for key, value in made.items() if value not in (None, [])}


def _as_dict(row: Any, keys: Sequence[str]) -> dict[str, Any]:
    if isinstance(row, Mapping):
        return dict(row)
    if is_dataclass(row):
        return {f.name: getattr(row, f.name) for f in fields(row) if f.name in keys}
    return {key: getattr(row, key) for key in keys if getattr(row, key, None) is not None}


def _from_json(data: Mapping[str, Any], options: Options) -> Captions:
    """Read by the readers of JSON files, which know the shapes and the units."""
    try:
        text = json.dumps(data, ensure_ascii=False, default=_json_value)
    except (TypeError, ValueError) as error:
        raise ReadError(f"the captions hold what JSON cannot: {error}.", "input") from error
    return replace(read_captions(io.StringIO(text), options=options), source=None)


def _json_value(value: Any) -> Any:
    """Numbers of numpy, times of ``datetime``, words of recognisers."""
    if isinstance(value, timedelta):
        return value.total_seconds()
    if callable(getattr(value, "item", None)):
        return value.item()
    if made := _as_dict(value, (*_SEGMENT_KEYS, *_WORD_KEYS)):
        return made
    raise TypeError(f"a {type(value).__name__}")


def _cues_of_tuples(rows: Sequence[Sequence[Any]]) -> tuple[Cue, ...]:
    cues = tuple(_cue(row, number) for number, row in enumerate(rows))
    integers = all(isinstance(t, int) for row in rows for t in _times(row))
    if integers and max(cue.end - cue.start for cue in cues) < _LEAST_CUE:
        raise ReadError(
            f"no cue lasts longer than {_LEAST_CUE} ms.",
            "input",
            excerpt=repr(rows[0]),
            hint="Integers are milliseconds; write seconds as 1.0.",
        )
    return tuple(sorted(cues, key=lambda cue: cue.start))


def _times(row: Sequence[Any]) -> Sequence[Any]:
    """Start and end of a tuple: its first two, or (as MoviePy has it) its first, a pair."""
    first = row[0] if row else None
    return first if isinstance(first, tuple | list) else row[:2]


def _cue(row: Sequence[Any], number: int) -> Cue:
    times = _times(row)
    rest = row[1:] if times is row[0] else row[2:]
    if len(times) != 2 or not 1 <= len(rest) <= 2 or not all(x is None or isinstance(x, str) for x in rest):
        raise ReadError(
            f"cue {number + 1} of the list is no cue.", "input", excerpt=repr(row), hint="Write (start, end, text)."
        )
    start, end = (t if isinstance(t, int) else clock.from_seconds(_seconds(t, number)) for t in times)
    if end < start:
        raise ReadError(f"cue {number + 1} of the list ends before it starts.", "input", excerpt=repr(row))
    return Cue(start, end, rest[0] or "", rest[1] if len(rest) == 2 else None)


def _seconds(value: Any, number: int) -> float:
    """A time as seconds: a number, a ``timedelta`` or a written time. Raises ``ReadError``."""
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, str) and (ms := clock.parse(value)) is not None:
        return ms / 1000
    try:
        return float(value)
    except (TypeError, ValueError):
        raise ReadError(f"row {number + 1} of the list: {value!r} is no time.", "input") from None


def parse_source(text: str | bytes) -> IO[str] | IO[bytes]:
    """A text, or the bytes of a file, as an open file without a name."""
    return io.BytesIO(text) if isinstance(text, bytes) else io.StringIO(text)
