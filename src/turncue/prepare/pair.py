"""A transcript and captions, prepared for alignment: the one value that carries both sides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from turncue.model import Captions, Transcript
from turncue.prepare.anchors import Pin, Timestamps, pins_of, timestamps_of
from turncue.prepare.bilingual import in_one_language
from turncue.prepare.caption_times import caption_tokens
from turncue.prepare.hallucinations import without_hallucinations
from turncue.prepare.token_columns import CaptionTokens, TranscriptTokens, transcript_tokens
from turncue.text.language import resolve_language

if TYPE_CHECKING:
    from turncue.options import Options

__all__ = ["Pair", "pair_of", "prepare"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A transcript and the captions of the same recording, with their tokens.

    Both have a language (BCP 47, or None where it is unknown). ``pins`` are times that must hold, ``timestamps`` times
    that are evidence; ``warnings`` are sentences for the user, in the order of the steps that wrote them.
    """

    transcript: Transcript
    captions: Captions
    transcript_tokens: TranscriptTokens
    caption_tokens: CaptionTokens
    pins: tuple[Pin, ...] = ()
    timestamps: Timestamps | None = None
    warnings: tuple[str, ...] = ()


def prepare(transcript: Transcript, captions: Captions, options: Options) -> Pair:
    """Both sides in one language each, without what a recogniser hallucinated, and cut into tokens.

    Raises ``UsageError`` for a pin that cannot be.
    """
    transcript, captions, warnings = in_one_language(
        transcript, captions, language=options.language, captions_language=options.captions_language
    )
    if options.text == "transcript":  # where the captions' words are shown, they are shown whole
        captions, more = without_hallucinations(captions, transcript)
        warnings += more
    spoken = options.language or resolve_language(transcript.language, "\n".join(t.text for t in transcript.turns))
    subtitled = options.captions_language or resolve_language(
        captions.language, "\n".join(c.text for c in captions.cues)
    )
    pair = pair_of(replace(transcript, language=spoken), replace(captions, language=subtitled))
    pins = pins_of(pair.transcript, pair.transcript_tokens, pair.caption_tokens, options.pins)
    return replace(pair, pins=pins, warnings=warnings)


def pair_of(transcript: Transcript, captions: Captions) -> Pair:
    """Both sides as they are, cut into tokens, without pins."""
    tokens = transcript_tokens(transcript)
    return Pair(transcript, captions, tokens, caption_tokens(captions), timestamps=timestamps_of(transcript, tokens))
