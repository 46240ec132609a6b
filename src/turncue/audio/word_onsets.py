"""A transcript's words at their onset in a recording: which way finds them, and what the user is told.

Words are found by a Whisper model, where the user names one; English words are then, or without a model at once, found
more exactly by pocketsphinx. What neither finds keeps the time it had.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace

import numpy as np

from turncue.arrays import Ints
from turncue.audio import params
from turncue.audio.attention import Attention, align_by_attention
from turncue.audio.decode import read_samples
from turncue.audio.extras import available
from turncue.audio.forced import align_words_to_sound
from turncue.audio.recogniser import AudioOptions, NoRecogniser
from turncue.audio.word_times import WordTimes, monotonic
from turncue.prepare.pair import Pair
from turncue.text.language import base_language
from turncue.text.tokens import is_dense
from turncue.timing import SOUND, UNPLACED, Timing

__all__ = ["attention_for", "with_onsets", "words_in_sound", "written_parts"]

_OPENING = "\"'“‘«‹(¿¡„"
_BEHIND = re.compile(r"[^\w\s]{0,3}")  # marks that belong to the word before them


def with_onsets(timing: Timing, pair: Pair, media: str | os.PathLike[str], options: AudioOptions) -> Timing:
    """A timing whose words start and end where they do in the sound, where that is found.

    For transcripts in the language of the speech: English, or with ``options.model`` any that the model knows. Any
    other timing is given back with a warning. Raises ``ReadError`` for media without usable sound and for a folder
    that holds no model, ``ExtraMissing``.
    """
    language = base_language(options.language or pair.captions.language)
    reason = _obstacle(base_language(pair.transcript.language), language, options)
    attention = None
    if reason is None and options.model is not None and language is not None:
        try:
            attention = attention_for(options.model, language)
        except NoRecogniser:
            if language != "en":
                reason = f"the model does not know the language {language}: give another with --model"
    if reason is not None:
        return replace(timing, warnings=(*timing.warnings, f"--media placed no word: {reason}"))
    tokens = pair.transcript_tokens
    chosen = np.flatnonzero((timing.source != UNPLACED) & ~tokens.is_event)
    parts = written_parts(pair, chosen)
    rough = WordTimes(timing.start[chosen], timing.end[chosen], np.zeros(len(chosen), dtype=bool))
    times = words_in_sound(parts, rough, media, replace(options, language=language), attention)
    left = int((~times.measured).sum())
    rest = f"--media: {left} of {len(chosen)} words were not found in the sound and keep the time they had"
    warnings = (*timing.warnings, rest) if left > params.WORDS_LEFT * len(chosen) else timing.warnings
    start, end, source = timing.start.copy(), timing.end.copy(), timing.source.copy()
    start[chosen], end[chosen] = times.start, times.end
    source[chosen[times.measured]] = SOUND
    # notes of sounds keep their times and may stand in the way
    return monotonic(replace(timing, start=start, end=end, source=source, warnings=warnings), {SOUND: 8.0})


def _obstacle(text: str | None, speech: str | None, options: AudioOptions) -> str | None:
    """Why no word can be found in the sound, None where nothing speaks against it."""
    if text is None or text != speech:
        names = f"{text or 'an unknown language'} on {speech or 'an unknown language'}"
        return f"words are found in the sound where the transcript has the language of the speech, not in {names}"
    if text != "en" and options.model is None:
        return f"words in {text} are found in the sound by a Whisper model: give one with --model FOLDER"
    return None


def attention_for(model: str, language: str) -> Attention:
    """The model that finds words of a language. Raises ``NoRecogniser``, ``ReadError``, ``ExtraMissing``."""
    from turncue.audio.whisper import WhisperAttention

    return WhisperAttention(model, language)


def words_in_sound(
    parts: list[str],
    rough: WordTimes,
    media: str | os.PathLike[str],
    options: AudioOptions,
    attention: Attention | None,
) -> WordTimes:
    """Times of words in the sound: those that the model finds, if there is one, and for English those of pocketsphinx.

    pocketsphinx is the more exact of the two, but needs good rough times: it gets the model's. What it does not place
    keeps those. ``options.language`` is that of the speech.
    """
    times = rough
    if attention is not None:
        times = align_by_attention(
            parts, rough, lambda low, high: read_samples(media, low, high, options.track), attention
        )
    if options.language != "en" or (attention is not None and not available("pocketsphinx")):
        return times
    forced = align_words_to_sound(parts, times.start, times.end, media, options)
    return replace(forced, measured=forced.measured | times.measured)


def written_parts(pair: Pair, chosen: Ints) -> list[str]:
    """The words as they are written: with a space before them where there is one, and the marks behind them."""
    tokens = pair.transcript_tokens
    parts: list[str] = []
    for k in chosen.tolist():
        text = pair.transcript.turns[int(tokens.turn[k])].text
        begin, finish = int(tokens.begin[k]), int(tokens.finish[k])
        word, before = text[begin:finish], text[:begin].rstrip(_OPENING)
        apart = before[-1:].isspace() or (not before and not is_dense(word))
        marks = _BEHIND.match(text, finish)
        parts.append((" " if apart else "") + word + (marks[0] if marks else ""))
    return parts
