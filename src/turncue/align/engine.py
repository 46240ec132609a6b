"""Which engine answers: words in one language, clauses across languages and for another wording.

The choice is made by what is measured, told to the user, and overridden by ``--engine``. A pair that does not belong
together is refused with the measured number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from turncue.align.alignment import Alignment
from turncue.align.monolingual.isolated_matches import without_stragglers
from turncue.align.monolingual.monolingual_engine import align_sides
from turncue.align.monolingual.slide_gaps import at_seams
from turncue.align.monolingual.token_units import parse_glossary
from turncue.errors import AlignError, UsageError
from turncue.model import Captions, Transcript
from turncue.options import Options
from turncue.prepare.anchors import Pin
from turncue.prepare.caption_times import HeardTimes
from turncue.prepare.token_columns import CaptionTokens, TranscriptTokens
from turncue.text.language import base_language, same_language
from turncue.timing import Missing

if TYPE_CHECKING:
    from turncue.align.crosslingual import MovedPassage
    from turncue.lexicons.lexicon import Lexicon

__all__ = ["Found", "answers"]

# A score from which on two texts are one wording, word for word; recognisers that miss a third of the words reach it.
# Below it they still are where what matches is scattered all over: a recogniser, however poor, gets a word right here
# and there, another wording differs for sentences on end. Of recordings with six words in ten replaced, lost or put in
# 0 to 2 % of the words stand in holes of more than ``_SENTENCE`` words on both sides, of a free paraphrase 93 %.
_ONE_WORDING, _POOR_WORDING = 0.6, 0.4
_SENTENCE, _HOLES = 20, 0.04
# Support in nats a word that counts as much as a full score, so that --min-score is one scale for both engines: with
# known word pairs, and without. Pairs that do not belong together stay below 0.2 and 0.06, those that do lie above 0.5
# and 0.19.
_FULL_SUPPORT, _FULL_UNTAUGHT = 1.2, 0.48
# In one language two recordings of one kind share formulas ("your next question comes from the line of"): of 111 pairs
# of calls, interviews and talks with the captions of another the most is 0.33; another wording of one talk has 0.5.
_FULL_OWN = 1.6
# Without turncue's own pairs, for want of names and numbers, support may be low though every clause found its place:
# less is enough where the engine is as sure of its places as it never is of texts that do not belong together (whose
# turns it is 0.2 to 0.55 sure of on average, with a large dictionary too; of those that do, 0.69 and more).
_SURE, _FULL_SURE = 0.65, 0.24
# Across languages a clip of half a minute may hold none of the words that are known; its few turns are then placed by
# their lengths and by each other. Of 226 snippets of 3 to 25 turns on captions of elsewhere none was as sure of its
# places as this (the most 0.94); of 288 on their own captions 13 had too little support, and 5 of those were.
_CERTAIN, _SOME = 0.95, 5  # turns


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine found.

    ``sure``: for turns by index how sure the engine itself is, where it says so. ``told``: sentences for the user.
    ``learnt``: word pairs learnt on the way. ``moved``: passages heard out of order, where the engine looks for them;
    ``missing``: turns that it did not find.
    """

    links: Alignment
    sure: dict[int, float] | None = None
    told: tuple[str, ...] = ()
    learnt: Lexicon | None = None
    moved: tuple[MovedPassage, ...] | None = None
    missing: Missing | None = None


def answers(
    transcript: Transcript,
    captions: Captions,
    said: TranscriptTokens,
    heard: CaptionTokens,
    times: HeardTimes,
    pins: Sequence[Pin],
    options: Options,
) -> Found:
    """Align with the engine that fits; ``times`` are those of the captions' tokens.

    Raises ``AlignError`` when the texts do not belong together.
    """
    if not len(said) or not len(heard):
        which = "The transcript has no words." if not len(said) else "The captions have no words, only sound notes."
        raise AlignError(0.0, options.min_score, which, "Check the files.")
    one_language = same_language(transcript.language, captions.language)
    links, score = None, 0.0
    if options.engine != "sentences":
        glossary = parse_glossary(options.glossary) if options.glossary else None
        links = align_sides(said, heard, pins=[(p.token, p.heard) for p in pins], glossary=glossary)
        score = min(links.matched, links.heard_matched) / min(links.words, links.heard)
        # what two texts are said to be in may be wrong; words that are the same are not
        alike = _one_wording(links, score) if one_language else score >= _ONE_WORDING
        if score >= options.min_score and (options.engine == "words" or alike):
            links = at_seams(said, heard, times, links, fixed=[p.token for p in pins])
            odd = not one_language and options.engine == "auto"
            told = (_alike(transcript, captions),) if odd else ()
            return Found(without_stragglers(said, times, links), told=told)
        if options.engine == "words":
            raise _refusal(transcript, captions, score, options)
    # the clause engine is large, and most pairs never need it
    from turncue.align.crosslingual.crosslingual_engine import align_across, seed_of

    lexicons, unfit = _lexicons(transcript, captions, options)
    across = align_across(transcript, captions, said, heard, times.start, times.end, lexicons=lexicons)
    if one_language:
        fit = across.support / _FULL_OWN
    else:
        known = bool(len(seed_of(transcript.language, captions.language)))
        full = _FULL_SUPPORT if known else _full_foreign(across.sure, taught=bool(lexicons))
        fit = max(across.support / full, _certain(across.sure))
    fit = max(fit, 0.0)
    if fit >= options.min_score:
        how = _told(transcript, captions, across.support, one_language) if options.engine == "auto" else ()
        missing = Missing(across.unheard, across.elsewhere)
        return Found(across.links, across.sure, how + unfit, across.learnt, across.moved, missing)
    if links is not None and one_language and score >= options.min_score:
        return Found(links)
    raise _refusal(transcript, captions, max(score, fit), options)


