"""Every choice of a user in one frozen value, with what the command line needs to offer it.

The fields of ``Options`` are the one table of shared options: name, type, default, and in ``field.metadata`` the
panel of ``--help``, the help text and the rest. The command line (``turncue.cli.rows``) and ``turncue.align(…, name=
value)`` are made from it, so that an option has one name everywhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal, TypedDict, TypeVar, cast, get_args

from turncue.errors import UsageError
from turncue.formats.base import TranscriptOptions, WriteOptions
from turncue.text.label_options import LabelOptions

if TYPE_CHECKING:  # the lexicons need numpy
    from turncue.lexicons.embedding import Embedder
    from turncue.lexicons.lexicon import Lexicon

__all__ = ["CHOICES", "FORMER_NAMES", "OptionNames", "Options", "with_options"]

Text = Literal["transcript", "captions", "both"]
First = Literal["transcript", "captions"]
Speakers = Literal["change", "every", "none"]
SpeakerStyle = Literal["colon", "brackets", "caps", "dash", "chevrons", "line"]
SpeakerForm = Literal["full", "first", "initials", "role", "full-then-first"]
Dialogue = Literal["merge", "split"]
LineEnds = Literal["keep", "drop"]
Engine = Literal["auto", "words", "sentences"]
Script = Literal["hant", "hans"]

FORMER_NAMES: Mapping[str, str] = {
    "colours": "colors",
    "visible_labels": "vtt_labels",
    "pin": "pins",
    "lexicon": "lexicons",
    "embed": "embedder",
}
"""Other names of a field: those of version 0.1, and the singular that the command line has."""

_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,8}")
_T = TypeVar("_T")


class _WithFormerNames(type):
    """Lets ``Options(colours=True)`` mean ``Options(colors=True)``; the checkers see the dataclass's own signature."""

    def __call__(cls: type[_T], *args: Any, **named: Any) -> _T:
        renamed = {FORMER_NAMES.get(name, name): value for name, value in named.items()}
        # a former name comes last in the way of dataclasses.replace, so that it goes before the value it replaces
        renamed |= {FORMER_NAMES[name]: value for name, value in named.items() if name in FORMER_NAMES}
        return cast(_T, type.__call__(cls, *args, **renamed))


def _option(default: Any, panel: str, help: str, **more: Any) -> Any:
    """A field with its row on the command line.

    ``more``: ``metavar``; ``least`` and ``most`` of a number; ``flag``, where the command line's name is not the
    field's; ``many``, given once for each item; ``complete``, what the shell offers (profiles, languages, events).
    """
    return field(default=default, metadata={"panel": panel, "help": help, **more})


