"""Captions brought to the clock of a recording, or of other captions.

A recogniser's words, even a poor one's, are matched with the captions' words. Of a long recording only samples are
recognised, more where they disagree. Captions in another language than the speech are aligned by the engine across
languages. Where no recogniser knows the language, speech activity decides.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from turncue.audio.activity import speech_probability
from turncue.audio.extras import available
from turncue.audio.matching import caption_tokens
from turncue.audio.params import NEAR, RATE_FITS
from turncue.audio.rate_evidence import RateInDoubt
from turncue.audio.recogniser import AudioOptions, NoRecogniser, Recogniser
from turncue.audio.recognition import captions_of_words, recognise, recogniser_for, speech_language
from turncue.audio.samples import Sampler
from turncue.audio.snap import Starts, forced_starts, onset_starts, recognised_starts, snapped
from turncue.audio.sync_across import Matcher, sync_across
from turncue.audio.sync_activity import sync_to_activity
from turncue.audio.sync_result import SyncRefused, SyncResult
from turncue.audio.sync_words import sync_to_tokens, sync_to_words
from turncue.errors import UsageError
from turncue.model import Captions
from turncue.text.language import base_language, detect_language, same_language

__all__ = ["settles_rate", "snap", "sync", "sync_to_captions"]


def sync(
    captions: Captions,
    media: str | os.PathLike[str],
    options: AudioOptions | None = None,
    matcher: Matcher | None = None,
) -> SyncResult:
    """The map that brings captions to the clock of a media file.

    ``options.language`` is that of the speech; without it a multilingual model finds it, and otherwise it is taken to
    be the captions'. ``matcher`` aligns captions of another language (see ``sync_across``).

    Raises ``SyncRefused`` without enough evidence, ``ReadError`` for a file without usable sound, ``UsageError`` for
    captions without cues, ``ExtraMissing`` for a library that is not installed.
    """
    written, chosen = _chosen(captions, options or AudioOptions())
    try:
        recogniser, chosen, spoken = _recogniser(written, media, chosen)
    except NoRecogniser:
        return sync_to_activity(captions, media, chosen)
    if same_language(spoken, written) or written is None:
        return _by_words(captions, media, recogniser, chosen)
    if matcher is None:
        raise UsageError(
            f"the captions are in {written}, the speech in {spoken}: that needs an aligner across languages."
        )
    words = list(recognise(media, recogniser, chosen))
    try:
        return sync_across(captions, captions_of_words(words, spoken), matcher)
    except RateInDoubt as doubt:
        return _with_activity(captions, media, chosen, doubt)


def snap(
    result: SyncResult, captions: Captions, media: str | os.PathLike[str], options: AudioOptions | None = None
) -> SyncResult:
    """A result of ``sync`` with each cue's start moved to its first word, where that is firm; see ``snapped``.

    The whole recording is recognised. Raises as ``sync`` does.
    """
    written, chosen = _chosen(captions, options or AudioOptions())
    placed = replace(captions, cues=tuple(result.moved_cues(captions)))
    witnesses: list[Starts] = []
    try:
        recogniser, chosen, spoken = _recogniser(written, media, chosen)
        if same_language(spoken, written) or written is None:
            if base_language(spoken) == "en" and available("pocketsphinx"):
                witnesses.append(forced_starts(placed, media, chosen))
            witnesses.append(recognised_starts(placed, list(recognise(media, recogniser, chosen))))
    except NoRecogniser:
        pass  # voice activity alone is one witness: no cue is moved, and the result says so
    return snapped(result, captions, [*witnesses, onset_starts(placed, speech_probability(media, chosen.track))])


def sync_to_captions(captions: Captions, reference: Captions, matcher: Matcher | None = None) -> SyncResult:
    """The map that brings captions to the clock of other captions of the same recording, in any language.

    Raises ``SyncRefused`` without enough evidence.
    """
    one, two = _language(captions), _language(reference)
    if not captions.cues:
        raise UsageError("the captions have no cues.")
    if same_language(one, two) or one is None or two is None or matcher is None:
        return replace(sync_to_tokens(captions, caption_tokens(reference)), evidence="captions")
    return sync_across(replace(captions, language=one), replace(reference, language=two), matcher)


def _recogniser(
    written: str | None, media: str | os.PathLike[str], options: AudioOptions
) -> tuple[Recogniser, AudioOptions, str | None]:
    """The recogniser, the options with the language it was made for, and the language of the speech."""
    recogniser = recogniser_for(options)
    spoken = options.language or recogniser.language or speech_language(media, recogniser, options) or written
    if recogniser.language is None and base_language(spoken) is not None:
        options = replace(options, language=base_language(spoken))
        recogniser = recogniser_for(options)
    return recogniser, options, spoken


def _chosen(captions: Captions, options: AudioOptions) -> tuple[str | None, AudioOptions]:
    """The captions' language, and the options with the text that a recogniser may expect."""
    if not captions.cues:
        raise UsageError("the captions have no cues.")
    written = _language(captions)
    if options.model is None:  # the embedded recogniser cannot find a language
        options = replace(options, language=options.language or written)
    if not same_language(options.language, written) and options.language is not None:
        return written, options
    return written, replace(options, bias=_text(captions))


def _language(captions: Captions) -> str | None:
    return captions.language or detect_language(_text(captions))


def _text(captions: Captions) -> str:
    return "\n".join(c.text for c in captions.cues)


def _by_words(
    captions: Captions, media: str | os.PathLike[str], recogniser: Recogniser, options: AudioOptions
) -> SyncResult:
    sampler = Sampler(media, recogniser, options)
    if not sampler.is_long:
        try:
            return sync_to_words(captions, list(recognise(media, recogniser, options)))
        except RateInDoubt as doubt:
            return _with_activity(captions, media, options, doubt)
    windows: Sequence[tuple[int, int]] = sampler.spread()
    words = sampler.words(windows)
    while True:
        result: SyncResult | None = None
        refused: SyncRefused | None = None
        try:
            result = sync_to_words(captions, words)
        except SyncRefused as error:
            refused = error
        further = sampler.further(windows, words, result)
        if not further:
            if result is None:
                assert refused is not None
                raise refused
            return result
        windows = sorted([*windows, *further])
        words = sorted([*words, *sampler.words(further)], key=lambda w: w.start)


def _with_activity(
    captions: Captions, media: str | os.PathLike[str], options: AudioOptions, doubt: RateInDoubt
) -> SyncResult:
    """What voice activity says about the frame rate, where it puts the cues near where the words do.

    Raises ``doubt`` where it says nothing or the cues are elsewhere.
    """
    try:
        result = sync_to_activity(captions, media, options)
    except SyncRefused:
        raise doubt from None
    if not settles_rate(result, doubt.result, captions):
        raise doubt
    return replace(result, messages=(*result.messages, "the words leave the frame rate open; voice activity shows it"))


def settles_rate(by_activity: SyncResult, by_words: SyncResult, captions: Captions) -> bool:
    """Whether voice activity tells the rate: cues begin with it, and most are near where the words put them."""
    fits = sum(p.matched for p in by_activity.pieces)
    apart = [abs(by_activity.time(c.start) - by_words.time(c.start)) for c in captions.cues]
    return fits > RATE_FITS * len(captions.cues) and sorted(apart)[len(apart) // 2] <= NEAR
