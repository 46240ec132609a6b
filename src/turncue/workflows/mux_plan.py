"""Subtitles into a video by ffmpeg: which command, and subtitles in a form that keeps who speaks.

No container keeps WebVTT's voices, so names become visible text first; ASS keeps its styles in Matroska and in
burnt-in pictures only. Pictures and sound are copied, except where subtitles are burnt in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from turncue.errors import UsageError, WriteError
from turncue.formats import by_name
from turncue.formats.base import WriteOptions
from turncue.model import Document
from turncue.text.language import detect_language
from turncue.workflows.file_names import parsed_name

__all__ = ["MuxOptions", "Track", "mux_command", "track_of_file"]

_MP4 = frozenset((".mp4", ".m4v", ".mov"))
_MATROSKA = frozenset((".mkv", ".mka"))
_NO_LANGUAGE = "und"


@dataclass(frozen=True, slots=True)
class Track:
    """A subtitle track: ``data`` is a file in ``suffix`` form (.srt, .ass, .vtt), ``language`` a three-letter code."""

    data: bytes
    suffix: str
    language: str
    title: str = ""
    forced: bool = False
    hearing_impaired: bool = False


@dataclass(frozen=True, slots=True)
class MuxOptions:
    """``default``: the first track is shown unasked; ``burn``: draw the first track into the picture."""

    default: bool = True
    burn: bool = False
    title: str = ""
    language: str | None = None


def track_of_file(path: str, target: str, options: MuxOptions) -> Track:
    """A subtitle file as the container of ``target`` takes it, names as visible text. Raises ``ReadError``."""
    from turncue.files import bytes_of
    from turncue.workflows.finished import document_of_file

    name = parsed_name(path)
    suffix = PurePath(target).suffix.lower()
    if name.suffix == ".ass" and (options.burn or suffix in _MATROSKA):
        data, _ = bytes_of(path, "subtitles")
        content = data if isinstance(data, bytes) else data.encode("utf-8")
        language = options.language or name.tag or None
        kind = ".ass"
    else:
        document = document_of_file(path)
        stated = options.language or name.tag.removesuffix("-orig") or document.language
        language = stated or detect_language("\n".join(line for s in document.subtitles for line in s.lines))
        kind = ".ass" if options.burn else ".vtt" if suffix == ".webm" else ".srt"
        content = _written(replace(document, language=language), kind)
    return Track(
        content,
        kind,
        three_letters(language),
        options.title,
        bool(name.flags & {"forced", "foreign"}),
        bool(name.flags & {"sdh", "cc", "hi"}),
    )


def _written(document: Document, suffix: str) -> bytes:
    write = by_name(suffix.removeprefix(".")).write
    assert write is not None
    return write(document, WriteOptions(True, False, False))


def three_letters(tag: str | None) -> str:
    """A language tag as ISO 639-2 has it (``en``: ``eng``), which the containers store."""
    if not tag:
        return _NO_LANGUAGE
    import langcodes

    try:
        return langcodes.get(tag).to_alpha3(variant="B")
    except (LookupError, ValueError):
        return _NO_LANGUAGE


def mux_command(
    video: str, tracks: Sequence[tuple[Track, str]], target: str, options: MuxOptions, chapters: str = ""
) -> list[str]:
    """ffmpeg's arguments. ``tracks`` come with the paths of their files, whose names must be plain; ``chapters`` is a
    file of ffmetadata. Raises ``UsageError`` for a container that has no subtitles.
    """
    suffix = PurePath(target).suffix.lower()
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-i", _file(video)]
    if options.burn:
        command += ["-i", chapters] if chapters else []
        command += ["-map", "0:v:0", "-map", "0:a?", "-vf", f"subtitles=filename={tracks[0][1]}", "-c:a", "copy"]
        return [*command, *(["-map_chapters", "1"] if chapters else []), *_end(suffix, target)]
    for _, path in tracks:
        command += ["-i", path]
    command += ["-i", chapters] if chapters else []
    command += ["-map", "0:v?", "-map", "0:a?"]
    command += [part for k in range(len(tracks)) for part in ("-map", str(k + 1))]
    command += ["-map_chapters", str(len(tracks) + 1)] if chapters else []
    command += ["-c", "copy", "-c:s", _codec(suffix, tracks[0][0])]
    for k, (track, _) in enumerate(tracks):
        command += [f"-metadata:s:s:{k}", f"language={track.language}"]
        command += [f"-metadata:s:s:{k}", f"title={track.title}"] if track.title else []
        if track.title and suffix in _MP4:
            command += [f"-metadata:s:s:{k}", f"handler_name={track.title}"]
        command += [f"-disposition:s:{k}", _disposition(track, default=options.default and k == 0)]
    return [*command, *_end(suffix, target)]


def _end(suffix: str, target: str) -> list[str]:
    return [*(["-movflags", "+faststart"] if suffix in _MP4 else []), _file(target)]


def _disposition(track: Track, *, default: bool) -> str:
    flags = [("default", default), ("forced", track.forced), ("hearing_impaired", track.hearing_impaired)]
    return "+".join(name for name, on in flags if on) or "0"


def _codec(suffix: str, track: Track) -> str:
    if suffix in _MP4:
        return "mov_text"
    if suffix in _MATROSKA:
        return "ass" if track.suffix == ".ass" else "srt"
    if suffix == ".webm":
        return "webvtt"
    raise UsageError(
        f"{suffix or 'no suffix'}: this container has no subtitles here. Choose .mp4, .mov, .mkv or .webm."
    )


def _file(path: str) -> str:
    """A path that ffmpeg takes for nothing else: not for an option, and not for a protocol."""
    return f"file:{path}"


def check_ffmpeg() -> str:
    """The path of ffmpeg. Raises ``WriteError`` where it is not installed."""
    import shutil

    path = shutil.which("ffmpeg")
    if path is None:
        raise WriteError("ffmpeg is needed for this; install it (apt install ffmpeg, brew install ffmpeg).")
    return path