@dataclass(frozen=True, slots=True)
class Options(metaclass=_WithFormerNames):
    """Every choice of a user; each has the same name on the command line (``speaker_style``: ``--speaker-style``).

    Times are integer milliseconds. ``pins`` are (turn from 1, ms) pairs, ``rename`` (old, new) pairs, ``glossary`` rows
    of phrases that count as equal. ``events``: keep, drop, bracketed, or the language to write them in.
    ``None`` for ``events``, ``dialogue``, ``line_ends`` and the three limits: as the profile says.

    Raises ``UsageError`` for a value that an option cannot have.
    """

    # ---- Output
    text: Text = _option("transcript", "Output", "Whose words the subtitles have.", metavar="SIDE")
    first: First = _option("transcript", "Output", "With --text both: the side that stands above.", metavar="SIDE")
    events: str | None = _option(
        None,
        "Output",
        "Notes of sounds: keep, drop, bracketed, or a language to write them in.",
        metavar="HOW",
        complete="events",
    )
    script: Script | None = _option(None, "Output", "Write Chinese in this script.", metavar="SCRIPT")
    # ---- Speakers
    speakers: Speakers = _option("change", "Speakers", "When the speaker's name is printed.", metavar="WHEN")
    speaker_style: SpeakerStyle = _option("colon", "Speakers", "How the name is printed.", metavar="STYLE")
    speaker_form: SpeakerForm = _option("full", "Speakers", "Which form of the name.", metavar="FORM")
    rename: tuple[tuple[str, str], ...] = _option(
        (), "Speakers", "Rename a speaker, or merge two; may repeat.", metavar="OLD=NEW", many=True
    )
    colors: bool = _option(False, "Speakers", "A color for every speaker (WebVTT, SubRip).")
    vtt_labels: bool = _option(False, "Speakers", "Print names in WebVTT too; no browser shows <v Name>.")
    # ---- Lines and reading
    profile: str = _option(
        "netflix",
        "Lines and reading",
        "Rules for lines and reading speed (turncue profiles).",
        metavar="NAME",
        complete="profiles",
    )
    max_chars: float | None = _option(None, "Lines and reading", "Characters in a line.", metavar="N", least=4)
    max_lines: int | None = _option(None, "Lines and reading", "Lines in a subtitle.", metavar="N", least=1)
    max_cps: float | None = _option(None, "Lines and reading", "Characters in a second.", metavar="N", least=1)
    dialogue: Dialogue | None = _option(
        None, "Lines and reading", "Whether two short turns may share a subtitle.", metavar="HOW"
    )
    line_ends: LineEnds | None = _option(None, "Lines and reading", "The marks ，、。 at line ends.", metavar="HOW")
    bidi_marks: bool = _option(
        False, "Lines and reading", "Direction marks around right-to-left lines, for simple players."
    )
    shots: tuple[int, ...] = _option(
        (), "Lines and reading", "File with the times of shot changes, one in a line.", metavar="FILE"
    )
    # ---- Transcript
    section: str | None = _option(
        None, "Transcript", "Read turns only below this heading (its text or number).", metavar="HEADING"
    )
    speakers_only: tuple[str, ...] = _option((), "Transcript", "Only these names begin a turn.", metavar="NAME,NAME")
    encoding: str | None = _option(
        None, "Transcript", "Encoding of the transcript, where detection errs.", metavar="NAME"
    )
    captions_encoding: str | None = _option(
        None, "Transcript", "Encoding of the captions, where detection errs.", metavar="NAME"
    )
    # ---- Languages
    language: str | None = _option(
        None, "Languages", "Language of the transcript (en, zh-Hant …).", metavar="TAG", complete="languages"
    )
    captions_language: str | None = _option(
        None, "Languages", "Language of the captions.", metavar="TAG", complete="languages"
    )
    glossary: tuple[tuple[str, ...], ...] = _option(
        (), "Languages", "File of spellings that count as equal: one | other.", metavar="FILE"
    )
    lexicons: tuple[Lexicon, ...] = _option(
        (), "Languages", "Word pairs from an earlier --learn; may repeat.", metavar="FILE", flag="--lexicon", many=True
    )
    embedder: Embedder | None = _option(
        None,
        "Languages",
        "Folder of an embedding model (ONNX or sentence-transformers).",
        metavar="FOLDER",
        flag="--embed",
    )
    engine: Engine = _option("auto", "Languages", "How to align.", metavar="HOW")
    # ---- Times
    pins: tuple[tuple[int, int], ...] = _option(
        (), "Times", "This turn (from 1) starts at this time; may repeat.", metavar="TURN=TIME", flag="--pin", many=True
    )
    min_score: float = _option(
        0.25, "Times", "Refuse below this share of matching words (0 to 1).", metavar="N", least=0, most=1
    )

    # ---- Audio
    media: str | None = _option(
        None,
        "Audio",
        "The recording, video or sound: captions are brought to its clock, words get their times "
        "in it: English ones, with --model those of other languages.",
        metavar="FILE",
        complete="files",
    )
    model: str | None = _option(
        None,
        "Audio",
        "Folder of a Whisper model (CTranslate2); a model's name lets faster-whisper fetch it. Without it: the "
        "embedded recogniser, which knows English.",
        metavar="PATH",
    )
    track: str | None = _option(
        None, "Audio", "Audio track: its number from 1, or its language.", metavar="NUMBER|LANG"
    )
    voices: bool = _option(False, "Audio", "Say which turns sound like another speaker than their label says.")
    voice_model: str | None = _option(
        None, "Audio", "Model of voices for --voices: ONNX, d-vectors.", metavar="FILE", complete="files"
    )
    audio_language: str | None = _option(
        None,
        "Audio",
        "Language of the speech, where it is not that of the text.",
        metavar="LANG",
        complete="languages",
    )
    no_cache: bool = _option(False, "Audio", "Recognise again; keep nothing for the next run.")

    def __post_init__(self) -> None:
        for name, choices in CHOICES.items():
            value = getattr(self, name)
            if value not in choices and not (value is None and name in _MAY_BE_NONE):
                raise UsageError(_not_a_choice(name, value, choices))
        if not (isinstance(self.min_score, int | float) and 0 <= self.min_score <= 1):
            raise UsageError(f"min_score is {self.min_score!r}; it can be 0 to 1.")
        for name in ("language", "captions_language", "audio_language"):
            value = getattr(self, name)
            if value is not None and not _TAG.fullmatch(value):
                raise UsageError(f"{name} is {value[:40]!r}; it can be a language tag such as en, ja or zh-Hant.")
        for name in ("max_chars", "max_lines", "max_cps"):
            value = getattr(self, name)
            if value is not None and not (isinstance(value, int | float) and math.isfinite(value)):
                raise UsageError(f"{name} is {value!r}; it can be a finite number.")

    @property
    def transcript(self) -> TranscriptOptions:
        """The part that the transcript's reader needs."""
        return TranscriptOptions(self.section, self.speakers_only, self.rename)

    @property
    def labels(self) -> LabelOptions:
        """The part that says how names are printed."""
        return LabelOptions(when=self.speakers, style=self.speaker_style, form=self.speaker_form)

    @property
    def writing(self) -> WriteOptions:
        """The part that the writers need."""
        return WriteOptions(self.vtt_labels, self.colors, self.bidi_marks)

    @property
    def colours(self) -> bool:
        """``colors`` by its name in version 0.1."""
        return self.colors

    @property
    def visible_labels(self) -> bool:
        """``vtt_labels`` by its name in version 0.1."""
        return self.vtt_labels


