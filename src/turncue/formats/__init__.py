"""The table of formats, and how one is told from its text.

A row names its reader and writer by module and function; the module is imported when the row is used, so that
importing this package costs nothing. Readers of transcripts are rows like the others.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import Any

from turncue.errors import FormatUnknown
from turncue.formats import sniff
from turncue.formats.base import Format, TranscriptOptions, WriteOptions
from turncue.model import Captions, Transcript

__all__ = [
    "FORMATS",
    "Format",
    "TranscriptOptions",
    "WriteOptions",
    "by_name",
    "by_suffix",
    "detect",
    "read_captions",
    "read_transcript",
    "sniff_captions",
]


def _later(module: str, function: str) -> Any:
    """A function of a module that is imported on the first call."""

    def call(*args: Any) -> Any:
        return getattr(import_module(f"turncue.{module}"), function)(*args)

    call.__name__ = call.__qualname__ = f"{module}.{function}"
    return call


def _cues_as_transcript(module: str) -> Any:
    """The reader that takes a caption format's cues as a transcript: who speaks stands in voices or labels."""

    def call(text: str, source: str | None, options: TranscriptOptions) -> Transcript:
        captions = import_module(f"turncue.{module}").read_captions(text, source)
        made: Transcript = import_module("turncue.transcripts.captions_as_transcript").transcript_from_captions(
            captions, options
        )
        return made

    return call


FORMATS: tuple[Format, ...] = (
    # ---- captions
    Format(
        "srt",
        "SubRip",
        (".srt",),
        sniff.srt,
        read_captions=_later("formats.srt", "read_captions"),
        read_transcript=_cues_as_transcript("formats.srt"),
        write=_later("formats.srt", "write"),
        losses=("speaker", "words", "confidence", "turns"),
    ),
    Format(
        "vtt",
        "WebVTT",
        (".vtt", ".webvtt"),
        sniff.vtt,
        read_captions=_later("formats.vtt", "read_captions"),
        read_transcript=_cues_as_transcript("formats.vtt"),
        write=_later("formats.vtt", "write"),
        losses=("words", "confidence", "turns"),
    ),
    Format(
        "ass",
        "Advanced SubStation Alpha",
        (".ass",),
        lambda head: 0.0,  # written only
        write=_later("formats.ass", "write"),
        losses=("words", "confidence", "turns"),
    ),
    Format(
        "json3",
        "YouTube json3",
        (".json3", ".json"),
        sniff.json3,
        read_captions=_later("formats.asr.youtube_json", "read_captions"),
    ),
    Format(
        "whisper",
        "Whisper JSON and word lists",
        (".json",),
        sniff.whisper,
        read_captions=_later("formats.asr.whisper_json", "read_captions"),
    ),
    Format(
        "result",
        "turncue result, JSON version 1",
        (".json",),
        sniff.result,
        read_captions=_later("formats.result_json", "read_captions"),
        write=_later("formats.result_json", "write"),
    ),
    Format(
        "stm",
        "STM, segment time marked (NIST)",
        (".stm",),
        _later("formats.nist.stm", "sniff"),
        read_captions=_later("formats.nist.stm", "read_captions"),
        read_transcript=_cues_as_transcript("formats.nist.stm"),
    ),
    Format(
        "ctm",
        "CTM, word times (NIST)",
        (".ctm",),
        _later("formats.nist.ctm", "sniff"),
        read_captions=_later("formats.nist.ctm", "read_captions"),
    ),
    # ---- transcripts
    Format(
        "markdown",
        "Markdown transcript",
        (".md", ".markdown", ".txt"),
        _later("transcripts.markdown", "sniff_markdown"),
        read_transcript=_later("transcripts.readings", "read_markdown"),
    ),
    Format(
        "text",
        "plain text transcript",
        (".txt", ".text"),
        _later("transcripts.plain_text", "sniff_plain"),
        read_transcript=_later("transcripts.readings", "read_plain"),
    ),
)
"""All formats. Where several have one suffix, the first that writes is meant for writing."""


def by_name(name: str) -> Format:
    """The format of that name (``srt``). Raises ``FormatUnknown``."""
    for row in FORMATS:
        if row.name == name.lower():
            return row
    names = ", ".join(row.name for row in FORMATS)
    raise FormatUnknown(f"there is no format {name!r}.", hint=f"Formats are: {names}.")


def by_suffix(name: str, *, writing: bool = False) -> Format | None:
    """The first format with the suffix of a file name (``talk.en.srt``, ``.srt``), None when there is none.

    With ``writing`` only formats that can be written count.
    """
    suffix = PurePath(name).suffix.lower() or name.lower()
    return next((r for r in FORMATS if suffix in r.suffixes and (r.write is not None or not writing)), None)


def detect(text: str, name: str | None = None, *, transcript: bool = False) -> Format:
    """The format of a text that is to be read as captions (or as a ``transcript``).

    The content decides; the suffix of ``name`` decides between formats that fit nearly alike. Raises
    ``FormatUnknown`` when nothing fits.
    """
    head = text.removeprefix("\ufeff")[: sniff.HEAD]
    suffix = PurePath(name).suffix.lower() if name else ""
    best: tuple[float, Format] | None = None
    for row in FORMATS:
        if (row.read_transcript if transcript else row.read_captions) is None:
            continue
        score = row.sniff(head)
        if score > 0 and suffix in row.suffixes:
            score += sniff.SUFFIX_BONUS
        if score > 0 and (best is None or score > best[0]):
            best = (score, row)
    if best is not None and best[0] >= sniff.LEAST:
        return best[1]
    readable = [r.title for r in FORMATS if (r.read_transcript if transcript else r.read_captions) is not None]
    first = next((line.strip() for line in head.splitlines() if line.strip()), "")
    raise FormatUnknown(
        "the file is empty." if not first else "no format fits its content.",
        name,
        1,
        first,
        f"Understood: {', '.join(readable)}.",
    )


def sniff_captions(text: str, name: str | None = None) -> Format:
    """The format to read a text as captions with. Raises ``FormatUnknown``."""
    return detect(text, name)


def read_captions(text: str, source: str | None = None) -> Captions:
    """Read captions of any format, told from the content with the suffix of ``source`` as a hint.

    Raises ``FormatUnknown`` when no format fits, ``ReadError`` when the text cannot be read by the one that does.
    """
    reader = detect(text, source).read_captions
    assert reader is not None
    captions: Captions = import_module("turncue.transcripts.caption_labels").with_labels_as_marks(reader(text, source))
    return captions


def read_transcript(text: str, source: str | None = None, options: TranscriptOptions | None = None) -> Transcript:
    """Read a transcript of any format, told from the content with the suffix of ``source`` as a hint.

    Raises ``FormatUnknown`` when no format fits, ``ReadError`` when the text cannot be read by the one that does,
    ``UsageError`` for options that name what is not there.
    """
    reader = detect(text, source, transcript=True).read_transcript
    assert reader is not None
    transcript: Transcript = reader(text, source, options or TranscriptOptions())
    return transcript
