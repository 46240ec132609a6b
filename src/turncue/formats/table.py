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
from turncue.formats.document_rows import DOCUMENT_ROWS
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


def _captions(
    name: str, title: str, suffixes: str, sniffer: Callable[[Source], float], module: str, **more: Any
) -> Format:
    """A row of a format that is read as captions. With ``names=True`` it names speakers: a transcript as well."""
    read = _later(f"formats.{module}", more.pop("function", "read_captions"))
    transcript = captions_as_transcript(read) if more.pop("names", False) else None
    return Format(name, title, tuple(suffixes.split()), sniffer, read_captions=read, read_transcript=transcript, **more)


_READ: tuple[Format, ...] = (
    # ---- captions
    _captions(
        "srt",
        "SubRip",
        ".srt",
        sniff.srt,
        "srt",
        names=True,
        write=_later("formats.srt", "write"),
        losses=("speaker", "words", "confidence", "turns"),
        keeps_labels=True,
        dialect="srt",
    ),
    _captions(
        "vtt",
        "WebVTT",
        ".vtt .webvtt",
        sniff.vtt,
        "vtt",
        names=True,
        write=_later("formats.vtt", "write"),
        losses=("words", "confidence", "turns"),
        keeps_labels=True,
        dialect="vtt",
    ),
    _captions(
        "ass",
        "Advanced SubStation Alpha, SSA",
        ".ass .ssa",
        sniff.line_pattern(
            r"(?i)^\ufeff?\[(?:script info|events|v4\+? styles)\]|^Dialogue: ?(?:Marked=)?\d+,\d+:\d", 0.95
        ),
        "ass",
        names=True,
        write=_later("formats.ass", "write"),
        losses=("words", "confidence", "turns"),
        keeps_labels=True,
    ),
    _captions(
        "sbv",
        "YouTube SBV",
        ".sbv",
        sniff.line_pattern(r"^\d{1,4}:\d\d:\d\d\.\d{1,6},\d{1,4}:\d\d:\d\d\.\d", 0.95),
        "sbv",
        names=True,
    ),
    _captions("ttml", "TTML, DFXP, IMSC, EBU-TT", ".ttml .dfxp .xml .itt", sniff.xml_root("tt"), "ttml", names=True),
    _captions("srv", "YouTube srv1, srv2, srv3, YTT", ".srv1 .srv2 .srv3 .ytt .xml", sniff.srv, "youtube_xml"),
    _captions("sami", "SAMI", ".smi .sami", sniff.line_pattern(r"(?i)<sync\s+start", 0.95), "sami"),
    _captions("microdvd", "MicroDVD, MPL2", ".sub .mpl .txt", sniff.microdvd, "microdvd"),
    _captions("lrc", "LRC lyrics", ".lrc", sniff.lrc, "lrc"),
    _captions(
        "scc",
        "Scenarist closed captions (CEA-608)",
        ".scc",
        sniff.line_pattern(r"^Scenarist_SCC V", 1.0),
        "ttconv_captions",
        function="read_scc",
        extra="formats",
    ),
    _captions(
        "stl",
        "EBU STL",
        ".stl",
        _later("formats.ttconv_captions", "sniff_stl"),
        "ttconv_captions",
        function="read_stl",
        magic=((3, b"STL"),),
        extra="formats",
    ),
    _captions(
        "tsv",
        "Whisper TSV, tables with tabs",
        ".tsv .txt",
        _later("formats.tsv_captions", "sniff_tsv"),
        "tsv_captions",
        names=True,
    ),
    _captions(
        "csv-captions",
        "table of captions (CSV)",
        ".csv .txt",
        _later("formats.tsv_captions", "sniff_csv"),
        "tsv_captions",
        function="read_csv",
    ),
    _captions(
        "audacity",
        "Audacity labels",
        ".txt",
        _later("formats.tsv_captions", "sniff_audacity"),
        "tsv_captions",
        function="read_audacity",
    ),
    _captions("pasted", "pasted times and text", ".txt", _later("formats.pasted_times", "sniff"), "pasted_times"),
    _captions(
        "textgrid",
        "Praat TextGrid",
        ".textgrid",
        sniff.line_pattern(r'Object class\s*=\s*"TextGrid"|^"TextGrid"', 1.0),
        "textgrid",
        names=True,
    ),
    _captions("eaf", "ELAN", ".eaf", sniff.xml_root("annotation_document"), "eaf", names=True),
    # ---- recognisers
    _captions("json3", "YouTube json3", ".json3 .json", sniff.json3, "asr.youtube_json"),
    _captions(
        "deepgram",
        "Deepgram JSON",
        ".json",
        sniff.any_of(
            sniff.json_with("results", "channels", "alternatives", unless="channel_label"),
            sniff.json_with("channel", "alternatives", "is_final", "words"),
        ),
        "asr.deepgram",
        names=True,
    ),
    _captions(
        "aws",
        "Amazon Transcribe JSON",
        ".json",
        sniff.any_of(
            sniff.json_with("results", "items", "start_time", "alternatives", "content"),
            sniff.json_with("TranscriptEvent", "Items", "StartTime"),
        ),
        "asr.aws_transcribe",
        names=True,
    ),
    _captions(
        "speechmatics",
        "Speechmatics JSON",
        ".json",
        sniff.json_with("results", "start_time", "alternatives", "content", unless="items"),
        "asr.speechmatics",
        names=True,
    ),
    _captions(
        "google",
        "Google Speech-to-Text, IBM Watson JSON",
        ".json",
        sniff.any_of(
            sniff.json_with("results", "alternatives", unless="channels", where=r'"results"\s*:\s*\['),
            sniff.json_with("annotationResults", "speechTranscriptions", "alternatives"),
        ),
        "asr.google_speech",
        names=True,
    ),
    _captions(
        "azure",
        "Azure Speech JSON",
        ".json",
        sniff.any_of(
            sniff.json_with("recognizedPhrases"),
            sniff.json_with("phrases", "offsetMilliseconds"),
            sniff.json_with("Offset", "Duration", where='"(?:NBest|DisplayText)"'),
        ),
        "asr.azure_speech",
        names=True,
    ),
    _captions("revai", "Rev.ai JSON", ".json", sniff.json_with("monologues", "elements"), "asr.revai", names=True),
    _captions(
        "vosk",
        "Vosk, Kaldi JSON",
        ".json .jsonl",
        sniff.json_with("result", "word", "start", where=r'"result"\s*:\s*\['),
        "asr.vosk",
    ),
    _captions(
        "assemblyai",
        "AssemblyAI JSON",
        ".json",
        sniff.json_with(
            "words",
            "confidence",
            unless="full_transcript",
            where='"(?:audio_url|acoustic_model|speech_model|audio_duration)"',
        ),
        "asr.assemblyai",
        names=True,
    ),
    _captions(
        "elevenlabs",
        "ElevenLabs JSON",
        ".json",
        sniff.json_with("words", "speaker_id", "type", "start"),
        "asr.elevenlabs",
        names=True,
    ),
    _captions(
        "gladia", "Gladia JSON", ".json", sniff.json_with("full_transcript", "utterances"), "asr.gladia", names=True
    ),
    _captions(
        "podcast",
        "Podcasting 2.0 JSON",
        ".json",
        sniff.json_with("segments", "startTime", "body"),
        "podcast_json",
        names=True,
    ),
    _captions("whisper", "Whisper JSON and word lists", ".json .jsonl", sniff.whisper, "asr.whisper_json", names=True),
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
        read_captions=_later("formats.nist.stm", "read_captions"),
        read_transcript=captions_as_transcript(_later("formats.nist.stm", "read_captions")),
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
        read_transcript=_text_reader("transcripts.readings", "read_markdown"),
    ),
    Format(
        "text",
        "plain text transcript",
        (".txt", ".text"),
        _text_sniffer("transcripts.plain_text", "sniff_plain"),
        read_transcript=_text_reader("transcripts.readings", "read_plain"),
    ),
    *DOCUMENT_ROWS,
)

ROWS: tuple[Format, ...] = with_writers(_READ)
"""All formats. Where several have one suffix, the first that writes is meant for writing."""
