"""Read and write text in memory, as most tests do."""

from __future__ import annotations

from types import ModuleType

from turncue import formats
from turncue.check import Finding, ShownCue, shown_cues
from turncue.formats import Source, TranscriptOptions, WriteOptions
from turncue.model import Captions, Document, Transcript
from turncue.reading import captions_from


def captions_of(text: str, name: str | None = None) -> Captions:
    """Captions of any format, names in their text as marks."""
    return captions_from(Source.of_text(text, name))


def transcript_of(text: str, name: str | None = None, options: TranscriptOptions | None = None) -> Transcript:
    """A transcript of any format."""
    return formats.read_transcript(Source.of_text(text, name), options)


def read_with(module: ModuleType, text: str, name: str | None = None) -> Captions:
    """Captions by the reader of one format."""
    captions: Captions = module.read_captions(Source.of_text(text, name))
    return captions


def written_by(module: ModuleType, document: Document, options: WriteOptions | None = None) -> str:
    """The text that the writer of one format gives."""
    data: bytes = module.write(document, options)
    return data.decode("utf-8")


def shown(text: str, name: str | None = None) -> tuple[list[ShownCue], list[Finding]]:
    """The subtitles of a file as a viewer sees them."""
    return shown_cues(Source.of_text(text, name))


def stamp(ms: int, point: str = ",") -> str:
    """A time below one hour as SRT has it, or with another ``point`` as WebVTT does."""
    return f"00:{ms // 60000:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"


def srt(*cues: tuple[int, int, str]) -> str:
    """The text of an SRT file: (start, end, text), in ms."""
    return "\n".join(f"{n}\n{stamp(a)} --> {stamp(b)}\n{t}\n" for n, (a, b, t) in enumerate(cues, 1))


def srt_of(captions: Captions) -> str:
    """The text of an SRT file of captions without names."""
    return srt(*((c.start, c.end, c.text) for c in captions.cues))


def vtt(*cues: tuple[int, int, str]) -> str:
    """The text of a WebVTT file: (start, end, text), in ms."""
    return "WEBVTT\n\n" + "\n".join(f"{stamp(a, '.')} --> {stamp(b, '.')}\n{t}\n" for a, b, t in cues)
