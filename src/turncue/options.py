"""Everything a user may choose, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from turncue.formats.base import TranscriptOptions, WriteOptions
from turncue.text.label_options import LabelOptions

if TYPE_CHECKING:  # the clause engine is large and most pairs never need it
    from turncue.lexicons.embedding import Embedder
    from turncue.lexicons.lexicon import Lexicon

__all__ = ["Options"]


@dataclass(frozen=True, slots=True)
class Options:
    """Everything a user may choose; the command line's flags of the same names.

    ``text``: whose words the subtitles carry. ``first``: which language stands above in ``both``. ``speakers`` and
    ``speaker_style``: when and how a name is printed; ``visible_labels``: in WebVTT too. ``profile`` with
    ``max_chars``, ``max_lines``, ``max_cps`` over it. ``min_score``: refuse below this share of matching words.
    ``pins``: (turn from 1, ms) pairs that must hold. ``glossary``: phrases of each row count as equal.
    ``lexicons``: word pairs of the two languages, beside those that turncue brings; ``embedder``: a model that finds
    more (``turncue.lexicons.embedders.load_embedder``).
    ``script``: turn Chinese output into Traditional or Simplified characters.
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
    engine: Literal["auto", "words", "sentences"] = "auto"
    min_score: float = 0.25
    section: str | None = None
    speakers_only: tuple[str, ...] = ()
    rename: tuple[tuple[str, str], ...] = ()
    pins: tuple[tuple[int, int], ...] = ()
    glossary: tuple[tuple[str, ...], ...] = ()
    lexicons: tuple[Lexicon, ...] = ()
    embedder: Embedder | None = None
    script: Literal["hant", "hans"] | None = None
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
