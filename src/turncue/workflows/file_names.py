"""What the name of a file tells: its stem, language, yt-dlp id, flags of media players, and what kind of file it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from turncue import formats
from turncue.workflows.locations import base_name

__all__ = ["MEDIA_SUFFIXES", "FileName", "Kind", "parsed_name"]

Kind = Literal["transcript", "captions", "media", "other"]

MEDIA_SUFFIXES = frozenset(
    ".mp4 .mkv .webm .mov .m4v .avi .ts .mts .mpg .mpeg .mxf .flv .ogv .wmv .3gp "
    ".mp3 .m4a .wav .flac .ogg .oga .opus .aac .aif .aiff .wma .mka .caf".split()
)

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-orig)?", re.IGNORECASE)
_FLAGS = frozenset("sdh cc hi forced default foreign orig auto asr speakers".split())  # Jellyfin, Plex, yt-dlp
# Kodi names languages in English; "hi" is Hindi where no other language stands before it
_NAMED = dict(
    part.split("=")
    for part in (
        "arabic=ar bulgarian=bg cantonese=yue catalan=ca chinese=zh croatian=hr czech=cs danish=da dutch=nl english=en "
        "estonian=et finnish=fi french=fr german=de greek=el hebrew=he hindi=hi hungarian=hu icelandic=is "
        "indonesian=id irish=ga italian=it japanese=ja korean=ko latvian=lv lithuanian=lt malay=ms mandarin=zh "
        "norwegian=no persian=fa polish=pl portuguese=pt romanian=ro russian=ru serbian=sr slovak=sk slovenian=sl "
        "spanish=es swahili=sw swedish=sv tamil=ta thai=th turkish=tr ukrainian=uk urdu=ur vietnamese=vi welsh=cy"
    ).split()
)
_TRANSCRIPT_WORDS = frozenset("transcript transcription transkript protokoll script verbatim".split())
_CAPTION_WORDS = frozenset("captions caption subtitles subtitle subs sub".split())
_ID = re.compile(r"^(.*?)[ _.-]*\[([0-9A-Za-z_-]{3,64})\]$", re.DOTALL)
_LAST_WORD = re.compile(r"^(.+?)[ _.-]+([A-Za-z]+)$", re.DOTALL)
_NOT_CAPTIONS = (".info.json", ".live_chat.json", ".description", ".annotations.xml")
_SUBTITLE_SUFFIXES = frozenset((".srt", ".vtt", ".webvtt", ".ass", ".ssa", ".sbv", ".ttml"))


@dataclass(frozen=True, slots=True)
class FileName:
    """A file's name in parts.

    ``stem`` is the name without all the rest, in the form for comparison; ``id`` that of yt-dlp ("" without one);
    ``tag`` the language tag as written (``en`` for ``English``); ``base`` the name without language, flags and suffix.
    """

    path: str
    kind: Kind
    stem: str
    base: str
    suffix: str
    id: str = ""
    tag: str = ""
    flags: frozenset[str] = frozenset()


def parsed_name(path: str) -> FileName:
    """The parts of a file's name. Nothing is opened."""
    name = base_name(path)
    rest, dot, suffix = name.rpartition(".")
    rest, suffix = (rest, f".{suffix.lower()}") if dot and rest else (name, "")
    tag, flags, words = "", set[str](), set[str]()
    while True:
        head, dot, part = rest.rpartition(".")
        flag = part.lower() in _FLAGS and (part.lower() != "hi" or _is_language(head.rpartition(".")[2]))
        if dot and head and (flag or part.lower() in _TRANSCRIPT_WORDS | _CAPTION_WORDS):
            (flags if part.lower() in _FLAGS else words).add(part.lower())
        elif dot and head and not tag and _is_language(part):
            tag = _NAMED.get(part.lower(), part)
        else:
            break
        rest = head
    if (match := _LAST_WORD.match(rest)) and match[2].lower() in _TRANSCRIPT_WORDS | _CAPTION_WORDS:
        rest = match[1]
        words.add(match[2].lower())
    title, video = _without_id(rest)
    kind = _kind(name, suffix, transcript_word=bool(words & _TRANSCRIPT_WORDS))
    return FileName(path, kind, _comparable(title), rest, suffix, video, tag, frozenset(flags))


def _without_id(rest: str) -> tuple[str, str]:
    match = _ID.match(rest)
    return (match[1] or match[2], match[2]) if match else (rest, "")


def _is_language(part: str) -> bool:
    if part.lower() in _NAMED:
        return True
    if not _TAG.fullmatch(part):
        return False
    import langcodes

    return langcodes.tag_is_valid(part.lower().removesuffix("-orig"))


def _comparable(title: str) -> str:
    """A title as it is compared: yt-dlp's full-width marks, letter case and kinds of spaces make no difference."""
    plain = unicodedata.normalize("NFKC", title.replace("⧸", "/").replace("⧹", "\\")).casefold()
    return " ".join(re.sub(r"[\s_]+", " ", plain).split())


def _kind(name: str, suffix: str, *, transcript_word: bool) -> Kind:
    if suffix in MEDIA_SUFFIXES:
        return "media"
    if name.lower().endswith(_NOT_CAPTIONS):
        return "other"
    readers = [row for row in formats.FORMATS if suffix in row.suffixes]
    if suffix in _SUBTITLE_SUFFIXES:
        captions = any(row.read_captions for row in readers)
        return "transcript" if transcript_word and captions else "captions" if captions else "other"
    if any(row.read_captions for row in readers):
        # a table or a web page may be either; without a word in the name it is what it is read as most often
        only_captions = not any(row.read_transcript and not row.read_captions for row in readers)
        return "captions" if only_captions and not transcript_word else "transcript"
    return "transcript" if any(row.read_transcript for row in readers) else "other"
