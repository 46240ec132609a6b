"""From an alignment to times: a start, an end and a source for every transcript word.

A matched word takes its partner's time. What stands between matches shares the speech there, not the time that
passes. A turn's first words go back from its first match, never across the pause before them. Nothing overlaps,
nothing runs backwards, and no word is faster than speech can be: what cannot be spoken in the time is not placed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from turncue.align.engine_result import EngineResult
from turncue.arrays import Floats, Ints
from turncue.prepare.caption_times import with_times
from turncue.prepare.pair import Pair
from turncue.text.tokens import is_dense
from turncue.timing import params
from turncue.timing.clock_fit import fit_clock
from turncue.timing.enforce_monotonic import enforce_monotonic
from turncue.timing.gaps import gap_context
from turncue.timing.interpolate import Placed, matched_times, place_words
from turncue.timing.timing_result import CUE, ESTIMATED, MEASURED, SOUND, UNPLACED, Timing

__all__ = ["CUE", "ESTIMATED", "MEASURED", "SOUND", "UNPLACED", "Timing", "time_words", "word_times"]


def time_words(pair: Pair, result: EngineResult) -> Timing:
    """Times for the transcript's tokens.

    Pins hold to the millisecond. Time stamps of the transcript are brought to the captions' clock; where they fit it,
    they say where words without a partner may be.
    """
    timing = word_times(pair, result, {})
    stamps = pair.timestamps
    if stamps is None:
        return timing
    certain = timing.link_score[stamps.token] > 0
    fit = fit_clock(stamps.time[certain], timing.start[stamps.token[certain]].astype(float))
    if fit is None:
        return timing
    if fit.useful:
        requested = dict(zip(stamps.token.tolist(), fit.at(stamps.time).tolist(), strict=True))
        timing = word_times(pair, result, requested)
    return replace(timing, warnings=(fit.message,) if fit.message else ())


def word_times(pair: Pair, result: EngineResult, requested: Mapping[int, float]) -> Timing:
    """Times for the transcript's tokens; ``requested``: times in ms at which other evidence wants a token to begin."""
    tokens, alignment = pair.transcript_tokens, result.alignment
    starts_turn = tokens.opens_turn[alignment.transcript_first]
    turn_starts = alignment.caption_first[starts_turn] if len(alignment) else None
    captions = with_times(pair.captions, pair.caption_tokens, turn_starts=turn_starts)
    context = gap_context(pair, captions, result, requested)
    placed = place_words(context, matched_times(context.duration, captions, alignment))
    placed, firmness = _with_pins(placed, pair)
    on = np.flatnonzero(placed.source != UNPLACED)
    least = np.array(
        [params.LEAST_SYLLABLE_MS if is_dense(tokens.normalized[k]) else params.LEAST_WORD_MS for k in on.tolist()],
        dtype=np.int64,
    )
    start, end = np.zeros(len(tokens), dtype=np.int64), np.zeros(len(tokens), dtype=np.int64)
    start[on], end[on] = enforce_monotonic(placed.start[on], placed.end[on], least, firmness[on])
    return Timing(start, end, placed.source, placed.link_score, captions)


def _with_pins(placed: Placed, pair: Pair) -> tuple[Placed, Floats]:
    """The times with the pins' in them, and how firmly each start holds."""
    start, end = placed.start.copy(), placed.end.copy()
    source: Ints = placed.source.copy()
    firmness = np.where(source == UNPLACED, 0.0, np.array(params.FIRMNESS)[np.minimum(source, ESTIMATED)])
    for pin in pair.pins:
        start[pin.token] = pin.time
        end[pin.token] = np.nanmax([end[pin.token], pin.time + 1.0])
        source[pin.token] = min(int(source[pin.token]), ESTIMATED)
        firmness[pin.token] = params.PIN_FIRMNESS
    return replace(placed, start=start, end=end, source=source), firmness