CHOICES: Mapping[str, tuple[str, ...]] = {
    "text": get_args(Text),
    "first": get_args(First),
    "speakers": get_args(Speakers),
    "speaker_style": get_args(SpeakerStyle),
    "speaker_form": get_args(SpeakerForm),
    "dialogue": get_args(Dialogue),
    "line_ends": get_args(LineEnds),
    "engine": get_args(Engine),
    "script": get_args(Script),
}
"""The values of an option that has only a few."""

_MAY_BE_NONE = frozenset(("dialogue", "line_ends", "script"))


def _not_a_choice(name: str, value: object, choices: tuple[str, ...]) -> str:
    near = get_close_matches(str(value), choices, 1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"{name} is {value!r}; it can be {', '.join(choices[:-1])} or {choices[-1]}.{hint}"


class OptionNames(TypedDict, total=False):
    """The options by name, as ``turncue.align(…, speakers="every")`` takes them; the fields of ``Options``.

    ``rename``, ``pins``, ``glossary``, ``shots``, ``speakers_only`` and ``lexicons`` may be any iterable, ``rename``
    and ``pins`` a mapping too.
    """

    text: Text
    first: First
    events: str | None
    script: Script | None
    speakers: Speakers
    speaker_style: SpeakerStyle
    speaker_form: SpeakerForm
    rename: Mapping[str, str] | Iterable[tuple[str, str]]
    colors: bool
    vtt_labels: bool
    profile: str
    max_chars: float | None
    max_lines: int | None
    max_cps: float | None
    dialogue: Dialogue | None
    line_ends: LineEnds | None
    bidi_marks: bool
    shots: Iterable[int]
    section: str | None
    speakers_only: Iterable[str]
    encoding: str | None
    captions_encoding: str | None
    language: str | None
    captions_language: str | None
    glossary: Iterable[Iterable[str]]
    lexicons: Iterable[Lexicon]
    embedder: Embedder | None
    engine: Engine
    pins: Mapping[int, int] | Iterable[tuple[int, int]]
    min_score: float
    media: str | None
    model: str | None
    track: str | None
    voices: bool
    voice_model: str | None
    audio_language: str | None
    no_cache: bool


def with_options(base: Options | None, named: Mapping[str, Any]) -> Options:
    """``base`` (or the defaults) with the options given by name over it.

    Raises ``UsageError`` for a name that no option has, with the nearest one, and for a value it cannot have.
    """
    names = [f.name for f in fields(Options)]
    start = {} if base is None else {name: getattr(base, name) for name in names}
    chosen: dict[str, Any] = {}
    for given, value in named.items():
        name = FORMER_NAMES.get(given, given)
        if name not in names:
            near = get_close_matches(given, [*names, *FORMER_NAMES], 1)
            hint = f" Did you mean {FORMER_NAMES.get(near[0], near[0])!r}?" if near else ""
            raise UsageError(f"there is no option {given!r}.{hint}")
        chosen[name] = _as_tuples(name, value)
    return Options(**{**start, **chosen})


def _as_tuples(name: str, value: Any) -> Any:
    """Iterables as the tuples that ``Options`` keeps."""
    if name in ("rename", "pins"):
        return tuple((a, b) for a, b in (value.items() if isinstance(value, Mapping) else value))
    if name == "glossary":
        return tuple(tuple(row) for row in value)
    if name == "speakers_only" and isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return tuple(value) if name in ("shots", "speakers_only", "lexicons") else value
