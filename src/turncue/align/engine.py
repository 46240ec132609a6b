"""Which engine aligns: words in one language, clauses across languages and for another wording.

What is measured decides, and the user is told; ``--engine`` overrides it. A pair that does not belong together is
refused with the measured number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from turncue.align import params
from turncue.align.alignment import Alignment
from turncue.align.engine_result import EngineResult
from turncue.align.monolingual.isolated_matches import without_isolated_matches
from turncue.align.monolingual.monolingual_engine import align_monolingual
from turncue.align.monolingual.slide_gaps import with_slid_gaps
from turncue.align.monolingual.token_units import parse_glossary
from turncue.errors import AlignError, UsageError
from turncue.options import Options
from turncue.prepare.pair import Pair
from turncue.text.language import base_language, same_language

if TYPE_CHECKING:  # the clause engine is large, and most pairs never need it
    from turncue.align.crosslingual.crosslingual_engine import CrossLingualResult
    from turncue.lexicons.lexicon import Lexicon

__all__ = ["select_and_align"]


def select_and_align(pair: Pair, options: Options) -> EngineResult:
    """Align with the engine that fits. Raises ``AlignError`` when the texts do not belong together."""
    if not len(pair.transcript_tokens) or not len(pair.caption_tokens):
        missing = "The captions have no words, only sound notes."
        which = "The transcript has no words." if not len(pair.transcript_tokens) else missing
        raise AlignError(0.0, options.min_score, which, "Check the files.")
    by_word = _by_word(pair, options) if options.engine != "sentences" else None
    if by_word is not None and by_word.fits:
        return by_word.result
    if by_word is not None and options.engine == "words":
        raise _refusal(pair, by_word.score, options)
    by_clause, fit = _by_clause(pair, options)
    if fit >= options.min_score:
        return by_clause
    score = by_word.score if by_word is not None else 0.0
    if by_word is not None and _one_language(pair) and score >= options.min_score:
        return EngineResult(by_word.raw)
    raise _refusal(pair, max(score, fit), options)


def _one_language(pair: Pair) -> bool:
    return same_language(pair.transcript.language, pair.captions.language)


@dataclass(frozen=True, slots=True)
class _ByWord:
    """What the word engine gives: its alignment as it is, the result made of it, and whether that may stand."""

    raw: Alignment
    result: EngineResult
    fits: bool

    @property
    def score(self) -> float:
        return self.raw.score


def _by_word(pair: Pair, options: Options) -> _ByWord:
    glossary = parse_glossary(options.glossary) if options.glossary else None
    raw = align_monolingual(pair, glossary=glossary)
    one_language = _one_language(pair)
    # the languages that two texts are taken for may be wrong; words that are the same are not
    similar = _one_wording(raw) if one_language else raw.score >= params.ONE_WORDING
    fits = raw.score >= options.min_score and (options.engine == "words" or similar)
    if not fits:
        return _ByWord(raw, EngineResult(raw), fits)
    alignment = with_slid_gaps(pair, raw, fixed=[p.token for p in pair.pins])
    alignment = without_isolated_matches(pair, alignment)
    unexpected = not one_language and options.engine == "auto"
    warnings = (_same_words_message(pair),) if unexpected else ()
    return _ByWord(raw, EngineResult(alignment, warnings=warnings), fits)


def _by_clause(pair: Pair, options: Options) -> tuple[EngineResult, float]:
    """The clause engine's result, and how well it fits on the scale of ``--min-score``."""
    from turncue.align.crosslingual.crosslingual_engine import align_crosslingual
    from turncue.lexicons.combined import combined_lexicon, shipped_lexicon

    lexicons, warnings = _fitting_lexicons(pair, options)
    languages = pair.transcript.language, pair.captions.language
    across = align_crosslingual(pair, combined_lexicon(*languages, lexicons))
    if _one_language(pair):
        fit = across.support / params.FULL_SUPPORT_ONE_LANGUAGE
    else:
        probability = across.probability
        known = bool(len(shipped_lexicon(*languages)))
        full = params.FULL_SUPPORT if known else _full_support(probability, with_pairs=bool(lexicons))
        fit = max(across.support / full, _certainty(probability))
    how = (_clause_message(pair),) if options.engine == "auto" else ()
    return _engine_result(across, how + warnings), max(fit, 0.0)