def _mean(sure: Mapping[int, float]) -> float:
    """How sure the engine is of the turns' places on average."""
    return sum(sure.values()) / len(sure) if sure else 0.0


def _certain(sure: Mapping[int, float]) -> float:
    """How sure the engine is of the turns' places; 0 where it may be so of what does not belong together."""
    mean = _mean(sure)
    return mean if mean >= _CERTAIN and len(sure) >= _SOME else 0.0


def _one_wording(links: Alignment, score: float) -> bool:
    """Whether two texts of one language say the same in the same words, but for what was misheard."""
    if score >= _ONE_WORDING:
        return True
    if score < _POOR_WORDING:
        return False
    said = np.append(links.t0, links.words) - np.append(0, links.t1)
    heard = np.append(links.c0, links.heard) - np.append(0, links.c1)
    hole = np.minimum(said, heard)
    return bool(hole[hole > _SENTENCE].sum() <= _HOLES * min(links.words, links.heard))


def _full_foreign(sure: Mapping[int, float], *, taught: bool) -> float:
    """The support that counts as a full score where turncue knows no word pairs itself.

    ``sure``: how sure each turn's place is; ``taught``: whether the user brought word pairs, few or many.
    """
    if _mean(sure) >= _SURE:
        return _FULL_SURE
    return _FULL_SUPPORT if taught else _FULL_UNTAUGHT


def _lexicons(
    transcript: Transcript, captions: Captions, options: Options
) -> tuple[tuple[Lexicon, ...], tuple[str, ...]]:
    """The word pairs that fit the two languages, with those of a model; and what is told of those that do not."""
    source, target = base_language(transcript.language) or "und", base_language(captions.language) or "und"
    fit: list[Lexicon] = []
    told: list[str] = []
    for lexicon in options.lexicons:
        if len(lexicon.between(source, target)) or {lexicon.source, lexicon.target} == {source, target}:
            fit.append(lexicon)
        else:
            languages = f"{lexicon.source or '?'} and {lexicon.target or '?'}"
            told.append(f"word pairs of {languages} are not used: the two texts are in {source} and {target}")
    if options.embedder is not None:
        from turncue.lexicons.embedding import lexicon_from_embeddings, words_of

        said = words_of([t.text for t in transcript.turns], source)
        heard = words_of([c.text for c in captions.cues], target)
        try:
            fit.append(lexicon_from_embeddings(said, heard, options.embedder, source=source, target=target))
        except ValueError as error:
            raise UsageError(f"--embed: this is no model of words: {error}. Give another folder.") from error
    return tuple(fit), tuple(told)


def _told(transcript: Transcript, captions: Captions, support: float, one_language: bool) -> tuple[str, ...]:
    why = "another wording" if one_language else f"{transcript.language} on {captions.language}"
    return (f"aligned clause by clause ({why}; support {support:.2f}); --engine words or sentences overrides",)


def _alike(transcript: Transcript, captions: Captions) -> str:
    return (
        f"aligned word for word, though the transcript is taken for {transcript.language} and the captions for "
        f"{captions.language}: their words are the same"
    )


def _refusal(transcript: Transcript, captions: Captions, score: float, options: Options) -> AlignError:
    cause = "They look like different recordings."
    if not same_language(transcript.language, captions.language):
        cause = (
            f"The transcript is in {transcript.language}, the captions are in {captions.language}, and they do not "
            "look like one talk."
        )
    advice = "Check that both are of one recording, or lower --min-score."
    return AlignError(max(score, 0.0), options.min_score, cause, advice)
