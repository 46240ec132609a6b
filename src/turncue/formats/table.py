"""The rows of the table of formats.

A row names its readers and its writer by module and function; the module is imported when the row is used, so that
importing this package costs nothing. Readers of transcripts are rows like the others.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from turncue.formats import sniff
from turncue.formats.base import Format, TranscriptOptions
from turncue.formats.source import Source
from turncue.formats.writers.writer_rows import with_writers
from turncue.model import Captions, Transcript

__all__ = ["ROWS", "captions_as_transcript"]


def _later(module: str, function: str) -> Any:
    """A function of a module that is imported on the first call."""

    def call(*args: Any) -> Any:
        return getattr(import_module(f"turncue.{module}"), function)(*args)

    call.__name__ = call.__qualname__ = f"{module}.{function}"
    return call


def captions_as_transcript(read: Callable[[Source], Captions]) -> Callable[[Source, TranscriptOptions], Transcript]:
    """The reader that takes a caption format's cues as a transcript: who speaks stands in voices or labels."""

    def call(source: Source, options: TranscriptOptions) -> Transcript:
        made: Transcript = import_module("turncue.transcripts.captions_as_transcript").transcript_from_captions(
            read(source), options
        )
        return made

    return call


def _text_reader(module: str, function: str) -> Any:
    """A reader of ``turncue.transcripts`` that takes the text and the name of a source."""

    def call(source: Source, options: TranscriptOptions) -> Transcript:
        made: Transcript = _later(module, function)(source.text, source.name, options)
        return made

    return call


def _text_sniffer(module: str, function: str) -> Any:
    def call(source: Source) -> float:
        return float(_later(module, function)(source.head))

    return call


_SRT = _later("formats.srt", "read_captions")
_VTT = _later("formats.vtt", "read_captions")
_STM = _later("formats.nist.stm", "read_captions")

ROWS: tuple[Format, ...] = with_writers(
    (
        # ---- captions
        Format(
            "srt",
            "SubRip",
            (".srt",),
            sniff.srt,
            read_captions=_SRT,
            read_transcript=captions_as_transcript(_SRT),
            write=_later("formats.srt", "write"),
            losses=("speaker", "words", "confidence", "turns"),
            keeps_labels=True,
            dialect="srt",
        ),
        Format(
            "vtt",
            "WebVTT",
            (".vtt", ".webvtt"),
            sniff.vtt,
            read_captions=_VTT,
            read_transcript=captions_as_transcript(_VTT),
            write=_later("formats.vtt", "write"),
            losses=("words", "confidence", "turns"),
            keeps_labels=True,
            dialect="vtt",
        ),
        Format(
            "ass",
            "Advanced SubStation Alpha",
            (".ass",),
            lambda source: 0.0,  # written only
            write=_later("formats.ass", "write"),
            losses=("words", "confidence", "turns"),
            keeps_labels=True,
            extra="formats",
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
            read_reference=_later("formats.result_json", "read_reference"),
            write=_later("formats.result_json", "write"),
        ),
        # ---- references of scoring tools; RTTM first, for its lines may look like STM
        Format(
            "rttm",
            "RTTM, who speaks when (NIST)",
            (".rttm",),
            _later("formats.nist.rttm", "sniff"),
            read_reference=_later("formats.nist.rttm", "read_reference"),
            recordings=True,
        ),
        Format(
            "stm",
            "STM, segment time marked (NIST)",
            (".stm",),
            _later("formats.nist.stm", "sniff"),
            read_captions=_STM,
            read_transcript=captions_as_transcript(_STM),
            read_reference=_later("formats.nist.stm", "read_reference"),
            recordings=True,
        ),
        Format(
            "ctm",
            "CTM, word times (NIST)",
            (".ctm",),
            _later("formats.nist.ctm", "sniff"),
            read_captions=_later("formats.nist.ctm", "read_captions"),
            read_reference=_later("formats.nist.ctm", "read_reference"),
            recordings=True,
        ),
        # ---- transcripts
        Format(
            "markdown",
            "Markdown transcript",
            (".md", ".markdown", ".txt"),
            _text_sniffer("transcripts.markdown", "sniff_markdown"),
            read_transcript=_text_reader("transcripts.markdown", "read_markdown"),
        ),
        Format(
            "text",
            "plain text transcript",
            (".txt", ".text"),
            _text_sniffer("transcripts.plain_text", "sniff_plain"),
            read_transcript=_text_reader("transcripts.plain_text", "read_plain"),
        ),
    )
)
"""All formats. Where several have one suffix, the first that writes is meant for writing."""
