"""Subtitles of the text that was requested: the transcript's words, the captions' words, or both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from turncue.align.engine_result import EngineResult
from turncue.compose import LayoutOptions, Profile, compose, compose_both
from turncue.compose.caption_turns import CaptionTurns, caption_turns
from turncue.compose.event_style import with_events, without_note_times
from turncue.compose.labels import with_roles
from turncue.errors import UsageError
from turncue.model import Subtitle, TimedTurn
from turncue.options import Options
from turncue.prepare.pair import Pair
from turncue.quality import without_unplaced
from turncue.settings import find_profile
from turncue.text.chinese_script import Script, to_script
from turncue.text.language import base_language
from turncue.timing import Timing

__all__ = ["SubtitleText", "profile_of", "subtitles_of"]


@dataclass(frozen=True, slots=True)
class SubtitleText:
    """Timed turns as they are shown, and the language of their words."""

    turns: tuple[TimedTurn, ...]
    language: str | None


def subtitles_of(
    pair: Pair, result: EngineResult, timing: Timing, turns: Sequence[TimedTurn], options: Options
) -> tuple[tuple[Subtitle, ...], str | None]:
    """The subtitles of the text that ``options.text`` names, and their language. Raises ``UsageError``."""
    languages = (base_language(pair.transcript.language), base_language(pair.captions.language))
    if options.script and "zh" not in languages:
        raise UsageError("--script is for Chinese; neither the transcript nor the captions are in it.")
    shown = [without_unplaced(t, pair.transcript_tokens, timing) for t in turns]
    shown = with_roles(without_note_times(shown), pair.transcript.metadata)
    transcript = _as_shown(shown, pair.transcript.language, options)
    if options.text == "transcript":
        return _transcript_subtitles(transcript, options), transcript.language
    captions = caption_turns(pair.captions, timing.caption_tokens, result.alignment, transcript.turns)
    spoken = _as_shown(captions.turns, pair.captions.language, options)
    if options.text == "captions":
        return _caption_subtitles(spoken, captions, options), spoken.language
    if options.text != "both":
        raise UsageError(f"--text is {options.text!r}; it can be transcript, captions or both.")
    return _bilingual_subtitles(transcript, spoken, options), transcript.language


def _layout(text: SubtitleText, options: Options) -> LayoutOptions:
    return LayoutOptions(profile_of(options, text.language), options.labels, text.language, options.shots)


def _transcript_subtitles(text: SubtitleText, options: Options) -> tuple[Subtitle, ...]:
    """Subtitles in the transcript's words."""
    return tuple(compose(text.turns, _layout(text, options)))


def _caption_subtitles(text: SubtitleText, captions: CaptionTurns, options: Options) -> tuple[Subtitle, ...]:
    """Subtitles in the captions' words; ``text`` are the turns of ``captions`` as they are shown."""
    breaks = captions.breaks
    if options.events not in (None, "keep", "drop"):  # those are offsets of the text before its notes changed
        breaks = {k: v for k, v in breaks.items() if not captions.turns[k].events}
    made = compose(text.turns, _layout(text, options), breaks=breaks)
    owners = captions.owners
    return tuple(
        replace(s, turns=tuple(owner for piece in s.turns if (owner := owners[piece]) is not None)) for s in made
    )


def _bilingual_subtitles(transcript: SubtitleText, captions: SubtitleText, options: Options) -> tuple[Subtitle, ...]:
    """Subtitles with the transcript's words and the captions' words, one above the other."""
    layouts = _layout(transcript, options), _layout(captions, options)
    return tuple(compose_both(transcript.turns, captions.turns, *layouts, first=options.first))


def _as_shown(turns: Sequence[TimedTurn], language: str | None, options: Options) -> SubtitleText:
    """The turns with their notes of sounds, and in the Chinese script, that were requested."""
    if options.events not in (None, "keep", "drop"):
        turns = with_events(turns, options.events, language)
    if options.script is None or base_language(language) != "zh":
        return SubtitleText(tuple(turns), language)
    script: Script = options.script
    return SubtitleText(
        tuple(
            replace(t, text=to_script(t.text, script), speaker=t.speaker and to_script(t.speaker, script))
            for t in turns
        ),
        f"zh-{script.title()}",
    )


def profile_of(options: Options, language: str | None) -> Profile:
    """The profile that the options name, in its variant for a language. Raises ``UsageError``."""
    return find_profile(options.profile, language).with_overrides(
        max_chars=options.max_chars,
        max_lines=options.max_lines,
        max_cps=options.max_cps,
        events="drop" if options.events == "drop" else "keep" if options.events else None,
        drop_line_end_punctuation=None if options.line_ends is None else options.line_ends == "drop",
        dialogue=options.dialogue,
    )