def _engine_result(across: CrossLingualResult, warnings: tuple[str, ...]) -> EngineResult:
    return EngineResult(
        across.alignment, across.probability, across.unmatched, across.reordered, across.lexicon, warnings
    )


def _mean(probability: Mapping[int, float]) -> float:
    """The mean probability of the turns' places."""
    return sum(probability.values()) / len(probability) if probability else 0.0


def _certainty(probability: Mapping[int, float]) -> float:
    """The mean probability of the turns' places; 0 where texts that do not belong together may reach it."""
    mean = _mean(probability)
    return mean if mean >= params.CERTAIN and len(probability) >= params.LEAST_CERTAIN_TURNS else 0.0


def _one_wording(alignment: Alignment) -> bool:
    """Whether two texts of one language say the same in the same words, but for what was misheard."""
    if alignment.score >= params.ONE_WORDING:
        return True
    if alignment.score < params.POOR_WORDING:
        return False
    sizes = alignment.transcript_size, alignment.caption_size
    own = np.append(alignment.transcript_first, sizes[0]) - np.append(0, alignment.transcript_stop)
    other = np.append(alignment.caption_first, sizes[1]) - np.append(0, alignment.caption_stop)
    gap = np.minimum(own, other)
    return bool(gap[gap > params.SENTENCE_WORDS].sum() <= params.MOST_IN_GAPS * min(sizes))


def _full_support(probability: Mapping[int, float], *, with_pairs: bool) -> float:
    """The support that counts as a full score where turncue ships no word pairs.

    ``with_pairs``: whether the user brought word pairs, few or many.
    """
    if _mean(probability) >= params.PROBABLE:
        return params.FULL_SUPPORT_PROBABLE
    return params.FULL_SUPPORT if with_pairs else params.FULL_SUPPORT_WITHOUT_PAIRS


def _fitting_lexicons(pair: Pair, options: Options) -> tuple[tuple[Lexicon, ...], tuple[str, ...]]:
    """The word pairs of the two languages, with those of a model, and warnings about others that were given."""
    source = base_language(pair.transcript.language) or "und"
    target = base_language(pair.captions.language) or "und"
    fit: list[Lexicon] = []
    warnings: list[str] = []
    for lexicon in options.lexicons:
        if len(lexicon.between(source, target)) or {lexicon.source, lexicon.target} == {source, target}:
            fit.append(lexicon)
        else:
            languages = f"{lexicon.source or '?'} and {lexicon.target or '?'}"
            warnings.append(f"word pairs of {languages} are not used: the two texts are in {source} and {target}")
    if options.embedder is not None:
        from turncue.lexicons.embedding import lexicon_from_embeddings, words_of

        words = words_of([t.text for t in pair.transcript.turns], source)
        other = words_of([c.text for c in pair.captions.cues], target)
        try:
            fit.append(lexicon_from_embeddings(words, other, options.embedder, source=source, target=target))
        except ValueError as error:
            raise UsageError(f"--embed: this is no model of words: {error}. Give another folder.") from error
    return tuple(fit), tuple(warnings)


def _clause_message(pair: Pair) -> str:
    transcript, captions = pair.transcript.language, pair.captions.language
    why = "another wording" if _one_language(pair) else f"{transcript} with {captions}"
    return f"aligned clause by clause ({why}); --engine words or sentences overrides"


def _same_words_message(pair: Pair) -> str:
    return (
        f"aligned word for word, though the transcript is taken for {pair.transcript.language} and the captions for "
        f"{pair.captions.language}: their words are the same"
    )


def _refusal(pair: Pair, score: float, options: Options) -> AlignError:
    cause = "They look like different recordings."
    if not _one_language(pair):
        cause = (
            f"The transcript is in {pair.transcript.language}, the captions are in {pair.captions.language}, and they "
            "do not look like one talk."
        )
    advice = "Check that both are of one recording, or lower --min-score."
    return AlignError(max(score, 0.0), options.min_score, cause, advice)
